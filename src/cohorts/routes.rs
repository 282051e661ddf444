//! Handlers under `/c/`: a cohort, its people, and the way out.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::view::LeaveView;
use super::{desk_routes, leave, may_see};
use crate::error::{Error, Problems, Result};
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::roster::CohortEntry;
use crate::site::Site;
use crate::site::drawing::Around;

const PEOPLE: &str = "the cohort's people";
const COORDINATORS: &str = "the cohort's coordinators, and admins, who appoint them";

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/c/{cohort}/", PEOPLE, show_cohort),
        get("/c/{cohort}/people/", PEOPLE, show_people),
        get("/c/{cohort}/manage/", COORDINATORS, desk_routes::manage_form),
        post("/c/{cohort}/manage/enrol", COORDINATORS, "writes", desk_routes::post_enrol),
        post("/c/{cohort}/manage/settings", COORDINATORS, "writes", desk_routes::post_settings),
        post("/c/{cohort}/manage/state", COORDINATORS, "writes", desk_routes::post_state),
        get("/c/{cohort}/manage/end", COORDINATORS, desk_routes::end_form),
        post("/c/{cohort}/manage/end", COORDINATORS, "writes", desk_routes::post_end),
        get("/c/{cohort}/leave", PEOPLE, leave_form),
        post("/c/{cohort}/leave", PEOPLE, "writes", post_leave),
    ]
}

async fn show_cohort(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    site.show(&request, &viewer, site.key(&viewer.institution, format!("/c/{slug}/"))).await
}

async fn show_people(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    site.show(&request, &viewer, site.key(&viewer.institution, format!("/c/{slug}/people/"))).await
}

async fn leave_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let cohort = of_viewer(&site, &viewer, &slug)?;
    ask(&site, &viewer, &request, &cohort, 200, Problems::default())
}

async fn post_leave(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    let cohort = of_viewer(&site, &viewer, &slug)?;
    let (id, member) = (cohort.id, viewer.somebody()?.person.id);
    match site.write(move |tx| leave::leave(tx, id, member, member)).await {
        Ok(()) => Ok(respond::see_other("/")),
        Err(Error::Conflict(why)) => ask(&site, &viewer, &request, &cohort, 409, Problems::one("", why)),
        Err(error) => Err(error),
    }
}

/// Asks whether they want to leave, and says why they cannot if they tried.
fn ask(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    cohort: &CohortEntry,
    status: u16,
    problems: Problems,
) -> Result<HttpResponse> {
    let runs = viewer.who.as_ref().is_some_and(|who| who.person.runs(cohort));
    let view = LeaveView {
        slug: cohort.slug.clone(),
        name: cohort.name.clone(),
        may_appoint: runs && !problems.0.is_empty(),
        form: site.form(viewer, "", &problems),
    };
    site.made(request, viewer, status, around(&meta(cohort)), &view)
}

/// The cohort, for those who are in it.
fn of_viewer(site: &Site, viewer: &Viewer, slug: &str) -> Result<Arc<CohortEntry>> {
    let cohort = site.roster.cohort_named(viewer.institution.id, slug).ok_or(Error::NotFound)?;
    if may_see(viewer, &cohort) { Ok(cohort) } else { Err(Error::NotFound) }
}

/// What the heads of a cohort's pages say of their readers.
pub fn meta(cohort: &CohortEntry) -> String {
    format!("cohort {}", cohort.slug)
}

/// What stands around a cohort's pages.
pub fn around(meta: &str) -> Around<'_> {
    Around { audience: meta, current: "cohorts" }
}
