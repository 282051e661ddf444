//! Handlers of a cohort's courses: whoever coordinates it says which courses give places in it.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::course_model::{self, Course, Makes};
use super::desk_routes::{called, last};
use super::map::{self, Mapping};
use super::model;
use super::place::ROLES;
use super::view::{CourseView, CoursesView};
use crate::cohorts::routes::{around, meta};
use crate::db::ids::{CohortId, CourseId};
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer};
use crate::invitations::desk_routes::inviter;
use crate::roster::{CohortEntry, CohortRole};
use crate::site::Site;
use crate::theme::view::{LinkView, NoticeView};

const COORDINATORS: &str = "the cohort's coordinators";

/// The routes of a cohort's courses.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/c/{cohort}/manage/courses/", COORDINATORS, show_courses),
        post("/c/{cohort}/manage/courses/map", COORDINATORS, "writes", post_map),
    ]
}

async fn show_courses(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let (_, cohort) = inviter(&site, &viewer, &slug)?;
    show(&site, &viewer, &request, &cohort, None, &Problems::default()).await
}

async fn post_map(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["course", "instructor", "learner", "makes", "do"])?;
    let (who, cohort) = inviter(&site, &viewer, &slug)?;
    let (house, by) = (viewer.institution.id, who.person.id);
    let done = match wanted(&form, cohort.id) {
        Ok((course, to)) => {
            let key = if to.is_some() { "lti-mapped" } else { "lti-unmapped" };
            site.write(move |tx| map::map(tx, house, course, to, Some(by))).await.map(|()| key)
        }
        Err(problems) => Err(Error::Invalid(problems)),
    };
    match done {
        Ok(key) => show(&site, &viewer, &request, &cohort, Some(key), &Problems::default()).await,
        // One that gives places in somebody else's cohort is not on this page.
        Err(Error::NotFound | Error::Forbidden(_)) => {
            let problems = Problems::one("courses", Message::new("lti-course-gone"));
            show(&site, &viewer, &request, &cohort, None, &problems).await
        }
        Err(Error::Invalid(problems)) => show(&site, &viewer, &request, &cohort, None, &problems).await,
        Err(error) => Err(error),
    }
}

/// What a form asks for: which course, and what it is to give here; nothing, to give nothing any more.
fn wanted(form: &FormBody, cohort: CohortId) -> std::result::Result<(CourseId, Option<Mapping>), Problems> {
    let gone = || Problems::one("courses", Message::new("lti-course-gone"));
    let course = form.get("course").parse::<CourseId>().map_err(|_| gone())?;
    let mut fields = Fields::of(form);
    if fields.choice("do", &["map", "unmap"]) == "unmap" && fields.problems.0.is_empty() {
        return Ok((course, None));
    }
    let roles: Vec<&str> = ROLES.iter().map(|role| role.word()).chain([""]).collect();
    let [instructor, learner] =
        ["instructor", "learner"].map(|name| CohortRole::from_word(&fields.choice(name, &roles)));
    let makes = Makes::from_word(&fields.choice("makes", &Makes::ALL.map(Makes::word)));
    match makes {
        Some(makes) if fields.problems.0.is_empty() => {
            Ok((course, Some(Mapping { cohort, instructor, learner, makes })))
        }
        // Each course has these fields, so all of their problems stand beside the list.
        _ => Err(Problems::one("courses", Message::new("form-choose-one"))),
    }
}

async fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    cohort: &Arc<CohortEntry>,
    notice: Option<&'static str>,
    problems: &Problems,
) -> Result<HttpResponse> {
    let house = viewer.institution.id;
    let read = site.read(move |conn| Ok((course_model::all(conn, house)?, model::all(conn, house)?)));
    let (mut courses, platforms) = read.await?;
    // Those that give places in another cohort are a matter of that one.
    courses.retain(|(course, _)| course.cohort_id.is_none_or(|id| id == cohort.id));
    let issuer = |course: &Course| {
        let platform = platforms.iter().find(|platform| platform.id == course.platform_id);
        platform.map_or_else(String::new, |platform| platform.issuer.clone())
    };
    let own_desk = LinkView { href: format!("/c/{}/manage/", cohort.slug), text: cohort.name.clone() };
    let view = CoursesView {
        form: site.form(viewer, "", problems),
        notice: notice.map(|key| NoticeView {
            tone: "ok".to_owned(),
            text: site.words.message(viewer.language(), &Message::new(key)),
        }),
        crumbs: vec![own_desk],
        title: cohort.name.clone(),
        slug: cohort.slug.clone(),
        courses: courses.into_iter().map(|(one, platform)| row(site, viewer, &one, platform, issuer(&one))).collect(),
        roles: ROLES.iter().map(|role| role.word().to_owned()).collect(),
        makers: Makes::ALL.iter().map(|makes| makes.word().to_owned()).collect(),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, around(&meta(cohort)), &view)
}

fn row(site: &Site, viewer: &Viewer, course: &Course, platform: String, issuer: String) -> CourseView {
    let is_mapped = course.cohort_id.is_some();
    // What is usual stands there until somebody has chosen.
    let or = |role: &Option<String>, usual: &str| {
        if is_mapped { role.clone().unwrap_or_default() } else { usual.to_owned() }
    };
    CourseView {
        id: course.id.to_string(),
        title: called(course),
        platform,
        issuer,
        is_mapped,
        instructor: or(&course.instructor, "mentor"),
        learner: or(&course.learner, "mentee"),
        makes: course.makes().word().to_owned(),
        has_list: course.members_url.is_some(),
        synced_at: course.synced_at.map(|at| at.0),
        last: last(site, viewer, course),
    }
}
