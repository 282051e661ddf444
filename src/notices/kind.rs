//! Why somebody is told of a post.

/// The strongest reason is the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// They wanted to be reminded of it.
    Reminder,
    /// It names them.
    Mention,
    /// It is in a thread that they wrote in.
    Reply,
    /// A coordinator wants everybody there to hear of it.
    Forced,
    /// It begins a thread.
    First,
    /// They want to hear of every post there.
    New,
}

impl Kind {
    /// Every one, the strongest first.
    pub const ALL: [Self; 6] = [Self::Reminder, Self::Mention, Self::Reply, Self::Forced, Self::First, Self::New];

    /// As it stands in the database and in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Mention => "mention",
            Self::Reply => "reply",
            Self::Forced => "forced",
            Self::First => "first",
            Self::New => "new",
        }
    }

    /// Reads what [`Self::word`] wrote.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}
