//! What the page of the audit is drawn from.

use serde::Serialize;

use crate::theme::view::{FormView, PersonView, View, examples};

/// What was done at an institution, `/admin/audit/`. Fields of the filter, which is a GET form: `verb`, `actor`,
/// `subject`, `from`, `to`.
#[derive(Debug, Clone, Serialize)]
pub struct AuditView {
    /// What is wrong with the filter.
    pub form: FormView,
    /// Whether anything is asked for.
    pub is_filtered: bool,
    /// The verb that is chosen.
    pub verb: String,
    /// Every verb that can be.
    pub verbs: Vec<VerbView>,
    /// What was typed as actor.
    pub actor: String,
    /// What was typed as subject.
    pub subject: String,
    /// What was typed as first day.
    pub from: String,
    /// What was typed as last day.
    pub to: String,
    /// The lines, newest first.
    pub lines: Vec<LineView>,
    /// Where all of them can be had as a table.
    pub sheet: String,
    /// The first page.
    pub newest: String,
    /// The page of newer lines.
    pub newer: Option<String>,
    /// The page of older ones.
    pub older: Option<String>,
}

/// Something that can have been done.
#[derive(Debug, Clone, Serialize)]
pub struct VerbView {
    /// As it is written.
    pub verb: String,
    /// What its words are called; empty where there are none.
    pub word: String,
}

/// A line.
#[derive(Debug, Clone, Serialize)]
pub struct LineView {
    /// Its place in the chain; none until it is sealed.
    pub number: Option<String>,
    /// When.
    pub at: i64,
    /// What was done, as it is written.
    pub verb: String,
    /// What the words for it are called; empty where there are none.
    pub word: String,
    /// Who did it; nobody for a command or the clock.
    pub actor: Option<PersonView>,
    /// To what, as it is written.
    pub subject: String,
    /// Everything that was done to it.
    pub subject_href: String,
    /// What that is called, as far as whoever runs the institution knows it.
    pub names: Vec<PersonView>,
    /// The reason that was given.
    pub why: String,
    /// What else was noted; may be empty.
    pub details: String,
    /// Whether why was erased.
    pub is_erased: bool,
}

impl View for AuditView {
    const TEMPLATE: &'static str = "audit/audit.html";

    fn samples() -> Vec<Self> {
        let verb = |verb: &str, word: &str| VerbView { verb: verb.to_owned(), word: word.to_owned() };
        let all = Self {
            form: examples::form(&[]),
            is_filtered: false,
            verb: String::new(),
            verbs: vec![verb("members.grant", "members-grant"), verb("library.approve", "")],
            actor: String::new(),
            subject: String::new(),
            from: String::new(),
            to: String::new(),
            lines: lines(),
            sheet: "/admin/audit/lines.csv".to_owned(),
            newest: "/admin/audit/".to_owned(),
            newer: None,
            older: Some("/admin/audit/?before=0f2m9c4x7w1rk".to_owned()),
        };
        let later = Self {
            is_filtered: true,
            verb: "members.grant".to_owned(),
            newer: Some("/admin/audit/?verb=members.grant&after=0f2m9c4x7w1rk".to_owned()),
            older: None,
            ..all.clone()
        };
        let empty = Self { lines: Vec::new(), newer: None, older: None, ..later.clone() };
        let wrong = Self {
            form: examples::form(&[
                ("verb", "Nothing is called like this"),
                ("actor", "Nobody has that name"),
                ("from", "Write the day"),
            ]),
            actor: "ruht".to_owned(),
            from: "5 October".to_owned(),
            ..empty.clone()
        };
        vec![all, later, empty, wrong]
    }
}

/// A line of each kind.
fn lines() -> Vec<LineView> {
    let granted = LineView {
        number: Some("812".to_owned()),
        at: examples::NOON,
        verb: "members.grant".to_owned(),
        word: "members-grant".to_owned(),
        actor: None,
        subject: "0f2m9c4x7w1rk".to_owned(),
        subject_href: "/admin/audit/?subject=0f2m9c4x7w1rk".to_owned(),
        names: vec![
            examples::person("Ruth Osei", "", ""),
            PersonView { href: None, ..examples::person("Spring", "", "") },
        ],
        why: String::new(),
        details: "{\"source\":\"command\"}".to_owned(),
        is_erased: false,
    };
    let hidden = LineView {
        number: None,
        word: "threads-hide-post".to_owned(),
        actor: Some(examples::person("Noor Rahman", "", "")),
        names: Vec::new(),
        why: "It names somebody who is not here to answer.".to_owned(),
        details: String::new(),
        ..granted.clone()
    };
    let erased = LineView { why: String::new(), is_erased: true, ..hidden.clone() };
    let strange = LineView { verb: "library.approve".to_owned(), word: String::new(), ..granted.clone() };
    vec![granted, hidden, erased, strange]
}
