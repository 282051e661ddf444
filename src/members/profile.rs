//! A member changes what others read of them.

use super::model::{self, Profile};
use crate::db::events::MemberEvent;
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Problems, Result};
use crate::site::Tx;
use crate::text;

/// What the settings form sends, cleaned.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Draft {
    pub name: String,
    pub pronouns: String,
    pub field: String,
    /// As typed; empty for none.
    pub graduation_year: String,
    pub time_zone: String,
    pub bio: String,
}

/// Writes the member's own profile; a form that changes nothing leaves no trace. The name stands on every page they
/// wrote on, which are made again in their time.
pub fn change(tx: &mut Tx<'_>, member: MemberId, draft: &Draft) -> Result<()> {
    let before = model::by_id(tx.conn, member)?;
    let nobody = |_: &str| None;
    let bio = text::markdown(&draft.bio, &text::Context { anchor: "bio", mention: &nobody })
        .map_err(|problem| Error::Invalid(Problems::one("bio", problem.message())))?;
    let profile = Profile {
        name: draft.name.clone(),
        pronouns: draft.pronouns.clone(),
        field: draft.field.clone(),
        graduation_year: year(&draft.graduation_year)?,
        time_zone: zone(&draft.time_zone)?,
        bio_source: draft.bio.clone(),
        bio_html: bio.html.into_string(),
        updated_at: tx.now,
    };
    if profile.is_as(&before) {
        return Ok(());
    }
    model::update_profile(tx.conn, member, &profile)?;
    tx.audit(before.institution_id, Some(member), "members.profile", member, "")?;
    tx.record(MemberEvent::ProfileChanged {
        member,
        is_renamed: before.name != draft.name || before.field != draft.field,
    })?;
    Ok(())
}

/// A year of graduation, or none.
pub fn year(typed: &str) -> Result<Option<i32>> {
    if typed.is_empty() {
        return Ok(None);
    }
    let year = typed.parse().ok().filter(|year| (1900..=2100).contains(year));
    year.map(Some).ok_or_else(|| Error::Invalid(Problems::one("graduation_year", Message::new("members-year-form"))))
}

/// A time zone of the IANA database.
pub fn zone(typed: &str) -> Result<String> {
    match jiff::tz::TimeZone::get(typed) {
        Ok(_) => Ok(typed.to_owned()),
        Err(_) => Err(Error::Invalid(Problems::one("time_zone", Message::new("members-zone-form")))),
    }
}
