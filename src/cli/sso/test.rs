//! `lyceum sso test`

use serde::Serialize;

use super::{Which, named};
use crate::cli::arguments::Form;
use crate::cli::report;
use crate::error::{Error, Result};
use crate::site::Site;
use crate::sso::discovery;
use crate::sso::model::Provider;
use crate::sso::saml::native::standing;
use crate::sso::saml::{SAML, SHIBBOLETH, shibboleth};

#[derive(Serialize)]
struct Tried {
    works: bool,
    fault: Option<String>,
    authorization: Option<String>,
    keys: usize,
}

/// Asks a provider what it says of itself; false if it cannot be used.
pub async fn test(site: &Site, which: &Which, form: Form) -> Result<bool> {
    let provider = named(site, which).await?;
    if provider.places.is_some() {
        let slug = &provider.slug;
        return Err(Error::internal(format!(
            "{slug} says nothing of itself that could be tested; try it at /admin/sign-on/{slug}/try"
        )));
    }
    match provider.kind.as_str() {
        SHIBBOLETH => return front(site, form),
        SAML => return own(site, &provider, form).await,
        _ => {}
    }
    let met = discovery::meet(&site.fetch, &provider.issuer).await;
    let tried = match &met {
        Ok(met) => Tried {
            works: true,
            fault: None,
            authorization: Some(met.authorization.clone()),
            keys: met.keys.keys().len(),
        },
        Err(fault) => Tried { works: false, fault: Some(fault.to_string()), authorization: None, keys: 0 },
    };
    match (form.json, &tried.fault) {
        (true, _) => report::json(&tried)?,
        (false, None) => println!("{} answers, is who it says, and shows {} keys", provider.issuer, tried.keys),
        (false, Some(fault)) => println!("{} cannot be used: {fault}", provider.issuer),
    }
    Ok(tried.works)
}

/// Of one that this program speaks SAML with, what it says of itself is known, and nothing is asked.
async fn own(site: &Site, provider: &Provider, form: Form) -> Result<bool> {
    let (works, told) = standing::of(site, provider).await?;
    let told = report::say(&told);
    match form.json {
        true => {
            let fault = Some(told).filter(|_| !works);
            report::json(&Tried { works, fault, authorization: None, keys: 0 })?;
        }
        false => println!("{told}"),
    }
    Ok(works)
}

/// Of Shibboleth in front only its socket is seen from here.
fn front(site: &Site, form: Form) -> Result<bool> {
    let fault = shibboleth::fault(&site.config.saml).map(|fault| report::say(&fault));
    let tried = Tried { works: fault.is_none(), fault, authorization: None, keys: 0 };
    match (form.json, &tried.fault) {
        (true, _) => report::json(&tried)?,
        (false, None) => println!("the socket of Shibboleth in front is open; what Apache does is seen by signing on"),
        (false, Some(fault)) => println!("Shibboleth in front cannot be used: {fault}"),
    }
    Ok(tried.works)
}
