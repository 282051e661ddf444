//! Handlers of starting a thread on a board.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::start::{self, Draft};
use super::view::StartView;
use super::{hang, rules, words};
use crate::attachments::form as files;
use crate::boards::readers;
use crate::boards::routes::seen;
use crate::db::ids::PostId;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FilledForm, FormBody, Viewer, respond};
use crate::roster::BoardEntry;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::ChoiceView;

/// `GET /b/{board}/new`
pub async fn start_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let board = open(&site, &viewer, &slug)?;
    let key = site.form_key(&viewer, "start");
    form(&site, &viewer, &request, &board, &FormBody::default(), &key, Problems::default()).await
}

/// `POST /b/{board}/new`
pub async fn post_start(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    body: FilledForm,
) -> Result<HttpResponse> {
    let mut body = body.0;
    site.accept(&request, &viewer, &body)?;
    body.expect(&[&["title", "body", "board", "shown", "preview"][..], &files::FIELDS].concat())?;
    let board = open(&site, &viewer, &slug)?;
    let taken = files::take(&site, &viewer, &mut body).await?;
    site.keep_typed(&request, &body);
    let on = further(&site, &viewer, &board, &body)?;
    let mut fields = Fields::of(&body);
    let draft = Draft {
        title: fields.needed_line("title", words::TITLE, "threads-title-missing"),
        body: fields.needed_text("body", words::BODY, "threads-body-missing"),
        boards: std::iter::once(board.id).chain(on.iter().map(|other| other.id)).collect(),
        key: body.get("key").to_owned(),
    };
    // Who will read it is said before it is sent, and the form named the readers of fewer boards than were ticked.
    let is_shown = if body.has("shown") { body.get("shown") == names(&board, &on) } else { on.is_empty() };
    if !is_shown && !body.has("preview") {
        fields.problems.add("board", Message::new("threads-look-who-reads"));
    }
    let mut problems = fields.problems;
    problems.0.extend(taken.problems.0);
    if !problems.0.is_empty() || body.has("preview") {
        return form(&site, &viewer, &request, &board, &body, body.get("key"), problems).await;
    }
    let (author, chosen) = (viewer.somebody()?.person.id, taken.chosen);
    let started = site.write(move |tx| {
        let location = start::start(tx, author, &draft)?;
        hang::on_new(tx, &location, author, &chosen).map(|()| location)
    });
    match started.await {
        Ok(location) => Ok(respond::see_other(&location)),
        Err(Error::Invalid(problems)) => form(&site, &viewer, &request, &board, &body, body.get("key"), problems).await,
        // A full site draws no form: the page of the error carries what was typed.
        Err(error @ Error::Busy { .. }) => Err(error),
        Err(error) if error.is_ours() => {
            tracing::error!(cause = %error, "a thread could not be saved");
            let problems = Problems::one("body", error.words());
            let mut response = form(&site, &viewer, &request, &board, &body, body.get("key"), problems).await?;
            *response.status_mut() = actix_web::ResponseError::status_code(&error);
            Ok(response)
        }
        Err(error) => Err(error),
    }
}

/// The board, for those who may start threads on it; its other readers hear that they may not.
fn open(site: &Site, viewer: &Viewer, slug: &str) -> Result<Arc<BoardEntry>> {
    let board = seen(site, viewer, slug)?;
    match (rules::may_start(site, viewer.circles(), board.id), &viewer.who) {
        (true, _) => Ok(board),
        (false, None) => Err(Error::NotFound),
        (false, Some(_)) => Err(Error::Forbidden(Message::new(why_not(site, &board)))),
    }
}

/// Why a reader may not start a thread: the board or its cohorts are at their end, or it is not for this reader.
fn why_not(site: &Site, board: &BoardEntry) -> &'static str {
    let mut cohorts = board.cohorts.iter().filter_map(|id| site.roster.cohort(*id));
    match board.audience.as_str() {
        _ if board.is_archived => "threads-board-archived",
        "cohorts" if cohorts.all(|cohort| !cohort.is_open()) => "threads-cohort-ended",
        _ => "threads-may-not-start",
    }
}

/// The other boards that were ticked; one that the viewer may not start on is as unknown as one that is not there.
fn further(site: &Site, viewer: &Viewer, first: &BoardEntry, body: &FormBody) -> Result<Vec<Arc<BoardEntry>>> {
    let mut boards: Vec<Arc<BoardEntry>> = Vec::new();
    for slug in body.all("board") {
        let board = seen(site, viewer, slug).ok().filter(|board| rules::may_start(site, viewer.circles(), board.id));
        let board = board.ok_or_else(|| Error::Invalid(Problems::one("board", Message::new("threads-board-unknown"))));
        match board {
            Ok(board) if board.id != first.id && boards.iter().all(|other| other.id != board.id) => boards.push(board),
            Ok(_) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(boards)
}

/// The boards by their slugs, the first one first.
fn names(first: &BoardEntry, on: &[Arc<BoardEntry>]) -> String {
    let slugs = std::iter::once(first.slug.as_str()).chain(on.iter().map(|board| board.slug.as_str()));
    slugs.collect::<Vec<_>>().join(" ")
}

async fn form(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    board: &Arc<BoardEntry>,
    body: &FormBody,
    key: &str,
    problems: Problems,
) -> Result<HttpResponse> {
    let chosen = further(site, viewer, board, body)?;
    let on: Vec<Arc<BoardEntry>> = std::iter::once(board.clone()).chain(chosen.iter().cloned()).collect();
    let meta = readers::meta(&site.roster, &on);
    let is_preview = body.has("preview") && problems.0.is_empty();
    let preview_html = match is_preview {
        true => Some(words::render(site, viewer.institution.id, PostId(0), body.get("body"))?.into_string()),
        false => None,
    };
    let view = StartView {
        form: site.form(viewer, key, &problems),
        crumbs: readers::crumbs(&site.roster, board.id, std::slice::from_ref(board)),
        action: format!("/b/{}/new", board.slug),
        title: body.get("title").to_owned(),
        body: body.get("body").to_owned(),
        audience: readers::audience(&site.roster, &on),
        boards: choices(site, viewer, board, &chosen),
        shown: names(board, &chosen),
        files: files::view(site, viewer, body, &problems).await?,
        preview_html,
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}

/// The other boards it could stand on, each with who reads there.
fn choices(site: &Site, viewer: &Viewer, first: &BoardEntry, chosen: &[Arc<BoardEntry>]) -> Vec<ChoiceView> {
    let boards = site.roster.boards_of(viewer.institution.id);
    let open = boards.iter().filter(|board| board.id != first.id && rules::may_start(site, viewer.circles(), board.id));
    open.map(|board| ChoiceView {
        value: board.slug.clone(),
        label: board.name.clone(),
        note: super::place::note(site, viewer.language(), board),
        chosen: chosen.iter().any(|other| other.id == board.id),
    })
    .collect()
}
