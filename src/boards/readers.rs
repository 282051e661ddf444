//! Who reads a set of boards, in words and numbers: the line under every heading, and what the page's head says.

use std::sync::Arc;

use crate::cohorts::readers::readers;
use crate::db::ids::{BoardId, CohortId};
use crate::roster::{BoardEntry, Roster};
use crate::theme::view::{AudienceView, LinkView, ReadersView};

/// The audience line of what stands on these boards.
pub fn audience(roster: &Roster, boards: &[Arc<BoardEntry>]) -> AudienceView {
    let kind = widest(boards);
    let cohorts: Vec<_> = cohorts_of(boards).into_iter().filter_map(|id| roster.cohort(id)).collect();
    let is_cohort = kind == "cohort";
    AudienceView {
        kind: kind.into(),
        people: match (is_cohort, cohorts.as_slice()) {
            (false, _) => 0,
            (true, [one]) => one.counts.all(),
            (true, several) => roster.people_in(&several.iter().map(|cohort| cohort.id).collect::<Vec<_>>()),
        },
        cohorts: match (is_cohort, cohorts.as_slice()) {
            (false, _) => Vec::new(),
            (true, [one]) => vec![readers(one)],
            // Whoever reads here is in one of them and may not open the list of the others' people.
            (true, several) => {
                several.iter().map(|cohort| ReadersView { href: String::new(), ..readers(cohort) }).collect()
            }
        },
        boards: if boards.len() > 1 { boards.iter().map(|board| link(board)).collect() } else { Vec::new() },
    }
}

/// What `<meta name="lyceum-audience">` says of these boards.
pub fn meta(roster: &Roster, boards: &[Arc<BoardEntry>]) -> String {
    match widest(boards) {
        "cohort" => {
            let slugs =
                cohorts_of(boards).into_iter().filter_map(|id| roster.cohort(id)).map(|cohort| cohort.slug.clone());
            std::iter::once("cohort".to_owned()).chain(slugs).collect::<Vec<_>>().join(" ")
        }
        kind => kind.to_owned(),
    }
}

/// The way after home to what stands on these boards and belongs on one of them: that board, and before it its cohort.
/// What others read too does not name the cohort to them.
pub fn crumbs(roster: &Roster, belongs_on: BoardId, boards: &[Arc<BoardEntry>]) -> Vec<LinkView> {
    let Some(board) = boards.iter().find(|board| board.id == belongs_on).or(boards.first()) else { return Vec::new() };
    let cohort = match board.cohorts.as_slice() {
        [one] if widest(boards) == "cohort" => roster
            .cohort(*one)
            .map(|cohort| LinkView { href: format!("/c/{}/", cohort.slug), text: cohort.name.clone() }),
        _ => None,
    };
    cohort.into_iter().chain([link(board)]).collect()
}

/// A board by name.
pub fn link(board: &BoardEntry) -> LinkView {
    LinkView { href: format!("/b/{}/", board.slug), text: board.name.clone() }
}

/// The entries of these boards.
pub fn entries(roster: &Roster, boards: &[BoardId]) -> Vec<Arc<BoardEntry>> {
    boards.iter().filter_map(|id| roster.board(*id)).collect()
}

fn widest(boards: &[Arc<BoardEntry>]) -> &'static str {
    let any = |kind: &str| boards.iter().any(|board| board.audience == kind);
    if any("public") {
        "public"
    } else if any("institution") {
        "institution"
    } else {
        "cohort"
    }
}

fn cohorts_of(boards: &[Arc<BoardEntry>]) -> Vec<CohortId> {
    let mut cohorts: Vec<CohortId> = Vec::new();
    for cohort in boards.iter().flat_map(|board| &board.cohorts) {
        if !cohorts.contains(cohort) {
            cohorts.push(*cohort);
        }
    }
    cohorts
}
