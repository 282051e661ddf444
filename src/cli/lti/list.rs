//! `lyceum lti list`

use serde::Serialize;

use crate::cli::arguments::{Form, OfInstitution};
use crate::cli::{opening, report};
use crate::error::Result;
use crate::lti::course_model::{self, Course};
use crate::lti::model;
use crate::site::Site;

#[derive(Serialize)]
struct Row {
    slug: String,
    name: String,
    issuer: String,
    client_id: String,
    deployments: Vec<String>,
    state: String,
    courses: Vec<CourseRow>,
}

#[derive(Serialize)]
struct CourseRow {
    deployment: String,
    course: String,
    title: String,
    cohort: Option<String>,
    instructor: Option<String>,
    learner: Option<String>,
    accounts: String,
}

/// Lists the platforms of an institution.
pub async fn list(site: &Site, of: &OfInstitution, form: Form) -> Result<()> {
    let house = opening::institution(site, of)?.id;
    let read = site.read(move |conn| {
        let mut rows = Vec::new();
        let courses = course_model::all(conn, house)?;
        for platform in model::all(conn, house)? {
            let own = courses.iter().filter(|(course, _)| course.platform_id == platform.id);
            let own: Vec<Course> = own.map(|(course, _)| course.clone()).collect();
            rows.push((model::deployments(conn, platform.id)?, own, platform));
        }
        Ok(rows)
    });
    let rows: Vec<Row> = read
        .await?
        .into_iter()
        .map(|(deployments, courses, platform)| Row {
            courses: courses.into_iter().map(|course| row(site, course)).collect(),
            slug: platform.slug,
            name: platform.name,
            issuer: platform.issuer,
            client_id: platform.client_id,
            deployments,
            state: platform.state,
        })
        .collect();
    report::print(form, &rows, |row| {
        let courses: Vec<String> = row.courses.iter().map(spelled).collect();
        let all = if courses.is_empty() { "no courses yet".to_owned() } else { courses.join("; ") };
        format!("{}\t{}\t{}\t{}", row.slug, row.state, row.issuer, all)
    })
}

fn row(site: &Site, course: Course) -> CourseRow {
    let cohort = course.cohort_id.and_then(|id| site.roster.cohort(id));
    CourseRow {
        deployment: course.deployment,
        course: course.context,
        title: course.title,
        cohort: cohort.map(|cohort| cohort.slug.clone()),
        instructor: course.instructor,
        learner: course.learner,
        accounts: course.makes,
    }
}

fn spelled(course: &CourseRow) -> String {
    let gives = course.cohort.as_deref().unwrap_or("nothing yet");
    format!("{} ({}): {gives}", course.course, course.title)
}
