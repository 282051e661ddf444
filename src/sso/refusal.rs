//! Somebody is not let in: a page for them, a line in the audit, the cause in the log.

use super::model::Provider;
use super::why::Why;
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Result};
use crate::roster::InstitutionEntry;
use crate::site::Site;

/// Why, with what the log is told, and whom it is about where that is known.
#[derive(Debug)]
pub struct Refusal {
    why: Why,
    cause: String,
    member: Option<MemberId>,
    unsaid: Vec<String>,
    way: Option<String>,
}

impl Refusal {
    /// A refusal; `cause` is for the log and has no secret in it.
    pub fn new(why: Why, cause: impl ToString) -> Self {
        Self { why, cause: cause.to_string(), member: None, unsaid: Vec::new(), way: None }
    }

    /// The same, of a member.
    pub fn of(self, member: MemberId) -> Self {
        Self { member: Some(member), ..self }
    }

    /// The same, because the provider did not say these at all: whoever runs it is asked for them by name.
    pub fn without(self, unsaid: Vec<String>) -> Self {
        Self { unsaid, ..self }
    }

    /// The same, of somebody who is signed in, and goes on there.
    pub fn leading_to(self, way: &str) -> Self {
        Self { way: Some(way.to_owned()), ..self }
    }

    /// Why.
    pub fn why(&self) -> Why {
        self.why
    }

    /// Tells the log.
    pub fn log(&self, slug: &str) {
        tracing::warn!(provider = slug, why = self.why.word(), cause = self.cause, "a sign-on is refused");
    }

    /// Writes it down, and gives the error that says it.
    pub async fn noted(self, site: &Site, house: &InstitutionEntry, slug: &str) -> Error {
        self.log(slug);
        let (href, words) = match self.way.as_deref() {
            Some(way) => (way, "ways-again-back"),
            None => self.why.way(),
        };
        let told = self.words(house).leading_to(href, words);
        match write(site, house.id, slug.to_owned(), self).await {
            Ok(()) => Error::Forbidden(told),
            Err(error) => error,
        }
    }

    /// What they are told, with whom to ask.
    fn words(&self, house: &InstitutionEntry) -> Message {
        if self.unsaid.is_empty() {
            return self.why.message().with("name", &house.contact_name);
        }
        let asked = match house.contact_address.as_str() {
            "" => house.contact_name.clone(),
            address => format!("{} ({address})", house.contact_name),
        };
        let names: Vec<String> = self.unsaid.iter().map(|name| format!("“{name}”")).collect();
        self.why.message_without().with("names", names.join(", ")).with("name", asked)
    }
}

async fn write(site: &Site, institution: InstitutionId, slug: String, refusal: Refusal) -> Result<()> {
    site.write_at_need(move |tx| {
        let (unsaid, why) = (refusal.unsaid.join(" "), refusal.why.word());
        let details = [("provider", slug.as_str()), ("why", why), ("unsaid", &unsaid)];
        let details = if unsaid.is_empty() { &details[..2] } else { &details };
        tx.audit_with(institution, refusal.member, "sso.refuse", institution, "", details)
    })
    .await
}

/// What a step of the way gives, or what ends the way.
pub type Step<T> = std::result::Result<T, Stop>;

/// What ends a way back: a refusal of the person, or a fault that is nobody's.
#[derive(Debug)]
pub enum Stop {
    /// They are refused.
    Refused(Refusal),
    /// The provider does not answer.
    Away(String),
    /// Anything else.
    Failed(Error),
}

impl Stop {
    /// The same for somebody who is signed in, who goes back to where they began.
    pub fn leading_to(self, provider: &Provider, way: &str) -> Self {
        match self {
            Self::Refused(refusal) => Self::Refused(refusal.leading_to(way)),
            Self::Away(cause) => Self::Failed(away(provider, &cause, way)),
            Self::Failed(error) => Self::Failed(error),
        }
    }
}

/// What somebody who is signed in is told of a provider that does not answer: the door is for those who are not.
pub fn away(provider: &Provider, cause: &str, way: &str) -> Error {
    tracing::warn!(provider = provider.slug, cause, "a provider of sign-on cannot be used");
    Error::Conflict(Message::new("sso-away").with("name", &provider.name).leading_to(way, "ways-again-back"))
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
