//! What became of each row of a list.

use super::judge::{Verdict, Who};
use crate::error::Message;

/// What became of a row, or would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// Somebody new.
    Added,
    /// A member who was there got the key.
    Adopted,
    /// Something of them is other than it was.
    Changed,
    /// They were shut out, as the row asks.
    Left,
    /// Nothing had to be done.
    Unchanged,
    /// Nothing was done, and why.
    Refused(Message),
}

impl Became {
    /// What follows from a verdict.
    pub fn of(verdict: &Verdict) -> Self {
        match verdict {
            Err(why) => Self::Refused(why.clone()),
            Ok(None) => Self::Unchanged,
            Ok(Some(plan)) if plan.is_idle() => Self::Unchanged,
            Ok(Some(plan)) => match plan.who {
                Who::New => Self::Added,
                Who::Adopted(_) => Self::Adopted,
                Who::Known(..) if plan.leaves => Self::Left,
                Who::Known(..) => Self::Changed,
            },
        }
    }

    /// As it is printed.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Adopted => "adopted",
            Self::Changed => "changed",
            Self::Left => "left",
            Self::Unchanged => "unchanged",
            Self::Refused(_) => "refused",
        }
    }
}

/// What became of a line of the file, or of somebody whom it does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Told {
    /// None for somebody whom the file does not name.
    pub line: Option<u64>,
    pub external_id: String,
    pub became: Became,
}
