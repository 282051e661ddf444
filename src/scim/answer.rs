//! Answers in JSON (RFC 7644, 3.1 and 3.12), refusals too.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::{Map, Value, json};

use crate::http::FormBody;

/// What this kind of JSON is called.
const KIND: &str = "application/scim+json";
/// Where all of it lies.
pub const ROOT: &str = "/scim/";

/// Something in JSON.
pub fn json(status: u16, value: &Value) -> HttpResponse {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, KIND))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(value.to_string())
}

/// Something that is new, and where it is.
pub fn created(value: &Value) -> HttpResponse {
    let mut response = json(201, value);
    let location = value["meta"]["location"].as_str().and_then(|address| address.parse().ok());
    if let Some(location) = location {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// It is done, and there is nothing more to say.
pub fn gone() -> HttpResponse {
    HttpResponse::NoContent().insert_header((CACHE_CONTROL, "no-store")).finish()
}

/// A list, of which this is a part that begins at `from`, counted from 1.
pub fn list(all: i64, from: i64, part: &[Value]) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": all,
        "startIndex": from,
        "itemsPerPage": part.len(),
        "Resources": part,
    })
}

/// A refusal: its status, what it is told in words, and the key of those, which says of which kind it is.
pub fn refusal(status: u16, words: &str, key: &str, wait: Option<u64>, allow: Option<&'static str>) -> HttpResponse {
    let status = if status == 422 { 400 } else { status };
    let mut body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": status.to_string(),
        "detail": words,
    });
    if let Some(kind) = kind(key) {
        body["scimType"] = kind.into();
    }
    let mut response = json(status, &body);
    let headers = response.headers_mut();
    if status == 401 {
        headers.insert(WWW_AUTHENTICATE, actix_web::http::header::HeaderValue::from_static("Bearer"));
    }
    if let Some(seconds) = wait {
        headers.insert(RETRY_AFTER, seconds.into());
    }
    if let Some(allow) = allow {
        headers.insert(ALLOW, actix_web::http::header::HeaderValue::from_static(allow));
    }
    response
}

/// The kind of a refusal, by how the key of its words begins.
fn kind(key: &str) -> Option<&'static str> {
    let kinds = [
        ("scim-filter-", "invalidFilter"),
        ("scim-path-", "invalidPath"),
        ("scim-value-", "invalidValue"),
        ("scim-syntax-", "invalidSyntax"),
        ("scim-target-", "noTarget"),
        ("scim-mutability-", "mutability"),
        ("scim-taken-", "uniqueness"),
    ];
    kinds.iter().find(|(beginning, _)| key.starts_with(beginning)).map(|(_, kind)| *kind)
}

/// Which attributes an answer is to have (RFC 7644, 3.9): those that are named, or all but those.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    only: Vec<String>,
    not: Vec<String>,
}

impl Wanted {
    /// Reads `attributes` and `excludedAttributes`.
    pub fn of(query: &FormBody) -> Self {
        let names = |field: &str| {
            let all = query.get(field).split(',').map(|name| name.trim().rsplit(':').next().unwrap_or_default());
            let tops = all.map(|name| name.split('.').next().unwrap_or_default().to_ascii_lowercase());
            tops.filter(|name| !name.is_empty()).collect()
        };
        Self { only: names("attributes"), not: names("excludedAttributes") }
    }

    /// Whether this one is to be there.
    pub fn has(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let always = ["id", "schemas"].contains(&name.as_str());
        always || (!self.not.contains(&name) && (self.only.is_empty() || self.only.contains(&name)))
    }

    /// Leaves out what is not to be there.
    pub fn cut(&self, value: Value) -> Value {
        match value {
            Value::Object(all) => {
                Value::Object(all.into_iter().filter(|(name, _)| self.has(name)).collect::<Map<_, _>>())
            }
            other => other,
        }
    }
}
