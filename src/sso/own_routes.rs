//! Handlers of one's own identities at providers: showing once more who one is, adding one, taking one away.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::known::Known;
use super::link;
use super::model::Provider;
use super::offer::Offer;
use super::refusal::Refusal;
use super::routes::{browser, browser_of, leads_to, limited, set_browser, stopped};
use super::saml::SAML;
use super::start::{self, Purpose};
use super::view::LinkView;
use super::why::Why;
use crate::db::ids::decode;
use crate::error::{Error, Message, Problems, Result};
use crate::http::limits::Limits;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::sign_in::form::renewed;
use crate::sign_in::ways::{self, Gone, PAGE};
use crate::sign_in::ways_model::{Identity, identities};
use crate::sign_in::{afresh, form, local};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::{ConfirmView, LinkView as Link};

const AROUND: Around<'static> = Around { audience: "", current: "" };

/// The routes.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/sso/{provider}/again", "the signed in whom the provider knows", show_again),
        post("/settings/sign-in/add/{provider}", "the signed in where there is one", "writes", post_add),
        post(
            "/settings/sign-in/add/{provider}/confirm",
            "the signed in whom it was offered to",
            "writes",
            post_confirm,
        ),
        get("/settings/sign-in/remove/{identity}", "the signed in whose identity it is", show_remove),
        post("/settings/sign-in/remove/{identity}", "the signed in whose identity it is", "writes", post_remove),
    ]
}

#[derive(Deserialize)]
struct Destination {
    to: Option<String>,
}

/// A link may lead there: whoever is made to follow it shows who they are, and nothing else comes of it.
async fn show_again(
    site: Data<Site>,
    known: Data<Known>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    to: Query<Destination>,
) -> Result<HttpResponse> {
    let session = viewer.somebody()?.session;
    let to = local(to.to.as_deref().unwrap_or("/"));
    let provider = start::provider(&site, &viewer.institution, &slug).await?;
    let own = site.read(move |conn| identities(conn, session.member)).await?;
    let theirs = own.iter().find(|one| one.provider == provider.id).ok_or(Error::NotFound)?;
    let again = afresh::address(&to);
    if !theirs.can_prove {
        // What would come back is no proof (`again`), so nobody is sent for it.
        let told = Message::new("sso-cannot-prove").with("name", &provider.name);
        return Err(Error::Conflict(told.leading_to(again, "ways-again-back")));
    }
    limited(&site, &limits, &request)?;
    let browser = browser(&request)?;
    let purpose = Purpose::Again(session, to.clone());
    match start::start(&site, &known, &viewer.institution, &provider, &browser, purpose).await {
        Ok(address) => leads_to(&address, browser, &provider.kind),
        Err(stop) => stopped(&site, &viewer, &request, &provider, stop, &again).await,
    }
}

/// Begins the way to a provider, and shows the link that leads there: browsers let a form end only where its page allows, and
/// a link that begins it by itself could be somebody else's.
async fn post_add(
    site: Data<Site>,
    known: Data<Known>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let session = viewer.somebody()?.session;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&[])?;
    let provider = start::provider(&site, &viewer.institution, &slug).await?;
    let now = site.now();
    if !site.read(move |conn| afresh::is_fresh(conn, session.id, now)).await? {
        return Ok(respond::see_other(&afresh::address(PAGE)));
    }
    if provider.kind == SAML {
        // Its answer comes from another site, without the session into whose account it is to go.
        let told = Message::new("sso-saml-not-linked").with("name", &provider.name);
        return Err(Error::Conflict(told.leading_to(PAGE, "second-factor-back")));
    }
    limited(&site, &limits, &request)?;
    let browser = browser(&request)?;
    let purpose = Purpose::Link(session);
    match start::start(&site, &known, &viewer.institution, &provider, &browser, purpose).await {
        Ok(href) => {
            let view = LinkView { name: provider.name, href };
            set_browser(site.made(&request, &viewer, 200, AROUND, &view)?, browser, &provider.kind)
        }
        Err(stop) => stopped(&site, &viewer, &request, &provider, stop, PAGE).await,
    }
}

/// Shows whose identity came back, and asks whether it is theirs.
pub(super) fn show_offer(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    provider: &Provider,
    offer: &Offer,
) -> Result<HttpResponse> {
    let view = ConfirmView {
        what: "add-identity".to_owned(),
        name: format!("{} ({})", offer.told, provider.name),
        action: format!("/settings/sign-in/add/{}/confirm", provider.slug),
        form: site.form(viewer, "", &Problems::default()),
        fields: vec![("offer".to_owned(), offer.sealed(site)?)],
        reason: None,
        grave: false,
        back: Link { href: PAGE.to_owned(), text: site.words.say(viewer.language(), "second-factor-ways", &[]) },
    };
    site.made(request, viewer, 200, AROUND, &view)
}

async fn post_confirm(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let session = viewer.somebody()?.session;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&["offer"])?;
    let provider = start::provider(&site, &viewer.institution, &slug).await?;
    let done = match Offer::open(&site, typed.get("offer"), &provider, &session, browser_of(&request)) {
        Some(offer) => link::attach(&site, &provider, offer, session).await,
        None => {
            let cause = "the offer was made elsewhere, is too old, or no offer";
            Err(Refusal::new(Why::State, cause).of(session.member).leading_to(PAGE).into())
        }
    };
    match done {
        Ok(session) => renewed(&site, respond::see_other(&format!("{PAGE}?done=linked")), &session),
        Err(stop) => stopped(&site, &viewer, &request, &provider, stop, PAGE).await,
    }
}

/// One of the viewer's own identities; to everybody else there is no such thing.
async fn own(site: &Site, viewer: &Viewer, id: &str) -> Result<Identity> {
    let (member, id) = (viewer.somebody()?.person.id, decode(id).ok_or(Error::NotFound)?);
    let has_mail = site.config.mail.is_set();
    let ways = site.read(move |conn| ways::of(conn, member, has_mail)).await?;
    let one = ways.identities.iter().find(|one| one.id == id).cloned().ok_or(Error::NotFound)?;
    ways.without(Gone::Identity(id))?;
    Ok(one)
}

async fn show_remove(site: Data<Site>, viewer: Viewer, request: HttpRequest, id: Path<String>) -> Result<HttpResponse> {
    let identity = own(&site, &viewer, &id).await?;
    let view = ConfirmView {
        what: "remove-identity".to_owned(),
        name: identity.name,
        action: format!("/settings/sign-in/remove/{id}"),
        form: site.form(&viewer, "", &Problems::default()),
        fields: Vec::new(),
        reason: None,
        grave: true,
        back: Link { href: PAGE.to_owned(), text: site.words.say(viewer.language(), "second-factor-ways", &[]) },
    };
    site.made(&request, &viewer, 200, AROUND, &view)
}

async fn post_remove(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let session = viewer.somebody()?.session;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&[])?;
    let identity = own(&site, &viewer, &id).await?;
    let now = site.now();
    if !site.read(move |conn| afresh::is_fresh(conn, session.id, now)).await? {
        return Ok(respond::see_other(&afresh::address(&format!("/settings/sign-in/remove/{id}"))));
    }
    match site.write_at_need(move |tx| link::detach(tx, &session, identity.id)).await? {
        Some(session) => renewed(&site, respond::see_other(&format!("{PAGE}?done=unlinked")), &session),
        None => {
            let mut response = respond::see_other("/sign-in?ended=1");
            response.add_cookie(&form::no_session()).map_err(Error::internal)?;
            Ok(response)
        }
    }
}
