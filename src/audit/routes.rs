//! Handlers of the audit, for those who run the institution: the list, and the same as a table.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use futures_util::TryStreamExt;

use super::filter::{Asked, Filter};
use super::list_model::{self, Listed, Which};
use super::sheet;
use super::verbs::{self, VERBS};
use super::view::{AuditView, LineView, VerbView};
use crate::db::ids::{CohortId, MemberId, decode, encode};
use crate::error::{Error, Message, Problems, Result};
use crate::http::table::{Entry, get};
use crate::http::{SignedIn, Viewer};
use crate::rights::Right;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::PersonView;

/// Who reads it, in words.
const ADMINS: &str = "those who run the institution";
const LIST: &str = "/admin/audit/";
const SHEET: &str = "/admin/audit/lines.csv";
/// How many lines stand on a page.
const PAGE: usize = 50;

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![get(LIST, ADMINS, show_audit), get(SHEET, ADMINS, show_sheet)]
}

/// Whoever may read it; to everybody else there is no such page.
fn reader(viewer: &Viewer) -> Result<&SignedIn> {
    let who = viewer.somebody()?;
    if who.person.may(Right::ReadAudit) { Ok(who) } else { Err(Error::NotFound) }
}

/// What stands around it.
fn around() -> Around<'static> {
    Around { audience: "", current: "" }
}

/// What is asked for. It is looked at only for those who may read: to others a wrong question is no different from a
/// right one.
fn asked(request: &HttpRequest) -> Result<Asked> {
    let asked = Query::from_query(request.query_string());
    asked.map(Query::into_inner).map_err(|_| Error::Malformed(Message::new("error-malformed-address")))
}

async fn show_audit(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    reader(&viewer)?;
    let (institution, asked) = (viewer.institution.id, asked(&request)?);
    let filter = match asked.understood(&site.roster, institution) {
        Ok(filter) => filter,
        Err(problems) => {
            let view = view(&site, &viewer, &asked, &problems);
            return site.made(&request, &viewer, 422, around(), &view);
        }
    };
    let (before, after) = (asked.before.clone(), asked.after.clone());
    let read = site.read(move |conn| {
        let mut place = |id: &str| list_model::place(conn, institution, decode(id).ok_or(Error::NotFound)?);
        let which = match (before.as_str(), after.as_str()) {
            ("", "") => Which::Newest,
            ("", after) => Which::Above(place(after)?),
            (before, _) => Which::Below(place(before)?),
        };
        let most = i64::try_from(PAGE + 1).map_err(Error::internal)?;
        Ok((which, list_model::lines(conn, institution, &filter, which, most)?))
    });
    let (which, lines) = read.await?;
    let view = page(view(&site, &viewer, &asked, &Problems::default()), &site, &asked, which, lines);
    site.made(&request, &viewer, 200, around(), &view)
}

/// Puts the lines into the page, with the ways to the next ones. One line more than a page was read, if there is one.
fn page(empty: AuditView, site: &Site, asked: &Asked, which: Which, mut lines: Vec<Listed>) -> AuditView {
    let is_more = lines.len() > PAGE;
    let is_above = matches!(which, Which::Above(_));
    if is_more && is_above {
        lines.remove(0);
    }
    lines.truncate(PAGE);
    let to = |name: &str, line: Option<&Listed>| line.map(|line| asked.address(LIST, &[(name, &encode(line.id))]));
    let has_newer = if is_above { is_more } else { which != Which::Newest };
    AuditView {
        newer: to("after", lines.first().filter(|_| has_newer)),
        older: to("before", lines.last().filter(|_| is_more || is_above)),
        lines: lines.into_iter().map(|line| line_view(site, line)).collect(),
        ..empty
    }
}

fn view(site: &Site, viewer: &Viewer, asked: &Asked, problems: &Problems) -> AuditView {
    let known = VERBS.iter().map(|(verb, word)| VerbView { verb: (*verb).to_owned(), word: (*word).to_owned() });
    let strange = !asked.verb.is_empty() && verbs::word(&asked.verb).is_none();
    let strange = strange.then(|| VerbView { verb: asked.verb.clone(), word: String::new() });
    AuditView {
        form: site.form(viewer, "", problems),
        is_filtered: !asked.address("", &[]).is_empty(),
        verb: asked.verb.clone(),
        verbs: known.chain(strange).collect(),
        actor: asked.actor.clone(),
        subject: asked.subject.clone(),
        from: asked.from.clone(),
        to: asked.to.clone(),
        lines: Vec::new(),
        sheet: asked.address(SHEET, &[]),
        newest: asked.address(LIST, &[]),
        newer: None,
        older: None,
    }
}

fn line_view(site: &Site, line: Listed) -> LineView {
    let same = Asked { subject: line.subject.clone(), ..Asked::default() };
    LineView {
        number: line.number.map(|number| number.to_string()),
        at: line.at.0,
        word: verbs::word(&line.verb).unwrap_or_default().to_owned(),
        verb: line.verb,
        actor: line.actor_id.map(|id| member(site, id).unwrap_or_else(|| named(encode(id.0), None))),
        names: line.subject.split(' ').filter_map(|id| name(site, id)).collect(),
        subject_href: same.address(LIST, &[]),
        subject: line.subject,
        why: line.why,
        details: if line.details == "{}" { String::new() } else { line.details },
        is_erased: line.erased.is_some(),
    }
}

/// What an id is called, of what whoever runs the institution knows by name: its members and its cohorts.
fn name(site: &Site, id: &str) -> Option<PersonView> {
    let id = decode(id)?;
    let cohort = || site.roster.cohort(CohortId(id));
    member(site, MemberId(id))
        .or_else(|| cohort().map(|cohort| named(cohort.name.clone(), Some(format!("/c/{}/manage/", cohort.slug)))))
}

fn member(site: &Site, id: MemberId) -> Option<PersonView> {
    let person = site.roster.member(id)?;
    // Whoever has no account has a page only for who reads their mail.
    Some(named(person.name.clone(), person.may_enter.then(|| format!("/m/{}/", person.username))))
}

fn named(name: String, href: Option<String>) -> PersonView {
    PersonView { name, href, role: String::new(), line: String::new() }
}

async fn show_sheet(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    let who = reader(&viewer)?;
    let (institution, asked) = (viewer.institution.id, asked(&request)?);
    let filter: Filter = asked
        .understood(&site.roster, institution)
        .map_err(|_| Error::Malformed(Message::new("audit-filter-unknown")))?;
    // Whoever carries it away is in it, before the first byte leaves.
    let (by, what) = (who.person.id, asked.address("", &[]));
    let note = site.write(move |tx| {
        tx.audit_with(institution, Some(by), "audit.download", institution, "", &[("filter", &*what)])
    });
    note.await?;
    let day = jiff::Timestamp::from_microsecond(site.now().0).map_err(Error::internal)?.strftime("%Y-%m-%d");
    let name = format!("attachment; filename=\"audit-{}-{day}.csv\"", viewer.institution.slug);
    let pieces = sheet::pieces((**site).clone(), institution, viewer.language().to_owned(), filter);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, name))
        .insert_header((CACHE_CONTROL, "no-store"))
        .streaming(pieces.map_ok(Bytes::from)))
}
