//! A stored page on its way out: the parts that admit the viewer, the slot, and the headers that follow from both.

use std::sync::Arc;

use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse};

use crate::error::{Error, Result};
use crate::pages::About;
use crate::pages::audience::Reach;
use crate::pages::document::Document;
use crate::pages::stitch::{Coding, Piece, stitch};

/// Says where a page came from (Server Timing, W3C).
const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// Mixes the tags of parts in their order: the prime of FNV-1a for 128 bits.
const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The personal part of a page, ready to be put in.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// A hash of its bytes, for the ETag.
    pub tag: String,
}

/// What is to be sent.
pub struct Outgoing<'a> {
    /// The page.
    pub document: &'a Document,
    /// The slot for this viewer.
    pub slot: Arc<Slot>,
    /// Whether a part is for this viewer.
    pub admits: &'a dyn Fn(&Reach) -> bool,
    /// Whether the viewer is a visitor, so that a proxy may keep the page and ask again.
    pub is_public: bool,
    /// `stored` or `rendered`.
    pub timing: &'static str,
}

/// Sends a page, or 304 if the reader has it. The ETag is strong (RFC 9110, 8.8.3): it names the parts that were let
/// through, the slot and the coding, and nothing else of the page: a visitor whose ETag moved with a part that is not
/// theirs would know that somebody wrote there.
pub fn answer(request: &HttpRequest, outgoing: &Outgoing<'_>) -> Result<HttpResponse> {
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let coding = Coding::choose(accepted);
    let mut shown: u128 = 0;
    let mut pieces = Vec::with_capacity(outgoing.document.parts.len() + 1);
    for (place, part) in outgoing.document.parts.iter().enumerate() {
        if part.reach.as_ref().is_none_or(outgoing.admits) {
            shown = (shown ^ part.tag).wrapping_mul(FNV_PRIME);
            pieces.push(Piece::Chunk(&part.chunk));
        }
        if place == 0 {
            pieces.push(Piece::Raw(&outgoing.slot.bytes));
        }
    }
    let etag = format!("\"{shown:032x}-{}-{}\"", outgoing.slot.tag, coding.name().unwrap_or("id"));
    let is_known = request
        .headers()
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|sent| has_it(sent, &etag));
    let mut answer = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((ETAG, HeaderValue::try_from(etag).map_err(Error::internal)?));
    answer.insert_header((VARY, HeaderValue::from_static("Accept, Accept-Encoding, Cookie")));
    answer.insert_header((CACHE_CONTROL, HeaderValue::from_static(cache_control(outgoing.is_public))));
    if is_known {
        return Ok(answer.finish());
    }
    answer.insert_header((CONTENT_TYPE, HeaderValue::from_static(content_type(&outgoing.document.about))));
    answer.insert_header((SERVER_TIMING, HeaderValue::from_static(outgoing.timing)));
    if let Some(name) = coding.name() {
        answer.insert_header((CONTENT_ENCODING, HeaderValue::from_static(name)));
    }
    Ok(answer.body(stitch(coding, &pieces)?))
}

fn content_type(about: &About) -> &'static str {
    match about {
        About::Feed { is_json: false, .. } => "application/atom+xml; charset=utf-8",
        About::Feed { is_json: true, .. } => "application/feed+json; charset=utf-8",
        _ => "text/html; charset=utf-8",
    }
}

/// Who may keep what, by who it was sent to: what a visitor gets, a proxy may keep and ask again; what a member gets, their
/// browser alone.
pub fn cache_control(is_public: bool) -> &'static str {
    if is_public { "public, max-age=0, must-revalidate" } else { "private, no-cache" }
}

/// Whether one of the validators that were sent is ours; `W/` is set aside, as a GET compares weakly.
pub fn has_it(sent: &str, etag: &str) -> bool {
    sent.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == etag)
}
