//! Handlers of a case: what was reported, as it was then, and what those who judge it do among themselves.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::act;
use super::case_desk::{self, Move};
use super::deed::Deed;
use super::model::measures::{self, Measure};
use super::model::reports::{self, Note, Report};
use super::model::{self, Case};
use super::rules::{self, Seen};
use super::view::{CaseView, DecidedView, MeasureView, NoteView, RelatedView, ReportedView};
use super::{BODY, appeal};
use crate::db::Conn;
use crate::db::ids::{CaseId, MemberId};
use crate::error::{Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::members::people::People;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::PersonView;

/// `GET /moderation/cases/{case}/`
pub async fn show_case(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    show(&site, &viewer, &request, id.parse()?, &FormBody::default(), &Problems::default()).await
}

/// `POST /moderation/cases/{case}/desk`
pub async fn post_desk(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["do", "body"])?;
    let (id, who) = (id.parse::<CaseId>()?, viewer.somebody()?.clone());
    let of = site.clone();
    site.read(move |conn| rules::for_viewer(&of, conn, &who, id).map(drop)).await?;
    let mut fields = Fields::of(&form);
    let what = fields.choice("do", &["claim", "give-back", "note", "pass-on"]);
    let body = fields.text("body", BODY);
    if ["note", "pass-on"].contains(&what.as_str()) && body.trim().is_empty() {
        fields.problems.add("body", Message::new("moderation-note-missing"));
    }
    if !fields.problems.0.is_empty() {
        return show(&site, &viewer, &request, id, &form, &fields.problems).await;
    }
    let what = match what.as_str() {
        "claim" => Move::Claim,
        "give-back" => Move::GiveBack,
        "note" => Move::Note(body),
        _ => Move::PassOn(body),
    };
    let as_viewer = viewer.clone();
    site.write(move |tx| case_desk::make(tx, &as_viewer, id, &what)).await?;
    Ok(respond::see_other(&format!("/moderation/cases/{id}/")))
}

/// All that is known of a case.
struct Told {
    seen: Seen,
    deeds: Vec<Deed>,
    reports: Vec<Report>,
    notes: Vec<Note>,
    /// With whether this viewer may decide what they answered.
    measures: Vec<(Measure, bool)>,
    related: Vec<Case>,
}

impl Told {
    fn of(site: &Site, conn: &mut Conn, viewer: &Viewer, id: CaseId) -> Result<Self> {
        let who = viewer.somebody()?;
        let seen = rules::for_viewer(site, conn, who, id)?;
        let mut related = Vec::new();
        for case in model::related(conn, &seen.case)? {
            let other = Seen::of(conn, case)?;
            related.extend(rules::may_judge(site, &who.person, &other).then_some(other.case));
        }
        let mut measures = Vec::new();
        for measure in measures::of_case(conn, id)? {
            let waits = measure.appealed_at.is_some() && measure.answered_at.is_none();
            // One at a time: each has a form with fields of the same names.
            let is_first = !measures.iter().any(|(_, decides)| *decides);
            let decides = waits && is_first && appeal::may_decide(site, conn, viewer, &seen, &measure)?;
            measures.push((measure, decides));
        }
        Ok(Self {
            deeds: if seen.case.state == "done" { Vec::new() } else { act::deeds(site, conn, viewer, &seen)? },
            reports: reports::of_cases(conn, &[id])?,
            notes: reports::notes(conn, id)?,
            measures,
            related,
            seen,
        })
    }

    fn people(&self) -> Vec<MemberId> {
        let case = &self.seen.case;
        let mut ids = vec![case.about_id];
        ids.extend([case.claimed_by, case.decided_by].into_iter().flatten().map(MemberId));
        ids.extend(self.reports.iter().map(|report| report.reporter_id));
        ids.extend(self.notes.iter().map(|note| note.author_id));
        ids.extend(self.measures.iter().map(|(measure, _)| measure.by_id));
        ids
    }
}

/// Shows the case, with what was typed into one of its forms.
pub(super) async fn show(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    id: CaseId,
    form: &FormBody,
    problems: &Problems,
) -> Result<HttpResponse> {
    viewer.somebody()?;
    let (of, as_viewer) = (site.clone(), viewer.clone());
    let mut view = site
        .read(move |conn| {
            let told = Told::of(&of, conn, &as_viewer, id)?;
            let people = People::read(conn, &of, &told.people(), Vec::new(), false)?;
            draw(&told, &as_viewer, &|id| people.person(id))
        })
        .await?;
    view.form = site.form(viewer, "", problems);
    let typed = |name| form.get(name).to_owned();
    match form.has("measure") {
        true => (view.answer, view.reason) = (typed("note"), typed("reason")),
        false => view.note = typed("body"),
    }
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, Around { audience: "", current: "" }, &view)
}

fn draw(told: &Told, viewer: &Viewer, person: &dyn Fn(MemberId) -> PersonView) -> Result<CaseView> {
    let (case, me) = (&told.seen.case, viewer.somebody()?.person.id);
    let decided = case.decided_by.zip(case.decided_at).filter(|_| case.state != "open");
    Ok(CaseView {
        form: crate::theme::view::FormView::default(),
        id: case.id.to_string(),
        what: if case.post_id.is_some() { "post".into() } else { "person".into() },
        title: case.title.clone(),
        number: u32::try_from(case.number).unwrap_or(0),
        href: case.post().map(|post| format!("/p/{post}/")),
        about: person(case.about_id),
        state: case.state.clone(),
        is_urgent: case.is_urgent,
        is_passed_on: case.is_passed_on,
        opened_at: case.opened_at.0,
        claimed: case.claimed_by.map(|by| person(MemberId(by))),
        claimed_at: case.claimed_at.map(|at| at.0),
        is_mine: case.claimed_by == Some(me.0),
        reports: reported(&told.reports, person),
        deeds: told.deeds.iter().map(|deed| deed.word().to_owned()).collect(),
        decided: decided.map(|(by, at)| DecidedView {
            by: person(MemberId(by)),
            at: at.0,
            outcome: case.outcome.clone(),
            told: case.told.clone(),
        }),
        measures: told.measures.iter().map(|(row, decides)| measured(row, *decides, person)).collect(),
        notes: told
            .notes
            .iter()
            .map(|note| NoteView { by: person(note.author_id), at: note.made_at.0, body: note.body.clone() })
            .collect(),
        related: told
            .related
            .iter()
            .map(|case| RelatedView {
                href: format!("/moderation/cases/{}/", case.id),
                title: case.title.clone(),
                at: case.opened_at.0,
                state: case.state.clone(),
                outcome: case.outcome.clone(),
            })
            .collect(),
        note: String::new(),
        answer: String::new(),
        reason: String::new(),
    })
}

/// The reports, each with what it was about where that was not the same before.
fn reported(reports: &[Report], person: &dyn Fn(MemberId) -> PersonView) -> Vec<ReportedView> {
    let mut before = String::new();
    let mut view = |report: &Report| {
        let is_new = report.snapshot != before;
        before.clone_from(&report.snapshot);
        ReportedView {
            by: person(report.reporter_id),
            kind: report.kind.clone(),
            body: report.body.clone(),
            at: report.made_at.0,
            added_at: report.added_at.map(|at| at.0),
            snapshot_html: if is_new { report.snapshot.clone() } else { String::new() },
        }
    };
    reports.iter().map(&mut view).collect()
}

fn measured(row: &Measure, decides: bool, person: &dyn Fn(MemberId) -> PersonView) -> MeasureView {
    MeasureView {
        id: row.id.to_string(),
        kind: row.kind.clone(),
        by: person(row.by_id),
        at: row.made_at.0,
        until: row.until.map(|at| at.0),
        ended_at: row.ended_at.map(|at| at.0),
        reason: row.reason.clone(),
        body: row.body.clone(),
        appeal: row.appeal.clone(),
        appealed_at: row.appealed_at.map(|at| at.0),
        outcome: row.outcome.clone(),
        answer: row.answer.clone(),
        may_decide: decides,
    }
}
