//! What stands on the board already, as far as the mails of an archive touch it.

use std::collections::HashMap;

use super::message::Mail;
use super::threading::{Known, WINDOW};
use crate::db::Conn;
use crate::db::ids::{BoardId, InstitutionId, ThreadId, Time};
use crate::error::Result;
use crate::threads::model::mail;

/// How many characters of a topic are stored and looked for: enough to tell topics apart, and short enough for an index.
const LONGEST_TOPIC: usize = 200;

/// The topic as it is stored.
pub fn stored_topic(topic: &str) -> &str {
    topic.char_indices().nth(LONGEST_TOPIC).map_or(topic, |(end, _)| &topic[..end])
}

/// What is known of an identifier.
#[derive(Debug, Clone, Copy)]
struct Trace {
    /// The thread that holds the mail or waits for it; none if a moderator has taken it off the board.
    thread: Option<ThreadId>,
    is_here: bool,
}

/// The threads of one board that the mails may continue.
///
/// Only of this board: a mail that answers one on another board must not appear before that board's readers.
#[derive(Debug, Default)]
pub struct Standing {
    traces: HashMap<String, Trace>,
    moments: HashMap<String, Vec<(Time, ThreadId)>>,
}

impl Standing {
    /// Looks up every identifier and every answer's topic.
    pub fn read(conn: &mut Conn, institution: InstitutionId, board: BoardId, mails: &[Mail]) -> Result<Self> {
        let ids = mails.iter().flat_map(|mail| std::iter::once(&mail.message_id).chain(&mail.parents));
        let known = mail::known(conn, board, &once(ids.map(String::as_str)))?;
        let threads: Vec<ThreadId> = known.iter().map(|row| row.thread_id).collect();
        let standing = mail::standing(conn, board, &threads)?;
        let trace = |row: mail::MailId| {
            let thread = Some(row.thread_id).filter(|thread| standing.contains(thread));
            (row.message_id, Trace { thread, is_here: row.post_id.is_some() })
        };
        let traces: HashMap<String, Trace> = known.into_iter().map(trace).collect();

        let is_new = |mail: &&Mail| traces.get(&mail.message_id).is_none_or(|trace| !trace.is_here);
        let answers = mails.iter().filter(|mail| mail.is_reply || !mail.parents.is_empty()).filter(is_new);
        let topics = once(answers.map(|mail| stored_topic(&mail.topic)).filter(|topic| !topic.is_empty()));
        let mut moments: HashMap<String, Vec<(Time, ThreadId)>> = HashMap::new();
        for (topic, thread, at) in mail::moments(conn, institution, board, &topics)? {
            moments.entry(topic).or_default().push((at, thread));
        }
        Ok(Self { traces, moments })
    }

    /// Whether this mail has been imported before.
    pub fn holds(&self, message_id: &str) -> bool {
        self.traces.get(message_id).is_some_and(|trace| trace.is_here)
    }

    /// Whether the identifier has been noted, for a mail that is here or for one that is waited for.
    pub fn notes(&self, message_id: &str) -> bool {
        self.traces.contains_key(message_id)
    }
}

impl Known<ThreadId> for Standing {
    fn by_id(&self, message_id: &str) -> Option<ThreadId> {
        self.traces.get(message_id)?.thread
    }

    fn by_topic(&self, topic: &str, at: i64) -> Option<ThreadId> {
        let moments = self.moments.get(stored_topic(topic))?;
        let before = moments.partition_point(|(moment, _)| moment.0 <= at);
        let (moment, thread) = moments[..before].last()?;
        (at.saturating_sub(moment.0) <= WINDOW).then_some(*thread)
    }
}

fn once<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut texts: Vec<&str> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}
