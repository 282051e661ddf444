//! Handlers of the form by which somebody keeps a post, with a note and an hour.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::keep::{self, Draft};
use super::model::{self, Bookmark};
use super::view::BookmarkFormView;
use crate::boards::readers;
use crate::db::ids::{PostId, Time};
use crate::error::{Error, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::LinkView;
use crate::threads::drafts::zone;
use crate::threads::model::Post;
use crate::threads::page_of;
use crate::threads::reply::address;
use crate::threads::rules::Seen;

/// How many characters a note may have.
const NOTE: usize = 500;

/// The post, what its reader has noted of it, and the zone they live in.
struct Found {
    post: Post,
    seen: Seen,
    bookmark: Option<Bookmark>,
    zone: String,
}

/// `GET /p/{id}/bookmark`
pub async fn show(site: Data<Site>, viewer: Viewer, request: HttpRequest, id: Path<String>) -> Result<HttpResponse> {
    let found = find(&site, &viewer, &id).await?;
    let mut form = FormBody::default();
    if let Some(bookmark) = &found.bookmark {
        form.set("note", bookmark.note.clone());
        if let Some(at) = bookmark.remind_at {
            let (day, hour) = zone::fields(at, &found.zone);
            form.set("remind_on", day);
            form.set("remind_at", hour);
        }
    }
    draw(&site, &viewer, &request, &found, &form, Problems::default())
}

/// `POST /p/{id}/bookmark`
pub async fn post_keep(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["note", "remind_on", "remind_at"])?;
    let found = find(&site, &viewer, &id).await?;
    let mut fields = Fields::of(&form);
    let note = fields.text("note", NOTE);
    let remind_at = hour(&mut fields.problems, &form, &found, site.now());
    if !fields.problems.0.is_empty() {
        return draw(&site, &viewer, &request, &found, &form, fields.problems);
    }
    let (as_viewer, post, draft) = (viewer.clone(), found.post.id, Draft { note, remind_at });
    match site.write(move |tx| keep::keep(tx, &as_viewer, post, draft)).await {
        Ok(id) => Ok(respond::see_other(&format!("{}#k-{id}", super::LIST))),
        Err(Error::Invalid(problems)) => draw(&site, &viewer, &request, &found, &form, problems),
        Err(error) => Err(error),
    }
}

/// The hour that was typed, in the reader's own zone; nothing where both fields are empty. One that was noted before and has
/// not changed is not asked again: it may be a moment away.
fn hour(problems: &mut Problems, form: &FormBody, found: &Found, now: Time) -> Option<Time> {
    let (day, hour) = (form.get("remind_on").trim(), form.get("remind_at").trim());
    let noted = found.bookmark.as_ref().and_then(|bookmark| bookmark.remind_at);
    if noted.is_some_and(|at| zone::fields(at, &found.zone) == (day.to_owned(), hour.to_owned())) {
        return noted;
    }
    if day.is_empty() && hour.is_empty() {
        return None;
    }
    match zone::instant(day, hour, &found.zone, now) {
        Ok(at) => Some(at),
        Err((field, message)) => {
            problems.add(if field == "post_at" { "remind_at" } else { "remind_on" }, message);
            None
        }
    }
}

async fn find(site: &Data<Site>, viewer: &Viewer, id: &str) -> Result<Found> {
    let id: PostId = id.parse()?;
    let (of, as_viewer) = (site.clone(), viewer.clone());
    site.read(move |conn| {
        let (post, seen) = keep::shown(&of, conn, &as_viewer, id)?;
        let member = as_viewer.somebody()?.person.id;
        Ok(Found { post, seen, bookmark: model::of(conn, member, id)?, zone: zone::of(conn, member)? })
    })
    .await
}

fn draw(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    found: &Found,
    form: &FormBody,
    problems: Problems,
) -> Result<HttpResponse> {
    let (post, thread) = (&found.post, &found.seen.thread);
    let entries = readers::entries(&site.roster, &found.seen.boards());
    let way = format!("{}#p-{}", address(thread, page_of(post.number)), post.id);
    let author = site.name_of(viewer.language(), post.by.shown());
    let view = BookmarkFormView {
        form: site.form(viewer, "", &problems),
        crumbs: readers::crumbs(&site.roster, thread.first_board_id, &entries),
        id: post.id.to_string(),
        post: LinkView { href: way, text: thread.title.clone() },
        author,
        excerpt: super::list_routes::excerpt(&post.body_html),
        is_kept: found.bookmark.is_some(),
        note: form.get("note").to_owned(),
        remind_on: form.get("remind_on").to_owned(),
        remind_at: form.get("remind_at").to_owned(),
        zone: found.zone.clone(),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let meta = readers::meta(&site.roster, &entries);
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}
