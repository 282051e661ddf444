//! Handlers of feeds: beside their pages for whoever has a browser, and under a private address for a program.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::{STEPS, address, own_routes};
use crate::db::ids::ThreadId;
use crate::error::{Error, Result};
use crate::http::Viewer;
use crate::http::table::{Entry, get, post};
use crate::pages::Page;
use crate::site::Site;

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/b/{board}/feed.atom", "the board's readers", show_board::<0>),
        get("/b/{board}/feed.json", "the board's readers", show_board::<1>),
        get("/t/{id}/feed.atom", "the thread's readers", show_thread::<0>),
        get("/t/{id}/feed.json", "the thread's readers", show_thread::<1>),
        get("/feed/{token}/{kind}/{name}/{file}", "programs, by their owner's private address", show_private),
        get("/settings/feeds/", "whoever is signed in", own_routes::show_feeds),
        post("/settings/feeds/make", "whoever is signed in", "writes", own_routes::post_make),
        post("/settings/feeds/end", "whoever is signed in", "writes", own_routes::post_end),
    ]
}

async fn show_board<const STEP: usize>(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let page = board_feed(&site, &viewer, &slug, STEPS[STEP])?;
    site.show_on_demand(&request, &viewer, page, viewer.circles()).await
}

async fn show_thread<const STEP: usize>(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let page = thread_feed(&site, &viewer, &id, STEPS[STEP])?;
    site.show_on_demand(&request, &viewer, page, viewer.circles()).await
}

/// Whatever is wrong is one answer: the address, its owner, what they may read, and what there is.
async fn show_private(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String, String, String)>,
) -> Result<HttpResponse> {
    let (token, kind, name, file) = path.into_inner();
    let step = match file.as_str() {
        "feed.atom" => STEPS[0],
        "feed.json" => STEPS[1],
        _ => return Err(Error::NotFound),
    };
    let of = site.clone();
    let owner = site.read(move |conn| address::owner(conn, &of.secret, &token)).await?;
    let person = site.roster.member(owner).filter(|person| person.may_enter).ok_or(Error::NotFound)?;
    if person.institution != viewer.institution.id {
        return Err(Error::NotFound);
    }
    let page = match kind.as_str() {
        "b" => board_feed(&site, &viewer, &name, step)?,
        "t" => thread_feed(&site, &viewer, &name, step)?,
        _ => return Err(Error::NotFound),
    };
    site.show_on_demand(&request, &viewer, page, &person.circles).await
}

fn board_feed(site: &Site, viewer: &Viewer, slug: &str, step: &str) -> Result<Page> {
    let board = site.roster.board_named(viewer.institution.id, slug).ok_or(Error::NotFound)?;
    Ok(site.key(&viewer.institution, format!("/b/{}/{step}/", board.slug)))
}

fn thread_feed(site: &Site, viewer: &Viewer, id: &str, step: &str) -> Result<Page> {
    Ok(site.key(&viewer.institution, format!("/t/{}/{step}/", id.parse::<ThreadId>()?)))
}
