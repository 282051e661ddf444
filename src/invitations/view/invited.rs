//! What somebody sees who holds an invitation.

use serde::Serialize;

use crate::theme::view::{AudienceView, FormView, LinkView, View, examples};

/// Where a link leads, `/invitations/{token}`. Who is signed in joins by a form to `/invitations/{token}`; who has no account
/// asks for one by a form to `account` below it (`name`, 80, `email`).
#[derive(Debug, Clone, Serialize)]
pub struct InvitedView {
    /// Token and problems.
    pub form: FormView,
    /// What opens it.
    pub token: String,
    /// The cohort's name.
    pub cohort: String,
    /// The role that it gives.
    pub role: String,
    /// Who invites, by name; empty if it was the institution itself.
    pub by: String,
    /// What they have to say; may be empty.
    pub note: String,
    /// Who will be able to read what they write there.
    pub audience: AudienceView,
    /// Until when it can be used.
    pub expires_at: i64,
    /// Who is signed in; empty if nobody is.
    pub me: String,
    /// The cohort's page, if they are in it already.
    pub there: Option<LinkView>,
    /// Whether letters can be sent, without which nobody can ask for an account.
    pub has_mail: bool,
    /// What was typed as name.
    pub name: String,
    /// What was typed as address.
    pub email: String,
}

/// After an account was asked for: the same words whether or not somebody has the address.
#[derive(Debug, Clone, Serialize)]
pub struct AskedView {
    /// What was typed.
    pub email: String,
    /// How long the letter's link works.
    pub minutes: u32,
    /// What opens the invitation.
    pub token: String,
}

/// Where the letter's link leads, `/invitations/confirm/{token}`; the button posts to the same address.
#[derive(Debug, Clone, Serialize)]
pub struct ConfirmAddressView {
    /// Token of the form.
    pub form: FormView,
    /// The one-time token.
    pub token: String,
    /// The cohort's name.
    pub cohort: String,
    /// The name of the account.
    pub name: String,
    /// The address that is shown to be theirs.
    pub email: String,
}

/// Where members type a code word, `/join`; its field is `word`.
#[derive(Debug, Clone, Serialize)]
pub struct JoinView {
    /// Token and problems.
    pub form: FormView,
}

impl View for InvitedView {
    const TEMPLATE: &'static str = "invitations/invitation.html";

    fn samples() -> Vec<Self> {
        let mut audience = examples::audience();
        audience.cohorts.iter_mut().for_each(|cohort| cohort.href.clear());
        let stranger = Self {
            form: examples::form(&[]),
            token: "3k9w".to_owned(),
            cohort: "Engineering & Computing 2026–27".to_owned(),
            role: "mentee".to_owned(),
            by: "Helen Marsh".to_owned(),
            note: "We meet <on Mondays>.".to_owned(),
            audience,
            expires_at: examples::NOON,
            me: String::new(),
            there: None,
            has_mail: true,
            name: String::new(),
            email: String::new(),
        };
        let problems = [("name", "Write a name"), ("email", "Write an address such as name@example.org")];
        let wrong = Self { form: examples::form(&problems), email: "ruth".to_owned(), ..stranger.clone() };
        let known = Self { me: "Ruth Osei".to_owned(), by: String::new(), note: String::new(), ..stranger.clone() };
        let there = Some(examples::link("/c/eng-2026/", "Engineering & Computing 2026–27"));
        let inside = Self { there, role: "coordinator".to_owned(), ..known.clone() };
        vec![stranger.clone(), wrong, known, inside, Self { has_mail: false, ..stranger }]
    }
}

impl View for AskedView {
    const TEMPLATE: &'static str = "invitations/asked.html";

    fn samples() -> Vec<Self> {
        vec![Self { email: "ruth@northfield.example".to_owned(), minutes: 15, token: "3k9w".to_owned() }]
    }
}

impl View for ConfirmAddressView {
    const TEMPLATE: &'static str = "invitations/confirm.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            form: examples::form(&[]),
            token: "3k9w".to_owned(),
            cohort: "Engineering & Computing 2026–27".to_owned(),
            name: "Ruth O’Sei & Co".to_owned(),
            email: "ruth@northfield.example".to_owned(),
        }]
    }
}

impl View for JoinView {
    const TEMPLATE: &'static str = "invitations/join.html";

    fn samples() -> Vec<Self> {
        let wrong = [("word", "This code word is not one that can be used")];
        vec![Self { form: examples::form(&[]) }, Self { form: examples::form(&wrong) }]
    }
}
