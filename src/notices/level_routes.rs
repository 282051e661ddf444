//! Handlers of how much one hears of a thread, a board or a cohort, and of what is forced on everybody there.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::level;
use super::places::{self, Spot};
use super::view::WatchView;
use crate::boards;
use crate::cohorts;
use crate::db::ids::{MemberId, ThreadId};
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::site::drawing::Around;
use crate::site::levels::{Chosen, Level, Place};
use crate::site::{Site, reading_model};

/// `GET /t/{id}/watch`
pub async fn thread_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let spot = thread(&site, &viewer, &id).await?;
    draw(&site, &viewer, &request, &spot, Problems::default())
}

/// `POST /t/{id}/watch`
pub async fn post_thread(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    let spot = thread(&site, &viewer, &id).await?;
    post(&site, &viewer, &request, &spot, &form).await
}

async fn thread(site: &Data<Site>, viewer: &Viewer, id: &str) -> Result<Spot> {
    let (of, as_viewer, id) = (site.clone(), viewer.clone(), id.parse::<ThreadId>()?);
    site.read(move |conn| places::thread(&of, conn, &as_viewer, id)).await
}

/// `GET /b/{board}/watch`
pub async fn board_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    boards::routes::seen(&site, &viewer, &slug)?;
    let spot = places::board(&site, &viewer, &chosen(&site, &viewer).await?, &slug)?;
    draw(&site, &viewer, &request, &spot, Problems::default())
}

/// `POST /b/{board}/watch`
pub async fn post_board(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    let spot = places::board(&site, &viewer, &chosen(&site, &viewer).await?, &slug)?;
    post(&site, &viewer, &request, &spot, &form).await
}

/// `GET /c/{cohort}/watch`
pub async fn cohort_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let spot = places::cohort(&site, &viewer, &chosen(&site, &viewer).await?, &slug)?;
    draw(&site, &viewer, &request, &spot, Problems::default())
}

/// `POST /c/{cohort}/watch`
pub async fn post_cohort(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    let spot = places::cohort(&site, &viewer, &chosen(&site, &viewer).await?, &slug)?;
    post(&site, &viewer, &request, &spot, &form).await
}

/// What the viewer chose to hear.
pub async fn chosen(site: &Data<Site>, viewer: &Viewer) -> Result<Chosen> {
    let member = viewer.somebody()?.person.id;
    site.read(move |conn| reading_model::chosen(conn, member)).await
}

async fn post(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    spot: &Spot,
    form: &FormBody,
) -> Result<HttpResponse> {
    form.expect(&["level"])?;
    let mut fields = Fields::of(form);
    let word = fields.choice("level", &Level::WORDS);
    if !form.has("level") && fields.problems.0.is_empty() {
        fields.problems.add("level", Message::new("form-choose-one"));
    }
    if !fields.problems.0.is_empty() {
        return draw(site, viewer, request, spot, fields.problems);
    }
    let (house, member, place) = (viewer.institution.id, viewer.somebody()?.person.id, spot.place);
    site.write(move |tx| level::choose(tx, house, member, place, Level::from_word(&word))).await?;
    Ok(respond::see_other(&spot.action))
}

fn draw(site: &Site, viewer: &Viewer, request: &HttpRequest, spot: &Spot, problems: Problems) -> Result<HttpResponse> {
    let view = WatchView {
        form: site.form(viewer, "", &problems),
        place: spot.link.clone(),
        kind: spot.place.word().to_owned(),
        action: spot.action.clone(),
        level: spot.chosen.map_or("", Level::word).to_owned(),
        holds: spot.holds.word().to_owned(),
        is_forced: spot.is_forced,
        force: spot.force,
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let current = if matches!(spot.place, Place::Cohort(_)) { "cohorts" } else { "boards" };
    site.made(request, viewer, status, Around { audience: &spot.meta, current }, &view)
}

/// `POST /b/{board}/watch/force`
pub async fn force_board(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    let board = boards::routes::seen(&site, &viewer, &slug)?;
    let by = viewer.somebody()?.person.id;
    if !boards::change::may_change(&site, &viewer, &board) {
        return Err(Error::Forbidden(Message::new("notices-may-not-force")));
    }
    force(&site, &viewer, by, Place::Board(board.id), &form).await?;
    Ok(respond::see_other(&format!("/b/{}/watch", board.slug)))
}

/// `POST /c/{cohort}/watch/force`
pub async fn force_cohort(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    let cohort = site.roster.cohort_named(viewer.institution.id, &slug).ok_or(Error::NotFound)?;
    let who = viewer.somebody()?;
    let (sees, runs) = (cohorts::may_see(&viewer, &cohort), who.person.runs(&cohort));
    match (runs, sees) {
        (true, _) => force(&site, &viewer, who.person.id, Place::Cohort(cohort.id), &form).await?,
        (false, true) => return Err(Error::Forbidden(Message::new("notices-may-not-force"))),
        (false, false) => return Err(Error::NotFound),
    }
    // Who runs it without being in it has its desk alone.
    Ok(respond::see_other(&format!("/c/{}/{}", cohort.slug, if sees { "watch" } else { "manage/" })))
}

async fn force(site: &Data<Site>, viewer: &Viewer, by: MemberId, place: Place, form: &FormBody) -> Result<()> {
    form.expect(&["forced"])?;
    let is_forced = match form.get("forced") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::Malformed(Message::new("error-malformed-form"))),
    };
    let house = viewer.institution.id;
    site.write(move |tx| level::force(tx, house, by, place, is_forced)).await
}
