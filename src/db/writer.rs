//! SQLite's one writer: a thread that commits many callers' changes in one fsync.
//!
//! Each change runs in a savepoint of its own, with its panic caught *inside* it, so one that fails takes only itself
//! back. Callers hear of success only after COMMIT. A panic caught outside the savepoint would leave the connection
//! one level too deep, and its COMMIT would answer `Ok` with nothing committed; so the depth is checked, and a
//! connection that is not where it should be is thrown away with every caller told.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};

use diesel::connection::{AnsiTransactionManager, InstrumentationEvent, TransactionManager, TransactionManagerStatus};
use diesel::{Connection, SqliteConnection};
use tokio::sync::oneshot;

use super::connection::Opener;
use super::engine::Conn;
use crate::error::{Error, Result};
use crate::faults::{Faults, Step};
use crate::meters::Commits;

/// At most this many changes share one COMMIT, so that nobody waits long behind a crowd.
const GROUP: usize = 64;

/// What became of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Committed,
    /// Taken back, because the disk has no room for it.
    Full,
    Lost,
}

/// Tells a caller how it went, once the fate of the whole group is known.
type Answer = Box<dyn FnOnce(Fate) + Send>;
type Work = Box<dyn FnOnce(&mut Conn) -> Answer + Send>;

/// The queue in front of the writer thread.
#[derive(Clone)]
pub struct Writer {
    queue: Sender<Work>,
    commits: Commits,
    faults: Faults,
}

impl Writer {
    /// Starts the writer thread; it ends when the last handle is dropped and the queue is empty.
    pub fn start(opener: Opener, commits: Commits, faults: Faults) -> Result<Self> {
        let conn = opener.reach()?;
        let (queue, work) = channel();
        let (counting, door) = (commits.clone(), faults.clone());
        let serve = move || serve(&opener, conn, &work, &counting, &door);
        std::thread::Builder::new().name("writer".into()).spawn(serve)?;
        Ok(Self { queue, commits, faults })
    }

    /// Runs `change` in a transaction; returns once it is durable, or was taken back.
    pub async fn write<T, F>(&self, change: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let faults = self.faults.clone();
        let work: Work = Box::new(move |conn| {
            let outcome = conn.transaction(|conn| caught(&faults, conn, change));
            Box::new(move |fate| {
                let answer = match (outcome, fate) {
                    (Ok(_), Fate::Full) => Err(Error::Full),
                    (Ok(_), Fate::Lost) => Err(Error::internal("the transaction could not be committed")),
                    (outcome, _) => outcome,
                };
                // A caller that has gone away (its client hung up) does not need the answer.
                let _ = tell.send(answer);
            })
        });
        self.commits.queued();
        self.queue.send(work).map_err(|_| Error::internal("the writer has stopped"))?;
        told.await.map_err(|_| Error::internal("the writer stopped before it answered"))?
    }
}

fn serve(opener: &Opener, conn: Conn, work: &Receiver<Work>, commits: &Commits, faults: &Faults) {
    let mut conn = Some(conn);
    while let Ok(first) = work.recv() {
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(next) = work.try_recv()
        {
            group.push(next);
        }
        let size = group.len();
        commits.taken(size);
        let mut open = match conn.take() {
            Some(open) => open,
            None => match opener.open() {
                Ok(open) => open,
                Err(cause) => {
                    // Dropping the group tells its callers that the writer stopped before it answered.
                    tracing::error!(%cause, "the database cannot be opened for writing");
                    commits.ended(size, false);
                    continue;
                }
            },
        };
        let is_done = commit_group(&mut open, group, faults);
        commits.ended(size, is_done);
        if is_done {
            conn = Some(open);
        }
    }
}

/// Runs a group in one transaction; false if the connection must not be used again.
fn commit_group(conn: &mut Conn, group: Vec<Work>, faults: &Faults) -> bool {
    let begin = |inner: &mut _| AnsiTransactionManager::begin_transaction_sql(inner, "BEGIN IMMEDIATE");
    if let Err(cause) = faults.pass(Step::Begin).and_then(|()| Ok(sqlite(conn, begin)?)) {
        tracing::error!(%cause, "a transaction cannot begin");
        return false;
    }
    let answers: Vec<Answer> = group.into_iter().map(|work| work(conn)).collect();
    let fate = match depth(conn) {
        Some(1) => commit(conn, faults),
        _ => Fate::Lost,
    };
    for answer in answers {
        answer(fate);
    }
    fate == Fate::Committed
}

fn commit(conn: &mut Conn, faults: &Faults) -> Fate {
    let committed = faults
        .pass(Step::Commit)
        .and_then(|()| Ok(sqlite(conn, AnsiTransactionManager::commit_transaction)?))
        .and_then(|()| faults.pass(Step::Tell));
    match committed {
        Ok(()) if depth(conn) == Some(0) => Fate::Committed,
        Ok(()) => Fate::Lost,
        Err(cause) => {
            tracing::error!(%cause, "a transaction cannot be committed");
            if matches!(cause, Error::Full) { Fate::Full } else { Fate::Lost }
        }
    }
}

/// One change in a transaction of its own.
pub(super) fn in_transaction<T>(
    faults: &Faults,
    conn: &mut Conn,
    change: impl FnOnce(&mut Conn) -> Result<T>,
) -> Result<T> {
    faults.pass(Step::Begin)?;
    let value = conn.transaction(|conn| {
        let value = caught(faults, conn, change)?;
        faults.pass(Step::Commit).map(|()| value)
    })?;
    faults.pass(Step::Tell).map(|()| value)
}

/// One change; a panic in it is an error like any other, and takes only this change back.
fn caught<T>(faults: &Faults, conn: &mut Conn, change: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    watch(faults, conn);
    let outcome = catch_unwind(AssertUnwindSafe(|| change(conn)));
    if faults.is_guarded() {
        conn.set_instrumentation(|_: InstrumentationEvent<'_>| ());
    }
    outcome.unwrap_or_else(|panic| Err(Error::internal(format!("a change panicked: {}", words_of(&*panic)))))
}

/// Lets each statement pass the door. diesel only tells of a statement, so one that may not be made ends its change.
fn watch(faults: &Faults, conn: &mut Conn) {
    if faults.is_guarded() {
        let faults = faults.clone();
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. })
                && let Err(cause) = faults.pass(Step::Statement)
            {
                resume_unwind(Box::new(cause.to_string()));
            }
        });
    }
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".into())
}

fn sqlite(
    conn: &mut Conn,
    act: impl FnOnce(&mut SqliteConnection) -> diesel::QueryResult<()>,
) -> diesel::QueryResult<()> {
    match conn {
        Conn::Sqlite(inner) => act(inner),
        Conn::Postgres(_) => Err(diesel::result::Error::BrokenTransactionManager),
    }
}

fn depth(conn: &mut Conn) -> Option<u32> {
    let Conn::Sqlite(inner) = conn else { return None };
    match AnsiTransactionManager::transaction_manager_status_mut(inner) {
        TransactionManagerStatus::Valid(status) => Some(status.transaction_depth().map_or(0, u32::from)),
        TransactionManagerStatus::InError => None,
    }
}
