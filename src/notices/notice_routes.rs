//! Handlers of notices: the list, thread by thread, and what marks them as seen.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::kind::Kind;
use super::model::{self, KEPT_DAYS, Line, Readable, Why};
use super::view::{LineView, NoticesView};
use crate::db::ids::{ThreadId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::{FormBody, SignedIn, Viewer, respond};
use crate::members::address_model;
use crate::pages::audience::Act;
use crate::site::drawing::Around;
use crate::site::{Site, reading};
use crate::theme::view::{LinkView, PagerView};

/// How many threads stand on a page.
const PAGE: i64 = 50;

/// `GET /notices/`
pub async fn show_first(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    show(site, viewer, request, 1).await
}

/// `GET /notices/{page}/`
pub async fn show_page(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    number: Path<String>,
) -> Result<HttpResponse> {
    let number = number.parse::<u32>().ok().filter(|number| *number > 0).ok_or(Error::NotFound)?;
    viewer.signed_in("/notices/")?;
    match number {
        1 => Ok(respond::moved("/notices/")),
        number => show(site, viewer, request, number).await,
    }
}

async fn show(site: Data<Site>, viewer: Viewer, request: HttpRequest, number: u32) -> Result<HttpResponse> {
    let member = viewer.signed_in("/notices/")?.person.id;
    if site.marks.has_moved(member) {
        // What they saw a moment ago stands in memory alone so far.
        site.write_down().await.inspect_err(|cause| tracing::warn!(%cause, "marks are late")).ok();
    }
    let readable = readable(&site, viewer.signed_in("/notices/")?);
    let read = site.read(move |conn| {
        let last = u32::try_from((model::count(conn, &readable)?.max(1) - 1) / PAGE + 1).unwrap_or(u32::MAX);
        if number > last {
            return Err(Error::NotFound);
        }
        let lines = model::lines(conn, &readable, i64::from(number), PAGE)?;
        let threads: Vec<i64> = lines.iter().map(|line| line.thread).collect();
        let own = address_model::primary(conn, member)?;
        Ok((last, model::reasons(conn, &readable, &threads)?, lines, own))
    });
    let (last, reasons, lines, own) = read.await?;
    let refused = own.and_then(|own| Some((own.address, own.refused_at?.0))).unwrap_or_default();
    let view = NoticesView {
        form: site.form(&viewer, "", &Problems::default()),
        page: number,
        days: KEPT_DAYS,
        refused: refused.0,
        refused_at: refused.1,
        up_to: lines.first().map_or(0, |line| line.at),
        has_unseen: lines.iter().any(|line| line.unseen > 0),
        lines: lines.into_iter().map(|line| view(&site, viewer.language(), line, &reasons)).collect(),
        pager: PagerView::new(number, last, None, |page| match page {
            1 => "/notices/".into(),
            page => format!("/notices/{page}/"),
        }),
    };
    site.made(&request, &viewer, 200, Around { audience: "", current: "" }, &view)
}

/// What somebody reads now, on boards that are archived too.
fn readable(site: &Site, who: &SignedIn) -> Readable {
    let person = &who.person;
    let boards = site.roster.boards_of(person.institution);
    let boards = boards.iter().filter(|board| board.allows(Act::Read, &person.circles)).map(|board| board.id);
    Readable { member: person.id, boards: boards.collect(), sight: site.roster.sight(person) }
}

/// The strongest reason is told: of those that were not seen, if there are any.
fn view(site: &Site, language: &str, line: Line, reasons: &[Why]) -> LineView {
    let of_it = || reasons.iter().filter(|why| why.thread == line.thread);
    let strongest = of_it()
        .filter(|why| why.unseen > 0 || line.unseen == 0)
        .filter_map(|why| Some((Kind::from_word(&why.kind)?, why.shown())))
        .min_by_key(|(kind, _)| *kind);
    let kind = strongest.map_or(Kind::New, |(kind, _)| kind);
    let (id, number) = (ThreadId(line.thread), if line.first > 0 { line.first } else { line.last });
    LineView {
        id: id.to_string(),
        thread: LinkView { href: format!("/t/{id}/from/{number}"), text: line.title },
        language: if line.language == language { String::new() } else { line.language },
        kind: kind.word().to_owned(),
        who: strongest.map_or_else(String::new, |(_, shown)| site.name_of(language, shown)),
        posts: u32::try_from(line.posts).unwrap_or(u32::MAX),
        unseen: u32::try_from(line.unseen).unwrap_or(u32::MAX),
        at: line.at,
    }
}

/// `POST /notices/seen`: those of one thread, or all up to an instant.
pub async fn post_seen(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    let member = viewer.signed_in("/notices/")?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["thread", "up_to"])?;
    let thread = match form.get("thread") {
        "" => None,
        id => Some(id.parse::<ThreadId>()?),
    };
    let up_to = match form.get("up_to") {
        "" => None,
        text => Some(Time(text.parse().map_err(|_| Error::Malformed(Message::new("error-malformed-form")))?)),
    };
    let seen = site.write(move |tx| {
        let up_to = up_to.unwrap_or(tx.now);
        reading::see(tx, member, thread, up_to)
    });
    seen.await.map(|()| respond::see_other("/notices/"))
}
