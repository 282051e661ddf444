//! What came of it when the list of a course was last asked for: both desks tell it, since nobody watches the worker.

use serde::{Deserialize, Serialize};

use super::roll::Fault;
use crate::error::{Error, Message, Result};

/// What came of a list that was taken over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// How many people it names.
    pub listed: usize,
    /// How many came in.
    pub came: usize,
    /// How many have another role.
    pub moved: usize,
    /// How many places ended.
    pub left: usize,
    /// How many it names who have no account here, and get none by it.
    pub unknown: usize,
}

/// What came of asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Last {
    /// It was taken over.
    Done(Outcome),
    /// More people would have left than is usual, so nothing was changed.
    Many {
        /// How many.
        count: usize,
        /// Of how many.
        all: usize,
    },
    /// There is no list, or it cannot be read.
    Away {
        /// The kind of fault.
        why: String,
        /// What the platform answered with, where it did.
        status: Option<u16>,
    },
}

impl Last {
    /// Of a list that cannot be read.
    pub fn away(fault: &Fault) -> Self {
        let status = if let Fault::Status(status) = fault { Some(*status) } else { None };
        Self::Away { why: fault.word().to_owned(), status }
    }

    /// As it stands in the database.
    pub fn spelled(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::internal)
    }

    /// Reads what [`Last::spelled`] wrote; nothing of what another version wrote.
    pub fn read(spelled: &str) -> Option<Self> {
        serde_json::from_str(spelled).ok()
    }

    /// One word for the audit.
    pub fn word(&self) -> &str {
        match self {
            Self::Done(_) => "done",
            Self::Many { .. } => "leavers",
            Self::Away { why, .. } => why,
        }
    }

    /// What people are told.
    pub fn message(&self) -> Message {
        match self {
            Self::Done(done) => Message::new("lti-last-done")
                .with("listed", done.listed)
                .with("came", done.came)
                .with("left", done.left)
                .with("unknown", done.unknown),
            Self::Many { count, all } => Message::new("lti-roll-leavers").with("count", count).with("all", all),
            Self::Away { status: Some(status), .. } => Message::new("lti-roll-status").with("status", status),
            Self::Away { why, .. } if why == "document" => Message::new("lti-roll-document"),
            Self::Away { why, .. } if why == "pages" => Message::new("lti-roll-pages"),
            Self::Away { .. } => Message::new("lti-last-fetch"),
        }
    }
}
