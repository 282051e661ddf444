//! `lyceum sso test`

use serde::Serialize;

use super::{Which, named};
use crate::cli::arguments::Form;
use crate::cli::report;
use crate::error::{Error, Result};
use crate::site::Site;
use crate::sso::discovery;

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
