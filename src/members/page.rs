//! A member's page, made from the database: the profile for the institution, each cohort for those who share it.

use super::model;
use super::people::People;
use super::view::{MemberView, MembershipView};
use crate::db::Conn;
use crate::error::{Error, Result};
use crate::pages::audience::{Audience, Reach};
use crate::pages::{About, Rendered};
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::site::drawing::Around;

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
    let person = People::read(conn, &site.roster, &[member.id], Vec::new(), false)?.person(member.id);
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
    // Who once wrote to a public list is public; everybody else is for the members of their institution.
    let (reach, meta) = if is_imported {
        (Reach::public(), "public")
    } else {
        (Reach::Circles(Audience::of([house.members])), "institution")
    };
    let location = format!("/m/{}/", member.username);
    let mut parts: Vec<(String, Reach)> = shared
        .iter()
        .map(|(cohort, _)| (format!("c-{}", cohort.slug), Reach::Circles(Audience::of([cohort.members]))))
        .collect();
    parts.push(("cohorts".into(), Reach::Circles(Audience::of(shared.iter().map(|(cohort, _)| cohort.members)))));
    Ok(Some(Rendered {
        html: site.draw(house, Around { audience: meta, current: "" }, &view)?,
        reach,
        parts,
        visitor: is_imported.then(|| site.visitor_slot(house, &location)).transpose()?,
        location,
        about: About::Other,
    }))
}
