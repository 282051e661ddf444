//! Who is in a cohort: the list for everyone in it, and the way out.

use serde::Serialize;

use super::GroupView;
use super::cohort::groups;
use crate::theme::view::{AudienceView, FormView, View, examples};

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

/// Asks before someone leaves, `/c/{slug}/leave`.
#[derive(Debug, Clone, Serialize)]
pub struct LeaveView {
    /// The name in its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Token, and why they cannot leave.
    pub form: FormView,
    /// Whether they are led to the desk, to make somebody else a coordinator first.
    pub may_appoint: bool,
}

pub(super) const NAME: &str = "Engineering and Computing 2026–27";

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

impl View for LeaveView {
    const TEMPLATE: &'static str = "cohorts/leave.html";

    fn samples() -> Vec<Self> {
        let asked =
            Self { slug: "eng-2026".to_owned(), name: NAME.to_owned(), form: examples::form(&[]), may_appoint: false };
        let refused = Self {
            form: examples::form(&[("", "You are the only coordinator here.")]),
            may_appoint: true,
            ..asked.clone()
        };
        vec![asked, refused]
    }
}
