//! Hands somebody who is a member already to the identity system: only the operator says that the two are one person.

use serde_json::json;

use super::said::Said;
use super::taken::refuse_taken;
use super::token_model;
use super::user_model::{self, User, key};
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::members;
use crate::site::Tx;
use crate::text;

/// Notes that the identity system calls a member so. From then on it may rename and suspend them.
pub fn adopt(tx: &mut Tx<'_>, institution: InstitutionId, member: MemberId, user_name: &str) -> Result<()> {
    token_model::hold(tx.conn, institution)?;
    let row = members::model::by_id(tx.conn, member)?;
    let user_name = text::clean_line(user_name);
    let refused = |field, key| Err(Error::Invalid(Problems::one(field, Message::new(key))));
    if user_name.is_empty() || user_name.chars().count() > 254 {
        return refused("user_name", "scim-value-user-name");
    }
    if row.institution_id != institution || row.kind != "local" {
        return refused("who", "scim-adopt-local");
    }
    if !user_model::known(tx.conn, institution, &[member])?.is_empty() {
        return refused("who", "scim-adopt-known");
    }
    let mut document = serde_json::Map::from_iter([("displayName".to_owned(), json!(row.name))]);
    if let Some(address) = members::model::known_address(tx.conn, member)? {
        document.insert("emails".into(), json!([{ "value": address, "primary": true }]));
    }
    let said = Said { user_name: user_name.clone(), external_id: None, active: None, document };
    refuse_taken(tx, institution, Some(member), &said)?;
    let user = User {
        member_id: member,
        institution_id: institution,
        user_name_key: key(&user_name),
        user_name,
        external_id: None,
        document: serde_json::to_string(&said.document).map_err(Error::internal)?,
        suspended_epoch: None,
        created_at: tx.now,
        updated_at: tx.now,
    };
    user_model::insert(tx.conn, &user)?;
    tx.audit(institution, None, "scim.adopt", member, "")
}
