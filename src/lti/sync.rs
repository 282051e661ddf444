//! Asks who is in a course, and takes that over, or says why not.

use std::time::Duration;

use super::course_model;
use super::last::{Last, Outcome};
use super::model;
use super::own_key;
use super::roll::{self, Fault};
use super::take_over::{Order, take_over};
use crate::db::ids::{CourseId, InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Site;

/// How a list is taken over.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Whether it is taken over even if more leave than usual.
    pub even_many: bool,
    /// Who asks; nobody for a command, and for the worker.
    pub by: Option<MemberId>,
}

/// What came of asking.
pub enum Synced {
    /// It was taken over.
    Done(Outcome),
    /// So many of so many would leave, which is more than usual.
    Many {
        /// How many.
        count: usize,
        /// Of how many.
        all: usize,
    },
    /// There is no list, or it cannot be read.
    Away(Fault),
}

/// Asks for the list of a course, and takes it over.
///
/// # Errors
/// `Invalid` for `course` where it gives no places, the platform tells no list, or its deployment is listed no more; `Conflict`
/// where it was changed meanwhile.
pub async fn sync(site: &Site, institution: InstitutionId, id: CourseId, terms: Terms) -> Result<Synced> {
    let read = site.read(move |conn| {
        let course = course_model::by_id(conn, institution, id)?;
        let platform = model::by_id(conn, course.platform_id)?;
        Ok((model::is_listed(conn, platform.id, &course.deployment)?, platform, course))
    });
    let (is_listed, platform, course) = read.await?;
    let gives = course.cohort_id.is_some() && platform.state == "on" && is_listed;
    let Some(address) = course.members_url.clone().filter(|_| gives) else {
        return Err(Error::Invalid(Problems::one("course", Message::new("lti-roll-none"))));
    };
    let asked_at = site.now();
    let signer = own_key::signer(site, institution).await?;
    let synced = match roll::read(site, &platform, &signer, &address).await {
        Ok(listed) => {
            let order = Order { institution, platform, course, asked_at, terms };
            take_over(site, order, listed).await?
        }
        Err(Fault::Failed(error)) => return Err(error),
        Err(fault) => {
            tracing::warn!(platform = platform.slug, %fault, "the list of a course cannot be read");
            Synced::Away(fault)
        }
    };
    let last = match &synced {
        Synced::Done(_) => return Ok(synced),
        Synced::Many { count, all } => Last::Many { count: *count, all: *all },
        Synced::Away(fault) => Last::away(fault),
    };
    note(site, institution, id, last, terms).await.map(|()| synced)
}

/// Notes why a list was not taken over; and in the audit, unless that is what was noted there already: who is away for a year
/// does not fill it.
async fn note(site: &Site, institution: InstitutionId, id: CourseId, last: Last, terms: Terms) -> Result<()> {
    let spelled = last.spelled()?;
    let noted = site.write(move |tx| {
        let course = course_model::by_id(tx.conn, institution, id)?;
        if course.outcome.as_ref() == Some(&spelled) {
            return Ok(());
        }
        course_model::set_outcome(tx.conn, id, &spelled)?;
        let subject = course.cohort_id.map_or_else(|| id.to_string(), |cohort| format!("{cohort} {id}"));
        let details = [("title", course.title.as_str()), ("why", last.word())];
        tx.audit_with(institution, terms.by, "lti.unsynced", subject, "", &details)
    });
    noted.await
}

/// The worker's task that does so, and how often it looks.
pub const TASK: &str = "taking over courses";
/// See [`TASK`].
pub const PAUSE: Duration = Duration::from_hours(1);
/// How often a list is taken over by itself, in seconds.
const DAILY_SECONDS: i64 = 86_400;

/// Takes over every list that was not for a day, as far as the platforms answer; for the worker. A list that would shut many out
/// waits for somebody who says so, and both desks tell of it.
pub async fn daily(site: &Site) -> Result<()> {
    let before = site.now().plus_seconds(-DAILY_SECONDS);
    for (institution, course) in site.read(move |conn| course_model::unsynced(conn, before)).await? {
        let terms = Terms { even_many: false, by: None };
        match sync(site, institution, course, terms).await {
            Ok(Synced::Done(_) | Synced::Away(_)) => {}
            Ok(Synced::Many { count, all }) => {
                tracing::warn!(%course, count, all, "the list of a course is not taken over: too many would leave");
            }
            Err(Error::Invalid(_) | Error::Conflict(_) | Error::NotFound) => {}
            // What is wrong with one keeps nobody from the others.
            Err(error) => tracing::error!(%course, %error, "the list of a course cannot be taken over"),
        }
        // Whatever came of it: a platform that is away is not asked every hour.
        site.write(move |tx| course_model::set_tried(tx.conn, course, tx.now)).await?;
    }
    Ok(())
}
