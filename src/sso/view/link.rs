//! The last step on this side before an identity is added to an account.

use serde::Serialize;

use crate::theme::view::View;

/// The link that leads to a provider from which somebody comes back with another way in; it is made by
/// `/settings/sign-in/add/{slug}`.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// On its button.
    pub name: String,
    /// Where the provider asks them; on its own host.
    pub href: String,
}

impl View for LinkView {
    const TEMPLATE: &'static str = "sso/link.html";

    fn samples() -> Vec<Self> {
        let href = "https://id.northfield.example/authorize?response_type=code&state=3k9w".to_owned();
        vec![Self { name: "your Northfield account".to_owned(), href }]
    }
}
