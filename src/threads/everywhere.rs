//! One thread for all cohorts of somebody who mentors or coordinates several: a button ticks a board of each.

use super::rules;
use crate::db::ids::CohortId;
use crate::http::{FormBody, Viewer};
use crate::roster::{BoardEntry, BoardKind, CohortRole};
use crate::site::Site;

/// What the button sends as `preview`: the form comes back with the boards ticked, and says who reads there.
const ALL: &str = "cohorts";

/// Whether the form asks for it.
pub fn is_asked(body: &FormBody) -> bool {
    body.get("preview") == ALL
}

/// The cohorts that the writer mentors or coordinates and where they may start threads, if a thread of this board could
/// come to more of them; else none.
pub fn cohorts(site: &Site, viewer: &Viewer, first: &BoardEntry) -> Vec<CohortId> {
    let Some(who) = &viewer.who else { return Vec::new() };
    let leads = |role: CohortRole| matches!(role, CohortRole::Mentor | CohortRole::Coordinator);
    let own = who.person.enrolments.iter().filter(|(_, role)| leads(*role)).map(|(cohort, _)| *cohort);
    let own: Vec<CohortId> = own.filter(|cohort| board_of(site, viewer, first, *cohort).is_some()).collect();
    if own.len() > 1 { own } else { Vec::new() }
}

/// The form with a board of each of the writer's cohorts ticked, where it asks for that; a cohort that has one stays as it is.
pub fn with_boards(site: &Site, viewer: &Viewer, first: &BoardEntry, mut body: FormBody) -> FormBody {
    if !is_asked(&body) {
        return body;
    }
    let mut ticked = body.all("board").to_vec();
    for cohort in cohorts(site, viewer, first) {
        let boards = site.roster.boards_of(viewer.institution.id);
        let mut on = boards.iter().filter(|board| board.id == first.id || ticked.contains(&board.slug));
        if on.any(|board| is_for(board, cohort)) {
            continue;
        }
        ticked.extend(board_of(site, viewer, first, cohort).filter(|slug| *slug != first.slug));
    }
    body.set_all("board", ticked);
    body
}

/// The board of a cohort that a thread comes to: the first of those of the same kind as `first`, else the first of all.
fn board_of(site: &Site, viewer: &Viewer, first: &BoardEntry, cohort: CohortId) -> Option<String> {
    let boards = site.roster.boards_of(viewer.institution.id);
    // Nobody wants an introduction, or the one thread of a board, from a button.
    let is_fit = |board: &BoardEntry| {
        board.kind == first.kind || !matches!(board.kind, BoardKind::Introductions | BoardKind::OneThread)
    };
    let open = boards
        .iter()
        .filter(|board| is_for(board, cohort) && is_fit(board) && rules::may_start(site, viewer.circles(), board.id));
    let best = open.min_by_key(|board| (board.id != first.id, board.kind != first.kind, board.position));
    best.map(|board| board.slug.clone())
}

fn is_for(board: &BoardEntry, cohort: CohortId) -> bool {
    board.audience == "cohorts" && board.cohorts.contains(&cohort)
}
