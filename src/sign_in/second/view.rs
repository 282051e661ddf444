//! What the pages of the second factor are drawn from, and the letters about ways in.

use serde::Serialize;

use crate::sign_in::view::ProviderView;
use crate::theme::view::{FormView, NoticeView, View, examples};

/// Between the first factor and the second, `/sign-in/code`; the form posts `code` there, the one for a passkey posts `to` to
/// `/sign-in/passkey`. One of them, or a provider, is there.
#[derive(Debug, Clone, Serialize)]
pub struct CodeView {
    /// Token and problems; its field is `code`.
    pub form: FormView,
    /// Whether they have an app that makes codes.
    pub asks_code: bool,
    /// Whether they have a passkey.
    pub has_passkey: bool,
    /// Providers that know them.
    pub providers: Vec<ProviderView>,
    /// The path to go on to.
    pub to: String,
}

/// A secret for an app: at the door, where the form posts `code` and `offer` to `/sign-in/code`, or in one's own settings,
/// where it posts them to `/settings/sign-in/app/on`.
#[derive(Debug, Clone, Serialize)]
pub struct AppView {
    /// Token and problems; its field is `code`.
    pub form: FormView,
    /// Whether they are at the door: they have to have a second factor before they come in.
    pub is_door: bool,
    /// The secret in groups of four letters.
    pub secret: String,
    /// The address that opens an app on this machine.
    pub link: String,
    /// The same as a picture: the path of its dark squares.
    pub picture: String,
    /// How wide the picture is, in squares.
    pub width: usize,
    /// What the form carries of the secret, sealed.
    pub offer: String,
}

/// New recovery codes, shown once.
#[derive(Debug, Clone, Serialize)]
pub struct RecoveryView {
    /// The codes.
    pub codes: Vec<String>,
    /// The path to go on to.
    pub to: String,
}

/// Taking the second factor off somebody, `/admin/second-factor/`; posts `username` and `reason`.
#[derive(Debug, Clone, Serialize)]
pub struct ResetView {
    /// Token and problems; every field below is one.
    pub form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// What was typed.
    pub username: String,
    /// What was typed.
    pub reason: String,
}

/// A letter about a change of the ways in.
#[derive(Debug, Clone, Serialize)]
pub struct NoticeLetterView {
    /// Whom it is to.
    pub name: String,
    /// `new-device`, `nameless-device`, `recovery-code`, `recovery-codes`, `password`, `factor-on`, `factor-off`, `factor-reset`, `address`,
    /// `linked`, `unlinked`, `passkey-added` or `passkey-removed`.
    pub what: String,
    /// The browser and the system, for a new device; the name of the way in, for one that was added or is gone.
    pub device: String,
    /// When it happened, in UTC.
    pub at: String,
}

impl View for CodeView {
    const TEMPLATE: &'static str = "sign_in/code.html";

    fn samples() -> Vec<Self> {
        let wrong = examples::form(&[("code", "That code is not right, or it was used already")]);
        let plain = Self {
            form: examples::form(&[]),
            asks_code: true,
            has_passkey: false,
            providers: Vec::new(),
            to: "/b/ask/".to_owned(),
        };
        let provider = ProviderView {
            name: "your Northfield account".to_owned(),
            href: "/sso/northfield/start?to=/b/ask/".to_owned(),
            logo: String::new(),
        };
        let theirs = Self { asks_code: false, has_passkey: true, providers: vec![provider], ..plain.clone() };
        vec![plain.clone(), Self { form: wrong, has_passkey: true, ..plain }, theirs]
    }
}

impl View for AppView {
    const TEMPLATE: &'static str = "sign_in/app.html";

    fn samples() -> Vec<Self> {
        let door = Self {
            form: examples::form(&[]),
            is_door: true,
            secret: "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ".to_owned(),
            link: "otpauth://totp/Northfield:ruth-osei?secret=GEZDGNBVGY3TQOJQ".to_owned(),
            picture: "M4 4h7v1h-7z".to_owned(),
            width: 45,
            offer: "sealed".to_owned(),
        };
        let form = examples::form(&[("code", "That code is not right, or it was used already")]);
        vec![door.clone(), Self { form, is_door: false, ..door }]
    }
}

impl View for RecoveryView {
    const TEMPLATE: &'static str = "sign_in/recovery.html";

    fn samples() -> Vec<Self> {
        let codes = vec!["mfrg-g2lk-n5xx-a3dp".to_owned(), "nfxg-i33s-mrzs-o5dv".to_owned()];
        vec![Self { codes, to: "/".to_owned() }]
    }
}

impl View for ResetView {
    const TEMPLATE: &'static str = "sign_in/reset.html";

    fn samples() -> Vec<Self> {
        let empty = Self { form: examples::form(&[]), notice: None, username: String::new(), reason: String::new() };
        let wrong = Self {
            form: examples::form(&[("username", "Nobody here has that username"), ("reason", "Say why")]),
            username: "ruth".to_owned(),
            ..empty.clone()
        };
        vec![empty, wrong]
    }
}

impl View for NoticeLetterView {
    const TEMPLATE: &'static str = "mail/sign_in_notice.txt";
    const SUBJECT: &'static str = "mail/sign_in_notice.subject.txt";

    fn samples() -> Vec<Self> {
        let letter = |what: &str, device: &str| Self {
            name: "Ruth O’Sei & Co".to_owned(),
            what: what.to_owned(),
            device: device.to_owned(),
            at: "2026-11-20 12:00 UTC".to_owned(),
        };
        let plain = ["nameless-device", "recovery-code", "recovery-codes", "password", "factor-on", "factor-off"];
        let plain = plain.into_iter().chain(["factor-reset", "address"]).map(|what| letter(what, ""));
        let named = ["linked", "unlinked", "passkey-added", "passkey-removed"]
            .map(|what| letter(what, "your Northfield account"));
        [letter("new-device", "Firefox on Linux")].into_iter().chain(plain).chain(named).collect()
    }
}
