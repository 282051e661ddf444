//! Handlers of the page between the first factor and the second.

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::enter::{self, Finished, Next, finish};
use super::offer::{self, Offer};
use super::pending_model::{LIFE_SECONDS, Pending};
use super::policy::{self, Asked};
use super::view::{AppView, CodeView, RecoveryView};
use super::{check, qr, recovery};
use crate::error::{Error, Message, Problems, Result};
use crate::http::limits::Limits;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond, viewer};
use crate::meters::{Outcome, Way};
use crate::sign_in::form::{self, PUBLIC, cookie, no_cookie, session_cookie};
use crate::sign_in::routes::{enter as let_in, signed_in};
use crate::sign_in::session::platform_of;
use crate::sign_in::view::ProviderView;
use crate::site::Site;
use crate::text;
use crate::theme::view::{FormView, ProblemView};

/// The cookie of the browser in which a sign-in is pending.
const COOKIE: &str = "__Host-pending";
const PAGE: &str = "/sign-in/code";

/// The routes of the page.
pub fn routes() -> Vec<Entry> {
    vec![
        get(PAGE, "whoever has given their first factor", show_code),
        post(PAGE, "whoever has given their first factor", "sign-in", post_code),
    ]
}

/// Goes on from a first factor: in, or to the page that asks for the second.
pub fn go_on(site: &Site, next: Next, way: Way, to: &str) -> Result<HttpResponse> {
    match next {
        Next::In(opened) => signed_in(site, &opened, way, to),
        Next::Ask(token) => {
            let mut response = respond::see_other(PAGE);
            let mut cookie = cookie(COOKIE, token);
            cookie.set_max_age(Duration::seconds(LIFE_SECONDS));
            response.add_cookie(&cookie).map_err(Error::internal)?;
            // Whoever was signed in here before is not the one who comes now.
            response.add_cookie(&form::no_session()).map_err(Error::internal)?;
            Ok(response)
        }
    }
}

async fn show_code(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    let token = token(&request)?;
    let (house, now) = (viewer.institution.id, site.now());
    let found = site.read(move |conn| enter::pending(conn, house, &token, now)).await?;
    let pending = found.ok_or_else(again)?;
    ask(&site, &viewer.as_visitor(), &request, &pending, &FormBody::default(), 200, &Problems::default()).await
}

async fn post_code(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let as_visitor = viewer.as_visitor();
    let_in(&site, &as_visitor, &request, &limits, &typed, Way::Password, &["code", "offer"])?;
    let (token, house) = (token(&request)?, viewer.institution.id);
    let (code, sealed) = (typed.get("code").to_owned(), typed.get("offer").to_owned());
    let finished = site.write_at_need(move |tx| finish(tx, house, &token, &code, &sealed)).await;
    match finished {
        Ok(Finished::In(opened, pending, codes)) => {
            let response = signed_in(&site, &opened, way(&pending), &pending.destination)?;
            let mut response = match codes.is_empty() {
                true => response,
                false => {
                    let view = RecoveryView { codes, to: pending.destination };
                    let mut page = site.made(&request, &as_visitor, 200, PUBLIC, &view)?;
                    page.add_cookie(&session_cookie(&site, &opened)).map_err(Error::internal)?;
                    page
                }
            };
            response.add_cookie(&nothing_held()).map_err(Error::internal)?;
            Ok(response)
        }
        Ok(Finished::Not(worth, pending)) => {
            site.meters.sign_ins.count(way(&pending), Outcome::Refused);
            let status = if matches!(worth, check::Worth::Wait(_)) { 429 } else { 422 };
            let problems = check::message(worth).map_or_else(Problems::default, |words| Problems::one("code", words));
            ask(&site, &as_visitor, &request, &pending, &typed, status, &problems).await
        }
        Ok(Finished::Over) | Err(Error::NotFound) => Err(again()),
        Err(error) => Err(error),
    }
}

/// The page that asks for a code, for a passkey or for the way by a provider; or that offers a secret where they have nothing
/// yet. A wrong code is no reason for another secret.
async fn ask(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    pending: &Pending,
    typed: &FormBody,
    status: u16,
    problems: &Problems,
) -> Result<HttpResponse> {
    let member = pending.member_id;
    let (asked, ways) = site.read(move |conn| policy::asked(conn, member)).await?;
    let (csrf, cookie) = form::visitor_token(site, request)?;
    let told = problems.0.iter().map(|(field, message)| ProblemView {
        field: (*field).to_owned(),
        text: site.words.message(viewer.language(), message),
    });
    let form = FormView { csrf, key: String::new(), problems: told.collect() };
    let mut response = if let Asked::Code | Asked::Theirs = asked {
        let to = pending.destination.clone();
        let way = |slug: &str| format!("/sso/{slug}/start?to={}", text::percent(&to));
        let known = ways.identities.iter().filter(|one| one.is_on);
        let providers =
            known.map(|one| ProviderView { name: one.name.clone(), href: way(&one.slug), logo: String::new() });
        let view = CodeView {
            form,
            asks_code: matches!(asked, Asked::Code),
            has_passkey: !ways.passkeys.is_empty(),
            providers: providers.collect(),
            to: to.clone(),
        };
        site.made(request, viewer, status, PUBLIC, &view)?
    } else {
        let place = enter::place(pending);
        let offer = offer::open(site, &place, typed.get("offer")).map_or_else(|| offer::make(site, &place), Ok)?;
        let person = site.roster.member(member).ok_or(Error::NotFound)?;
        site.made(request, viewer, status, PUBLIC, &app(viewer, &person.username, &offer, form, true)?)?
    };
    if let Some(cookie) = cookie {
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}

/// A secret as the page shows it.
pub(super) fn app(viewer: &Viewer, username: &str, offer: &Offer, form: FormView, is_door: bool) -> Result<AppView> {
    let link = offer::address(&viewer.institution, username, &offer.key);
    let (picture, width) = qr::path(&link)?;
    let secret = recovery::grouped(&offer::spelled(&offer.key)).replace('-', " ");
    Ok(AppView { form, is_door, secret, link, picture, width, offer: offer.sealed.clone() })
}

fn token(request: &HttpRequest) -> Result<String> {
    held(request).ok_or_else(again)
}

/// What the browser holds of a pending sign-in, if it holds anything.
pub(crate) fn held(request: &HttpRequest) -> Option<String> {
    viewer::cookie(request, COOKIE).filter(|value| value.len() == 32).map(str::to_owned)
}

/// What makes the browser forget it.
pub(crate) fn nothing_held() -> Cookie<'static> {
    no_cookie(COOKIE)
}

fn way(pending: &Pending) -> Way {
    match pending.way_in.as_str() {
        "link" => Way::Link,
        by if platform_of(by).is_some() => Way::SignOn,
        _ => Way::Password,
    }
}

/// None begun, too old, of another institution, or tried too often: one answer.
fn again() -> Error {
    Error::Conflict(Message::new("second-factor-again").leading_to("/sign-in", "sign-in-go"))
}
