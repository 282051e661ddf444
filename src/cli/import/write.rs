//! Writes threads of mail: rows of threads, posts and senders, and the identifiers by which the next import knows them.

use std::collections::HashMap;
use std::sync::Arc;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::bundle::{Bundle, Letter};
use super::message::Mail;
use super::standing::stored_topic;
use crate::boards;
use crate::db::events::BoardEvent;
use crate::db::ids::{BoardId, MemberId, PostId, ThreadId, Time};
use crate::error::{Error, Result};
use crate::members::{add::add_imported, model as members};
use crate::roster::InstitutionEntry;
use crate::site::{Site, Tx};
use crate::text;
use crate::threads::model::mail::{self, Last, MailId};
use crate::threads::model::{self, Post, Stand, Thread};
use crate::threads::words::TITLE;

/// No address is longer (RFC 5321, 4.5.3.1); what is, is kept as its digest, so that it fits an index.
const LONGEST_SENDER: usize = 320;

/// Writes batch after batch, and remembers who is who.
#[derive(Debug)]
pub struct Scribe {
    house: Arc<InstitutionEntry>,
    board: BoardId,
    senders: HashMap<String, MemberId>,
    nameless: String,
    untitled: String,
}

impl Scribe {
    /// One who has not written anything yet.
    pub fn new(site: &Site, house: &Arc<InstitutionEntry>, board: BoardId) -> Self {
        let say = |key| site.words.say(&house.language, key, &[]);
        let (nameless, untitled) = (say("import-nameless"), say("import-untitled"));
        Self { house: house.clone(), board, senders: HashMap::new(), nameless, untitled }
    }

    /// Writes a batch, in one transaction with the event that tells of it.
    pub fn write(&mut self, tx: &mut Tx<'_>, batch: &[Bundle]) -> Result<()> {
        let threads = batch.iter().map(|bundle| self.thread(tx, bundle)).collect::<Result<Vec<_>>>()?;
        for board in mail::boards_of(tx.conn, &threads)? {
            boards::model::recount(tx.conn, board)?;
        }
        tx.audit(self.house.id, None, "boards.import", self.board, "")?;
        tx.record(BoardEvent::MailImported { board: self.board, threads })?;
        Ok(())
    }

    fn thread(&mut self, tx: &mut Tx<'_>, bundle: &Bundle) -> Result<ThreadId> {
        let before = match bundle.continues {
            Some(id) => {
                model::take(tx.conn, id)?;
                Some(model::by_id(tx.conn, id)?)
            }
            None => None,
        };
        let id = before.as_ref().map_or_else(|| ThreadId(tx.id()), |thread| thread.id);
        let height = before.as_ref().map_or(0, |thread| thread.post_count);
        let mut posts = Vec::with_capacity(bundle.letters.len());
        for (number, letter) in (height + 1..).zip(&bundle.letters) {
            let author = self.sender(tx, &letter.mail)?;
            posts.push(self.post(PostId(tx.id()), id, number, author, letter));
        }
        let last = last(before.as_ref(), &posts)?;
        match &before {
            Some(thread) => {
                mail::set_last(tx.conn, id, &last)?;
                if last.last_active_at > thread.last_active_at {
                    model::move_up(tx.conn, thread, last.last_active_at)?;
                }
            }
            None => self.begin(tx, id, bundle, &posts, last)?,
        }
        posts.iter().try_for_each(|post| model::insert_post(tx.conn, post))?;
        self.note(tx, id, bundle, &posts)?;
        Ok(id)
    }

    /// Writes the thread's own row and puts it on the board.
    fn begin(&self, tx: &mut Tx<'_>, id: ThreadId, bundle: &Bundle, posts: &[Post], last: Last) -> Result<()> {
        let (Some(letter), Some(post)) = (bundle.letters.first(), posts.first()) else { return Err(empty()) };
        let title = self.title(&letter.mail);
        let thread = Thread {
            id,
            institution_id: self.house.id,
            first_board_id: self.board,
            by: post.by.byline().into(),
            slug: text::slug(&title),
            title,
            language: self.house.language.clone(),
            state: "visible".into(),
            post_count: last.post_count,
            started_at: post.created_at,
            last_post_id: last.last_post_id,
            last_by: last.last_by,
            last_active_at: last.last_active_at,
            locked_at: None,
            topic: stored_topic(&letter.mail.topic).to_owned(),
            is_answer_first: false,
        };
        model::insert(tx.conn, &thread)?;
        let (board_id, added_at, last_active_at) = (self.board, tx.now, last.last_active_at);
        model::insert_stand(
            tx.conn,
            &Stand { thread_id: id, board_id, added_at, is_listed: true, is_pinned: false, last_active_at },
        )
    }

    fn post(&self, id: PostId, thread: ThreadId, number: i32, author: MemberId, letter: &Letter) -> Post {
        Post {
            id,
            thread_id: thread,
            number,
            by: author.into(),
            state: "published".into(),
            format: "mail".into(),
            language: self.house.language.clone(),
            body_source: letter.mail.body.clone(),
            body_html: letter.html.as_str().to_owned(),
            renderer: text::RENDERER,
            created_at: Time(letter.mail.at),
            edited_at: None,
            edit_reason: String::new(),
            edited_by: None,
            hidden_at: None,
            hidden_by: None,
            hidden_reason: String::new(),
        }
    }

    /// Notes which mails are here now, and which are waited for.
    fn note(&self, tx: &mut Tx<'_>, thread_id: ThreadId, bundle: &Bundle, posts: &[Post]) -> Result<()> {
        let row = |message_id: &String, post_id| MailId {
            board_id: self.board,
            message_id: message_id.clone(),
            thread_id,
            post_id,
        };
        for (letter, post) in bundle.letters.iter().zip(posts) {
            let here = row(&letter.mail.message_id, Some(post.id.0));
            if letter.is_awaited { mail::arrived(tx.conn, &here)? } else { mail::insert(tx.conn, &here)? }
        }
        bundle.absent.iter().try_for_each(|id| mail::insert(tx.conn, &row(id, None)))
    }

    /// Who wrote it, added if nobody has met them before.
    fn sender(&mut self, tx: &mut Tx<'_>, mail: &Mail) -> Result<MemberId> {
        let mut sender = mail.sender();
        if sender.len() > LONGEST_SENDER {
            sender = format!("sha256:{}", HEXLOWER.encode(&Sha256::digest(&sender)));
        }
        if let Some(member) = self.senders.get(&sender) {
            return Ok(*member);
        }
        let member = match members::by_sender(tx.conn, self.house.id, &sender)? {
            Some(member) => member,
            None => add_imported(tx, self.house.id, &self.name(mail), &sender)?,
        };
        self.senders.insert(sender, member);
        Ok(member)
    }

    /// What to call a sender: their name, else what stands before the `@`, else a word that says that nobody knows.
    fn name(&self, mail: &Mail) -> String {
        let before = mail.from_address.split('@').next().unwrap_or_default();
        let mut names = [&mail.from_name, before].into_iter().map(text::clean_line);
        names.find(|name| !name.is_empty()).unwrap_or_else(|| self.nameless.clone())
    }

    /// The subject as a title, no longer than a title that somebody types.
    fn title(&self, mail: &Mail) -> String {
        let title = text::clean_line(&mail.title);
        match title.char_indices().nth(TITLE - 1) {
            _ if title.is_empty() => self.untitled.clone(),
            Some((end, last)) if end + last.len_utf8() < title.len() => format!("{}…", &title[..end]),
            _ => title,
        }
    }
}

/// What is last once these posts are in the thread: the newest by its time, for archives come in any order.
fn last(before: Option<&Thread>, posts: &[Post]) -> Result<Last> {
    let newest = posts.iter().max_by_key(|post| (post.created_at, post.number)).ok_or_else(empty)?;
    let height = posts.last().map_or(newest.number, |post| post.number);
    Ok(match before {
        Some(thread) if thread.last_active_at > newest.created_at => Last { post_count: height, ..Last::of(thread) },
        _ => Last {
            post_count: height,
            last_post_id: newest.id,
            last_by: newest.by.byline().into(),
            last_active_at: newest.created_at,
        },
    })
}

fn empty() -> Error {
    Error::internal("a thread of mail without any mail")
}
