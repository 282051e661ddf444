//! What follows when an institution changes.

use crate::db::Conn;
use crate::db::events::InstitutionEvent;
use crate::error::Result;
use crate::site::Site;
use crate::site::effects::{Many, Touched};

pub(super) fn touched(event: &InstitutionEvent) -> Result<Touched> {
    match event {
        InstitutionEvent::Added { institution } => Ok(Touched { many: vec![Many::OfInstitution(*institution)], ..Touched::default() }),
    }
}

pub(super) fn heard(site: &Site, conn: &mut Conn, event: &InstitutionEvent) -> Result<()> {
    match event {
        InstitutionEvent::Added { institution } => site.roster.reload_institution(conn, *institution),
    }
}
