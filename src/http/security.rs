//! The headers that every answer carries, whatever it is.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};

/// Nothing is allowed but what a page uses: our style sheet, our images, our own forms. No script, no frame.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Name and value of each header. `Referrer-Policy` keeps paths of private pages from other sites.
const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"),
];

/// What a file needs that is no page: a browser must not guess its type, and other sites must not use it.
const FILE_HEADERS: [&str; 2] = ["x-content-type-options", "cross-origin-resource-policy"];

/// Adds the headers that are not there yet. A style sheet or a picture runs nothing and frames nothing, and the first
/// view of a page is small enough for headers to count.
pub fn harden(headers: &mut HeaderMap) {
    let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_file = kind.starts_with("text/css");
    for (name, value) in HEADERS.into_iter().filter(|(name, _)| !is_file || FILE_HEADERS.contains(name)) {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
