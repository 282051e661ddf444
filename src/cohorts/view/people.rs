//! Who is in a cohort: the list for everyone in it, the desk of its coordinators, the way out.

use serde::Serialize;

use super::GroupView;
use super::cohort::groups;
use crate::theme::view::{AudienceView, FormView, NoticeView, PersonView, View, examples};

/// Everybody in a cohort by role, `/c/{slug}/people/`.
#[derive(Debug, Clone, Serialize)]
pub struct PeopleView {
    /// The name in its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Who can read it.
    pub audience: AudienceView,
    /// All of them; `more` is 0.
    pub groups: Vec<GroupView>,
}

/// The desk of a cohort's coordinators, `/c/{slug}/manage/`. Its forms go to `enrol` (`who`, `role`), `role` (the same)
/// and `state` (`state`) below it; removing somebody is asked for at `end?who=`.
#[derive(Debug, Clone, Serialize)]
pub struct ManageView {
    /// The name in its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Token and problems; `who` and `state` are fields.
    pub form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// What was typed: a username or an address.
    pub who: String,
    /// The role that is chosen.
    pub role: String,
    /// The roles that can be given.
    pub roles: Vec<String>,
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

/// Asks before someone leaves, `/c/{slug}/leave`.
#[derive(Debug, Clone, Serialize)]
pub struct LeaveView {
    /// The name in its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Token and problems.
    pub form: FormView,
}

const NAME: &str = "Engineering and Computing 2026–27";

impl View for PeopleView {
    const TEMPLATE: &'static str = "cohorts/people.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            slug: "eng-2026".to_owned(),
            name: NAME.to_owned(),
            audience: examples::audience(),
            groups: groups(),
        }]
    }
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
            name: NAME.to_owned(),
            form: examples::form(&[]),
            notice: Some(NoticeView { tone: "ok".to_owned(), text: "Ruth Osei is a mentor here now.".to_owned() }),
            who: String::new(),
            role: "mentee".to_owned(),
            roles: owned(&["mentor", "mentee", "coordinator", "observer"]),
            state: "running".to_owned(),
            states: owned(&["planned", "running", "closed", "archived"]),
            people: people.map(place).collect(),
        };
        let wrong = Self {
            form: examples::form(&[("who", "Nobody here has that name"), ("state", "Choose one")]),
            notice: None,
            who: "ruht".to_owned(),
            ..fresh.clone()
        };
        vec![fresh, wrong]
    }
}

impl View for LeaveView {
    const TEMPLATE: &'static str = "cohorts/leave.html";

    fn samples() -> Vec<Self> {
        vec![Self { slug: "eng-2026".to_owned(), name: NAME.to_owned(), form: examples::form(&[]) }]
    }
}
