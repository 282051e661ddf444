//! The letters about invitations.

use serde::Serialize;

use crate::theme::view::View;

/// The letter that invites somebody.
#[derive(Debug, Clone, Serialize)]
pub struct InvitationLetterView {
    /// The cohort's name.
    pub cohort: String,
    /// The role that is given there.
    pub role: String,
    /// Who invites, by name; empty if it is the institution itself.
    pub by: String,
    /// What they have to say; may be empty.
    pub note: String,
    /// The absolute link.
    pub link: String,
    /// For how many more days it works.
    pub days: i64,
}

/// The letter that shows that an address is somebody's.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmLetterView {
    /// The cohort's name.
    pub cohort: String,
    /// The absolute link.
    pub link: String,
    /// How long it works.
    pub minutes: u32,
}

/// The letter to somebody who has an account already.
#[derive(Debug, Clone, Serialize)]
pub struct KnownLetterView {
    /// The cohort's name.
    pub cohort: String,
    /// The sign-in page.
    pub link: String,
}

impl View for InvitationLetterView {
    const TEMPLATE: &'static str = "mail/invitation.txt";
    const SUBJECT: &'static str = "mail/invitation.subject.txt";

    fn samples() -> Vec<Self> {
        let of = |by: &str, note: &str, role: &str, days| Self {
            cohort: "Engineering & Computing".to_owned(),
            role: role.to_owned(),
            by: by.to_owned(),
            note: note.to_owned(),
            link: "https://northfield.example/invitations/3k9w".to_owned(),
            days,
        };
        vec![of("Helen Marsh", "We meet on Mondays & Fridays.", "mentor", 14), of("", "", "mentee", 1)]
    }
}

impl View for ConfirmLetterView {
    const TEMPLATE: &'static str = "mail/invitation_confirm.txt";
    const SUBJECT: &'static str = "mail/invitation_confirm.subject.txt";

    fn samples() -> Vec<Self> {
        vec![Self {
            cohort: "Engineering & Computing".to_owned(),
            link: "https://northfield.example/invitations/confirm/3k9w".to_owned(),
            minutes: 15,
        }]
    }
}

impl View for KnownLetterView {
    const TEMPLATE: &'static str = "mail/invitation_known.txt";
    const SUBJECT: &'static str = "mail/invitation_known.subject.txt";

    fn samples() -> Vec<Self> {
        vec![Self {
            cohort: "Engineering & Computing".to_owned(),
            link: "https://northfield.example/sign-in".to_owned(),
        }]
    }
}
