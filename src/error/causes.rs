//! What a library's error means here: a full disk and a database that is away are nobody's fault, and are told as such.

use std::time::Duration;

use super::Error;

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match cause.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::Full,
            _ => Self::internal(cause),
        }
    }
}

impl From<diesel::result::Error> for Error {
    fn from(cause: diesel::result::Error) -> Self {
        match cause {
            diesel::result::Error::NotFound => Self::NotFound,
            other if is_full(&other) => Self::Full,
            other if is_away(&other) => Self::Away(other.to_string()),
            other if is_crossed(&other) => Self::Busy { retry_after: Duration::from_secs(1) },
            other => Self::internal(other),
        }
    }
}

/// Whether a database says that its disk is full. Neither engine's number for it (`SQLITE_FULL`, `53100`) comes through
/// diesel, so it is known by its words: SQLite's own, and those of the system, which PostgreSQL passes on.
fn is_full(cause: &diesel::result::Error) -> bool {
    use diesel::result::Error::{DatabaseError, RollbackErrorOnCommit};
    match cause {
        DatabaseError(_, told) => {
            ["database or disk is full", "No space left on device"].iter().any(|words| told.message().contains(words))
        }
        RollbackErrorOnCommit { commit_error, .. } => is_full(commit_error),
        _ => false,
    }
}

/// Whether the connection to a database is gone, or leads to one that takes no writes (yet, or any more): PostgreSQL
/// being restarted, or failing over to its replica.
fn is_away(cause: &diesel::result::Error) -> bool {
    use diesel::result::DatabaseErrorKind::{ClosedConnection, ReadOnlyTransaction, UnableToSendCommand};
    use diesel::result::Error::{BrokenTransactionManager, DatabaseError, RollbackErrorOnCommit};
    const WORDS: [&str; 4] =
        ["terminating connection", "server closed the connection", "the database system is", "connection to server"];
    match cause {
        DatabaseError(ClosedConnection | UnableToSendCommand | ReadOnlyTransaction, _) | BrokenTransactionManager => {
            true
        }
        DatabaseError(_, told) => WORDS.iter().any(|words| told.message().contains(words)),
        RollbackErrorOnCommit { commit_error, .. } => is_away(commit_error),
        _ => false,
    }
}

/// Whether two changes waited for each other and PostgreSQL took this one back: it can be sent again at once. So can one
/// that wrote what another had written since it looked; SQLite lets one write at a time, and there it would be our fault.
fn is_crossed(cause: &diesel::result::Error) -> bool {
    use diesel::result::DatabaseErrorKind::{SerializationFailure, UniqueViolation};
    use diesel::result::Error::DatabaseError;
    matches!(cause, DatabaseError(SerializationFailure, _))
        || matches!(cause, DatabaseError(UniqueViolation, told) if told.message().starts_with("duplicate key value"))
        || matches!(cause, DatabaseError(_, told) if told.message().contains("deadlock detected"))
}
