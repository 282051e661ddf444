//! Handlers of the page where somebody who is signed in shows once more who they are.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::again_view::AgainView;
use super::form::renewed;
use super::routes::{enter, guess};
use super::second::check::{self, Worth, check};
use super::second::{model as factors, policy};
use super::view::ProviderView;
use super::{afresh, link, local, model, password, ways, ways_model as rows};
use crate::error::{Error, Message, Problems, Result};
use crate::http::limits::{Account, Limits};
use crate::http::session::Session;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::meters::{Outcome, Way};
use crate::site::drawing::Around;
use crate::site::{Site, Tx};
use crate::text;
use crate::theme::view::NoticeView;

const AROUND: Around<'static> = Around { audience: "", current: "" };

/// The routes of the page.
pub fn routes() -> Vec<Entry> {
    vec![
        get(afresh::PAGE, "the signed in", show_again),
        post(afresh::PAGE, "the signed in", "sign-in", post_again),
        post("/sign-in/again/link", "the signed in", "sign-in", post_link),
    ]
}

#[derive(Deserialize)]
struct Destination {
    to: Option<String>,
    sent: Option<String>,
}

async fn show_again(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    to: Query<Destination>,
) -> Result<HttpResponse> {
    viewer.signed_in(afresh::PAGE)?;
    let notice = to.sent.as_ref().map(|_| "ways-again-sent");
    let place = local(to.to.as_deref().unwrap_or("/"));
    ask(&site, &viewer, &request, &place, notice, &Problems::default()).await
}

async fn post_again(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let who = viewer.signed_in(afresh::PAGE)?;
    let known = ["username", "password", "code", "to"];
    let to = enter(&site, &viewer, &request, &limits, &typed, Way::Password, &known)?;
    // Counted with those at the door: a session that was left open is worth no more guesses than none.
    guess(&site, &limits, &Account::Of(who.person.id))?;
    let (session, code) = (who.session, typed.get("code").to_owned());
    let hash = site.read(move |conn| model::password(conn, session.member)).await?;
    if !password::is_right(typed.get("password").to_owned(), hash.clone()).await? {
        site.meters.sign_ins.count(Way::Password, Outcome::Refused);
        let problems = Problems::one("password", Message::new("sign-in-password-wrong"));
        return ask(&site, &viewer, &request, &to, None, &problems).await;
    }
    let proved = site.write_at_need(move |tx| prove(tx, &session, hash.as_deref(), &code)).await?;
    match proved {
        Ok(session) => renewed(&site, respond::see_other(&to), &session),
        Err(worth) => {
            site.meters.sign_ins.count(Way::Password, Outcome::Refused);
            let problems = check::message(worth).map_or_else(Problems::default, |words| Problems::one("code", words));
            let mut page = ask(&site, &viewer, &request, &to, None, &problems).await?;
            if matches!(worth, Worth::Wait(_)) {
                *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            }
            Ok(page)
        }
    }
}

/// What a password that was right is worth: a fresh session, unless a code belongs to it and is not good.
fn prove(
    tx: &mut Tx<'_>,
    session: &Session,
    hash: Option<&str>,
    code: &str,
) -> Result<std::result::Result<Session, Worth>> {
    crate::members::model::hold(tx.conn, session.member)?;
    // Judging takes a while, and it may have been changed in that while.
    if model::password(tx.conn, session.member)?.as_deref() != hash {
        return Err(Error::Conflict(Message::new("sign-in-changed").leading_to("/sign-in", "sign-in-go")));
    }
    if policy::is_asked(tx, session.member)? {
        match check(tx, session.member, code)? {
            Worth::Good => {}
            worth => return Ok(Err(worth)),
        }
    }
    afresh::prove(tx, session, "password").map(Ok)
}

/// Sends a link to their own address; following it signs them in once more.
async fn post_link(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let member = viewer.signed_in(afresh::PAGE)?.person.id;
    let to = enter(&site, &viewer, &request, &limits, &typed, Way::Link, &["to"])?;
    let contact = viewer.institution.contact_name.clone();
    let (house, has_mail, place) = (viewer.institution.id, site.config.mail.is_set(), to.clone());
    let sent = site.write(move |tx| {
        let address = rows::confirmed_address(tx.conn, member)?.filter(|_| has_mail);
        match &address {
            Some(address) => link::ask(tx, house, address, &place).map(|()| true),
            None => Ok(false),
        }
    });
    if !sent.await? {
        let words =
            Message::new("ways-again-no-way").with("name", contact).leading_to(afresh::address(&to), "ways-again-back");
        return Err(Error::Conflict(words));
    }
    site.meters.sign_ins.count(Way::Link, Outcome::Asked);
    Ok(respond::see_other(&format!("{}&sent=1", afresh::address(&to))))
}

/// The page with the ways that they have.
async fn ask(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    to: &str,
    notice: Option<&'static str>,
    problems: &Problems,
) -> Result<HttpResponse> {
    let who = viewer.signed_in(afresh::PAGE)?;
    let (member, has_mail, wanted) = (who.person.id, site.config.mail.is_set(), site.config.sign_in.second_factor);
    let read = site.read(move |conn| {
        let has_factor = factors::find(conn, member)?.is_some();
        Ok((ways::of(conn, member, has_mail)?, has_factor, policy::must(conn, wanted, member)?))
    });
    let (ways, has_factor, must_have) = read.await?;
    let way = |slug: &str| format!("/sso/{slug}/again?to={}", text::percent(to));
    let known = ways.identities.iter().filter(|one| one.is_on && one.can_prove);
    let view = AgainView {
        form: site.form(viewer, "", problems),
        notice: notice.map(|key| NoticeView {
            tone: "ok".to_owned(),
            text: site.words.message(viewer.language(), &Message::new(key)),
        }),
        to: to.to_owned(),
        username: who.person.username.clone(),
        contact: viewer.institution.contact_name.clone(),
        // Whoever must have a second factor and has none sets it up at the door, and not here.
        has_password: ways.has_password && (has_factor || !must_have),
        asks_code: has_factor,
        has_passkey: !ways.passkeys.is_empty(),
        has_address: ways.has_address,
        providers: known
            .map(|one| ProviderView { name: one.name.clone(), href: way(&one.slug), logo: String::new() })
            .collect(),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, AROUND, &view)
}
