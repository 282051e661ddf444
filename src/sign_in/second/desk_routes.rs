//! Handlers of the page where whoever runs the institution takes the second factor off somebody who has lost it.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::reset::reset;
use super::view::ResetView;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, SignedIn, Viewer};
use crate::rights::Right;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::NoticeView;

const ADMINS: &str = "those who run the institution";
const DESK: &str = "/admin/second-factor/";

/// The routes of the page.
pub fn routes() -> Vec<Entry> {
    vec![get(DESK, ADMINS, show_desk), post(DESK, ADMINS, "writes", post_reset)]
}

/// Whoever may do it; to everybody else there is no such page.
fn runner(viewer: &Viewer) -> Result<&SignedIn> {
    let who = viewer.somebody()?;
    if who.person.may(Right::ResetSecondFactor) { Ok(who) } else { Err(Error::NotFound) }
}

async fn show_desk(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    runner(&viewer)?;
    show(&site, &viewer, &request, &FormBody::default(), None, &Problems::default())
}

async fn post_reset(site: Data<Site>, viewer: Viewer, request: HttpRequest, typed: FormBody) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&["username", "reason"])?;
    let mut fields = Fields::of(&typed);
    let username = fields.needed_line("username", 60, "second-factor-username-missing").to_lowercase();
    let why = fields.needed_line("reason", 300, "second-factor-reason-missing");
    let mut problems = fields.problems;
    let person = site.roster.member_named(viewer.institution.id, &username);
    if problems.0.is_empty() && person.is_none() {
        problems.add("username", Message::new("second-factor-username-unknown"));
    }
    let Some(person) = person.filter(|_| problems.0.is_empty()) else {
        return show(&site, &viewer, &request, &typed, None, &problems);
    };
    let member = person.id;
    match site.write(move |tx| reset(tx, member, Some(by), &why)).await {
        Ok(has_way) => {
            let key = if has_way { "second-factor-was-reset" } else { "second-factor-was-reset-to-nothing" };
            let words = Message::new(key).with("name", &person.name);
            show(&site, &viewer, &request, &FormBody::default(), Some(words), &Problems::default())
        }
        Err(Error::Conflict(words)) => show(&site, &viewer, &request, &typed, None, &Problems::one("username", words)),
        Err(error) => Err(error),
    }
}

fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    typed: &FormBody,
    notice: Option<Message>,
    problems: &Problems,
) -> Result<HttpResponse> {
    let view = ResetView {
        form: site.form(viewer, "", problems),
        notice: notice
            .map(|message| NoticeView { tone: "ok".to_owned(), text: site.words.message(viewer.language(), &message) }),
        username: typed.get("username").to_owned(),
        reason: typed.get("reason").to_owned(),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, Around { audience: "", current: "" }, &view)
}
