//! Rows of how members get mail, and of the boards that they want in it.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::choice::{Amount, Choice, Rhythm, Sorting};
use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, Time};
use crate::db::kept::kept;
use crate::db::schema::{institutions, mail_boards, mail_choices, members};
use crate::error::Result;

/// What somebody chose, and the names of the time zones that are theirs, the nearest first.
pub type Chosen = (Choice, Vec<String>);

#[derive(Queryable, Selectable)]
#[diesel(table_name = mail_choices)]
struct Row {
    member_id: MemberId,
    rhythm: String,
    hour: i32,
    weekday: i32,
    direct: String,
    boards: String,
    amount: String,
    sorting: String,
}

impl Row {
    /// What an older or a newer version wrote and this one does not know is as is usual.
    fn choice(&self, boards: &HashMap<MemberId, Vec<BoardId>>) -> Choice {
        let usual = Choice::default();
        let chosen = || boards.get(&self.member_id).cloned().unwrap_or_default();
        Choice {
            rhythm: Rhythm::from_word(&self.rhythm).unwrap_or(usual.rhythm),
            hour: i8::try_from(self.hour).ok().filter(|hour| (0..24).contains(hour)).unwrap_or(usual.hour),
            weekday: i8::try_from(self.weekday).ok().filter(|day| (1..=7).contains(day)).unwrap_or(usual.weekday),
            is_direct: self.direct == "at-once",
            boards: (self.boards == "chosen").then(chosen),
            amount: Amount::from_word(&self.amount).unwrap_or(usual.amount),
            sorting: Sorting::from_word(&self.sorting).unwrap_or(usual.sorting),
        }
    }
}

/// What one member chose, or what is usual.
pub fn of(conn: &mut Conn, member: MemberId) -> Result<Chosen> {
    Ok(of_all(conn, &[member])?.remove(&member).unwrap_or_default())
}

/// The same of many, in three queries.
pub fn of_all(conn: &mut Conn, ids: &[MemberId]) -> Result<HashMap<MemberId, Chosen>> {
    let mut boards: HashMap<MemberId, Vec<BoardId>> = HashMap::new();
    let rows = mail_boards::table.filter(mail_boards::member_id.eq_any(ids)).order(mail_boards::board_id);
    for (member, board) in rows.select((mail_boards::member_id, mail_boards::board_id)).load(conn)? {
        boards.entry(member).or_default().push(board);
    }
    let rows = mail_choices::table.filter(mail_choices::member_id.eq_any(ids)).select(Row::as_select());
    let mut choices: HashMap<MemberId, Choice> =
        rows.load(conn)?.iter().map(|row: &Row| (row.member_id, row.choice(&boards))).collect();
    let zones = members::table.inner_join(institutions::table.on(institutions::id.eq(members::institution_id)));
    let zones = zones.filter(members::id.eq_any(ids));
    let zones: Vec<(MemberId, String, String)> =
        zones.select((members::id, members::time_zone, institutions::time_zone)).load(conn)?;
    let all = zones.into_iter().map(|(member, own, house)| {
        let choice = choices.remove(&member).unwrap_or_default();
        (member, (choice, vec![own, house]))
    });
    Ok(all.collect())
}

/// Writes it.
pub fn save(conn: &mut Conn, member: MemberId, choice: &Choice, at: Time) -> Result<()> {
    let save = kept::<BigInt>(
        "INSERT INTO mail_choices (member_id, rhythm, hour, weekday, direct, boards, amount, sorting, set_at) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (member_id) DO UPDATE SET rhythm = excluded.rhythm, \
         hour = excluded.hour, weekday = excluded.weekday, direct = excluded.direct, boards = excluded.boards, \
         amount = excluded.amount, sorting = excluded.sorting, set_at = excluded.set_at",
    );
    save.number(member.0)
        .words(choice.rhythm.word())
        .number(i64::from(choice.hour))
        .number(i64::from(choice.weekday))
        .words(if choice.is_direct { "at-once" } else { "with-the-rest" })
        .words(if choice.boards.is_some() { "chosen" } else { "all" })
        .words(choice.amount.word())
        .words(choice.sorting.word())
        .number(at.0)
        .execute(conn)?;
    diesel::delete(mail_boards::table.filter(mail_boards::member_id.eq(member))).execute(conn)?;
    for board in choice.boards.iter().flatten() {
        let row = (mail_boards::member_id.eq(member), mail_boards::board_id.eq(*board));
        diesel::insert_into(mail_boards::table).values(row).execute(conn)?;
    }
    Ok(())
}
