//! The front page, made once for everybody: each cohort and each board is a part for those who may read it.

use std::sync::Arc;

use super::view::HomeView;
use crate::boards;
use crate::cohorts;
use crate::db::Conn;
use crate::db::ids::{CohortId, MemberId};
use crate::error::Result;
use crate::members::people::People;
use crate::pages::audience::{Act, Audience, Reach};
use crate::pages::{About, Rendered};
use crate::roster::{BoardEntry, CohortEntry, InstitutionEntry};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::{BoardRowView, CohortRowView, VisitorSlotView};

/// Draws it.
pub fn render(site: &Site, conn: &mut Conn, house: &InstitutionEntry) -> Result<Option<Rendered>> {
    let cohorts = site.roster.cohorts_of(house.id);
    let cohorts: Vec<_> = cohorts.iter().filter(|cohort| cohort.state != "archived").collect();
    let boards = boards::model::open(conn, house.id)?;
    let board_ids: Vec<_> = boards.iter().map(|board| board.id).collect();
    let circles = cohorts.iter().map(|cohort| cohort.members);
    let mut parts = vec![
        ("cohorts".to_owned(), Reach::Circles(Audience::of(circles))),
        ("boards".to_owned(), Reach::boards(board_ids, Act::Read)),
        ("empty".to_owned(), Reach::Circles(Audience::of([house.members]))),
    ];
    for cohort in &cohorts {
        parts.push((format!("c-{}", cohort.slug), Reach::Circles(Audience::of([cohort.members]))));
    }
    for board in &boards {
        parts.push((format!("b-{}", board.slug), Reach::boards([board.id], Act::Read)));
    }
    let rows = cohort_rows(site, conn, &cohorts)?;
    let view = HomeView {
        headline: house.headline.clone(),
        lede: house.lede.clone(),
        cohorts_part: "cohorts".into(),
        cohorts: rows,
        boards_part: "boards".into(),
        empty_part: "empty".into(),
        boards: boards
            .iter()
            .map(|board| BoardRowView { part: format!("b-{}", board.slug), ..boards::rows::row(board) })
            .collect(),
    };
    // A visitor hears the same whether there is nothing at all or nothing for them.
    let is_public = |board: &BoardEntry| board.audience == "public";
    let has_nothing = !boards.iter().any(|board| site.roster.board(board.id).is_some_and(|entry| is_public(&entry)));
    let around = Around { audience: "public", current: "" };
    Ok(Some(Rendered {
        html: site.draw(house, around, &view)?,
        reach: Reach::public(),
        parts,
        location: "/".into(),
        about: About::Home,
        visitor: Some(site.draw(house, around, &VisitorSlotView { to: "/".into(), has_nothing })?),
    }))
}

/// The rows of cohorts, each with its first faces. Asked for all at once: every reply makes this page again, and an
/// institution may have hundreds of them.
fn cohort_rows(site: &Site, conn: &mut Conn, cohorts: &[&Arc<CohortEntry>]) -> Result<Vec<CohortRowView>> {
    let ids: Vec<CohortId> = cohorts.iter().map(|cohort| cohort.id).collect();
    let mut places = cohorts::model::people_of(conn, &ids)?;
    let faces: Vec<Vec<MemberId>> = ids
        .iter()
        .map(|id| cohorts::page::by_weight(&places.remove(id).unwrap_or_default()).into_iter().take(4).collect())
        .collect();
    let people = People::read(conn, site, &faces.concat(), Vec::new(), false)?;
    Ok(cohorts.iter().zip(faces).map(|(cohort, faces)| cohort_row(cohort, &faces, &people)).collect())
}

fn cohort_row(cohort: &CohortEntry, faces: &[MemberId], people: &People<'_>) -> CohortRowView {
    let date = |date: &str| (!date.is_empty()).then(|| date.to_owned());
    CohortRowView {
        part: format!("c-{}", cohort.slug),
        href: format!("/c/{}/", cohort.slug),
        name: cohort.name.clone(),
        description: cohort.description.clone(),
        people: cohort.counts.all(),
        faces: faces.iter().map(|id| people.person_in(*id, &[cohort.id])).collect(),
        state: cohort.state.clone(),
        starts: date(&cohort.starts_on),
        ends: date(&cohort.ends_on),
    }
}
