//! The queries that fill the roster's boards: all of them at start, one after an event.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use diesel::prelude::*;

use super::Roster;
use super::board_kind::{BoardKind, BoardSettings, NOBODY};
use super::entries::BoardEntry;
use crate::db::Conn;
use crate::db::ids::{BoardId, CircleId, CohortId, InstitutionId, Time};
use crate::db::schema::{board_circles, board_cohorts, boards};
use crate::error::{Error, Result};
use crate::pages::audience::Audience;
use crate::rights::{Right, circles};

#[derive(Queryable, Selectable)]
#[diesel(table_name = boards)]
struct BoardRow {
    id: BoardId,
    institution_id: InstitutionId,
    slug: String,
    name: String,
    description: String,
    audience: String,
    position: i32,
    archived_at: Option<Time>,
    edit_minutes: Option<i32>,
    kind: String,
    settings: String,
    reply_rule: String,
}

/// One board or all, with the circles of each act.
pub fn boards(conn: &mut Conn, only: Option<BoardId>, roster: &Roster) -> Result<Vec<BoardEntry>> {
    let mut rows = boards::table.select(BoardRow::as_select()).into_boxed();
    let mut for_whom = board_circles::table.into_boxed();
    let mut of_cohorts = board_cohorts::table.into_boxed();
    if let Some(id) = only {
        rows = rows.filter(boards::id.eq(id));
        for_whom = for_whom.filter(board_circles::board_id.eq(id));
        of_cohorts = of_cohorts.filter(board_cohorts::board_id.eq(id));
    }
    let mut acts: HashMap<(BoardId, String), Vec<CircleId>> = HashMap::new();
    for (board, act, circle) in for_whom
        .select((board_circles::board_id, board_circles::act, board_circles::circle_id))
        .load::<(BoardId, String, CircleId)>(conn)?
    {
        acts.entry((board, act)).or_default().push(circle);
    }
    let mut cohorts_of: HashMap<BoardId, Vec<CohortId>> = HashMap::new();
    for (board, cohort) in of_cohorts.order(board_cohorts::cohort_id).load::<(BoardId, CohortId)>(conn)? {
        cohorts_of.entry(board).or_default().push(cohort);
    }
    let rows: Vec<BoardRow> = rows.load(conn)?;
    rows.into_iter().map(|row| board(row, &mut acts, &mut cohorts_of, roster)).collect()
}

fn board(
    row: BoardRow,
    acts: &mut HashMap<(BoardId, String), Vec<CircleId>>,
    cohorts_of: &mut HashMap<BoardId, Vec<CohortId>>,
    roster: &Roster,
) -> Result<BoardEntry> {
    let kind =
        BoardKind::from_word(&row.kind).ok_or_else(|| Error::internal(format!("{} is no kind of board", row.kind)))?;
    let settings: BoardSettings = serde_json::from_str(&row.settings).map_err(Error::internal)?;
    let cohorts = cohorts_of.remove(&row.id).unwrap_or_default();
    let entries: Vec<_> = cohorts.iter().filter_map(|id| roster.cohort(*id)).collect();
    let closed: Vec<CircleId> = entries
        .iter()
        .filter(|cohort| !cohort.is_open())
        .flat_map(|cohort| [cohort.members, cohort.mentors, cohort.mentees, cohort.staff])
        .collect();
    let is_archived = row.archived_at.is_some();
    let mut of_act = |act: &str| Audience::of(acts.remove(&(row.id, act.into())).unwrap_or_default());
    let (read, start, reply, moderate) = (of_act("read"), of_act("start"), of_act("reply"), of_act("moderate"));
    // An archived board takes no words from anyone, a closed cohort none from its people.
    let writable = |audience: Audience| match is_archived {
        true => Audience::default(),
        false => Audience::of(audience.circles().iter().copied().filter(|circle| !closed.contains(circle))),
    };
    let right =
        if row.audience == "cohorts" { Right::ReadAnswersOnCohortBoard } else { Right::ReadAnswersOnHouseBoard };
    let house = roster.institution(row.institution_id);
    let of_house = circles(right).into_iter().filter_map(|kind| house.as_ref()?.circle(kind));
    let of_cohorts =
        entries.iter().flat_map(|cohort| circles(right).into_iter().filter_map(|kind| cohort.circle(kind)));
    let answers = Audience::of(of_house.chain(of_cohorts));
    let mut stamp = DefaultHasher::new();
    (&read, &row.audience, &row.name, is_archived, kind, row.reply_rule == NOBODY).hash(&mut stamp);
    for cohort in &entries {
        (&cohort.name, &cohort.slug, cohort.counts, &cohort.state).hash(&mut stamp);
    }
    Ok(BoardEntry {
        id: row.id,
        institution: row.institution_id,
        slug: row.slug,
        name: row.name,
        description: row.description,
        audience: row.audience,
        cohorts,
        position: row.position,
        is_archived,
        edit_minutes: row.edit_minutes,
        kind,
        slow: settings.slow,
        takes_replies: row.reply_rule != NOBODY,
        start: writable(start),
        reply: writable(reply),
        read,
        moderate,
        answers,
        stamp: stamp.finish(),
    })
}
