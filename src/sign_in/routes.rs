//! Handlers of signing in and out.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::form::{self, PUBLIC, Saying, client, visitor_token};
use super::second::enter::{First, after_first, instead_of};
use super::second::routes::go_on;
use super::view::{SentView, SignInLinkView};
use super::{hint, link, local, model, password, session};
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::limits::{Account, Limits};
use crate::http::session::Session;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::meters::{Outcome, Way};
use crate::site::Site;
use crate::text::{clean_line, is_address};
use crate::theme::view::FormView;

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/sign-in", "everybody", show_sign_in),
        post("/sign-in", "everybody", "sign-in", post_link),
        post("/sign-in/password", "everybody", "sign-in", post_password),
        get("/sign-in/link/{token}", "whoever has the link", show_link),
        post("/sign-in/link/{token}", "whoever has the link", "sign-in", post_consume),
        post("/sign-out", "the signed in", "writes", post_sign_out),
    ]
}

/// Where to go afterwards.
#[derive(Deserialize)]
struct Destination {
    to: Option<String>,
    ended: Option<String>,
    login_hint: Option<String>,
}

async fn show_sign_in(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    to: Query<Destination>,
) -> Result<HttpResponse> {
    let place = local(to.to.as_deref().unwrap_or("/"));
    if viewer.who.is_some() {
        return Ok(respond::see_other(&place));
    }
    let notice = to.ended.as_ref().map(|_| "sign-in-ended");
    let hint = hint(to.login_hint.as_deref());
    let mut typed = FormBody::default();
    typed.set("email", hint.clone());
    typed.set("username", hint.clone());
    let saying = Saying { notice, still_in_at: to.ended.clone(), hint, ..Saying::default() };
    form::show(&site, &viewer, &request, &typed, &place, &saying)
}

async fn post_link(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let to = enter(&site, &viewer, &request, &limits, &typed, Way::Link, &["email", "to"])?;
    // A letter that waits for a mail server would only bring a link whose time is over.
    if !site.config.mail.is_set() {
        let words = Message::new("sign-in-no-mail").with("name", &viewer.institution.contact_name);
        return Err(Error::Conflict(words.leading_to(super::address(&to), "sign-in-go")));
    }
    let mut fields = Fields::of(&typed);
    let address = fields.needed_line("email", 254, "sign-in-email-missing");
    if fields.problems.0.is_empty() && !is_address(&address) {
        fields.problems.add("email", Message::new("members-email-form"));
    }
    if !fields.problems.0.is_empty() {
        let saying = Saying { link: fields.problems, ..Saying::default() };
        return form::show(&site, &viewer, &request, &typed, &to, &saying);
    }
    let (institution, asked, place) = (viewer.institution.id, address.clone(), to.clone());
    // Beyond that the page is the same, and no letter is on its way.
    if limits.may_ask(institution, &address) {
        site.write(move |tx| link::ask(tx, institution, &asked, &place)).await?;
    }
    site.meters.sign_ins.count(Way::Link, Outcome::Asked);
    let view = SentView { email: address, minutes: link::MINUTES, to };
    site.made(&request, &viewer, 200, PUBLIC, &view)
}

async fn post_password(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let to = enter(&site, &viewer, &request, &limits, &typed, Way::Password, &["username", "password", "to"])?;
    let name = clean_line(typed.get("username")).to_lowercase();
    let institution = viewer.institution.id;
    let wanted = name.clone();
    let found = site
        .read(move |conn| {
            let member = match crate::members::model::by_address(conn, institution, &wanted)? {
                Some(member) => Some(member),
                None => crate::members::model::by_username(conn, institution, &wanted).ok().map(|row| row.id),
            };
            let hash = member.map(|member| model::password(conn, member)).transpose()?.flatten();
            Ok((member, hash))
        })
        .await?;
    let account = found.0.map_or_else(|| Account::Nobody(institution, name), Account::Of);
    guess(&site, &limits, &account)?;
    let may_enter = found.0.and_then(|member| site.roster.member(member)).is_some_and(|person| person.may_enter);
    let hash = found.1.clone();
    let is_right = password::is_right(typed.get("password").to_owned(), found.1).await?;
    let Some(member) = found.0.filter(|_| is_right && may_enter) else {
        site.meters.sign_ins.count(Way::Password, Outcome::Refused);
        let problems = Problems::one("username", Message::new("sign-in-wrong"));
        let saying = Saying { password: problems, ..Saying::default() };
        return form::show(&site, &viewer, &request, &typed, &to, &saying);
    };
    let (device, place) = (form::device(&request), to.clone());
    let next = site.write_at_need(move |tx| {
        // Judging takes a while, and it may have been changed in that while.
        crate::members::model::hold(tx.conn, member)?;
        if model::password(tx.conn, member)? != hash {
            return Err(Error::Conflict(Message::new("sign-in-changed").leading_to("/sign-in", "sign-in-go")));
        }
        let first = First { member, way_in: "password", to: &place, device: &device };
        after_first(tx, &first)
    });
    go_on(&site, next.await?, Way::Password, &to)
}

async fn show_link(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    token: Path<String>,
) -> Result<HttpResponse> {
    let (wanted, now, institution) = (token.clone(), site.now(), viewer.institution.id);
    let of = site.clone();
    let found = site.read(move |conn| {
        let (member, _) = model::link(conn, &wanted, now)?;
        let person = of.roster.member(member).ok_or(Error::NotFound)?;
        if person.institution == institution && person.may_enter { Ok(person) } else { Err(Error::NotFound) }
    });
    let person = found.await.map_err(used_up)?;
    // Whoever follows a link that a stranger sent them would write in the stranger's account.
    let other = viewer.who.as_ref().filter(|who| who.person.id != person.id);
    let (csrf, cookie) = visitor_token(&site, &request)?;
    let view = SignInLinkView {
        form: FormView { csrf, ..FormView::default() },
        token: token.into_inner(),
        name: person.name.clone(),
        other: other.map(|who| who.person.name.clone()).unwrap_or_default(),
    };
    let as_visitor = viewer.as_visitor();
    let mut response = site.made(&request, &as_visitor, 200, PUBLIC, &view)?;
    if let Some(cookie) = cookie {
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}

async fn post_consume(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    token: Path<String>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let as_visitor = viewer.as_visitor();
    enter(&site, &as_visitor, &request, &limits, &typed, Way::Link, &[])?;
    let (institution, token) = (viewer.institution.id, token.into_inner());
    let (device, before) = (form::device(&request), viewer.who.as_ref().map(|who| who.session));
    let came = site.write_at_need(move |tx| {
        let (next, to) = link::consume(tx, institution, &token, &device)?;
        // Whoever was asked once more who they are goes on in one session, not in two; and somebody else's ends.
        if let Some(before) = before {
            instead_of(tx, &before, &next)?;
        }
        Ok((next, to))
    });
    let (next, to) = came.await.map_err(|error| {
        site.meters.sign_ins.count(Way::Link, Outcome::Refused);
        used_up(error)
    })?;
    go_on(&site, next, Way::Link, &to)
}

async fn post_sign_out(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    typed: FormBody,
) -> Result<HttpResponse> {
    let Some(who) = &viewer.who else { return Ok(respond::see_other("/")) };
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&[])?;
    let opened = who.session;
    let provider = site.write_at_need(move |tx| session::end(tx, &opened)).await?;
    let place = format!("/sign-in?ended={}", provider.as_deref().unwrap_or("1"));
    let mut response = respond::see_other(&place);
    response.add_cookie(&form::no_session()).map_err(Error::internal)?;
    // What the browser still keeps of private pages is not for whoever sits down next.
    response.headers_mut().insert(
        actix_web::http::header::HeaderName::from_static("clear-site-data"),
        actix_web::http::header::HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

/// Counts the attempt, then lets the form in.
pub(super) fn enter(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    limits: &Limits,
    typed: &FormBody,
    way: Way,
    known: &[&str],
) -> Result<String> {
    // Nothing can be guessed where a passkey is asked for, and a lecture room of them may come at once.
    let count = |address| if way == Way::Passkey { limits.sign_on(address) } else { limits.sign_in(address) };
    if let Some(Err(error)) = client(site, request).map(count) {
        site.meters.sign_ins.count(way, Outcome::Limited);
        return Err(error);
    }
    site.accept(request, viewer, typed)?;
    typed.expect(known)?;
    Ok(local(typed.get("to")))
}

/// Counts a password that is tried for an account.
pub(super) fn guess(site: &Site, limits: &Limits, account: &Account) -> Result<()> {
    limits.account(account).inspect_err(|_| site.meters.sign_ins.count(Way::Password, Outcome::Limited))
}

/// Somebody is in.
pub(super) fn signed_in(site: &Site, opened: &Session, way: Way, to: &str) -> Result<HttpResponse> {
    site.meters.sign_ins.count(way, Outcome::In);
    let mut response = respond::see_other(to);
    response.add_cookie(&form::session_cookie(site, opened)).map_err(Error::internal)?;
    Ok(response)
}

/// A link that is used up, too old or never was: one answer, with what to do next.
fn used_up(error: Error) -> Error {
    match error {
        Error::NotFound => Error::Conflict(Message::new("sign-in-link-used").leading_to("/sign-in", "sign-in-go")),
        error => error,
    }
}
