//! Draws the hits of a page: each is looked at once more, as it stands now and by the rule that pages ask.

use super::find::Scene;
use super::marks;
use super::model::sources;
use super::snippet;
use super::terms::Terms;
use super::view::HitView;
use crate::boards::readers;
use crate::db::Conn;
use crate::db::dialect::search::Entry;
use crate::db::ids::{BoardId, PostId, ThreadId};
use crate::error::Result;
use crate::members::people::People;
use crate::pages::audience::{Act, Reach};
use crate::roster::Shown;
use crate::text::{self, SafeHtml};
use crate::threads::model::{Post, Thread};
use crate::threads::reply::address;
use crate::threads::{answers, page_of};

impl Scene<'_> {
    /// The hits that these entries are.
    pub fn hits(&self, conn: &mut Conn, found: &[Entry], terms: &Terms) -> Result<Vec<HitView>> {
        let of_kind =
            |kind: &'static str| found.iter().filter(move |entry| entry.kind == kind).map(|entry| entry.subject_id);
        let (replies, opened): (Vec<PostId>, Vec<ThreadId>) =
            (of_kind(marks::POST).map(PostId).collect(), of_kind(marks::THREAD).map(ThreadId).collect());
        let around: Vec<ThreadId> = found.iter().map(|entry| ThreadId(entry.thread_id)).collect();
        let (threads, on) = (sources::threads_of(conn, &around)?, sources::boards(conn, &around)?);
        let (posts, openings) = (sources::posts_of(conn, &replies)?, sources::openings(conn, &opened)?);
        let of_threads = threads.values().map(|thread| thread.by.shown());
        let writers: Vec<Shown> = posts.values().map(|post| post.by.shown()).chain(of_threads).collect();
        // To the whole web only those are links whose pages it may see.
        let people = People::shown(conn, self.site, writers, Vec::new(), self.viewer.who.is_none())?;
        let hit = |entry: &Entry| {
            let thread = threads.get(&ThreadId(entry.thread_id)).filter(|thread| thread.state == "visible")?;
            let boards = on.get(&thread.id)?;
            if !self.site.roster.admits(&Reach::boards(boards.clone(), Act::Read), self.viewer.circles()) {
                return None;
            }
            let is_answer = entry.kind == marks::POST;
            if is_answer && !self.site.roster.admits(&answers::reach(thread, boards.clone()), self.viewer.circles()) {
                return None;
            }
            let post = match entry.kind.as_str() {
                marks::THREAD => openings.get(&thread.id).filter(|post| post.state == "published"),
                _ => Some(posts.get(&PostId(entry.subject_id)).filter(|post| post.state == "published")?),
            };
            Some(self.hit(thread, post, entry.kind == marks::THREAD, boards, &people, terms))
        };
        Ok(found.iter().filter_map(hit).collect())
    }

    fn hit(
        &self,
        thread: &Thread,
        post: Option<&Post>,
        is_thread: bool,
        boards: &[BoardId],
        people: &People<'_>,
        terms: &Terms,
    ) -> HitView {
        let text = post.map_or_else(String::new, |post| text::visible(&SafeHtml::from_store(post.body_html.clone())));
        let own = |language: &str| match language == self.viewer.institution.language {
            true => String::new(),
            false => language.to_owned(),
        };
        let language = post.map_or(&thread.language, |post| &post.language);
        let (author, at) = match post.filter(|_| !is_thread) {
            Some(post) => (post.by.shown(), post.created_at),
            None => (thread.by.shown(), thread.started_at),
        };
        let number = post.filter(|_| !is_thread).map_or(0, |post| post.number);
        let href = match post.filter(|_| !is_thread) {
            Some(post) => format!("{}#p-{}", address(thread, page_of(post.number)), post.id),
            None => address(thread, 1),
        };
        HitView {
            href,
            title: snippet::line(&thread.title, &thread.language, terms),
            language_of_title: own(&thread.language),
            number: u32::try_from(number).unwrap_or(0),
            who: people.writer(self.viewer.language(), author),
            at: at.0,
            boards: readers::entries(&self.site.roster, boards).iter().map(|board| readers::link(board)).collect(),
            text: snippet::around(&text, language, terms),
            language: own(language),
        }
    }
}
