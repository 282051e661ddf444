//! Handlers of the desk of those who run a cohort: who is in it, what it is called, when it runs, and its state.

use std::sync::Arc;

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::change::{self, Draft};
use super::routes::{around, meta};
use super::view::{ManageView, PlaceView};
use super::{add, days, enrol, leave, may_see, model};
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, SignedIn, Viewer, respond};
use crate::members;
use crate::members::people::People;
use crate::roster::{CohortEntry, CohortRole};
use crate::site::Site;
use crate::theme::view::{ConfirmView, LinkView};

/// The longest name, in characters.
const NAME: usize = 80;
/// The longest day: who writes one in words is to hear how it is written, not that it is too long.
const DAY: usize = 40;

/// `GET /c/{cohort}/manage/`
pub async fn manage_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let (_, cohort) = run_by(&site, &viewer, &slug)?;
    desk(&site, &viewer, &request, &cohort, &FormBody::default(), 200, Problems::default()).await
}

/// `POST /c/{cohort}/manage/enrol`
pub async fn post_enrol(
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
        return desk(&site, &viewer, &request, &cohort, &form, 422, problems).await;
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

/// `POST /c/{cohort}/manage/settings`: its name and its days.
pub async fn post_settings(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["name", "starts_on", "ends_on"])?;
    let (who, cohort) = run_by(&site, &viewer, &slug)?;
    let mut fields = Fields::of(&form);
    let draft = Draft {
        name: fields.needed_line("name", NAME, "cohorts-name-missing"),
        starts_on: fields.line("starts_on", DAY),
        ends_on: fields.line("ends_on", DAY),
    };
    let mut problems = fields.problems;
    // A form that came without a day was cut off; an empty day is one that is left open.
    for day in ["starts_on", "ends_on"].into_iter().filter(|day| !form.has(day)) {
        problems.add(day, Message::new("cohorts-date-form"));
    }
    days::check(&draft.starts_on, &draft.ends_on, &mut problems);
    if !problems.0.is_empty() {
        return desk(&site, &viewer, &request, &cohort, &form, 422, problems).await;
    }
    let (id, by) = (cohort.id, who.person.id);
    let done = site.write(move |tx| change::change(tx, id, draft, by)).await;
    finish(&site, &viewer, &request, &cohort, &form, done).await
}

/// `POST /c/{cohort}/manage/state`
pub async fn post_state(
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
pub struct Whose {
    who: Option<String>,
}

/// `GET /c/{cohort}/manage/end?who=`: asks before somebody's place ends.
pub async fn end_form(
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

/// `POST /c/{cohort}/manage/end`
pub async fn post_end(
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
    finish(&site, &viewer, &request, &cohort, &FormBody::default(), done).await
}

/// The cohort, for those who run it: its other people hear that they may not, everybody else that there is nothing.
fn run_by<'a>(site: &Site, viewer: &'a Viewer, slug: &str) -> Result<(&'a SignedIn, Arc<CohortEntry>)> {
    let who = viewer.somebody()?;
    let cohort = site.roster.cohort_named(viewer.institution.id, slug).ok_or(Error::NotFound)?;
    match (who.person.runs(&cohort), may_see(viewer, &cohort)) {
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

/// Back to the desk: with what was done, or with why it was not.
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
        Err(Error::Invalid(problems)) => desk(site, viewer, request, cohort, form, 422, problems).await,
        // Somebody's place in the list cannot be changed as it is: the list is where it can be mended.
        Err(Error::Conflict(why)) => {
            desk(site, viewer, request, cohort, &FormBody::default(), 409, Problems::one("people", why)).await
        }
        Err(error) => Err(error),
    }
}

/// The desk: who is in the cohort, and the forms with what was typed into them.
async fn desk(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    cohort: &CohortEntry,
    form: &FormBody,
    status: u16,
    problems: Problems,
) -> Result<HttpResponse> {
    let people = places(site, cohort).await?;
    let typed = |name: &str, now: &str| if form.has(name) { form.get(name).to_owned() } else { now.to_owned() };
    let is_outside = !may_see(viewer, cohort);
    let own_page = LinkView { href: format!("/c/{}/", cohort.slug), text: cohort.name.clone() };
    let view = ManageView {
        slug: cohort.slug.clone(),
        title: cohort.name.clone(),
        // To who reads none of its pages, a way there would be a way to nothing.
        crumbs: if is_outside { Vec::new() } else { vec![own_page] },
        is_outside,
        may_invite: viewer.who.as_ref().is_some_and(|who| who.person.invites(cohort)),
        form: site.form(viewer, "", &problems),
        notice: None,
        who: typed("who", ""),
        role: typed("role", "mentee"),
        roles: CohortRole::ALL.iter().map(|role| role.word().to_owned()).collect(),
        name: typed("name", &cohort.name),
        starts_on: typed("starts_on", &cohort.starts_on),
        ends_on: typed("ends_on", &cohort.ends_on),
        state: cohort.state.clone(),
        states: add::STATES.iter().map(|state| (*state).to_owned()).collect(),
        people,
    };
    site.made(request, viewer, status, around(&meta(cohort)), &view)
}

async fn places(site: &Data<Site>, cohort: &CohortEntry) -> Result<Vec<PlaceView>> {
    let (of, id) = (site.clone(), cohort.id);
    let read = site.read(move |conn| {
        let places = model::people(conn, id)?;
        let ids: Vec<MemberId> = places.iter().map(|place| place.member).collect();
        let people = People::read(conn, &of, &ids, vec![id], false)?;
        let view = |place: model::Place| PlaceView { person: people.person(place.member), username: place.username };
        Ok(places.into_iter().map(view).collect())
    });
    read.await
}
