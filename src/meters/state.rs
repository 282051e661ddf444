//! What is looked up when somebody asks: the queues in the database, the worker, the disk, and the process itself.

use std::sync::atomic::AtomicI64;

use prometheus_client::encoding::{EncodeLabelSet, LabelSetEncoder};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// What the database says of the queues; the same on every node of a site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Deliveries that wait to be tried, again or for the first time.
    pub deliveries_waiting: i64,
    /// Deliveries that were given up.
    pub deliveries_dead: i64,
    /// How long the oldest that waits has been promised, in seconds.
    pub deliveries_oldest: i64,
    /// How long the next one has been due without anybody taking it up, in seconds.
    pub deliveries_overdue: i64,
    /// Events whose effects are not noted as done.
    pub events_unsettled: i64,
    /// How old the oldest of them is, in seconds.
    pub events_oldest: i64,
    /// Pages whose stored version is not the wanted one.
    pub pages_waiting: i64,
}

/// What the system says of the process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Process {
    /// Memory that is really held, in bytes.
    pub memory: i64,
    /// Open files and sockets.
    pub files: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Task {
    task: &'static str,
}

/// No label: a family of one, which is not told before it is set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Alone;

impl EncodeLabelSet for Alone {
    fn encode(&self, _: &mut LabelSetEncoder<'_>) -> std::fmt::Result {
        Ok(())
    }
}

type Level = Gauge<i64, AtomicI64>;

/// Gauges that are set before each reading.
pub struct State {
    database_up: Level,
    deliveries_waiting: Level,
    deliveries_dead: Level,
    deliveries_oldest: Level,
    deliveries_overdue: Level,
    events_unsettled: Level,
    events_oldest: Level,
    pages_waiting: Level,
    worker_idle: Family<Task, Level>,
    room_short: Level,
    disk_free: Level,
    backup_age: Family<Alone, Level>,
    uptime: Level,
    memory: Level,
    files: Level,
}

impl State {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let mut level = |name: &str, help: &str| {
            let gauge = Level::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let state = Self {
            database_up: level(
                "lyceum_database_up",
                "1 if the database answered just now; else the queues are unknown",
            ),
            deliveries_waiting: level("lyceum_deliveries_waiting", "Letters that wait to be tried"),
            deliveries_dead: level("lyceum_deliveries_dead", "Letters that were given up"),
            deliveries_oldest: level("lyceum_deliveries_oldest_seconds", "Age of the oldest letter that waits"),
            deliveries_overdue: level(
                "lyceum_deliveries_overdue_seconds",
                "How long the next letter has been due without being taken up",
            ),
            events_unsettled: level("lyceum_events_unsettled", "Changes whose effects are not noted as done"),
            events_oldest: level("lyceum_events_unsettled_oldest_seconds", "Age of the oldest of these changes"),
            pages_waiting: level("lyceum_pages_waiting", "Pages that are to be rendered again"),
            room_short: level(
                "lyceum_room_short",
                "1 while the ballast is given up, and only hiding, signing in and signing out can be saved",
            ),
            disk_free: level("lyceum_disk_free_bytes", "What is free on the disk of the data folder"),
            uptime: level("lyceum_uptime_seconds", "How long the process has run"),
            memory: level("process_resident_memory_bytes", "Memory that is really held"),
            files: level("process_open_fds", "Open files and sockets"),
            worker_idle: Family::default(),
            backup_age: Family::default(),
        };
        registry.register(
            "lyceum_backup_age_seconds",
            "Age of the newest nightly backup in backup.folder; of the process while there is none",
            state.backup_age.clone(),
        );
        registry.register(
            "lyceum_worker_idle_seconds",
            "How long ago each task of the worker last came round",
            state.worker_idle.clone(),
        );
        state
    }

    /// Notes what the database says; `None` if it does not answer, and the last figures stay.
    pub fn note_queues(&self, figures: Option<&Figures>) {
        self.database_up.set(i64::from(figures.is_some()));
        let Some(figures) = figures else { return };
        self.deliveries_waiting.set(figures.deliveries_waiting);
        self.deliveries_dead.set(figures.deliveries_dead);
        self.deliveries_oldest.set(figures.deliveries_oldest);
        self.deliveries_overdue.set(figures.deliveries_overdue);
        self.events_unsettled.set(figures.events_unsettled);
        self.events_oldest.set(figures.events_oldest);
        self.pages_waiting.set(figures.pages_waiting);
    }

    /// Notes how long ago a task of the worker came round, in seconds.
    pub fn note_task(&self, task: &'static str, idle: i64) {
        self.worker_idle.get_or_create(&Task { task }).set(idle);
    }

    /// Notes whether only those who keep order may write, and how many bytes are free.
    pub fn note_room(&self, is_short: bool, free: u64) {
        self.room_short.set(i64::from(is_short));
        self.disk_free.set(i64::try_from(free).unwrap_or(i64::MAX));
    }

    /// Notes how old the newest nightly backup is, in seconds.
    pub fn note_backup(&self, age: i64) {
        self.backup_age.get_or_create(&Alone).set(age);
    }

    /// Notes how long the process has run, and what the system says of it.
    pub fn note_process(&self, uptime: i64) {
        let process = Process::now();
        self.uptime.set(uptime);
        self.memory.set(process.memory);
        self.files.set(process.files);
    }
}

impl Process {
    /// Reads `/proc`, as Linux has it; nought where there is none.
    fn now() -> Self {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let held = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = held.and_then(|held| held.trim().trim_end_matches("kB").trim().parse::<i64>().ok());
        let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
        Self { memory: kilobytes.unwrap_or(0) * 1024, files: i64::try_from(files).unwrap_or(i64::MAX) }
    }
}
