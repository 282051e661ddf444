//! Who may do what in a thread: each rule asks the table of rights, and tells it what is so here.

use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, PostId, ThreadId, Time};
use crate::error::{Error, Message, Result};
use crate::http::{SignedIn, Viewer};
use crate::pages::audience::{Act, Circles};
use crate::rights::{self, Need, Right};
use crate::site::Site;

use super::answers;
use super::model::{self, Post, Stand, Thread};

/// A thread with where it stands, as a viewer may know of it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The thread.
    pub thread: Thread,
    /// The boards it stands on.
    pub stands: Vec<Stand>,
}

impl Seen {
    /// The boards, as ids.
    pub fn boards(&self) -> Vec<BoardId> {
        self.stands.iter().map(|stand| stand.board_id).collect()
    }

    /// Whether the viewer may `act` on any board it stands on and that they read.
    pub fn allows(&self, site: &Site, act: Act, circles: &Circles) -> bool {
        self.stands.iter().any(|stand| site.roster.may(stand.board_id, act, circles))
    }

    /// Whether whoever is in these circles reads more of it than the first post.
    pub fn shows_answers(&self, site: &Site, circles: &Circles) -> bool {
        !self.thread.is_answer_first || site.roster.admits(&answers::reach(&self.thread, self.boards()), circles)
    }

    /// Whether a post of it is for the viewer: it is the first, they read the others, or it is their own.
    pub fn shows(&self, site: &Site, viewer: &Viewer, post: &Post) -> bool {
        let is_own = || viewer.who.as_ref().is_some_and(|who| who.person.id == post.by.behind());
        post.number == 1 || self.shows_answers(site, viewer.circles()) || is_own()
    }

    /// When it was last active, as its boards say: that somebody answered is not told where one has to answer first.
    pub fn shown_active_at(&self) -> Time {
        let on_boards = self.stands.iter().map(|stand| stand.last_active_at).max();
        on_boards.filter(|_| self.thread.is_answer_first).unwrap_or(self.thread.last_active_at)
    }

    /// The highest number in it that whoever is in these circles may know of.
    pub fn height(&self, site: &Site, circles: &Circles) -> i32 {
        if self.shows_answers(site, circles) { self.thread.post_count } else { 1 }
    }
}

/// What a rule is about: a thread, and where it matters one of its boards, one of its posts, and who asks.
struct About<'a> {
    site: &'a Site,
    circles: &'a Circles,
    seen: &'a Seen,
    board: Option<BoardId>,
    post: Option<&'a Post>,
    member: Option<MemberId>,
}

impl<'a> About<'a> {
    fn thread(site: &'a Site, circles: &'a Circles, seen: &'a Seen) -> Self {
        Self { site, circles, seen, board: None, post: None, member: None }
    }

    fn by(self, who: &SignedIn) -> Self {
        Self { member: Some(who.person.id), ..self }
    }

    fn on(self, board: BoardId) -> Self {
        Self { board: Some(board), ..self }
    }

    fn with(self, post: &'a Post) -> Self {
        Self { post: Some(post), ..self }
    }

    /// Whether the table gives them this right.
    fn allows(&self, right: Right) -> bool {
        rights::may(right, |need| self.has(need))
    }

    fn has(&self, need: Need) -> bool {
        let (thread, roster) = (&self.seen.thread, &self.site.roster);
        match need {
            Need::OnAny(act) => self.seen.allows(self.site, act, self.circles),
            Need::OnFirst(act) => roster.may(thread.first_board_id, act, self.circles),
            Need::OnThis(act) => self.board.is_some_and(|board| roster.may(board, act, self.circles)),
            Need::Author => self.member == Some(self.post.map_or(thread.by.behind(), |post| post.by.behind())),
            Need::Open => thread.locked_at.is_none() && thread.state == "visible",
            Need::Visible => thread.state == "visible",
            Need::Published => self.post.is_some_and(|post| post.state == "published"),
            Need::InTime => self.post.is_some_and(|post| is_in_time(self.site, self.seen, post)),
            Need::WrittenHere => self.post.is_some_and(|post| post.format == "markdown"),
            // Parts are in the circles of each board; no right in a thread asks for them.
            Need::Is(_) => false,
            // What was reported is for those who judge it: see `moderation/rules.rs`.
            Need::NotAbout | Need::PassedOn | Need::AboutNoStaff => false,
        }
    }
}

/// The thread, if the viewer may know of it: it is at this institution, stands on a board they read, and is visible or
/// theirs to keep in order. In every other case it is not found, whatever the reason.
pub fn for_viewer(site: &Site, conn: &mut Conn, viewer: &Viewer, id: ThreadId) -> Result<Seen> {
    let thread = model::by_id(conn, id)?;
    let seen = Seen { stands: model::stands(conn, id)?, thread };
    let is_here = seen.thread.institution_id == viewer.institution.id;
    let knows = About::thread(site, viewer.circles(), &seen).allows(Right::KnowThread);
    if is_here && knows { Ok(seen) } else { Err(Error::NotFound) }
}

/// A post with its thread, if the viewer may know of it: they may know of the thread, and the post is for them.
pub fn post_for_viewer(site: &Site, conn: &mut Conn, viewer: &Viewer, id: PostId) -> Result<(Post, Seen)> {
    let post = model::post(conn, id)?;
    let seen = for_viewer(site, conn, viewer, post.thread_id)?;
    if seen.shows(site, viewer, &post) { Ok((post, seen)) } else { Err(Error::NotFound) }
}

/// Whether somebody may start a thread on a board.
pub fn may_start(site: &Site, circles: &Circles, board: BoardId) -> bool {
    rights::may(Right::StartThread, |need| matches!(need, Need::OnThis(act) if site.roster.may(board, act, circles)))
}

/// Whether somebody may see which threads of a board are hidden.
pub fn may_see_hidden(site: &Site, circles: &Circles, board: BoardId) -> bool {
    rights::may(
        Right::SeeHiddenThreads,
        |need| matches!(need, Need::OnThis(act) if site.roster.may(board, act, circles)),
    )
}

/// Whether somebody may post on a board as often as they like, however slow it is for others.
pub fn may_post_at_will(site: &Site, circles: &Circles, board: BoardId) -> bool {
    rights::may(Right::PostAtWill, |need| matches!(need, Need::OnThis(act) if site.roster.may(board, act, circles)))
}

/// Whether somebody may reply: the thread is open, and a board they read lets them.
pub fn may_reply(site: &Site, circles: &Circles, seen: &Seen) -> bool {
    About::thread(site, circles, seen).allows(Right::Reply)
}

/// Lets a reply in, or says why not: the thread was locked meanwhile, or was never theirs to reply in.
pub fn let_reply(site: &Site, circles: &Circles, seen: &Seen) -> Result<()> {
    if seen.thread.locked_at.is_some() {
        return Err(Error::Conflict(Message::new("threads-locked-meanwhile")));
    }
    allow(may_reply(site, circles, seen), "threads-may-not-reply")
}

/// Whether somebody may edit a post: it is theirs, it shows, it was written here, and they may still reply there.
pub fn may_edit(site: &Site, who: &SignedIn, seen: &Seen, post: &Post) -> bool {
    About::thread(site, &who.person.circles, seen).by(who).with(post).allows(Right::EditPost)
}

/// Lets somebody edit a post, or says why not.
pub fn let_edit(site: &Site, who: &SignedIn, seen: &Seen, post: &Post) -> Result<()> {
    if post.by.behind() != who.person.id {
        return allow(may_edit(site, who, seen, post), "threads-may-not-edit");
    }
    match edit_minutes(site, seen) {
        Some(minutes) if !is_in_time(site, seen, post) => {
            Err(Error::Forbidden(Message::new("threads-edit-too-late").with("minutes", minutes)))
        }
        _ => allow(may_edit(site, who, seen, post), "threads-edit-no-more"),
    }
}

/// For how long posts can be edited in a thread, where that has an end: by the board that it belongs to.
fn edit_minutes(site: &Site, seen: &Seen) -> Option<i32> {
    site.roster.board(seen.thread.first_board_id).and_then(|board| board.edit_minutes)
}

fn is_in_time(site: &Site, seen: &Seen, post: &Post) -> bool {
    edit_minutes(site, seen).is_none_or(|minutes| site.now().seconds_since(post.created_at) < i64::from(minutes) * 60)
}

/// Whether somebody may take a post back: it is theirs, and it shows.
pub fn may_take_back(site: &Site, who: &SignedIn, seen: &Seen, post: &Post) -> bool {
    About::thread(site, &who.person.circles, seen).by(who).with(post).allows(Right::TakeBackPost)
}

/// Whether somebody may edit what somebody else wrote, with trace: any of its boards' moderators.
pub fn may_amend(site: &Site, circles: &Circles, seen: &Seen, post: &Post) -> bool {
    About::thread(site, circles, seen).with(post).allows(Right::AmendPost)
}

/// Whether somebody may see what a post said before: it shows, or is theirs to keep in order.
pub fn may_compare(site: &Site, circles: &Circles, seen: &Seen, post: &Post) -> bool {
    About::thread(site, circles, seen).with(post).allows(Right::ComparePost)
}

/// Whether somebody may hide posts: any of its boards' moderators.
pub fn may_hide(site: &Site, circles: &Circles, seen: &Seen) -> bool {
    About::thread(site, circles, seen).allows(Right::HidePost)
}

/// Whether somebody may look who is behind a mask: any of its boards' moderators.
pub fn may_see_names(site: &Site, circles: &Circles, seen: &Seen) -> bool {
    About::thread(site, circles, seen).allows(Right::SeeNames)
}

/// The same of a thread of which only the boards are known.
pub fn may_see_names_on(site: &Site, circles: &Circles, on: &[BoardId]) -> bool {
    let on_any = |act| on.iter().any(|board| site.roster.may(*board, act, circles));
    rights::may(Right::SeeNames, |need| matches!(need, Need::OnAny(act) if on_any(act)))
}

/// Whether somebody may lock and hide the thread: a moderator of the board it belongs to.
pub fn may_lock(site: &Site, circles: &Circles, seen: &Seen) -> bool {
    About::thread(site, circles, seen).allows(Right::LockThread)
}

/// The same of a thread of which only the board that it belongs to is known.
pub fn may_lock_on(site: &Site, circles: &Circles, first: BoardId) -> bool {
    rights::may(Right::LockThread, |need| matches!(need, Need::OnFirst(act) if site.roster.may(first, act, circles)))
}

/// Whether somebody may pin on a board: a moderator of it.
pub fn may_pin(site: &Site, circles: &Circles, seen: &Seen, board: BoardId) -> bool {
    About::thread(site, circles, seen).on(board).allows(Right::PinThread)
}

/// Whether somebody may see where the thread stands and could stand: who started it, or keeps order where it belongs.
pub fn may_see_places(site: &Site, who: &SignedIn, seen: &Seen) -> bool {
    About::thread(site, &who.person.circles, seen).by(who).allows(Right::SeePlaces)
}

/// Whether somebody may put the thread on a further board: who started it or keeps order where it belongs, where they
/// may start threads.
pub fn may_place(site: &Site, who: &SignedIn, seen: &Seen, board: BoardId) -> bool {
    About::thread(site, &who.person.circles, seen).by(who).on(board).allows(Right::PlaceThread)
}

/// Whether somebody may take the thread off a board: who started it, or keeps order where it belongs or there.
pub fn may_unplace(site: &Site, who: &SignedIn, seen: &Seen, board: BoardId) -> bool {
    About::thread(site, &who.person.circles, seen).by(who).on(board).allows(Right::UnplaceThread)
}

/// `Forbidden` with a sentence unless allowed: for what a reader may know of and not do.
pub fn allow(allowed: bool, sentence: &'static str) -> Result<()> {
    if allowed { Ok(()) } else { Err(Error::Forbidden(Message::new(sentence))) }
}
