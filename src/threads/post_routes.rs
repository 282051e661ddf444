//! Handlers of one post: what a reader may do with it, editing, hiding, and its earlier versions.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::model::{self, Post, Revision};
use super::reply::address;
use super::rules::{self, Seen};
use super::view::{ActionsView, HiddenView, PostView, StandView, ThreadActionsView};
use super::{hide, page_of, words};
use crate::attachments::model::{self as attachments, Attachment};
use crate::attachments::view::FileView;
use crate::boards::readers;
use crate::db::ids::{MemberId, PostId};
use crate::error::{Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::members::people::People;
use crate::site::drawing::Around;
use crate::site::levels::{self, Level};
use crate::site::{Site, reading_model};
use crate::theme::view::{LinkView, NoticeView, PersonView};

/// A post with its thread, as a viewer may know of it.
pub(super) struct Found {
    pub post: Post,
    pub seen: Seen,
    pub person: PersonView,
    pub revisions: Vec<Revision>,
    /// What the viewer chose to hear of the thread; nothing for visitors.
    pub level: Option<&'static str>,
    /// What hangs on it.
    pub files: Vec<Attachment>,
}

/// `GET /p/{id}/actions`
pub async fn show_actions(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let found = find(&site, &viewer, &id).await?;
    actions(&site, &viewer, &request, found, None, "", Problems::default())
}

/// `POST /p/{id}/hide`, `POST /p/{id}/restore`
pub async fn post_hide<const IS_HIDDEN: bool>(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["reason"])?;
    viewer.somebody()?;
    let found = find(&site, &viewer, &id).await?;
    rules::allow(rules::may_hide(&site, viewer.circles(), &found.seen), "threads-may-not-hide")?;
    let mut fields = Fields::of(&form);
    let why = fields.needed_line("reason", words::REASON, "threads-reason-missing");
    if !fields.problems.0.is_empty() {
        return actions(&site, &viewer, &request, found, None, form.get("reason"), fields.problems);
    }
    let (as_viewer, post) = (viewer.clone(), found.post.id);
    match IS_HIDDEN {
        true => site.write_at_need(move |tx| hide::hide(tx, &as_viewer, post, &why)).await?,
        false => site.write(move |tx| hide::restore(tx, &as_viewer, post, &why)).await?,
    }
    Ok(respond::see_other(&format!("/p/{post}/actions")))
}

pub(super) async fn find(site: &Data<Site>, viewer: &Viewer, id: &str) -> Result<Found> {
    let id: PostId = id.parse()?;
    let (of, as_viewer) = (site.clone(), viewer.clone());
    site.read(move |conn| {
        let (post, seen) = rules::post_for_viewer(&of, conn, &as_viewer, id)?;
        let entries = readers::entries(&of.roster, &seen.boards());
        let is_public = readers::meta(&of.roster, &entries) == "public" && as_viewer.who.is_none();
        let cohorts = entries.iter().flat_map(|board| board.cohorts.clone()).collect();
        let person = People::shown(conn, &of, [post.by.shown()], cohorts, is_public)?
            .writer(as_viewer.language(), post.by.shown());
        let level = match &as_viewer.who {
            Some(who) => {
                let chosen = reading_model::chosen(conn, who.person.id)?.of(levels::Place::Thread(post.thread_id));
                Some(chosen.map_or("", Level::word))
            }
            None => None,
        };
        let files = attachments::of_posts(conn, &[id])?;
        Ok(Found { revisions: model::revisions(conn, id)?, person, seen, post, level, files })
    })
    .await
}

/// The page of actions; `said` is what came of the last one.
pub(super) fn actions(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    found: Found,
    said: Option<Message>,
    reason: &str,
    problems: Problems,
) -> Result<HttpResponse> {
    let circles = viewer.circles();
    let (post, seen) = (&found.post, &found.seen);
    let is_hidden = post.state == "hidden";
    let may_hide = rules::may_hide(site, circles, seen);
    let is_own = viewer.who.as_ref().is_some_and(|who| who.person.id == post.by.behind());
    // What is hidden is for its author and for those who keep order, who hear why, too.
    let is_told = may_hide || is_own;
    let permalink = format!("{}/p/{}/", viewer.institution.base_url(site.config.port()), post.id);
    // What its author took back is for those who keep order alone, until it is erased.
    let is_taken_back = post.state == "deleted";
    let is_shown = (is_hidden && is_told) || (is_taken_back && may_hide);
    let view = ActionsView {
        form: site.form(viewer, "", &problems),
        may_look: post.by.byline().mask().is_some() && rules::may_see_names(site, circles, seen),
        notice: said
            .map(|said| ("ok", said))
            .or((seen.thread.state == "hidden").then(|| ("warn", Message::new("threads-hidden-thread"))))
            .map(|(tone, said)| NoticeView { tone: tone.into(), text: site.words.message(viewer.language(), &said) }),
        crumbs: crumbs(site, seen),
        thread: LinkView { href: address(&seen.thread, page_of(post.number)), text: seen.thread.title.clone() },
        permalink,
        reply_href: (rules::may_reply(site, circles, seen) && post.state == "published")
            .then(|| format!("/t/{}/reply?to={}", seen.thread.id, post.number)),
        report_href: match viewer.who.is_some() && post.state == "published" {
            true => format!("/p/{}/report", post.id),
            false => "/report".into(),
        },
        may_edit: viewer.who.as_ref().is_some_and(|who| rules::may_edit(site, who, seen, post)),
        has_history: !found.revisions.is_empty() && rules::may_compare(site, circles, seen, post),
        may_delete: viewer.who.as_ref().is_some_and(|who| rules::may_take_back(site, who, seen, post)),
        may_amend: !is_own && rules::may_amend(site, circles, seen, post),
        may_hide: may_hide && post.state == "published",
        may_restore: may_hide && (is_hidden || (is_taken_back && !post.body_source.is_empty())),
        reason: reason.to_owned(),
        hidden: post.hidden_at.filter(|_| is_told).map(|at| HiddenView {
            at: at.0,
            by: hider(site, viewer.language(), post),
            why: post.hidden_reason.clone(),
        }),
        thread_id: seen.thread.id.to_string(),
        level: found.level.map(str::to_owned),
        thread_actions: thread_actions(site, viewer, seen),
        post: as_told(site, viewer, &found, is_shown),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let meta = meta(site, seen);
    site.made(request, viewer, status, Around { audience: &meta, current: "boards" }, &view)
}

/// The post as the viewer is told of it: one that does not show on its page, in full if `is_shown` to them.
fn as_told(site: &Site, viewer: &Viewer, found: &Found, is_shown: bool) -> PostView {
    let mut told = super::page::post_view(site, &found.post, found.person.clone(), &viewer.institution.language);
    if is_shown {
        told.author = found.person.clone();
        told.body_html = found.post.body_html.clone();
    }
    if !told.body_html.is_empty() {
        told.files = found.files.iter().map(FileView::of).collect();
    }
    told
}

fn hider(site: &Site, language: &str, post: &Post) -> String {
    // Who took their own back is named no other than the post names them.
    match post.hidden_by.map(MemberId) {
        Some(by) if by == post.by.behind() => site.name_of(language, post.by.shown()),
        Some(by) => site.own_name(by),
        None => String::new(),
    }
}

fn thread_actions(site: &Site, viewer: &Viewer, seen: &Seen) -> Option<ThreadActionsView> {
    let who = viewer.who.as_ref()?;
    let circles = viewer.circles();
    let may_lock = rules::may_lock(site, circles, seen);
    let may_place = rules::may_see_places(site, who, seen);
    let pinnable = seen.stands.iter().filter(|stand| rules::may_pin(site, circles, seen, stand.board_id));
    let stands: Vec<StandView> = pinnable
        .filter_map(|stand| site.roster.board(stand.board_id).map(|board| (stand, board)))
        .map(|(stand, board)| StandView {
            slug: board.slug.clone(),
            name: board.name.clone(),
            is_pinned: stand.is_pinned,
        })
        .collect();
    let word = |is_on: bool, on: &str, off: &str| {
        if !may_lock {
            String::new()
        } else if is_on {
            off.to_owned()
        } else {
            on.to_owned()
        }
    };
    (may_place || !stands.is_empty()).then(|| ThreadActionsView {
        id: seen.thread.id.to_string(),
        lock: word(seen.thread.locked_at.is_some(), "lock", "unlock"),
        hide: word(seen.thread.state == "hidden", "hide", "restore"),
        may_place,
        stands,
    })
}

/// The way to the thread after home, with the thread last.
pub(super) fn crumbs(site: &Site, seen: &Seen) -> Vec<LinkView> {
    let entries = readers::entries(&site.roster, &seen.boards());
    let mut crumbs = readers::crumbs(&site.roster, seen.thread.first_board_id, &entries);
    crumbs.push(LinkView { href: address(&seen.thread, 1), text: seen.thread.title.clone() });
    crumbs
}

/// What the page's head says of its readers.
pub(super) fn meta(site: &Site, seen: &Seen) -> String {
    readers::meta(&site.roster, &readers::entries(&site.roster, &seen.boards()))
}
