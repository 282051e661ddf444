//! What Shibboleth in front says in headers (Shibboleth SP 3, `ShibUseHeaders`).

use jiff::Timestamp;

use super::assertion::{Assertion, Persistent};
use super::attributes::ATTRIBUTES;
use crate::db::ids::Time;

/// The headers of a request: names in small letters, and values as they came.
pub struct Headers(pub Vec<(String, Vec<u8>)>);

/// The header that only the Apache of this deployment knows to write.
pub const SECRET: &str = "lyceum-shibboleth";
/// The persistent name, by the map in `deploy/shibboleth/`.
const PERSISTENT: &str = "persistent-id";

impl Headers {
    /// The text of a header that may be there once; empty if it is not there.
    ///
    /// # Errors
    /// Says what is wrong: Apache writes each once, so of two one came from somebody else.
    pub fn one(&self, name: &str) -> Result<&str, &'static str> {
        let mut found = self.0.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let value = found.next().map_or(&[][..], |(_, value)| value);
        if found.next().is_some() {
            return Err("a header is there twice");
        }
        std::str::from_utf8(value).map_err(|_| "a header is no text")
    }

    /// What they say.
    ///
    /// # Errors
    /// Says what is wrong with them.
    pub fn assertion(&self) -> Result<Assertion, &'static str> {
        let issuer = self.one("shib-identity-provider")?.to_owned();
        if self.one("shib-session-id")?.is_empty() {
            return Err("there is no session of Shibboleth's");
        }
        let at = self.one("shib-authentication-instant")?;
        let at: Timestamp = at.parse().map_err(|_| "it is not said when they showed who they are")?;
        let session = Some(self.one("shib-session-index")?.to_owned()).filter(|index| !index.is_empty());
        let mut attributes = Vec::new();
        for attribute in &ATTRIBUTES {
            let told = self.one(attribute.header)?;
            if !told.is_empty() {
                attributes.push((attribute, split(told)));
            }
        }
        let authenticated_at = Time(at.as_microsecond());
        Ok(Assertion {
            issuer,
            authenticated_at,
            session,
            persistent: self.persistent()?,
            attributes,
            once: Vec::new(),
        })
    }

    /// `PROVIDER!SITE!NAME`; of several there is none, for nobody could say which.
    fn persistent(&self) -> Result<Option<Persistent>, &'static str> {
        let mut values = split(self.one(PERSISTENT)?);
        // A provider may say the same twice, as a name and as an attribute.
        values.dedup();
        let [one] = values.as_slice() else { return Ok(None) };
        let mut parts = one.splitn(3, '!').map(str::to_owned);
        Ok(match (parts.next(), parts.next(), parts.next()) {
            (Some(by), Some(at), Some(name)) => Some(Persistent { by, at, name }),
            _ => None,
        })
    }
}

/// The values of a header. Shibboleth writes `;` between them and `\;` for one within, and leaves every other backslash as it
/// is: so a `;` parts two values unless the letter before it is a backslash, however many there are.
fn split(text: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    for letter in text.chars() {
        match (letter, values.last_mut()) {
            (';', Some(value)) if value.ends_with('\\') => {
                value.pop();
                value.push(';');
            }
            (';', _) => values.push(String::new()),
            (letter, Some(value)) => value.push(letter),
            (_, None) => {}
        }
    }
    values.retain(|value| !value.is_empty());
    values
}
