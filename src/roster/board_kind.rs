//! What a board is for: its kind, and how often one may write there.

use serde::{Deserialize, Serialize};

/// The kind of a board: what is special about writing and reading there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum BoardKind {
    /// Nothing is.
    #[default]
    Standard,
    /// A thread is a question, its replies are answers.
    Questions,
    /// Each member starts one thread, about themselves.
    Introductions,
    /// Only those who run the board start threads.
    Announcements,
    /// The board is a single thread.
    OneThread,
    /// Whoever has answered in a thread reads what the others answered.
    AnswerFirst,
    /// Peers do not read who writes.
    Anonymous,
}

impl BoardKind {
    /// Every one, in the order of the forms.
    pub const ALL: [Self; 7] = [
        Self::Standard,
        Self::Questions,
        Self::Introductions,
        Self::Announcements,
        Self::OneThread,
        Self::AnswerFirst,
        Self::Anonymous,
    ];

    /// The words of all of them, for commands.
    pub const WORDS: [&'static str; 7] =
        ["standard", "questions", "introductions", "announcements", "one-thread", "answer-first", "anonymous"];

    /// As it stands in the database, in commands, in forms and in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Questions => "questions",
            Self::Introductions => "introductions",
            Self::Announcements => "announcements",
            Self::OneThread => "one-thread",
            Self::AnswerFirst => "answer-first",
            Self::Anonymous => "anonymous",
        }
    }

    /// Reads what [`Self::word`] wrote.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The spans in which posts are counted, as they stand in forms, commands and keys of messages.
pub const SPANS: [&str; 3] = ["hour", "day", "week"];

/// How often one person may post on a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slow {
    /// So many posts.
    pub posts: i32,
    /// In one of [`SPANS`], counted back from now.
    pub span: String,
}

impl Slow {
    /// The length of the span in seconds.
    pub fn seconds(&self) -> i64 {
        match self.span.as_str() {
            "hour" => 3_600,
            "day" => 86_400,
            _ => 604_800,
        }
    }
}

/// What is set beside a board's kind; stands in its row as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardSettings {
    /// How often one may post, where that has an end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slow: Option<Slow>,
    /// Markdown that a first post begins with.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub template: String,
}

/// The rule of who may reply by which nobody may.
pub const NOBODY: &str = "nobody";
