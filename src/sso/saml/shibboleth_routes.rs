//! The one route that is answered over the socket of Shibboleth in front, and on no other listener.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::headers::Headers;
use super::{SHIBBOLETH, shibboleth};
use crate::error::{Error, Result};
use crate::http::Viewer;
use crate::http::limits::Limits;
use crate::http::table::{Entry, get};
use crate::sign_in::form::device;
use crate::site::Site;
use crate::sso::account::Comer;
use crate::sso::routes::{answer, browser_of, left, limited, stopped};

/// The pattern of the route.
const PATTERN: &str = "/sso/{provider}/shibboleth";

/// The routes that are answered over the socket.
pub fn routes() -> Vec<Entry> {
    vec![get(PATTERN, "Apache with Shibboleth, over its socket", show_come)]
}

/// Answers nothing over the socket but the one route: neither a stored page nor a probe.
pub async fn only(
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> std::result::Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let steps: Vec<&str> = request.path().split('/').collect();
    match steps.as_slice() {
        ["", "sso", _, "shibboleth"] => next.call(request).await,
        _ => Ok(request.into_response(HttpResponse::NotFound().finish())),
    }
}

#[derive(Deserialize)]
struct Begun {
    state: Option<String>,
}

async fn show_come(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    begun: Query<Begun>,
) -> Result<HttpResponse> {
    let provider = left(&site, &viewer, &slug).await?;
    if provider.kind != SHIBBOLETH {
        return Err(Error::NotFound);
    }
    let all = request.headers().iter();
    let headers = Headers(all.map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_owned())).collect());
    let device = device(&request);
    let came = shibboleth::Came {
        headers: &headers,
        state: begun.state.as_deref().unwrap_or_default(),
        who: Comer { browser: browser_of(&request), device: &device, who: viewer.who.as_ref().map(|who| who.session) },
    };
    match shibboleth::finish(&site, &provider, &came).await {
        Ok(end) => answer(&site, &viewer, &request, &provider, end),
        Err(stop) => {
            limited(&site, &limits, &request)?;
            stopped(&site, &viewer, &request, &provider, stop, "/").await
        }
    }
}
