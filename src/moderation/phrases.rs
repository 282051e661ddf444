//! Words to begin with, for each deed: whoever does it can change them before they are sent.

use super::deed::Deed;

/// What the one is written to whom it is done.
pub fn to_them(deed: Deed) -> &'static str {
    match deed {
        Deed::HidePost => "moderation-to-them-hide-post",
        Deed::HideThread => "moderation-to-them-hide-thread",
        Deed::Lock => "moderation-to-them-lock",
        Deed::Warn | Deed::Dismiss => "moderation-to-them-warn",
        Deed::Mute => "moderation-to-them-mute",
        Deed::Suspend => "moderation-to-them-suspend",
        Deed::Ban => "moderation-to-them-ban",
    }
}

/// What those are told who reported it.
pub fn to_reporters(deed: Deed) -> &'static str {
    match deed {
        Deed::HidePost | Deed::HideThread => "moderation-to-reporters-hide",
        Deed::Lock => "moderation-to-reporters-lock",
        Deed::Warn | Deed::Mute | Deed::Suspend | Deed::Ban => "moderation-to-reporters-person",
        Deed::Dismiss => "moderation-to-reporters-dismiss",
    }
}
