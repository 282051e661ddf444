//! Handlers of SAML that the program speaks itself: what it says of itself, and the form by which somebody comes back.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::{IS_BUILT, Native, finish, own};
use crate::error::{Error, Result};
use crate::http::limits::Limits;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer};
use crate::sign_in::form::device;
use crate::site::Site;
use crate::sso::account::Comer;
use crate::sso::model::Provider;
use crate::sso::routes::{answer, browser_of, left, limited, stopped};
use crate::sso::saml::SAML;
use crate::sso::start;

/// The routes of it; none in a program that was built without.
pub fn routes() -> Vec<Entry> {
    if !IS_BUILT {
        return Vec::new();
    }
    vec![
        get("/sso/{provider}/metadata", "everybody", show_metadata),
        post("/sso/{provider}/acs", "whoever comes from a provider", "none", post_acs),
    ]
}

/// A provider, if it is spoken to so.
fn spoken(provider: Provider) -> Result<Provider> {
    if provider.kind == SAML { Ok(provider) } else { Err(Error::NotFound) }
}

async fn show_metadata(site: Data<Site>, viewer: Viewer, slug: Path<String>) -> Result<HttpResponse> {
    let provider = spoken(left(&site, &viewer, &slug).await?)?;
    let native = Native::of(&site, &viewer.institution, &provider).await?;
    let text = own(&native, site.now()).map_err(Error::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/samlmetadata+xml"))
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .body(text))
}

/// It comes from the provider's page, so it bears no token of ours: the state does, and the cookie in which it was begun.
async fn post_acs(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    // The form comes from another site, so a browser sends nobody's session along: for those who run the institution there is
    // no provider that is off either.
    let provider = spoken(start::provider(&site, &viewer.institution, &slug).await?)?;
    let device = device(&request);
    let who = viewer.who.as_ref().map(|who| who.session);
    let comer = Comer { browser: browser_of(&request), device: &device, who };
    match finish(&site, &viewer.institution, &provider, &form, &comer).await {
        Ok(end) => answer(&site, &viewer, &request, &provider, end),
        Err(stop) => {
            limited(&site, &limits, &request)?;
            stopped(&site, &viewer, &request, &provider, stop, "/").await
        }
    }
}
