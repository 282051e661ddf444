//! What searching learns of each event, in the transaction of the change: nobody finds what is hidden, nor misses what shows.

use crate::db::Conn;
use crate::db::events::{BoardEvent, Event, MemberEvent, ThreadEvent};
use crate::error::Result;
use crate::search::keep;

pub(super) fn kept_in_step(conn: &mut Conn, event: &Event) -> Result<()> {
    match event {
        Event::Thread(event) => thread(conn, event),
        Event::Board(event) => board(conn, event),
        Event::Member(event) => member(conn, event),
        // Who reads what is asked of the roster, at each search.
        Event::Institution(_) | Event::Cohort(_) | Event::Reading(_) | Event::Moderation(_) => Ok(()),
    }
}

fn thread(conn: &mut Conn, event: &ThreadEvent) -> Result<()> {
    match event {
        ThreadEvent::Started { post, .. }
        | ThreadEvent::ReplyPosted { post, .. }
        | ThreadEvent::PostEdited { post, .. }
        | ThreadEvent::PostHidden { post, .. }
        | ThreadEvent::PostRestored { post, .. } => keep::posts(conn, &[*post]),
        ThreadEvent::Retitled { thread } => keep::title(conn, *thread),
        ThreadEvent::Hidden { thread }
        | ThreadEvent::Restored { thread }
        | ThreadEvent::AddedToBoard { thread, .. }
        | ThreadEvent::RemovedFromBoard { thread, .. }
        | ThreadEvent::PostsMoved { thread } => keep::thread(conn, *thread),
        ThreadEvent::Locked { .. }
        | ThreadEvent::Unlocked { .. }
        | ThreadEvent::Pinned { .. }
        | ThreadEvent::Unpinned { .. } => Ok(()),
    }
}

fn board(conn: &mut Conn, event: &BoardEvent) -> Result<()> {
    match event {
        BoardEvent::MailImported { threads, .. } => keep::arrived(conn, threads),
        // An entry names its boards, and not who reads them.
        BoardEvent::Added { .. } | BoardEvent::Changed { .. } | BoardEvent::AudienceChanged { .. } => Ok(()),
    }
}

fn member(conn: &mut Conn, event: &MemberEvent) -> Result<()> {
    match event {
        MemberEvent::Added { member }
        | MemberEvent::ProfileChanged { member, .. }
        | MemberEvent::Suspended { member }
        | MemberEvent::Restored { member } => keep::members(conn, &[*member]),
        MemberEvent::Listed { new, known, .. } => {
            keep::members(conn, new)?;
            keep::members(conn, known)
        }
        // Whose answers somebody reads is asked of the roster, too.
        MemberEvent::Answered { .. }
        | MemberEvent::RolesChanged { .. }
        | MemberEvent::LinkAsked { .. }
        | MemberEvent::SessionEnded { .. }
        | MemberEvent::SignedOutEverywhere { .. }
        | MemberEvent::SignInTold { .. } => Ok(()),
    }
}
