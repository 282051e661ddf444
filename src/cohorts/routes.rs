//! Handlers under `/c/`: a cohort, its people, and the desk of those who run it.

use std::sync::Arc;

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::view::{LeaveView, ManageView, PlaceView};
use super::{add, change, enrol, leave, may_manage, may_see, model};
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, SignedIn, Viewer, respond};
use crate::members;
use crate::members::people::People;
use crate::roster::{CohortEntry, CohortRole};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::{ConfirmView, LinkView};

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/c/{cohort}/", "the cohort's people", show_cohort),
        get("/c/{cohort}/people/", "the cohort's people", show_people),
        get("/c/{cohort}/manage/", "the cohort's coordinators", manage_form),
        post("/c/{cohort}/manage/enrol", "the cohort's coordinators", "writes", post_enrol),
        post("/c/{cohort}/manage/state", "the cohort's coordinators", "writes", post_state),
        get("/c/{cohort}/manage/end", "the cohort's coordinators", end_form),
        post("/c/{cohort}/manage/end", "the cohort's coordinators", "writes", post_end),
        get("/c/{cohort}/leave", "the cohort's people", leave_form),
        post("/c/{cohort}/leave", "the cohort's people", "writes", post_leave),
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

async fn manage_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let (_, cohort) = run_by(&site, &viewer, &slug)?;
    desk(&site, &viewer, &request, &cohort, &FormBody::default(), Problems::default()).await
}

async fn post_enrol(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["who", "role"])?;
    let (who, cohort) = run_by(&site, &viewer, &slug)?;
    let mut fields = Fields::of(&form);
    let name = fields.needed_line("who", 254, "cohorts-who-missing");
    let words: Vec<&str> = CohortRole::ALL.iter().map(|role| role.word()).collect();
    let role = CohortRole::from_word(&fields.choice("role", &words));
    let problems = fields.problems;
    let (Some(role), true) = (role, problems.0.is_empty()) else {
        return desk(&site, &viewer, &request, &cohort, &form, problems).await;
    };
    let (id, institution, by) = (cohort.id, cohort.institution, who.person.id);
    let done = site
        .write(move |tx| {
            let member = match members::model::by_address(tx.conn, institution, &name)? {
                Some(member) => member,
                None => members::model::by_username(tx.conn, institution, &name.to_lowercase())
                    .map(|row| row.id)
                    .map_err(unknown)?,
            };
            enrol::enrol(tx, id, member, role, Some(by))
        })
        .await;
    finish(&site, &viewer, &request, &cohort, &form, done).await
}

async fn post_state(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["state"])?;
    let (who, cohort) = run_by(&site, &viewer, &slug)?;
    let (id, state, by) = (cohort.id, form.get("state").to_owned(), who.person.id);
    let done = site.write(move |tx| change::set_state(tx, id, &state, Some(by))).await;
    finish(&site, &viewer, &request, &cohort, &form, done).await
}

/// Whose place in the cohort is to end.
#[derive(Deserialize)]
struct Whose {
    who: Option<String>,
}

async fn end_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    whose: Query<Whose>,
) -> Result<HttpResponse> {
    let (_, cohort) = run_by(&site, &viewer, &slug)?;
    let person = in_it(&site, &cohort, whose.who.as_deref().unwrap_or_default())?;
    let view = ConfirmView {
        what: "end-enrolment".into(),
        name: person.1,
        action: format!("/c/{}/manage/end", cohort.slug),
        form: site.form(&viewer, "", &Problems::default()),
        fields: vec![("who".into(), person.2)],
        reason: None,
        grave: true,
        back: LinkView { href: format!("/c/{}/manage/", cohort.slug), text: cohort.name.clone() },
    };
    site.made(&request, &viewer, 200, around(&meta(&cohort)), &view)
}

async fn post_end(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["who"])?;
    let (who, cohort) = run_by(&site, &viewer, &slug)?;
    let (member, _, _) = in_it(&site, &cohort, form.get("who"))?;
    let (id, by) = (cohort.id, who.person.id);
    let done = site.write(move |tx| leave::leave(tx, id, member, by)).await;
    finish(&site, &viewer, &request, &cohort, &form, done).await
}

async fn leave_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let cohort = of_viewer(&site, &viewer, &slug)?;
    let view = LeaveView {
        slug: cohort.slug.clone(),
        name: cohort.name.clone(),
        form: site.form(&viewer, "", &Problems::default()),
    };
    site.made(&request, &viewer, 200, around(&meta(&cohort)), &view)
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
    site.write(move |tx| leave::leave(tx, id, member, member)).await?;
    Ok(respond::see_other("/"))
}

/// The cohort, for those who are in it.
fn of_viewer(site: &Site, viewer: &Viewer, slug: &str) -> Result<Arc<CohortEntry>> {
    let cohort = site.roster.cohort_named(viewer.institution.id, slug).ok_or(Error::NotFound)?;
    if may_see(viewer, &cohort) { Ok(cohort) } else { Err(Error::NotFound) }
}

/// The cohort, for those who run it: its other people hear that they may not, everybody else that there is nothing.
fn run_by<'a>(site: &Site, viewer: &'a Viewer, slug: &str) -> Result<(&'a SignedIn, Arc<CohortEntry>)> {
    let who = viewer.somebody()?;
    let cohort = site.roster.cohort_named(viewer.institution.id, slug).ok_or(Error::NotFound)?;
    match (may_manage(who, &cohort), may_see(viewer, &cohort)) {
        (true, _) => Ok((who, cohort)),
        (false, true) => Err(Error::Forbidden(Message::new("cohorts-may-not-manage"))),
        (false, false) => Err(Error::NotFound),
    }
}

/// Somebody who is in the cohort: id, name, username.
fn in_it(site: &Site, cohort: &CohortEntry, username: &str) -> Result<(MemberId, String, String)> {
    let person =
        site.roster.member_named(cohort.institution, username).filter(|person| person.role_in(cohort.id).is_some());
    let person = person.ok_or(Error::NotFound)?;
    Ok((person.id, person.name.clone(), person.username.clone()))
}

fn unknown(error: Error) -> Error {
    match error {
        Error::NotFound => Error::Invalid(Problems::one("who", Message::new("cohorts-who-unknown"))),
        error => error,
    }
}

async fn finish(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    cohort: &CohortEntry,
    form: &FormBody,
    done: Result<()>,
) -> Result<HttpResponse> {
    match done {
        Ok(()) => Ok(respond::see_other(&format!("/c/{}/manage/", cohort.slug))),
        Err(Error::Invalid(problems)) => desk(site, viewer, request, cohort, form, problems).await,
        Err(error) => Err(error),
    }
}

/// The desk: who is in the cohort, and the forms.
async fn desk(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    cohort: &CohortEntry,
    form: &FormBody,
    problems: Problems,
) -> Result<HttpResponse> {
    let (of, id) = (site.clone(), cohort.id);
    let people = site
        .read(move |conn| {
            let places = model::people(conn, id)?;
            let ids: Vec<MemberId> = places.iter().map(|place| place.member).collect();
            let people = People::read(conn, &of.roster, &ids, vec![id], false)?;
            Ok(places
                .into_iter()
                .map(|place| PlaceView { person: people.person(place.member), username: place.username })
                .collect())
        })
        .await?;
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let view = ManageView {
        slug: cohort.slug.clone(),
        name: cohort.name.clone(),
        form: site.form(viewer, "", &problems),
        notice: None,
        who: form.get("who").to_owned(),
        role: if form.has("role") { form.get("role").to_owned() } else { "mentee".into() },
        roles: CohortRole::ALL.iter().map(|role| role.word().to_owned()).collect(),
        state: cohort.state.clone(),
        states: add::STATES.iter().map(|state| (*state).to_owned()).collect(),
        people,
    };
    site.made(request, viewer, status, around(&meta(cohort)), &view)
}

fn meta(cohort: &CohortEntry) -> String {
    format!("cohort {}", cohort.slug)
}

fn around(meta: &str) -> Around<'_> {
    Around { audience: meta, current: "cohorts" }
}
