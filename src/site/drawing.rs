//! Drawing a page in an institution's face, and what every page needs for it.

use std::sync::Arc;

use super::Site;
use crate::error::Result;
use crate::http::stored::Slot;
use crate::pages::Page;
use crate::roster::InstitutionEntry;
use crate::theme::functions::{MARK_CLOSE, MARK_OPEN};
use crate::theme::view::VisitorSlotView;
use crate::theme::{Frame, InstitutionView, View};

/// What stands around a page: for whom it is, and where it belongs.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// What `<meta name="lyceum-audience">` says.
    pub audience: &'a str,
    /// `cohorts`, `boards` or nothing.
    pub current: &'a str,
}

impl Site {
    /// Draws a view in the institution's theme and language. The slot is still a mark in it.
    pub fn draw<V: View>(&self, house: &InstitutionEntry, around: Around<'_>, view: &V) -> Result<String> {
        let institution = house_view(house);
        let frame = Frame {
            language: &house.language,
            institution: &institution,
            audience: around.audience,
            current: around.current,
        };
        self.themes.get(&house.theme).render(&frame, view)
    }

    /// The slot as every visitor of `location` gets it.
    pub fn visitor_slot(&self, house: &InstitutionEntry, location: &str) -> Result<String> {
        let view = VisitorSlotView { to: back_to(location).to_owned(), has_nothing: false };
        self.draw(house, Around { audience: "public", current: "" }, &view)
    }

    /// The key of a page of an institution in its own language.
    pub fn key(&self, house: &Arc<InstitutionEntry>, path: impl Into<String>) -> Page {
        Page { institution: house.id, house: house.slug.clone(), language: house.language.clone(), path: path.into() }
    }
}

/// Where somebody comes back to who signs in from here. The address of a way in is a secret, and is not written into another
/// that histories and logs keep; nor is it a place to come back to.
fn back_to(location: &str) -> &str {
    const WAYS_IN: [&str; 3] = ["/sign-in", "/sso/", "/lti/"];
    match location {
        of if WAYS_IN.iter().any(|way| of.starts_with(way)) => "/",
        // The browser remembers which one.
        of if of.starts_with("/invitations/") => "/invitations/",
        // Where one chooses instead.
        of if of.starts_with("/mail/stop/") => "/settings/mail/",
        other => other,
    }
}

/// What the band and the titles say of an institution.
pub fn house_view(house: &InstitutionEntry) -> InstitutionView {
    InstitutionView {
        slug: house.slug.clone(),
        name: house.name.clone(),
        short_name: house.short_name.clone(),
        tagline: house.tagline.clone(),
        contact_name: house.contact_name.clone(),
        contact_address: house.contact_address.clone(),
    }
}

/// Puts what belongs to one reader into a page that is made for one request: the slot, and what they typed. Its parts
/// were drawn for this viewer, so all of them stay.
pub fn put_in(html: &str, slot: &Slot, kept: &str) -> String {
    let mut page = String::with_capacity(html.len() + slot.bytes.len() + kept.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(MARK_OPEN) {
        page.push_str(before);
        let (mark, after) = after.split_once(MARK_CLOSE).unwrap_or((after, ""));
        match mark {
            "slot" => page.push_str(&String::from_utf8_lossy(&slot.bytes)),
            "kept" => page.push_str(kept),
            _ => {}
        }
        rest = after;
    }
    page.push_str(rest);
    page
}
