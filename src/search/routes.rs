//! The page of searching: a form with help, and what it finds.

use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::asked::Asked;
use super::find::{Found, Scene};
use super::model::progress;
use super::terms::Terms;
use super::view::SearchView;
use super::{MOST_SHOWN, PAGE};
use crate::db::Conn;
use crate::error::{Error, Message, Problems, Result};
use crate::http::Viewer;
use crate::http::limits::Limits;
use crate::http::table::{Entry, get};
use crate::sign_in::form::client;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::text;
use crate::theme::view::{LinkView, PagerView};

/// The field, as problems name it: another one of the same name stands in the band.
const FIELD: &str = "words";

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![get("/search", "everybody; each finds what they may read", show_search)]
}

/// What stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    q: String,
    page: String,
}

async fn show_search(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    let typed = Query::<Typed>::from_query(request.query_string());
    let typed = typed.map_err(|_| Error::Malformed(Message::new("error-malformed-address")))?.into_inner();
    let page = match typed.page.as_str() {
        "" => 1,
        number => number.parse().ok().filter(|page| (1..=MOST_SHOWN / PAGE).contains(page)).ok_or(Error::NotFound)?,
    };
    let q = text::clean_line(&typed.q);
    let (status, view) = match Asked::read(&q) {
        Err(problems) => (422, refused(&site, &viewer, q, problems)),
        Ok(_) if q.is_empty() => (200, empty(&site, &viewer, q, &Problems::default())),
        Ok(asked) => {
            if let Some(limits) = request.app_data::<Data<Limits>>() {
                limits.search(viewer.who.as_ref().map(|who| who.person.id), client(&site, &request))?;
            }
            let (of, who) = (site.clone(), viewer.clone());
            let answer = site.read(move |conn| answer(&of, conn, &who, q, &asked, page)).await?;
            match answer {
                Ok(view) => (200, view),
                Err((q, problems)) => (422, refused(&site, &viewer, q, problems)),
            }
        }
    };
    site.made(&request, &viewer, status, Around { audience: "", current: "" }, &view)
}

/// A page of what answers, or what is wrong with the question.
type Answer = std::result::Result<SearchView, (String, Vec<Message>)>;

fn answer(site: &Site, conn: &mut Conn, viewer: &Viewer, q: String, asked: &Asked, page: usize) -> Result<Answer> {
    let scene = Scene::of(site, conn, viewer)?;
    let mut terms = scene.terms(asked);
    if terms.with.is_empty() && (asked.filters.is_empty() && asked.before.is_none() && asked.after.is_none()) {
        return Ok(Err((q, vec![Message::new("search-no-words")])));
    }
    let mut found = match scene.find(conn, asked, &terms)? {
        Ok(found) => found,
        Err(problems) => return Ok(Err((q, problems))),
    };
    let mut instead = None;
    // Names are found as they are spelled, whatever language they may be in.
    let by_name = Terms::of(asked, &[]);
    let (people, of_people) = match page == 1 && asked.is_plain() {
        true => scene.people(conn, &by_name)?,
        false => (Vec::new(), 0),
    };
    if found.entries.is_empty() && people.is_empty() {
        if page > 1 {
            return Err(Error::NotFound);
        }
        if let Some((mended, shown)) = scene.mended(conn, &q, asked)? {
            terms = scene.terms(&mended);
            if let Ok(other) = scene.find(conn, &mended, &terms)? {
                (found, instead) = (other, Some(LinkView { href: address(&shown, 1), text: shown }));
            }
        }
    }
    let hits = match found.entries.chunks(PAGE).nth(page - 1) {
        Some(some) => scene.hits(conn, some, &terms)?,
        None if page > 1 => return Err(Error::NotFound),
        None => Vec::new(),
    };
    let pager = pager(&found, page, instead.as_ref().map_or(&q, |instead| &instead.text));
    Ok(Ok(SearchView {
        is_asked: true,
        instead,
        more_people: number(of_people - people.len()),
        people,
        hits,
        count: number(found.count),
        is_more: found.is_more,
        is_filling: !progress::is_done(conn)?,
        pager,
        ..empty(site, viewer, q, &Problems::default())
    }))
}

fn pager(found: &Found, page: usize, q: &str) -> PagerView {
    PagerView::new(number(page), number(found.entries.len().div_ceil(PAGE)), None, |page| address(q, page))
}

/// Where a page of an answer stands.
fn address(q: &str, page: u32) -> String {
    let first = format!("/search?q={}", text::percent(q));
    if page > 1 { format!("{first}&page={page}") } else { first }
}

/// The form with what was typed, and nothing found.
fn empty(site: &Site, viewer: &Viewer, q: String, problems: &Problems) -> SearchView {
    SearchView {
        form: site.form(viewer, "", problems),
        q,
        is_asked: false,
        instead: None,
        people: Vec::new(),
        more_people: 0,
        hits: Vec::new(),
        count: 0,
        is_more: false,
        is_filling: false,
        is_visitor: viewer.who.is_none(),
        pager: PagerView::default(),
    }
}

fn refused(site: &Site, viewer: &Viewer, q: String, problems: Vec<Message>) -> SearchView {
    let problems = Problems(problems.into_iter().map(|problem| (FIELD, problem)).collect());
    empty(site, viewer, q, &problems)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
