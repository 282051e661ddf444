//! Rows of when the next letter of each member is to be made.

use diesel::prelude::*;

use super::{choice_model, schedule};
use crate::db::Conn;
use crate::db::ids::{MemberId, Time};
use crate::db::schema::mail_due;
use crate::error::Result;
use crate::notices::kind::Kind;

/// Notes that these members were told of something, in the transaction that tells them. A letter that is due earlier stays
/// so.
pub fn note(conn: &mut Conn, told: &[(MemberId, Kind)], at: Time) -> Result<()> {
    let ids: Vec<MemberId> = told.iter().map(|(member, _)| *member).collect();
    let choices = choice_model::of_all(conn, &ids)?;
    let due = told.iter().filter_map(|(member, kind)| {
        let (choice, zones) = choices.get(member)?;
        Some((*member, schedule::next(choice, &schedule::zone(zones), *kind, at)?))
    });
    // Numbers of ours alone: nothing of it was typed by anybody.
    let rows: Vec<String> = due.map(|(member, next)| format!("({}, {})", member.0, next.0)).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO mail_due (member_id, next_at) VALUES {} ON CONFLICT (member_id) DO UPDATE \
         SET next_at = excluded.next_at WHERE mail_due.next_at > excluded.next_at",
        rows.join(", ")
    );
    diesel::sql_query(sql).execute(conn)?;
    Ok(())
}

/// Whose letters are to be made at `now`, the earliest first.
pub fn fallen(conn: &mut Conn, now: Time, limit: i64) -> Result<Vec<MemberId>> {
    let rows = mail_due::table.filter(mail_due::next_at.le(now)).order(mail_due::next_at);
    Ok(rows.limit(limit).select(mail_due::member_id).load(conn)?)
}

/// Takes one up; false if another node was quicker. Who tells meanwhile waits for the end of this change, or the note of it
/// would be taken away with the one that is done.
pub fn take(conn: &mut Conn, member: MemberId, now: Time) -> Result<bool> {
    let row = mail_due::table.filter(mail_due::member_id.eq(member)).filter(mail_due::next_at.le(now));
    Ok(diesel::update(row).set(mail_due::next_at.eq(now)).execute(conn)? > 0)
}

/// Says when the next one is, or that there is none.
pub fn set(conn: &mut Conn, member: MemberId, next: Option<Time>) -> Result<()> {
    diesel::delete(mail_due::table.filter(mail_due::member_id.eq(member))).execute(conn)?;
    if let Some(next) = next {
        let row = (mail_due::member_id.eq(member), mail_due::next_at.eq(next));
        diesel::insert_into(mail_due::table).values(row).execute(conn)?;
    }
    Ok(())
}
