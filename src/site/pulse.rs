//! The worker's pulse: when each of its tasks last came round, so that a probe can tell a quiet worker from a dead one.

use std::collections::BTreeMap;
use std::time::Duration;

use parking_lot::Mutex;

use crate::db::ids::Time;

/// How much longer than three of its pauses a task may take before it counts as stuck, in seconds.
const PATIENCE_SECONDS: i64 = 120;

/// The task that holds on to this process's node number.
pub const LEASE: &str = "renewing the lease";

/// When the tasks of one process last came round; empty where no worker runs, as beside a command.
#[derive(Default)]
pub struct Pulse(Mutex<BTreeMap<&'static str, Beat>>);

/// One task.
#[derive(Debug, Clone, Copy)]
struct Beat {
    pause: Duration,
    last: Time,
    succeeded: Time,
}

impl Pulse {
    /// A task begins; it means to come round every `pause`.
    pub fn begins(&self, task: &'static str, pause: Duration, now: Time) {
        self.0.lock().insert(task, Beat { pause, last: now, succeeded: now });
    }

    /// A task is at work, with more to do.
    pub fn beats(&self, task: &'static str, now: Time) {
        if let Some(beat) = self.0.lock().get_mut(task) {
            beat.last = now;
        }
    }

    /// A task came round; `is_well` says whether it did what it is for.
    pub fn came_round(&self, task: &'static str, is_well: bool, now: Time) {
        if let Some(beat) = self.0.lock().get_mut(task) {
            beat.last = now;
            if is_well {
                beat.succeeded = now;
            }
        }
    }

    /// How long ago each task last came round, in seconds.
    pub fn idle(&self, now: Time) -> Vec<(&'static str, i64)> {
        self.0.lock().iter().map(|(task, beat)| (*task, now.seconds_since(beat.last))).collect()
    }

    /// The tasks that do not come round any more.
    pub fn stuck(&self, now: Time) -> Vec<&'static str> {
        let is_stuck = |beat: &Beat| {
            let pause = i64::try_from(beat.pause.as_secs()).unwrap_or(i64::MAX);
            now.seconds_since(beat.last) > pause.saturating_mul(3).saturating_add(PATIENCE_SECONDS)
        };
        self.0.lock().iter().filter(|(_, beat)| is_stuck(beat)).map(|(task, _)| *task).collect()
    }

    /// How long a task has not done what it is for, in seconds; `None` where it does not run at all.
    pub fn failing_for(&self, task: &str, now: Time) -> Option<i64> {
        self.0.lock().get(task).map(|beat| now.seconds_since(beat.succeeded))
    }
}
