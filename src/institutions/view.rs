//! What the list of institutions is drawn from, and the pages that every institution has.

use serde::Serialize;

use crate::theme::view::{View, examples};

/// The institutions of this server, on the portal's host.
#[derive(Debug, Clone, Serialize)]
pub struct PortalView {
    /// Those that are public.
    pub institutions: Vec<PortalRowView>,
}

/// An institution in that list.
#[derive(Debug, Clone, Serialize)]
pub struct PortalRowView {
    /// Its base address.
    pub href: String,
    /// The host in that address.
    pub host: String,
    /// Its name.
    pub name: String,
    /// A few words; may be empty.
    pub tagline: String,
    /// The language it speaks; may be empty.
    pub language: String,
}

/// How this place works, `/help/`.
#[derive(Debug, Clone, Serialize)]
pub struct HelpView {}

/// How text is marked up, `/help/formatting/`.
#[derive(Debug, Clone, Serialize)]
pub struct FormattingView {}

/// The accessibility statement, `/accessibility/`.
#[derive(Debug, Clone, Serialize)]
pub struct AccessibilityView {}

/// What is kept about people, `/privacy/`.
#[derive(Debug, Clone, Serialize)]
pub struct PrivacyView {}

/// Where to turn, `/report`.
#[derive(Debug, Clone, Serialize)]
pub struct ReportView {}

impl View for PortalView {
    const TEMPLATE: &'static str = "institutions/portal.html";

    fn samples() -> Vec<Self> {
        let house = examples::institution();
        let row = PortalRowView {
            href: "http://northfield.localhost:8080/".to_owned(),
            host: "northfield.localhost:8080".to_owned(),
            name: house.name,
            tagline: house.tagline,
            language: "en-GB".to_owned(),
        };
        let silent = PortalRowView { tagline: String::new(), language: String::new(), ..row.clone() };
        vec![Self { institutions: vec![row, silent] }, Self { institutions: Vec::new() }]
    }
}

impl View for HelpView {
    const TEMPLATE: &'static str = "institutions/help.html";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

impl View for FormattingView {
    const TEMPLATE: &'static str = "institutions/formatting.html";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

impl View for AccessibilityView {
    const TEMPLATE: &'static str = "institutions/accessibility.html";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

impl View for PrivacyView {
    const TEMPLATE: &'static str = "institutions/privacy.html";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

impl View for ReportView {
    const TEMPLATE: &'static str = "institutions/report.html";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}
