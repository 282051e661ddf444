//! Keeps the entries in step with what they are about: called in the transaction of whatever changes it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::marks;
use super::model::entries::{self, Entry};
use super::model::sources::{self, Source};
use super::model::vocabulary;
use crate::db::Conn;
use crate::db::ids::{BoardId, InstitutionId, MemberId, PostId, ThreadId};
use crate::error::Result;
use crate::text::{self, SafeHtml, words};

/// More words than this of one text are not looked at, in bytes: an engine has its limits, and no reader gets there.
const LONGEST: usize = 200_000;

/// Brings the entries of these posts up to date: of a first post its thread's, of others their own. What does not show, or is
/// not there, has none.
pub fn posts(conn: &mut Conn, ids: &[PostId]) -> Result<()> {
    let found = sources::posts(conn, ids)?;
    let threads: Vec<ThreadId> = found.iter().map(|post| post.thread).collect::<BTreeSet<_>>().into_iter().collect();
    let boards = sources::boards(conn, &threads)?;
    let replies = entries::keys(conn, marks::POST, &ids.iter().map(|id| id.0).collect::<Vec<_>>())?;
    let openings = entries::keys(conn, marks::THREAD, &threads.iter().map(|id| id.0).collect::<Vec<_>>())?;
    let mut learned = Learned::default();
    for post in &found {
        let on = boards.get(&post.thread).map_or(&[][..], Vec::as_slice);
        let entry = entry(post, on, &mut learned);
        let known = |keys: &HashMap<i64, i64>, id: i64| keys.get(&id).copied();
        let (own, of_thread) = (known(&replies, post.id.0), known(&openings, post.thread.0));
        match entry {
            Some(entry) if entry.kind == marks::THREAD => entries::put(conn, of_thread, &entry)?,
            Some(entry) => entries::put(conn, own, &entry)?,
            None if post.number == 1 => of_thread.map_or(Ok(()), |key| entries::forget(conn, key))?,
            None => own.map_or(Ok(()), |key| entries::forget(conn, key))?,
        }
    }
    for gone in replies.iter().filter(|(id, _)| found.iter().all(|post| post.id.0 != **id)) {
        entries::forget(conn, *gone.1)?;
    }
    learned.keep(conn)
}

/// Brings all entries of a thread up to date: it shows or not, or stands elsewhere.
pub fn thread(conn: &mut Conn, id: ThreadId) -> Result<()> {
    let all = sources::of_thread(conn, id)?;
    let shows = sources::posts(conn, &all[..all.len().min(1)])?.iter().all(|post| post.thread_state == "visible");
    if !shows {
        return entries::forget_thread(conn, id);
    }
    all.chunks(500).try_for_each(|some| posts(conn, some))
}

/// Brings the entry of a thread's title and first post up to date.
pub fn title(conn: &mut Conn, id: ThreadId) -> Result<()> {
    let opening = sources::opening(conn, id)?;
    posts(conn, &opening)
}

/// Makes entries for what is new in these threads.
pub fn arrived(conn: &mut Conn, threads: &[ThreadId]) -> Result<()> {
    let new = sources::without_entry(conn, threads)?;
    new.chunks(500).try_for_each(|some| posts(conn, some))
}

/// Brings the entries of these members up to date. Whoever has left has none.
pub fn members(conn: &mut Conn, ids: &[MemberId]) -> Result<()> {
    let mut keys = entries::keys(conn, marks::MEMBER, &ids.iter().map(|id| id.0).collect::<Vec<_>>())?;
    let mut learned = Learned::default();
    for (id, institution, username, name, state, at) in sources::members(conn, ids)? {
        if state == "left" {
            continue;
        }
        learned.words.extend(words::spelled(&name));
        let entry = Entry {
            kind: marks::MEMBER,
            subject: id.0,
            thread: 0,
            at,
            title: words::joined(&name, ""),
            body: words::joined(&username, ""),
            marks: vec![marks::person_of(institution)],
        };
        entries::put(conn, keys.remove(&id.0), &entry)?;
    }
    keys.into_values().try_for_each(|key| entries::forget(conn, key))?;
    learned.keep(conn)
}

/// What a post says; none where it does not show. A thread of which only the title shows is found by that.
fn entry(post: &Source, on: &[BoardId], learned: &mut Learned) -> Option<Entry> {
    let (shows, is_opening) = (post.state == "published", post.number == 1);
    if post.thread_state != "visible" || !(shows || is_opening) {
        return None;
    }
    let html = if shows { post.html.as_str() } else { "" };
    let text = text::visible(&SafeHtml::from_store(html.to_owned()));
    let shown = if is_opening { post.thread_by.shown() } else { post.by.shown() };
    let is_closed = post.is_answer_first && !is_opening;
    let on = on.iter().map(|board| if is_closed { marks::answer_on(*board) } else { marks::board(*board) });
    let mut noted: Vec<String> = on.chain(is_closed.then(|| marks::answer_in(post.thread))).collect();
    // Nobody finds by a name what does not show it.
    noted.extend(shown.member().map(marks::author));
    noted.extend(marks::HAS.iter().filter(|(_, tag)| html.contains(tag)).map(|(what, _)| marks::has(what)));
    learned.words.extend(words::spelled(&text));
    learned.languages.insert((post.institution.0, words::primary(&post.language).to_owned()));
    let title = match is_opening {
        true => {
            learned.words.extend(words::spelled(&post.title));
            learned.languages.insert((post.institution.0, words::primary(&post.thread_language).to_owned()));
            words::joined(&post.title, &post.thread_language)
        }
        false => String::new(),
    };
    let mut body = words::joined(&text, &post.language);
    if body.len() > LONGEST {
        body.truncate(body[..body.floor_char_boundary(LONGEST)].rfind(' ').unwrap_or(0));
    }
    Some(Entry {
        kind: if is_opening { marks::THREAD } else { marks::POST },
        subject: if is_opening { post.thread.0 } else { post.id.0 },
        thread: post.thread.0,
        at: post.at,
        title,
        body,
        marks: noted,
    })
}

/// Words and languages that texts brought, written once for all of them.
#[derive(Default)]
struct Learned {
    words: BTreeMap<String, String>,
    languages: BTreeSet<(i64, String)>,
}

impl Learned {
    fn keep(self, conn: &mut Conn) -> Result<()> {
        vocabulary::learn(conn, &self.words)?;
        let mut languages = self.languages.iter();
        languages.try_for_each(|(id, language)| vocabulary::note_language(conn, InstitutionId(*id), language))
    }
}
