//! What is shown to an identity system of the people and groups that it knows.

use serde_json::{Map, Value, json};

use super::filter::{GROUP, USER};
use super::group_model::Group;
use super::user_model::User;
use crate::db::ids::{MemberId, Time};
use crate::error::{Error, Result};

/// Below which address everything lies: `https://northfield.example/scim/v2`.
#[derive(Debug, Clone)]
pub struct Base(pub String);

impl Base {
    /// That of an institution, whose own address is `house`.
    pub fn of(house: &str) -> Self {
        Self(format!("{house}/scim/v2"))
    }

    /// A person.
    pub fn user(&self, user: &User, state: &str) -> Result<Value> {
        let document: Map<String, Value> = serde_json::from_str(&user.document).map_err(Error::internal)?;
        let mut shown = document;
        shown.insert("schemas".into(), json!([USER]));
        shown.insert("id".into(), user.member_id.to_string().into());
        shown.insert("userName".into(), user.user_name.clone().into());
        // Whether they can come in, whoever it was that shut them out.
        shown.insert("active".into(), (state == "active").into());
        if let Some(external) = &user.external_id {
            shown.insert("externalId".into(), external.clone().into());
        }
        shown.insert("meta".into(), self.meta("User", &user.member_id.to_string(), user.created_at, user.updated_at)?);
        Ok(Value::Object(shown))
    }

    /// A group.
    pub fn group(&self, group: &Group, members: Option<&[MemberId]>) -> Result<Value> {
        let mut shown = json!({
            "schemas": [GROUP],
            "id": group.id.to_string(),
            "displayName": group.name,
            "meta": self.meta("Group", &group.id.to_string(), group.created_at, group.updated_at)?,
        });
        if let Some(external) = &group.external_id {
            shown["externalId"] = external.clone().into();
        }
        if let Some(members) = members {
            let member = |id: &MemberId| {
                let id = id.to_string();
                json!({ "value": id, "$ref": format!("{}/Users/{id}", self.0), "type": "User" })
            };
            shown["members"] = members.iter().map(member).collect();
        }
        Ok(shown)
    }

    fn meta(&self, kind: &str, id: &str, created: Time, changed: Time) -> Result<Value> {
        Ok(json!({
            "resourceType": kind,
            "created": instant(created)?,
            "lastModified": instant(changed)?,
            "location": format!("{}/{kind}s/{id}", self.0),
        }))
    }
}

fn instant(time: Time) -> Result<String> {
    Ok(jiff::Timestamp::from_millisecond(time.millis()).map_err(Error::internal)?.to_string())
}
