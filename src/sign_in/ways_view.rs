//! What the page of one's own ways in is drawn from.

use serde::Serialize;

use super::ways::{Gone, Ways};
use crate::db::ids::encode;
use crate::roster::InstitutionEntry;
use crate::theme::view::{FormView, NoticeView, View, examples};

/// One's own ways in, `/settings/sign-in/`: the second factor and the devices. The form of the second factor posts `do`
/// (`start`, `codes` or `off`) and `code` to `/settings/sign-in/app`; a device's posts `session` to
/// `/settings/sign-in/end`, where `others` means all but this one.
#[derive(Debug, Clone, Serialize)]
pub struct WaysView {
    /// Token and problems; its fields are `code` and `passkey_name`.
    pub form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// Since when the second factor is on; nothing if it is off.
    pub since: Option<i64>,
    /// How many recovery codes are left.
    pub codes_left: i64,
    /// Whether they have to have a second factor.
    pub is_needed: bool,
    /// What was typed as the name of a new passkey.
    pub passkey_name: String,
    /// By which ways they come in.
    pub ways: OwnWaysView,
    /// Open sessions, the newest first.
    pub devices: Vec<DeviceView>,
}

/// An open session.
#[derive(Debug, Clone, Serialize)]
pub struct DeviceView {
    /// What names it in the form.
    pub session: String,
    /// The browser and the system; may be empty.
    pub name: String,
    /// By which way it began: `link`, `password`, `passkey`, `demo`, `command` or `sign-on`.
    pub way: String,
    /// When it began.
    pub at: i64,
    /// When it was last used, to the hour.
    pub seen: i64,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// The list on `/settings/sign-in/`. What can be added is posted to `/settings/sign-in/add/{slug}`; what can go has a page that
/// asks first, `/settings/sign-in/remove/{id}`.
#[derive(Debug, Clone, Serialize)]
pub struct OwnWaysView {
    /// Whether they have a password.
    pub has_password: bool,
    /// Whether a link can be sent to them.
    pub has_address: bool,
    /// What providers call them.
    pub identities: Vec<IdentityView>,
    /// Providers that do not know them yet.
    pub providers: Vec<AddView>,
    /// Keys that their devices keep; `/settings/sign-in/passkey` takes `passkey_name` and adds one, and
    /// `/settings/sign-in/passkey/{id}/remove` asks before one goes.
    pub passkeys: Vec<KeptView>,
}

/// A passkey.
#[derive(Debug, Clone, Serialize)]
pub struct KeptView {
    /// What names it in addresses.
    pub id: String,
    /// What its owner calls it; may be empty.
    pub name: String,
    /// Since when.
    pub at: i64,
    /// When it was used last, if ever.
    pub used_at: Option<i64>,
    /// Whether it is the last way in, which stays.
    pub is_last: bool,
}

/// An identity at a provider.
#[derive(Debug, Clone, Serialize)]
pub struct IdentityView {
    /// What names it in addresses.
    pub id: String,
    /// The provider's button.
    pub name: String,
    /// Whose it is, by name and address; empty where that was never shown.
    pub told: String,
    /// Since when.
    pub at: i64,
    /// Whether the provider lets anybody in just now.
    pub is_on: bool,
    /// Whether it is the last way in, which stays.
    pub is_last: bool,
}

/// A provider that can be added.
#[derive(Debug, Clone, Serialize)]
pub struct AddView {
    /// In its addresses.
    pub slug: String,
    /// On its button.
    pub name: String,
}

impl OwnWaysView {
    /// What there is, and what can be added at this institution.
    pub fn of(ways: &Ways, house: &InstitutionEntry) -> Self {
        let offered = house.sign_on.iter().filter(|way| !ways.identities.iter().any(|one| one.slug == way.slug));
        Self {
            has_password: ways.has_password,
            has_address: ways.has_address,
            identities: ways
                .identities
                .iter()
                .map(|one| IdentityView {
                    id: encode(one.id),
                    name: one.name.clone(),
                    told: one.told.clone().unwrap_or_default(),
                    at: one.added_at.0,
                    is_on: one.is_on,
                    is_last: ways.without(Gone::Identity(one.id)).is_err(),
                })
                .collect(),
            providers: offered.map(|way| AddView { slug: way.slug.clone(), name: way.name.clone() }).collect(),
            passkeys: ways
                .passkeys
                .iter()
                .map(|one| KeptView {
                    id: encode(one.id),
                    name: one.name.clone(),
                    at: one.created_at.0,
                    used_at: one.used_at.map(|at| at.0),
                    is_last: ways.without(Gone::Passkey(one.id)).is_err(),
                })
                .collect(),
        }
    }

    /// Examples for themes: with everything, and with next to nothing.
    pub fn samples() -> [Self; 2] {
        let identity = |name: &str, is_on, is_last| IdentityView {
            id: "0f2m6q1t9s3ze".to_owned(),
            name: name.to_owned(),
            told: if is_last { String::new() } else { "Ruth Osei, r.osei@northfield.example".to_owned() },
            at: examples::NOON,
            is_on,
            is_last,
        };
        let passkey = |name: &str, used_at, is_last| KeptView {
            id: "0f2m6q1t9s3zf".to_owned(),
            name: name.to_owned(),
            at: examples::NOON,
            used_at,
            is_last,
        };
        let add = AddView { slug: "library".to_owned(), name: "your library card".to_owned() };
        let all = Self {
            has_password: true,
            has_address: true,
            identities: vec![
                identity("your Northfield account", true, false),
                identity("your old account", false, false),
            ],
            providers: vec![add],
            passkeys: vec![passkey("Phone", Some(examples::NOON), false), passkey("", None, false)],
        };
        let few = Self {
            has_password: false,
            has_address: false,
            identities: vec![identity("your Northfield account", true, true)],
            providers: Vec::new(),
            passkeys: vec![passkey("Key ring", None, true)],
        };
        [all, few]
    }
}

impl View for WaysView {
    const TEMPLATE: &'static str = "sign_in/ways.html";

    fn samples() -> Vec<Self> {
        let device = |name: &str, way: &str, is_this| DeviceView {
            session: "0f2m6q1t9s3zd".to_owned(),
            name: name.to_owned(),
            way: way.to_owned(),
            at: examples::NOON,
            seen: examples::NOON,
            is_this,
        };
        let [all, few] = OwnWaysView::samples();
        let on = Self {
            ways: all,
            passkey_name: String::new(),
            form: examples::form(&[]),
            notice: Some(NoticeView { tone: "ok".to_owned(), text: "That session has ended.".to_owned() }),
            since: Some(examples::NOON),
            codes_left: 7,
            is_needed: true,
            devices: vec![device("Firefox on Linux", "password", true), device("", "sign-on", false)],
        };
        let off = Self { ways: few, notice: None, since: None, is_needed: false, devices: Vec::new(), ..on.clone() };
        let wrong = examples::form(&[("code", "That code is not right, or it was used already")]);
        let free = Self { form: wrong, notice: None, is_needed: false, codes_left: 0, ..on.clone() };
        vec![on, off, free]
    }
}
