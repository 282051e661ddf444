//! Handlers of what becomes of a post by its author, who takes it back, and by those who keep order, who edit it with trace.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::post_routes::{Found, crumbs, find, meta};
use super::reply::address;
use super::view::{AmendView, TakeBackView};
use super::{edit, page_of, rules, take_back, words};
use crate::boards::readers;
use crate::error::{Error, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;

const AUTHOR: &str = "the post's author";
const KEEPERS: &str = "who keeps order on one of its boards";

/// The routes of these.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/p/{id}/delete", AUTHOR, delete_form),
        post("/p/{id}/delete", AUTHOR, "writes", post_delete),
        get("/p/{id}/amend", KEEPERS, amend_form),
        post("/p/{id}/amend", KEEPERS, "writes", post_amend),
    ]
}

async fn delete_form(site: Data<Site>, viewer: Viewer, request: HttpRequest, id: Path<String>) -> Result<HttpResponse> {
    let found = find(&site, &viewer, &id).await?;
    asking(&site, &viewer, &request, &found, &FormBody::default(), Problems::default())
}

/// `POST /p/{id}/delete`
async fn post_delete(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["reason"])?;
    let found = find(&site, &viewer, &id).await?;
    let mut fields = Fields::of(&form);
    let why = fields.line("reason", words::REASON);
    if !fields.problems.0.is_empty() {
        return asking(&site, &viewer, &request, &found, &form, fields.problems);
    }
    let (as_viewer, post) = (viewer.clone(), found.post.id);
    site.write(move |tx| take_back::take_back(tx, &as_viewer, post, &why)).await?;
    // Where the thread went with it, there is only its board to go back to.
    let to = match find(&site, &viewer, &id).await {
        Ok(found) if found.seen.thread.state == "visible" => {
            format!("{}#p-{post}", address(&found.seen.thread, page_of(found.post.number)))
        }
        Ok(_) | Err(Error::NotFound) => {
            let board = site.roster.board(found.seen.thread.first_board_id);
            board.map_or_else(|| "/".to_owned(), |board| format!("/b/{}/", board.slug))
        }
        Err(error) => return Err(error),
    };
    Ok(respond::see_other(&to))
}

fn asking(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    found: &Found,
    form: &FormBody,
    problems: Problems,
) -> Result<HttpResponse> {
    let may = rules::may_take_back(site, viewer.somebody()?, &found.seen, &found.post);
    rules::allow(may, "threads-may-not-take-back")?;
    let view = TakeBackView {
        form: site.form(viewer, "", &problems),
        crumbs: crumbs(site, &found.seen),
        id: found.post.id.to_string(),
        number: u32::try_from(found.post.number).unwrap_or(0),
        reason: form.get("reason").to_owned(),
        goes_whole: found.post.number == 1 && found.seen.thread.post_count == 1,
        body_html: found.post.body_html.clone(),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let meta = meta(site, &found.seen);
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}

async fn amend_form(site: Data<Site>, viewer: Viewer, request: HttpRequest, id: Path<String>) -> Result<HttpResponse> {
    let found = find(&site, &viewer, &id).await?;
    let mut form = FormBody::default();
    form.set("body", found.post.body_source.clone());
    amending(&site, &viewer, &request, &found, &form, Problems::default())
}

/// `POST /p/{id}/amend`
async fn post_amend(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["body", "why", "preview"])?;
    let found = find(&site, &viewer, &id).await?;
    let mut fields = Fields::of(&form);
    let draft = edit::Draft {
        title: None,
        body: fields.needed_text("body", words::BODY, "threads-body-missing"),
        why: fields.needed_line("why", words::REASON, "threads-reason-missing"),
        files: None,
    };
    if !fields.problems.0.is_empty() || form.has("preview") {
        return amending(&site, &viewer, &request, &found, &form, fields.problems);
    }
    let (as_viewer, post) = (viewer.clone(), found.post.id);
    match site.write(move |tx| edit::amend(tx, &as_viewer, post, &draft)).await {
        Ok(()) => {
            let page = address(&found.seen.thread, page_of(found.post.number));
            Ok(respond::see_other(&format!("{page}#p-{post}")))
        }
        Err(Error::Invalid(problems)) => amending(&site, &viewer, &request, &found, &form, problems),
        Err(error) => Err(error),
    }
}

fn amending(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    found: &Found,
    form: &FormBody,
    problems: Problems,
) -> Result<HttpResponse> {
    viewer.somebody()?;
    rules::allow(rules::may_amend(site, viewer.circles(), &found.seen, &found.post), "threads-may-not-amend")?;
    let preview_html = match form.has("preview") && problems.0.is_empty() {
        true => Some(words::render(site, viewer.institution.id, found.post.id, form.get("body"))?.into_string()),
        false => None,
    };
    let entries = readers::entries(&site.roster, &found.seen.boards());
    let view = AmendView {
        form: site.form(viewer, "", &problems),
        crumbs: crumbs(site, &found.seen),
        id: found.post.id.to_string(),
        number: u32::try_from(found.post.number).unwrap_or(0),
        author: found.person.name.clone(),
        body: form.get("body").to_owned(),
        why: form.get("why").to_owned(),
        audience: readers::audience(&site.roster, &entries),
        preview_html,
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let meta = meta(site, &found.seen);
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}
