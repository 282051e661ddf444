//! What follows when somebody writes, and when somebody keeps order.

use std::sync::Arc;

use crate::boards;
use crate::db::Conn;
use crate::db::events::ThreadEvent;
use crate::db::ids::{BoardId, EventId, ThreadId, Time};
use crate::error::Result;
use crate::notices;
use crate::pages::Page;
use crate::pages::model::Belongs;
use crate::roster::{BoardEntry, InstitutionEntry};
use crate::site::effects::Touched;
use crate::site::{Site, Tx, reading_model};
use crate::threads::model::{self, Thread};
use crate::threads::{PAGE, page_of};

use super::paths;

pub(super) fn touched(site: &Site, conn: &mut Conn, event: &ThreadEvent) -> Result<Touched> {
    let Some(scene) = Scene::of(site, conn, thread_of(event))? else { return Ok(Touched::default()) };
    let touched = match event {
        ThreadEvent::Started { .. } => scene.on_boards(conn, scene.thread.started_at)?.and_page(&scene, 1),
        ThreadEvent::ReplyPosted { number, was_active_at, .. } => {
            let touched = scene.on_boards(conn, *was_active_at)?.and_page(&scene, page_of(*number));
            // The first post of a new page gives the page before it a way on.
            if number % PAGE == 1 && *number > 1 { touched.and_page(&scene, page_of(*number) - 1) } else { touched }
        }
        ThreadEvent::PostEdited { number, .. } => Touched::default().and_page(&scene, page_of(*number)),
        ThreadEvent::PostHidden { number, .. } | ThreadEvent::PostRestored { number, .. } => {
            let touched = scene.on_boards(conn, scene.thread.last_active_at)?;
            let last = page_of(scene.thread.post_count);
            touched.and_page(&scene, last).and_page(&scene, page_of(*number)).narrowing(&scene, conn)?
        }
        ThreadEvent::Retitled { .. } | ThreadEvent::Locked { .. } | ThreadEvent::Unlocked { .. } => {
            let touched = scene.on_boards(conn, scene.thread.last_active_at)?;
            scene.every_page().fold(touched, |touched, page| touched.and(page))
        }
        ThreadEvent::Pinned { board, .. } | ThreadEvent::Unpinned { board, .. } => scene.whole_board(conn, *board)?,
        ThreadEvent::Hidden { .. } | ThreadEvent::Restored { .. } | ThreadEvent::PostsMoved { .. } => {
            let mut touched = Touched::default();
            for board in scene.boards.clone() {
                touched = touched.with(scene.whole_board(conn, board)?);
            }
            touched.withdrawn = scene.every_page().collect();
            touched.narrowing(&scene, conn)?
        }
        ThreadEvent::AddedToBoard { board, .. } | ThreadEvent::RemovedFromBoard { board, .. } => {
            let mut touched = Touched::default().and_page(&scene, 1).with(scene.whole_board(conn, *board)?);
            touched.withdrawn = scene.every_page().collect();
            touched.narrowing(&scene, conn)?
        }
    };
    Ok(touched.and_feeds(&scene))
}

/// Those who want to hear of a post are told of it by the worker, a moment later.
pub(super) fn promised(tx: &mut Tx<'_>, by: EventId, event: &ThreadEvent) -> Result<()> {
    match event {
        ThreadEvent::Started { post, .. } | ThreadEvent::ReplyPosted { post, .. } => {
            notices::telling_model::ask(tx.conn, *post, by, true)
        }
        ThreadEvent::PostEdited { post, .. } => notices::telling_model::ask(tx.conn, *post, by, false),
        _ => Ok(()),
    }
}

pub(super) fn heard(site: &Site, conn: &mut Conn, event: &ThreadEvent) -> Result<()> {
    let thread = thread_of(event);
    let Some(scene) = Scene::of(site, conn, thread)? else { return Ok(()) };
    site.marks.set_height(thread, scene.thread.post_count);
    match event {
        // Whoever writes has read what they wrote.
        ThreadEvent::Started { .. } => site.marks.read_up_to(scene.thread.by.behind(), thread, 1),
        // But not what stands before it, where they see that only now.
        ThreadEvent::ReplyPosted { .. } if scene.thread.is_answer_first => {}
        ThreadEvent::ReplyPosted { number, post, .. } => {
            site.marks.read_up_to(model::post(conn, *post)?.by.behind(), thread, *number);
        }
        // What nobody may read any more, or may again, counts otherwise among what somebody was told of.
        ThreadEvent::PostHidden { .. }
        | ThreadEvent::PostRestored { .. }
        | ThreadEvent::Hidden { .. }
        | ThreadEvent::Restored { .. }
        | ThreadEvent::AddedToBoard { .. }
        | ThreadEvent::RemovedFromBoard { .. } => {
            reading_model::told_in(conn, thread)?.into_iter().for_each(|member| site.marks.forget(member));
        }
        _ => {}
    }
    let left = match event {
        ThreadEvent::RemovedFromBoard { board, .. } => Some(*board),
        _ => None,
    };
    scene
        .boards
        .iter()
        .copied()
        .chain(left)
        .filter(|board| site.marks.knows(*board))
        .try_for_each(|board| site.marks.refresh(conn, board))
}

fn thread_of(event: &ThreadEvent) -> ThreadId {
    match event {
        ThreadEvent::Started { thread, .. }
        | ThreadEvent::ReplyPosted { thread, .. }
        | ThreadEvent::PostEdited { thread, .. }
        | ThreadEvent::PostHidden { thread, .. }
        | ThreadEvent::PostRestored { thread, .. }
        | ThreadEvent::Retitled { thread }
        | ThreadEvent::Locked { thread }
        | ThreadEvent::Unlocked { thread }
        | ThreadEvent::Pinned { thread, .. }
        | ThreadEvent::Unpinned { thread, .. }
        | ThreadEvent::Hidden { thread }
        | ThreadEvent::Restored { thread }
        | ThreadEvent::PostsMoved { thread }
        | ThreadEvent::AddedToBoard { thread, .. }
        | ThreadEvent::RemovedFromBoard { thread, .. } => *thread,
    }
}

/// A thread with what stands around it.
struct Scene<'a> {
    site: &'a Site,
    house: Arc<InstitutionEntry>,
    thread: Thread,
    boards: Vec<BoardId>,
}

impl<'a> Scene<'a> {
    fn of(site: &'a Site, conn: &mut Conn, id: ThreadId) -> Result<Option<Self>> {
        let thread = model::by_id(conn, id)?;
        let boards = model::stands(conn, id)?.into_iter().map(|stand| stand.board_id).collect();
        let house = site.roster.institution(thread.institution_id);
        Ok(house.map(|house| Self { site, house, thread, boards }))
    }

    fn page(&self, number: u32) -> (Page, Belongs) {
        paths::of_thread(paths::thread_page(self.site, &self.house, self.thread.id, number), self.thread.id)
    }

    fn every_page(&self) -> impl Iterator<Item = (Page, Belongs)> + '_ {
        (1..=page_of(self.thread.post_count)).map(|number| self.page(number))
    }

    /// The lists that name the thread: on each board from its first page to where the thread stood before, the front
    /// page, and the pages of the boards' cohorts.
    fn on_boards(&self, conn: &mut Conn, was_active_at: Time) -> Result<Touched> {
        let mut touched = Touched::default();
        for id in &self.boards {
            let after = boards::model::active_after(conn, *id, was_active_at)?;
            touched = touched.with(self.board(conn, *id, boards::page::pages(after + 1))?);
        }
        touched.near.push(paths::alone(paths::home(self.site, &self.house)));
        Ok(touched)
    }

    /// Every page of a board, and the lists that name the board.
    fn whole_board(&self, conn: &mut Conn, id: BoardId) -> Result<Touched> {
        let count = boards::model::listed_count(conn, id)?;
        let mut touched = self.board(conn, id, boards::page::pages(count + 1))?;
        touched.near.push(paths::alone(paths::home(self.site, &self.house)));
        Ok(touched)
    }

    fn board(&self, conn: &mut Conn, id: BoardId, down_to: u32) -> Result<Touched> {
        let Some(board) = self.site.roster.board(id) else { return Ok(Touched::default()) };
        // A thread that begins a new page, or was the last on one, changes the numbers below every page.
        let last = boards::page::pages(boards::model::listed_count(conn, id)?);
        let page = |number| paths::of_board(paths::board_page(self.site, &self.house, &board.slug, number), id);
        let cohorts = board.cohorts.iter().filter_map(|cohort| self.site.roster.cohort(*cohort));
        let own = cohorts.map(|cohort| paths::alone(paths::cohort_page(self.site, &self.house, &cohort.slug)));
        let far = if self.thread.post_count == 1 { last } else { down_to.min(last) };
        Ok(Touched {
            near: std::iter::once(page(1)).chain(own).collect(),
            far: (2..=far.max(down_to)).map(page).collect(),
            ..Touched::default()
        })
    }
}

impl Touched {
    /// A page of the thread, before all others: the writer lands on it.
    fn and_page(self, scene: &Scene<'_>, number: u32) -> Self {
        self.and(scene.page(number))
    }

    fn and(mut self, page: (Page, Belongs)) -> Self {
        self.near.retain(|(other, _)| *other != page.0);
        self.near.insert(0, page);
        self
    }

    /// The feeds of the thread and of its boards; where readers are fewer from now on, they go at once.
    fn and_feeds(mut self, scene: &Scene<'_>) -> Self {
        let boards = scene.boards.iter().filter_map(|id| Some((*id, scene.site.roster.board(*id)?)));
        let first = |(id, board): (BoardId, Arc<BoardEntry>)| {
            paths::of_board(paths::board_page(scene.site, &scene.house, &board.slug, 1), id)
        };
        let pages = boards.map(first).chain([scene.page(1)]);
        let feeds: Vec<_> = pages.flat_map(|page| paths::feeds_beside(&page)).collect();
        if self.withdrawn.is_empty() {
            self.far.extend(feeds)
        } else {
            self.withdrawn.extend(feeds)
        }
        self
    }

    /// Takes every list that it touches out of the folder first, and the pages of its imported senders. Who reads less
    /// from now on must not find it on the third page of a board until somebody has had the time to make that again.
    fn narrowing(mut self, scene: &Scene<'_>, conn: &mut Conn) -> Result<Self> {
        self.withdrawn.extend(self.near.iter().cloned());
        self.withdrawn.append(&mut self.far);
        self.withdrawn.extend(paths::senders(scene.site, conn, &[scene.thread.id])?);
        Ok(self)
    }

    fn with(mut self, more: Self) -> Self {
        for page in more.near {
            if !self.near.contains(&page) {
                self.near.push(page);
            }
        }
        self.far.extend(more.far);
        self.withdrawn.extend(more.withdrawn);
        self.many.extend(more.many);
        self
    }
}
