//! The page that leads out of another site's page.

use serde::Serialize;

use crate::theme::view::View;

/// What `POST /lti/launch` shows within a page of the platform, where no session can begin: a link that begins the launch once
/// more in a window of its own.
#[derive(Debug, Clone, Serialize)]
pub struct WindowView {
    /// Where it begins.
    pub again: String,
    /// Whether the browser did not keep the cookie of the attempt, or it was begun in another one.
    pub is_strange: bool,
}

impl View for WindowView {
    const TEMPLATE: &'static str = "lti/window.html";

    fn samples() -> Vec<Self> {
        let again = "/lti/login?iss=https%3A//moodle.northfield.example&login_hint=42".to_owned();
        vec![Self { again: again.clone(), is_strange: false }, Self { again, is_strange: true }]
    }
}
