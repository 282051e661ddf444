//! Work that is spread over all cores, and work that gives way to what somebody waits for.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Once};

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::error::{Error, Result};

/// How many cores there are for this process; 1 where the system does not say.
pub fn count() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// What `work` makes of each item, in the order of the items. Blocks.
///
/// # Errors
/// With the failure of one item; others may have been worked on. A panic is a failure.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let take = || -> Result<Vec<(usize, R)>> {
        let mut made = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else { return Ok(made) };
            made.push((place, work(item)?));
        }
    };
    let cores = count().min(items.len());
    let ends: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(take)).collect();
        threads.into_iter().map(|thread| thread.join()).collect()
    });
    let mut made = Vec::with_capacity(items.len());
    for end in ends {
        made.extend(end.unwrap_or_else(|_| Err(Error::internal("a thread panicked at its work")))?);
    }
    made.sort_unstable_by_key(|(place, _)| *place);
    Ok(made.into_iter().map(|(_, result)| result).collect())
}

/// How much whoever works aside gives way (nice(2), 0 to 19): a core that two want goes to the other for three quarters.
const ASIDE: i32 = 5;

/// One thread that may not give way says it for all.
static WARNED: Once = Once::new();

/// Threads that give way. They are kept, because a thread that is new gets its first turn late.
fn giving_way(name: &str, most: usize) -> std::io::Result<Runtime> {
    let give_way = || {
        if let Err(cause) = rustix::process::nice(ASIDE) {
            WARNED.call_once(|| {
                tracing::warn!(
                    %cause,
                    "pages are made at the same rank as answers, so readers wait behind them: the system forbids \
                     setpriority(2); in a unit of systemd, add SystemCallFilter=setpriority"
                );
            });
        }
    };
    Builder::new_current_thread().thread_name(name).max_blocking_threads(most).on_thread_start(give_way).build()
}

/// For work that nobody waits for: as many threads as there are works.
static ASIDES: LazyLock<std::io::Result<Runtime>> = LazyLock::new(|| giving_way("aside", 512));

/// For work that somebody waits for, one after the other: all cores but one, so that whoever reads finds one free.
static TURNS: LazyLock<std::io::Result<Runtime>> =
    LazyLock::new(|| giving_way("turn", count().saturating_sub(1).max(1)));

/// Work that takes a core for milliseconds, on a thread that gives way to those that answer readers: else each of them
/// would wait for its turn behind pages that are being made.
///
/// # Errors
/// With the failure of the work. A panic is a failure, and so is a system that has no thread left.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    match &*ASIDES {
        Ok(asides) => asides.spawn_blocking(work).await.map_err(Error::internal)?,
        Err(cause) => Err(Error::internal(format!("there are no threads aside: {cause}"))),
    }
}

/// The same for work that somebody waits for in a crowd: it begins when those before it are done. The queue is the
/// threads' own. One that is handed on by tasks stands still whenever the tasks' threads have much else to answer, as
/// when a thousand people are sent away each second.
///
/// # Errors
/// At once if the system has no thread left; from what is given, with the failure of the work or its panic.
pub fn in_turn<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<JoinHandle<Result<T>>> {
    match &*TURNS {
        Ok(turns) => Ok(turns.spawn_blocking(work)),
        Err(cause) => Err(Error::internal(format!("there are no threads that take turns: {cause}"))),
    }
}
