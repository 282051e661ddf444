//! Handlers of keeping order in a thread: lock, pin, hide, and the boards it stands on.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::post_routes::{crumbs, meta};
use super::reply::address;
use super::rules::{self, Seen};
use super::view::{BoardsView, ThreadStandView, WiderView};
use super::{hide, lock, pin, place, words};
use crate::boards::readers;
use crate::boards::routes::seen as board_of;
use crate::db::ids::ThreadId;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::pages::audience::{Act, Reach};
use crate::roster::BoardEntry;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::{ChoiceView, ConfirmView, LinkView};

/// `POST /t/{id}/lock`, `POST /t/{id}/unlock`
pub async fn post_lock<const IS_LOCKED: bool>(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    let (id, as_viewer) = (id.parse()?, viewer.clone());
    site.write(move |tx| lock::set(tx, &as_viewer, id, IS_LOCKED)).await?;
    back(&site, &viewer, id).await
}

/// `POST /t/{id}/pin`, `POST /t/{id}/unpin`
pub async fn post_pin<const IS_PINNED: bool>(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["board"])?;
    let (id, as_viewer) = (id.parse()?, viewer.clone());
    let board = board_of(&site, &viewer, form.get("board"))?.id;
    site.write(move |tx| pin::set(tx, &as_viewer, id, board, IS_PINNED)).await?;
    back(&site, &viewer, id).await
}

/// `GET /t/{id}/hide`: asks before a whole thread is hidden.
pub async fn hide_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let seen = look(&site, &viewer, id.parse()?).await?;
    rules::allow(rules::may_lock(&site, viewer.circles(), &seen), "threads-may-not-hide")?;
    confirm_hide(&site, &viewer, &request, &seen, "", Problems::default())
}

/// `POST /t/{id}/hide`
pub async fn post_hide(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["reason"])?;
    let seen = look(&site, &viewer, id.parse()?).await?;
    rules::allow(rules::may_lock(&site, viewer.circles(), &seen), "threads-may-not-hide")?;
    let mut fields = Fields::of(&form);
    let why = fields.needed_line("reason", words::REASON, "threads-reason-missing");
    if !fields.problems.0.is_empty() {
        return confirm_hide(&site, &viewer, &request, &seen, form.get("reason"), fields.problems);
    }
    let (id, as_viewer) = (seen.thread.id, viewer.clone());
    site.write_at_need(move |tx| hide::hide_thread(tx, &as_viewer, id, &why)).await?;
    Ok(respond::see_other(&format!("/p/{}/actions", seen.thread.last_post_id)))
}

/// `POST /t/{id}/restore`
pub async fn post_restore(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["reason"])?;
    let mut fields = Fields::of(&form);
    let why = fields.line("reason", words::REASON);
    fields.problems.or(())?;
    let (id, as_viewer) = (id.parse()?, viewer.clone());
    site.write(move |tx| hide::restore_thread(tx, &as_viewer, id, &why)).await?;
    back(&site, &viewer, id).await
}

/// `GET /t/{id}/boards`
pub async fn boards_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let seen = look(&site, &viewer, id.parse()?).await?;
    boards(&site, &viewer, &request, &seen, None, Problems::default())
}

/// `POST /t/{id}/boards`: where the thread would get new readers, the form comes back once, saying who they are.
pub async fn post_boards(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["board", "confirmed"])?;
    let seen = look(&site, &viewer, id.parse()?).await?;
    if form.get("board").is_empty() {
        let problems = Problems::one("board", Message::new("form-choose-one"));
        return boards(&site, &viewer, &request, &seen, None, problems);
    }
    let board = board_of(&site, &viewer, form.get("board"))?;
    let has_agreed = form.has("confirmed");
    if place::widens(&site, &seen, board.id) && !has_agreed && !seen.boards().contains(&board.id) {
        return boards(&site, &viewer, &request, &seen, Some(&board), Problems::default());
    }
    let (id, as_viewer, board) = (seen.thread.id, viewer.clone(), board.id);
    site.write(move |tx| place::add(tx, &as_viewer, id, board, has_agreed)).await?;
    Ok(respond::see_other(&format!("/t/{id}/boards")))
}

/// `POST /t/{id}/boards/remove`
pub async fn post_remove(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["board"])?;
    let (id, as_viewer) = (id.parse()?, viewer.clone());
    let board = board_of(&site, &viewer, form.get("board"))?.id;
    site.write(move |tx| place::remove(tx, &as_viewer, id, board)).await?;
    // Somebody who read it only there can no longer look at where it went.
    match look(&site, &viewer, id).await {
        Ok(_) => Ok(respond::see_other(&format!("/t/{id}/boards"))),
        Err(_) => Ok(respond::see_other("/")),
    }
}

/// The thread, for somebody: a visitor hears of no order to be kept, and may sign in.
async fn look(site: &Data<Site>, viewer: &Viewer, id: ThreadId) -> Result<Seen> {
    viewer.somebody()?;
    let (of, as_viewer) = (site.clone(), viewer.clone());
    site.read(move |conn| rules::for_viewer(&of, conn, &as_viewer, id)).await
}

async fn back(site: &Data<Site>, viewer: &Viewer, id: ThreadId) -> Result<HttpResponse> {
    Ok(respond::see_other(&address(&look(site, viewer, id).await?.thread, 1)))
}

fn confirm_hide(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    seen: &Seen,
    reason: &str,
    problems: Problems,
) -> Result<HttpResponse> {
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let view = ConfirmView {
        what: "hide-thread".into(),
        name: seen.thread.title.clone(),
        action: format!("/t/{}/hide", seen.thread.id),
        form: site.form(viewer, "", &problems),
        fields: Vec::new(),
        reason: Some(reason.to_owned()),
        grave: true,
        back: LinkView { href: address(&seen.thread, 1), text: seen.thread.title.clone() },
    };
    let meta = meta(site, seen);
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}

/// The boards of the thread, those it could stand on too, and, once one was chosen, who would newly read it.
fn boards(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    seen: &Seen,
    wider: Option<&BoardEntry>,
    problems: Problems,
) -> Result<HttpResponse> {
    let who = viewer.somebody()?;
    rules::allow(rules::may_see_places(site, who, seen), "threads-may-not-place")?;
    let entries = readers::entries(&site.roster, &seen.boards());
    let boards = site.roster.boards_of(viewer.institution.id);
    let open =
        boards.iter().filter(|board| !seen.boards().contains(&board.id) && rules::may_place(site, who, seen, board.id));
    let view = BoardsView {
        form: site.form(viewer, "", &problems),
        crumbs: crumbs(site, seen),
        id: seen.thread.id.to_string(),
        thread: LinkView { href: address(&seen.thread, 1), text: seen.thread.title.clone() },
        audience: readers::audience(&site.roster, &entries),
        stands: entries
            .iter()
            .map(|board| ThreadStandView {
                slug: board.slug.clone(),
                href: format!("/b/{}/", board.slug),
                text: board.name.clone(),
                may_remove: entries.len() > 1,
            })
            .collect(),
        choices: open
            .map(|board| ChoiceView {
                value: board.slug.clone(),
                label: board.name.clone(),
                note: place::note(site, viewer.language(), board),
                chosen: wider.is_some_and(|chosen| chosen.id == board.id),
            })
            .collect(),
        wider: wider.map(|board| wider_view(site, viewer, seen, board)).transpose()?,
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let meta = meta(site, seen);
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}

/// Who would come to read by another board: nobody who reads the thread already is counted or named.
fn wider_view(site: &Site, viewer: &Viewer, seen: &Seen, board: &BoardEntry) -> Result<WiderView> {
    let board = site.roster.board(board.id).ok_or(Error::NotFound)?;
    let then = readers::audience(&site.roster, std::slice::from_ref(&board));
    let entries = readers::entries(&site.roster, &seen.boards());
    let cohorts: Vec<_> = entries.iter().flat_map(|entry| &entry.cohorts).collect();
    let new = board.cohorts.iter().filter(|cohort| !cohorts.contains(cohort));
    let new: Vec<_> = new.filter_map(|cohort| site.roster.cohort(*cohort)).map(|cohort| cohort.name.clone()).collect();
    let now = site.roster.audience(&Reach::boards(seen.boards(), Act::Read));
    Ok(WiderView {
        slug: board.slug.clone(),
        board: board.name.clone(),
        people: site.roster.newcomers(board.institution, &now, board.audience(Act::Read)),
        cohorts: then.cohorts.into_iter().filter(|cohort| new.contains(&cohort.name)).collect(),
        kind: then.kind,
        posts: u32::try_from(seen.height(site, viewer.circles())).unwrap_or(0),
    })
}
