//! Handlers of the queue: what waits for somebody, what they have claimed, and what was decided.

use std::collections::HashMap;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::PAGE;
use super::model::reports::Report;
use super::model::{self, Case, List, reports};
use super::rules::Desk;
use super::view::{QueueView, RowView};
use crate::db::ids::{CaseId, MemberId};
use crate::error::{Error, Result};
use crate::http::{Viewer, respond};
use crate::members::people::People;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::text::{self, SafeHtml};
use crate::theme::view::PagerView;

/// How much of what was reported stands in the list, in characters.
const EXCERPT: usize = 240;

/// `GET /moderation/`
pub async fn show_open(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    show(&site, &viewer, &request, List::Open, 1).await
}

/// `GET /moderation/{list}/`
pub async fn show_list(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    list: Path<String>,
) -> Result<HttpResponse> {
    show(&site, &viewer, &request, List::from_word(&list).ok_or(Error::NotFound)?, 1).await
}

/// `GET /moderation/{list}/{page}/`
pub async fn show_page(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (list, number) = path.into_inner();
    let number = number.parse::<u32>().ok().filter(|number| *number > 0).ok_or(Error::NotFound)?;
    show(&site, &viewer, &request, List::from_word(&list).ok_or(Error::NotFound)?, number).await
}

fn address(list: List, number: u32) -> String {
    match (list, number) {
        (List::Open, 0 | 1) => "/moderation/".to_owned(),
        (list, 0 | 1) => format!("/moderation/{}/", list.word()),
        (list, number) => format!("/moderation/{}/{number}/", list.word()),
    }
}

async fn show(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    list: List,
    page: u32,
) -> Result<HttpResponse> {
    let desk = Desk::of_viewer(site, viewer)?;
    let location = address(list, page);
    if request.path() != location {
        return Ok(respond::moved(&location));
    }
    let of = site.clone();
    let (rows, last, waiting) = site
        .read(move |conn| {
            let count = model::count(conn, &desk, list)?;
            let last = u32::try_from((count + PAGE - 1) / PAGE).unwrap_or(u32::MAX).max(1);
            if page > last {
                return Err(Error::NotFound);
            }
            let cases = model::page(conn, &desk, list, i64::from(page))?;
            let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
            let mut made: HashMap<CaseId, Vec<Report>> = HashMap::new();
            for report in reports::of_cases(conn, &ids)? {
                made.entry(report.case_id).or_default().push(report);
            }
            let claimed = cases.iter().filter_map(|case| case.claimed_by.map(MemberId));
            let named: Vec<MemberId> = cases.iter().map(|case| case.about_id).chain(claimed).collect();
            let people = People::read(conn, &of, &named, Vec::new(), false)?;
            let rows: Vec<RowView> = cases
                .iter()
                .map(|case| row(case, &made.remove(&case.id).unwrap_or_default(), &people, desk.member))
                .collect();
            let waiting = if list == List::Open { count } else { model::count(conn, &desk, List::Open)? };
            Ok((rows, last, waiting))
        })
        .await?;
    let view = QueueView {
        list: list.word().to_owned(),
        lists: [List::Open, List::Mine, List::Done].map(|list| (list.word().to_owned(), address(list, 1))).to_vec(),
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        page,
        rows,
        pager: PagerView::new(page, last, None, |page| address(list, page)),
    };
    site.made(request, viewer, 200, Around { audience: "", current: "" }, &view)
}

fn row(case: &Case, made: &[Report], people: &People<'_>, me: MemberId) -> RowView {
    let mut kinds: Vec<String> = Vec::new();
    for report in made {
        if !kinds.contains(&report.kind) {
            kinds.push(report.kind.clone());
        }
    }
    let said = made.first().map(|first| SafeHtml::from_store(first.snapshot.clone()));
    RowView {
        id: case.id.to_string(),
        what: if case.post_id.is_some() { "post".into() } else { "person".into() },
        title: case.title.clone(),
        number: u32::try_from(case.number).unwrap_or(0),
        about: people.person(case.about_id),
        state: case.state.clone(),
        is_urgent: case.is_urgent,
        opened_at: case.opened_at.0,
        reports: u32::try_from(made.len()).unwrap_or(u32::MAX),
        kinds,
        excerpt: said.map_or_else(String::new, |said| text::excerpt(&said, EXCERPT)),
        claimed: case.claimed_by.map(|by| people.person(MemberId(by))),
        is_mine: case.claimed_by == Some(me.0),
        outcome: case.outcome.clone(),
        decided_at: case.decided_at.filter(|_| case.state == "done").map(|at| at.0),
    }
}
