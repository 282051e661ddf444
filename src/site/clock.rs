//! The clock: the system's, or one that tests move.
//!
//! The time of day may jump: somebody sets it, a machine wakes up. What only asks how long something took, or whether
//! it still goes on, asks for steady time, which does not.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::db::ids::Time;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's clock.
    System,
    /// Stands still until it is moved.
    Fixed(Arc<Fixed>),
}

/// What a clock that is moved by hand shows.
#[derive(Debug)]
pub struct Fixed {
    now: AtomicI64,
    steady: AtomicI64,
}

/// Where the system's steady time begins.
static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);

impl Clock {
    /// A clock that stands at `time`.
    pub fn at(time: Time) -> Self {
        Self::Fixed(Arc::new(Fixed { now: AtomicI64::new(time.0), steady: AtomicI64::new(time.0) }))
    }

    /// The time now. A system clock before 1970 reads as 1970.
    pub fn now(&self) -> Time {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Time(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
            }
            Self::Fixed(fixed) => Time(fixed.now.load(Ordering::SeqCst)),
        }
    }

    /// Time that goes on and never jumps, from a beginning that means nothing.
    pub fn steady(&self) -> Time {
        match self {
            Self::System => Time(i64::try_from(BEGUN.elapsed().as_micros()).unwrap_or(i64::MAX)),
            Self::Fixed(fixed) => Time(fixed.steady.load(Ordering::SeqCst)),
        }
    }

    /// Lets time pass on a fixed clock; the system's is not ours to move.
    pub fn advance(&self, seconds: i64) {
        self.set_by(seconds);
        if let Self::Fixed(fixed) = self {
            fixed.steady.fetch_add(seconds * Time::SECOND, Ordering::SeqCst);
        }
    }

    /// Sets a fixed clock forward or back, as somebody may do to the system's: no time passes.
    pub fn set_by(&self, seconds: i64) {
        if let Self::Fixed(fixed) = self {
            fixed.now.fetch_add(seconds * Time::SECOND, Ordering::SeqCst);
        }
    }
}
