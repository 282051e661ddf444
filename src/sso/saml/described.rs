//! Whether what is said of a SAML provider holds together.

use super::subject::Subject;
use super::{SAML, native};
use crate::error::{Message, Problems};
use crate::sso::add::NewProvider;
use crate::sso::asks::Asks;
use crate::text;

/// The longest entityID (SAML Core, 8.3.6).
const ENTITY: usize = 1_024;

/// What is wrong with it, beside what is asked of every provider.
pub fn look(new: &NewProvider, problems: &mut Problems) {
    if new.kind == SAML && !native::IS_BUILT {
        problems.add("kind", Message::new("sso-saml-not-built"));
    }
    if text::shows_nothing(&new.name) {
        problems.add("name", Message::new("sso-name-missing"));
    }
    for (field, entity) in [("issuer", &new.issuer), ("client_id", &new.client_id)] {
        if !is_entity(entity) {
            problems.add(field, Message::new("sso-saml-entity"));
        }
    }
    // There is no ID token that could say any of it, and nobody to whom the key would prove anything.
    if new.asks != Asks::default() || new.client_key.is_some() {
        problems.add("tenant", Message::new("sso-saml-asks"));
    }
    if Subject::from_word(&new.subject).is_none() {
        problems.add("subject", Message::new("sso-saml-subject").with("known", Subject::WORDS.join(", ")));
    }
    if new.speaks_for.is_empty() {
        problems.add("speaks_for", Message::new("sso-saml-domain-missing"));
    }
    for domain in new.speaks_for.iter().filter(|domain| !is_domain(domain)) {
        problems.add("speaks_for", Message::new("sso-saml-domain").with("domain", domain));
    }
}

/// An absolute URI, which need not be one that anybody can ask.
fn is_entity(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter))
    };
    text.len() <= ENTITY
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control() || letter == ';')
        && text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty())
}

/// A domain as it stands behind an `@`: two labels or more, and no pattern.
pub fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    };
    text.len() <= 126 && text.contains('.') && text.split('.').all(is_label)
}
