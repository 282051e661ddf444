//! Why a launch leads nowhere: one word for the audit, one sentence for whoever came.

use crate::error::Message;

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// What was sent is not what a platform sends: something is missing, or there twice.
    Answer,
    /// No platform that is set up here sent it.
    Platform,
    /// The attempt is unknown, over or used, or the platform was changed meanwhile.
    State,
    /// It was begun in another browser, or the browser keeps no cookie within another site.
    Browser,
    /// It was to stay within a page of the platform, where no session can begin.
    Frame,
    /// The platform did not confirm who it is.
    Denied,
    /// The token is not signed as agreed, or not for us, or not now.
    Token,
    /// The token is no launch of LTI 1.3 as it has to be.
    Launch,
    /// It comes from a place of the platform that is not this institution's.
    Deployment,
    /// It is meant for another host.
    Target,
    /// Nobody has mapped the course to a cohort.
    Course,
    /// Whoever is this in the course gets no place by it.
    Position,
    /// The course gives no account.
    Account,
    /// They left the cohort, or were removed from it.
    Place,
    /// Their account here is suspended, or gone.
    Member,
    /// They have power over others, and come in another way.
    Power,
}

impl Why {
    /// As it stands in the audit.
    pub fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Platform => "platform",
            Self::State => "state",
            Self::Browser => "browser",
            Self::Frame => "frame",
            Self::Denied => "denied",
            Self::Token => "token",
            Self::Launch => "launch",
            Self::Deployment => "deployment",
            Self::Target => "target",
            Self::Course => "course",
            Self::Position => "position",
            Self::Account => "account",
            Self::Place => "place",
            Self::Member => "member",
            Self::Power => "power",
        }
    }

    /// What they are told. Nothing of what the platform or the address said stands in it.
    pub fn message(self) -> Message {
        match self {
            Self::Answer | Self::State => Message::new("lti-refused-state"),
            Self::Browser => Message::new("lti-refused-browser"),
            Self::Frame => Message::new("lti-refused-frame"),
            Self::Platform => Message::new("lti-refused-platform"),
            Self::Denied => Message::new("lti-refused-denied"),
            Self::Token | Self::Launch | Self::Target => Message::new("lti-refused-token"),
            Self::Deployment => Message::new("lti-refused-deployment"),
            Self::Course => Message::new("lti-refused-course"),
            Self::Position => Message::new("lti-refused-position"),
            Self::Account => Message::new("lti-refused-account"),
            Self::Place => Message::new("lti-refused-place"),
            Self::Member => Message::new("sso-refused-member"),
            Self::Power => Message::new("lti-refused-power"),
        }
    }
}
