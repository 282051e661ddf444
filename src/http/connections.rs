//! Slow clients: a connection that sits between requests, sends a request's head a byte at a time, or takes nothing of
//! a large answer, is cut.
//!
//! actix limits the time of the first head on a connection only; a second one could take for ever and hold a place.
//! So each connection notes when it last finished a request, and one look a second shuts those that are overdue.

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
pub struct Connections(Arc<Mutex<Vec<Weak<Connection>>>>);

/// One connection: a second handle on its socket, and when it was last busy.
#[derive(Debug)]
pub struct Connection {
    socket: TcpStream,
    opened: Instant,
    is_busy: AtomicBool,
    idle_since: AtomicU64,
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
        });
        self.0.lock().push(Arc::downgrade(&connection));
        extensions.insert(connection);
    }

    /// Shuts the connections that have sat longer than `patience`; called once a second.
    pub fn cut_overdue(&self, patience: Duration) {
        self.0.lock().retain(|connection| {
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
