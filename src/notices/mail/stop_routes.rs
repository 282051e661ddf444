//! Handlers of the address that ends letters with posts (RFC 8058): looking at it changes nothing, and one POST ends them.
//!
//! Mail programs send that POST without a cookie and without a page of ours before it; the code in the address stands for both.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};

use super::stop;
use super::view::StopView;
use crate::error::{Error, Message, Result};
use crate::http::{Viewer, body};
use crate::site::Site;
use crate::site::drawing::Around;

/// More than a mail program sends, in bytes.
const LONGEST: usize = 4_096;
const AROUND: Around<'_> = Around { audience: "", current: "" };

/// `GET /mail/stop/{token}`
pub async fn show_stop(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    token: Path<String>,
) -> Result<HttpResponse> {
    stop::owner(&site, viewer.institution.id, &token)?;
    let view = StopView { action: format!("/mail/stop/{token}"), is_done: false };
    site.made(&request, &viewer, 200, AROUND, &view)
}

/// `POST /mail/stop/{token}`: two words, in one of the two ways in which forms are sent (RFC 8058, 3.2). It is answered by a page and never by a way on, which mail programs may not follow (RFC 8058, 3.1).
pub async fn post_stop(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    token: Path<String>,
    payload: Payload,
) -> Result<HttpResponse> {
    let (house, member) = (viewer.institution.id, stop::owner(&site, viewer.institution.id, &token)?.id);
    let body = body::whole(&request, payload.into_inner(), LONGEST).await?;
    let said = String::from_utf8_lossy(&body);
    if !said.contains("List-Unsubscribe") || !said.contains("One-Click") {
        return Err(Error::Malformed(Message::new("error-malformed-form")));
    }
    site.write(move |tx| stop::stop(tx, house, member)).await?;
    let view = StopView { action: format!("/mail/stop/{token}"), is_done: true };
    site.made(&request, &viewer, 200, AROUND, &view)
}
