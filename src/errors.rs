//! The page of an error: what happened and what to do next, in the institution's face; the cause goes to the log, once.

use actix_web::error::{PathError, QueryPayloadError};
use actix_web::http::header::{ALLOW, HeaderValue, RETRY_AFTER};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use crate::error::{Error, Message};
use crate::http::body::Typed;
use crate::http::stored::Slot;
use crate::http::{Viewer, respond, security};
use crate::invitations;
use crate::routes::site_of;
use crate::scim::answer as machine;
use crate::site::Site;
use crate::site::drawing::{Around, put_in};
use crate::theme::view::{AgainView, ErrorView, FieldView, KeptView, LinkView, TypedView};
use crate::theme::{Frame, InstitutionView};

/// What went wrong, from what actix hands on.
pub fn of(error: &actix_web::Error) -> Told {
    if let Some(own) = error.as_error::<Error>() {
        let retry_after = own.retry_after().map(|wait| wait.as_secs().max(1));
        let to = match own {
            Error::SignInRequired { to } => Some(to.clone()),
            _ => None,
        };
        let allow = match own {
            Error::WrongMethod { allow } => Some(*allow),
            _ => None,
        };
        return Told { status: own.status(), words: own.words(), cause: own.to_string(), retry_after, to, allow };
    }
    let status = match error.as_error::<PathError>() {
        Some(_) => 404,
        None => error.as_response_error().status_code().as_u16(),
    };
    let words = match status {
        404 => Error::NotFound.words(),
        413 => Error::TooLarge.words(),
        _ if error.as_error::<QueryPayloadError>().is_some() => Message::new("error-malformed-address"),
        400..=499 => Message::new("error-malformed-form"),
        _ => Error::internal("").words(),
    };
    Told { status, words, cause: error.to_string(), retry_after: None, to: None, allow: None }
}

/// An error as it is told.
pub struct Told {
    status: u16,
    words: Message,
    cause: String,
    retry_after: Option<u64>,
    to: Option<String>,
    allow: Option<&'static str>,
}

/// Makes the page. A broken theme, or no site at all, still gives the bare sentence.
pub fn page(request: &HttpRequest, told: &Told, id: &str) -> HttpResponse {
    if let Some(to) = &told.to {
        return respond::see_other(&crate::sign_in::address(to));
    }
    // A full site is counted, not complained of, a thousand times a second.
    if told.status >= 500 && told.retry_after.is_none() {
        tracing::error!(status = told.status, cause = %told.cause, "a request failed");
    } else {
        tracing::debug!(status = told.status, cause = %told.cause, "a request was refused");
    }
    if request.path().starts_with(machine::ROOT) {
        return to_machine(request, told);
    }
    let is_framed = is_within_course(request);
    let drawn = site_of(request).and_then(|site| draw(&site, request, told, id, is_framed));
    let html = drawn.unwrap_or_else(|cause| {
        tracing::error!(%cause, "the page of an error cannot be drawn");
        format!("<!DOCTYPE html><html lang=\"en\"><title>{0}</title><h1>{0}</h1><p>{id}</p></html>", told.status)
    });
    let mut response = respond::page(told.status, html);
    if is_framed && let Err(cause) = security::allow_frame(response.headers_mut(), "*", "'self'") {
        tracing::error!(%cause, "the page of an error cannot be framed");
    }
    if let Some(seconds) = told.retry_after {
        response.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    if let Some(allow) = told.allow {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
    }
    response
}

/// Whether somebody is within a page of a course platform, and not yet in: anybody may frame what says the same to everybody,
/// and in a frame that stays blank nobody is told what to do.
fn is_within_course(request: &HttpRequest) -> bool {
    request.path().starts_with("/lti/") && security::is_framed(request.headers())
}

/// A machine reads no page: it is told the same in JSON.
fn to_machine(request: &HttpRequest, told: &Told) -> HttpResponse {
    let language =
        request.extensions().get::<Viewer>().map_or_else(|| "en".to_owned(), |one| one.language().to_owned());
    let words = match (told.status, site_of(request)) {
        // The words for people speak of signing in.
        (404, Ok(site)) => site.words.say(&language, "scim-not-found", &[]),
        (_, Ok(site)) => site.words.message(&language, &told.words),
        (_, Err(_)) => told.status.to_string(),
    };
    machine::refusal(told.status, &words, told.words.key, told.retry_after, told.allow)
}

fn draw(site: &Site, request: &HttpRequest, told: &Told, id: &str, is_framed: bool) -> crate::error::Result<String> {
    let viewer = request.extensions().get::<Viewer>().cloned();
    // Even where a session comes along, another site's page shows nothing of whose it is.
    let viewer = viewer.map(|viewer| if is_framed { viewer.as_visitor() } else { viewer });
    let language = viewer.as_ref().map_or("en", |viewer| viewer.language()).to_owned();
    let is_visitor = viewer.as_ref().is_some_and(|viewer| viewer.who.is_none());
    let kept = request.extensions().get::<Typed>().cloned();
    let again = kept.as_ref().filter(|_| told.status == 503).and_then(|kept| again(request, kept));
    let typed = kept.map_or_else(Vec::new, |kept| kept.texts.into_iter().map(TypedView::of).collect());
    let kept = KeptView { typed, again };
    let may_sign_in = told.status == 404 || (told.status == 403 && !kept.typed.is_empty());
    let view = ErrorView {
        status: told.status,
        words: site.words.message(&language, &told.words),
        way: told
            .words
            .way
            .as_ref()
            .map(|way| LinkView { href: way.href.clone(), text: site.words.say(&language, way.key, &[]) }),
        request: (told.status >= 500 && told.retry_after.is_none()).then(|| id.to_owned()),
        sign_in_to: (may_sign_in && is_visitor).then(|| invitations::place(request.uri().path()).to_owned()),
        is_framed,
    };
    let Some(viewer) = viewer else {
        let frame =
            Frame { language: &language, institution: &InstitutionView::portal(), audience: "public", current: "" };
        let html = site.themes.get("plain").render(&frame, &view)?;
        return Ok(put_in(&html, &Slot { bytes: Vec::new(), tag: String::new() }, ""));
    };
    let around = Around { audience: "public", current: "" };
    let html = match told.retry_after {
        Some(_) => site.refusal(&viewer.institution, &view)?,
        None => site.draw(&viewer.institution, around, &view)?.into(),
    };
    let kept = match kept.typed.is_empty() && kept.again.is_none() {
        true => String::new(),
        false => site.draw(&viewer.institution, around, &kept)?,
    };
    Ok(put_in(&html, &*site.plain_slot(&viewer, invitations::place(request.uri().path()))?, &kept))
}

/// The form as it was: what a full site sends away needs nothing but another moment.
fn again(request: &HttpRequest, kept: &Typed) -> Option<AgainView> {
    let field = |(name, value): &(String, String)| FieldView { name: name.clone(), value: value.clone() };
    let fields: Vec<_> = kept.fields.iter().map(field).collect();
    (!fields.is_empty()).then(|| AgainView { action: request.uri().path().to_owned(), fields })
}
