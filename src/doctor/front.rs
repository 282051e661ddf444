//! The socket of Shibboleth in front: whether the site answers there, and whether it is closed to everybody but Apache.

use super::{Case, Finding};
use crate::sso::saml::socket;

/// Looks at it, where the settings name one.
pub fn look(case: &Case) -> Option<Finding> {
    let path = case.config.saml.shibboleth_socket.as_ref()?;
    let told = path.display();
    if let Err(cause) = socket::is_open(path) {
        return Some(Finding::new(
            "shibboleth",
            format!("Nobody answers on {told} ({cause}), so whoever signs on by Shibboleth gets an error from Apache."),
            "Start the site, or restart it if it runs since before saml.shibboleth_socket was set; its user has to be able \
             to write into that folder.",
        ));
    }
    socket::is_for_all(path).ok()?.then(|| {
        Finding::new(
            "shibboleth",
            format!("Every user of this machine may speak on {told}, where only Apache is to be believed."),
            format!("Restart the site, which closes it; until then: chmod o-rwx {told}"),
        )
    })
}
