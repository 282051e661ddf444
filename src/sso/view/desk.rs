//! The providers of an institution.

use serde::Serialize;

use crate::theme::view::{FormView, NoticeView, View, examples};

/// By which providers members sign on, `/admin/sign-on/`. Each has two forms below it: `{slug}/test` asks the provider what it
/// says of itself, `{slug}/switch` with `state` lets people sign on by it, or nobody any more.
#[derive(Debug, Clone, Serialize)]
pub struct DeskView {
    /// Token of the forms.
    pub form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// The providers, in the order in which they were added.
    pub providers: Vec<ProviderView>,
}

/// A provider. Its secret is shown to nobody.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderView {
    /// In its addresses.
    pub slug: String,
    /// On its button.
    pub name: String,
    /// How it is spoken to: `oidc`, `oauth`, or `shibboleth` or `saml`, which commands set up.
    pub kind: String,
    /// Who it says it is, of a SAML provider its entityID; empty where it speaks OAuth 2 alone.
    pub issuer: String,
    /// What it calls this site.
    pub client_id: String,
    /// Where it sends people back to.
    pub callback: String,
    /// Where it says that a session ended.
    pub backchannel: String,
    /// Where the key is by which this site proves itself to it; empty where a secret does.
    pub keys: String,
    /// Who gets what, one rule each.
    pub rules: Vec<String>,
    /// Claims that have to be there.
    pub must: Vec<String>,
    /// What is looked for in its tokens beyond that.
    pub asks: Vec<String>,
    /// Where it is, if it speaks OAuth 2 alone: where people are sent, codes changed, and people told of.
    pub places: Option<Vec<String>>,
    /// Of a SAML provider: by what it calls people for good.
    pub subject: String,
    /// Of a SAML provider: the domains for which it speaks.
    pub speaks_for: Vec<String>,
    /// Whether people sign on by it.
    pub is_on: bool,
}

impl View for DeskView {
    const TEMPLATE: &'static str = "sso/desk.html";

    fn samples() -> Vec<Self> {
        let provider = ProviderView {
            slug: "campus".to_owned(),
            name: "your Northfield account".to_owned(),
            kind: "oidc".to_owned(),
            issuer: "https://id.northfield.example".to_owned(),
            client_id: "lyceum".to_owned(),
            callback: "https://northfield.example/sso/campus/callback".to_owned(),
            backchannel: "https://northfield.example/sso/campus/backchannel".to_owned(),
            keys: String::new(),
            rules: vec!["member:eduperson_scoped_affiliation=member@northfield.example".to_owned()],
            must: Vec::new(),
            places: None,
            asks: vec!["hd=northfield.example".to_owned(), "max_age=3600".to_owned()],
            subject: String::new(),
            speaks_for: Vec::new(),
            is_on: true,
        };
        let federation = ProviderView {
            slug: "federation".to_owned(),
            kind: "shibboleth".to_owned(),
            issuer: "https://idp.northfield.example/entity".to_owned(),
            client_id: "https://northfield.example/shibboleth".to_owned(),
            callback: "https://northfield.example/sso/federation/shibboleth".to_owned(),
            subject: "pairwise-id".to_owned(),
            speaks_for: vec!["northfield.example".to_owned()],
            ..provider.clone()
        };
        let off = ProviderView {
            slug: "alumni".to_owned(),
            keys: "https://northfield.example/sso/alumni/jwks".to_owned(),
            must: vec!["home=northfield.example".to_owned()],
            rules: Vec::new(),
            is_on: false,
            ..provider.clone()
        };
        let plain = ProviderView {
            slug: "plain".to_owned(),
            issuer: String::new(),
            places: Some(vec!["https://id.northfield.example/authorize".to_owned()]),
            asks: Vec::new(),
            ..provider.clone()
        };
        let notice = NoticeView { tone: "ok".to_owned(), text: "It answers, and is who it says.".to_owned() };
        let none = Self { form: examples::form(&[]), notice: None, providers: Vec::new() };
        vec![Self { notice: Some(notice), providers: vec![provider, federation, off, plain], ..none.clone() }, none]
    }
}
