//! Handlers of starting a thread on a board.

use std::sync::Arc;

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::drafts::Place;
use super::drafts::form as writing;
use super::drafts::save::Text;
use super::start::{self, Draft};
use super::view::StartView;
use super::{everywhere, hang, kinds, masks, rules, words};
use crate::attachments::attach::Chosen;
use crate::attachments::form as files;
use crate::boards::readers;
use crate::boards::routes::seen;
use crate::db::ids::{BoardId, PostId};
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
    going_on: Query<GoingOn>,
) -> Result<HttpResponse> {
    let board = open(&site, &viewer, &slug)?;
    let key = site.form_key(&viewer, "start");
    let mut body = FormBody::default();
    let (of, on, author) = (site.clone(), board.id, viewer.somebody()?.person.id);
    let template = site.read(move |conn| {
        kinds::let_begin(&of, conn, author, on)?;
        kinds::template(conn, on)
    });
    body.set("body", template.await?);
    if let Some(named) = going_on.into_inner().draft {
        let (as_viewer, place) = (viewer.clone(), Place::Start(board.id));
        let named = site.read(move |conn| writing::named(conn, &as_viewer, place, &named)).await?;
        let draft = named.draft;
        let ids = draft.boards.split_whitespace().filter_map(|id| id.parse().ok());
        let boards = ids.filter_map(|id| site.roster.board(id));
        let open = boards.filter(|board| rules::may_start(&site, viewer.circles(), board.id));
        body.set_all("board", open.map(|board| board.slug.clone()).collect());
        body.set("title", draft.title);
        body.set("body", draft.body);
        files::named(&mut body, &named.files);
        body.set("draft", draft.id.to_string());
    }
    form(&site, &viewer, &request, &board, &body, &key, Problems::default()).await
}

/// The draft that is gone on with, as it stands in the address.
#[derive(serde::Deserialize)]
pub struct GoingOn {
    pub(super) draft: Option<String>,
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
    writing::expect(&body, &[&["title", "body", "board", "shown", "masked"][..], &files::FIELDS].concat())?;
    let board = open(&site, &viewer, &slug)?;
    let taken = files::take(&site, &viewer, &mut body, writing::is_unready).await?;
    site.keep_typed(&request, &body);
    let body = writing::with_piece(&site, &viewer, body);
    let body = everywhere::with_boards(&site, &viewer, &board, body);
    let on = further(&site, &viewer, &board, &body)?;
    let mut fields = Fields::of(&body);
    let draft = Draft {
        title: fields.needed_line("title", words::TITLE, "threads-title-missing"),
        body: fields.needed_text("body", words::BODY, "threads-body-missing"),
        boards: std::iter::once(board.id).chain(on.iter().map(|other| other.id)).collect(),
        key: body.get("key").to_owned(),
        is_masked: body.has("masked"),
    };
    // Who will read it is said before it is sent, and the form named the readers of fewer boards than were ticked.
    let is_shown = if body.has("shown") { body.get("shown") == names(&board, &on) } else { on.is_empty() };
    if !is_shown && !writing::is_shown_again(&body) && !body.has("save") {
        fields.problems.add("board", Message::new("threads-look-who-reads"));
    }
    // Whoever asks for more boards has not finished writing yet.
    let mut problems = if everywhere::is_asked(&body) { Problems::default() } else { fields.problems };
    problems.0.extend(taken.problems.0);
    if !problems.0.is_empty() || writing::is_shown_again(&body) {
        return form(&site, &viewer, &request, &board, &body, body.get("key"), problems).await;
    }
    match send(&site, &viewer, &body, board.id, draft, taken.chosen).await {
        Ok(location) => Ok(respond::see_other(&location)),
        Err(Error::Invalid(problems)) => form(&site, &viewer, &request, &board, &body, body.get("key"), problems).await,
        // A full site draws no form: the page of the error carries what was typed.
        Err(error @ Error::Busy { .. }) => Err(error),
        Err(error) if error.is_ours() || matches!(error, Error::Forbidden(_)) || masks::is_torn(&error) => {
            if error.is_ours() {
                tracing::error!(cause = %error, "a thread could not be saved");
            }
            let problems = Problems::one("body", error.words());
            let mut response = form(&site, &viewer, &request, &board, &body, body.get("key"), problems).await?;
            *response.status_mut() = actix_web::ResponseError::status_code(&error);
            Ok(response)
        }
        Err(error) => Err(error),
    }
}

/// Starts the thread, or keeps what was typed.
async fn send(
    site: &Site,
    viewer: &Viewer,
    body: &FormBody,
    board: BoardId,
    draft: Draft,
    files: Vec<Chosen>,
) -> Result<String> {
    if writing::is_kept(body) {
        let boards = draft.boards.into_iter().skip(1).collect();
        let text =
            Text { title: draft.title, body: draft.body, boards, files, is_masked: draft.is_masked, ..Text::default() };
        return writing::keep(site, viewer, body, Place::Start(board), text).await;
    }
    let (as_viewer, from) = (viewer.clone(), writing::carried(body));
    let author = viewer.somebody()?.person.id;
    let start = site.write(move |tx| {
        let told = format!("{}\n{}", draft.title, draft.body);
        writing::post(tx, &as_viewer, from, (&draft.key, &told), |tx| {
            let location = start::start(tx, author, &draft)?;
            hang::on_new(tx, &location, author, &files).map(|()| location)
        })
    });
    start.await
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
    let is_preview = writing::is_shown_again(body) && problems.0.is_empty() && !everywhere::is_asked(body);
    let preview_html = match is_preview {
        true => Some(words::render(site, viewer.institution.id, PostId(0), body.get("body"))?.into_string()),
        false => None,
    };
    let (as_viewer, sent, place) = (viewer.clone(), body.clone(), Place::Start(board.id));
    let (here, of) = (board.id, site.clone());
    let boards: Vec<_> = on.iter().map(|board| board.id).collect();
    let drawn = site.read(move |conn| {
        let masks = masks::told(&of, conn, as_viewer.circles(), &boards, None)?;
        Ok((writing::view(conn, &as_viewer, &sent, place)?, !kinds::template(conn, here)?.is_empty(), masks))
    });
    let (drafting, has_template, masks) = drawn.await?;
    let view = StartView {
        form: site.form(viewer, key, &problems),
        crumbs: readers::crumbs(&site.roster, board.id, std::slice::from_ref(board)),
        action: format!("/b/{}/new", board.slug),
        title: body.get("title").to_owned(),
        body: body.get("body").to_owned(),
        audience: readers::audience(&site.roster, &on),
        boards: choices(site, viewer, board, &chosen),
        cohorts: u32::try_from(everywhere::cohorts(site, viewer, board).len()).unwrap_or(0),
        kind: board.kind.word().to_owned(),
        has_template,
        masks: masks.to_owned(),
        shown: names(board, &chosen),
        files: files::view(site, viewer, body, &problems).await?,
        preview_html,
        drafting,
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
