//! The page of one's own ways in: all of them, the second factor, and the devices on which one is signed in.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::form::{self, renewed};
use super::second::{model, policy};
use super::session;
use super::ways::{self, PAGE};
use super::ways_view::{DeviceView, OwnWaysView, WaysView};
use crate::db::ids::{SessionId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::session::{self as sessions, Session};
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::NoticeView;

const AROUND: Around<'static> = Around { audience: "", current: "" };

/// The routes of the page.
pub fn routes() -> Vec<Entry> {
    vec![get(PAGE, "the signed in", show_ways), post("/settings/sign-in/end", "the signed in", "writes", post_end)]
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

async fn show_ways(site: Data<Site>, viewer: Viewer, request: HttpRequest, done: Query<Done>) -> Result<HttpResponse> {
    viewer.signed_in(PAGE)?;
    let key = DONE.iter().find(|(word, _)| done.done.as_deref() == Some(word)).map(|(_, key)| *key);
    page(&site, &viewer, &request, 200, key, &FormBody::default(), &Problems::default()).await
}

async fn post_end(site: Data<Site>, viewer: Viewer, request: HttpRequest, typed: FormBody) -> Result<HttpResponse> {
    let own = viewer.signed_in(PAGE)?.session;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&["session"])?;
    if typed.get("session") == "others" {
        let session = site.write_at_need(move |tx| session::renew(tx, &own)).await?;
        return renewed(&site, respond::see_other(&format!("{PAGE}?done=others")), &session);
    }
    let wanted: SessionId = typed.get("session").parse().map_err(|_| Error::NotFound)?;
    let change = site.write_at_need(move |tx| {
        let open = sessions::open(tx.conn, own.member, tx.now)?.into_iter().find(|open| open.id == wanted);
        let open = open.ok_or(Error::NotFound)?;
        session::end(tx, &Session { id: open.id, expires_at: open.expires_at, ..own }).map(drop)
    });
    change.await?;
    if wanted != own.id {
        return Ok(respond::see_other(&format!("{PAGE}?done=ended")));
    }
    let mut response = respond::see_other("/sign-in?ended=1");
    response.add_cookie(&form::no_session()).map_err(Error::internal)?;
    Ok(response)
}

/// The page; `typed` is what stands in the form for a passkey.
pub(crate) async fn page(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    status: u16,
    notice: Option<&'static str>,
    typed: &FormBody,
    problems: &Problems,
) -> Result<HttpResponse> {
    let (own, now, wanted) = (viewer.signed_in(PAGE)?.session, site.now(), site.config.sign_in.second_factor);
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
