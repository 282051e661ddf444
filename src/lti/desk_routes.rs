//! Handlers of the desk of course platforms, for those who run the institution: the platforms, their courses, their switch.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::course_model::{self, Course};
use super::last::{Last, Outcome};
use super::model::{self, Platform};
use super::sync::{self, Synced, Terms};
use super::view::{DeskView, KnownCourseView, PlatformView, ToolView};
use super::{map, start, switch};
use crate::db::ids::CourseId;
use crate::error::{Error, Message, Problems, Result};
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, SignedIn, Viewer};
use crate::rights::Right;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::NoticeView;

/// Who sets platforms up, in words.
pub const ADMINS: &str = "those who run the institution";
/// The page that lists them.
pub const DESK: &str = "/admin/lti/";

/// The routes of the desk.
pub fn routes() -> Vec<Entry> {
    vec![
        get(DESK, ADMINS, show_desk),
        post("/admin/lti/{platform}/switch", ADMINS, "writes", post_switch),
        post("/admin/lti/{platform}/sync", ADMINS, "writes", post_sync),
        post("/admin/lti/{platform}/unmap", ADMINS, "writes", post_unmap),
    ]
}

/// Whoever may set them up; to everybody else there is no such page.
pub(super) fn runner(viewer: &Viewer) -> Result<&SignedIn> {
    let who = viewer.somebody()?;
    if who.person.may(Right::RunCourses) { Ok(who) } else { Err(Error::NotFound) }
}

/// What stands around these pages.
pub(super) fn around() -> Around<'static> {
    Around { audience: "", current: "" }
}

/// What to give to whoever runs a platform.
pub(super) fn tool(site: &Site, viewer: &Viewer) -> ToolView {
    let base = viewer.institution.base_url(site.config.port());
    ToolView {
        login: format!("{base}/lti/login"),
        launch: start::arrival(site, &viewer.institution),
        keys: format!("{base}/lti/jwks"),
    }
}

pub(super) async fn named(site: &Site, viewer: &Viewer, slug: &str) -> Result<Platform> {
    let (house, slug) = (viewer.institution.id, slug.to_owned());
    site.read(move |conn| model::by_slug(conn, house, &slug)).await
}

async fn show_desk(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    runner(&viewer)?;
    desk(&site, &viewer, &request, None).await
}

async fn post_switch(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["state"])?;
    let platform = named(&site, &viewer, &slug).await?;
    let is_on = match form.get("state") {
        "on" => true,
        "off" => false,
        _ => return Err(Error::Malformed(Message::new("error-malformed-form"))),
    };
    let (house, slug) = (viewer.institution.id, platform.slug);
    site.write(move |tx| switch::switch(tx, house, &slug, is_on, Some(by))).await?;
    let key = if is_on { "lti-switched-on" } else { "lti-switched-off" };
    desk(&site, &viewer, &request, Some(("ok", Message::new(key).with("name", &platform.name)))).await
}

/// Asks for the list of a course. The answer stands where it was asked: what a platform says is of now.
async fn post_sync(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["course", "even_many"])?;
    let course = course_of(&site, &viewer, &slug, form.get("course")).await?;
    let (house, id) = (viewer.institution.id, course.id);
    let terms = Terms { even_many: form.has("even_many"), by: Some(by) };
    let (tone, message) = match sync::sync(&site, house, id, terms).await {
        Ok(Synced::Done(outcome)) => ("ok", told(&course, outcome)),
        Ok(Synced::Away(fault)) => {
            let why = site.words.message(viewer.language(), &fault.message());
            ("bad", Message::new("lti-roll-away").with("name", called(&course)).with("why", why))
        }
        Ok(Synced::Many { count, all }) => ("bad", Last::Many { count, all }.message()),
        Err(Error::Invalid(mut problems)) if !problems.0.is_empty() => ("bad", problems.0.remove(0).1),
        Err(error) => return Err(error),
    };
    desk(&site, &viewer, &request, Some((tone, message))).await
}

/// Has a course give nothing any more, whoever coordinates its cohort.
async fn post_unmap(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["course"])?;
    let course = course_of(&site, &viewer, &slug, form.get("course")).await?;
    let (house, id) = (viewer.institution.id, course.id);
    site.write(move |tx| map::map(tx, house, id, None, Some(by))).await?;
    desk(&site, &viewer, &request, Some(("ok", Message::new("lti-unmapped")))).await
}

/// A course of the platform in the address.
async fn course_of(site: &Site, viewer: &Viewer, slug: &str, id: &str) -> Result<Course> {
    let platform = named(site, viewer, slug).await?;
    let malformed = |_| Error::Malformed(Message::new("error-malformed-form"));
    let (house, id) = (viewer.institution.id, id.parse::<CourseId>().map_err(malformed)?);
    let course = site.read(move |conn| course_model::by_id(conn, house, id)).await?;
    if course.platform_id == platform.id { Ok(course) } else { Err(Error::NotFound) }
}

fn told(course: &Course, outcome: Outcome) -> Message {
    Message::new("lti-roll-done")
        .with("name", called(course))
        .with("listed", outcome.listed)
        .with("came", outcome.came)
        .with("moved", outcome.moved)
        .with("left", outcome.left)
        .with("unknown", outcome.unknown)
}

/// Shows the desk, with what came of the last action.
pub(super) async fn desk(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    notice: Option<(&str, Message)>,
) -> Result<HttpResponse> {
    let house = viewer.institution.id;
    let read = site.read(move |conn| {
        let mut platforms = Vec::new();
        for platform in model::all(conn, house)? {
            let deployments = model::deployments(conn, platform.id)?;
            platforms.push((platform, deployments));
        }
        Ok((platforms, course_model::all(conn, house)?))
    });
    let (platforms, courses) = read.await?;
    let shown = |(platform, deployments): (Platform, Vec<String>)| {
        let own = courses.iter().filter(|(course, _)| course.platform_id == platform.id);
        PlatformView {
            courses: own.map(|(one, _)| course(site, viewer, one)).collect(),
            slug: platform.slug,
            name: platform.name,
            issuer: platform.issuer,
            client_id: platform.client_id,
            deployments,
            is_on: platform.state == "on",
        }
    };
    let view = DeskView {
        form: site.form(viewer, "", &Problems::default()),
        notice: notice.map(|(tone, message)| NoticeView {
            tone: tone.to_owned(),
            text: site.words.message(viewer.language(), &message),
        }),
        tool: tool(site, viewer),
        platforms: platforms.into_iter().map(shown).collect(),
    };
    site.made(request, viewer, 200, around(), &view)
}

fn course(site: &Site, viewer: &Viewer, course: &Course) -> KnownCourseView {
    let cohort = course.cohort_id.and_then(|id| site.roster.cohort(id));
    KnownCourseView {
        id: course.id.to_string(),
        title: called(course),
        cohort: cohort.map_or_else(String::new, |cohort| cohort.name.clone()),
        has_list: course.members_url.is_some(),
        synced_at: course.synced_at.map(|at| at.0),
        last: last(site, viewer, course),
    }
}

/// What came of it when the list of a course was last asked for, in words; empty where it never was.
pub(super) fn last(site: &Site, viewer: &Viewer, course: &Course) -> String {
    let last = course.outcome.as_deref().and_then(Last::read);
    last.map_or_else(String::new, |last| site.words.message(viewer.language(), &last.message()))
}

/// What people call a course, or what the platform does.
pub(super) fn called(course: &Course) -> String {
    if course.title.is_empty() { course.context.clone() } else { course.title.clone() }
}
