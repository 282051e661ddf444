//! Handlers of the list of one's own drafts.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::form::LIST;
use super::model::{self, Draft, MOST, PAGE};
use super::view::{DraftView, DraftsView, HourView};
use super::{Place, save, zone};
use crate::boards::readers;
use crate::db::Conn;
use crate::db::ids::{BoardId, DraftId, PostId, ThreadId};
use crate::error::{Error, Problems, Result};
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::pages::audience::Act;
use crate::site::drawing::Around;
use crate::site::{Site, Tx};
use crate::theme::view::{LinkView, PagerView};
use crate::threads::reply::address;
use crate::threads::{page_of, rules};

const WRITER: &str = "the draft's writer";

/// The routes of drafts.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/drafts/", "the signed in", show_first),
        get("/drafts/{page}/", "the signed in", show_page),
        post("/drafts/{draft}/delete", WRITER, "writes", post_delete),
        post("/drafts/{draft}/keep", WRITER, "writes", post_keep),
    ]
}

async fn show_first(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    show(&site, &viewer, &request, 1).await
}

async fn show_page(site: Data<Site>, viewer: Viewer, request: HttpRequest, page: Path<String>) -> Result<HttpResponse> {
    let page = page.parse::<u32>().ok().filter(|page| *page > 0).ok_or(Error::NotFound)?;
    viewer.signed_in(LIST)?;
    match page {
        1 => Ok(respond::moved(LIST)),
        page => show(&site, &viewer, &request, page).await,
    }
}

async fn show(site: &Site, viewer: &Viewer, request: &HttpRequest, page: u32) -> Result<HttpResponse> {
    let member = viewer.signed_in(LIST)?.person.id;
    let (of, as_viewer) = (site.clone(), viewer.clone());
    let read = site.read(move |conn| {
        let count = model::count(conn, member)?;
        let last = u32::try_from((count - 1).max(0) / PAGE + 1).unwrap_or(1);
        if page > last {
            return Err(Error::NotFound);
        }
        let zone = zone::of(conn, member)?;
        let drafts = model::page(conn, member, i64::from(page))?;
        let views = drafts.into_iter().map(|draft| view(&of, conn, &as_viewer, draft, &zone));
        Ok((count, last, views.collect::<Result<Vec<_>>>()?))
    });
    let (count, last, drafts) = read.await?;
    let settings = site.words.say(viewer.language(), "members-settings", &[]);
    let view = DraftsView {
        crumbs: vec![LinkView { href: "/settings/".into(), text: settings }],
        form: site.form(viewer, "", &Problems::default()),
        count: u32::try_from(count).unwrap_or(0),
        most: u32::try_from(MOST).unwrap_or(0),
        page,
        drafts,
        pager: PagerView::new(page, last, None, |page| match page {
            1 => LIST.to_owned(),
            page => format!("{LIST}{page}/"),
        }),
    };
    site.made(request, viewer, 200, Around { audience: "", current: "" }, &view)
}

/// `POST /drafts/{draft}/delete`
async fn post_delete(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    draft: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    change(&site, &viewer, &request, &draft, &form, save::delete).await
}

/// `POST /drafts/{draft}/keep`: it is not to be posted by itself any more.
async fn post_keep(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    draft: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    change(&site, &viewer, &request, &draft, &form, save::keep).await
}

async fn change(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    draft: &str,
    form: &FormBody,
    verb: fn(&mut Tx<'_>, &Viewer, DraftId) -> Result<()>,
) -> Result<HttpResponse> {
    viewer.signed_in(LIST)?;
    site.accept(request, viewer, form)?;
    form.expect(&[])?;
    let (id, as_viewer) = (draft.parse()?, viewer.clone());
    match site.write(move |tx| verb(tx, &as_viewer, id)).await {
        // One that was posted at its hour, or deleted in another window, is as gone as somebody else's: the list says so.
        Ok(()) | Err(Error::NotFound) => Ok(respond::see_other(LIST)),
        Err(error) => Err(error),
    }
}

/// A draft with its place, if that may still be known of.
fn view(site: &Site, conn: &mut Conn, viewer: &Viewer, draft: Draft, zone: &str) -> Result<DraftView> {
    let ways = match draft.place() {
        Some(Place::Reply(id)) => thread(site, conn, viewer, id),
        Some(Place::Edit(id)) => post_of(site, conn, viewer, id),
        Some(Place::Start(id)) => board(site, viewer, id),
        None => Err(Error::NotFound),
    };
    let (place, form) = match ways {
        Ok((place, form)) => (Some(place), form),
        Err(Error::NotFound) => (None, None),
        Err(error) => return Err(error),
    };
    let go_on = form.map(|form| format!("{form}?draft={}", draft.id));
    let files = u32::try_from(model::files_of(conn, draft.id)?.len()).unwrap_or(u32::MAX);
    Ok(DraftView {
        id: draft.id.to_string(),
        kind: draft.kind,
        place,
        go_on,
        title: draft.title,
        body: draft.body,
        files,
        saved_at: draft.saved_at.0,
        post_at: draft.post_at.map(|at| {
            let (day, hour) = zone::fields(at, zone);
            HourView { at: at.0, hour, day, zone: zone.to_owned() }
        }),
        refused: draft.refused,
    })
}

/// A place, and the form that writes there, for those who may.
type Ways = (LinkView, Option<String>);

fn thread(site: &Site, conn: &mut Conn, viewer: &Viewer, id: ThreadId) -> Result<Ways> {
    let seen = rules::for_viewer(site, conn, viewer, id)?;
    let may = rules::may_reply(site, viewer.circles(), &seen);
    let place = LinkView { href: address(&seen.thread, 1), text: seen.thread.title };
    Ok((place, may.then(|| format!("/t/{id}/reply"))))
}

fn post_of(site: &Site, conn: &mut Conn, viewer: &Viewer, id: PostId) -> Result<Ways> {
    let (post, seen) = rules::post_for_viewer(site, conn, viewer, id)?;
    let may = viewer.who.as_ref().is_some_and(|who| rules::may_edit(site, who, &seen, &post));
    let place = LinkView { href: address(&seen.thread, page_of(post.number)), text: seen.thread.title };
    Ok((place, may.then(|| format!("/p/{id}/edit"))))
}

fn board(site: &Site, viewer: &Viewer, id: BoardId) -> Result<Ways> {
    let board = site.roster.board(id).filter(|board| site.roster.may(board.id, Act::Read, viewer.circles()));
    let board = board.ok_or(Error::NotFound)?;
    let may = rules::may_start(site, viewer.circles(), id);
    Ok((readers::link(&board), may.then(|| format!("/b/{}/new", board.slug))))
}
