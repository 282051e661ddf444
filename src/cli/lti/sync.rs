//! `lyceum lti sync`

use clap::Args;
use serde::Serialize;

use super::{Which, named};
use crate::cli::arguments::Form;
use crate::cli::{opening, report};
use crate::error::{Error, Problems, Result};
use crate::lti::course_model;
use crate::lti::last::Last;
use crate::lti::sync::{self, Synced, Terms};
use crate::site::Site;

/// `lti sync`
#[derive(Debug, Args)]
pub struct Sync {
    #[command(flatten)]
    which: Which,
    /// Only this course, as the platform calls it (context id)
    #[arg(long, value_name = "ID")]
    course: Option<String>,
    /// Take a list over even if more than a fifth of the people leave by it
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    form: Form,
}

#[derive(Serialize)]
struct Row {
    course: String,
    title: String,
    listed: usize,
    came: usize,
    moved: usize,
    left: usize,
    unknown: usize,
}

/// Asks for the list of each course, and takes it over.
pub async fn sync_all(site: &Site, order: Sync) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?.id;
    let platform = named(site, &order.which).await?.id;
    let mut courses = site.read(move |conn| course_model::all(conn, house)).await?;
    courses.retain(|(course, _)| course.platform_id == platform && course.cohort_id.is_some());
    courses.retain(|(course, _)| order.course.as_ref().is_none_or(|wanted| *wanted == course.context));
    let (mut rows, mut failed) = (Vec::new(), None);
    for (course, _) in courses {
        let terms = Terms { even_many: order.yes, by: None };
        match sync::sync(site, house, course.id, terms).await {
            Ok(Synced::Done(done)) => rows.push(Row {
                course: course.context,
                title: course.title,
                listed: done.listed,
                came: done.came,
                moved: done.moved,
                left: done.left,
                unknown: done.unknown,
            }),
            Ok(Synced::Away(fault)) => {
                let why = format!("the list of {} cannot be read: {fault}", course.context);
                eprintln!("{why}");
                failed = Some(Error::internal(why));
            }
            Ok(Synced::Many { count, all }) => {
                let problems = Problems::one("leavers", Last::Many { count, all }.message());
                eprintln!("{}: {}", course.context, report::say(&problems.0[0].1));
                failed = Some(Error::Invalid(problems));
            }
            // What one course lacks keeps nobody from the others.
            Err(Error::Invalid(problems)) => {
                let told: Vec<String> = problems.0.iter().map(|(_, message)| report::say(message)).collect();
                eprintln!("{}: {}", course.context, told.join(" "));
                failed = Some(Error::Invalid(problems));
            }
            Err(error) => return Err(error),
        }
    }
    report::print(order.form, &rows, |row| {
        format!(
            "{}\t{}\t{} listed, {} came, {} moved, {} left, {} unknown",
            row.course, row.title, row.listed, row.came, row.moved, row.left, row.unknown
        )
    })?;
    failed.map_or(Ok(()), Err)
}
