//! The one error of the program: a status for the client, words for the reader, a cause for the log.
//!
//! Which variant when:
//! - `NotFound` for what is absent **and** for what this viewer may not know of; the two must never differ.
//! - `SignInRequired` only on fixed paths such as `/settings/`, whose existence is no secret.
//! - `TokenNeeded` for machines alone: a person is shown the way to sign in.
//! - `Forbidden` where the viewer may know of the thing and may not do this to it.
//! - `Invalid` for a form: each problem stands beside its field, and what was typed is shown again.
//! - `Conflict` when the state changed under the writer.
//! - `Away` when the database is, for a moment: readers keep what lies ready, and what was typed is shown again.
//! - `Full` when the disk is: readers keep their pages, and what was typed is shown again.
//! - `Internal` for everything that is our fault. It is logged once, at the edge, with the request id.

use std::fmt;
use std::path::Path;
use std::time::Duration;

mod causes;

/// When a database that is away may be back: a restart takes a few seconds.
const AWAY: Duration = Duration::from_secs(5);

/// What every fallible function of the program returns.
pub type Result<T> = std::result::Result<T, Error>;

/// A sentence for a person: the key of a Fluent message and its arguments, so that it can be said in any language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The key in `templates/locales/<lang>/*.ftl`.
    pub key: &'static str,
    /// Named arguments of the message, already in the reader's own form (names, numbers as text).
    pub args: Vec<(&'static str, String)>,
    /// Where it is good to go next, if that is known.
    pub way: Option<Way>,
}

/// A link that stands below a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// A path on this host.
    pub href: String,
    /// The key of its words.
    pub key: &'static str,
}

impl Message {
    /// A sentence without arguments.
    pub fn new(key: &'static str) -> Self {
        Self { key, args: Vec::new(), way: None }
    }

    /// The same sentence with one more argument.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The same sentence with a link below it: its path, and the key of its words.
    pub fn leading_to(mut self, href: impl Into<String>, key: &'static str) -> Self {
        self.way = Some(Way { href: href.into(), key });
        self
    }
}

/// What is wrong with a form, field by field, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<(&'static str, Message)>);

impl Problems {
    /// One problem with one field.
    pub fn one(field: &'static str, message: Message) -> Self {
        Self(vec![(field, message)])
    }

    /// Notes a problem with `field`.
    pub fn add(&mut self, field: &'static str, message: Message) {
        self.0.push((field, message));
    }

    /// `Ok(value)` when nothing is wrong, else the problems as an error.
    pub fn or<T>(self, value: T) -> Result<T> {
        if self.0.is_empty() { Ok(value) } else { Err(Error::Invalid(self)) }
    }
}

/// Everything that can go wrong; see the module for which variant means what.
#[derive(Debug)]
pub enum Error {
    /// Absent, or not for this viewer: one answer for both (404).
    NotFound,
    /// A fixed path that needs an account; `to` is the local path to come back to (303 to the sign-in page).
    SignInRequired {
        /// A path on this host, beginning with one `/`.
        to: String,
    },
    /// A machine that has to prove itself by a token, and did not (401): one answer for whatever was wrong with it.
    TokenNeeded,
    /// The viewer may know of it and may not do it (403).
    Forbidden(Message),
    /// A form that cannot be accepted (422).
    Invalid(Problems),
    /// A request that no form of ours sends (400).
    Malformed(Message),
    /// The address is there for other methods, whatever it names (405).
    WrongMethod {
        /// Those methods, as the header `Allow` lists them (RFC 9110, 10.2.1).
        allow: &'static str,
    },
    /// Unsupported type of body (415).
    WrongType,
    /// The body is larger than this route takes (413).
    TooLarge,
    /// The body did not arrive in time (408).
    TooSlow,
    /// The state changed under the writer (409).
    Conflict(Message),
    /// Too many requests of one kind (429).
    TooMany {
        /// How long to wait before trying again.
        retry_after: Duration,
    },
    /// The site cannot take a write just now (503).
    Busy {
        /// How long to wait before trying again.
        retry_after: Duration,
    },
    /// The database does not answer, as while it is restarted (503); the text is for the log.
    Away(String),
    /// There is no room left to save anything (507, RFC 4918).
    Full,
    /// No institution has this host name (421).
    UnknownHost,
    /// Another server failed us (502); the text is for the log.
    Peer(String),
    /// Our fault (500); the cause is for the log, the reader sees the request id.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Wraps any cause as our own fault.
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// Names the disk that is full, for whoever can make room on it; any other error stays as it is.
    pub fn on_the_disk_of(self, path: &Path) -> Self {
        match self {
            Self::Full => {
                let path = path.display();
                Self::internal(format!("the disk that holds {path} is full; make room and run it again"))
            }
            other => other,
        }
    }

    /// The HTTP status (RFC 9110) that stands for this error.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::SignInRequired { .. } => 303,
            Self::TokenNeeded => 401,
            Self::Forbidden(_) => 403,
            Self::Invalid(_) => 422,
            Self::Malformed(_) => 400,
            Self::WrongMethod { .. } => 405,
            Self::WrongType => 415,
            Self::TooLarge => 413,
            Self::TooSlow => 408,
            Self::Conflict(_) => 409,
            Self::TooMany { .. } => 429,
            Self::Busy { .. } => 503,
            Self::Away(_) => 503,
            Self::Full => 507,
            Self::UnknownHost => 421,
            Self::Peer(_) => 502,
            Self::Internal(_) => 500,
        }
    }

    /// How long to wait before trying again, where that is known.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::TooMany { retry_after } | Self::Busy { retry_after } => Some(*retry_after),
            Self::Away(_) => Some(AWAY),
            _ => None,
        }
    }

    /// Whether the site stands in the way of a change, and nothing that its writer did: the same may be sent again.
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Away(_) | Self::Full | Self::Internal(_))
    }

    /// What the reader is told: a sentence that says what happened and what to do next, never the cause.
    pub fn words(&self) -> Message {
        match self {
            Self::NotFound => Message::new("error-not-found"),
            Self::SignInRequired { .. } => Message::new("error-sign-in-required"),
            Self::TokenNeeded => Message::new("error-token-needed"),
            Self::Forbidden(message) | Self::Malformed(message) | Self::Conflict(message) => message.clone(),
            Self::Invalid(_) => Message::new("error-invalid"),
            Self::WrongMethod { .. } => Message::new("error-wrong-method"),
            Self::WrongType => Message::new("error-wrong-type"),
            Self::TooLarge => Message::new("error-too-large"),
            Self::TooSlow => Message::new("error-too-slow"),
            Self::TooMany { retry_after } => {
                Message::new("error-too-many").with("seconds", retry_after.as_secs().max(1))
            }
            Self::Busy { retry_after } => Message::new("error-busy").with("seconds", retry_after.as_secs().max(1)),
            Self::Away(_) => Message::new("error-away"),
            Self::Full => Message::new("error-full"),
            Self::UnknownHost => Message::new("error-unknown-host"),
            Self::Peer(_) => Message::new("error-peer"),
            Self::Internal(_) => Message::new("error-internal"),
        }
    }
}

/// What the log sees.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(cause) => write!(f, "{cause}"),
            Self::Away(cause) => write!(f, "the database does not answer: {cause}"),
            Self::Full => write!(f, "the disk is full"),
            Self::Peer(cause) => write!(f, "peer: {cause}"),
            Self::Invalid(problems) => {
                write!(f, "invalid form: {:?}", problems.0.iter().map(|p| p.1.key).collect::<Vec<_>>())
            }
            other => write!(f, "{} {}", other.status(), other.words().key),
        }
    }
}

impl std::error::Error for Error {}
