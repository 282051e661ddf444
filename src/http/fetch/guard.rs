//! Which addresses may be asked: https, nobody's password, and no machine of the operator's but those that are listed.

use std::net::IpAddr;

use url::{Host, Url};

use super::{Failure, world};
use crate::config::InternalHost;

/// Decides for one site.
pub(super) struct Guard {
    internal: Vec<InternalHost>,
}

impl Guard {
    /// A guard that lets these hosts through whatever their addresses.
    pub(super) fn new(internal: Vec<InternalHost>) -> Self {
        Self { internal }
    }

    /// Reads an address and says whether it may be asked. The standard's own reading is what makes of `0x7f.1`, `127.1`
    /// and `2130706433` the address that a connection would go to.
    pub(super) fn read(&self, address: &str) -> Result<Url, Failure> {
        // That reading leaves out white space and line breaks; who stores what was typed would store them.
        if address.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
            return Err(Failure::NotAnAddress);
        }
        let url = Url::parse(address).map_err(|_| Failure::NotAnAddress)?;
        self.admit(&url)?;
        Ok(url)
    }

    /// Whether this address may be asked, as far as it can be said before its name is looked up.
    pub(super) fn admit(&self, url: &Url) -> Result<(), Failure> {
        if !["https", "http"].contains(&url.scheme()) {
            return Err(Failure::NotHttps);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Failure::HasPassword);
        }
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(Failure::NotAnAddress);
        };
        // What is sent is read once more, by a stricter standard; what fails there must not be stored here.
        if url.as_str().parse::<::http::Uri>().is_err() {
            return Err(Failure::NotAnAddress);
        }
        let host = host.to_owned();
        let mut listed = self.internal.iter().filter(|internal| internal.host == host).peekable();
        // Who lists a host with a port says that it is internal, and leaves its other ports closed. So what a name may
        // resolve to is a matter of the name alone, and a resolver is asked for nothing else.
        if listed.peek().is_some() {
            let is_open = listed.any(|internal| internal.port.is_none_or(|only| only == port));
            return if is_open { Ok(()) } else { Err(Failure::Forbidden(host.to_string())) };
        }
        let is_ours = match &host {
            Host::Ipv4(address) => !world::is_public((*address).into()),
            Host::Ipv6(address) => !world::is_public((*address).into()),
            Host::Domain(name) => is_this_machine(name),
        };
        match (is_ours, url.scheme()) {
            (true, _) => Err(Failure::Forbidden(host.to_string())),
            (false, "https") => Ok(()),
            (false, _) => Err(Failure::NotHttps),
        }
    }

    /// Whether a name with these addresses may be connected to: one wrong address is enough to refuse them all, since
    /// nobody can say which of them would be taken.
    pub(super) fn check(&self, name: &str, addresses: &[IpAddr]) -> Result<(), Failure> {
        let is_internal =
            self.internal.iter().any(|internal| matches!(&internal.host, Host::Domain(own) if own == name));
        if is_internal || addresses.iter().all(|address| world::is_public(*address)) {
            return Ok(());
        }
        Err(Failure::Forbidden(name.to_owned()))
    }
}

/// Names that mean this machine wherever they are looked up (RFC 6761, 6.3).
fn is_this_machine(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name == "localhost" || name.ends_with(".localhost")
}
