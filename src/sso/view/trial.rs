//! What came of trying a provider.

use serde::Serialize;

use crate::theme::view::View;

/// What a provider says of whoever tries it, and what that would give; on the way back of `/admin/sign-on/{slug}/try`.
#[derive(Debug, Clone, Serialize)]
pub struct TrialView {
    /// On its button.
    pub name: String,
    /// In its addresses.
    pub slug: String,
    /// Whether somebody of whom it says this comes in.
    pub comes_in: bool,
    /// A word for what went wrong on the way, if something did: then nothing below is known.
    pub fault: String,
    /// What it says.
    pub claims: Vec<ClaimView>,
    /// What there is to hold: rules, and what has to be there.
    pub rules: Vec<TriedRuleView>,
    /// Claims that rules or accounts would use, and that it does not say.
    pub missing: Vec<String>,
}

/// One thing that it says.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct ClaimView {
    pub name: String,
    pub value: String,
}

/// A rule that was tried.
#[derive(Debug, Clone, Serialize)]
pub struct TriedRuleView {
    /// As it is typed.
    pub rule: String,
    /// Whether it holds.
    pub holds: bool,
}

impl View for TrialView {
    const TEMPLATE: &'static str = "sso/trial.html";

    fn samples() -> Vec<Self> {
        let claim = |name: &str, value: &str| ClaimView { name: name.to_owned(), value: value.to_owned() };
        let rule = |rule: &str, holds| TriedRuleView { rule: rule.to_owned(), holds };
        let comes_in = Self {
            name: "your Northfield account".to_owned(),
            slug: "campus".to_owned(),
            comes_in: true,
            fault: String::new(),
            claims: vec![claim("affiliation", "[\"member@northfield.example\"]"), claim("sub", "7f3a")],
            rules: vec![
                rule("member:affiliation=member@northfield.example", true),
                rule("hd=northfield.example", true),
            ],
            missing: vec!["email".to_owned()],
        };
        let stays_out = Self {
            comes_in: false,
            rules: vec![rule("member:affiliation=staff@northfield.example", false)],
            missing: Vec::new(),
            ..comes_in.clone()
        };
        let silent = Self { comes_in: false, rules: Vec::new(), claims: Vec::new(), ..comes_in.clone() };
        vec![comes_in, stays_out, Self { fault: "token".to_owned(), missing: Vec::new(), ..silent.clone() }, silent]
    }
}
