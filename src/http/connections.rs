//! Slow clients: a connection that sits between requests, sends a request's head a byte at a time, or takes nothing of
//! a large answer, is cut.
//!
//! actix limits the time of the first head on a connection only; a second one could take for ever and hold a place.
//! So each connection notes when it last finished a request, and one look a second shuts those that are overdue.
//!
//! A process that is to end tells its clients first: actix closes an idle connection at once, and a request that is on its
//! way there is lost. So for a moment every answer says that it is the last one on its connection.

use std::any::Any;
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use actix_web::dev::Extensions;
use parking_lot::Mutex;

/// The open connections of one process.
#[derive(Clone, Default)]
pub struct Connections(Arc<Open>);

#[derive(Default)]
struct Open {
    all: Mutex<Vec<Weak<Connection>>>,
    is_closing: Arc<AtomicBool>,
}

/// How long a connection on which nothing happens is kept once the process is to end: longer than the proxies of `deploy/`
/// keep one, so that it is they who close it, and no form gets lost on its way.
const LAST_PATIENCE: Duration = Duration::from_secs(5);

/// One connection: a second handle on its socket, and when it was last busy.
#[derive(Debug)]
pub struct Connection {
    socket: TcpStream,
    opened: Instant,
    is_busy: AtomicBool,
    idle_since: AtomicU64,
    is_closing: Arc<AtomicBool>,
}

impl Connection {
    /// A request's head has arrived.
    pub fn begin(&self) {
        self.is_busy.store(true, Ordering::Relaxed);
    }

    /// A request has been answered, or a piece of the answer was taken (`pieces.rs`).
    pub fn end(&self) {
        self.idle_since.store(self.age(), Ordering::Relaxed);
        self.is_busy.store(false, Ordering::Relaxed);
    }

    /// Whether the answer under way is the last one.
    pub fn is_closing(&self) -> bool {
        self.is_closing.load(Ordering::Relaxed)
    }

    fn age(&self) -> u64 {
        u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn is_overdue(&self, patience: Duration) -> bool {
        let waiting = self.age().saturating_sub(self.idle_since.load(Ordering::Relaxed));
        !self.is_busy.load(Ordering::Relaxed) && u128::from(waiting) > patience.as_millis()
    }
}

impl Connections {
    /// Notes a new connection; called by the server for each one it accepts.
    pub fn opened(&self, io: &dyn Any, extensions: &mut Extensions) {
        let Some(stream) = io.downcast_ref::<actix_web::rt::net::TcpStream>() else { return };
        let Ok(handle) = stream.as_fd().try_clone_to_owned() else { return };
        let connection = Arc::new(Connection {
            socket: TcpStream::from(handle),
            opened: Instant::now(),
            is_busy: AtomicBool::new(false),
            idle_since: AtomicU64::new(0),
            is_closing: self.0.is_closing.clone(),
        });
        self.0.all.lock().push(Arc::downgrade(&connection));
        extensions.insert(connection);
    }

    /// From now on every answer is the last one on its connection.
    pub fn close(&self) {
        self.0.is_closing.store(true, Ordering::Relaxed);
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.0.all.lock().iter().filter(|connection| connection.strong_count() > 0).count()
    }

    /// Shuts the connections that have sat longer than `patience`; called once a second.
    pub fn cut_overdue(&self, patience: Duration) {
        let patience = if self.0.is_closing.load(Ordering::Relaxed) { LAST_PATIENCE } else { patience };
        self.0.all.lock().retain(|connection| {
            let Some(connection) = connection.upgrade() else { return false };
            if connection.is_overdue(patience) {
                // A peer that is gone already needs no shutting.
                let _ = connection.socket.shutdown(Shutdown::Both);
                return false;
            }
            true
        });
    }
}
