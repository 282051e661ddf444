//! What has happened: rows written in the transaction of the change, from which everything else follows.
//!
//! An event carries ids only; whoever acts on it reads the rest from the database, so an effect that runs late sees
//! what is true then. Old kinds and versions stay readable for ever: add, never rename.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use serde::{Deserialize, Serialize};

use super::Conn;
use super::ids::{
    BoardId, CaseId, CohortId, EventId, InstitutionId, MeasureId, MemberId, PostId, ReportId, SessionId, ThreadId, Time,
};
use super::kept::kept;
use super::schema::events;
use crate::error::{Error, Result};

/// The version written with new events.
const VERSION: i32 = 1;

/// One change of state, by the slice that makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// Of an institution.
    Institution(InstitutionEvent),
    /// Of a member.
    Member(MemberEvent),
    /// Of a cohort.
    Cohort(CohortEvent),
    /// Of a board.
    Board(BoardEvent),
    /// Of a thread or a post.
    Thread(ThreadEvent),
    /// Of somebody who reads. Its kind begins as those of threads do: the roster does not move by it, and its index is to
    /// leave it out.
    #[serde(rename = "thread.reading")]
    Reading(ReadingEvent),
    /// Of what was reported, and of what was done about it; named as those of threads are, for the same reason.
    #[serde(rename = "thread.moderation")]
    Moderation(ModerationEvent),
}

/// What happens to institutions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum InstitutionEvent {
    Added { institution: InstitutionId },
    SignOnChanged { institution: InstitutionId },
}

/// What happens to members and their sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum MemberEvent {
    Added { member: MemberId },
    ProfileChanged { member: MemberId, is_renamed: bool },
    RolesChanged { member: MemberId },
    Suspended { member: MemberId },
    Restored { member: MemberId },
    LinkAsked { member: MemberId },
    SessionEnded { session: SessionId, until: Time },
    SignedOutEverywhere { member: MemberId },
    SignInTold { member: MemberId },
    Answered { member: MemberId },
    Listed { new: Vec<MemberId>, known: Vec<MemberId>, cohorts: Vec<CohortId> },
}

/// What happens to cohorts and their people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum CohortEvent {
    Added { cohort: CohortId },
    Changed { cohort: CohortId },
    Enrolled { cohort: CohortId, member: MemberId },
    RoleChanged { cohort: CohortId, member: MemberId },
    Left { cohort: CohortId, member: MemberId },
    Invited { cohort: CohortId },
}

/// What happens to boards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum BoardEvent {
    Added { board: BoardId },
    Changed { board: BoardId },
    AudienceChanged { board: BoardId },
    MailImported { board: BoardId, threads: Vec<ThreadId> },
}

/// What happens to threads and posts. `was_active_at` says where the thread stood in its boards before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ThreadEvent {
    Started { thread: ThreadId, post: PostId },
    ReplyPosted { thread: ThreadId, post: PostId, number: i32, was_active_at: Time },
    PostEdited { thread: ThreadId, post: PostId, number: i32 },
    PostHidden { thread: ThreadId, post: PostId, number: i32 },
    PostRestored { thread: ThreadId, post: PostId, number: i32 },
    Retitled { thread: ThreadId },
    Locked { thread: ThreadId },
    Unlocked { thread: ThreadId },
    Pinned { thread: ThreadId, board: BoardId },
    Unpinned { thread: ThreadId, board: BoardId },
    Hidden { thread: ThreadId },
    Restored { thread: ThreadId },
    AddedToBoard { thread: ThreadId, board: BoardId },
    RemovedFromBoard { thread: ThreadId, board: BoardId },
    PostsMoved { thread: ThreadId },
}

/// What happens to what was reported, and to whom something was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ModerationEvent {
    Reported { case: CaseId, report: ReportId },
    Decided { case: CaseId },
    Measured { measure: MeasureId },
    Ended { measure: MeasureId },
    Appealed { measure: MeasureId },
    Answered { measure: MeasureId },
}

/// What happens to those who read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum ReadingEvent {
    /// Their marks, their notices, or what they want to hear of were set by hand.
    Set { member: MemberId },
    /// Which boards and cohorts everybody hears of.
    Forced,
    /// Notices of a post lie there; of a new one, or because it was edited.
    Told { post: PostId, is_new: bool },
}

/// An event as it stands in the database.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Its id, by which effects are made once.
    pub id: EventId,
    /// What happened.
    pub event: Event,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = events)]
struct Row {
    id: EventId,
    kind: String,
    payload: String,
}

impl Event {
    /// Whether the roster moves by it: all but what happens to threads, and to those who read.
    pub fn moves_roster(&self) -> bool {
        !matches!(self, Self::Thread(_) | Self::Reading(_) | Self::Moderation(_))
    }

    /// `thread.reply-posted`: the slice and what happened, for the log and for people who read the table.
    pub fn kind(&self) -> Result<String> {
        let value = serde_json::to_value(self).map_err(Error::internal)?;
        let of_slice = value.as_object().and_then(|object| object.iter().next());
        let (slice, inner) = of_slice.ok_or_else(|| Error::internal("an event without a slice"))?;
        Ok(format!("{slice}.{}", inner["kind"].as_str().unwrap_or_default()))
    }
}

/// Writes an event in the transaction of the change that it tells of.
pub fn record(conn: &mut Conn, id: EventId, event: &Event, now: Time) -> Result<()> {
    diesel::insert_into(events::table)
        .values((
            events::id.eq(id),
            events::kind.eq(event.kind()?),
            events::version.eq(VERSION),
            events::payload.eq(serde_json::to_string(event).map_err(Error::internal)?),
            events::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Events made at or after `since`, in the order of their ids.
pub fn since(conn: &mut Conn, since: Time) -> Result<Vec<Recorded>> {
    // Put in order here: asked for it, SQLite would walk every event there ever was in the order of their ids.
    let mut rows: Vec<Row> = events::table.filter(events::created_at.ge(since)).select(Row::as_select()).load(conn)?;
    rows.sort_unstable_by_key(|row| row.id);
    rows.into_iter().map(read).collect()
}

/// Which events the roster moved by at or after `since`. There is an index of them alone: threads have a thousand times as
/// many, and each page that is drawn asks this.
pub fn of_roster(conn: &mut Conn, since: Time) -> Result<Vec<EventId>> {
    let ids =
        kept::<BigInt>("SELECT id FROM events WHERE created_at >= ? AND kind NOT LIKE 'thread.%'").number(since.0);
    Ok(ids.load::<i64>(conn)?.into_iter().map(EventId).collect())
}

/// These events, in the order of their ids, but for what a newer version wrote: memory cannot move by that, and a page is
/// drawn all the same. Whoever listens says so, again and again.
pub fn these(conn: &mut Conn, ids: &[EventId]) -> Result<Vec<Recorded>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(200) {
        let rows = events::table.filter(events::id.eq_any(chunk.iter().map(|id| id.0)));
        let known = |row| read(row).inspect_err(|cause| tracing::warn!(%cause, "an event is left out")).ok();
        found.extend(rows.select(Row::as_select()).load(conn)?.into_iter().filter_map(known));
    }
    found.sort_unstable_by_key(|recorded| recorded.id);
    Ok(found)
}

/// Events whose effects were cut off by a crash: unsettled, and older than `before`.
pub fn unsettled(conn: &mut Conn, before: Time, limit: i64) -> Result<Vec<Recorded>> {
    let rows = events::table.filter(events::settled_at.is_null()).filter(events::created_at.lt(before));
    rows.order(events::id).limit(limit).select(Row::as_select()).load(conn)?.into_iter().map(read).collect()
}

/// How many events wait for their effects.
pub fn unsettled_count(conn: &mut Conn) -> Result<i64> {
    Ok(events::table.filter(events::settled_at.is_null()).count().get_result(conn)?)
}

/// When the oldest event was made that waits for its effects.
pub fn unsettled_since(conn: &mut Conn) -> Result<Option<Time>> {
    let waiting = events::table.filter(events::settled_at.is_null());
    let oldest: Option<i64> = waiting.select(diesel::dsl::min(events::created_at)).first(conn)?;
    Ok(oldest.map(Time))
}

/// When the latest event was made.
pub fn latest(conn: &mut Conn) -> Result<Option<Time>> {
    let latest: Option<i64> = events::table.select(diesel::dsl::max(events::created_at)).first(conn)?;
    Ok(latest.map(Time))
}

/// Notes that the effects of these events are done.
pub fn settle(conn: &mut Conn, ids: &[EventId], now: Time) -> Result<()> {
    for chunk in ids.chunks(200) {
        let rows = events::table.filter(events::id.eq_any(chunk.iter().map(|id| id.0)));
        diesel::update(rows).set(events::settled_at.eq(now)).execute(conn)?;
    }
    Ok(())
}

fn read(row: Row) -> Result<Recorded> {
    let event = serde_json::from_str(&row.payload).map_err(|cause| {
        let (id, kind) = (row.id, row.kind);
        Error::internal(format!(
            "event {id} is of the kind {kind}, which this version does not know ({cause}); start the newer version that wrote it"
        ))
    })?;
    Ok(Recorded { id: row.id, event })
}
