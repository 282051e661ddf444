//! Handlers under `/b/`: a board's pages, marking it as read, and its settings.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::add::WHO;
use super::change::{self, Draft};
use super::view::SettingsView;
use super::{model, readers};
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::pages::audience::Act;
use crate::roster::BoardEntry;
use crate::site::drawing::Around;
use crate::site::{Site, reading};

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/b/{board}/", "the board's readers", show_board),
        get("/b/{board}/settings", "who keeps order on the board", settings_form),
        post("/b/{board}/settings", "who keeps order on the board", "writes", post_settings),
        post("/b/{board}/read", "the board's signed-in readers", "writes", post_read),
    ]
}

/// Handlers whose pattern would take words that other slices use; the router gets them last.
pub fn last_routes() -> Vec<Entry> {
    vec![get("/b/{board}/{page}/", "the board's readers", show_page)]
}

async fn show_board(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    site.show(&request, &viewer, site.key(&viewer.institution, format!("/b/{slug}/"))).await
}

async fn show_page(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (slug, number) = path.into_inner();
    let number = number.parse::<u32>().ok().filter(|number| *number > 0).ok_or(Error::NotFound)?;
    let path = if number <= 1 { format!("/b/{slug}/") } else { format!("/b/{slug}/{number}/") };
    site.show(&request, &viewer, site.key(&viewer.institution, path)).await
}

async fn post_read(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    let (board, member) = (seen(&site, &viewer, &slug)?, viewer.somebody()?.person.id);
    let id = board.id;
    let read = site.write(move |tx| {
        // Up to what there is, not up to now: what is written next is new even under a clock that was set back.
        let at = model::latest(tx.conn, &[id])?.unwrap_or(tx.now);
        reading::read_boards(tx, member, &[id], at)
    });
    read.await?;
    Ok(respond::see_other(&format!("/b/{}/", board.slug)))
}

async fn settings_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let board = kept(&site, &viewer, &slug)?;
    let id = board.id;
    let now = site.read(move |conn| model::by_id(conn, id)).await?;
    let typed = Typed {
        name: now.name,
        description: now.description,
        start: now.start_rule,
        reply: now.reply_rule,
        position: now.position.to_string(),
        is_archived: now.archived_at.is_some(),
        edit_minutes: now.edit_minutes.map_or_else(String::new, |minutes| minutes.to_string()),
    };
    settings(&site, &viewer, &request, &board, typed, Problems::default())
}

async fn post_settings(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["name", "description", "start", "reply", "position", "is_archived", "edit_minutes"])?;
    let board = kept(&site, &viewer, &slug)?;
    let mut fields = Fields::of(&form);
    let name = fields.needed_line("name", 80, "boards-name-missing");
    let description = fields.line("description", 300);
    let (start, reply) = (fields.choice("start", &WHO), fields.choice("reply", &WHO));
    let typed = Typed {
        name,
        description,
        start,
        reply,
        position: form.get("position").to_owned(),
        is_archived: form.has("is_archived"),
        edit_minutes: form.get("edit_minutes").trim().to_owned(),
    };
    let position = typed.position.trim().parse::<i32>().ok().filter(|position| (0..=9_999).contains(position));
    if position.is_none() {
        fields.problems.add("position", Message::new("boards-position-form"));
    }
    let minutes = typed.edit_minutes.parse::<i32>().ok().filter(|minutes| (1..=525_600).contains(minutes));
    if minutes.is_none() && !typed.edit_minutes.is_empty() {
        fields.problems.add("edit_minutes", Message::new("boards-edit-minutes-form"));
    }
    let (Some(position), true) = (position, fields.problems.0.is_empty()) else {
        let raw = Typed { name: form.get("name").to_owned(), description: form.get("description").to_owned(), ..typed };
        return settings(&site, &viewer, &request, &board, raw, fields.problems);
    };
    let draft = Draft {
        name: typed.name,
        description: typed.description,
        start: typed.start,
        reply: typed.reply,
        position,
        is_archived: typed.is_archived,
        edit_minutes: minutes,
    };
    let (id, by) = (board.id, viewer.somebody()?.person.id);
    site.write(move |tx| change::change(tx, id, &draft, by)).await?;
    Ok(respond::see_other(&format!("/b/{}/", board.slug)))
}

/// What stands in the form.
struct Typed {
    name: String,
    description: String,
    start: String,
    reply: String,
    position: String,
    is_archived: bool,
    edit_minutes: String,
}

fn settings(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    board: &Arc<BoardEntry>,
    typed: Typed,
    problems: Problems,
) -> Result<HttpResponse> {
    let entries = [board.clone()];
    let meta = readers::meta(&site.roster, &entries);
    let view = SettingsView {
        form: site.form(viewer, "", &problems),
        slug: board.slug.clone(),
        crumbs: readers::crumbs(&site.roster, board.id, &entries),
        title: board.name.clone(),
        audience: readers::audience(&site.roster, &entries),
        name: typed.name,
        description: typed.description,
        start: typed.start,
        reply: typed.reply,
        position: typed.position,
        is_archived: typed.is_archived,
        edit_minutes: typed.edit_minutes,
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}

/// The board, for those who may read it.
pub fn seen(site: &Site, viewer: &Viewer, slug: &str) -> Result<Arc<BoardEntry>> {
    let board = site.roster.board_named(viewer.institution.id, slug).ok_or(Error::NotFound)?;
    if board.allows(Act::Read, viewer.circles()) { Ok(board) } else { Err(Error::NotFound) }
}

/// The board, for those who keep it in order; its other readers hear that they may not.
fn kept(site: &Site, viewer: &Viewer, slug: &str) -> Result<Arc<BoardEntry>> {
    let board = seen(site, viewer, slug)?;
    viewer.somebody()?;
    match change::may_change(site, viewer, &board) {
        true => Ok(board),
        false => Err(Error::Forbidden(Message::new("boards-may-not-change"))),
    }
}
