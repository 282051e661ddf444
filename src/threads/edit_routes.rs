//! Handlers of changing a post: the form, what it comes to, and the draft of it.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};

use super::drafts::Place;
use super::drafts::form as writing;
use super::drafts::save::{self, Text};
use super::edit::{self, Draft};
use super::post_routes::{Found, crumbs, find, meta};
use super::reply::address;
use super::rules;
use super::start_routes::GoingOn;
use super::view::EditView;
use super::{page_of, words};
use crate::attachments::form as files;
use crate::boards::readers;
use crate::error::{Error, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FilledForm, FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;

/// `GET /p/{id}/edit`
pub async fn edit_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    going_on: Query<GoingOn>,
) -> Result<HttpResponse> {
    let found = find(&site, &viewer, &id).await?;
    let (title, body) = (found.seen.thread.title.clone(), found.post.body_source.clone());
    let mut form = FormBody::default();
    form.set("title", title);
    form.set("body", body);
    files::named(&mut form, &files::known(&found.files));
    if let Some(named) = going_on.into_inner().draft {
        let (as_viewer, place) = (viewer.clone(), Place::Edit(found.post.id));
        let named = site.read(move |conn| writing::named(conn, &as_viewer, place, &named)).await?;
        let draft = named.draft;
        files::named(&mut form, &named.files);
        let fields =
            [("title", draft.title), ("body", draft.body), ("why", draft.why), ("draft", draft.id.to_string())];
        fields.into_iter().for_each(|(name, value)| form.set(name, value));
    }
    editor(&site, &viewer, &request, found, &form, Problems::default()).await
}

/// `POST /p/{id}/edit`
pub async fn post_edit(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FilledForm,
) -> Result<HttpResponse> {
    let mut form = form.0;
    site.accept(&request, &viewer, &form)?;
    writing::expect(&form, &[&["title", "body", "why"][..], &files::FIELDS].concat())?;
    let found = find(&site, &viewer, &id).await?;
    rules::let_edit(&site, viewer.somebody()?, &found.seen, &found.post)?;
    let taken = files::take(&site, &viewer, &mut form, writing::is_unready).await?;
    site.keep_typed(&request, &form);
    let form = writing::with_piece(&site, &viewer, form);
    let mut fields = Fields::of(&form);
    let draft = Draft {
        title: match found.post.number {
            1 => Some(fields.needed_line("title", words::TITLE, "threads-title-missing")),
            _ => None,
        },
        body: fields.needed_text("body", words::BODY, "threads-body-missing"),
        why: fields.line("why", words::REASON),
        files: Some(taken.chosen),
    };
    let mut problems = fields.problems;
    problems.0.extend(taken.problems.0);
    if !problems.0.is_empty() || writing::is_shown_again(&form) {
        return editor(&site, &viewer, &request, found, &form, problems).await;
    }
    let (as_viewer, post, from) = (viewer.clone(), found.post.id, writing::carried(&form));
    let done = match writing::is_kept(&form) {
        true => {
            let text = Text {
                title: draft.title.unwrap_or_default(),
                body: draft.body,
                why: draft.why,
                files: draft.files.unwrap_or_default(),
                ..Text::default()
            };
            writing::keep(&site, &viewer, &form, Place::Edit(post), text).await
        }
        false => {
            let edit = site.write(move |tx| {
                edit::edit(tx, &as_viewer, post, &draft)?;
                // An edit is never made by itself: one whose draft is gone is the same form, sent again.
                from.map_or(Ok(false), |from| save::take(tx, as_viewer.somebody()?.person.id, from))
            });
            let page = address(&found.seen.thread, page_of(found.post.number));
            edit.await.map(|_| format!("{page}#p-{post}"))
        }
    };
    match done {
        Ok(location) => Ok(respond::see_other(&location)),
        Err(Error::Invalid(problems)) => editor(&site, &viewer, &request, found, &form, problems).await,
        Err(error) => Err(error),
    }
}

async fn editor(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    found: Found,
    form: &FormBody,
    problems: Problems,
) -> Result<HttpResponse> {
    rules::let_edit(site, viewer.somebody()?, &found.seen, &found.post)?;
    let entries = readers::entries(&site.roster, &found.seen.boards());
    let preview_html = match writing::is_shown_again(form) && problems.0.is_empty() {
        true => Some(words::render(site, viewer.institution.id, found.post.id, form.get("body"))?.into_string()),
        false => None,
    };
    let (as_viewer, sent, place) = (viewer.clone(), form.clone(), Place::Edit(found.post.id));
    let drafting = site.read(move |conn| writing::view(conn, &as_viewer, &sent, place)).await?;
    let view = EditView {
        form: site.form(viewer, "", &problems),
        crumbs: crumbs(site, &found.seen),
        id: found.post.id.to_string(),
        title: (found.post.number == 1).then(|| form.get("title").to_owned()),
        number: u32::try_from(found.post.number).unwrap_or(0),
        body: form.get("body").to_owned(),
        why: form.get("why").to_owned(),
        audience: readers::audience(&site.roster, &entries),
        files: files::view(site, viewer, form, &problems).await?,
        preview_html,
        drafting,
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let meta = meta(site, &found.seen);
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}
