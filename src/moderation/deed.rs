//! What can be done about a case.

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Deed {
    HidePost,
    HideThread,
    Lock,
    Warn,
    Mute,
    Suspend,
    Ban,
    Dismiss,
}

impl Deed {
    /// Every one, the mildest first.
    pub const ALL: [Self; 8] =
        [Self::Dismiss, Self::Warn, Self::HidePost, Self::Lock, Self::HideThread, Self::Mute, Self::Suspend, Self::Ban];

    /// As it stands in the database, in addresses and in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::HidePost => "hide-post",
            Self::HideThread => "hide-thread",
            Self::Lock => "lock",
            Self::Warn => "warn",
            Self::Mute => "mute",
            Self::Suspend => "suspend",
            Self::Ban => "ban",
            Self::Dismiss => "dismiss",
        }
    }

    /// By its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == word)
    }

    /// Whether it is for a number of days.
    pub fn has_days(self) -> bool {
        matches!(self, Self::Mute | Self::Suspend)
    }

    /// What the audit calls it.
    pub fn verb(self) -> &'static str {
        match self {
            Self::HidePost | Self::HideThread | Self::Lock => "moderation.hide",
            Self::Warn => "moderation.warn",
            Self::Mute => "moderation.mute",
            Self::Suspend => "moderation.suspend",
            Self::Ban => "moderation.ban",
            Self::Dismiss => "moderation.dismiss",
        }
    }
}
