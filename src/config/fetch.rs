//! `[fetch]`: the hosts of the operator's own network that the site may ask.

use serde::{Deserialize, Serialize};
use url::Host;

/// Where the site's own requests may go beside the public internet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fetch {
    /// Hosts, or hosts with a port, that may have a private address and be spoken to over plain http.
    pub internal_hosts: Vec<String>,
}

/// A host that the operator vouches for, at one port or at all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InternalHost {
    /// Its name in small letters, or its address.
    pub host: Host,
    /// The one port; without it, all.
    pub port: Option<u16>,
}

impl Fetch {
    /// The hosts, read; or the first entry that is none.
    pub fn hosts(&self) -> Result<Vec<InternalHost>, &str> {
        self.internal_hosts.iter().map(|entry| InternalHost::read(entry).ok_or(entry.as_str())).collect()
    }
}

impl InternalHost {
    fn read(entry: &str) -> Option<Self> {
        // The colons of an IPv6 address stand in brackets, so that the last one behind them is the port's.
        let (host, port) = match entry.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (entry, None),
        };
        // An asterisk is a letter to the standard of addresses, and a whole network to somebody who writes one.
        if host.contains(['*', '%']) {
            return None;
        }
        let port = match port {
            None => None,
            Some(digits) if !digits.starts_with('+') => Some(digits.parse().ok().filter(|port| *port != 0)?),
            Some(_) => return None,
        };
        Some(Self { host: Host::parse(host).ok()?, port })
    }
}
