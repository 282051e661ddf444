//! What the page of roles is drawn from.

use serde::Serialize;

use crate::theme::view::View;

/// Who may do what, `/admin/roles/`.
#[derive(Debug, Clone, Serialize)]
pub struct RolesView {
    /// Every role, the least trusted first.
    pub parts: Vec<PartView>,
    /// Every right, by what it is about.
    pub areas: Vec<AreaView>,
}

/// A role.
#[derive(Debug, Clone, Serialize)]
pub struct PartView {
    /// What its words are called.
    pub word: String,
    /// Where one can have it from; empty where nobody gives it.
    pub sources: Vec<String>,
}

/// The rights about one kind of thing.
#[derive(Debug, Clone, Serialize)]
pub struct AreaView {
    /// What its words are called.
    pub word: String,
    /// They.
    pub rights: Vec<RightView>,
}

/// A right.
#[derive(Debug, Clone, Serialize)]
pub struct RightView {
    /// What its words are called.
    pub word: String,
    /// The ways to it; in each, everything that it lists has to be so.
    pub ways: Vec<Vec<NeedView>>,
}

/// What has to be so.
#[derive(Debug, Clone, Serialize)]
pub struct NeedView {
    /// What its words are called; empty where roles are needed.
    pub word: String,
    /// The roles, one of which is needed.
    pub parts: Vec<String>,
}

impl View for RolesView {
    const TEMPLATE: &'static str = "roles/roles.html";

    fn samples() -> Vec<Self> {
        vec![super::routes::view()]
    }
}
