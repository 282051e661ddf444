//! What is sought in a list: one attribute that equals one value (RFC 7644, 3.4.2.2). Nothing else is asked by the systems
//! that there are, and whatever else is asked is refused: an answer to another question would add somebody twice.

use crate::db::ids::decode;
use crate::error::{Error, Message, Result};

/// What is sought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// Everything.
    All,
    /// What cannot be there.
    Nothing,
    /// By our own id.
    Id(i64),
    /// By userName, or by the displayName of a group.
    Name(String),
    /// By externalId.
    External(String),
    /// By an e-mail address.
    Address(String),
}

/// Which kind of thing is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// People.
    User,
    /// Groups.
    Group,
}

/// The names of the schemas, before which an attribute may stand.
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The same for groups.
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// Reads a filter; an empty one seeks everything.
pub fn parse(text: &str, kind: Kind) -> Result<Sought> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Sought::All);
    }
    let refused = || Error::Malformed(Message::new("scim-filter-form"));
    // The only spaces before the value stand around the operator, unless the attribute has a filter of its own.
    let (attribute, value) = split(text).ok_or_else(refused)?;
    let value: String = serde_json::from_str(value.trim()).map_err(|_| refused())?;
    // No name of ours holds one, and PostgreSQL takes no NUL for a text.
    if value.contains(char::is_control) {
        return Ok(Sought::Nothing);
    }
    let urn = if kind == Kind::User { USER } else { GROUP };
    let plain = attribute.to_ascii_lowercase();
    let plain = plain.strip_prefix(&format!("{}:", urn.to_ascii_lowercase())).unwrap_or(&plain).to_owned();
    match (kind, plain.as_str()) {
        (_, "id") => Ok(decode(&value).map_or(Sought::Nothing, Sought::Id)),
        (_, "externalid") => Ok(Sought::External(value)),
        (Kind::User, "username") | (Kind::Group, "displayname") => Ok(Sought::Name(value)),
        (Kind::User, "emails.value" | "emails[type eq \"work\"].value") => Ok(Sought::Address(value)),
        _ => Err(refused()),
    }
}

/// What stands before ` eq ` and after it; the last one that is not inside brackets.
fn split(text: &str) -> Option<(&str, &str)> {
    let from = match text.find(']') {
        Some(end) if text.find('"').is_some_and(|quote| text.find('[').is_some_and(|begin| begin < quote)) => end,
        _ => 0,
    };
    let rest = text.get(from..)?;
    let space = from + rest.find(' ')?;
    let (attribute, rest) = text.split_at(space);
    let rest = rest.trim_start();
    let (operator, value) = rest.split_once(' ')?;
    operator.eq_ignore_ascii_case("eq").then_some((attribute.trim(), value))
}
