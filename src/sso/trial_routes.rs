//! Handlers of trying a provider: a link leads to it, and what it says is shown on the way back.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::desk_routes::{ADMINS, DESK, around, runner};
use super::known::Known;
use super::model::Provider;
use super::routes::{browser, leads_to, limited, stopped};
use super::saml::SAML;
use super::start::{self, Purpose};
use super::trial::{Outcome, Trial};
use super::view::{ClaimView, TrialView, TriedRuleView};
use crate::error::{Error, Message, Result};
use crate::http::Viewer;
use crate::http::limits::Limits;
use crate::http::table::{Entry, get};
use crate::site::Site;

/// The routes of trying. It is a link, since a browser follows no form to another site (Content-Security-Policy); it changes
/// nothing here, whoever makes somebody follow it.
pub fn routes() -> Vec<Entry> {
    vec![get("/admin/sign-on/{provider}/try", ADMINS, show_try)]
}

async fn show_try(
    site: Data<Site>,
    known: Data<Known>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    let provider = start::provider_to_try(&site, &viewer.institution, &slug).await?;
    if provider.kind == SAML {
        // Its answer comes from another site, without the session of whoever tries it: it could not be told whom to show it.
        let told = Message::new("sso-saml-not-tried").with("name", &provider.name);
        return Err(Error::Conflict(told.leading_to(DESK, "sso-title")));
    }
    limited(&site, &limits, &request)?;
    let browser = browser(&request)?;
    match start::start(&site, &known, &viewer.institution, &provider, &browser, Purpose::Try(by)).await {
        Ok(address) => leads_to(&address, browser, &provider.kind),
        Err(stop) => stopped(&site, &viewer, &request, &provider, stop, DESK).await,
    }
}

/// Shows what came of it.
pub(super) fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    provider: &Provider,
    trial: Trial,
) -> Result<HttpResponse> {
    let view = TrialView {
        name: provider.name.clone(),
        slug: provider.slug.clone(),
        comes_in: trial.outcome == Outcome::ComesIn,
        fault: match trial.outcome {
            Outcome::ComesIn | Outcome::StaysOut => String::new(),
            Outcome::Refused(why) => why.word().to_owned(),
            Outcome::Away => "away".to_owned(),
        },
        claims: trial.claims.into_iter().map(|(name, value)| ClaimView { name, value }).collect(),
        rules: trial
            .rules
            .into_iter()
            .map(|(rule, holds)| TriedRuleView { rule: rule.spelled(), holds })
            .chain(trial.must.into_iter().map(|(rule, holds)| TriedRuleView { rule, holds }))
            .collect(),
        missing: trial.missing,
    };
    site.made(request, viewer, 200, around(), &view)
}
