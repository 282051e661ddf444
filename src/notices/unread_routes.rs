//! Handlers of all that is new: the list, and what marks it as read or as unread.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::unread_model::{self, Scope, Unread};
use super::view::{NewThreadView, OnBoardView, UnreadPageView};
use crate::boards;
use crate::boards::readers::link;
use crate::db::ids::{BoardId, PostId, ThreadId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::{FormBody, Viewer, respond};
use crate::roster::BoardEntry;
use crate::site::drawing::Around;
use crate::site::{Site, reading};
use crate::text;
use crate::theme::view::{LinkView, PagerView};
use crate::threads::rules;

/// How many threads stand on a page.
const PAGE: i64 = 50;

/// Of which board alone.
#[derive(serde::Deserialize)]
pub struct Asked {
    board: Option<String>,
}

/// `GET /unread/`
pub async fn show_first(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    show(site, viewer, request, asked.into_inner(), 1).await
}

/// `GET /unread/{page}/`
pub async fn show_page(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    number: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let number = number.parse::<u32>().ok().filter(|number| *number > 0).ok_or(Error::NotFound)?;
    viewer.signed_in("/unread/")?;
    show(site, viewer, request, asked.into_inner(), number).await
}

fn address(board: Option<&BoardEntry>, number: u32) -> String {
    let page = if number > 1 { format!("{number}/") } else { String::new() };
    let filter = board.map_or_else(String::new, |board| format!("?board={}", board.slug));
    format!("/unread/{page}{filter}")
}

/// What the list is made of.
struct Found {
    by_board: Vec<unread_model::OnBoard>,
    all: i64,
    last: u32,
    rows: Vec<Unread>,
    stands: Vec<(i64, BoardId)>,
    up_to: Time,
}

async fn show(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    asked: Asked,
    number: u32,
) -> Result<HttpResponse> {
    let person = viewer.signed_in("/unread/")?.person.clone();
    let board = asked.board.filter(|slug| !slug.is_empty());
    let board = board.map(|slug| boards::routes::seen(&site, &viewer, &slug)).transpose()?;
    if number == 1 && request.path() != "/unread/" {
        return Ok(respond::moved(&address(board.as_deref(), 1)));
    }
    if site.marks.has_moved(person.id) {
        // What they read a moment ago is not new, and stands in memory alone so far.
        site.write_down().await.inspect_err(|cause| tracing::warn!(%cause, "marks are late")).ok();
    }
    let (of, readable, only) = (site.clone(), site.roster.readable(person.id), board.as_ref().map(|board| board.id));
    let read = site.read(move |conn| {
        let scope = Scope::of(conn, &of.roster, &of.marks.forced(), &person, &readable)?;
        let all = unread_model::count(conn, &scope, None)?;
        let here = if only.is_some() { unread_model::count(conn, &scope, only)? } else { all };
        let last = u32::try_from((here.max(1) - 1) / PAGE + 1).unwrap_or(u32::MAX);
        if number > last {
            return Err(Error::NotFound);
        }
        let rows = unread_model::threads(conn, &scope, only, i64::from(number), PAGE)?;
        let ids: Vec<i64> = rows.iter().map(|row| row.thread).collect();
        let stands = unread_model::stands(conn, &ids, &readable)?;
        let up_to = boards::model::latest(conn, &readable)?.unwrap_or_default();
        Ok(Found { by_board: unread_model::by_board(conn, &scope)?, all, last, rows, stands, up_to })
    });
    let found = read.await?;
    let view = view(&site, &viewer, board.as_ref(), number, found);
    site.made(&request, &viewer, 200, Around { audience: "", current: "" }, &view)
}

fn view(site: &Site, viewer: &Viewer, chosen: Option<&Arc<BoardEntry>>, number: u32, found: Found) -> UnreadPageView {
    let counts: HashMap<i64, i64> = found.by_board.iter().map(|row| (row.board, row.threads)).collect();
    let in_order = site.roster.boards_of(viewer.institution.id);
    let with_news = in_order.iter().filter_map(|board| Some((board, *counts.get(&board.id.0)?)));
    let on_board = |(board, threads): (&Arc<BoardEntry>, i64)| OnBoardView {
        board: LinkView { href: address(Some(board), 1), text: board.name.clone() },
        threads: u32::try_from(threads).unwrap_or(u32::MAX),
        is_chosen: chosen.is_some_and(|chosen| chosen.id == board.id),
    };
    let mut stands: HashMap<i64, Vec<LinkView>> = HashMap::new();
    for (thread, board) in found.stands {
        stands.entry(thread).or_default().extend(site.roster.board(board).map(|board| link(&board)));
    }
    UnreadPageView {
        form: site.form(viewer, "", &Problems::default()),
        page: number,
        boards: with_news.map(on_board).collect(),
        all: u32::try_from(found.all).unwrap_or(u32::MAX),
        chosen: chosen.map_or_else(String::new, |board| board.name.clone()),
        slug: chosen.map_or_else(String::new, |board| board.slug.clone()),
        up_to: found.up_to.0,
        threads: found
            .rows
            .into_iter()
            .map(|row| {
                let boards = stands.remove(&row.thread).unwrap_or_default();
                thread(site, viewer.language(), row, boards)
            })
            .collect(),
        pager: PagerView::new(number, found.last, None, |page| address(chosen.map(|board| &**board), page)),
    }
}

fn thread(site: &Site, language: &str, row: Unread, boards: Vec<LinkView>) -> NewThreadView {
    let id = ThreadId(row.thread);
    let href = match row.mark {
        ..=0 => format!("/t/{id}/{}/", text::percent(&row.slug)),
        mark => format!("/t/{id}/from/{}", mark + 1),
    };
    let who = site.name_of(language, row.shown());
    NewThreadView {
        id: id.to_string(),
        thread: LinkView { href, text: row.title },
        language: if row.language == language { String::new() } else { row.language },
        count: u32::try_from(row.height - row.mark).unwrap_or(0),
        height: row.height,
        boards,
        who,
        at: row.at,
    }
}

/// `POST /unread/read`: one thread, up to the number that its list knew of; else one board, or all, up to an instant.
pub async fn post_read(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    let member = viewer.signed_in("/unread/")?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["thread", "number", "board", "up_to"])?;
    let board = match form.get("board") {
        "" => None,
        slug => Some(boards::routes::seen(&site, &viewer, slug)?),
    };
    let back = address(board.as_deref(), 1);
    if form.has("thread") {
        let (id, as_viewer, number) = (form.get("thread").parse()?, viewer.clone(), given(&form, "number")?);
        let read = site.write(move |tx| {
            let height = rules::for_viewer(tx.site, tx.conn, &as_viewer, id)?.height(tx.site, as_viewer.circles());
            let number =
                number.and_then(|number| i32::try_from(number).ok()).map_or(height, |number| number.min(height));
            reading::read_thread(tx, member, id, number)
        });
        return read.await.map(|()| respond::see_other(&back));
    }
    let (given, readable) = (given(&form, "up_to")?, site.roster.readable(member));
    let on: Vec<BoardId> = board.map_or_else(|| readable.to_vec(), |board| vec![board.id]);
    let read = site.write(move |tx| {
        // Up to what there is, not up to now: what is written next is new even under a clock that was set back.
        let latest = boards::model::latest(tx.conn, &on)?.unwrap_or(tx.now);
        let up_to = given.map_or(latest, |given| Time(given).min(latest));
        reading::read_boards(tx, member, &on, up_to)
    });
    read.await.map(|()| respond::see_other(&back))
}

/// A number that a page of ours put into its form.
fn given(form: &FormBody, field: &str) -> Result<Option<i64>> {
    match form.get(field) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Error::Malformed(Message::new("error-malformed-form"))),
    }
}

/// `POST /p/{id}/unread`: the mark of its thread goes down to before this post. It leads to the list and not to the thread,
/// where it would be read at once.
pub async fn post_unread(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    let (id, member): (PostId, _) = (id.parse()?, viewer.somebody()?.person.id);
    let mark = site.write(move |tx| {
        let post = rules::post_for_viewer(tx.site, tx.conn, &viewer, id)?.0;
        reading::unread_from(tx, member, post.thread_id, post.number)
    });
    mark.await.map(|()| respond::see_other("/unread/"))
}
