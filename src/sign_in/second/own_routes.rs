//! Handlers of one's own second factor, on the page of one's ways in.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::check::{self, Worth, check};
use super::offer::{self, Offer};
use super::view::RecoveryView;
use super::{enter, model, policy, routes as door, totp, turn};
use crate::error::{Error, Message, Problems, Result};
use crate::http::session::Session;
use crate::http::table::{Entry, post};
use crate::http::{FormBody, SignedIn, Viewer, respond};
use crate::members;
use crate::sign_in::form::renewed;
use crate::sign_in::ways::PAGE as WAYS;
use crate::sign_in::ways_routes::page;
use crate::sign_in::{afresh, session};
use crate::site::Site;
use crate::site::drawing::Around;

const AROUND: Around<'static> = Around { audience: "", current: "" };

/// The routes.
pub fn routes() -> Vec<Entry> {
    vec![
        post("/settings/sign-in/app", "the signed in", "writes", post_app),
        post("/settings/sign-in/app/on", "the signed in", "writes", post_on),
    ]
}

/// By what they have shown who they are to whom a secret is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// In a session that was fresh.
    Fresh,
    /// By a code of the app that they have.
    Code,
}

/// What came of a code.
enum Came {
    Offer(Proof),
    Stale,
    Codes(Vec<String>),
    Off(Session),
    Not(Worth),
}

async fn post_app(site: Data<Site>, viewer: Viewer, request: HttpRequest, typed: FormBody) -> Result<HttpResponse> {
    let who = viewer.signed_in(WAYS)?;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&["do", "code"])?;
    let (deed, code, session) = (typed.get("do").to_owned(), typed.get("code").to_owned(), who.session);
    if !["start", "codes", "off"].contains(&deed.as_str()) {
        return Err(Error::Malformed(Message::new("error-malformed-form")));
    }
    let came = site.write(move |tx| {
        let member = session.member;
        members::model::hold(tx.conn, member)?;
        let has_one = model::find(tx.conn, member)?.is_some();
        if !has_one {
            // Nothing is there yet that a code could be asked of, nor be turned off.
            return match deed == "start" {
                true if afresh::is_fresh(tx.conn, session.id, tx.now)? => Ok(Came::Offer(Proof::Fresh)),
                true => Ok(Came::Stale),
                false => Err(Error::Conflict(none())),
            };
        }
        if deed == "off" && policy::must_have(tx, member)? {
            return Err(Error::Conflict(Message::new("second-factor-needed").leading_to(WAYS, "second-factor-back")));
        }
        match check(tx, member, &code)? {
            Worth::Good => {}
            worth => return Ok(Came::Not(worth)),
        }
        match deed.as_str() {
            "start" => Ok(Came::Offer(Proof::Code)),
            "codes" => turn::new_codes(tx, member).map(Came::Codes),
            _ => turn::off(tx, member).and_then(|()| session::renew(tx, &session)).map(Came::Off),
        }
    });
    match came.await? {
        Came::Offer(proof) => {
            let offer = offer::make(&site, &place(&who.session, proof))?;
            show_offer(&site, &viewer, &request, &offer, 200, &Problems::default())
        }
        Came::Stale => Ok(respond::see_other(&afresh::address(WAYS))),
        Came::Codes(codes) => site.made(&request, &viewer, 200, AROUND, &RecoveryView { codes, to: WAYS.to_owned() }),
        Came::Off(session) => renewed(&site, respond::see_other(&format!("{WAYS}?done=off")), &session),
        Came::Not(worth) => {
            let problems = check::message(worth).map_or_else(Problems::default, |words| Problems::one("code", words));
            let status = if matches!(worth, Worth::Wait(_)) { 429 } else { 422 };
            page(&site, &viewer, &request, status, None, &FormBody::default(), &problems).await
        }
    }
}

async fn post_on(site: Data<Site>, viewer: Viewer, request: HttpRequest, typed: FormBody) -> Result<HttpResponse> {
    let who = viewer.signed_in(WAYS)?;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&["code", "offer"])?;
    let session = who.session;
    let opened = |proof| Some((offer::open(&site, &place(&session, proof), typed.get("offer"))?, proof));
    let Some((offer, proof)) = opened(Proof::Fresh).or_else(|| opened(Proof::Code)) else {
        return Err(Error::Conflict(Message::new("second-factor-offer-over").leading_to(WAYS, "second-factor-back")));
    };
    let Some(step) = totp::step_of(&offer.key, &enter::digits(typed.get("code")), site.now())? else {
        let problems = Problems::one("code", Message::new("second-factor-wrong"));
        return show_offer(&site, &viewer, &request, &offer, 422, &problems);
    };
    let change = site.write(move |tx| {
        members::model::hold(tx.conn, session.member)?;
        if proof == Proof::Fresh && !afresh::is_still_fresh(tx.conn, session.id, tx.now)? {
            return Ok(None);
        }
        let codes = turn::on(tx, session.member, &offer.key, step)?;
        Ok(Some((codes, session::renew(tx, &session)?)))
    });
    let Some((codes, session)) = change.await? else { return Ok(respond::see_other(&afresh::address(WAYS))) };
    let mut viewer = viewer.clone();
    viewer.who = viewer.who.map(|who| SignedIn { session, ..who });
    let view = RecoveryView { codes, to: WAYS.to_owned() };
    renewed(&site, site.made(&request, &viewer, 200, AROUND, &view)?, &session)
}

/// The place that an offer to a session belongs to.
fn place(session: &Session, proof: Proof) -> String {
    match proof {
        Proof::Fresh => format!("session {}", session.id),
        Proof::Code => format!("session {} by code", session.id),
    }
}

fn none() -> Message {
    Message::new("second-factor-off-already").leading_to(WAYS, "second-factor-back")
}

fn show_offer(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    offer: &Offer,
    status: u16,
    problems: &Problems,
) -> Result<HttpResponse> {
    let username = &viewer.signed_in(WAYS)?.person.username;
    let view = door::app(viewer, username, offer, site.form(viewer, "", problems), false)?;
    site.made(request, viewer, status, AROUND, &view)
}
