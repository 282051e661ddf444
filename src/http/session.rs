//! Sessions: a cookie that proves itself, and the rows by which it can be ended.
//!
//! The cookie holds session, member, expiry and epoch under an HMAC, so a page is read without asking the database.
//! What the HMAC cannot know (ended sessions, suspended members, raised epochs) the roster holds in memory.

use data_encoding::BASE64URL_NOPAD;
use diesel::prelude::*;
use subtle::ConstantTimeEq;

use super::secret::Secret;
use crate::db::Conn;
use crate::db::ids::{MemberId, SessionId, Time, made_at};
use crate::db::schema::sessions;
use crate::error::Result;

/// The cookie's name; the prefix makes browsers refuse it from any other host and over plain networks (RFC 6265bis).
pub const COOKIE: &str = "__Host-session";
/// The longest that a session can last, whatever the settings say, in seconds.
const LONGEST_SECONDS: i64 = 90 * 86_400;
/// How far a clock may be set back before sessions that began meanwhile are no longer believed, in seconds: begun under
/// a clock that stood years ahead, one would last for years.
const CLOCK_SECONDS: i64 = 2 * 86_400;

/// The way of a session that a command began.
pub const COMMAND: &str = "command";

/// What a session cookie says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Which session.
    pub id: SessionId,
    /// Whose.
    pub member: MemberId,
    /// Until when.
    pub expires_at: Time,
    /// The member's epoch when it began.
    pub epoch: i32,
}

/// Bytes before the code: three ids of eight bytes and the epoch of four.
const BODY: usize = 28;

impl Session {
    /// The cookie's value.
    pub fn seal(&self, secret: &Secret) -> String {
        let mut bytes = Vec::with_capacity(BODY + 32);
        bytes.extend(self.id.0.to_be_bytes());
        bytes.extend(self.member.0.to_be_bytes());
        bytes.extend(self.expires_at.0.to_be_bytes());
        bytes.extend(self.epoch.to_be_bytes());
        let code = secret.session_code(&bytes);
        bytes.extend(code);
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// When it began; one under a new id began when it got it.
    pub fn began(&self) -> Time {
        made_at(self.id.0)
    }

    /// Whether it began no longer ago than sessions last, by the setting as it is now. Where its id was made under a clock that
    /// stood ahead, that says nothing; then it ends no later than one that begins now.
    pub fn is_within(&self, seconds: i64, now: Time) -> bool {
        let (began, far) = (self.began(), now.plus_seconds(CLOCK_SECONDS));
        began.plus_seconds(seconds) > now && (began <= far || self.expires_at <= far.plus_seconds(seconds))
    }

    /// Reads a cookie's value; `None` unless we made it, it has not expired, and it lasts no longer than any can.
    pub fn unseal(value: &str, secret: &Secret, now: Time) -> Option<Self> {
        // 60 bytes are 80 characters: whatever is longer is not worth decoding.
        let bytes = (value.len() == 80).then(|| BASE64URL_NOPAD.decode(value.as_bytes()).ok()).flatten()?;
        let (body, code) = bytes.split_at_checked(BODY)?;
        if !bool::from(secret.session_code(body).as_slice().ct_eq(code)) {
            return None;
        }
        let number = |from: usize| Some(i64::from_be_bytes(body.get(from..from + 8)?.try_into().ok()?));
        let session = Self {
            id: SessionId(number(0)?),
            member: MemberId(number(8)?),
            expires_at: Time(number(16)?),
            epoch: i32::from_be_bytes(body.get(24..28)?.try_into().ok()?),
        };
        let latest = now.plus_seconds(LONGEST_SECONDS + CLOCK_SECONDS);
        (session.expires_at > now && session.expires_at <= latest).then_some(session)
    }
}

/// Begins a session: always a new one, so that nobody signs in to a session that somebody else knows.
/// `device` is what it began in, as [`Open::device`] has it.
pub fn begin(conn: &mut Conn, session: &Session, way_in: &str, device: &str, now: Time) -> Result<()> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(session.id),
            sessions::member_id.eq(session.member),
            sessions::way_in.eq(way_in),
            sessions::device.eq(Some(device).filter(|device| !device.is_empty())),
            sessions::created_at.eq(now),
            sessions::expires_at.eq(session.expires_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Notes when somebody last showed in a session who they are.
pub fn set_proved(conn: &mut Conn, id: SessionId, at: Option<Time>) -> Result<()> {
    diesel::update(sessions::table.find(id)).set(sessions::proved_at.eq(at)).execute(conn)?;
    Ok(())
}

/// A session that has not ended.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sessions)]
#[allow(missing_docs)]
pub struct Open {
    pub id: SessionId,
    pub way_in: String,
    pub created_at: Time,
    pub expires_at: Time,
    /// A browser and a system by name, such as `Firefox on Linux`, where they said so.
    pub device: Option<String>,
    /// When it was last used, to the hour; nothing if that was in its first one.
    pub seen_at: Option<Time>,
    /// When its member last showed in it who they are.
    pub proved_at: Option<Time>,
}

/// The open sessions of a member, the newest first.
pub fn open(conn: &mut Conn, member: MemberId, now: Time) -> Result<Vec<Open>> {
    let rows = sessions::table
        .filter(sessions::member_id.eq(member))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(now));
    Ok(rows.order(sessions::id.desc()).select(Open::as_select()).load(conn)?)
}

/// One session, ended or not.
pub fn find(conn: &mut Conn, id: SessionId) -> Result<Option<Open>> {
    Ok(sessions::table.find(id).select(Open::as_select()).get_result(conn).optional()?)
}

/// Whose session it is and until when it lasts, if it is open.
pub fn owner(conn: &mut Conn, id: SessionId, now: Time) -> Result<Option<(MemberId, Time)>> {
    let row = sessions::table
        .filter(sessions::id.eq(id))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(now));
    Ok(row.select((sessions::member_id, sessions::expires_at)).first(conn).optional()?)
}

/// Whether a member came in by something that said its name, and whether by this: a name that was never seen may be a
/// stranger's. One that says no name is as good as a name: a stranger need not say one. Nobody comes in person by a command.
pub fn is_new_device(conn: &mut Conn, member: MemberId, device: &str) -> Result<bool> {
    let own = || sessions::table.filter(sessions::member_id.eq(member)).filter(sessions::way_in.ne(COMMAND));
    let named: i64 = own().filter(sessions::device.is_not_null()).count().get_result(conn)?;
    let same: i64 = match device {
        "" => own().filter(sessions::device.is_null()).count().get_result(conn)?,
        name => own().filter(sessions::device.eq(name)).count().get_result(conn)?,
    };
    Ok(same == 0 && named > 0)
}

/// Notes that a session was used; two nodes may do so at once, and the later one stays.
pub fn see(conn: &mut Conn, id: SessionId, at: Time) -> Result<()> {
    let is_later = sessions::seen_at.is_null().or(sessions::seen_at.lt(at));
    diesel::update(sessions::table.filter(sessions::id.eq(id)).filter(is_later))
        .set(sessions::seen_at.eq(at))
        .execute(conn)?;
    Ok(())
}

/// Ends a session.
pub fn end(conn: &mut Conn, id: SessionId, now: Time) -> Result<()> {
    let open = sessions::table.filter(sessions::id.eq(id)).filter(sessions::revoked_at.is_null());
    diesel::update(open).set(sessions::revoked_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Ends every session of a member.
pub fn end_all(conn: &mut Conn, member: MemberId, now: Time) -> Result<()> {
    let open = sessions::table.filter(sessions::member_id.eq(member)).filter(sessions::revoked_at.is_null());
    diesel::update(open).set(sessions::revoked_at.eq(now)).execute(conn)?;
    Ok(())
}
