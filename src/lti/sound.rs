//! Whether what is said of a platform holds together, and whether whoever says it may.

use super::add::Described;
use super::model::Platform;
use crate::db::ids::{InstitutionId, MemberId, PlatformId};
use crate::error::{Error, Message, Problems, Result};
use crate::rights::Right;
use crate::site::Tx;
use crate::text;

/// The longest text that is taken, in characters.
pub const LONGEST: usize = 500;
/// The longest name of a platform, in characters.
pub const NAME: usize = 80;
/// The longest name of a deployment (LTI Core 1.3, 5.3.3), and how many of them there may be.
const DEPLOYMENT: usize = 255;
const DEPLOYMENTS: usize = 100;

/// Lets somebody who may say from which course platforms people come. `by` is nobody for a command.
///
/// # Errors
/// `Forbidden` for everybody else.
pub fn let_run(tx: &Tx<'_>, institution: InstitutionId, by: Option<MemberId>) -> Result<()> {
    match tx.site.roster.lets(by, institution, Right::RunCourses) {
        true => Ok(()),
        false => Err(Error::Forbidden(Message::new("lti-may-not"))),
    }
}

/// Refuses a name that another platform of the institution has: by it those who coordinate cohorts tell them apart.
pub fn let_name(known: &[Platform], own: Option<PlatformId>, name: &str, problems: &mut Problems) {
    let folded = |name: &str| name.trim().to_lowercase();
    if known.iter().any(|one| Some(one.id) != own && folded(&one.name) == folded(name)) {
        problems.add("name", Message::new("lti-name-taken"));
    }
}

/// What is wrong with a platform as it is described, but for its short name.
pub fn problems(tx: &Tx<'_>, new: &Described) -> Problems {
    let mut problems = Problems::default();
    let lines =
        [("name", &new.name, "lti-name-missing", NAME), ("client_id", &new.client_id, "lti-client-missing", LONGEST)];
    for (field, value, missing, most) in lines {
        let length = value.chars().count();
        if text::shows_nothing(value) {
            problems.add(field, Message::new(missing));
        } else if length > most {
            problems.add(field, Message::new("form-too-long").with("most", most).with("length", length));
        }
    }
    let addresses = [
        ("issuer", &new.issuer),
        ("authorization_url", &new.authorization_url),
        ("token_url", &new.token_url),
        ("keys_url", &new.keys_url),
    ];
    for (field, address) in addresses {
        let length = address.chars().count();
        if let Err(failure) = tx.site.fetch.may_ask(address) {
            problems.add(field, failure.message());
        } else if length > LONGEST {
            problems.add(field, Message::new("form-too-long").with("most", LONGEST).with("length", length));
        }
    }
    if new.deployments.len() > DEPLOYMENTS || new.deployments.iter().any(|one| one.len() > DEPLOYMENT) {
        problems.add("deployments", Message::new("lti-deployments-form").with("most", DEPLOYMENTS));
    }
    problems
}
