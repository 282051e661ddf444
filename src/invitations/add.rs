//! Makes an invitation: a link, which is shown once or mailed once, or a code word.

use super::letters::{self, Letter, Saying};
use super::model::{self, Invitation};
use super::rules::{self, BY_LINK, BY_WORD};
use super::word;
use crate::db::ids::{CohortId, InvitationId, MemberId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::secret;
use crate::roster::{CohortEntry, CohortRole};
use crate::site::Tx;
use crate::text;

/// How many may come by one, at most: a year's students of a large school.
pub const MOST_USES: i32 = 1_000;
/// How many days one lasts if nothing is said.
pub const DAYS: i64 = 14;
/// How many days it lasts at most.
pub const MOST_DAYS: i64 = 180;
/// The longest note, in characters.
pub const NOTE: usize = 300;
/// How many invitations one person mails in a day: whoever has a coordinator's session must not send mail to half a country
/// in the institution's name.
const LETTERS: i64 = 200;

/// What is given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An address with a token in it.
    Link,
    /// A code word that members type.
    Word,
}

impl Kind {
    /// As it stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Word => "word",
        }
    }
}

/// What is said of a new invitation.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct NewInvitation {
    pub cohort: CohortId,
    pub kind: Kind,
    pub role: CohortRole,
    /// Where the link is mailed to; empty if its maker passes it on.
    pub address: String,
    pub note: String,
    pub uses: i32,
    pub days: i64,
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its row.
    pub id: InvitationId,
    /// What opens it: a token, or a code word. Nothing if it was mailed, since then whoever has it has the address, too.
    pub secret: Option<String>,
    /// Until when.
    pub expires_at: Time,
}

/// Makes it; `by` is nobody for a command.
///
/// # Errors
/// `Forbidden` for whoever may not; `Invalid` if a field cannot be; `Conflict` if the cohort has ended.
pub fn add(tx: &mut Tx<'_>, new: NewInvitation, by: Option<MemberId>) -> Result<Made> {
    let cohort = tx.site.roster.cohort(new.cohort).ok_or(Error::NotFound)?;
    rules::let_invite(tx, &cohort, new.role, by)?;
    check(tx, &new)?;
    let_mail(tx, &new, by)?;
    rules::open_cohort(tx, new.cohort)?;
    let (secret, token_hash) = match new.kind {
        Kind::Link => {
            let token = secret::token()?;
            let hash = secret::hash(&token);
            (token, hash)
        }
        Kind::Word => {
            let word = word::make()?;
            let code = word::code(tx.site, cohort.institution, &word);
            (word, code)
        }
    };
    let invitation = Invitation {
        id: InvitationId(tx.id()),
        institution_id: cohort.institution,
        cohort_id: cohort.id,
        kind: new.kind.word().to_owned(),
        token_hash,
        role: new.role.word().to_owned(),
        address: new.address.to_lowercase(),
        note: new.note,
        uses_allowed: new.uses,
        uses: 0,
        made_by: by,
        made_at: tx.now,
        expires_at: tx.now.plus_seconds(new.days * 86_400),
        revoked_at: None,
    };
    if !invitation.address.is_empty() {
        replace(tx, &cohort, &invitation)?;
    }
    model::insert(tx.conn, &invitation)?;
    let details = [("cohort", cohort.slug.as_str()), ("kind", &invitation.kind), ("role", &invitation.role)];
    tx.audit_with(cohort.institution, by, "invitations.add", invitation.id, "", &details)?;
    let is_mailed = !invitation.address.is_empty();
    if is_mailed {
        send(tx, &cohort, &invitation, &secret)?;
    }
    let secret = (!is_mailed).then_some(secret);
    Ok(Made { id: invitation.id, secret, expires_at: invitation.expires_at })
}

/// Lets somebody mail one more today.
fn let_mail(tx: &mut Tx<'_>, new: &NewInvitation, by: Option<MemberId>) -> Result<()> {
    let Some(by) = by.filter(|_| !new.address.is_empty()) else { return Ok(()) };
    if model::mailed(tx.conn, by, tx.now.plus_seconds(-86_400))? < LETTERS {
        return Ok(());
    }
    Err(Error::Invalid(Problems::one("email", Message::new("invitations-many-letters").with("most", LETTERS))))
}

/// Takes back what was mailed to the same address for the same cohort before: one link of the two would be left to whoever
/// finds it.
fn replace(tx: &mut Tx<'_>, cohort: &CohortEntry, new: &Invitation) -> Result<()> {
    for old in model::mailed_to(tx.conn, cohort.id, &new.address, tx.now)? {
        model::revoke(tx.conn, old, tx.now)?;
        let details = [("cohort", cohort.slug.as_str()), ("kind", "link")];
        tx.audit_with(cohort.institution, new.made_by, "invitations.revoke", old, "replaced", &details)?;
    }
    Ok(())
}

/// Queues its letter.
fn send(tx: &mut Tx<'_>, cohort: &CohortEntry, invitation: &Invitation, token: &str) -> Result<()> {
    let letter = Letter {
        invitation: Saying::Invited,
        institution: invitation.institution_id.0,
        cohort: cohort.name.clone(),
        role: invitation.role.clone(),
        by: maker_name(tx, invitation),
        note: invitation.note.clone(),
        secret: letters::seal(tx, token)?,
        until: invitation.expires_at,
    };
    letters::queue(tx, cohort.id, &invitation.address, &letter)
}

/// Who invited, by name; nothing for a command.
fn maker_name(tx: &Tx<'_>, invitation: &Invitation) -> String {
    let maker = invitation.made_by.and_then(|id| tx.site.roster.member(id));
    maker.map_or_else(String::new, |person| person.name.clone())
}

fn check(tx: &Tx<'_>, new: &NewInvitation) -> Result<()> {
    let mut problems = Problems::default();
    let (role, uses, days) = match new.kind {
        Kind::Link => ("role", "uses", "days"),
        Kind::Word => ("word_role", "word_uses", "word_days"),
    };
    let roles: &[CohortRole] = if new.kind == Kind::Link { &BY_LINK } else { &BY_WORD };
    if !roles.contains(&new.role) {
        problems.add(role, Message::new("form-choose-one"));
    }
    if !new.address.is_empty() && !text::is_address(&new.address) {
        problems.add("email", Message::new("members-email-form"));
    } else if !new.address.is_empty() && !tx.site.config.mail.is_set() {
        problems.add("email", Message::new("invitations-no-mail"));
    }
    if !(1..=MOST_USES).contains(&new.uses) {
        problems.add(uses, Message::new("invitations-uses-form").with("most", MOST_USES));
    }
    if !(1..=MOST_DAYS).contains(&new.days) {
        problems.add(days, Message::new("invitations-days-form").with("most", MOST_DAYS));
    }
    let length = new.note.chars().count();
    if length > NOTE {
        problems.add("note", Message::new("form-too-long").with("most", NOTE).with("length", length));
    }
    problems.or(())
}
