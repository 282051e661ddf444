//! Handler of the page of all that one chose to hear of.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::places::{self, Spot};
use super::view::{ChosenView, WatchingView};
use crate::cohorts;
use crate::db::Conn;
use crate::error::{Error, Message, Result};
use crate::http::{SignedIn, Viewer};
use crate::pages::audience::Act;
use crate::site::drawing::Around;
use crate::site::levels::{Chosen, Level, Place};
use crate::site::{Site, reading_model};
use crate::theme::view::LinkView;
use crate::threads::rules;

/// `GET /settings/watching/`: of every place that somebody chose, if they may still know of it.
pub async fn show_watching(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    viewer.signed_in("/settings/watching/")?;
    let (of, as_viewer) = (site.clone(), viewer.clone());
    let (boards, threads, cohorts) = site.read(move |conn| rows(&of, conn, &as_viewer)).await?;
    let view = WatchingView {
        settings: LinkView {
            href: "/settings/".into(),
            text: site.words.message(viewer.language(), &Message::new("members-settings")),
        },
        cohorts,
        boards,
        threads,
    };
    site.made(&request, &viewer, 200, Around { audience: "", current: "" }, &view)
}

type Rows = (Vec<ChosenView>, Vec<ChosenView>, Vec<ChosenView>);

fn rows(site: &Site, conn: &mut Conn, viewer: &Viewer) -> Result<Rows> {
    let who = viewer.somebody()?;
    let chosen = reading_model::chosen(conn, who.person.id)?;
    let boards = site.roster.boards_of(viewer.institution.id);
    let read = boards.iter().filter(|board| board.allows(Act::Read, &who.person.circles));
    let read = read.map(|board| places::of_board(site, viewer, who, &chosen, board));
    let boards = read.filter(|spot| spot.chosen.is_some() || spot.is_forced).map(|spot| row(&spot)).collect();
    let cohorts = site.roster.cohorts_of(viewer.institution.id);
    let own = cohorts.iter().filter(|cohort| cohorts::may_see(viewer, cohort));
    let cohorts = own.map(|cohort| row(&places::of_cohort(site, who, &chosen, cohort))).collect();
    Ok((boards, threads(site, conn, viewer, who, &chosen)?, cohorts))
}

fn threads(site: &Site, conn: &mut Conn, viewer: &Viewer, who: &SignedIn, chosen: &Chosen) -> Result<Vec<ChosenView>> {
    let mut found = Vec::new();
    for place in chosen.0.keys() {
        let Place::Thread(id) = place else { continue };
        match rules::for_viewer(site, conn, viewer, *id) {
            Ok(seen) => found.push((seen.thread.last_active_at, places::of_thread(site, conn, who, chosen, &seen)?)),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    found.sort_by_key(|(at, spot)| std::cmp::Reverse((*at, spot.place.id())));
    Ok(found.iter().map(|(_, spot)| row(spot)).collect())
}

fn row(spot: &Spot) -> ChosenView {
    ChosenView {
        place: spot.link.clone(),
        change: spot.action.clone(),
        holds: if spot.is_forced { Level::All } else { spot.holds }.word().to_owned(),
        is_chosen: spot.chosen.is_some(),
        is_forced: spot.is_forced,
    }
}
