//! Handlers of coming in by a passkey, and of showing by one once more who one is.

use actix_web::cookie::time::Duration;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::ceremony::{self, Question};
use super::challenge::{self, Begun, Deed};
use super::challenge_model::LIFE_SECONDS;
use super::refusal::refused;
use super::view::PasskeyView;
use super::{come, model};
use crate::error::{Error, Message, Problems, Result};
use crate::http::limits::Limits;
use crate::http::secret::hash;
use crate::http::session::Session;
use crate::http::table::{Entry, post};
use crate::http::{FormBody, Viewer, security, viewer};
use crate::meters::{Outcome, Way};
use crate::sign_in::form::{PUBLIC, cookie, device, no_cookie, visitor_token};
use crate::sign_in::routes::{enter as let_in, signed_in};
use crate::sign_in::second::enter as second;
use crate::sign_in::second::routes::{held, nothing_held};
use crate::sign_in::{address, afresh};
use crate::site::Site;
use crate::theme::view::FormView;

/// The cookie of the browser in which a challenge was begun.
const COOKIE: &str = "__Host-passkey";

/// The routes.
pub fn routes() -> Vec<Entry> {
    vec![
        post("/sign-in/passkey", "everybody", "sign-in", post_ask),
        post("/sign-in/passkey/answer", "whoever was asked for a passkey", "sign-in", post_answer),
    ]
}

/// What somebody does: those who are signed in show who they are, the others come in; and the page with the other ways.
fn deed(own: Option<Session>, to: &str) -> (Deed, String) {
    if own.is_some() { (Deed::Again, afresh::address(to)) } else { (Deed::In, address(to)) }
}

async fn post_ask(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let to = let_in(&site, &viewer, &request, &limits, &typed, Way::Passkey, &["to"])?;
    let own = viewer.who.as_ref().map(|who| who.session);
    let (deed, back) = deed(own, &to);
    let wanted = wanted(&site, &viewer, &request).await?;
    let question = ceremony::ask(&ceremony::side(&viewer.institution, site.config.port())?, wanted)?;
    let begun = Begun { deed, own, name: String::new(), to };
    site.meters.sign_ins.count(Way::Passkey, Outcome::Asked);
    let page = Asked { begun, question, action: "/sign-in/passkey/answer", back };
    show(&site, &viewer, &request, page).await
}

/// Which keys are asked for: after a first factor those of whose it was, else any.
async fn wanted(site: &Site, viewer: &Viewer, request: &HttpRequest) -> Result<Vec<String>> {
    let Some(held) = held(request).filter(|_| viewer.who.is_none()) else { return Ok(Vec::new()) };
    let (house, now) = (viewer.institution.id, site.now());
    let read = site.read(move |conn| match second::pending(conn, house, &held, now)? {
        Some(pending) => model::of(conn, pending.member_id),
        None => Ok(Vec::new()),
    });
    Ok(read.await?.into_iter().map(|row| row.credential).collect())
}

async fn post_answer(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let_in(&site, &viewer, &request, &limits, &typed, Way::Passkey, &["answer"])?;
    let (house, own) = (&viewer.institution, viewer.who.as_ref().map(|who| who.session));
    let member = own.map(|own| own.member);
    let (wanted, back) = deed(own, "/");
    let (token, id) = (hash(token(&request).ok_or_else(|| over(&back))?), house.id);
    let (to, done) = match site.write_at_need(move |tx| challenge::take(tx, id, &token, wanted, own)).await? {
        Err(fault) => ("/".to_owned(), Err((fault, member))),
        Ok((challenge, state)) => {
            let done = match come::judge(&site, house, typed.get("answer"), state).await? {
                Ok(judged) => come::enter(&site, &challenge, own, judged, (&device(&request), held(&request))).await?,
                Err(refused) => Err(refused),
            };
            (challenge.destination, done)
        }
    };
    match done {
        Ok(session) => {
            let mut response = signed_in(&site, &session, Way::Passkey, &to)?;
            for cookie in [no_cookie(COOKIE), nothing_held()] {
                response.add_cookie(&cookie).map_err(Error::internal)?;
            }
            Ok(response)
        }
        Err((fault, member)) => {
            site.meters.sign_ins.count(Way::Passkey, Outcome::Refused);
            Err(refused(&site, house.id, member, fault, &deed(own, &to).1).await)
        }
    }
}

/// What a page asks a device.
pub(super) struct Asked {
    pub begun: Begun,
    pub question: Question,
    pub action: &'static str,
    pub back: String,
}

/// Notes a challenge and shows the page that asks; it alone may run our script.
pub(super) async fn show(site: &Site, viewer: &Viewer, request: &HttpRequest, asked: Asked) -> Result<HttpResponse> {
    let (form, form_cookie) = match &viewer.who {
        Some(_) => (site.form(viewer, "", &Problems::default()), None),
        None => {
            let (csrf, cookie) = visitor_token(site, request)?;
            (FormView { csrf, ..FormView::default() }, cookie)
        }
    };
    let view = PasskeyView {
        form,
        deed: asked.begun.deed.word().to_owned(),
        action: asked.action.to_owned(),
        options: asked.question.options.clone(),
        back: asked.back,
    };
    let token = challenge::begin(site, viewer.institution.id, asked.begun, &asked.question).await?;
    let mut response = site.made(request, viewer, 200, PUBLIC, &view)?;
    security::allow_script(response.headers_mut());
    let mut held = cookie(COOKIE, token);
    held.set_max_age(Duration::seconds(LIFE_SECONDS));
    for cookie in form_cookie.into_iter().chain([held]) {
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}

/// What the browser holds.
pub(super) fn token(request: &HttpRequest) -> Option<&str> {
    viewer::cookie(request, COOKIE).filter(|value| value.len() == 32)
}

/// Nothing was asked in this browser, or it was answered: nobody tried anything, so nothing is written down.
pub(super) fn over(to: &str) -> Error {
    Error::Conflict(Message::new("passkey-refused").leading_to(to, "passkey-back"))
}
