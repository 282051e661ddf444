//! A launch leads nowhere: a page for whoever came, a line in the audit, the cause in the log.

use super::attempt_model;
use super::why::Why;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Result};
use crate::roster::InstitutionEntry;
use crate::site::{Site, Tx};
use crate::text;

/// Why, with what the log is told, and whom it is about where that is known.
#[derive(Debug)]
pub struct Refusal {
    why: Why,
    cause: String,
    member: Option<MemberId>,
    /// Where they wanted to go, for those who are to come another way.
    to: String,
    /// The attempt that is over with it.
    attempt: Option<i64>,
    is_written: bool,
}

impl Refusal {
    /// A refusal; `cause` is for the log and has no secret in it.
    pub fn new(why: Why, cause: impl ToString) -> Self {
        Self { why, cause: cause.to_string(), member: None, to: "/".to_owned(), attempt: None, is_written: false }
    }

    /// The same, of a member.
    pub fn of(self, member: MemberId) -> Self {
        Self { member: Some(member), ..self }
    }

    /// The same, of somebody who wanted to go there.
    pub fn on_the_way_to(self, to: String) -> Self {
        Self { to, ..self }
    }

    /// The same, of an attempt: whatever was wrong with the answer, it is not good a second time.
    pub fn ending(self, attempt: i64) -> Self {
        Self { attempt: Some(attempt), ..self }
    }

    /// Takes the attempt, where nothing else is written of it.
    pub async fn end_attempt(&self, site: &Site) -> Result<()> {
        let Some(attempt) = self.attempt.filter(|_| !self.is_written) else { return Ok(()) };
        site.write_at_need(move |tx| attempt_model::take(tx.conn, attempt, tx.now)).await.map(drop)
    }

    /// Writes it down, and gives the error that says it. `platform` is its short name; empty where it is not known.
    pub async fn noted(self, site: &Site, house: &InstitutionEntry, platform: &str) -> Error {
        match self.write(site, house, platform).await {
            Ok(()) => {
                let door = format!("/sign-in?to={}", text::percent(&self.to));
                Error::Forbidden(self.why.message().with("name", &house.contact_name).leading_to(door, "sign-in-go"))
            }
            Err(error) => error,
        }
    }

    async fn write(&self, site: &Site, house: &InstitutionEntry, platform: &str) -> Result<()> {
        tracing::warn!(platform, why = self.why.word(), cause = self.cause, "a launch is refused");
        if self.is_written {
            return Ok(());
        }
        let (line, house, platform) = (self.line(), house.id, platform.to_owned());
        site.write_at_need(move |tx| line.write(tx, house, &platform)).await
    }

    /// Writes it down in the change that found it out.
    pub fn written(self, tx: &mut Tx<'_>, house: InstitutionId, platform: &str) -> Result<Self> {
        self.line().write(tx, house, platform)?;
        Ok(Self { is_written: true, ..self })
    }

    fn line(&self) -> Line {
        Line { why: self.why, member: self.member, attempt: self.attempt }
    }
}

/// What is written of a refusal.
#[derive(Clone, Copy)]
struct Line {
    why: Why,
    member: Option<MemberId>,
    attempt: Option<i64>,
}

impl Line {
    fn write(self, tx: &mut Tx<'_>, house: InstitutionId, platform: &str) -> Result<()> {
        if let Some(attempt) = self.attempt {
            attempt_model::take(tx.conn, attempt, tx.now)?;
        }
        let details = [("platform", platform), ("why", self.why.word())];
        tx.audit_with(house, self.member, "lti.refuse", house, "", &details)
    }
}

/// What a step of the way gives, or what ends the way.
pub type Step<T> = std::result::Result<T, Stop>;

/// What ends a launch: a refusal of the person, or a fault that is nobody's.
#[derive(Debug)]
pub enum Stop {
    /// They are refused.
    Refused(Refusal),
    /// The platform does not answer; the text is for the log.
    Away(String),
    /// Anything else.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
