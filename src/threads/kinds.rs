//! What the kind of a board asks of whoever starts a thread, replies, or puts a thread there: its one thread, one
//! introduction each, so many posts in a span, and more than its template.

use super::answers;
use super::drafts::zone;
use super::model::Thread;
use super::model::kinds as model;
use super::reply::address;
use super::rules;
use crate::boards;
use crate::db::Conn;
use crate::db::ids::{BoardId, MemberId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::pages::audience::Circles;
use crate::roster::{BoardEntry, BoardKind, Slow};
use crate::site::{Site, Tx};
use crate::text;

/// The sentence for whoever wrote too often, which drafts know again.
pub const TOO_OFTEN: &str = "threads-slow";

/// Lets somebody start a thread on each of these boards.
///
/// # Errors
/// `Conflict` where a thread is there already, with the way to it; `Forbidden` with the hour where they wrote too often.
pub fn let_start(tx: &mut Tx<'_>, author: MemberId, circles: &Circles, on: &[BoardId]) -> Result<()> {
    on.iter().try_for_each(|board| let_begin(tx.site, tx.conn, author, *board))?;
    let_write(tx, author, circles, on)
}

/// Lets a thread of somebody's come to a board: it is neither the second one where there is one, nor theirs.
///
/// # Errors
/// `Conflict` with the way to the thread that is there.
pub fn let_begin(site: &Site, conn: &mut Conn, author: MemberId, board: BoardId) -> Result<()> {
    let entry = site.roster.board(board).ok_or(Error::NotFound)?;
    match entry.kind {
        BoardKind::OneThread if boards::model::listed_count(conn, board)? > 0 => {
            Err(Error::Conflict(Message::new("threads-one-thread").leading_to(way(&entry), "threads-one-thread-go")))
        }
        BoardKind::Introductions => match model::introduction(conn, board, author)? {
            None => Ok(()),
            Some(own) if own.state == "visible" => Err(Error::Conflict(
                Message::new("threads-introduced").leading_to(address(&own, 1), "threads-introduced-go"),
            )),
            Some(_) => Err(Error::Conflict(Message::new("threads-introduced-hidden"))),
        },
        _ => Ok(()),
    }
}

/// Lets a thread come to a further board: one whose answers everybody reads cannot come to where one has to answer first.
///
/// # Errors
/// `Conflict`.
pub fn let_come(site: &Site, thread: &Thread, board: BoardId) -> Result<()> {
    match answers::are_first_on(site, &[board]) && !thread.is_answer_first {
        true => Err(Error::Conflict(Message::new("threads-answers-are-open"))),
        false => Ok(()),
    }
}

fn way(board: &BoardEntry) -> String {
    format!("/b/{}/", board.slug)
}

/// Lets somebody post where each of these boards lets them so soon; those who keep order there are not counted.
///
/// # Errors
/// `Forbidden` with the hour, in their own time zone, from which on they may.
pub fn let_write(tx: &mut Tx<'_>, author: MemberId, circles: &Circles, on: &[BoardId]) -> Result<()> {
    let mut until: Option<(Time, Slow)> = None;
    for board in on.iter().filter_map(|id| tx.site.roster.board(*id)) {
        let Some(slow) = board.slow.clone() else { continue };
        if rules::may_post_at_will(tx.site, circles, board.id) {
            continue;
        }
        let since = tx.now.plus_seconds(-slow.seconds());
        // The post after which there is room for one more, once it is so old.
        let oldest = model::written_since(tx.conn, board.id, author, since, i64::from(slow.posts))?;
        let free = oldest.map(|at| at.plus_seconds(slow.seconds()));
        if let Some(free) = free.filter(|free| until.as_ref().is_none_or(|(until, _)| free > until)) {
            until = Some((free, slow));
        }
    }
    let Some((until, slow)) = until else { return Ok(()) };
    let zone = zone::of(tx.conn, author)?;
    // Up to the next minute: the hour that is named has to be one at which they really may.
    let (day, hour) = zone::fields(until.plus_seconds(59), &zone);
    let message = Message::new(TOO_OFTEN).with("count", slow.posts).with("span", slow.span);
    Err(Error::Forbidden(message.with("day", day).with("hour", hour).with("zone", zone)))
}

/// Whether a thread is a question, so that its replies are answers.
pub fn is_question(site: &Site, thread: &Thread) -> bool {
    let home = site.roster.board(thread.first_board_id);
    thread.is_answer_first || home.is_some_and(|board| board.kind == BoardKind::Questions)
}

/// The template of a board, as its form begins with it.
pub fn template(conn: &mut Conn, board: BoardId) -> Result<String> {
    Ok(boards::model::by_id(conn, board)?.settings()?.template)
}

/// Refuses a first post that says nothing beyond the template of its board.
pub fn let_say(conn: &mut Conn, board: BoardId, body: &str) -> Result<()> {
    let template = template(conn, board)?;
    match !template.is_empty() && is_alike(&template, body) {
        true => Err(Error::Invalid(Problems::one("body", Message::new("threads-template-untouched")))),
        false => Ok(()),
    }
}

/// Whether two texts have the same words and signs: a space more is nothing that anybody wrote.
fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (text::clean_text(one), text::clean_text(other));
    one.split_whitespace().eq(other.split_whitespace())
}
