//! Handlers of one's own ways in: the second factor, and the devices.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::check::{self, Worth, check};
use super::offer::{self, Offer};
use super::view::{DeviceView, RecoveryView, WaysView};
use super::{enter, model, policy, routes as door, totp, turn};
use crate::db::ids::{SessionId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::session::{self as sessions, Session};
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, SignedIn, Viewer, respond};
use crate::members;
use crate::sign_in::ways_view::OwnWaysView;
use crate::sign_in::{afresh, form, session, ways};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::NoticeView;

/// The page of one's own ways in.
const WAYS: &str = "/settings/sign-in/";
const AROUND: Around<'static> = Around { audience: "", current: "" };

/// The routes of the page.
pub fn routes() -> Vec<Entry> {
    vec![
        get(WAYS, "the signed in", show_ways),
        post("/settings/sign-in/app", "the signed in", "writes", post_app),
        post("/settings/sign-in/app/on", "the signed in", "writes", post_on),
        post("/settings/sign-in/end", "the signed in", "writes", post_end),
    ]
}

#[derive(Deserialize)]
struct Done {
    done: Option<String>,
}

/// What can have been done, each with its words.
const DONE: [(&str, &str); 7] = [
    ("off", "second-factor-turned-off"),
    ("ended", "second-factor-ended"),
    ("others", "second-factor-others-ended"),
    ("linked", "ways-linked"),
    ("unlinked", "ways-unlinked"),
    ("passkey-added", "passkey-added"),
    ("passkey-removed", "passkey-removed"),
];

async fn show_ways(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    done: actix_web::web::Query<Done>,
) -> Result<HttpResponse> {
    viewer.signed_in(WAYS)?;
    let key = DONE.iter().find(|(word, _)| done.done.as_deref() == Some(word)).map(|(_, key)| *key);
    ways(&site, &viewer, &request, 200, key, &FormBody::default(), &Problems::default()).await
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
            ways(&site, &viewer, &request, status, None, &FormBody::default(), &problems).await
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

async fn post_end(site: Data<Site>, viewer: Viewer, request: HttpRequest, typed: FormBody) -> Result<HttpResponse> {
    let own = viewer.signed_in(WAYS)?.session;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&["session"])?;
    if typed.get("session") == "others" {
        let session = site.write_at_need(move |tx| session::renew(tx, &own)).await?;
        return renewed(&site, respond::see_other(&format!("{WAYS}?done=others")), &session);
    }
    let wanted: SessionId = typed.get("session").parse().map_err(|_| Error::NotFound)?;
    let change = site.write_at_need(move |tx| {
        let open = sessions::open(tx.conn, own.member, tx.now)?.into_iter().find(|open| open.id == wanted);
        let open = open.ok_or(Error::NotFound)?;
        session::end(tx, &Session { id: open.id, expires_at: open.expires_at, ..own }).map(drop)
    });
    change.await?;
    if wanted != own.id {
        return Ok(respond::see_other(&format!("{WAYS}?done=ended")));
    }
    let mut response = respond::see_other("/sign-in?ended=1");
    response.add_cookie(&form::no_session()).map_err(Error::internal)?;
    Ok(response)
}

/// The answer, with the cookie of the session under its new id.
pub(crate) fn renewed(site: &Site, answer: HttpResponse, session: &Session) -> Result<HttpResponse> {
    let mut answer = answer;
    answer.add_cookie(&form::session_cookie(site, session)).map_err(Error::internal)?;
    Ok(answer)
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

/// The page; `typed` is what stands in the form for a passkey.
pub(crate) async fn ways(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    status: u16,
    notice: Option<&'static str>,
    typed: &FormBody,
    problems: &Problems,
) -> Result<HttpResponse> {
    let (own, now, wanted) = (viewer.signed_in(WAYS)?.session, site.now(), site.config.sign_in.second_factor);
    let has_mail = site.config.mail.is_set();
    let read = site.read(move |conn| {
        let factor = (model::find(conn, own.member)?, model::codes_left(conn, own.member)?);
        let ways = ways::of(conn, own.member, has_mail)?;
        Ok((factor, policy::must(conn, wanted, own.member)?, ways, sessions::open(conn, own.member, now)?))
    });
    let ((factor, codes_left), is_needed, ways, open) = read.await?;
    let device = |open: sessions::Open| DeviceView {
        session: open.id.to_string(),
        seen: if open.id == own.id { now.0 } else { last_seen(site, &open).0 },
        name: open.device.unwrap_or_default(),
        way: word_of(&open.way_in).to_owned(),
        at: open.created_at.0,
        is_this: open.id == own.id,
    };
    let view = WaysView {
        form: site.form(viewer, "", problems),
        notice: notice.map(|key| NoticeView {
            tone: "ok".to_owned(),
            text: site.words.message(viewer.language(), &Message::new(key)),
        }),
        since: factor.map(|factor| factor.created_at.0),
        codes_left,
        is_needed,
        passkey_name: typed.get("passkey_name").to_owned(),
        ways: OwnWaysView::of(&ways, &viewer.institution),
        devices: open.into_iter().filter(|open| is_current(site, open, own, now)).map(device).collect(),
    };
    site.made(request, viewer, status, AROUND, &view)
}

/// When a session was last used, as far as anybody noted.
fn last_seen(site: &Site, open: &sessions::Open) -> Time {
    let noted = site.seen.of(open.id).max(open.seen_at);
    noted.unwrap_or(open.created_at).max(open.created_at)
}

/// Whether one that has not ended still lets somebody in, by the setting as it is now.
fn is_current(site: &Site, open: &sessions::Open, own: Session, now: Time) -> bool {
    let session = Session { id: open.id, expires_at: open.expires_at, ..own };
    session.is_within(site.config.sign_in.session_seconds(), now)
}

/// What the words for a way in are called.
fn word_of(way_in: &str) -> &str {
    match (session::provider_of(way_in), session::platform_of(way_in)) {
        (Some(_), _) => "sign-on",
        (_, Some(_)) => "course",
        _ => way_in,
    }
}
