//! Handlers of moving posts: which, and whether into a new thread or another; who would newly read them is said before.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::model::{self, Post};
use super::post_routes::{crumbs, meta};
use super::reply::address;
use super::rules::{self, Seen};
use super::split::{self, Draft};
use super::view::{MovableView, SplitView};
use super::words;
use crate::boards::readers;
use crate::db::ids::ThreadId;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::text::{self, SafeHtml};
use crate::theme::view::LinkView;

/// As many posts as the page offers one by one: what comes after them is named by its first number.
const OFFERED: i32 = 100;
/// How much of a post tells it from others, in characters.
const EXCERPT: usize = 120;

/// `GET /t/{id}/split`
pub async fn split_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let (seen, posts) = look(&site, &viewer, id.parse()?).await?;
    let mut form = FormBody::default();
    form.set("key", site.form_key(&viewer, "split"));
    show(&site, &viewer, &request, (&seen, &posts), &form, None, &Problems::default())
}

/// `POST /t/{id}/split`
pub async fn post_split(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["post", "from", "all", "title", "thread", "confirmed"])?;
    let (seen, posts) = look(&site, &viewer, id.parse()?).await?;
    let again = |wider: Option<&Seen>, problems: &Problems| {
        show(&site, &viewer, &request, (&seen, &posts), &form, wider, problems)
    };
    let draft = match drafted(&form, &seen) {
        Ok(draft) => draft,
        Err(problems) => return again(None, &problems),
    };
    if let Some(to) = draft.to.filter(|_| !draft.has_agreed) {
        let (of, as_viewer, from) = (site.clone(), viewer.clone(), seen.clone());
        let found = site.read(move |conn| {
            let to = rules::for_viewer(&of, conn, &as_viewer, to)?;
            let is_wider = !split::wider(&of, &from, &to).is_empty();
            Ok(is_wider.then_some(to))
        });
        match found.await {
            Ok(Some(to)) => return again(Some(&to), &Problems::default()),
            Ok(None) | Err(Error::NotFound) => {}
            Err(cause) => return Err(cause),
        }
    }
    let (id, as_viewer) = (seen.thread.id, viewer.clone());
    match site.write(move |tx| split::split(tx, &as_viewer, id, &draft)).await {
        Ok(location) => Ok(respond::see_other(&location)),
        Err(Error::Invalid(problems)) => again(None, &problems),
        Err(error) => Err(error),
    }
}

/// What the form sends: some posts or all, and one place to go.
fn drafted(form: &FormBody, seen: &Seen) -> std::result::Result<Draft, Problems> {
    let mut fields = Fields::of(form);
    let (title, thread) = (fields.line("title", words::TITLE), fields.line("thread", 300));
    let from = fields.line("from", 6);
    let mut numbers: Vec<i32> = form.all("post").iter().filter_map(|number| number.parse().ok()).collect();
    match from.parse::<i32>() {
        Ok(from) if from > 0 => numbers.extend(from..=seen.thread.post_count),
        Ok(_) | Err(_) if from.is_empty() => {}
        Ok(_) | Err(_) => fields.problems.add("from", Message::new("threads-split-number")),
    }
    let is_all = form.has("all");
    if numbers.is_empty() && !is_all && fields.problems.0.is_empty() {
        fields.problems.add("post", Message::new("threads-split-none"));
    }
    let to = thread.split('/').find_map(|step| step.parse::<ThreadId>().ok());
    if !thread.is_empty() && to.is_none() {
        fields.problems.add("thread", Message::new("threads-split-where"));
    }
    if title.is_empty() == thread.is_empty() {
        fields.problems.add("title", Message::new("threads-split-one-place"));
    }
    let key = form.get("key").to_owned();
    let has_agreed = form.has("confirmed");
    match fields.problems.0.is_empty() {
        true => Ok(Draft { numbers, is_all, title, to, has_agreed, key }),
        false => Err(fields.problems),
    }
}

/// The thread with the posts that can be moved, for those who keep order where it belongs.
async fn look(site: &Data<Site>, viewer: &Viewer, id: ThreadId) -> Result<(Seen, Vec<Post>)> {
    viewer.somebody()?;
    let (of, as_viewer) = (site.clone(), viewer.clone());
    let (seen, posts) = site
        .read(move |conn| {
            let seen = rules::for_viewer(&of, conn, &as_viewer, id)?;
            let posts = model::posts_between(conn, id, 1, OFFERED)?;
            Ok((seen, posts))
        })
        .await?;
    rules::allow(rules::may_lock(site, viewer.circles(), &seen), "threads-may-not-split")?;
    Ok((seen, posts))
}

fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    (seen, posts): (&Seen, &[Post]),
    form: &FormBody,
    wider: Option<&Seen>,
    problems: &Problems,
) -> Result<HttpResponse> {
    let chosen: Vec<&str> = form.all("post").iter().map(String::as_str).collect();
    let movable = posts.iter().filter(|post| matches!(post.state.as_str(), "published" | "hidden"));
    let typed = |name| form.get(name).to_owned();
    let view = SplitView {
        form: site.form(viewer, form.get("key"), problems),
        crumbs: crumbs(site, seen),
        action: format!("/t/{}/split", seen.thread.id),
        thread: LinkView { href: address(&seen.thread, 1), text: seen.thread.title.clone() },
        posts: movable
            .map(|post| MovableView {
                number: u32::try_from(post.number).unwrap_or(0),
                author: site.name_of(viewer.language(), post.by.shown()),
                excerpt: text::excerpt(&SafeHtml::from_store(post.body_html.clone()), EXCERPT),
                chosen: chosen.contains(&post.number.to_string().as_str()),
            })
            .collect(),
        has_more: seen.thread.post_count > OFFERED,
        from: typed("from"),
        is_all: form.has("all"),
        title: typed("title"),
        to: typed("thread"),
        wider: wider.map(|to| readers::audience(&site.roster, &readers::entries(&site.roster, &to.boards()))),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let meta = meta(site, seen);
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}
