//! A door at every step of a write, which a test can shut to see what then becomes of the site.
//!
//! In a running site it stands open, and passing it costs one look at a pointer. What is given at construction is
//! never global, so that a hundred sites in one process can each fail at a step of their own.

use std::sync::Arc;

use crate::error::{Error, Result};

/// What may fail, or be the last thing that a process comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The database is read.
    Read,
    /// A transaction that writes begins.
    Begin,
    /// A statement inside it.
    Statement,
    /// It is committed.
    Commit,
    /// It is committed, and whoever asked for it hears so.
    Tell,
    /// A page is drawn.
    Draw,
    /// Bytes are written aside: of a page, of what somebody handed in, of a backup.
    Write,
    /// What was written aside gets its name.
    Rename,
    /// A file is taken away.
    Remove,
    /// A letter is handed to the mail server.
    Send,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 10] = [
        Self::Read,
        Self::Begin,
        Self::Statement,
        Self::Commit,
        Self::Tell,
        Self::Draw,
        Self::Write,
        Self::Rename,
        Self::Remove,
        Self::Send,
    ];
}

/// Says whether a step may be taken.
type Guard = dyn Fn(Step) -> bool + Send + Sync;

/// The door; clones are the same one.
#[derive(Clone, Default)]
pub struct Faults(Option<Arc<Guard>>);

impl Faults {
    /// A door that always stands open.
    pub fn none() -> Self {
        Self(None)
    }

    /// A door with somebody in front of it: a step that is not let through fails.
    pub fn guarded(guard: impl Fn(Step) -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(guard)))
    }

    /// Whether anybody stands there: what costs something to watch need not be watched else.
    pub fn is_guarded(&self) -> bool {
        self.0.is_some()
    }

    /// Goes through.
    ///
    /// # Errors
    /// `Internal` if the door is shut.
    #[inline]
    pub fn pass(&self, step: Step) -> Result<()> {
        match &self.0 {
            Some(guard) if !guard(step) => Err(Error::internal(format!("the step {step:?} was made to fail"))),
            _ => Ok(()),
        }
    }
}
