//! Sessions that were ended before they expired. None of them may hold again, wherever the clock is set.
//!
//! What has expired is forgotten, or memory would only grow. But a clock that stood ahead and is set back makes it young
//! again; so it stays for two days after it expired, and of what is forgotten the newest is remembered.

use std::collections::HashMap;

use crate::db::ids::{SessionId, Time};

/// How long an ended session is kept after it would have expired, in seconds.
pub const KEPT_SECONDS: i64 = 2 * 86_400;

/// The ended sessions of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ended {
    /// Each until when it would have lasted.
    pub known: HashMap<SessionId, Time>,
    /// The newest session that is forgotten, and the latest that any of them would have lasted.
    pub forgotten: Option<(SessionId, Time)>,
}

impl Ended {
    /// Notes one that would have lasted `until`.
    pub fn note(&mut self, session: SessionId, until: Time) {
        self.known.insert(session, until);
    }

    /// Whether a session that says it lasts `until` was ended. One that began after all that are forgotten was not
    /// among them; one from before them that lasts no longer may have been, and its member signs in again.
    pub fn has(&self, session: SessionId, until: Time) -> bool {
        let is_forgotten = self.forgotten.is_some_and(|(newest, latest)| session <= newest && until <= latest);
        is_forgotten || self.known.contains_key(&session)
    }

    /// Forgets those that expired long ago.
    pub fn forget(&mut self, now: Time) {
        let (known, forgotten) = (&mut self.known, &mut self.forgotten);
        known.retain(|session, until| {
            let is_kept = until.plus_seconds(KEPT_SECONDS) > now;
            if !is_kept {
                let (newest, latest) = forgotten.unwrap_or((*session, *until));
                *forgotten = Some((newest.max(*session), latest.max(*until)));
            }
            is_kept
        });
    }
}
