//! The clock: the system's, or one that tests move.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::db::ids::Time;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's clock.
    System,
    /// Stands still until it is moved.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `time`.
    pub fn at(time: Time) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(time.0)))
    }

    /// The time now. A system clock before 1970 reads as 1970.
    pub fn now(&self) -> Time {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Time(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
            }
            Self::Fixed(time) => Time(time.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock on; the system's is not ours to move.
    pub fn advance(&self, seconds: i64) {
        if let Self::Fixed(time) = self {
            time.fetch_add(seconds * Time::SECOND, Ordering::SeqCst);
        }
    }
}
