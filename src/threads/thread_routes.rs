//! Handlers of a thread's own pages: showing it, and replying.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::drafts::Place;
use super::drafts::form as writing;
use super::drafts::save::Text;
use super::reply::{self, Draft, address};
use super::view::ReplyView;
use super::{hang, kinds, masks, model, page_of, quote, rules, words};
use crate::attachments::attach::Chosen;
use crate::attachments::form::{self as files, Taken};
use crate::boards::readers;
use crate::db::ids::{PostId, ThreadId};
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FilledForm, FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::LinkView;

/// `GET /t/{id}/…`: the title in the address is for people, the id and the page are what counts.
pub async fn show_thread(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let page = site.key(&viewer.institution, format!("/t/{}/", id.parse::<ThreadId>()?));
    site.show(&request, &viewer, page).await
}

/// `GET /t/{id}/{slug}/`
pub async fn show_titled(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let page = site.key(&viewer.institution, format!("/t/{}/", path.0.parse::<ThreadId>()?));
    site.show(&request, &viewer, page).await
}

/// `GET /t/{id}/{slug}/{page}/`
pub async fn show_page(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse> {
    let (id, _, number) = path.into_inner();
    let (id, number) =
        (id.parse::<ThreadId>()?, number.parse::<u32>().ok().filter(|number| *number > 0).ok_or(Error::NotFound)?);
    let path = if number <= 1 { format!("/t/{id}/") } else { format!("/t/{id}/{number}/") };
    site.show(&request, &viewer, site.key(&viewer.institution, path)).await
}

/// `GET /t/{id}/last`: wherever the last post is now.
pub async fn show_last(site: Data<Site>, viewer: Viewer, id: Path<String>) -> Result<HttpResponse> {
    let id = id.parse()?;
    let of = site.clone();
    let (thread, height, post) = site
        .read(move |conn| {
            let seen = rules::for_viewer(&of, conn, &viewer, id)?;
            match seen.height(&of, viewer.circles()) {
                1 => Ok((seen.thread, 1, model::post_numbered(conn, id, 1)?)),
                height => Ok((seen.thread.clone(), height, seen.thread.last_post_id)),
            }
        })
        .await?;
    Ok(respond::found(&format!("{}#p-{post}", address(&thread, page_of(height)))))
}

/// `GET /t/{id}/from/{number}`: where reading goes on.
pub async fn show_from(site: Data<Site>, viewer: Viewer, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (id, number) = (path.0.parse()?, path.1.parse::<i32>().map_err(|_| Error::NotFound)?);
    let of = site.clone();
    let (thread, post) = site
        .read(move |conn| {
            let seen = rules::for_viewer(&of, conn, &viewer, id)?;
            if number > seen.height(&of, viewer.circles()) {
                return Err(Error::NotFound);
            }
            Ok((seen.thread, model::post_numbered(conn, id, number)?))
        })
        .await?;
    Ok(respond::found(&format!("{}#n-{post}", address(&thread, page_of(number)))))
}

/// `GET /p/{id}/`: the page a post stands on.
pub async fn show_post(site: Data<Site>, viewer: Viewer, id: Path<String>) -> Result<HttpResponse> {
    let id: PostId = id.parse()?;
    let of = site.clone();
    let (thread, post) = site
        .read(move |conn| {
            // Whoever may not read where it went learns nothing of it.
            let is_moved = model::post(conn, id)?.state == "moved";
            let id = if is_moved { model::moved::target(conn, id)? } else { id };
            let (post, seen) = rules::post_for_viewer(&of, conn, &viewer, id)?;
            Ok((seen.thread, post))
        })
        .await?;
    Ok(respond::found(&format!("{}#p-{}", address(&thread, page_of(post.number)), post.id)))
}

/// `POST /t/{id}/reply`
pub async fn post_reply(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FilledForm,
) -> Result<HttpResponse> {
    let mut form = form.0;
    site.accept(&request, &viewer, &form)?;
    writing::expect(&form, &[&["body", "masked"][..], &files::FIELDS].concat())?;
    let id: ThreadId = id.parse()?;
    // What comes with it is looked at when it is known that they may post it.
    let may = if form.files().is_empty() { Ok(()) } else { may_post(&site, &viewer, id).await };
    let taken = match may {
        Ok(()) => files::take(&site, &viewer, &mut form, writing::is_unready).await?,
        Err(_) => Taken::default(),
    };
    site.keep_typed(&request, &form);
    let form = writing::with_piece(&site, &viewer, form);
    let mut fields = Fields::of(&form);
    let draft = Draft {
        body: fields.needed_text("body", words::BODY, "threads-body-missing"),
        key: form.get("key").to_owned(),
        is_masked: form.has("masked"),
    };
    let mut problems = if form.get("preview") == "files" { Problems::default() } else { fields.problems };
    problems.0.extend(taken.problems.0);
    let is_sent = problems.0.is_empty() && !writing::is_shown_again(&form);
    let done = match (may, is_sent) {
        (Err(error), _) => Err(error),
        (Ok(()), true) => send(&site, &viewer, &form, id, draft, taken.chosen).await.map(Some),
        // What is not posted yet is shown again to those alone who may post it.
        (Ok(()), false) => may_post(&site, &viewer, id).await.map(|()| None),
    };
    match done {
        Ok(Some(location)) => Ok(respond::see_other(&location)),
        Ok(None) => again(&site, &viewer, &request, id, &form, problems).await,
        Err(Error::Invalid(problems)) => again(&site, &viewer, &request, id, &form, problems).await,
        // A full site draws no form: the page of the error carries what was typed.
        Err(error @ Error::Busy { .. }) => Err(error),
        // Somebody locked it, or it could not be saved: what was typed must not be lost to that.
        Err(error) if error.is_ours() || matches!(error, Error::Conflict(_) | Error::Forbidden(_)) => {
            if error.is_ours() {
                tracing::error!(cause = %error, "a reply could not be saved");
            }
            let problems = Problems::one("body", error.words());
            let status = error.status();
            Ok(with_status(again(&site, &viewer, &request, id, &form, problems).await.map_err(|_| error)?, status))
        }
        Err(error) => Err(error),
    }
}

/// Posts the reply, or keeps what was typed.
async fn send(
    site: &Site,
    viewer: &Viewer,
    form: &FormBody,
    thread: ThreadId,
    draft: Draft,
    files: Vec<Chosen>,
) -> Result<String> {
    if writing::is_kept(form) {
        let text = Text { body: draft.body, files, is_masked: draft.is_masked, ..Text::default() };
        return writing::keep(site, viewer, form, Place::Reply(thread), text).await;
    }
    let (as_viewer, from) = (viewer.clone(), writing::carried(form));
    let post = site.write(move |tx| {
        writing::post(tx, &as_viewer, from, (&draft.key, &draft.body), |tx| {
            let location = reply::post(tx, &as_viewer, thread, &draft)?;
            hang::on_new(tx, &location, as_viewer.somebody()?.person.id, &files).map(|()| location)
        })
    });
    post.await
}

async fn may_post(site: &Data<Site>, viewer: &Viewer, id: ThreadId) -> Result<()> {
    let (of, as_viewer) = (site.clone(), viewer.clone());
    site.read(move |conn| {
        as_viewer.somebody()?;
        rules::let_reply(&of, as_viewer.circles(), &rules::for_viewer(&of, conn, &as_viewer, id)?)
    })
    .await
}

/// What a reply is about, as it stands in the address: the number of a post, or a draft to go on with.
#[derive(serde::Deserialize)]
pub struct About {
    to: Option<String>,
    draft: Option<String>,
}

/// `GET /t/{id}/reply`: the reply form alone, with the post that is answered as a quotation.
pub async fn reply_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    about: Query<About>,
) -> Result<HttpResponse> {
    let id: ThreadId = id.parse()?;
    let (of, as_viewer, about) = (site.clone(), viewer.clone(), about.into_inner());
    let (body, draft, hung) = site
        .read(move |conn| {
            let seen = rules::for_viewer(&of, conn, &as_viewer, id)?;
            as_viewer.somebody()?;
            rules::allow(rules::may_reply(&of, as_viewer.circles(), &seen), "threads-may-not-reply")?;
            if let Some(named) = about.draft {
                let named = writing::named(conn, &as_viewer, Place::Reply(id), &named)?;
                return Ok((named.draft.body, Some(named.draft.id), named.files));
            }
            let Some(to) = about.to else { return Ok((String::new(), None, Vec::new())) };
            let number = to.parse().map_err(|_| no_such_post(&seen.thread))?;
            let quoted = model::post_numbered(conn, id, number).map_err(|error| match error {
                Error::NotFound => no_such_post(&seen.thread),
                error => error,
            })?;
            let post = model::post(conn, quoted)?;
            if !seen.shows(&of, &as_viewer, &post) {
                return Err(no_such_post(&seen.thread));
            }
            let is_quoted = post.state == "published";
            Ok((
                if is_quoted { quote::quote(&of, as_viewer.language(), &post) } else { String::new() },
                None,
                Vec::new(),
            ))
        })
        .await?;
    let mut form = FormBody::default();
    form.set("body", body);
    form.set("key", site.form_key(&viewer, "reply"));
    files::named(&mut form, &hung);
    if let Some(draft) = draft {
        form.set("draft", draft.to_string());
    }
    again(&site, &viewer, &request, id, &form, Problems::default()).await
}

fn no_such_post(thread: &model::Thread) -> Error {
    Error::Malformed(Message::new("threads-reply-to-none").leading_to(address(thread, 1), "threads-reply-back"))
}

/// The reply form on a page of its own: what was typed, what is wrong with it, and how it will look.
async fn again(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    id: ThreadId,
    form: &FormBody,
    problems: Problems,
) -> Result<HttpResponse> {
    let (of, as_viewer, sent) = (site.clone(), viewer.clone(), form.clone());
    let read = site.read(move |conn| {
        let seen = rules::for_viewer(&of, conn, &as_viewer, id)?;
        let masks = masks::told(&of, conn, as_viewer.circles(), &seen.boards(), Some(id))?;
        Ok((seen, masks, writing::view(conn, &as_viewer, &sent, Place::Reply(id))?))
    });
    let (seen, masks, drafting) = read.await?;
    let entries = readers::entries(&site.roster, &seen.boards());
    let meta = readers::meta(&site.roster, &entries);
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let body = form.get("body");
    let preview_html = match status {
        200 if writing::is_shown_again(form) && form.get("preview") != "files" => {
            Some(words::render(site, viewer.institution.id, PostId(0), body)?.into_string())
        }
        _ => None,
    };
    let view = ReplyView {
        form: site.form(viewer, form.get("key"), &problems),
        crumbs: readers::crumbs(&site.roster, seen.thread.first_board_id, &entries),
        thread: LinkView { href: address(&seen.thread, 1), text: seen.thread.title.clone() },
        is_question: kinds::is_question(site, &seen.thread),
        action: format!("/t/{id}/reply"),
        body: body.to_owned(),
        audience: readers::audience(&site.roster, &entries),
        is_answer_first: seen.thread.is_answer_first,
        masks: masks.to_owned(),
        files: files::view(site, viewer, form, &problems).await?,
        preview_html,
        drafting,
    };
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}

fn with_status(mut response: HttpResponse, status: u16) -> HttpResponse {
    if let Ok(code) = actix_web::http::StatusCode::from_u16(status) {
        *response.status_mut() = code;
    }
    response
}
