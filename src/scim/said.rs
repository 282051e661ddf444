//! What an identity system says of a person, read from its JSON; what is not kept here is passed over.

use serde_json::{Map, Value, json};

use super::json::{line, list, truth, wrong};
use super::user_model::User;
use crate::error::{Error, Message, Result};
use crate::text;

/// The longest name, in characters.
const NAME: usize = 80;
/// The most addresses of one person.
const ADDRESSES: usize = 20;

/// What is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// What they are called there; often an address, and then no username of ours.
    pub user_name: String,
    /// The other name that they have there, which does not change.
    pub external_id: Option<String>,
    /// Whether they may come in; nothing where nothing is said.
    pub active: Option<bool>,
    /// The rest: `displayName`, `name`, `emails`.
    pub document: Map<String, Value>,
}

impl Said {
    /// Reads it.
    ///
    /// # Errors
    /// If something in it cannot be what it says it is.
    pub fn read(object: &Map<String, Value>) -> Result<Self> {
        let user_name =
            line(object, "userName")?.ok_or_else(|| Error::Malformed(Message::new("scim-value-user-name")))?;
        let mut document = Map::new();
        if let Some(name) = line(object, "displayName")? {
            document.insert("displayName".into(), name.into());
        }
        let name = name(object)?;
        if !name.is_empty() {
            document.insert("name".into(), name.into());
        }
        let emails = emails(object)?;
        if !emails.is_empty() {
            document.insert("emails".into(), emails.into());
        }
        Ok(Self { user_name, external_id: line(object, "externalId")?, active: truth(object, "active")?, document })
    }

    /// What was said before.
    pub fn of(user: &User) -> Result<Self> {
        Ok(Self {
            user_name: user.user_name.clone(),
            external_id: user.external_id.clone(),
            active: None,
            document: serde_json::from_str(&user.document).map_err(Error::internal)?,
        })
    }

    /// As JSON that can be changed and read again.
    pub fn to_object(&self, is_active: bool) -> Map<String, Value> {
        let mut object = self.document.clone();
        object.insert("userName".into(), self.user_name.clone().into());
        if let Some(external) = &self.external_id {
            object.insert("externalId".into(), external.clone().into());
        }
        object.insert("active".into(), is_active.into());
        object
    }

    /// What they are called here.
    pub fn name(&self) -> String {
        let text = |name: &str| self.document.get(name).and_then(Value::as_str);
        let part = |name: &str| self.document.get("name").and_then(|all| all.get(name)).and_then(Value::as_str);
        let both = || match (part("givenName"), part("familyName")) {
            (Some(given), Some(family)) => Some(format!("{given} {family}")),
            (one, other) => one.or(other).map(str::to_owned),
        };
        let own = || self.user_name.split('@').next().unwrap_or_default().to_owned();
        let said = text("displayName").or_else(|| part("formatted")).map(str::to_owned).or_else(both);
        let name: String = text::clean_line(&said.unwrap_or_else(own)).chars().take(NAME).collect();
        if text::shows_nothing(&name) { "Member".to_owned() } else { name }
    }

    /// Where their letters go: the first address that it calls the primary one, else the first.
    pub fn address(&self) -> Option<String> {
        let all = self.document.get("emails").and_then(Value::as_array)?;
        let primary = all.iter().find(|one| one["primary"] == Value::Bool(true)).or_else(|| all.first())?;
        primary["value"].as_str().map(str::to_lowercase)
    }

    /// The username that they ask for, if it is one: an address is none, and is not shown to others as one.
    pub fn username(&self) -> Option<&str> {
        Some(self.user_name.as_str()).filter(|name| text::username(name) == **name)
    }
}

fn name(object: &Map<String, Value>) -> Result<Map<String, Value>> {
    let mut kept = Map::new();
    let Some(said) = list(object, "name", 1)?.into_iter().next() else { return Ok(kept) };
    for part in ["formatted", "familyName", "givenName"] {
        if let Some(words) = line(&said, part)? {
            kept.insert(part.into(), words.into());
        }
    }
    Ok(kept)
}

fn emails(object: &Map<String, Value>) -> Result<Vec<Value>> {
    let mut kept: Vec<Value> = Vec::new();
    for said in list(object, "emails", ADDRESSES)? {
        let Some(address) = line(&said, "value")? else { continue };
        if !text::is_address(&address) {
            return Err(wrong("emails.value"));
        }
        let is_primary = truth(&said, "primary")?;
        if is_primary == Some(true) {
            // There is one at most, and the last word counts (RFC 7644, 3.5.2).
            kept.iter_mut().filter(|one| one.get("primary").is_some()).for_each(|one| one["primary"] = false.into());
        }
        let mut one = json!({ "value": address });
        for part in ["type", "display"] {
            if let Some(words) = line(&said, part)? {
                one[part] = words.into();
            }
        }
        if let Some(is_primary) = is_primary {
            one["primary"] = is_primary.into();
        }
        kept.push(one);
    }
    Ok(kept)
}
