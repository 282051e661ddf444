//! A case: what was reported, what was done, and what those who judge it say.

use serde::Serialize;

use super::measure::{MeasureView, sample as measure};
use crate::theme::view::{FormView, PersonView, View, examples};

/// A case, `/moderation/cases/{id}/`. Its forms go to `desk` below it (`do`: `claim`, `give-back`, `note`, `pass-on`; `body`,
/// 2,000) and to `answer` (`measure`, `outcome`, `note`, 2,000, `reason`, 300); each deed is a page, `act/{deed}`.
#[derive(Debug, Clone, Serialize)]
pub struct CaseView {
    /// Token and problems.
    pub form: FormView,
    /// Its id in base32.
    pub id: String,
    /// `post` or `person`.
    pub what: String,
    /// The thread's title, or the person's name.
    pub title: String,
    /// The post's number; 0 for a person.
    pub number: u32,
    /// The post as it is now.
    pub href: Option<String>,
    /// Who wrote it, or the person.
    pub about: PersonView,
    /// `open`, `appealed` or `done`.
    pub state: String,
    /// Whether somebody may be at risk.
    pub is_urgent: bool,
    /// Whether those who run the institution judge it, too.
    pub is_passed_on: bool,
    /// Since when it waits.
    pub opened_at: i64,
    /// Who is looking at it.
    pub claimed: Option<PersonView>,
    /// Since when.
    pub claimed_at: Option<i64>,
    /// Whether that is this reader.
    pub is_mine: bool,
    /// The reports, oldest first.
    pub reports: Vec<ReportedView>,
    /// What this reader may do, the mildest first; nothing where it is decided.
    pub deeds: Vec<String>,
    /// What was decided last.
    pub decided: Option<DecidedView>,
    /// What was done to them, oldest first.
    pub measures: Vec<MeasureView>,
    /// What those who judge it say among themselves.
    pub notes: Vec<NoteView>,
    /// Other cases about the same person that this reader may judge, latest first.
    pub related: Vec<RelatedView>,
    /// What was typed as note.
    pub note: String,
    /// What was typed to somebody who answered.
    pub answer: String,
    /// What was typed as reason of that.
    pub reason: String,
}

/// A report.
#[derive(Debug, Clone, Serialize)]
pub struct ReportedView {
    /// Who made it.
    pub by: PersonView,
    /// What is wrong.
    pub kind: String,
    /// In their words; may be empty.
    pub body: String,
    /// When.
    pub at: i64,
    /// When they last added something.
    pub added_at: Option<i64>,
    /// What was reported, as it was then, sanitised; empty where the report before has the same.
    pub snapshot_html: String,
}

/// What was decided.
#[derive(Debug, Clone, Serialize)]
pub struct DecidedView {
    /// By whom.
    pub by: PersonView,
    /// When.
    pub at: i64,
    /// The word of the deed.
    pub outcome: String,
    /// What those are told who reported it.
    pub told: String,
}

/// A note.
#[derive(Debug, Clone, Serialize)]
pub struct NoteView {
    /// By whom.
    pub by: PersonView,
    /// When.
    pub at: i64,
    /// In their words.
    pub body: String,
}

/// Another case about the same person.
#[derive(Debug, Clone, Serialize)]
pub struct RelatedView {
    /// Its page.
    pub href: String,
    /// The thread's title, or the person's name.
    pub title: String,
    /// When it began.
    pub at: i64,
    /// `open`, `appealed` or `done`.
    pub state: String,
    /// What was done last; may be empty.
    pub outcome: String,
}

impl View for CaseView {
    const TEMPLATE: &'static str = "moderation/case.html";

    fn samples() -> Vec<Self> {
        let noor = examples::person("Noor Rahman", "moderator", "");
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let fresh = Self {
            form: examples::form(&[]),
            id: "0f2m8t1x9s3zd".to_owned(),
            what: "post".to_owned(),
            title: "Is a second-year internship worth it unpaid?".to_owned(),
            number: 6,
            href: Some("/p/0f2m6q1t9s3z1/".to_owned()),
            about: examples::person("Ben Ashworth", "mentor", ""),
            state: "open".to_owned(),
            is_urgent: true,
            is_passed_on: false,
            opened_at: examples::NOON,
            claimed: None,
            claimed_at: None,
            is_mine: false,
            reports: reports(),
            deeds: owned(&["dismiss", "warn", "hide-post", "lock", "hide-thread", "mute", "suspend", "ban"]),
            decided: None,
            measures: Vec::new(),
            notes: Vec::new(),
            related: Vec::new(),
            note: String::new(),
            answer: String::new(),
            reason: String::new(),
        };
        let note = NoteView { by: noor.clone(), at: examples::NOON, body: "I shall write to him first.".to_owned() };
        let related = RelatedView {
            href: "/moderation/cases/0f2m8t1x9s3ze/".to_owned(),
            title: "هل يذكر أحد المعدّل؟".to_owned(),
            at: examples::NOON,
            state: "done".to_owned(),
            outcome: "warn".to_owned(),
        };
        let waiting = RelatedView { state: "open".to_owned(), outcome: String::new(), ..related.clone() };
        let claimed = Self {
            form: examples::form(&[("body", "Write it down")]),
            what: "person".to_owned(),
            title: "Ben Ashworth".to_owned(),
            number: 0,
            href: None,
            is_urgent: false,
            is_passed_on: true,
            claimed: Some(noor.clone()),
            claimed_at: Some(examples::NOON),
            is_mine: true,
            notes: vec![note],
            related: vec![related, waiting],
            note: "<b>?</b>".to_owned(),
            ..fresh.clone()
        };
        vec![fresh.clone(), claimed.clone(), appealed(&claimed, noor.clone()), decided(&fresh, noor)]
    }
}

fn appealed(of: &CaseView, by: PersonView) -> CaseView {
    CaseView {
        form: examples::form(&[("outcome", "Choose one of these"), ("note", "Write it down"), ("reason", "Say why")]),
        state: "appealed".to_owned(),
        claimed: Some(by.clone()),
        is_mine: false,
        measures: vec![measure(by.clone()), MeasureView { may_decide: false, ..measure(by) }],
        answer: "You are right.".to_owned(),
        reason: "A quotation".to_owned(),
        ..of.clone()
    }
}

fn decided(of: &CaseView, by: PersonView) -> CaseView {
    let over = MeasureView {
        kind: "ban".to_owned(),
        until: None,
        ended_at: Some(examples::NOON),
        outcome: "lifted".to_owned(),
        answer: "Come back.".to_owned(),
        may_decide: false,
        ..measure(by.clone())
    };
    let silent = MeasureView { appeal: String::new(), appealed_at: None, outcome: String::new(), ..over.clone() };
    CaseView {
        state: "done".to_owned(),
        deeds: Vec::new(),
        decided: Some(DecidedView {
            by,
            at: examples::NOON,
            outcome: "ban".to_owned(),
            told: "Thank you. We have talked to them.".to_owned(),
        }),
        measures: vec![over, silent],
        ..of.clone()
    }
}

fn reports() -> Vec<ReportedView> {
    let first = ReportedView {
        by: examples::person("Amara Nwosu", "mentee", ""),
        kind: "unkind".to_owned(),
        body: "I nearly left the <thread>.".to_owned(),
        at: examples::NOON,
        added_at: Some(examples::NOON + 60_000_000),
        snapshot_html: "<p>If you cannot afford it, do something else.</p>".to_owned(),
    };
    let second = ReportedView {
        kind: "risk".to_owned(),
        body: String::new(),
        added_at: None,
        snapshot_html: String::new(),
        ..first.clone()
    };
    vec![first, second]
}
