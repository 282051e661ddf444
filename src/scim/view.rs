//! What the desk of provisioning is drawn from.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, NoticeView, View, examples};

/// Which identity systems add members, `/admin/provisioning/`. Its forms go to `tokens` (`name`, 60, and `days`),
/// `tokens/{id}/revoke`, and `groups/{id}/map` (`cohort`, a slug or nothing, and `role`).
#[derive(Debug, Clone, Serialize)]
pub struct DeskView {
    /// Token and problems; `name` and `days` are fields, and so is `groups`, the list.
    pub form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// A token that was just made; it is shown this once.
    pub fresh: Option<String>,
    /// The address to give to the identity system.
    pub base: String,
    /// What was typed.
    pub name: String,
    /// What was typed: for how many days; empty for no end.
    pub days: String,
    /// The tokens that were not revoked, the oldest first.
    pub tokens: Vec<TokenView>,
    /// The groups that it has, by name.
    pub groups: Vec<GroupView>,
    /// The cohorts to which the reader can map a group: slug and name.
    pub cohorts: Vec<LinkView>,
    /// The roles that it can give there.
    pub roles: Vec<String>,
}

/// A token, without its secret.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct TokenView {
    pub id: String,
    pub name: String,
    pub made_at: i64,
    /// Roughly.
    pub used_at: Option<i64>,
    pub ends_at: Option<i64>,
    pub is_over: bool,
}

/// A group.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct GroupView {
    pub id: String,
    pub name: String,
    /// How many people are in it.
    pub count: usize,
    /// The slug of the cohort in which it gives a place; empty if in none.
    pub cohort: String,
    /// What that is called.
    pub cohort_name: String,
    /// In which role; empty if in none.
    pub role: String,
    /// Whether only the operator changes that.
    pub is_fixed: bool,
    /// Whether somebody else coordinates that cohort: then it can only be taken back.
    pub is_others: bool,
}

impl View for DeskView {
    const TEMPLATE: &'static str = "scim/desk.html";

    fn samples() -> Vec<Self> {
        let token = TokenView {
            id: "0f2m9c4x7w1rk".to_owned(),
            name: "Entra".to_owned(),
            made_at: examples::NOON,
            used_at: Some(examples::NOON),
            ends_at: None,
            is_over: false,
        };
        let over = TokenView {
            name: "Okta".to_owned(),
            used_at: None,
            ends_at: Some(examples::NOON),
            is_over: true,
            ..token.clone()
        };
        let empty = Self {
            form: examples::form(&[]),
            notice: None,
            fresh: None,
            base: "https://northfield.example/scim/v2".to_owned(),
            name: String::new(),
            days: String::new(),
            tokens: Vec::new(),
            groups: Vec::new(),
            cohorts: vec![LinkView { href: "spring-2027".to_owned(), text: "Spring 2027".to_owned() }],
            roles: vec!["mentor".to_owned(), "mentee".to_owned()],
        };
        let notice = NoticeView { tone: "ok".to_owned(), text: "It is there.".to_owned() };
        let full = Self {
            notice: Some(notice),
            fresh: Some("lyceum_scim_w1rk0f2m9c4x7w1rk0f2m9c4x7w1rk0f2m9c4x7w1rk0f2m".to_owned()),
            tokens: vec![token, over],
            groups: groups(),
            ..empty.clone()
        };
        let stranger = Self { cohorts: Vec::new(), ..full.clone() };
        let wrong = Self {
            form: examples::form(&[("name", "Write what it is for"), ("days", "Write a number"), ("groups", "Choose")]),
            days: "soon".to_owned(),
            fresh: None,
            notice: None,
            ..full.clone()
        };
        vec![empty, full, stranger, wrong]
    }
}

/// A group that waits, one that is mapped, the same for another cohort, and one that only the operator maps.
fn groups() -> Vec<GroupView> {
    let waiting = GroupView {
        id: "0f2m9c4x7w1rm".to_owned(),
        name: "Engineering mentors".to_owned(),
        count: 12,
        cohort: String::new(),
        cohort_name: String::new(),
        role: String::new(),
        is_fixed: false,
        is_others: false,
    };
    let mapped = GroupView {
        cohort: "spring-2027".to_owned(),
        cohort_name: "Spring 2027".to_owned(),
        role: "mentor".to_owned(),
        ..waiting.clone()
    };
    let fixed = GroupView { role: "coordinator".to_owned(), is_fixed: true, ..mapped.clone() };
    let others = GroupView { is_others: true, ..mapped.clone() };
    vec![waiting, mapped, others, fixed]
}
