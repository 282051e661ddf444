//! What a reader may do with a post, and with its thread.

use serde::Serialize;

use super::PostView;
use super::post;
use crate::theme::view::{FormView, LinkView, NoticeView, View, examples};

/// The actions of a post, `/p/{id}/actions`. Its forms go to `hide` or `restore` beside it (`reason`, 300), and for the
/// thread to `/t/{id}/lock`, `unlock`, `pin` and `unpin` (`board`).
#[derive(Debug, Clone, Serialize)]
pub struct ActionsView {
    /// Token, key and problems.
    pub form: FormView,
    /// That its thread is hidden, or what came of the last action.
    pub notice: Option<NoticeView>,
    /// The way here after home.
    pub crumbs: Vec<LinkView>,
    /// The thread.
    pub thread: LinkView,
    /// The post; its text is empty where this reader may not see it.
    pub post: PostView,
    /// Its absolute address, to be copied.
    pub permalink: String,
    /// Where a reply that quotes it is written, for those who may reply.
    pub reply_href: Option<String>,
    /// Where they report it; for visitors, the page that says whom to write to.
    pub report_href: String,
    /// Whether this reader may change it.
    pub may_edit: bool,
    /// Whether it is this reader's own, and they may delete it.
    pub may_delete: bool,
    /// Whether this reader may edit it although it is somebody else's.
    pub may_amend: bool,
    /// Whether readers do not see who wrote it, and this one may look; the form goes to `/p/{id}/author`.
    pub may_look: bool,
    /// Whether it has earlier versions.
    pub has_history: bool,
    /// Whether this reader may hide it.
    pub may_hide: bool,
    /// Whether this reader may bring it back.
    pub may_restore: bool,
    /// What was typed as reason.
    pub reason: String,
    /// Who hid it and why, for its author and for moderators.
    pub hidden: Option<HiddenView>,
    /// What they chose to hear of the thread, empty for as it comes; nothing for visitors. The form goes to
    /// `/t/{id}/watch` (`level`), and one that marks as unread to `/p/{id}/unread`.
    pub level: Option<String>,
    /// The thread's id in base32.
    pub thread_id: String,
    /// What this reader may do with the thread, if anything.
    pub thread_actions: Option<ThreadActionsView>,
}

/// That a post is hidden.
#[derive(Debug, Clone, Serialize)]
pub struct HiddenView {
    /// When it was hidden.
    pub at: i64,
    /// By whom.
    pub by: String,
    /// Why, in their words.
    pub why: String,
}

/// What a reader may do with a thread.
#[derive(Debug, Clone, Serialize)]
pub struct ThreadActionsView {
    /// Its id in base32.
    pub id: String,
    /// `lock`, `unlock` or empty.
    pub lock: String,
    /// `hide` (a link to a page that asks), `restore` (a button) or empty.
    pub hide: String,
    /// Whether its boards may be chosen.
    pub may_place: bool,
    /// The boards on which this reader may pin it.
    pub stands: Vec<StandView>,
}

/// A board on which a thread stands.
#[derive(Debug, Clone, Serialize)]
pub struct StandView {
    /// The name in its address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether the thread stays at the top there.
    pub is_pinned: bool,
}

impl View for ActionsView {
    const TEMPLATE: &'static str = "threads/actions.html";

    fn samples() -> Vec<Self> {
        let posts = post::samples();
        let reader = Self::of_reader(posts[0].clone());
        let thread = thread_sample();
        let author = Self {
            post: posts[2].clone(),
            may_edit: true,
            may_delete: true,
            has_history: true,
            level: Some(String::new()),
            ..reader.clone()
        };
        let moderator = Self {
            may_hide: true,
            may_delete: false,
            may_amend: true,
            may_look: true,
            level: Some("muted".to_owned()),
            form: examples::form(&[("reason", "Say in a few words why")]),
            thread_actions: Some(thread.clone()),
            ..author.clone()
        };
        let hidden = Self {
            notice: Some(NoticeView {
                tone: "ok".to_owned(),
                text: "The post is hidden. You can bring it back.".to_owned(),
            }),
            hidden: Some(HiddenView {
                at: examples::NOON,
                by: "Helen Marsh".to_owned(),
                why: "Names somebody who is not here".to_owned(),
            }),
            may_hide: false,
            may_restore: true,
            form: examples::form(&[]),
            thread_actions: Some(ThreadActionsView {
                lock: "unlock".to_owned(),
                hide: "restore".to_owned(),
                may_place: false,
                stands: Vec::new(),
                ..thread
            }),
            ..moderator.clone()
        };
        let stub = Self { post: posts[3].clone(), reply_href: None, ..reader.clone() };
        let taken_back = Self { post: posts[5].clone(), reply_href: None, may_amend: false, ..hidden.clone() };
        vec![reader, author, moderator, hidden, stub, taken_back]
    }
}

fn thread_sample() -> ThreadActionsView {
    let stand = |slug: &str, is_pinned| StandView { slug: slug.to_owned(), name: "Ask a mentor".to_owned(), is_pinned };
    ThreadActionsView {
        id: "0f2m6q1t9s3zd".to_owned(),
        lock: "lock".to_owned(),
        hide: "hide".to_owned(),
        may_place: true,
        stands: vec![stand("ask-a-mentor", true), stand("design", false)],
    }
}

impl ActionsView {
    /// As a visitor has it.
    fn of_reader(post: PostView) -> Self {
        Self {
            form: examples::form(&[]),
            notice: None,
            crumbs: examples::crumbs(),
            thread: examples::link("/t/0f2m6q1t9s3zd/how-do-i/", "How do I talk about a group project?"),
            post,
            permalink: "https://northfield.example/p/0f2m6q1t9s3z1/".to_owned(),
            reply_href: Some("/t/0f2m6q1t9s3zd/reply?quote=0f2m6q1t9s3z1".to_owned()),
            report_href: "/p/0f2m6q1t9s3z1/report".to_owned(),
            may_edit: false,
            may_delete: false,
            may_amend: false,
            may_look: false,
            has_history: false,
            may_hide: false,
            may_restore: false,
            reason: String::new(),
            hidden: None,
            level: None,
            thread_id: "0f2m6q1t9s3zd".to_owned(),
            thread_actions: None,
        }
    }
}
