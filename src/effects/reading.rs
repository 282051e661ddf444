//! What follows for those who read: every process forgets what it knew of somebody, or learns that they were told.

use crate::db::Conn;
use crate::db::events::ReadingEvent;
use crate::error::Result;
use crate::site::{Site, reading_model};

pub(super) fn heard(site: &Site, conn: &mut Conn, event: &ReadingEvent) -> Result<()> {
    match event {
        ReadingEvent::Set { member } => site.marks.forget(*member),
        ReadingEvent::Forced => site.marks.refresh_forced(conn)?,
        ReadingEvent::Told { post, is_new } => {
            let Some((told, members)) = reading_model::told_of(conn, *post)? else { return Ok(()) };
            members.into_iter().for_each(|member| site.marks.tell(member, &told, *is_new));
        }
    }
    Ok(())
}
