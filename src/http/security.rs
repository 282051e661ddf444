//! The headers that every answer carries, whatever it is.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, CROSS_ORIGIN_OPENER_POLICY, CROSS_ORIGIN_RESOURCE_POLICY, HeaderMap,
    HeaderName, HeaderValue, PERMISSIONS_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use crate::error::{Error, Result};

/// Nothing is allowed but what a page uses: our style sheet, our images, our own forms. No script, no frame.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Whether an answer will be shown within another page (Fetch Metadata). A browser that does not say is taken for a window.
pub fn is_framed(headers: &HeaderMap) -> bool {
    let dest = headers.get("sec-fetch-dest").and_then(|value| value.to_str().ok());
    dest.is_some_and(|dest| matches!(dest, "iframe" | "frame" | "embed" | "object" | "fencedframe"))
}

/// Lets an answer be shown within another site's page, before [`harden`] forbids it.
pub fn allow_frame(headers: &mut HeaderMap, ancestor: &str, forms: &str) -> Result<()> {
    let policy = HeaderValue::try_from(policy_within(ancestor, forms)).map_err(Error::internal)?;
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    Ok(())
}

/// The same for the one page that asks a device for a passkey: it has a file of script, of ours.
const WITH_SCRIPT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// Lets a page run our script, before [`harden`] forbids it.
pub fn allow_script(headers: &mut HeaderMap) {
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(WITH_SCRIPT));
}

/// The policy of a page that a course platform shows within its own: who may frame it, and where its forms go beside here.
/// Each is an origin, or `*` for everybody; no form goes everywhere.
fn policy_within(ancestor: &str, forms: &str) -> String {
    POLICY
        .replace("frame-ancestors 'none'", &format!("frame-ancestors {ancestor}"))
        .replace("form-action 'self'", &format!("form-action {forms}"))
}

/// Name and value of each header. `Referrer-Policy` keeps paths of private pages from other sites.
const HEADERS: [(HeaderName, HeaderValue); 7] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("same-origin")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (CROSS_ORIGIN_OPENER_POLICY, HeaderValue::from_static("same-origin")),
    (PERMISSIONS_POLICY, HeaderValue::from_static("camera=(), geolocation=(), microphone=(), browsing-topics=()")),
];

/// What a file needs that is no page: a browser must not guess its type, and other sites must not use it.
const FILE_HEADERS: [HeaderName; 2] = [X_CONTENT_TYPE_OPTIONS, CROSS_ORIGIN_RESOURCE_POLICY];

/// Adds the headers that are not there yet. A style sheet or a picture runs nothing and frames nothing, and the first
/// view of a page is small enough for headers to count. A 304 has none: the answer that it confirms keeps its own (RFC
/// 9111, 3.2), and they were a tenth of its cost.
pub fn harden(status: StatusCode, headers: &mut HeaderMap) {
    if status == StatusCode::NOT_MODIFIED {
        return;
    }
    let is_kind = |kind: &HeaderValue| {
        [b"text/css".as_slice(), b"text/javascript"].iter().any(|one| kind.as_bytes().starts_with(one))
    };
    let is_file = headers.get(CONTENT_TYPE).is_some_and(is_kind);
    // An answer with a policy of its own says in it who may frame it, and an older header must not say something else.
    let says_none = |policy: &HeaderValue| policy.as_bytes().ends_with(b"frame-ancestors 'none'");
    let is_framed = headers.get(CONTENT_SECURITY_POLICY).is_some_and(|policy| !says_none(policy));
    for (name, value) in HEADERS.into_iter().filter(|(name, _)| !is_file || FILE_HEADERS.contains(name)) {
        let is_said = headers.contains_key(&name) || (is_framed && name == X_FRAME_OPTIONS);
        if !is_said {
            headers.insert(name, value);
        }
    }
}
