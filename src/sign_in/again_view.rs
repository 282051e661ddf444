//! What the page is drawn from on which somebody shows once more who they are.

use serde::Serialize;

use super::view::ProviderView;
use crate::theme::view::{FormView, NoticeView, View, examples};

/// Showing once more who one is, `/sign-in/again`. The password's form posts `password` and, where there is a second factor,
/// `code` there; the link's posts nothing to `/sign-in/again/link`; all send `to`.
#[derive(Debug, Clone, Serialize)]
pub struct AgainView {
    /// Token and problems; its fields are `password` and `code`.
    pub form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// The path to come back to.
    pub to: String,
    /// Their name, for password managers.
    pub username: String,
    /// Whom to ask for a link where there is no way at all.
    pub contact: String,
    /// Whether they can do so by their password.
    pub has_password: bool,
    /// Whether a code belongs to it.
    pub asks_code: bool,
    /// Whether they have a passkey; its form posts to `/sign-in/passkey`.
    pub has_passkey: bool,
    /// Whether a link can be sent to them.
    pub has_address: bool,
    /// Providers that know them, and say when they asked somebody.
    pub providers: Vec<ProviderView>,
}

impl View for AgainView {
    const TEMPLATE: &'static str = "sign_in/again.html";

    fn samples() -> Vec<Self> {
        let all = Self {
            form: examples::form(&[("password", "That is not the password you have")]),
            notice: None,
            to: "/settings/sign-in/".to_owned(),
            username: "ruth-osei".to_owned(),
            contact: "the mentoring office".to_owned(),
            has_password: true,
            asks_code: true,
            has_passkey: true,
            has_address: true,
            providers: vec![ProviderView {
                name: "your Northfield account".to_owned(),
                href: "/sso/northfield/again?to=/settings/sign-in/".to_owned(),
                logo: String::new(),
            }],
        };
        let form = examples::form(&[]);
        let none = Self {
            form: form.clone(),
            has_password: false,
            asks_code: false,
            has_passkey: false,
            has_address: false,
            providers: Vec::new(),
            ..all.clone()
        };
        let notice = Some(NoticeView { tone: "ok".to_owned(), text: "A link is on its way.".to_owned() });
        vec![all.clone(), Self { form, notice, asks_code: false, ..all }, none]
    }
}
