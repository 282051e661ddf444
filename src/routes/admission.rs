//! What becomes of a request before any route is looked at: whose host it asks, who asks, and whether it is answered already.

use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::{HOST, HeaderValue};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use super::{ELSEWHERE, count, site_of};
use crate::error::{Error, Result};
use crate::http::{FormBody, Viewer, respond};
use crate::institutions::portal;
use crate::sign_in::which_routes::WHICH;
use crate::{sign_in, watch};

/// What becomes of a request before any route is looked at.
pub enum Admitted {
    /// It goes on to its route.
    Further,
    /// On the portal's host of this name somebody asks which institution is theirs.
    Which(String),
    /// It is answered already.
    Answered(HttpResponse),
}

/// Looks at the host and at who asks.
pub fn admit(request: &ServiceRequest) -> Result<Admitted> {
    let site = site_of(request.request())?;
    if watch::routes::is_probe(request.path()) {
        return Ok(Admitted::Further);
    }
    let host = host_of(request.request()).ok_or(Error::UnknownHost)?;
    let Some(institution) = site.roster.by_host(&host) else {
        return match portal::is_portal(&site, &host) {
            true if request.path() == WHICH => Ok(Admitted::Which(host)),
            true => portal::answer(&site, request.request()).map(|response| elsewhere(request, response)),
            // The page that says so is drawn in the house's own theme, which its reader then asks for here.
            false => portal::file(&site, request.request(), portal::THEME)
                .map(|response| elsewhere(request, response))
                .ok_or(Error::UnknownHost),
        };
    };
    if institution.host() != host {
        let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
        let location = format!("{}{target}", institution.base_url(site.config.port()));
        return Ok(elsewhere(request, respond::moved(&location)));
    }
    let (life, now) = (site.config.sign_in.session_seconds(), site.now());
    let viewer = Viewer::of(request.request(), institution, &site.roster, &site.secret, life, now);
    if let Some(who) = &viewer.who {
        site.seen.note(&who.session, now);
    }
    if let Some(answered) = site.show_ready(request.request(), &viewer) {
        return answered.map(Admitted::Answered);
    }
    request.extensions_mut().insert(viewer);
    // No address of ours holds a NUL, and a file system or a database may stumble over one.
    if request.path().contains(['\0']) || request.path().contains("%00") {
        return Err(Error::NotFound);
    }
    Ok(Admitted::Further)
}

/// Asks or answers which institution is somebody's; a form is read within the same limits as everywhere.
pub async fn which(request: &mut ServiceRequest, host: &str) -> Result<Admitted> {
    let site = site_of(request.request())?;
    let form = match *request.method() {
        Method::POST => Some(request.extract::<FormBody>().await?),
        _ => None,
    };
    let answer = sign_in::which_routes::answer(&site, request.request(), host, form).await;
    answer.map(|response| elsewhere(request, response))
}

/// An answer from where no institution's pages are.
fn elsewhere(request: &ServiceRequest, response: HttpResponse) -> Admitted {
    count(request.request(), ELSEWHERE, response.status().as_u16());
    Admitted::Answered(response)
}

/// The host name that was asked for: lower case, without port.
fn host_of(request: &HttpRequest) -> Option<String> {
    let header = request.headers().get(HOST).and_then(|value: &HeaderValue| value.to_str().ok());
    let host = header.or_else(|| request.uri().authority().map(|authority| authority.as_str()))?;
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    Some(name.trim_end_matches('.').to_ascii_lowercase())
}
