//! Handlers of the form for a provider: a new one, or one that is to be changed.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::add::{self, NewProvider};
use super::asks::{NewAsks, TENANTS};
use super::change::{self, Change};
use super::conflict::{MEANWHILE, SECRET_MEANWHILE, STRANGERS};
use super::desk_routes::{ADMINS, DESK, around, named, runner};
use super::model::Provider;
use super::own_key::OwnKey;
use super::picture::{self, Picture};
use super::saml::is_saml;
use super::sound::ALGORITHMS;
use super::typed::{self, PLAIN, PROOFS};
use super::view::{PlainView, SetUpView};
use crate::db::ids::Time;
use crate::error::{Error, Message, Problems, Result};
use crate::http::table::{Entry, get, post};
use crate::http::{FilledForm, FormBody, Viewer, respond};
use crate::site::Site;

const NEW: &str = "/admin/sign-on/new";
const CHANGE: &str = "/admin/sign-on/{provider}/change";

/// The fields of both forms.
const FIELDS: [&str; 12] = [
    "name",
    "client_id",
    "client_secret",
    "proof",
    "scopes",
    "algorithm",
    "rules",
    "must",
    "tenant_claim",
    "tenant",
    "max_age",
    "acr",
];

/// The routes of the form.
pub fn routes() -> Vec<Entry> {
    vec![
        get(NEW, ADMINS, show_new),
        post(NEW, ADMINS, "writes", post_new),
        get(CHANGE, ADMINS, show_change),
        post(CHANGE, ADMINS, "writes", post_change),
    ]
}

async fn show_new(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    runner(&viewer)?;
    let mut typed = FormBody::default();
    typed.set("scopes", "openid profile email".to_owned());
    show(&site, &viewer, &request, None, &typed, &Problems::default()).await
}

async fn post_new(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FilledForm) -> Result<HttpResponse> {
    let form = form.0;
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&[&FIELDS[..], &PLAIN, &picture::FIELDS, &["slug", "issuer"]].concat())?;
    let (new, mut problems) = typed::new(&form);
    let picture = Picture::of(&form, &mut problems).await?;
    if !problems.0.is_empty() {
        return show(&site, &viewer, &request, None, &form, &problems).await;
    }
    let new = match typed::key_wanted(&form) {
        Some(algorithm) => NewProvider { client_key: Some(OwnKey::make(&site, algorithm).await?), ..new },
        None => new,
    };
    let house = viewer.institution.id;
    let slug = new.slug.clone();
    let done = site.write(move |tx| {
        add::add(tx, house, new, Some(by))?;
        picture.put(tx, house, &slug, by)
    });
    or_again(&site, &viewer, &request, None, &form, done.await).await
}

async fn show_change(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    runner(&viewer)?;
    let provider = by_form(&site, &viewer, &slug).await?;
    let known = as_typed(&provider)?;
    show(&site, &viewer, &request, Some(&provider), &known, &Problems::default()).await
}

async fn post_change(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FilledForm,
) -> Result<HttpResponse> {
    let form = form.0;
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&[&FIELDS[..], &picture::FIELDS, &["version", "is_sure"]].concat())?;
    let provider = by_form(&site, &viewer, &slug).await?;
    let (said, mut problems) = typed::change(&form);
    let picture = Picture::of(&form, &mut problems).await?;
    if !problems.0.is_empty() {
        return show(&site, &viewer, &request, Some(&provider), &form, &problems).await;
    }
    let known = OwnKey::of(&provider)?;
    let client_key = match typed::key_wanted(&form) {
        // One that is there stays: whoever runs the provider has read it.
        Some(algorithm) if known.as_ref().is_some_and(|key| key.algorithm() == algorithm) => known,
        Some(algorithm) => Some(OwnKey::make(&site, algorithm).await?),
        None => None,
    };
    let change = Change {
        client_key: Some(client_key),
        name: Some(said.name),
        client_id: Some(said.client_id),
        client_secret: Some(said.client_secret).filter(|secret| !secret.is_empty()),
        scopes: Some(said.scopes),
        algorithm: Some(said.algorithm),
        rules: Some(said.rules),
        must: Some(said.must),
        asks: NewAsks::all(said.asks),
        seen: Some(form.get("version").parse().map_or(provider.updated_at, Time)),
        is_sure: form.has("is_sure"),
        speaks_for: None,
    };
    let (house, slug) = (viewer.institution.id, provider.slug.clone());
    let done = site.write(move |tx| {
        change::change(tx, house, &slug, change, Some(by))?;
        picture.put(tx, house, &slug, by)
    });
    or_again(&site, &viewer, &request, Some(&provider), &form, done.await).await
}

/// A provider that has a form: of one that speaks SAML, certificates and secrets of the machine belong to it.
async fn by_form(site: &Site, viewer: &Viewer, slug: &str) -> Result<Provider> {
    let provider = named(site, viewer, slug).await?;
    match is_saml(&provider.kind) {
        true => {
            Err(Error::Conflict(Message::new("sso-saml-by-command").with("slug", slug).leading_to(DESK, "sso-title")))
        }
        false => Ok(provider),
    }
}

/// On to the desk; or the form again, with what is wrong and all that was typed but the secret.
async fn or_again(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    provider: Option<&Provider>,
    form: &FormBody,
    done: Result<()>,
) -> Result<HttpResponse> {
    match done {
        Ok(()) => Ok(respond::see_other(DESK)),
        Err(Error::Invalid(problems)) => {
            show(site, viewer, request, provider, form, &picture::asked_again(form, problems)).await
        }
        // It is about what stands in one field, and everything that was typed is to stay.
        Err(Error::Forbidden(message)) => {
            let problems = picture::asked_again(form, Problems::one("rules", message));
            show(site, viewer, request, provider, form, &problems).await
        }
        Err(error) => Err(error),
    }
}

/// A provider as it would be typed, and when it was changed last.
fn as_typed(provider: &Provider) -> Result<FormBody> {
    let mut known = FormBody::default();
    typed::of(provider)?.into_iter().for_each(|(field, value)| known.set(field, value));
    known.set("version", provider.updated_at.0.to_string());
    Ok(known)
}

async fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    provider: Option<&Provider>,
    typed: &FormBody,
    problems: &Problems,
) -> Result<HttpResponse> {
    let own = |name: &str| typed.get(name).to_owned();
    let has = |key: &str| problems.0.iter().any(|(_, message)| message.key == key);
    // Whoever has just been told what stands now has seen it; for everybody else it is as they opened it.
    let version = match provider {
        Some(known) if has(MEANWHILE) || has(SECRET_MEANWHILE) => known.updated_at.0.to_string(),
        _ => own("version"),
    };
    let chosen = Some(own("algorithm")).filter(|chosen| !chosen.is_empty());
    let view = SetUpView {
        form: site.form(viewer, "", problems),
        is_new: provider.is_none(),
        version,
        asks_twice: has(STRANGERS) || typed.has("is_sure"),
        slug: provider.map_or_else(|| own("slug"), |known| known.slug.clone()),
        name: own("name"),
        issuer: provider.map_or_else(|| own("issuer"), |known| known.issuer.clone()),
        is_plain: typed::is_plain(typed),
        plain: PLAIN.map(|field| PlainView { field: field.to_owned(), value: own(field) }).to_vec(),
        client_id: own("client_id"),
        proof: own("proof"),
        proofs: PROOFS.map(str::to_owned).to_vec(),
        scopes: own("scopes"),
        algorithm: chosen.unwrap_or_else(|| ALGORITHMS[0].to_owned()),
        algorithms: ALGORITHMS.iter().map(|name| (*name).to_owned()).collect(),
        rules: own("rules"),
        must: own("must"),
        tenant_claim: own("tenant_claim"),
        tenant_claims: TENANTS.map(str::to_owned).to_vec(),
        tenant: own("tenant"),
        max_age: own("max_age"),
        acr: own("acr"),
        logo: picture::address(site, provider).await?,
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, around(), &view)
}
