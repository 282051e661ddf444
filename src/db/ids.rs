//! Identifiers and instants: 64-bit ids made by the program, and microseconds in UTC.
//!
//! An id holds 42 bits of milliseconds since 2026-01-01, 10 bits of node and 11 bits of sequence, so ids sort by the
//! time they were made and two nodes never make the same one. Outside the program an id is 13 characters of
//! Crockford base32 in lower case. Ids are never display order: imported posts are older than their ids.

use std::fmt;
use std::str::FromStr;

use diesel::backend::Backend;
use diesel::deserialize::{FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{Output, ToSql};
use diesel::sql_types::BigInt;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

/// An instant: microseconds since 1970-01-01 in UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, AsExpression, FromSqlRow,
)]
#[diesel(sql_type = BigInt)]
pub struct Time(pub i64);

impl Time {
    /// One second in the unit of `Time`.
    pub const SECOND: i64 = 1_000_000;

    /// This instant and `seconds` more; saturates at the ends of time.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(Self::SECOND)))
    }

    /// Whole seconds from `earlier` to this instant; nought if it is not earlier.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0.saturating_sub(earlier.0) / Self::SECOND).max(0)
    }

    /// Whole milliseconds since 1970.
    pub fn millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }
}

/// 2026-01-01T00:00:00Z in milliseconds since 1970: where the clock in our ids begins.
const EPOCH_MILLIS: i64 = 1_767_225_600_000;
/// How many ids a node makes in a millisecond; what is more is taken from the next one.
const SEQUENCES: i64 = 1 << 11;
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Writes an id as 13 characters of Crockford base32, lower case.
pub fn encode(id: i64) -> String {
    let bits = id as u64;
    (0..13).rev().map(|place| ALPHABET[(bits >> (place * 5) & 31) as usize] as char).collect()
}

/// Reads what [`encode`] wrote; anything else, upper case included, is `None`, so that an id has one spelling.
pub fn decode(text: &str) -> Option<i64> {
    if text.len() != 13 {
        return None;
    }
    let mut bits: u64 = 0;
    for byte in text.bytes() {
        let value = ALPHABET.iter().position(|&letter| letter == byte)? as u64;
        bits = bits.checked_mul(32)?.checked_add(value)?;
    }
    i64::try_from(bits).ok()
}

/// When an id was made.
pub fn made_at(id: i64) -> Time {
    Time(((id >> 21) + EPOCH_MILLIS) * 1_000)
}

/// Makes a newtype over BIGINT that is a key of one table.
macro_rules! id_type {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[derive(AsExpression, FromSqlRow)]
        #[diesel(sql_type = BigInt)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = crate::error::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                decode(text).map(Self).ok_or(crate::error::Error::NotFound)
            }
        }

        stored_as_bigint!($name);
    )*};
}

/// The two conversions that let a newtype over `i64` stand in a BIGINT column of either engine.
macro_rules! stored_as_bigint {
    ($name:ident) => {
        impl<DB: Backend> ToSql<BigInt, DB> for $name
        where
            i64: ToSql<BigInt, DB>,
        {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB: Backend> FromSql<BigInt, DB> for $name
        where
            i64: FromSql<BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                i64::from_sql(bytes).map(Self)
            }
        }
    };
}

stored_as_bigint!(Time);

id_type! {
    /// An institution.
    InstitutionId;
    /// A person's account at one institution.
    MemberId;
    /// A session of a member.
    SessionId;
    /// A provider of sign-on.
    ProviderId;
    /// A cohort.
    CohortId;
    /// A member's place in a cohort.
    EnrolmentId;
    /// What an identity system proves itself by.
    TokenId;
    /// A group of an identity system.
    GroupId;
    /// A course platform.
    PlatformId;
    /// A course on a platform.
    CourseId;
    /// A way into a cohort, as a link or a code word.
    InvitationId;
    /// What was reported, until it is decided and after.
    CaseId;
    /// What one person reported.
    ReportId;
    /// What was done to somebody.
    MeasureId;
    /// A set of people that something can be shown to.
    CircleId;
    /// A bulletin board.
    BoardId;
    /// A thread.
    ThreadId;
    /// A post.
    PostId;
    /// What somebody wrote and did not post yet.
    DraftId;
    /// A post that somebody keeps for themselves.
    BookmarkId;
    /// A private address of feeds.
    FeedId;
    /// A file of a post.
    AttachmentId;
    /// A recorded change.
    EventId;
}

/// The circle of everyone on the web; the migration makes its row.
pub const PUBLIC: CircleId = CircleId(1);

/// Makes ids that no other node makes, never twice and never smaller than before, even when the clock steps back: what
/// was made before the start is told by the newest id in the database.
#[derive(Debug)]
pub struct Ids {
    node: i64,
    last: Mutex<(i64, i64)>,
}

impl Ids {
    /// A maker for `node` (0..1024), which the caller holds a lease on; all its ids come after `newest`.
    pub fn after(newest: i64, node: u16) -> Self {
        Self { node: i64::from(node & 1023), last: Mutex::new((newest >> 21, SEQUENCES - 1)) }
    }

    /// The next id at `now`.
    pub fn next(&self, now: Time) -> i64 {
        let mut last = self.last.lock();
        let millis = (now.millis() - EPOCH_MILLIS).clamp(0, (1 << 42) - 1);
        *last = match *last {
            (before, _) if millis > before => (millis, 0),
            (before, sequence) if sequence + 1 < SEQUENCES => (before, sequence + 1),
            (before, _) => (before + 1, 0),
        };
        last.0 << 21 | self.node << 11 | last.1
    }
}
