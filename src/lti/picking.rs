//! Whether whoever chooses what a link leads to still may: asked when the list is shown, and once more when the answer is signed.

use super::course_model::{self, Course};
use super::model::{self, Platform};
use super::pick_model::Pick;
use crate::cohorts;
use crate::db::Conn;
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::members;
use crate::sign_in::second::model::is_staff;

/// What they choose for.
pub struct Chosen {
    /// Their course.
    pub course: Course,
    /// Its platform.
    pub platform: Platform,
}

/// Who chooses, if all is as it was when they came: the platform is on and the deployment listed, the course mapped to the same
/// cohort, and they are in it, with the same sessions and no power over others, which no launch is enough for.
///
/// # Errors
/// `NotFound` where one of it is not so any more.
pub fn still(conn: &mut Conn, institution: InstitutionId, pick: &Pick) -> Result<Chosen> {
    let course = course_model::by_id(conn, institution, pick.course_id)?;
    let platform = model::by_id(conn, course.platform_id)?;
    let member = members::model::by_id(conn, pick.member_id)?;
    let holds = platform.state == "on"
        && model::is_listed(conn, platform.id, &course.deployment)?
        && course.cohort_id == Some(pick.cohort_id)
        && member.state == "active"
        && member.epoch == pick.epoch
        && cohorts::model::is_in(conn, pick.cohort_id, pick.member_id)?
        && !is_staff(conn, pick.member_id)?;
    if holds { Ok(Chosen { course, platform }) } else { Err(Error::NotFound) }
}
