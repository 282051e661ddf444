//! Reports a post or a person. Whoever reports once more adds to their own; one of several about a post joins its case.

use std::collections::HashSet;

use super::letter;
use super::model::reports::{self, Report};
use super::model::{self, Case};
use super::rules::{self, Seen};
use crate::db::events::ModerationEvent;
use crate::db::ids::{CaseId, CohortId, InstitutionId, MemberId, PostId, ReportId};
use crate::error::{Error, Message, Result};
use crate::http::Viewer;
use crate::members;
use crate::members::model::Member;
use crate::site::Tx;
use crate::threads;

/// What can be wrong, in the order of the form.
pub const KINDS: [&str; 6] = ["unkind", "contact", "risk", "spam", "private", "other"];
/// The one that cannot wait.
const RISK: &str = "risk";
/// As many as one person reports in a day; whoever has more to say is to write to somebody.
const A_DAY: i64 = 50;

/// What the form sends, cleaned.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// One of [`KINDS`].
    pub kind: String,
    /// In their own words; may be empty.
    pub body: String,
}

/// Reports a post that the viewer reads.
pub fn post(tx: &mut Tx<'_>, viewer: &Viewer, id: PostId, draft: &Draft) -> Result<ReportId> {
    let who = viewer.somebody()?.person.id;
    let post = threads::model::post(tx.conn, id)?;
    threads::model::take(tx.conn, post.thread_id)?;
    let (post, thread) = threads::rules::post_for_viewer(tx.site, tx.conn, viewer, id)?;
    if post.state != "published" {
        return Err(Error::NotFound);
    }
    let boards = thread.boards();
    let thread = thread.thread;
    let case = match model::open_about_post(tx.conn, id)? {
        Some(case) => case,
        None => {
            let case = Case {
                thread_id: Some(thread.id.0),
                post_id: Some(id.0),
                title: thread.title,
                number: post.number,
                ..new_case(tx, thread.institution_id, post.by.behind())
            };
            open(tx, Seen { case, boards: boards.clone() })?
        }
    };
    report(tx, who, &Seen { case, boards }, draft, post.body_html)
}

/// Reports a person of the viewer's institution.
pub fn person(tx: &mut Tx<'_>, viewer: &Viewer, username: &str, draft: &Draft) -> Result<ReportId> {
    let who = &viewer.somebody()?.person;
    let about = find(tx.conn, viewer, username)?;
    members::model::hold(tx.conn, about.id)?;
    let own: HashSet<CohortId> = who.enrolments.iter().map(|(cohort, _)| *cohort).collect();
    let theirs = tx.site.roster.member(about.id).map_or_else(Vec::new, |person| person.enrolments.clone());
    let shared: Vec<CohortId> = theirs.into_iter().map(|(cohort, _)| cohort).filter(|id| own.contains(id)).collect();
    let mut fresh = Case { title: about.name.clone(), ..new_case(tx, about.institution_id, about.id) };
    // Of several cohorts that they share, the first in which somebody is left to judge it.
    fresh.cohort_id = shared.first().map(|cohort| cohort.0);
    for cohort in shared {
        let seen = Seen { case: Case { cohort_id: Some(cohort.0), ..fresh.clone() }, boards: Vec::new() };
        if !rules::judges(tx.site, tx.conn, &seen)?.is_empty() {
            fresh = seen.case;
            break;
        }
    }
    let case = match model::open_about_person(tx.conn, about.id, fresh.cohort())? {
        Some(case) => case,
        None => open(tx, Seen { case: fresh, boards: Vec::new() })?,
    };
    report(tx, who.id, &Seen { case, boards: Vec::new() }, draft, about.bio_html)
}

/// Somebody who can be reported: a member of the viewer's institution who has an account.
pub fn find(conn: &mut crate::db::Conn, viewer: &Viewer, username: &str) -> Result<Member> {
    let about = members::model::by_username(conn, viewer.institution.id, username)?;
    if about.kind == "imported" || about.state == "left" { Err(Error::NotFound) } else { Ok(about) }
}

fn new_case(tx: &Tx<'_>, institution: InstitutionId, about: MemberId) -> Case {
    Case {
        id: CaseId(tx.id()),
        institution_id: institution,
        thread_id: None,
        post_id: None,
        about_id: about,
        cohort_id: None,
        title: String::new(),
        number: 0,
        state: "open".into(),
        is_urgent: false,
        is_passed_on: false,
        opened_at: tx.now,
        claimed_by: None,
        claimed_at: None,
        decided_by: None,
        decided_at: None,
        outcome: String::new(),
        told: String::new(),
    }
}

/// Opens a case. One that nobody could judge is passed on at once: a cohort's only coordinator can be reported, too.
fn open(tx: &mut Tx<'_>, seen: Seen) -> Result<Case> {
    let is_passed_on = rules::judges(tx.site, tx.conn, &seen)?.is_empty();
    let case = Case { is_passed_on, ..seen.case };
    model::insert(tx.conn, &case)?;
    Ok(case)
}

fn report(tx: &mut Tx<'_>, who: MemberId, seen: &Seen, draft: &Draft, snapshot: String) -> Result<ReportId> {
    let case = &seen.case;
    let id = match reports::own(tx.conn, case.id, who)? {
        Some(own) => {
            let body = added(&own.body, &draft.body);
            let kind = if own.kind == RISK { RISK } else { draft.kind.as_str() };
            if body == own.body && kind == own.kind {
                return Ok(own.id);
            }
            reports::add_to(tx.conn, own.id, kind, &body, tx.now)?;
            own.id
        }
        None => {
            let since = tx.now.plus_seconds(-86_400);
            if reports::made_since(tx.conn, who, since)? >= A_DAY {
                let words = Message::new("moderation-too-many").with("most", A_DAY);
                return Err(Error::Conflict(words.leading_to("/report", "frame-report")));
            }
            let own = Report {
                id: ReportId(tx.id()),
                case_id: case.id,
                reporter_id: who,
                kind: draft.kind.clone(),
                body: draft.body.clone(),
                snapshot,
                made_at: tx.now,
                added_at: None,
            };
            reports::insert(tx.conn, &own)?;
            own.id
        }
    };
    // What was reported stands with the report, for those who judge it: who runs the institution reads the audit.
    tx.audit(case.institution_id, Some(who), "moderation.report", case.id, "")?;
    let event = tx.record(ModerationEvent::Reported { case: case.id, report: id })?;
    if draft.kind == RISK && !case.is_urgent {
        model::update(tx.conn, &Case { is_urgent: true, ..case.clone() })?;
        letter::alert(tx, event, seen)?;
    }
    Ok(id)
}

/// What somebody said before, and what they add.
fn added(before: &str, more: &str) -> String {
    match (before, more) {
        (before, "") => before.to_owned(),
        ("", more) => more.to_owned(),
        (before, more) if before == more || before.ends_with(&format!("\n\n{more}")) => before.to_owned(),
        (before, more) => format!("{before}\n\n{more}"),
    }
}
