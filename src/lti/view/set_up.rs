//! The form for a course platform.

use serde::Serialize;

use super::desk::{ToolView, tool};
use crate::theme::view::{FormView, View, examples};

/// A new platform, `/admin/lti/new`, or one that is to be changed, `/admin/lti/{slug}/change`; its form posts there.
#[derive(Debug, Clone, Serialize)]
pub struct SetUpView {
    /// Token and problems; every field below is one.
    pub form: FormView,
    /// Whether it is a new one: the short name, the issuer and the client of one that is there stay.
    pub is_new: bool,
    /// What to give to whoever runs the platform.
    pub tool: ToolView,
    /// What was typed, or its short name.
    pub slug: String,
    /// What was typed.
    pub name: String,
    /// What was typed.
    pub issuer: String,
    /// What was typed.
    pub client_id: String,
    /// What was typed.
    pub authorization_url: String,
    /// What was typed.
    pub token_url: String,
    /// What was typed.
    pub keys_url: String,
    /// What was typed, one on each line.
    pub deployments: String,
}

impl View for SetUpView {
    const TEMPLATE: &'static str = "lti/set_up.html";

    fn samples() -> Vec<Self> {
        let empty = Self {
            form: examples::form(&[]),
            is_new: true,
            tool: tool(),
            slug: String::new(),
            name: String::new(),
            issuer: String::new(),
            client_id: String::new(),
            authorization_url: String::new(),
            token_url: String::new(),
            keys_url: String::new(),
            deployments: String::new(),
        };
        let wrong = Self {
            form: examples::form(&[("issuer", "Write an address that begins with https://"), ("slug", "Write one")]),
            slug: "Moodle!".to_owned(),
            name: "Moodle of Northfield".to_owned(),
            issuer: "http://moodle.northfield.example".to_owned(),
            client_id: "Xy12".to_owned(),
            authorization_url: "https://moodle.northfield.example/mod/lti/auth.php".to_owned(),
            token_url: "https://moodle.northfield.example/mod/lti/token.php".to_owned(),
            keys_url: "https://moodle.northfield.example/mod/lti/certs.php".to_owned(),
            deployments: "1\n2".to_owned(),
            ..empty.clone()
        };
        let known = Self { is_new: false, form: examples::form(&[]), ..wrong.clone() };
        vec![empty, wrong, known]
    }
}
