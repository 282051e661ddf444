//! Forged forms: every unsafe request must carry the session's form token and come from a page of the same origin.

use actix_web::HttpRequest;
use actix_web::http::header;
use subtle::ConstantTimeEq;

use super::secret::Secret;
use super::viewer::{Viewer, cookie};
use super::{FormBody, session::Session};
use crate::error::{Error, Message, Result};

/// The cookie that a visitor's form token belongs to.
pub const FORM_COOKIE: &str = "__Host-form";

/// Whether the request comes from one of our own pages: the browser says so in `Sec-Fetch-Site` (Fetch Metadata), or
/// in `Origin` (RFC 6454), and one of them must be there.
pub fn same_origin(request: &HttpRequest, base_url: &str) -> Result<()> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_ours = match (header("sec-fetch-site"), header(header::ORIGIN.as_str())) {
        (Some(site), origin) => site == "same-origin" && origin.is_none_or(|origin| origin == base_url),
        (None, Some(origin)) => origin == base_url,
        (None, None) => false,
    };
    if is_ours { Ok(()) } else { Err(Error::Forbidden(Message::new("error-foreign-origin"))) }
}

/// The form token of a session.
pub fn token(secret: &Secret, session: &Session) -> String {
    secret.form_token(&session.id.0.to_be_bytes())
}

/// Checks the form's token against the visitor's form cookie, where nobody can be signed in.
pub fn check_visitor(request: &HttpRequest, form: &FormBody, secret: &Secret) -> Result<()> {
    compare(of_visitor(request, secret), form)
}

fn of_visitor(request: &HttpRequest, secret: &Secret) -> Option<String> {
    cookie(request, FORM_COOKIE).map(|value| secret.form_token(value.as_bytes()))
}

/// Checks the form's token against the viewer's session, or the visitor's form cookie.
pub fn check(request: &HttpRequest, viewer: &Viewer, form: &FormBody, secret: &Secret) -> Result<()> {
    let expected = match &viewer.who {
        Some(who) => Some(token(secret, &who.session)),
        None => of_visitor(request, secret),
    };
    compare(expected, form)
}

fn compare(expected: Option<String>, form: &FormBody) -> Result<()> {
    let sent = form.get("csrf").as_bytes();
    match expected {
        Some(expected) if bool::from(expected.as_bytes().ct_eq(sent)) => Ok(()),
        _ => Err(Error::Forbidden(Message::new("error-form-token"))),
    }
}
