//! What the page is drawn from on which somebody shows once more who they are.

use serde::Serialize;

use super::view::ProviderView;
use crate::theme::view::{FormView, View, examples};

/// Showing once more who one is, `/sign-in/again`. The password's form posts `password` and, where there is a second factor,
/// `code` there; the link's posts nothing to `/sign-in/again/link`; all send `to`.
#[derive(Debug, Clone, Serialize)]
pub struct AgainView {
    /// Token and problems; its fields are `password` and `code`.
    pub form: FormView,
    /// The path to come back to.
    pub to: String,
    /// Their name, for password managers.
    pub username: String,
    /// Whether they can do so by their password.
    pub has_password: bool,
    /// Whether a code belongs to it.
    pub asks_code: bool,
    /// Where a link can be sent.
    pub address: Option<String>,
    /// Providers that know them.
    pub providers: Vec<ProviderView>,
}

impl View for AgainView {
    const TEMPLATE: &'static str = "sign_in/again.html";

    fn samples() -> Vec<Self> {
        let all = Self {
            form: examples::form(&[("password", "That is not the password you have")]),
            to: "/settings/sign-in/".to_owned(),
            username: "ruth-osei".to_owned(),
            has_password: true,
            asks_code: true,
            address: Some("ruth@northfield.example".to_owned()),
            providers: vec![ProviderView {
                name: "your Northfield account".to_owned(),
                href: "/sso/northfield/again?to=/settings/sign-in/".to_owned(),
            }],
        };
        let form = examples::form(&[]);
        let none = Self {
            form: form.clone(),
            has_password: false,
            asks_code: false,
            address: None,
            providers: Vec::new(),
            ..all.clone()
        };
        vec![all.clone(), Self { form, asks_code: false, ..all }, none]
    }
}
