//! What follows when an institution changes.

use crate::db::Conn;
use crate::db::events::InstitutionEvent;
use crate::error::Result;
use crate::site::Site;
use crate::institutions::model;
use crate::pages::Page;
use crate::site::effects::Touched;

use super::paths;

pub(super) fn touched(conn: &mut Conn, event: &InstitutionEvent) -> Result<Touched> {
    match event {
        InstitutionEvent::Added { institution } => {
            // The roster hears of it only when it has committed.
            let (house, language) = model::name_of(conn, *institution)?;
            let home = Page { institution: *institution, house, language, path: "/".into() };
            Ok(Touched { near: vec![paths::alone(home)], ..Touched::default() })
        }
    }
}

pub(super) fn heard(site: &Site, conn: &mut Conn, event: &InstitutionEvent) -> Result<()> {
    match event {
        InstitutionEvent::Added { institution } => site.roster.reload_institution(conn, *institution),
    }
}
