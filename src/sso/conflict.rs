//! What stands in the way of a change to a provider: that somebody else has changed it meanwhile, and that a new client id may
//! make strangers of its people.

use super::model::Provider;
use super::{identity_model as identities, typed};
use crate::db::ids::{ProviderId, Time};
use crate::error::{Message, Problems, Result};
use crate::site::Tx;

/// What is said beside a field that somebody else has changed.
pub const MEANWHILE: &str = "sso-changed-meanwhile";
/// The same of the secret, which is shown to nobody.
pub const SECRET_MEANWHILE: &str = "sso-secret-meanwhile";
/// What is said of a new client id.
pub const STRANGERS: &str = "sso-client-id-strangers";

/// Refuses a change by somebody who has not seen the provider as it stands: it would undo another one without a word. Where
/// both want the same, there is nothing to undo.
pub fn refuse_unseen(before: &Provider, after: &Provider, seen: Option<Time>) -> Result<()> {
    if seen.is_none_or(|seen| seen == before.updated_at) {
        return Ok(());
    }
    let mut problems = Problems::default();
    for ((field, stands), (_, wanted)) in typed::of(before)?.into_iter().zip(typed::of(after)?) {
        if stands != wanted {
            problems.add(field, Message::new(MEANWHILE).with("value", stands));
        }
    }
    // A secret is no value to be shown: that there is another one by now is told to whoever typed one.
    if before.client_secret != after.client_secret {
        problems.add("client_secret", Message::new(SECRET_MEANWHILE));
    }
    problems.or(())
}

/// Refuses a new client id unless whoever wants it is sure: to some providers a person is another one under another client.
pub fn refuse_strangers(tx: &mut Tx<'_>, provider: ProviderId) -> Result<()> {
    let known = identities::members(tx.conn, provider)?.len();
    let problem = || Problems::one("client_id", Message::new(STRANGERS).with("count", known));
    if known > 0 { problem().or(()) } else { Ok(()) }
}
