//! The page that leads out of another site's page.

use serde::Serialize;

use crate::theme::view::View;

/// What `/lti/login` shows within a page of the platform, where no session can begin: a link that begins the launch in a window
/// of its own, and one for whoever chooses what a link is to lead to, which is done within that page.
#[derive(Debug, Clone, Serialize)]
pub struct WindowView {
    /// Where it begins.
    pub again: String,
    /// Where choosing goes on.
    pub within: String,
}

impl View for WindowView {
    const TEMPLATE: &'static str = "lti/window.html";

    fn samples() -> Vec<Self> {
        let again = "/lti/login?iss=https%3A//moodle.northfield.example&login_hint=42".to_owned();
        vec![Self { within: format!("{again}&stays=1"), again }]
    }
}
