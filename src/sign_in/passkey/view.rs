//! What the page is drawn from that asks a device for a passkey.

use serde::Serialize;

use crate::theme::view::{FormView, View, examples};

/// The page that asks a device: `/sign-in/passkey` to come in or to show once more who one is, `/settings/sign-in/passkey` for a
/// new one. Its script asks at once, and sends `answer` to `action`; it is the only page of all that has a script.
#[derive(Debug, Clone, Serialize)]
pub struct PasskeyView {
    /// Token of the form.
    pub form: FormView,
    /// `add`, `in` or `again`.
    pub deed: String,
    /// Where the answer goes.
    pub action: String,
    /// What the browser is handed, as JSON.
    pub options: String,
    /// The page with the other ways.
    pub back: String,
}

impl View for PasskeyView {
    const TEMPLATE: &'static str = "sign_in/passkey.html";

    fn samples() -> Vec<Self> {
        let one = |deed: &str, action: &str, back: &str| Self {
            form: examples::form(&[]),
            deed: deed.to_owned(),
            action: action.to_owned(),
            options: "{\"publicKey\":{\"challenge\":\"3k9w\"}}".to_owned(),
            back: back.to_owned(),
        };
        let again = "/sign-in/again?to=/settings/sign-in/";
        vec![
            one("in", "/sign-in/passkey/answer", "/sign-in"),
            one("again", "/sign-in/passkey/answer", again),
            one("add", "/settings/sign-in/passkey/add", "/settings/sign-in/"),
        ]
    }
}
