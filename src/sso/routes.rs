//! Handlers of sign-on: to the provider, back from it, and the end that it puts to sessions.

use actix_web::cookie::SameSite;
use actix_web::http::header::{CACHE_CONTROL, HeaderValue};
use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::account::Comer;
use super::callback::{self, Back, End};
use super::known::Known;
use super::model::Provider;
use super::own_key::OwnKey;
use super::refusal::{Stop, away};
use super::saml::{SAML, is_saml};
use super::start::{self, Purpose};
use super::{desk_routes, leave, logo_model, logout, own_routes, trial_routes};
use crate::error::{Error, Message, Result};
use crate::http::limits::Limits;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond, viewer};
use crate::meters::{Outcome, Way};
use crate::sign_in::form::renewed;
use crate::sign_in::form::{self, Saying, client, cookie, session_cookie};
use crate::sign_in::{hint, local};
use crate::site::Site;

/// The cookie of the browser in which a sign-on was begun.
const COOKIE: &str = "__Host-sso";

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/sso/{provider}/start", "everybody", show_start),
        get("/sso/{provider}/callback", "whoever comes from a provider", show_callback),
        get("/sso/{provider}/jwks", "everybody", show_keys),
        get("/sso/{provider}/logo/{hash}", "everybody", show_logo),
        get("/sso/{provider}/sign-out", "everybody", show_sign_out),
        post("/sso/{provider}/backchannel", "providers of sign-on", "none", post_backchannel),
    ]
}

#[derive(Deserialize)]
struct Destination {
    to: Option<String>,
    login_hint: Option<String>,
}

/// What this process knows of providers.
type Providers = Data<Known>;

async fn show_start(
    site: Data<Site>,
    known: Providers,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    to: Query<Destination>,
) -> Result<HttpResponse> {
    let place = local(to.to.as_deref().unwrap_or("/"));
    let provider = start::provider(&site, &viewer.institution, &slug).await?;
    limited(&site, &limits, &request)?;
    let browser = browser(&request)?;
    let purpose = Purpose::In(place.clone(), hint(to.login_hint.as_deref()));
    match start::start(&site, &known, &viewer.institution, &provider, &browser, purpose).await {
        Ok(address) => {
            site.meters.sign_ins.count(Way::SignOn, Outcome::Asked);
            leads_to(&address, browser, &provider.kind)
        }
        Err(stop) => stopped(&site, &viewer, &request, &provider, stop, &place).await,
    }
}

/// The value of the cookie in which a sign-on is begun: the one that is there, or a new one.
pub(super) fn browser(request: &HttpRequest) -> Result<String> {
    let own = viewer::cookie(request, COOKIE).filter(|value| value.len() == 32);
    own.map_or_else(start::chance, |value| Ok(value.to_owned()))
}

/// What the browser's cookie says in which one a sign-on was begun.
pub(super) fn browser_of(request: &HttpRequest) -> Option<&str> {
    viewer::cookie(request, COOKIE)
}

/// On to the provider.
pub(super) fn leads_to(address: &str, browser: String, kind: &str) -> Result<HttpResponse> {
    set_browser(respond::see_other(address), browser, kind)
}

/// An answer, with the cookie of the browser in which a sign-on by a provider of this kind is begun.
pub(super) fn set_browser(answer: HttpResponse, browser: String, kind: &str) -> Result<HttpResponse> {
    let mut answer = answer;
    let mut cookie = cookie(COOKIE, browser);
    if kind == SAML {
        // The answer comes as a form of the provider's, and a browser sends no other cookie along with those of other sites.
        cookie.set_same_site(SameSite::None);
    }
    answer.add_cookie(&cookie).map_err(Error::internal)?;
    Ok(answer)
}

/// The provider that somebody comes back from: one that is on, or whichever it is that those who run the institution try.
pub(super) async fn left(site: &Site, viewer: &Viewer, slug: &str) -> Result<Provider> {
    match start::provider(site, &viewer.institution, slug).await {
        Err(Error::NotFound) if desk_routes::runner(viewer).is_ok() => {
            start::provider_to_try(site, &viewer.institution, slug).await
        }
        found => found,
    }
}

async fn show_callback(
    site: Data<Site>,
    known: Providers,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let provider = left(&site, &viewer, &slug).await?;
    if is_saml(&provider.kind) {
        return Err(Error::NotFound);
    }
    // What is no query of a form is as good as none.
    let told = FormBody::parse(request.query_string().as_bytes()).unwrap_or_default();
    let who = viewer.who.as_ref().map(|who| who.session);
    let device = form::device(&request);
    let back = Back { answer: &told, who: Comer { browser: browser_of(&request), device: &device, who } };
    match callback::finish(&site, &known, &viewer.institution, &provider, &back).await {
        Ok(end) => answer(&site, &viewer, &request, &provider, end),
        Err(stop) => {
            // Whoever has been to their university is let in; whoever has not is counted.
            limited(&site, &limits, &request)?;
            stopped(&site, &viewer, &request, &provider, stop, "/").await
        }
    }
}

/// What somebody is answered who came back and was not refused.
pub(super) fn answer(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    provider: &Provider,
    end: End,
) -> Result<HttpResponse> {
    match end {
        End::Tried(trial) => trial_routes::show(site, viewer, request, provider, *trial),
        End::In(session, to) => {
            site.meters.sign_ins.count(Way::SignOn, Outcome::In);
            let mut response = respond::see_other(&to);
            response.add_cookie(&session_cookie(site, &session)).map_err(Error::internal)?;
            Ok(response)
        }
        End::Offered(offer) => own_routes::show_offer(site, viewer, request, provider, &offer),
        End::Linked(session) => renewed(site, respond::see_other("/settings/sign-in/?done=linked"), &session),
    }
}

/// The public half of the key by which this site proves itself to a provider, for whoever runs the provider. It is there while
/// the provider is off, too: before it is switched on it is set up at both ends, and tried.
async fn show_keys(site: Data<Site>, viewer: Viewer, slug: Path<String>) -> Result<HttpResponse> {
    let provider = start::provider_to_try(&site, &viewer.institution, &slug).await?;
    let key = OwnKey::of(&provider)?.ok_or(Error::NotFound)?;
    let keys = serde_json::json!({ "keys": key.shown(site.now()) });
    let mut response = HttpResponse::Ok().json(keys);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    Ok(response)
}

/// The picture on a provider's button; its address changes when it does.
async fn show_logo(site: Data<Site>, viewer: Viewer, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (slug, hash) = path.into_inner();
    let provider = start::provider(&site, &viewer.institution, &slug).await?.id;
    let found = site.read(move |conn| logo_model::find(conn, provider, &hash)).await?.ok_or(Error::NotFound)?;
    let png = data_encoding::BASE64.decode(found.as_bytes()).map_err(Error::internal)?;
    Ok(respond::immutable("image/png", None, png))
}

/// Leads on to the provider's own end of a session. It ends nothing here, so a link may lead to it.
async fn show_sign_out(
    site: Data<Site>,
    known: Providers,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let provider = start::provider(&site, &viewer.institution, &slug).await?;
    limited(&site, &limits, &request)?;
    let no_end = || Err(Error::Conflict(Message::new("sso-no-end").with("name", &provider.name)));
    if is_saml(&provider.kind) {
        return no_end();
    }
    match known.of(&site, &provider).await {
        Ok(met) => match leave::way(&site, &viewer.institution, &provider, &met) {
            Some(address) => Ok(respond::found(&address)),
            None => no_end(),
        },
        Err(fault) => stopped(&site, &viewer, &request, &provider, Stop::Away(fault), "/").await,
    }
}

/// What somebody is told who does not come in.
pub(super) async fn stopped(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    provider: &Provider,
    stop: Stop,
    to: &str,
) -> Result<HttpResponse> {
    match stop {
        Stop::Refused(refusal) => {
            site.meters.sign_ins.count(Way::SignOn, Outcome::Refused);
            Err(refusal.noted(site, &viewer.institution, &provider.slug).await)
        }
        Stop::Away(cause) if viewer.who.is_some() => Err(away(provider, &cause, to)),
        Stop::Away(cause) => {
            tracing::warn!(provider = provider.slug, cause, "a provider of sign-on cannot be used");
            let saying = Saying { is_away: Some(provider.name.clone()), ..Saying::default() };
            form::show(site, &viewer.as_visitor(), request, &FormBody::default(), to, &saying)
        }
        Stop::Failed(error) => Err(error),
    }
}

/// Counts the attempt by its address.
pub(crate) fn limited(site: &Site, limits: &Limits, request: &HttpRequest) -> Result<()> {
    match client(site, request).map_or(Ok(()), |address| limits.sign_on(address)) {
        Err(error) => {
            site.meters.sign_ins.count(Way::SignOn, Outcome::Limited);
            Err(error)
        }
        Ok(()) => Ok(()),
    }
}

async fn post_backchannel(
    site: Data<Site>,
    known: Providers,
    viewer: Viewer,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    let provider = start::provider(&site, &viewer.institution, &slug).await?;
    if is_saml(&provider.kind) {
        return Err(Error::NotFound);
    }
    let tokens = form.all("logout_token");
    let [token] = tokens else { return Err(no_token()) };
    if !logout::end(&site, &known, &provider, token).await? {
        return Err(no_token());
    }
    let mut response = HttpResponse::Ok().finish();
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

fn no_token() -> Error {
    Error::Malformed(Message::new("sso-no-logout-token"))
}
