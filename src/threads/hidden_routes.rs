//! Handlers of the list of hidden threads of a board: who hid them, when and why, and the way to bring them back.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::model::hidden::{self, Hidden};
use super::rules;
use super::view::{HiddenThreadView, HiddenThreadsView, HiddenView};
use crate::boards::page::pages;
use crate::boards::readers;
use crate::boards::routes::seen;
use crate::db::ids::MemberId;
use crate::error::{Error, Problems, Result};
use crate::http::{Viewer, respond};
use crate::members::people::People;
use crate::roster::BoardEntry;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::{LinkView, PagerView};

/// `GET /b/{board}/hidden/`
pub async fn show_first(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    show(site, viewer, request, &slug, 1).await
}

/// `GET /b/{board}/hidden/{page}/`
pub async fn show_page(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (slug, number) = path.into_inner();
    let number = number.parse::<u32>().ok().filter(|number| *number > 0).ok_or(Error::NotFound)?;
    show(site, viewer, request, &slug, number).await
}

async fn show(site: Data<Site>, viewer: Viewer, request: HttpRequest, slug: &str, number: u32) -> Result<HttpResponse> {
    let board = kept(&site, &viewer, slug)?;
    let location = address(&board, number);
    if request.path() != location {
        return Ok(respond::moved(&location));
    }
    let (of, as_viewer, entry) = (site.clone(), viewer.clone(), board.clone());
    let read = site.read(move |conn| {
        let last = pages(hidden::count(conn, entry.id)?);
        if number > last {
            return Err(Error::NotFound);
        }
        let rows = hidden::on_board(conn, entry.id, i64::from(number))?;
        let writers = rows.iter().map(|row| row.author.shown());
        let people = People::shown(conn, &of, writers, entry.cohorts.clone(), false)?;
        Ok((rows.into_iter().map(|row| view(&of, &as_viewer, row, &people)).collect(), last))
    });
    let (threads, last): (Vec<HiddenThreadView>, u32) = read.await?;
    let entries = [board.clone()];
    let view = HiddenThreadsView {
        crumbs: readers::crumbs(&site.roster, board.id, &entries),
        board: readers::link(&board),
        form: site.form(&viewer, "", &Problems::default()),
        page: number,
        threads,
        pager: PagerView::new(number, last, None, |page| address(&board, page)),
    };
    let meta = readers::meta(&site.roster, &entries);
    site.made(&request, &viewer, 200, Around { audience: &meta, current: "boards" }, &view)
}

/// The board, for those who keep order on it. To its other readers there is no such page, as there are no such threads.
fn kept(site: &Site, viewer: &Viewer, slug: &str) -> Result<Arc<BoardEntry>> {
    let board = seen(site, viewer, slug)?;
    if rules::may_see_hidden(site, viewer.circles(), board.id) { Ok(board) } else { Err(Error::NotFound) }
}

fn address(board: &BoardEntry, number: u32) -> String {
    match number {
        0 | 1 => format!("/b/{}/hidden/", board.slug),
        number => format!("/b/{}/hidden/{number}/", board.slug),
    }
}

fn view(site: &Site, viewer: &Viewer, row: Hidden, people: &People<'_>) -> HiddenThreadView {
    // Who took their own back is named no other than their thread names them.
    let hider = match row.by.map(MemberId) {
        Some(by) if by == row.author.behind() => site.name_of(viewer.language(), row.author.shown()),
        Some(by) => site.own_name(by),
        None => String::new(),
    };
    HiddenThreadView {
        may_restore: rules::may_lock_on(site, viewer.circles(), row.first_board),
        id: row.id.to_string(),
        thread: LinkView { href: format!("/p/{}/actions", row.first_post), text: row.title },
        language: if row.language == viewer.language() { String::new() } else { row.language },
        started_by: people.writer(viewer.language(), row.author.shown()),
        started_at: row.started_at.0,
        replies: u32::try_from(row.post_count - 1).unwrap_or(0),
        hidden: row.at.map(|at| HiddenView { at: at.0, by: hider, why: row.why.unwrap_or_default() }),
    }
}
