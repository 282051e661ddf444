//! What an identity system says of a group, read from its JSON.

use serde_json::{Map, Value, json};

use super::group_model::Group;
use super::json::{line, list};
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Result};

/// The most people in one group.
const PEOPLE: usize = 5_000;

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSaid {
    /// What it is called there.
    pub name: String,
    /// Its other name there.
    pub external_id: Option<String>,
    /// Who is in it, each once, in order.
    pub members: Vec<MemberId>,
}

impl GroupSaid {
    /// Reads it.
    ///
    /// # Errors
    /// If something in it cannot be what it says it is.
    pub fn read(object: &Map<String, Value>) -> Result<Self> {
        let name =
            line(object, "displayName")?.ok_or_else(|| Error::Malformed(Message::new("scim-value-group-name")))?;
        let member = |one: Map<String, Value>| {
            let id = line(&one, "value")?.unwrap_or_default();
            id.parse::<MemberId>().map_err(|_| Error::Malformed(Message::new("scim-value-member").with("id", id)))
        };
        let people = list(object, "members", PEOPLE)?.into_iter().map(member);
        let mut members: Vec<MemberId> = people.collect::<Result<_>>()?;
        members.sort_unstable();
        members.dedup();
        Ok(Self { name, external_id: line(object, "externalId")?, members })
    }

    /// As JSON that can be changed and read again.
    pub fn object(group: &Group, members: &[MemberId]) -> Map<String, Value> {
        let mut object = Map::new();
        object.insert("displayName".into(), group.name.clone().into());
        if let Some(external) = &group.external_id {
            object.insert("externalId".into(), external.clone().into());
        }
        let people: Vec<Value> = members.iter().map(|id| json!({ "value": id.to_string() })).collect();
        object.insert("members".into(), people.into());
        object
    }
}
