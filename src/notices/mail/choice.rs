//! How somebody gets mail of what they are told of, and choosing it.
//!
//! Who chose nothing gets a digest each morning at eight, where they are, and at once what mentions them or answers them:
//! a question that waits for a day is asked elsewhere, and a letter for every post is soon sorted away unread.

use super::{choice_model, due_model, schedule, waiting_model};
use crate::db::ids::{BoardId, InstitutionId, MemberId};
use crate::error::Result;
use crate::notices::kind::Kind;
use crate::site::Tx;

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Rhythm {
    Never,
    AtOnce,
    Hourly,
    Daily,
    Weekly,
}

/// How much of each post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Amount {
    Titles,
    Lines,
    Whole,
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Sorting {
    Boards,
    Time,
}

/// Spells a choice as it stands in the database, in forms and in keys of messages.
macro_rules! spelled {
    ($kind:ident { $($variant:ident = $word:literal),* }) => {
        impl $kind {
            /// Their words, as forms offer them.
            pub const WORDS: &[&str] = &[$($word),*];

            /// As it stands in the database, in forms and in keys of messages.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Reads what [`Self::word`] wrote.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

spelled!(Rhythm { Never = "never", AtOnce = "at-once", Hourly = "hourly", Daily = "daily", Weekly = "weekly" });
spelled!(Amount { Titles = "titles", Lines = "lines", Whole = "whole" });
spelled!(Sorting { Boards = "boards", Time = "time" });

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// How often.
    pub rhythm: Rhythm,
    /// At which hour of the day, 0 to 23, for what comes by the day or week.
    pub hour: i8,
    /// On which day, 1 (Monday) to 7 (ISO 8601), for what comes by the week.
    pub weekday: i8,
    /// Whether mentions and replies come at once.
    pub is_direct: bool,
    /// Which boards; nothing means all of them.
    pub boards: Option<Vec<BoardId>>,
    /// How much of each post.
    pub amount: Amount,
    /// In which order.
    pub sorting: Sorting,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            rhythm: Rhythm::Daily,
            hour: 8,
            weekday: 1,
            is_direct: true,
            boards: None,
            amount: Amount::Lines,
            sorting: Sorting::Boards,
        }
    }
}

impl Choice {
    /// Whether a notice of this kind goes at once, whatever the rest does.
    pub fn goes_at_once(&self, kind: Kind) -> bool {
        match self.rhythm {
            Rhythm::Never => false,
            Rhythm::AtOnce => true,
            // A reminder in tomorrow's digest is none.
            _ => kind == Kind::Reminder || (self.is_direct && matches!(kind, Kind::Mention | Kind::Reply)),
        }
    }
}

/// Writes the choice, unless it is so already, and says anew when the next letter is due. What was told while they wanted
/// no mail stays out of their letters. The audit says that they chose, and not what.
pub fn choose(tx: &mut Tx<'_>, institution: InstitutionId, member: MemberId, choice: &Choice) -> Result<()> {
    let (before, zone) = choice_model::of(tx.conn, member)?;
    if before == *choice {
        return Ok(());
    }
    if before.rhythm == Rhythm::Never {
        waiting_model::pass_all(tx.conn, member, tx.now)?;
    }
    choice_model::save(tx.conn, member, choice, tx.now)?;
    let zone = schedule::zone(&zone);
    let waiting = waiting_model::waiting(tx.conn, member)?;
    let times = waiting.iter().filter_map(|one| schedule::next(choice, &zone, one.kind, one.at));
    due_model::set(tx.conn, member, times.min())?;
    tx.audit(institution, Some(member), "notices.mail", member, "")
}
