//! The slot: all that is personal on a page, from memory.
//!
//! Drawing it takes a template, so what was drawn is kept for as long as it stays true: a reader who looks at the same
//! page again costs a look-up. It holds nothing that changes with every request, so a 304 can happen.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Site;
use super::drawing::Around;
use super::marks::{Fresh, HEADS};
use super::model::Head;
use super::slots::Asked;
use crate::db::ids::{BoardId, ThreadId};
use crate::error::{Error, Result};
use crate::http::stored::Slot;
use crate::http::{SignedIn, Viewer, csrf};
use crate::pages::About;
use crate::pages::document::Document;
use crate::roster::{BoardEntry, CohortEntry};
use crate::text;
use crate::theme::view::{FreshView, LinkView, MemberSlotView, ReadOnView, UnreadView};

/// How many new threads the slot names on a board, and on the front page.
const ON_BOARD: usize = 10;
const ON_HOME: usize = 6;

/// What a page has for a member alone: what is new to them there, or that they run the cohort it is about.
enum News {
    Nothing,
    Thread { height: i32, mark: i32 },
    Boards(Fresh),
    Runs(Arc<CohortEntry>),
}

impl News {
    /// What tells it from other news on the same page.
    fn numbers(&self) -> Vec<(i64, i32)> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Thread { height, mark } => vec![(i64::from(*height), *mark)],
            Self::Boards(fresh) => {
                let threads = fresh.threads.iter().map(|(head, count)| (head.last_post.0, *count));
                let boards = fresh.boards.iter().map(|(board, count)| (board.0, saturating(*count)));
                threads.chain(boards).collect()
            }
            Self::Runs(cohort) => vec![(cohort.id.0, 0)],
        }
    }
}

impl Site {
    /// The slot of a page for a viewer. Does not touch the database once the member's marks are in memory.
    pub async fn slot(&self, viewer: &Viewer, document: &Document) -> Result<Arc<Slot>> {
        if let Some(who) = &viewer.who {
            self.warm(who, &document.about).await?;
        }
        self.slot_of(viewer, document)
    }

    /// The same, where it needs nothing but memory.
    pub(super) fn ready_slot(&self, viewer: &Viewer, document: &Document) -> Option<Result<Arc<Slot>>> {
        let is_warm = viewer.who.as_ref().is_none_or(|who| self.is_warm(who, &document.about));
        is_warm.then(|| self.slot_of(viewer, document))
    }

    fn slot_of(&self, viewer: &Viewer, document: &Document) -> Result<Arc<Slot>> {
        if matches!(document.about, About::Feed { .. }) {
            return Ok(Arc::new(Slot { bytes: Vec::new(), tag: String::new() }));
        }
        let news = viewer.who.as_ref().map_or(News::Nothing, |who| self.news(who, &document.about));
        let asked = Asked {
            session: viewer.who.as_ref().map_or(0, |who| who.session.id.0),
            name: viewer.who.as_ref().map_or("", |who| &who.person.name),
            page: &document.hash,
            news: news.numbers(),
        };
        if let Some(slot) = self.slots.get(&asked) {
            return Ok(slot);
        }
        let html = match (&viewer.who, &document.visitor) {
            (Some(who), _) => self.draw_slot(viewer, who, document, &news)?,
            (None, Some(html)) => html.clone(),
            (None, None) => self.visitor_slot(&viewer.institution, &document.location)?,
        };
        let slot = Arc::new(slot_of(html));
        self.slots.insert(asked.into(), slot.clone());
        Ok(slot)
    }

    /// The slot of a page that is made for one request: name, settings and the way out, nothing new.
    pub fn plain_slot(&self, viewer: &Viewer, path: &str) -> Result<Arc<Slot>> {
        let Some(who) = &viewer.who else {
            return Ok(Arc::new(slot_of(self.visitor_slot(&viewer.institution, path)?)));
        };
        // No hash of a page is empty.
        let asked = Asked { session: who.session.id.0, name: &who.person.name, page: "", news: Vec::new() };
        if let Some(slot) = self.slots.get(&asked) {
            return Ok(slot);
        }
        let html = self.draw(&viewer.institution, Around { audience: "", current: "" }, &bare(self, who))?;
        let slot = Arc::new(slot_of(html));
        self.slots.insert(asked.into(), slot.clone());
        Ok(slot)
    }

    /// Fills the marks that the slot of such a page needs, with one query, where they are not in memory.
    async fn warm(&self, who: &SignedIn, about: &About) -> Result<()> {
        if self.is_warm(who, about) {
            return Ok(());
        }
        let (site, member) = (self.clone(), who.person.id);
        let (thread, boards) = self.needs(who, about);
        let filled = tokio::task::spawn_blocking(move || site.marks.warm(&site.db, member, thread, &boards)).await;
        filled.map_err(Error::internal)?
    }

    fn is_warm(&self, who: &SignedIn, about: &About) -> bool {
        let (thread, boards) = self.needs(who, about);
        matches!(about, About::Cohort { .. } | About::Feed { .. } | About::Other)
            || self.marks.are_warm(who.person.id, thread, &boards)
    }

    /// The thread and the boards whose marks the slot of such a page shows.
    fn needs(&self, who: &SignedIn, about: &About) -> (Option<ThreadId>, Arc<[BoardId]>) {
        match about {
            About::Thread { id, .. } => (Some(*id), Arc::default()),
            About::Board { id, .. } => (None, Arc::new([*id])),
            About::Home => (None, self.roster.readable(who.person.id)),
            About::Cohort { .. } | About::Feed { .. } | About::Other => (None, Arc::default()),
        }
    }

    fn news(&self, who: &SignedIn, about: &About) -> News {
        let member = who.person.id;
        match about {
            About::Thread { id, .. } => match self.marks.of_thread(member, *id) {
                Some((height, mark)) if mark > 0 && mark < height => News::Thread { height, mark },
                _ => News::Nothing,
            },
            About::Board { id, .. } => News::Boards(self.marks.fresh(member, &[*id], ON_BOARD)),
            About::Home => News::Boards(self.marks.fresh(member, &self.roster.readable(member), ON_HOME)),
            About::Cohort { id } => {
                let cohort = self.roster.cohort(*id).filter(|cohort| who.person.runs(cohort));
                cohort.map_or(News::Nothing, News::Runs)
            }
            About::Feed { .. } | About::Other => News::Nothing,
        }
    }

    fn draw_slot(&self, viewer: &Viewer, who: &SignedIn, document: &Document, news: &News) -> Result<String> {
        let takes_replies = matches!(document.about, About::Thread { takes_replies: true, .. });
        let view = MemberSlotView {
            read_on: match news {
                News::Thread { height, mark } => Some(read_on(document, *height, *mark)),
                _ => None,
            },
            fresh: match news {
                News::Boards(new) => new.threads.iter().map(fresh).collect(),
                _ => Vec::new(),
            },
            unread: match (&document.about, news) {
                (About::Home, News::Boards(new)) => self.unread(new),
                _ => Vec::new(),
            },
            manage: match news {
                News::Runs(cohort) => Some(format!("/c/{}/manage/", cohort.slug)),
                _ => None,
            },
            place: if document.about == About::Home { "home".into() } else { "board".into() },
            mark_read: match (&document.about, news) {
                (About::Board { id, .. }, News::Boards(new)) if !new.threads.is_empty() => {
                    self.roster.board(*id).map(|board| format!("/b/{}/read", board.slug))
                }
                _ => None,
            },
            reply_key: takes_replies.then(|| self.secret.form_key(who.session.id.0, &document.hash)),
            ..bare(self, who)
        };
        self.draw(&viewer.institution, Around { audience: "", current: "" }, &view)
    }

    /// How much is new, board by board.
    fn unread(&self, new: &Fresh) -> Vec<UnreadView> {
        let boards = new.boards.iter().filter_map(|(id, count)| Some((self.roster.board(*id)?, *count)));
        let row = |(board, count): (Arc<BoardEntry>, usize)| UnreadView {
            board: LinkView { href: format!("/b/{}/", board.slug), text: board.name.clone() },
            threads: count,
            is_more: count == HEADS,
        };
        boards.map(row).collect()
    }
}

/// The shelf with nothing new on it.
fn bare(site: &Site, who: &SignedIn) -> MemberSlotView {
    MemberSlotView {
        me: LinkView { href: format!("/m/{}/", who.person.username), text: who.person.name.clone() },
        read_on: None,
        fresh: Vec::new(),
        unread: Vec::new(),
        manage: None,
        place: "board".into(),
        mark_read: None,
        csrf: csrf::token(&site.secret, &who.session),
        reply_key: None,
    }
}

fn saturating(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn slot_of(html: String) -> Slot {
    let tag = data_encoding::HEXLOWER.encode(&Sha256::digest(html.as_bytes())[..8]);
    Slot { bytes: html.into_bytes(), tag }
}

/// Where reading goes on: on this page by the post's own place, else by number.
fn read_on(document: &Document, height: i32, mark: i32) -> ReadOnView {
    let number = mark + 1;
    let here = match &document.about {
        About::Thread { posts, .. } => {
            posts.iter().find(|(other, _)| *other == number).map(|(_, id)| format!("#n-{id}"))
        }
        _ => None,
    };
    let elsewhere = || match &document.about {
        About::Thread { id, .. } => format!("/t/{id}/from/{number}"),
        _ => String::new(),
    };
    ReadOnView {
        count: u32::try_from(height - mark).unwrap_or(0),
        number: u32::try_from(number).unwrap_or(0),
        href: here.unwrap_or_else(elsewhere),
    }
}

fn fresh((head, count): &(Arc<Head>, i32)) -> FreshView {
    let from = head.height - count + 1;
    FreshView {
        title: head.title.clone(),
        href: match from {
            ..=1 => format!("/t/{}/{}/", head.id, text::percent(&head.slug)),
            from => format!("/t/{}/from/{from}", head.id),
        },
        count: u32::try_from(*count).unwrap_or(0),
        who: head.last_author.clone(),
        at: head.last_active_at.0,
    }
}
