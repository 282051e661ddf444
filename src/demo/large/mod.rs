//! The demonstration at size l: as many institutions, people, pairs and posts as the largest portal we know of has.
//!
//! The three written institutions are there as ever. Others are made up beside them, and all grow to their share: rows
//! are made on one core and written on another, many to a statement. Nothing here is an event: a process that serves
//! while this loads would not hear of it, so it loads into an empty site only.

mod maker;
mod people;
pub mod phrases;
mod places;
mod rows;
pub mod scale;
mod talk;
mod talks;

use std::sync::Arc;

use maker::Maker;
use phrases::Phrases;
use rows::Rows;
use scale::Scale;
use tokio::sync::mpsc::{Sender, channel};

use super::content::Content;
use super::load::JOINED;
use super::names;
use crate::db::ids::Ids;
use crate::error::{Error, Result};
use crate::institutions::add as institutions;
use crate::roster::InstitutionEntry;
use crate::site::Site;

/// The faces that institutions wear in turn.
const THEMES: [&str; 4] = ["plain", "northfield", "eastbridge", "stmaur"];

/// Adds institutions beside the written ones and lets all grow to `scale`. `step` hears of every so many posts.
pub(super) async fn grow(
    site: &Site,
    ids: &Arc<Ids>,
    content: &Content,
    scale: Scale,
    seed: u64,
    step: &dyn Fn(u64),
) -> Result<()> {
    for number in content.institutions.len()..scale.institutions {
        let new = house(number);
        site.write_quietly(JOINED, ids, move |tx| institutions::add(tx, new)).await?;
    }
    let members = content.institutions.iter().map(|house| house.members.len()).sum();
    let threads = content.institutions.iter().flat_map(|house| &house.threads);
    let rest = scale.without(members, threads.map(|thread| thread.posts.len()).sum());
    let phrases = Phrases::of(content)?;
    let mut houses = site.roster.institutions();
    houses.sort_by_key(|house| house.id);
    let (hand_over, mut handed) = channel(1);
    let of = ids.clone();
    let making = tokio::task::spawn_blocking(move || make(houses, rest, seed, &phrases, &of, &hand_over));
    while let Some(rows) = handed.recv().await {
        let posts = rows.posts() as u64;
        site.write_quietly(JOINED, ids, move |tx| Rows::write(rows, tx.conn)).await?;
        step(posts);
    }
    making.await.map_err(Error::internal)??;
    let (of, now) = (site.clone(), site.now());
    site.read(move |conn| of.roster.fill(conn, now)).await
}

/// Makes up every institution in turn. Ends early, without a fault of its own, when nobody takes the rows any more.
fn make(
    houses: Vec<Arc<InstitutionEntry>>,
    scale: Scale,
    seed: u64,
    phrases: &Phrases,
    ids: &Ids,
    hand_over: &Sender<Rows>,
) -> Result<()> {
    let gone = |_| Error::internal("rows of the demonstration could not be written");
    let mut hand_over = |rows: Rows| hand_over.blocking_send(rows).map_err(gone);
    for (number, house) in houses.into_iter().enumerate() {
        Maker::new(number, house, scale.share(number), seed, (phrases, ids), &mut hand_over).make()?;
    }
    Ok(())
}

fn house(number: usize) -> institutions::NewHouse {
    let place = names::place(number);
    let slug = crate::text::slug(&place);
    institutions::NewHouse {
        host: format!("{slug}.localhost"),
        name: format!("University of {place}"),
        short_name: format!("{place} mentoring"),
        tagline: "Mentoring".into(),
        headline: format!("Mentoring at {place}"),
        lede: "Ask someone who has been there.".into(),
        language: "en-GB".into(),
        theme: THEMES[number % THEMES.len()].into(),
        time_zone: "Europe/London".into(),
        contact_name: "Careers Service".into(),
        contact_address: format!("careers@{slug}.example"),
        slug,
    }
}
