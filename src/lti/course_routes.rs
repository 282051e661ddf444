//! Handlers of a cohort's courses: whoever coordinates it says which courses give places in it.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use url::Url;

use super::course_model::{self, Course, Makes};
use super::desk_routes::{called, last};
use super::map::{self, Mapping};
use super::model::{self, Platform};
use super::place::ROLES;
use super::view::{CourseView, CoursesView, OriginView};
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
        // One that gives places in somebody else's cohort is not to be had.
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
    let (courses, platforms) = read.await?;
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
        courses: courses.iter().filter_map(|(one, _)| row(site, viewer, cohort.id, one, &platforms)).collect(),
        roles: ROLES.iter().map(|role| role.word().to_owned()).collect(),
        makers: Makes::ALL.iter().map(|makes| makes.word().to_owned()).collect(),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, around(&meta(cohort)), &view)
}

fn row(site: &Site, viewer: &Viewer, cohort: CohortId, course: &Course, platforms: &[Platform]) -> Option<CourseView> {
    let platform = platforms.iter().find(|platform| platform.id == course.platform_id)?;
    let is_mapped = course.cohort_id == Some(cohort);
    // What is usual stands there until somebody has chosen.
    let or = |role: &Option<String>, usual: &str| {
        if is_mapped { role.clone().unwrap_or_default() } else { usual.to_owned() }
    };
    Some(CourseView {
        id: course.id.to_string(),
        title: called(course),
        platform: platform.name.clone(),
        issuer: platform.issuer.clone(),
        is_mapped,
        is_elsewhere: course.cohort_id.is_some() && !is_mapped,
        origin: origin(site, platform, course),
        instructor: or(&course.instructor, "mentor"),
        learner: or(&course.learner, "mentee"),
        makes: course.makes().word().to_owned(),
        has_list: course.members_url.is_some(),
        synced_at: course.synced_at.map(|at| at.0),
        last: last(site, viewer, course),
    })
}

/// What a platform is, but for its name, which whoever added it made up: whoever has its keys is everybody in the course.
fn origin(site: &Site, platform: &Platform, course: &Course) -> OriginView {
    let host = |address: &str| Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    let by = platform.added_by.and_then(|by| site.roster.member(by));
    OriginView {
        is_own: host(&platform.keys_url) == host(&platform.issuer),
        keys: host(&platform.keys_url).unwrap_or_default(),
        client_id: platform.client_id.clone(),
        deployment: course.deployment.clone(),
        added_by: by.map_or_else(String::new, |person| person.name.clone()),
        added_at: platform.created_at.0,
    }
}
