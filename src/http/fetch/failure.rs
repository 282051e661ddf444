//! Why a request came to nothing: a word for the reader's language, and a cause for the log.

use std::error::Error;
use std::fmt;
use std::io;

use crate::error::Message;

/// What can go wrong on the way out. What is in brackets is for the log: a host, or a cause; never a path, a query or
/// anything that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It cannot be read as an address.
    NotAnAddress,
    /// It does not begin with `https://`, or leads from there to what does not.
    NotHttps,
    /// It has a name or a password in it.
    HasPassword,
    /// This host is no server of the public, and is not listed.
    Forbidden(String),
    /// Nobody knows the name of this host.
    Unknown(String),
    /// Nobody answers there.
    Unreachable(String),
    /// The answer was not complete in time.
    Slow,
    /// The answer is larger than was asked for.
    TooLarge,
    /// What answers has no good certificate, or does not speak the protocol.
    Broken(String),
    /// One address led to another too often.
    TooManyRedirects,
}

impl Failure {
    /// What stands for it in the keys of messages.
    pub fn word(&self) -> &'static str {
        let key = self.key();
        key.strip_prefix("fetch-").unwrap_or(key)
    }

    /// What an administrator who named the address is told: what is wrong, and what to do next.
    pub fn message(&self) -> Message {
        let message = Message::new(self.key());
        if let Self::Forbidden(host) = self { message.with("host", host) } else { message }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::NotAnAddress => "fetch-not-an-address",
            Self::NotHttps => "fetch-not-https",
            Self::HasPassword => "fetch-has-password",
            Self::Forbidden(_) => "fetch-forbidden",
            Self::Unknown(_) => "fetch-unknown",
            Self::Unreachable(_) => "fetch-unreachable",
            Self::Slow => "fetch-slow",
            Self::TooLarge => "fetch-too-large",
            Self::Broken(_) => "fetch-broken",
            Self::TooManyRedirects => "fetch-too-many-redirects",
        }
    }
}

/// What the log sees.
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnAddress => write!(f, "the address cannot be read"),
            Self::NotHttps => write!(f, "the address is not https, or leads to one that is not"),
            Self::HasPassword => write!(f, "the address has a name or a password in it"),
            Self::Forbidden(host) => write!(f, "{host} is not public, and fetch.internal_hosts does not list it so"),
            Self::Unknown(cause) => write!(f, "the name is not known: {cause}"),
            Self::Unreachable(cause) => write!(f, "no connection: {cause}"),
            Self::Slow => write!(f, "the answer was not complete in time"),
            Self::TooLarge => write!(f, "the answer is too large"),
            Self::Broken(cause) => write!(f, "the answer cannot be used: {cause}"),
            Self::TooManyRedirects => write!(f, "one address led to another too often"),
        }
    }
}

impl Error for Failure {}

impl From<reqwest::Error> for Failure {
    /// The error itself has the whole address in it, and the secrets of its query; its causes do not.
    fn from(error: reqwest::Error) -> Self {
        let causes = || std::iter::successors(error.source(), |cause| (**cause).source());
        if let Some(own) = causes().find_map(|cause| cause.downcast_ref::<Self>()) {
            return own.clone();
        }
        let told = causes().last().map_or_else(|| "no cause is known".to_owned(), ToString::to_string);
        // An error of TLS comes as one of input and output of no kind; those of connections have one of the system's.
        let kind = causes().find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
        match kind {
            Some(kind) if error.is_connect() && kind != io::ErrorKind::Other => Self::Unreachable(told),
            _ => Self::Broken(told),
        }
    }
}
