//! Which values of attributes count: a provider speaks for the domains that its row lists, and for nobody else's.

use serde_json::Value;

use super::attributes::{Attribute, Holds};
use crate::sso::claims::Claims;

/// The longest value that is taken, in bytes.
const LONGEST: usize = 1_024;

/// Whether a domain is one of those that are listed, in capitals or not.
pub fn is_among(speaks_for: &str, domain: &str) -> bool {
    !domain.is_empty() && speaks_for.split_whitespace().any(|listed| listed.eq_ignore_ascii_case(domain))
}

/// Whether a value such as `staff@northfield.ac.uk` holds in a domain that is listed: with one `@`, and something before it.
pub fn is_ours(speaks_for: &str, value: &str) -> bool {
    let parts = value.split_once('@').filter(|(word, domain)| !word.is_empty() && !domain.contains('@'));
    parts.is_some_and(|(_, domain)| is_among(speaks_for, domain))
}

/// What is told, as rules read it. What the provider may not say is left out, as if it had not been said.
pub fn claims<'a>(told: impl Iterator<Item = (&'static Attribute, &'a [String])>, speaks_for: &str) -> Claims {
    let mut claims = Claims::new();
    for (attribute, values) in told {
        let may_be_said = |value: &&String| match attribute.holds {
            Holds::Text | Holds::Words => true,
            Holds::Scoped => is_ours(speaks_for, value),
            Holds::Scope => is_among(speaks_for, value),
        };
        let is_line = |value: &&String| {
            !value.trim().is_empty() && value.len() <= LONGEST && !value.chars().any(char::is_control)
        };
        let mut kept = values.iter().filter(is_line).filter(may_be_said).map(|value| Value::String(value.clone()));
        let value = match attribute.holds {
            Holds::Text | Holds::Scope => kept.next(),
            Holds::Words | Holds::Scoped => {
                Some(kept.collect::<Vec<_>>()).filter(|all| !all.is_empty()).map(Value::Array)
            }
        };
        if let Some(value) = value {
            claims.insert(attribute.claim.to_owned(), value);
        }
    }
    claims
}
