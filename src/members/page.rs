//! A member's page, made from the database: the profile for the institution, each cohort for those who share it.

use std::collections::BTreeSet;

use super::model;
use super::people::People;
use super::view::{MemberView, MembershipView};
use crate::db::Conn;
use crate::db::ids::MemberId;
use crate::error::{Error, Result};
use crate::pages::audience::{Act, Audience, Reach};
use crate::pages::{About, Rendered};
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::threads::model::mail;

/// Draws it; `None` if there is no such member, or they have left.
pub fn render(site: &Site, conn: &mut Conn, house: &InstitutionEntry, username: &str) -> Result<Option<Rendered>> {
    let member = match model::by_username(conn, house.id, username) {
        Ok(member) if member.state != "left" => member,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let is_imported = member.kind == "imported";
    let enrolments = site.roster.member(member.id).map_or_else(Vec::new, |person| person.enrolments.clone());
    let shared: Vec<_> = enrolments.iter().filter_map(|(id, role)| Some((site.roster.cohort(*id)?, *role))).collect();
    let person = People::read(conn, site, &[member.id], Vec::new(), false)?.person(member.id);
    let view = MemberView {
        person,
        username: member.username.clone(),
        pronouns: member.pronouns,
        field: member.field,
        graduation_year: member.graduation_year.map_or_else(String::new, |year| year.to_string()),
        time_zone: if is_imported { String::new() } else { member.time_zone },
        bio_html: member.bio_html,
        is_imported,
        cohorts: shared
            .iter()
            .map(|(cohort, role)| MembershipView {
                part: format!("c-{}", cohort.slug),
                href: format!("/c/{}/", cohort.slug),
                name: cohort.name.clone(),
                role: role.word().to_owned(),
            })
            .collect(),
    };
    let readers = match is_imported {
        true => readers_of_imported(site, conn, house, member.id)?,
        false => Some((Audience::of([house.members]), "institution".into())),
    };
    let Some((audience, meta)) = readers else { return Ok(None) };
    let location = format!("/m/{}/", member.username);
    let mut parts: Vec<(String, Reach)> = shared
        .iter()
        .map(|(cohort, _)| (format!("c-{}", cohort.slug), Reach::Circles(Audience::of([cohort.members]))))
        .collect();
    parts.push(("cohorts".into(), Reach::Circles(Audience::of(shared.iter().map(|(cohort, _)| cohort.members)))));
    Ok(Some(Rendered {
        html: site.draw(house, Around { audience: &meta, current: "" }, &view)?,
        reach: Reach::Circles(audience),
        parts,
        visitor: (meta == "public").then(|| site.visitor_slot(house, &location)).transpose()?,
        location,
        about: About::Other,
    }))
}

/// Who once wrote to a list is for whoever may read the list: a private archive must not name its people to others.
/// Whose words are all hidden is as unknown as who never wrote any.
fn readers_of_imported(
    site: &Site,
    conn: &mut Conn,
    house: &InstitutionEntry,
    member: MemberId,
) -> Result<Option<(Audience, String)>> {
    let boards = mail::boards_of_author(conn, member)?;
    if boards.is_empty() {
        return Ok(None);
    }
    let entries: Vec<_> = boards.iter().filter_map(|board| site.roster.board(*board)).collect();
    let audience = site.roster.audience(&Reach::boards(boards, Act::Read));
    let meta = if audience.is_public() {
        "public".into()
    } else if audience.circles().contains(&house.members) {
        "institution".into()
    } else {
        let cohorts: BTreeSet<_> = entries.iter().flat_map(|board| &board.cohorts).collect();
        let slugs = cohorts.into_iter().filter_map(|id| site.roster.cohort(*id)).map(|cohort| cohort.slug.clone());
        std::iter::once("cohort".to_owned()).chain(slugs).collect::<Vec<_>>().join(" ")
    };
    Ok(Some((audience, meta)))
}
