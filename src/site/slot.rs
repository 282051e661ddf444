//! The slot: all that is personal on a page, from memory.
//!
//! Drawing it takes a template, so what was drawn is kept for as long as it stays true: a reader who looks at the same
//! page again costs a look-up. It holds nothing that changes with every request, so a 304 can happen.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Site;
use super::drawing::Around;
use super::news::{News, fresh, read_on};
use super::slots::Asked;
use super::told::Count;
use crate::error::{Error, Result};
use crate::http::stored::Slot;
use crate::http::{SignedIn, Viewer, csrf};
use crate::pages::About;
use crate::pages::document::{Document, Part};
use crate::theme::view::{LinkView, MemberSlotView, ToldView};

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
        let told = viewer.who.as_ref().map_or_else(Count::default, |who| self.told(who));
        let asked = Asked {
            session: viewer.who.as_ref().map_or(0, |who| who.session.id.0),
            name: viewer.who.as_ref().map_or("", |who| &who.person.name),
            page: &document.hash,
            told,
            news: news.numbers(),
        };
        if let Some(slot) = self.slots.get(&asked) {
            return Ok(slot);
        }
        let html = match (&viewer.who, &document.visitor) {
            (Some(who), _) => self.draw_slot(viewer, who, document, &news, told)?,
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
        let told = self.told(who);
        // No hash of a page is empty.
        let asked = Asked { session: who.session.id.0, name: &who.person.name, page: "", told, news: Vec::new() };
        if let Some(slot) = self.slots.get(&asked) {
            return Ok(slot);
        }
        let html = self.draw(&viewer.institution, Around { audience: "", current: "" }, &bare(self, who, told))?;
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

    /// What tells a page from what it was before, for this viewer: nothing of a part that is not theirs, where that they
    /// have a new key would tell them that somebody has answered.
    fn known(&self, viewer: &Viewer, document: &Document) -> String {
        if !matches!(document.about, About::Thread { answers: Some(_), .. }) {
            return document.hash.clone();
        }
        let theirs = |part: &&Part| part.reach.as_ref().is_none_or(|reach| self.roster.admits(reach, viewer.circles()));
        document.parts.iter().filter(theirs).map(|part| format!("{:032x}", part.tag)).collect()
    }

    fn draw_slot(
        &self,
        viewer: &Viewer,
        who: &SignedIn,
        document: &Document,
        news: &News,
        told: Count,
    ) -> Result<String> {
        let takes_replies = matches!(document.about, About::Thread { takes_replies: true, .. });
        let view = MemberSlotView {
            read_on: match news {
                News::Thread { height, mark } => Some(read_on(document, *height, *mark)),
                _ => None,
            },
            fresh: match news {
                News::Boards(new) => {
                    new.threads.iter().map(|new| fresh(self, &viewer.institution.language, new)).collect()
                }
                _ => Vec::new(),
            },
            has_unread: matches!(news, News::Boards(new) if new.has_older || !new.threads.is_empty()),
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
            watch: self.watch(&document.about),
            reply_key: takes_replies.then(|| self.secret.form_key(who.session.id.0, &self.known(viewer, document))),
            ..bare(self, who, told)
        };
        self.draw(&viewer.institution, Around { audience: "", current: "" }, &view)
    }
}

/// The shelf with nothing new on it.
fn bare(site: &Site, who: &SignedIn, told: Count) -> MemberSlotView {
    MemberSlotView {
        me: LinkView { href: format!("/m/{}/", who.person.username), text: who.person.name.clone() },
        told: ToldView { posts: told.posts, is_more: told.is_more },
        read_on: None,
        fresh: Vec::new(),
        has_unread: false,
        unread: Vec::new(),
        manage: None,
        place: "board".into(),
        mark_read: None,
        watch: None,
        csrf: csrf::token(&site.secret, &who.session),
        reply_key: None,
    }
}

fn slot_of(html: String) -> Slot {
    let tag = data_encoding::HEXLOWER.encode(&Sha256::digest(html.as_bytes())[..8]);
    Slot { bytes: html.into_bytes(), tag }
}
