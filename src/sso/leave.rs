//! The way to a provider's own end of a session (OpenID Connect RP-Initiated Logout 1.0), after ours has ended.

use url::Url;

use super::discovery::Met;
use super::model::Provider;
use crate::roster::InstitutionEntry;
use crate::site::Site;

/// Where somebody comes back to: the provider has to know this address.
pub fn back(site: &Site, house: &InstitutionEntry) -> String {
    format!("{}/sign-in?ended=1", house.base_url(site.config.port()))
}

/// Where they sign out of the provider; `None` where it has no such place. No token goes along to say who they are, for
/// none is kept: the provider asks them, and that is no loss on a shared machine.
pub fn way(site: &Site, house: &InstitutionEntry, provider: &Provider, met: &Met) -> Option<String> {
    let mut address = Url::parse(met.end.as_ref()?).ok()?;
    let back = back(site, house);
    address
        .query_pairs_mut()
        .append_pair("client_id", &provider.client_id)
        .append_pair("post_logout_redirect_uri", &back);
    Some(address.into())
}
