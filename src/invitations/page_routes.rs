//! Handlers of what somebody sees who holds an invitation. Looking changes nothing: mail programs follow links, too.

use std::sync::Arc;

use actix_web::cookie::time::Duration;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::account::{self, Answer, Wanted};
use super::model::{self, Invitation};
use super::view::{AskedView, ConfirmAddressView, InvitedView};
use super::{request_model, rules, take};
use crate::cohorts::readers;
use crate::db::ids::CohortId;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::limits::Limits;
use crate::http::table::{Entry, get, post};
use crate::http::viewer::cookie;
use crate::http::{FormBody, Viewer, respond, secret};
use crate::meters::Way;
use crate::roster::{CohortEntry, CohortRole};
use crate::sign_in::form::{self, PUBLIC, client, visitor_token};
use crate::sign_in::link::MINUTES;
use crate::sign_in::second::enter::Next;
use crate::sign_in::second::routes::go_on;
use crate::site::Site;
use crate::text;
use crate::theme::view::{FormView, LinkView};

const HOLDERS: &str = "whoever has the link";
/// Where somebody comes back to who signs in first. The token is in a cookie meanwhile: an address to come back to is kept
/// in the database as it is, and this one is as good as a key.
pub(super) const MINE: &str = "/invitations/";
/// The cookie in which the browser keeps the token.
const KEPT: &str = "__Host-invitation";

/// The routes of these pages.
pub fn routes() -> Vec<Entry> {
    vec![
        get(MINE, "whoever has opened an invitation in this browser", show_mine),
        get("/invitations/confirm/{token}", HOLDERS, show_confirm),
        post("/invitations/confirm/{token}", HOLDERS, "sign-in", post_confirm),
        get("/invitations/{token}", HOLDERS, show_link),
        post("/invitations/{token}", HOLDERS, "writes", post_join),
        post("/invitations/{token}/account", HOLDERS, "sign-in", post_account),
    ]
}

async fn show_mine(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    let token = cookie(&request, KEPT).map(str::to_owned).ok_or_else(|| home("invitations-open-again"))?;
    show(&site, &viewer, &request, &token, &FormBody::default(), Problems::default()).await
}

async fn show_link(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    token: Path<String>,
) -> Result<HttpResponse> {
    show(&site, &viewer, &request, &token, &FormBody::default(), Problems::default()).await
}

async fn post_join(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    token: Path<String>,
    typed: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&[])?;
    find(&site, &viewer, &token).await?;
    let member = viewer.signed_in(MINE)?.person.id;
    let (house, token) = (viewer.institution.id, token.into_inner());
    let cohort = site.write(move |tx| take::by_link(tx, house, &token, member)).await.map_err(over)?;
    arrived(&site, cohort, None)
}

async fn post_account(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    token: Path<String>,
    typed: FormBody,
) -> Result<HttpResponse> {
    client(&site, &request).map_or(Ok(()), |address| limits.sign_in(address))?;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&["name", "email"])?;
    find(&site, &viewer, &token).await?;
    if viewer.who.is_some() {
        // They have an account: the page offers them to join by it.
        return Ok(respond::see_other(&format!("/invitations/{token}")));
    }
    if !site.config.mail.is_set() {
        let words = Message::new("invitations-ask-account").with("name", &viewer.institution.contact_name);
        return Err(Error::Conflict(words));
    }
    let mut fields = Fields::of(&typed);
    let name = fields.needed_line("name", 80, "members-name-missing");
    let address = fields.needed_line("email", 254, "invitations-email-missing");
    if fields.problems.0.is_empty() && !text::is_address(&address) {
        fields.problems.add("email", Message::new("members-email-form"));
    }
    if !fields.problems.0.is_empty() {
        return show(&site, &viewer, &request, &token, &typed, fields.problems).await;
    }
    let (house, held) = (viewer.institution.id, token.clone());
    let wanted = Wanted { name, address: address.clone() };
    let device = form::device(&request);
    match site.write(move |tx| account::ask(tx, house, &held, &wanted, &device)).await.map_err(over)? {
        Answer::In(next, cohort) => arrived(&site, cohort, Some(next)),
        Answer::Sent => {
            let view = AskedView { email: address, minutes: MINUTES, token: token.into_inner() };
            site.made_at(MINE, &viewer, 200, PUBLIC, &view)
        }
    }
}

async fn show_confirm(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    token: Path<String>,
) -> Result<HttpResponse> {
    let (held, now, house, of) = (token.clone(), site.now(), viewer.institution.id, site.clone());
    let found = site.read(move |conn| {
        let asked = request_model::by_token(conn, &held, now)?;
        let invitation = model::by_id(conn, asked.invitation_id)?;
        let invitation = invitation.filter(|one| one.institution_id == house && one.is_open(now));
        let (cohort, _) = invitation.and_then(|one| rules::opens(&of, &one)).ok_or(Error::NotFound)?;
        Ok((asked, cohort))
    });
    let (asked, cohort) = found.await.map_err(confirm_over)?;
    let (csrf, kept) = visitor_token(&site, &request)?;
    let view = ConfirmAddressView {
        form: FormView { csrf, ..FormView::default() },
        token: token.into_inner(),
        cohort: cohort.name.clone(),
        name: asked.name,
        email: asked.address,
    };
    let mut response = site.made_at(MINE, &viewer.as_visitor(), 200, PUBLIC, &view)?;
    kept.map_or(Ok(()), |cookie| response.add_cookie(&cookie)).map_err(Error::internal)?;
    Ok(response)
}

async fn post_confirm(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    token: Path<String>,
    typed: FormBody,
) -> Result<HttpResponse> {
    client(&site, &request).map_or(Ok(()), |address| limits.sign_in(address))?;
    site.accept(&request, &viewer.as_visitor(), &typed)?;
    typed.expect(&[])?;
    let (house, token) = (viewer.institution.id, token.into_inner());
    let device = form::device(&request);
    let done = site.write(move |tx| account::confirm(tx, house, &token, &device)).await;
    let (next, cohort) = done.map_err(confirm_over)?;
    arrived(&site, cohort, Some(next))
}

/// The invitation that a token opens here, with its cohort and its role.
async fn find(site: &Site, viewer: &Viewer, token: &str) -> Result<(Invitation, Arc<CohortEntry>, CohortRole)> {
    let (house, hash, now) = (viewer.institution.id, secret::hash(token), site.now());
    let found = site.read(move |conn| model::by_hash(conn, house, "link", &hash)).await?;
    let invitation = found.filter(|one| one.is_open(now)).ok_or(Error::NotFound).map_err(over)?;
    let (cohort, role) = rules::opens(site, &invitation).ok_or(Error::NotFound).map_err(over)?;
    Ok((invitation, cohort, role))
}

/// Shows it, with what was typed.
async fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    token: &str,
    typed: &FormBody,
    problems: Problems,
) -> Result<HttpResponse> {
    let (invitation, cohort, role) = find(site, viewer, token).await?;
    let me = viewer.who.as_ref().map(|who| &who.person);
    let mut form = site.form(viewer, "", &problems);
    let mut cookies = Vec::new();
    if me.is_none() {
        let (csrf, kept) = visitor_token(site, request)?;
        form.csrf = csrf;
        cookies.extend(kept);
        cookies.push(form::cookie(KEPT, token.to_owned()));
    }
    let mut audience = readers::audience(&cohort);
    // Who they are by name is for those who are in it.
    audience.cohorts.iter_mut().for_each(|readers| readers.href.clear());
    let is_in = me.is_some_and(|person| person.role_in(cohort.id).is_some());
    let maker = invitation.made_by.and_then(|id| site.roster.member(id));
    let view = InvitedView {
        form,
        token: token.to_owned(),
        cohort: cohort.name.clone(),
        role: role.word().to_owned(),
        by: maker.map_or_else(String::new, |person| person.name.clone()),
        note: invitation.note,
        audience,
        expires_at: invitation.expires_at.0,
        me: me.map_or_else(String::new, |person| person.name.clone()),
        there: is_in.then(|| LinkView { href: format!("/c/{}/", cohort.slug), text: cohort.name.clone() }),
        has_mail: site.config.mail.is_set(),
        name: typed.get("name").to_owned(),
        email: typed.get("email").to_owned(),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let mut response = site.made_at(MINE, viewer, status, PUBLIC, &view)?;
    cookies.iter().try_for_each(|cookie| response.add_cookie(cookie)).map_err(Error::internal)?;
    Ok(response)
}

/// They have a place in the cohort: on to it, or to what their sign-in goes on with. The browser forgets the token.
fn arrived(site: &Site, cohort: CohortId, next: Option<Next>) -> Result<HttpResponse> {
    let place = site.roster.cohort(cohort).map_or("/".to_owned(), |cohort| format!("/c/{}/", cohort.slug));
    let mut response = match next {
        Some(next) => go_on(site, next, Way::Link, &place)?,
        None => respond::see_other(&place),
    };
    let mut gone = form::cookie(KEPT, String::new());
    gone.set_max_age(Duration::ZERO);
    response.add_cookie(&gone).map_err(Error::internal)?;
    Ok(response)
}

/// An invitation that is used up, taken back, too old, of another institution or never was: one answer.
fn over(error: Error) -> Error {
    match error {
        Error::NotFound => home("invitations-over"),
        error => error,
    }
}

fn confirm_over(error: Error) -> Error {
    match error {
        Error::NotFound => home("invitations-confirm-over"),
        error => error,
    }
}

fn home(key: &'static str) -> Error {
    Error::Conflict(Message::new(key).leading_to("/", "invitations-go-home"))
}
