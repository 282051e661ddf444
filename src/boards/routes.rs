//! Handlers under `/b/`: a board's pages, and marking it as read.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::model::listing;
use super::{change, model, settings_routes};
use crate::error::{Error, Message, Result};
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::pages::audience::Act;
use crate::rights::{self, Right};
use crate::roster::{BoardEntry, BoardKind};
use crate::site::{Site, reading};
use crate::text;

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/b/{board}/", "the board's readers", show_board),
        get("/b/{board}/settings", "who keeps order on the board", settings_routes::settings_form),
        post("/b/{board}/settings", "who keeps order on the board", "writes", settings_routes::post_settings),
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
    if let Some(thread) = only_thread(&site, &viewer, &slug).await? {
        return Ok(respond::found(&thread));
    }
    site.show(&request, &viewer, site.key(&viewer.institution, format!("/b/{slug}/"))).await
}

/// Where the address of a board of one thread leads its readers; those who keep order there are not led on.
async fn only_thread(site: &Data<Site>, viewer: &Viewer, slug: &str) -> Result<Option<String>> {
    let board = site.roster.board_named(viewer.institution.id, slug).filter(|board| board.kind == BoardKind::OneThread);
    let Some(board) = board else { return Ok(None) };
    let keeps_order = rights::may(Right::SeeHiddenThreads, |need| change::has(site, viewer, board.id, need));
    if keeps_order || !board.allows(Act::Read, viewer.circles()) {
        return Ok(None);
    }
    let only = site.read(move |conn| listing::only(conn, board.id)).await?;
    Ok(only.map(|(id, slug)| format!("/t/{id}/{}/", text::percent(&slug))))
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

/// The board, for those who may read it.
pub fn seen(site: &Site, viewer: &Viewer, slug: &str) -> Result<Arc<BoardEntry>> {
    let board = site.roster.board_named(viewer.institution.id, slug).ok_or(Error::NotFound)?;
    if board.allows(Act::Read, viewer.circles()) { Ok(board) } else { Err(Error::NotFound) }
}

/// The board, for those who keep it in order; its other readers hear that they may not.
pub(super) fn kept(site: &Site, viewer: &Viewer, slug: &str) -> Result<Arc<BoardEntry>> {
    let board = seen(site, viewer, slug)?;
    viewer.somebody()?;
    match change::may_change(site, viewer, &board) {
        true => Ok(board),
        false => Err(Error::Forbidden(Message::new("boards-may-not-change"))),
    }
}
