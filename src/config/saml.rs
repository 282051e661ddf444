//! `[saml]`: where Shibboleth in front hands on whom it has looked at.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The fewest letters of the secret: of what `openssl rand -hex 32` writes, half.
const LEAST: usize = 32;

/// How Apache with Shibboleth reaches the site.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saml {
    /// A socket in the file system on which its one route is answered; without it there is none.
    pub shibboleth_socket: Option<PathBuf>,
    /// What Apache writes into a header of each request, so that nobody else who reaches the socket is believed.
    pub shibboleth_secret: String,
    /// A file that holds it.
    pub shibboleth_secret_file: Option<PathBuf>,
}

impl Saml {
    /// What is wrong with it.
    pub(super) fn fault(&self) -> Option<(&'static str, String)> {
        let key = "saml.shibboleth_secret";
        let is_short = self.shibboleth_socket.is_some() && self.shibboleth_secret.len() < LEAST;
        is_short.then(|| {
            (key, format!("{key} has fewer than {LEAST} letters; write one into a file (openssl rand -hex 32) and name that in saml.shibboleth_secret_file"))
        })
    }
}
