//! Answers that are made for one request: pages, redirects, and the bare form of errors.

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, LOCATION, RETRY_AFTER, VARY};
use actix_web::{HttpResponse, ResponseError};

use crate::error::Error;

/// A page for one reader only, kept by nobody.
pub fn page(status: u16, html: String) -> HttpResponse {
    HttpResponse::build(code(status))
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((VARY, "Accept, Accept-Encoding, Cookie"))
        .insert_header(("server-timing", "rendered"))
        .body(html)
}

/// A finished form: the browser goes on to `location` (RFC 9110, 15.4.4), so that a reload sends nothing twice.
pub fn see_other(location: &str) -> HttpResponse {
    redirect(303, location)
}

/// The right address of a page that was asked for by an old one.
pub fn moved(location: &str) -> HttpResponse {
    redirect(301, location)
}

/// A place that is found by asking: a post's page, the last page of a thread.
pub fn found(location: &str) -> HttpResponse {
    redirect(302, location)
}

fn redirect(status: u16, location: &str) -> HttpResponse {
    HttpResponse::build(code(status))
        .insert_header((LOCATION, location))
        .insert_header((CACHE_CONTROL, "no-store"))
        .finish()
}

/// A file whose address changes when its bytes do.
pub fn immutable(kind: &str, coding: Option<&'static str>, bytes: Vec<u8>) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CONTENT_TYPE, kind));
    answer.insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"));
    answer.insert_header((VARY, "Accept-Encoding"));
    if let Some(coding) = coding {
        answer.insert_header(("content-encoding", coding));
    }
    answer.body(bytes)
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// The bare form of an error: the middleware puts a page in its place, in the institution's face and language.
impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        code(self.status())
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        answer.insert_header((CACHE_CONTROL, "no-store"));
        if let Self::TooMany { retry_after } | Self::Busy { retry_after } = self {
            answer.insert_header((RETRY_AFTER, retry_after.as_secs().max(1).to_string()));
        }
        if let Self::WrongMethod { allow } = self {
            answer.insert_header((ALLOW, *allow));
        }
        answer.finish()
    }
}
