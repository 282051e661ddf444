//! Handlers of the list of one's own bookmarks.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::model::{self, Bookmark, MOST, PAGE};
use super::view::{BookmarkView, BookmarksView, HourView};
use super::{LIST, keep, remove};
use crate::db::Conn;
use crate::error::{Error, Problems, Result};
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::text;
use crate::theme::view::{LinkView, PagerView};
use crate::threads::drafts::zone;
use crate::threads::page_of;
use crate::threads::reply::address;

/// How much of a post stands in the list, in characters.
const EXCERPT: usize = 160;

/// `GET /bookmarks/`
pub async fn show_first(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    show(&site, &viewer, &request, 1).await
}

/// `GET /bookmarks/{page}/`
pub async fn show_page(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    page: Path<String>,
) -> Result<HttpResponse> {
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
        let bookmarks = model::page(conn, member, i64::from(page))?;
        let views = bookmarks.into_iter().map(|bookmark| view(&of, conn, &as_viewer, bookmark, &zone));
        Ok((count, last, views.collect::<Result<Vec<_>>>()?))
    });
    let (count, last, bookmarks) = read.await?;
    let settings = site.words.say(viewer.language(), "members-settings", &[]);
    let view = BookmarksView {
        crumbs: vec![LinkView { href: "/settings/".into(), text: settings }],
        form: site.form(viewer, "", &Problems::default()),
        count: u32::try_from(count).unwrap_or(0),
        most: u32::try_from(MOST).unwrap_or(0),
        page,
        bookmarks,
        pager: PagerView::new(page, last, None, |page| match page {
            1 => LIST.to_owned(),
            page => format!("{LIST}{page}/"),
        }),
    };
    site.made(request, viewer, 200, Around { audience: "", current: "" }, &view)
}

/// The first words of a post, as it is drawn.
pub(super) fn excerpt(body_html: &str) -> String {
    text::excerpt(&text::SafeHtml::from_store(body_html.to_owned()), EXCERPT)
}

/// A bookmark with its post, if that may still be read.
fn view(site: &Site, conn: &mut Conn, viewer: &Viewer, bookmark: Bookmark, zone: &str) -> Result<BookmarkView> {
    let found = match keep::shown(site, conn, viewer, bookmark.post_id) {
        Ok(found) => Some(found),
        Err(Error::NotFound) => None,
        Err(error) => return Err(error),
    };
    let author = found.as_ref().map(|(post, _)| site.name_of(viewer.language(), post.by.shown()));
    Ok(BookmarkView {
        id: bookmark.id.to_string(),
        post_id: bookmark.post_id.to_string(),
        post: found.as_ref().map(|(post, seen)| LinkView {
            href: format!("{}#p-{}", address(&seen.thread, page_of(post.number)), post.id),
            text: seen.thread.title.clone(),
        }),
        author: author.unwrap_or_default(),
        excerpt: found.map_or_else(String::new, |(post, _)| excerpt(&post.body_html)),
        note: bookmark.note,
        saved_at: bookmark.saved_at.0,
        remind: bookmark.remind_at.map(|at| {
            let (day, hour) = zone::fields(at, zone);
            HourView { at: at.0, hour, day, zone: zone.to_owned() }
        }),
    })
}

/// `POST /bookmarks/{bookmark}/remove`
pub async fn post_remove(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    bookmark: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    viewer.signed_in(LIST)?;
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    let (id, as_viewer) = (bookmark.parse()?, viewer.clone());
    match site.write(move |tx| remove::remove(tx, &as_viewer, id)).await {
        // One that was removed in another window is as gone as somebody else's: the list says so.
        Ok(()) | Err(Error::NotFound) => Ok(respond::see_other(LIST)),
        Err(error) => Err(error),
    }
}
