//! Handlers of a board's settings.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::add::{REPLIERS, TEMPLATE, WHO};
use super::change::{self, Draft};
use super::routes::kept;
use super::view::SettingsView;
use super::{model, readers};
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::roster::{BoardEntry, BoardKind, BoardSettings, SPANS, Slow};
use crate::site::Site;
use crate::site::drawing::Around;

/// The fields of the form.
const FIELDS: [&str; 11] = [
    "name",
    "description",
    "start",
    "reply",
    "position",
    "is_archived",
    "edit_minutes",
    "kind",
    "slow_posts",
    "slow_span",
    "template",
];

/// `GET /b/{board}/settings`
pub async fn settings_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let board = kept(&site, &viewer, &slug)?;
    let id = board.id;
    let now = site.read(move |conn| model::by_id(conn, id)).await?;
    let BoardSettings { slow, template } = now.settings()?;
    let mut typed = FormBody::default();
    typed.set("name", now.name);
    typed.set("description", now.description);
    typed.set("start", now.start_rule);
    typed.set("reply", now.reply_rule);
    typed.set("position", now.position.to_string());
    typed.set("edit_minutes", now.edit_minutes.map_or_else(String::new, |minutes| minutes.to_string()));
    typed.set("kind", now.kind);
    typed.set("slow_posts", slow.as_ref().map_or_else(String::new, |slow| slow.posts.to_string()));
    typed.set("slow_span", slow.map_or_else(|| "day".into(), |slow| slow.span));
    typed.set("template", template);
    if now.archived_at.is_some() {
        typed.set("is_archived", "1".to_owned());
    }
    settings(&site, &viewer, &request, &board, &typed, Problems::default())
}

/// `POST /b/{board}/settings`
pub async fn post_settings(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&FIELDS)?;
    let board = kept(&site, &viewer, &slug)?;
    let draft = match draft(&form) {
        Ok(draft) => draft,
        Err(Error::Invalid(problems)) => return settings(&site, &viewer, &request, &board, &form, problems),
        Err(error) => return Err(error),
    };
    let (id, by) = (board.id, viewer.somebody()?.person.id);
    match site.write(move |tx| change::change(tx, id, &draft, by)).await {
        Ok(()) => Ok(respond::see_other(&format!("/b/{}/", board.slug))),
        Err(Error::Invalid(problems)) => settings(&site, &viewer, &request, &board, &form, problems),
        Err(error) => Err(error),
    }
}

/// What the form says, or what is wrong with it.
fn draft(form: &FormBody) -> Result<Draft> {
    let mut fields = Fields::of(form);
    let mut draft = Draft {
        name: fields.needed_line("name", 80, "boards-name-missing"),
        description: fields.line("description", 300),
        start: fields.choice("start", &WHO),
        reply: fields.choice("reply", &REPLIERS),
        is_archived: form.has("is_archived"),
        kind: BoardKind::from_word(&fields.choice("kind", &BoardKind::WORDS)).unwrap_or_default(),
        ..Draft::default()
    };
    match form.get("position").trim().parse::<i32>().ok().filter(|position| (0..=9_999).contains(position)) {
        Some(position) => draft.position = position,
        None => fields.problems.add("position", Message::new("boards-position-form")),
    }
    let minutes = form.get("edit_minutes").trim();
    draft.edit_minutes = minutes.parse::<i32>().ok().filter(|minutes| (1..=525_600).contains(minutes));
    if draft.edit_minutes.is_none() && !minutes.is_empty() {
        fields.problems.add("edit_minutes", Message::new("boards-edit-minutes-form"));
    }
    let (span, posts) = (fields.choice("slow_span", &SPANS), form.get("slow_posts").trim());
    match (posts.is_empty(), posts.parse::<i32>().ok().filter(|posts| (1..=1_000).contains(posts))) {
        (true, _) => {}
        (false, Some(posts)) => draft.settings.slow = Some(Slow { posts, span }),
        (false, None) => fields.problems.add("slow_posts", Message::new("boards-slow-form")),
    }
    draft.settings.template = fields.text("template", TEMPLATE);
    fields.problems.or(draft)
}

/// The form with what stands in it.
fn settings(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    board: &Arc<BoardEntry>,
    typed: &FormBody,
    problems: Problems,
) -> Result<HttpResponse> {
    let entries = [board.clone()];
    let meta = readers::meta(&site.roster, &entries);
    let field = |name: &str| typed.get(name).to_owned();
    let view = SettingsView {
        form: site.form(viewer, "", &problems),
        slug: board.slug.clone(),
        crumbs: readers::crumbs(&site.roster, board.id, &entries),
        title: board.name.clone(),
        audience: readers::audience(&site.roster, &entries),
        name: field("name"),
        description: field("description"),
        start: field("start"),
        reply: field("reply"),
        position: field("position"),
        is_archived: typed.has("is_archived"),
        edit_minutes: field("edit_minutes"),
        kinds: BoardKind::WORDS.map(str::to_owned).to_vec(),
        kind: field("kind"),
        slow_posts: field("slow_posts"),
        slow_span: field("slow_span"),
        template: field("template"),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}
