//! The front page, made once for everybody: each cohort and each board is a part for those who may read it.

use super::view::HomeView;
use crate::boards;
use crate::cohorts;
use crate::db::Conn;
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
    let cohorts: Vec<_> =
        site.roster.cohorts_of(house.id).into_iter().filter(|cohort| cohort.state != "archived").collect();
    let boards: Vec<_> =
        boards::model::all(conn, house.id)?.into_iter().filter(|board| board.archived_at.is_none()).collect();
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
    let rows = cohorts.iter().map(|cohort| cohort_row(site, conn, cohort)).collect::<Result<Vec<_>>>()?;
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

fn cohort_row(site: &Site, conn: &mut Conn, cohort: &CohortEntry) -> Result<CohortRowView> {
    let places = cohorts::model::people(conn, cohort.id)?;
    let faces: Vec<_> = cohorts::page::by_weight(&places).into_iter().take(4).collect();
    let people = People::read(conn, &site.roster, &faces, vec![cohort.id], false)?;
    let date = |date: &str| (!date.is_empty()).then(|| date.to_owned());
    Ok(CohortRowView {
        part: format!("c-{}", cohort.slug),
        href: format!("/c/{}/", cohort.slug),
        name: cohort.name.clone(),
        description: cohort.description.clone(),
        people: cohort.counts.all(),
        faces: faces.into_iter().map(|id| people.person(id)).collect(),
        state: cohort.state.clone(),
        starts: date(&cohort.starts_on),
        ends: date(&cohort.ends_on),
    })
}
