//! What follows when an institution changes.

use crate::db::Conn;
use crate::db::events::InstitutionEvent;
use crate::error::Result;
use crate::institutions;
use crate::pages::Page;
use crate::roster::Moving;
use crate::site::effects::Touched;

use super::paths;

/// The front page. Asked of the database: the roster hears of a new institution only when it has committed.
pub(super) fn touched(conn: &mut Conn, event: &InstitutionEvent) -> Result<Touched> {
    match event {
        InstitutionEvent::Added { institution } => {
            let (house, language) = institutions::model::place_of(conn, *institution)?;
            let home = Page { institution: *institution, house, language, path: "/".into() };
            Ok(Touched { near: vec![paths::alone(home)], ..Touched::default() })
        }
        // The page of signing in is drawn for each who asks for it.
        InstitutionEvent::SignOnChanged { .. } => Ok(Touched::default()),
    }
}

pub(super) fn moved(moving: &Moving<'_>, conn: &mut Conn, event: &InstitutionEvent) -> Result<()> {
    match event {
        InstitutionEvent::Added { institution } | InstitutionEvent::SignOnChanged { institution } => {
            moving.reload_institution(conn, *institution)
        }
    }
}
