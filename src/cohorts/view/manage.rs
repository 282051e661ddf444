//! The desk of those who run a cohort.

use serde::Serialize;

use super::people::NAME;
use crate::theme::view::{FormView, LinkView, NoticeView, PersonView, View, examples};

/// The desk of those who run a cohort, `/c/{slug}/manage/`. Its forms go to `enrol` (`who`, `role`), `settings` (`name`,
/// 80, `starts_on`, `ends_on`) and `state` (`state`) below it; removing somebody is asked for at `end?who=`.
#[derive(Debug, Clone, Serialize)]
pub struct ManageView {
    /// The name in its address.
    pub slug: String,
    /// Its name as it is now.
    pub title: String,
    /// The way here after home: its page, for those who may read it.
    pub crumbs: Vec<LinkView>,
    /// Whether this reader runs it without being in it, and so reads nothing of it.
    pub is_outside: bool,
    /// Whether this reader invites people into it, at `invitations/`.
    pub may_invite: bool,
    /// Token and problems; every field below is one, and so is `people`, the list.
    pub form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// What was typed: a username or an address.
    pub who: String,
    /// The role that is chosen.
    pub role: String,
    /// The roles that can be given.
    pub roles: Vec<String>,
    /// What was typed as name.
    pub name: String,
    /// What was typed as first day; may be empty.
    pub starts_on: String,
    /// What was typed as last day; may be empty.
    pub ends_on: String,
    /// The state it is in.
    pub state: String,
    /// The states it can have.
    pub states: Vec<String>,
    /// Who is in it now.
    pub people: Vec<PlaceView>,
}

/// Somebody in a cohort.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceView {
    /// What names them in a form.
    pub username: String,
    /// Who they are, with their role.
    pub person: PersonView,
}

impl View for ManageView {
    const TEMPLATE: &'static str = "cohorts/manage.html";

    fn samples() -> Vec<Self> {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let place = |person: PersonView| PlaceView { username: person.name.to_lowercase().replace(' ', "-"), person };
        let people = examples::people()
            .into_iter()
            .filter(|person| ["mentor", "mentee", "coordinator", "observer"].contains(&person.role.as_str()));
        let fresh = Self {
            slug: "eng-2026".to_owned(),
            title: NAME.to_owned(),
            crumbs: vec![examples::link("/c/eng-2026/", NAME)],
            is_outside: false,
            may_invite: true,
            form: examples::form(&[]),
            notice: Some(NoticeView { tone: "ok".to_owned(), text: "Ruth Osei is a mentor here now.".to_owned() }),
            who: String::new(),
            role: "mentee".to_owned(),
            roles: owned(&["mentor", "mentee", "coordinator", "observer"]),
            name: NAME.to_owned(),
            starts_on: "2026-10-05".to_owned(),
            ends_on: String::new(),
            state: "running".to_owned(),
            states: owned(&["planned", "running", "closed", "archived"]),
            people: people.map(place).collect(),
        };
        let problems = [
            ("who", "Nobody here has that name"),
            ("role", "Choose one"),
            ("name", "Give it a name"),
            ("starts_on", "Write the day"),
            ("ends_on", "Choose a later last day"),
            ("state", "Choose one"),
            ("people", "She is the only coordinator"),
        ];
        let wrong = Self {
            form: examples::form(&problems),
            notice: None,
            who: "ruht".to_owned(),
            name: String::new(),
            starts_on: "5 October".to_owned(),
            ends_on: "2025-05-14".to_owned(),
            ..fresh.clone()
        };
        let outside = Self { crumbs: Vec::new(), is_outside: true, may_invite: false, notice: None, ..fresh.clone() };
        vec![fresh, wrong, outside]
    }
}
