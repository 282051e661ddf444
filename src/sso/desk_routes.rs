//! Handlers of the desk of sign-on, for those who run the institution: the providers, a test of each, and its switch.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::asks::Asks;
use super::discovery::{self, Fault};
use super::model::{self, Provider};
use super::own_key::OwnKey;
use super::places::Places;
use super::rules::Rule;
use super::saml::agreement_model::{self, Agreement};
use super::saml::native::standing;
use super::saml::{SAML, is_saml, shibboleth};
use super::view::{DeskView, ProviderView};
use super::{start, switch};
use crate::db::Conn;
use crate::error::{Error, Message, Problems, Result};
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, SignedIn, Viewer};
use crate::rights::Right;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::NoticeView;

/// Who sets sign-on up, in words.
pub const ADMINS: &str = "those who run the institution";
/// The page that lists them.
pub const DESK: &str = "/admin/sign-on/";

/// The routes of the desk.
pub fn routes() -> Vec<Entry> {
    vec![
        get(DESK, ADMINS, show_desk),
        post("/admin/sign-on/{provider}/test", ADMINS, "writes", post_test),
        post("/admin/sign-on/{provider}/switch", ADMINS, "writes", post_switch),
    ]
}

/// Whoever may set it up; to everybody else there is no such page.
pub(super) fn runner(viewer: &Viewer) -> Result<&SignedIn> {
    let who = viewer.somebody()?;
    if who.person.may(Right::RunSignOn) { Ok(who) } else { Err(Error::NotFound) }
}

/// What stands around these pages.
pub(super) fn around() -> Around<'static> {
    Around { audience: "", current: "" }
}

async fn show_desk(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    runner(&viewer)?;
    desk(&site, &viewer, &request, None).await
}

async fn post_test(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    runner(&viewer)?;
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    let provider = named(&site, &viewer, &slug).await?;
    if provider.places.is_some() {
        let words = Message::new("sso-test-oauth").with("name", &provider.name);
        return desk(&site, &viewer, &request, Some(("bad", words))).await;
    }
    if is_saml(&provider.kind) {
        let notice = match provider.kind.as_str() {
            SAML => match standing::of(&site, &provider).await? {
                (true, told) => ("ok", told),
                (false, told) => ("bad", told),
            },
            _ => front(&site, &viewer, &provider),
        };
        return desk(&site, &viewer, &request, Some(notice)).await;
    }
    let notice = match discovery::meet(&site.fetch, &provider.issuer).await {
        Ok(met) => {
            let words = Message::new("sso-test-works").with("name", &provider.name).with("keys", met.keys.keys().len());
            ("ok", words)
        }
        Err(fault) => {
            tracing::info!(provider = provider.slug, %fault, "a provider was tested and cannot be used");
            let why = site.words.message(viewer.language(), &told(&site, &viewer, &fault));
            ("bad", Message::new("sso-test-fails").with("name", &provider.name).with("fault", why))
        }
    };
    desk(&site, &viewer, &request, Some(notice)).await
}

/// What is seen from here of Shibboleth in front.
fn front(site: &Site, viewer: &Viewer, provider: &Provider) -> (&'static str, Message) {
    match shibboleth::fault(&site.config.saml) {
        None => ("ok", Message::new("sso-test-front").with("name", &provider.name)),
        Some(fault) => {
            let why = site.words.message(viewer.language(), &fault);
            ("bad", Message::new("sso-test-fails").with("name", &provider.name).with("fault", why))
        }
    }
}

/// A fault in words for whoever sets the provider up.
fn told(site: &Site, viewer: &Viewer, fault: &Fault) -> Message {
    match fault {
        Fault::Fetch(failure) => failure.message(),
        Fault::Status(status) => Message::new("sso-fault-status").with("status", status),
        Fault::Document(_) => Message::new("sso-fault-document"),
        Fault::Issuer => Message::new("sso-fault-issuer"),
        Fault::Endpoint(name, failure) => {
            let why = site.words.message(viewer.language(), &failure.message());
            Message::new("sso-fault-endpoint").with("name", name).with("why", why)
        }
        Fault::NoKey => Message::new("sso-fault-no-key"),
    }
}

async fn post_switch(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["state"])?;
    let provider = named(&site, &viewer, &slug).await?;
    let is_on = match form.get("state") {
        "on" => true,
        "off" => false,
        _ => return Err(Error::Malformed(Message::new("error-malformed-form"))),
    };
    let (house, slug) = (viewer.institution.id, provider.slug.clone());
    site.write(move |tx| switch::switch(tx, house, &slug, is_on, Some(by))).await?;
    let key = if is_on { "sso-switched-on" } else { "sso-switched-off" };
    desk(&site, &viewer, &request, Some(("ok", Message::new(key).with("name", &provider.name)))).await
}

pub(super) async fn named(site: &Site, viewer: &Viewer, slug: &str) -> Result<Provider> {
    let (house, slug) = (viewer.institution.id, slug.to_owned());
    site.read(move |conn| model::by_slug(conn, house, &slug)).await
}

/// Shows the desk, with what came of the last action. It stays where it was done: what a provider says is of now.
async fn desk(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    notice: Option<(&str, Message)>,
) -> Result<HttpResponse> {
    let house = viewer.institution.clone();
    let id = house.id;
    let read = |conn: &mut Conn, row: Provider| Ok((agreement_model::held(conn, row.id)?, row));
    let providers = site
        .read(move |conn| model::all(conn, id)?.into_iter().map(|row| read(conn, row)).collect::<Result<Vec<_>>>())
        .await?;
    let view = DeskView {
        form: site.form(viewer, "", &Problems::default()),
        notice: notice.map(|(tone, message)| NoticeView {
            tone: tone.to_owned(),
            text: site.words.message(viewer.language(), &message),
        }),
        providers: providers
            .into_iter()
            .map(|(agreed, row)| provider(site, viewer, row, agreed))
            .collect::<Result<_>>()?,
    };
    site.made(request, viewer, 200, around(), &view)
}

fn provider(site: &Site, viewer: &Viewer, row: Provider, agreed: Option<Agreement>) -> Result<ProviderView> {
    let rules: Vec<Rule> = serde_json::from_str(&row.rules).map_err(Error::internal)?;
    let must: Vec<(String, String)> = serde_json::from_str(&row.must).map_err(Error::internal)?;
    let wishes = Asks::of(&row)?;
    let tenant = wishes.tenant.iter().map(|(claim, value)| format!("{claim}={value}"));
    let age = wishes.max_age_minutes.iter().map(|minutes| format!("max_age={}", u64::from(*minutes) * 60));
    let levels = wishes.levels.iter().map(|level| format!("acr={level}"));
    let asks = tenant.chain(age).chain(levels).collect();
    let callback = start::back(site, &viewer.institution, &row);
    Ok(ProviderView {
        backchannel: format!("{}/sso/{}/backchannel", viewer.institution.base_url(site.config.port()), row.slug),
        keys: OwnKey::of(&row)?.map(|_| start::keys(site, &viewer.institution, &row)).unwrap_or_default(),
        callback,
        rules: rules.iter().map(Rule::spelled).collect(),
        must: must.into_iter().map(|(claim, value)| format!("{claim}={value}")).collect(),
        asks,
        places: Places::of(&row)?.map(|places| [places.authorize, places.token, places.userinfo].to_vec()),
        subject: agreed.as_ref().map(|agreed| agreed.subject.clone()).unwrap_or_default(),
        speaks_for: agreed.as_ref().map(Agreement::domains).unwrap_or_default(),
        kind: row.kind,
        is_on: row.state == "on",
        slug: row.slug,
        name: row.name,
        issuer: row.issuer,
        client_id: row.client_id,
    })
}
