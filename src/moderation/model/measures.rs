//! Rows of what was done to people, and of how they answered.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{CaseId, InstitutionId, MeasureId, MemberId, Time};
use crate::db::schema::{moderation_measures as measures, mutes};
use crate::error::Result;

/// What was done to somebody.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = measures)]
#[allow(missing_docs)]
pub struct Measure {
    pub id: MeasureId,
    pub institution_id: InstitutionId,
    pub case_id: CaseId,
    pub member_id: MemberId,
    /// The word of a deed.
    pub kind: String,
    /// Why, for those who keep order.
    pub reason: String,
    /// What they were written.
    pub body: String,
    pub by_id: MemberId,
    pub made_at: Time,
    pub until: Option<Time>,
    /// The count of their sessions' ends as this one left it: only while it stands is the suspension still this one.
    pub epoch: Option<i32>,
    pub ended_at: Option<Time>,
    /// What they answered; empty while they have not.
    pub appeal: String,
    pub appealed_at: Option<Time>,
    /// `kept` or `lifted`; empty while nobody has decided their answer.
    pub outcome: String,
    /// What they were told.
    pub answer: String,
    pub answered_by: Option<i64>,
    pub answered_at: Option<Time>,
}

/// Writes one.
pub fn insert(conn: &mut Conn, measure: &Measure) -> Result<()> {
    diesel::insert_into(measures::table).values(measure).execute(conn)?;
    Ok(())
}

/// One of them.
pub fn by_id(conn: &mut Conn, id: MeasureId) -> Result<Measure> {
    Ok(measures::table.find(id).select(Measure::as_select()).get_result(conn)?)
}

/// What was done in a case, oldest first.
pub fn of_case(conn: &mut Conn, case: CaseId) -> Result<Vec<Measure>> {
    let rows = measures::table.filter(measures::case_id.eq(case));
    Ok(rows.order(measures::id).select(Measure::as_select()).load(conn)?)
}

/// Writes what changes in one.
pub fn update(conn: &mut Conn, measure: &Measure) -> Result<()> {
    diesel::update(measures::table.find(measure.id))
        .set((
            measures::ended_at.eq(measure.ended_at),
            measures::appeal.eq(&measure.appeal),
            measures::appealed_at.eq(measure.appealed_at),
            measures::outcome.eq(&measure.outcome),
            measures::answer.eq(&measure.answer),
            measures::answered_by.eq(measure.answered_by),
            measures::answered_at.eq(measure.answered_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Keeps somebody from writing; whoever is kept from it already is so for the longer of the two.
pub fn mute(conn: &mut Conn, measure: &Measure, until: Time) -> Result<()> {
    let row = mutes::table.filter(mutes::member_id.eq(measure.member_id));
    let longest: Option<Time> = row.select(mutes::until).first(conn).optional()?;
    if longest.is_some_and(|longest| longest >= until) {
        return Ok(());
    }
    diesel::delete(mutes::table.filter(mutes::member_id.eq(measure.member_id))).execute(conn)?;
    let row = (mutes::member_id.eq(measure.member_id), mutes::until.eq(until), mutes::measure_id.eq(measure.id.0));
    diesel::insert_into(mutes::table).values(row).execute(conn)?;
    Ok(())
}

/// Lets somebody write again, if it is this measure that still keeps them from it.
pub fn unmute(conn: &mut Conn, member: MemberId, by: MeasureId) -> Result<()> {
    let row = mutes::table.filter(mutes::member_id.eq(member)).filter(mutes::measure_id.eq(by.0));
    diesel::delete(row).execute(conn)?;
    Ok(())
}
