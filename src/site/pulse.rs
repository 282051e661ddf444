//! The worker's pulse: when each of its tasks last came round, so that a probe can tell a quiet worker from a dead one.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use parking_lot::Mutex;

use crate::db::ids::Time;

/// How much longer than three of its pauses a task may take before it counts as stuck, in seconds.
const PATIENCE_SECONDS: i64 = 120;

/// When the tasks of one process last came round; empty where no worker runs, as beside a command.
#[derive(Default)]
pub struct Pulse {
    tasks: Mutex<BTreeMap<&'static str, Beat>>,
    has_lost_number: AtomicBool,
    is_ending: AtomicBool,
}

/// One task.
#[derive(Debug, Clone, Copy)]
struct Beat {
    pause: Duration,
    last: Time,
}

impl Pulse {
    /// A task begins; it means to come round every `pause`.
    pub fn begins(&self, task: &'static str, pause: Duration, now: Time) {
        self.tasks.lock().insert(task, Beat { pause, last: now });
    }

    /// A task came round, or is at work with more to do.
    pub fn beats(&self, task: &'static str, now: Time) {
        if let Some(beat) = self.tasks.lock().get_mut(task) {
            beat.last = now;
        }
    }

    /// How long ago each task last came round, in seconds.
    pub fn idle(&self, now: Time) -> Vec<(&'static str, i64)> {
        self.tasks.lock().iter().map(|(task, beat)| (*task, now.seconds_since(beat.last))).collect()
    }

    /// The tasks that do not come round any more.
    pub fn stuck(&self, now: Time) -> Vec<&'static str> {
        let is_stuck = |beat: &Beat| {
            let pause = i64::try_from(beat.pause.as_secs()).unwrap_or(i64::MAX);
            now.seconds_since(beat.last) > pause.saturating_mul(3).saturating_add(PATIENCE_SECONDS)
        };
        self.tasks.lock().iter().filter(|(_, beat)| is_stuck(beat)).map(|(task, _)| *task).collect()
    }

    /// Whether the last renewal found this process's node number in its own hands.
    pub fn has_its_number(&self, is_ours: bool) {
        self.has_lost_number.store(!is_ours, Ordering::Relaxed);
    }

    /// The process is to end: long work breaks off.
    pub fn end(&self) {
        self.is_ending.store(true, Ordering::Relaxed);
    }

    /// Whether the process is to end.
    pub fn is_ending(&self) -> bool {
        self.is_ending.load(Ordering::Relaxed)
    }

    /// Whether another process has this one's node number.
    pub fn has_lost_number(&self) -> bool {
        self.has_lost_number.load(Ordering::Relaxed)
    }
}
