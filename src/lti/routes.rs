//! Handlers of launches: to the platform, and back from it with a token.
//!
//! Both are asked by pages of another site, so neither looks for one of our own forms: what `Site::accept` proves elsewhere is
//! proved here by the state, which is good once and in the browser that has its cookie, and by the platform's signature.

use actix_web::cookie::SameSite;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, SET_COOKIE};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::arrive::{self, Back, End};
use super::keys::Keys;
use super::refusal::Stop;
use super::start::STAYS;
use super::view::WindowView;
use super::{own_key, pick_routes, start};
use crate::error::{Error, Problems, Result};
use crate::http::limits::Limits;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond, security, viewer};
use crate::meters::{Outcome, Way};
use crate::roster::InstitutionEntry;
use crate::sign_in::form::{self, PUBLIC, cookie};
use crate::sign_in::second::routes::go_on;
use crate::site::Site;
use crate::sso::routes::limited;
use crate::sso::start::chance;

/// The cookie of the browser in which a launch was begun.
const COOKIE: &str = "__Host-lti";
const COMERS: &str = "whoever comes from a course platform";

/// The routes of launches.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/lti/login", COMERS, show_login),
        post("/lti/login", COMERS, "none", post_login),
        post("/lti/launch", COMERS, "none", post_launch),
        get("/lti/jwks", "everybody", show_keys),
    ]
}

/// A platform may have a browser send a form or follow a link (IMS Security Framework 1.0, 5.1.1.1).
async fn post_login(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    form: FormBody,
) -> Result<HttpResponse> {
    login(&site, &limits, &viewer, &request, &form).await
}

async fn show_login(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
) -> Result<HttpResponse> {
    // What is no query of a form is as good as none.
    let sent = FormBody::parse(request.query_string().as_bytes()).unwrap_or_default();
    login(&site, &limits, &viewer, &request, &sent).await
}

async fn login(
    site: &Site,
    limits: &Limits,
    viewer: &Viewer,
    request: &HttpRequest,
    sent: &FormBody,
) -> Result<HttpResponse> {
    // Within a frame no session can begin, and what a platform hints at is good once: so it is led out before it is asked.
    if security::is_framed(request.headers()) && !sent.has(STAYS) && start::sound(sent).is_ok() {
        return window(site, viewer, sent);
    }
    limited(site, limits, request)?;
    let own = viewer::cookie(request, COOKIE).filter(|value| value.len() == 32);
    let browser = own.map_or_else(chance, |value| Ok(value.to_owned()))?;
    match start::start(site, &viewer.institution, sent, &browser).await {
        Ok(address) => {
            site.meters.sign_ins.count(Way::SignOn, Outcome::Asked);
            let mut response = respond::see_other(&address);
            response.headers_mut().append(SET_COOKIE, within_others(browser)?);
            Ok(response)
        }
        Err(stop) => Err(stopped(site, &viewer.institution, "", stop).await),
    }
}

/// The platform sends the browser back with a form, which to the browser is another site's: `SameSite=Lax` would keep the
/// cookie at home. It is worth nothing but for the attempt it belongs to, and within another site's page it is kept apart for
/// each (`Partitioned`), where the browser keeps any there. As all `__Host-` cookies it is `Secure`; browsers take
/// `http://*.localhost` for that.
fn within_others(value: String) -> Result<HeaderValue> {
    let mut cookie = cookie(COOKIE, value);
    cookie.set_same_site(SameSite::None);
    HeaderValue::try_from(format!("{cookie}; Partitioned")).map_err(Error::internal)
}

async fn post_launch(
    site: Data<Site>,
    keys: Data<Keys>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    form: FormBody,
) -> Result<HttpResponse> {
    let device = form::device(&request);
    let browser = viewer::cookie(&request, COOKIE);
    let back = Back { sent: &form, browser, device: &device, is_framed: security::is_framed(request.headers()) };
    let launch = arrive::finish(&site, &keys, &viewer.institution, &back).await;
    match launch.end {
        Ok(End::In(next, to)) => go_on(&site, next, Way::SignOn, &to),
        Ok(End::Picks(token)) => pick_routes::show(&site, &viewer, &token, &Problems::default()).await,
        Err(stop) => {
            // Whoever has been to their course is let in; whoever has not is counted, and the attempt is over all the same.
            if let Err(full) = limited(&site, &limits, &request) {
                if let Stop::Refused(refusal) = &stop {
                    refusal.end_attempt(&site).await?;
                }
                return Err(full);
            }
            Err(stopped(&site, &viewer.institution, &launch.platform, stop).await)
        }
    }
}

/// The keys by which we prove ourselves to platforms; there is nothing in them that is not for everybody.
async fn show_keys(site: Data<Site>, viewer: Viewer) -> Result<HttpResponse> {
    let keys = own_key::published(&site, viewer.institution.id).await?;
    let mut response = HttpResponse::Ok().body(keys.to_string());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

/// A page that leads out into a window of its own, or on where it is for whoever chooses. Whoever frames it gets links that they
/// could have written themselves.
fn window(site: &Site, viewer: &Viewer, sent: &FormBody) -> Result<HttpResponse> {
    let view = WindowView { again: start::again(sent, false), within: start::again(sent, true) };
    let mut response = site.made_at("/", &viewer.as_visitor(), 200, PUBLIC, &view)?;
    security::allow_frame(response.headers_mut(), "*", "'self'")?;
    Ok(response)
}

/// What somebody is told who does not come in.
async fn stopped(site: &Site, house: &InstitutionEntry, platform: &str, stop: Stop) -> Error {
    match stop {
        Stop::Refused(refusal) => {
            site.meters.sign_ins.count(Way::SignOn, Outcome::Refused);
            refusal.noted(site, house, platform).await
        }
        Stop::Away(cause) => {
            tracing::warn!(platform, cause, "a course platform cannot be used");
            Error::Peer(cause)
        }
        Stop::Failed(error) => error,
    }
}
