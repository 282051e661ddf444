//! The form for a provider.

use serde::Serialize;

use crate::sso::typed::PLAIN;
use crate::theme::view::{FormView, View, examples};

/// A new provider, `/admin/sign-on/new`, or one that is to be changed, `/admin/sign-on/{slug}/change`; its form posts there.
/// What was typed as secret is not given back.
#[derive(Debug, Clone, Serialize)]
pub struct SetUpView {
    /// Token and problems; every field below is one, and so is `client_secret`.
    pub form: FormView,
    /// Whether it is a new one: the short name and the issuer of one that is there stay.
    pub is_new: bool,
    /// When it was changed last, as the form has it; empty for a new one.
    pub version: String,
    /// Whether another client id is to be wanted twice: it may make strangers of people.
    pub asks_twice: bool,
    /// What was typed, or its short name.
    pub slug: String,
    /// What was typed as the words on its button.
    pub name: String,
    /// What was typed.
    pub issuer: String,
    /// Whether anything was typed of a provider that speaks OAuth 2 alone.
    pub is_plain: bool,
    /// What was typed of it; for a new provider alone.
    pub plain: Vec<PlainView>,
    /// What was typed.
    pub client_id: String,
    /// The way that is chosen in which this site proves itself.
    pub proof: String,
    /// Those that can be: `secret`, or how a key signs.
    pub proofs: Vec<String>,
    /// What was typed.
    pub scopes: String,
    /// The one that is chosen.
    pub algorithm: String,
    /// Those that can be.
    pub algorithms: Vec<String>,
    /// What was typed, a rule on each line.
    pub rules: String,
    /// What was typed, a claim and its value on each line.
    pub must: String,
    /// By which claim the provider names a tenant; empty if it does not.
    pub tenant_claim: String,
    /// Those that can be.
    pub tenant_claims: Vec<String>,
    /// What was typed.
    pub tenant: String,
    /// What was typed, in minutes.
    pub max_age: String,
    /// What was typed.
    pub acr: String,
    /// Where the picture on its button is; empty if it has none. Fields: `logo` (a PNG) and `logo_none`.
    pub logo: String,
}

/// A field about a provider that speaks OAuth 2 alone: its label is `sso-plain-` and its name.
#[derive(Debug, Clone, Serialize)]
pub struct PlainView {
    /// Its name.
    pub field: String,
    /// What was typed.
    pub value: String,
}

impl View for SetUpView {
    const TEMPLATE: &'static str = "sso/set_up.html";

    fn samples() -> Vec<Self> {
        let empty = Self {
            form: examples::form(&[]),
            is_new: true,
            version: String::new(),
            asks_twice: false,
            slug: String::new(),
            name: String::new(),
            issuer: String::new(),
            is_plain: false,
            plain: PLAIN.map(|field| PlainView { field: field.to_owned(), value: String::new() }).to_vec(),
            client_id: String::new(),
            proof: "secret".to_owned(),
            proofs: vec!["secret".to_owned(), "RS256".to_owned(), "ES256".to_owned()],
            scopes: "openid profile email".to_owned(),
            algorithm: "RS256".to_owned(),
            algorithms: vec!["RS256".to_owned(), "ES256".to_owned()],
            rules: String::new(),
            must: String::new(),
            tenant_claim: String::new(),
            tenant_claims: vec!["hd".to_owned(), "tid".to_owned()],
            tenant: String::new(),
            max_age: String::new(),
            acr: String::new(),
            logo: String::new(),
        };
        let wrong = Self {
            form: examples::form(&[("issuer", "Write an address that begins with https://"), ("algorithm", "Choose")]),
            slug: "campus".to_owned(),
            name: "your Northfield account".to_owned(),
            issuer: "http://id.northfield.example".to_owned(),
            client_id: "lyceum".to_owned(),
            rules: "member:affiliation=member@northfield.example".to_owned(),
            must: "home=northfield.example".to_owned(),
            tenant_claim: "hd".to_owned(),
            tenant: "northfield.example".to_owned(),
            max_age: "60".to_owned(),
            acr: "https://refeds.org/profile/mfa".to_owned(),
            ..empty.clone()
        };
        let plain = Self {
            form: examples::form(&[("subject", "name may change, or be somebody else's later")]),
            issuer: String::new(),
            is_plain: true,
            plain: PLAIN.map(|field| PlainView { field: field.to_owned(), value: "name".to_owned() }).to_vec(),
            ..wrong.clone()
        };
        let known = Self {
            is_new: false,
            version: "1795000000000000".to_owned(),
            asks_twice: true,
            logo: "/sso/campus/logo/0f2m".to_owned(),
            proof: "ES256".to_owned(),
            form: examples::form(&[]),
            ..wrong.clone()
        };
        vec![empty, wrong, plain, known]
    }
}
