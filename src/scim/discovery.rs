//! What we say of ourselves (RFC 7643, 5 to 7): what is supported, which kinds of things there are, and of what they are made.

use serde_json::{Value, json};

use super::filter::{GROUP, USER};
use super::shown::Base;
use crate::error::{Error, Result};

/// The most that one list has.
pub const MOST: i64 = 200;
const CONFIG: &str = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const TYPE: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";

/// What is supported.
pub fn config(base: &Base) -> Value {
    let no = json!({ "supported": false });
    json!({
        "schemas": [CONFIG],
        "patch": { "supported": true },
        "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
        "filter": { "supported": true, "maxResults": MOST },
        "changePassword": no,
        "sort": no,
        "etag": no,
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "A token of the institution, made under /admin/provisioning/ or with lyceum scim token add",
            "specUri": "https://www.rfc-editor.org/rfc/rfc6750",
            "primary": true,
        }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{}/ServiceProviderConfig", base.0) },
    })
}

/// The kinds of things.
pub fn types(base: &Base) -> Vec<Value> {
    let kind = |name: &str, schema: &str, what: &str| {
        json!({
            "schemas": [TYPE],
            "id": name,
            "name": name,
            "endpoint": format!("/{name}s"),
            "description": what,
            "schema": schema,
            "meta": { "resourceType": "ResourceType", "location": format!("{}/ResourceTypes/{name}", base.0) },
        })
    };
    vec![
        kind("User", USER, "A member of the institution"),
        kind("Group", GROUP, "People who have the same place in a cohort, once the group is mapped to one"),
    ]
}

/// Of what they are made. It is written out in a file beside this one; the address is put in here.
///
/// # Errors
/// If the file is no JSON, which a test would have told.
pub fn schemas(base: &Base) -> Result<Vec<Value>> {
    let mut all: Vec<Value> = serde_json::from_str(include_str!("schemas.json")).map_err(Error::internal)?;
    for schema in &mut all {
        let id = schema["id"].as_str().unwrap_or_default().to_owned();
        schema["schemas"] = json!([SCHEMA]);
        schema["meta"] = json!({ "resourceType": "Schema", "location": format!("{}/Schemas/{id}", base.0) });
    }
    Ok(all)
}
