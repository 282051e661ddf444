//! Who may do what in a thread: each rule asks the roster, and no rule asks anything else.

use crate::db::Conn;
use crate::db::ids::{BoardId, ThreadId};
use crate::error::{Error, Message, Result};
use crate::http::{SignedIn, Viewer};
use crate::pages::audience::{Act, Circles};
use crate::site::Site;

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
}

/// The thread, if the viewer may know of it: it is at this institution, stands on a board they read, and is visible or
/// theirs to keep in order. In every other case it is not found, whatever the reason.
pub fn for_viewer(site: &Site, conn: &mut Conn, viewer: &Viewer, id: ThreadId) -> Result<Seen> {
    let thread = model::by_id(conn, id)?;
    let seen = Seen { stands: model::stands(conn, id)?, thread };
    let is_here = seen.thread.institution_id == viewer.institution.id;
    let reads = seen.allows(site, Act::Read, viewer.circles());
    let shows = seen.thread.state == "visible" || seen.allows(site, Act::Moderate, viewer.circles());
    if is_here && reads && shows { Ok(seen) } else { Err(Error::NotFound) }
}

/// Whether somebody may reply: the thread is open, and a board they read lets them.
pub fn may_reply(site: &Site, circles: &Circles, seen: &Seen) -> bool {
    seen.thread.locked_at.is_none() && seen.thread.state == "visible" && seen.allows(site, Act::Reply, circles)
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
    post.author_id == who.person.id
        && post.state == "published"
        && post.format == "markdown"
        && may_reply(site, &who.person.circles, seen)
}

/// Whether somebody may hide posts: any of its boards' moderators.
pub fn may_hide(site: &Site, circles: &Circles, seen: &Seen) -> bool {
    seen.allows(site, Act::Moderate, circles)
}

/// Whether somebody may lock and hide the thread: a moderator of the board it belongs to.
pub fn may_lock(site: &Site, circles: &Circles, seen: &Seen) -> bool {
    site.roster.may(seen.thread.first_board_id, Act::Moderate, circles)
}

/// Whether somebody may pin on a board: a moderator of it.
pub fn may_pin(site: &Site, circles: &Circles, board: BoardId) -> bool {
    site.roster.may(board, Act::Moderate, circles)
}

/// Whether somebody may put the thread on a further board: who started it or keeps order where it belongs, where they
/// may start threads.
pub fn may_place(site: &Site, who: &SignedIn, seen: &Seen, board: BoardId) -> bool {
    let theirs = seen.thread.author_id == who.person.id || may_lock(site, &who.person.circles, seen);
    theirs && site.roster.may(board, Act::Start, &who.person.circles)
}

/// `Forbidden` with a sentence unless allowed: for what a reader may know of and not do.
pub fn allow(allowed: bool, sentence: &'static str) -> Result<()> {
    if allowed { Ok(()) } else { Err(Error::Forbidden(Message::new(sentence))) }
}
