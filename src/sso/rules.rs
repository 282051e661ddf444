//! What somebody gets for what a provider says of them.

use serde::{Deserialize, Serialize};

use super::claims::{self, Claims};
use crate::error::{Error, Message, Problems, Result};
use crate::rights::{Part, Source};
use crate::roster::{CohortRole, Role};

/// Whoever has this value in this claim gets something for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The name of the claim.
    pub claim: String,
    /// The whole value, or one of the values.
    pub value: String,
    /// What it gives.
    pub gives: Gives,
    /// In which cohort, by its slug; the institution if there is none.
    pub cohort: Option<String>,
}

/// What a rule gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gives {
    /// An account.
    Member,
    /// An account, for somebody who has left the institution.
    Alumni,
    /// The place of a mentor in a cohort.
    Mentor,
    /// The place of a mentee in a cohort.
    Mentee,
    /// A role at the institution, or that of a coordinator in a cohort. Only the operator lists such a rule.
    Role(Role),
}

impl Gives {
    /// Reads `member`, `mentor` or the word of a role.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "member" => Some(Self::Member),
            "alumni" => Some(Self::Alumni),
            "mentor" => Some(Self::Mentor),
            "mentee" => Some(Self::Mentee),
            word => Role::from_word(word).map(Self::Role),
        }
    }

    /// As [`Gives::from_word`] reads it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Alumni => "alumni",
            Self::Mentor => "mentor",
            Self::Mentee => "mentee",
            Self::Role(role) => role.word(),
        }
    }

    /// The place in a cohort that it is.
    pub fn place(self) -> Option<CohortRole> {
        match self {
            Self::Mentor => Some(CohortRole::Mentor),
            Self::Mentee => Some(CohortRole::Mentee),
            Self::Role(Role::Coordinator) => Some(CohortRole::Coordinator),
            Self::Member | Self::Alumni | Self::Role(_) => None,
        }
    }

    /// Where what it gives comes from: a role is worth nothing from a claim alone, so the operator has to have listed it.
    pub fn source(self) -> Source {
        if matches!(self, Self::Role(_)) { Source::Entitlement } else { Source::Claim }
    }

    /// The part that somebody then plays.
    pub fn part(self) -> Part {
        match self {
            Self::Member | Self::Alumni => Part::Member,
            Self::Mentor => Part::Mentor,
            Self::Mentee => Part::Mentee,
            Self::Role(role) => role.part(),
        }
    }
}

impl Rule {
    /// Whether the claims have it.
    pub fn holds(&self, claims: &Claims) -> bool {
        claims::has(claims, &self.claim, &self.value)
    }

    /// Reads `member:CLAIM=VALUE` or `mentor@COHORT:CLAIM=VALUE`.
    pub fn parse(text: &str) -> Result<Self> {
        let parts = text.split_once(':').and_then(|(gives, rest)| {
            let (claim, value) = rest.split_once('=')?;
            let (word, cohort) = match gives.split_once('@') {
                Some((word, cohort)) => (word, Some(cohort.to_owned())),
                None => (gives, None),
            };
            Some((Gives::from_word(word)?, cohort, claim.trim().to_owned(), value.trim().to_owned()))
        });
        match parts {
            Some((gives, cohort, claim, value)) if is_sound(gives, cohort.as_deref(), &claim, &value) => {
                Ok(Self { claim, value, gives, cohort })
            }
            _ => Err(Error::Invalid(Problems::one("rules", Message::new("sso-rule-form").with("rule", text)))),
        }
    }

    /// As [`Rule::parse`] reads it.
    pub fn spelled(&self) -> String {
        let cohort = self.cohort.as_ref().map_or_else(String::new, |cohort| format!("@{cohort}"));
        format!("{}{cohort}:{}={}", self.gives.word(), self.claim, self.value)
    }
}

/// A place is in a cohort; an account is not.
fn is_sound(gives: Gives, cohort: Option<&str>, claim: &str, value: &str) -> bool {
    let fits = match (gives, cohort) {
        (Gives::Mentor | Gives::Mentee, Some(cohort)) => !cohort.is_empty(),
        (Gives::Role(Role::Coordinator), Some(cohort)) => !cohort.is_empty(),
        (Gives::Member | Gives::Alumni | Gives::Role(_), None) => true,
        _ => false,
    };
    fits && !claim.is_empty() && !value.is_empty()
}
