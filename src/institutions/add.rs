//! Adds an institution with its host name and its circles.

use super::model::{self, NewInstitution};
use crate::db::events::InstitutionEvent;
use crate::db::ids::{CircleId, InstitutionId};
use crate::error::{Message, Problems, Result};
use crate::site::Tx;
use crate::text;

/// What is said of a new institution; what is left empty gets a plain default.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct NewHouse {
    pub slug: String,
    pub name: String,
    pub short_name: String,
    pub tagline: String,
    pub headline: String,
    pub lede: String,
    pub host: String,
    pub language: String,
    pub theme: String,
    pub time_zone: String,
    pub contact_name: String,
    pub contact_address: String,
}

/// Adds it.
pub fn add(tx: &mut Tx<'_>, house: NewHouse) -> Result<InstitutionId> {
    check(tx, &house)?;
    let id = InstitutionId(tx.id());
    let or = |value: String, default: &str| if value.is_empty() { default.to_owned() } else { value };
    model::insert(
        tx.conn,
        &NewInstitution {
            id,
            slug: house.slug.clone(),
            short_name: or(house.short_name, &house.name),
            tagline: house.tagline,
            headline: or(house.headline, &house.name),
            lede: house.lede,
            language: or(house.language, "en"),
            theme: or(house.theme, "plain"),
            time_zone: or(house.time_zone, "UTC"),
            contact_name: or(house.contact_name, &house.name),
            contact_address: house.contact_address,
            name: house.name,
            created_at: tx.now,
        },
    )?;
    model::insert_host(tx.conn, id, &house.host.to_lowercase(), true)?;
    for kind in ["members", "mentors", "staff"] {
        let circle = CircleId(tx.id());
        model::insert_circle(tx.conn, circle, kind, id, None)?;
    }
    tx.audit(id, None, "institutions.add", id, "")?;
    tx.record(InstitutionEvent::Added { institution: id })?;
    Ok(id)
}

fn check(tx: &mut Tx<'_>, house: &NewHouse) -> Result<()> {
    let mut problems = Problems::default();
    if !text::is_short_name(&house.slug) {
        problems.add("slug", Message::new("institutions-slug-form"));
    } else if model::is_slug_taken(tx.conn, &house.slug)? {
        problems.add("slug", Message::new("institutions-slug-taken"));
    }
    if house.name.trim().is_empty() {
        problems.add("name", Message::new("institutions-name-missing"));
    }
    let is_host = !house.host.is_empty()
        && house.host.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
        });
    if !is_host {
        problems.add("host", Message::new("institutions-host-form"));
    } else if model::is_host_taken(tx.conn, &house.host.to_lowercase())? {
        problems.add("host", Message::new("institutions-host-taken"));
    }
    if !house.contact_address.is_empty() && !text::is_address(&house.contact_address) {
        problems.add("contact_address", Message::new("institutions-contact-form"));
    }
    problems.or(())
}
