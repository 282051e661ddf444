//! By what a provider calls a person for good. Never a transient name, which is another one each time, nor an e-mail address
//! or a login, which a university may give to somebody else one day.

use super::assertion::Assertion;
use super::values::is_ours;
use crate::sso::model::Provider;

/// The longest that is taken, in characters: two of 127 and an `@` (SAML V2.0 Subject Identifier Attributes, 3.3).
const LONGEST: usize = 255;

/// The kinds: two attributes, and the persistent name (SAML Core, 8.3.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Another one at each site, which is what a forum needs.
    Pairwise,
    /// The same at every site.
    General,
    /// What came before both: another one at each site, from a provider that has neither.
    Persistent,
}

impl Subject {
    /// All, as commands name them.
    pub const WORDS: [&str; 3] = ["pairwise-id", "subject-id", "persistent-id"];

    /// Reads one of [`Subject::WORDS`].
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "pairwise-id" => Some(Self::Pairwise),
            "subject-id" => Some(Self::General),
            "persistent-id" => Some(Self::Persistent),
            _ => None,
        }
    }

    /// What an assertion calls the person; or what is wrong with that.
    pub fn of(self, assertion: &Assertion, provider: &Provider, speaks_for: &str) -> Result<String, &'static str> {
        let claim = match self {
            Self::Pairwise => "pairwise_id",
            Self::General => "subject_id",
            Self::Persistent => return persistent(assertion, provider),
        };
        match assertion.all(claim) {
            [] => Err("the attribute that says who they are is not there"),
            [one] if !is_ours(speaks_for, one) => Err("who they are is said for a domain that is not the provider's"),
            // In capitals it is the same person (3.3.1 there).
            [one] if is_well_formed(one) => Ok(one.to_ascii_lowercase()),
            [_] => Err("the attribute that says who they are is not of its form"),
            _ => Err("the attribute that says who they are has several values"),
        }
    }
}

/// A persistent name counts between the two whom it was made for.
fn persistent(assertion: &Assertion, provider: &Provider) -> Result<String, &'static str> {
    let Some(name) = &assertion.persistent else { return Err("there is no persistent name") };
    let is_line = !name.name.is_empty() && name.name.len() <= LONGEST && !name.name.chars().any(char::is_control);
    if name.by != provider.issuer || name.at != provider.client_id {
        Err("the persistent name was made by another provider, or for another site")
    } else if !is_line {
        Err("the persistent name is empty, too long or strange")
    } else {
        Ok(name.name.clone())
    }
}

/// Letters, digits, `=` and `-`, an `@`, and letters, digits, `-` and `.`; both begin with a letter or a digit.
fn is_well_formed(value: &str) -> bool {
    let is_part = |part: &str, more: &[char]| {
        part.len() <= 127
            && part.starts_with(|first: char| first.is_ascii_alphanumeric())
            && part.chars().all(|letter| letter.is_ascii_alphanumeric() || more.contains(&letter))
    };
    value.split_once('@').is_some_and(|(name, domain)| is_part(name, &['=', '-']) && is_part(domain, &['-', '.']))
}
