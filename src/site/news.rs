//! What is new for somebody on a page: from memory, as all of the slot is.

use std::sync::Arc;

use super::Site;
use super::levels::Hearing;
use super::marks::{Fresh, HEADS};
use super::model::Head;
use super::told::Count;
use crate::db::ids::{BoardId, ThreadId};
use crate::http::SignedIn;
use crate::pages::About;
use crate::pages::audience::Reach;
use crate::pages::document::Document;
use crate::roster::{BoardEntry, CohortEntry};
use crate::text;
use crate::theme::view::{FreshView, LinkView, ReadOnView, UnreadView};

/// How many new threads the slot names on a board, and on the front page.
const ON_BOARD: usize = 10;
const ON_HOME: usize = 6;

/// What a page has for a member alone: what is new to them there, or that they run the cohort it is about.
pub(super) enum News {
    Nothing,
    Thread { height: i32, mark: i32 },
    Boards(Fresh),
    Runs(Arc<CohortEntry>),
}

impl News {
    /// What tells it from other news on the same page.
    pub(super) fn numbers(&self) -> Vec<(i64, i32)> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Thread { height, mark } => vec![(i64::from(*height), *mark)],
            Self::Boards(fresh) => {
                let threads = fresh.threads.iter().map(|(head, count)| (head.last_post.0, *count));
                let boards = fresh.boards.iter().map(|(board, count)| (board.0, saturating(*count)));
                threads.chain(boards).chain([(0, i32::from(fresh.has_older))]).collect()
            }
            Self::Runs(cohort) => vec![(cohort.id.0, 0)],
        }
    }
}

impl Site {
    pub(super) fn is_warm(&self, who: &SignedIn, about: &About) -> bool {
        let (thread, boards) = self.needs(who, about);
        self.marks.are_warm(who.person.id, thread, &boards)
    }

    /// The thread and the boards whose marks the slot of such a page shows.
    pub(super) fn needs(&self, who: &SignedIn, about: &About) -> (Option<ThreadId>, Arc<[BoardId]>) {
        match about {
            About::Thread { id, .. } => (Some(*id), Arc::default()),
            About::Board { id, .. } => (None, Arc::new([*id])),
            About::Home => (None, self.roster.readable(who.person.id)),
            About::Cohort { .. } | About::Feed { .. } | About::Other => (None, Arc::default()),
        }
    }

    pub(super) fn news(&self, who: &SignedIn, about: &About) -> News {
        let member = who.person.id;
        match about {
            About::Thread { id, answers, .. } => match self.marks.of_thread(member, *id) {
                // Whoever reads the first post alone knows of no other.
                _ if answers.as_ref().is_some_and(|reach| !self.roster.admits(reach, &who.person.circles)) => {
                    News::Nothing
                }
                Some((height, mark)) if mark > 0 && mark < height => News::Thread { height, mark },
                _ => News::Nothing,
            },
            About::Board { id, .. } => News::Boards(self.fresh(who, &[*id], ON_BOARD)),
            About::Home => News::Boards(self.fresh(who, &self.roster.readable(member), ON_HOME)),
            About::Cohort { id } => {
                let cohort = self.roster.cohort(*id).filter(|cohort| who.person.runs(cohort));
                cohort.map_or(News::Nothing, News::Runs)
            }
            About::Feed { .. } | About::Other => News::Nothing,
        }
    }

    /// Where somebody chooses what they hear of what such a page is of.
    pub(super) fn watch(&self, about: &About) -> Option<String> {
        match about {
            About::Thread { id, .. } => Some(format!("/t/{id}/watch")),
            About::Board { id, .. } => self.roster.board(*id).map(|board| format!("/b/{}/watch", board.slug)),
            About::Cohort { id } => self.roster.cohort(*id).map(|cohort| format!("/c/{}/watch", cohort.slug)),
            About::Home | About::Feed { .. } | About::Other => None,
        }
    }

    fn fresh(&self, who: &SignedIn, boards: &[BoardId], limit: usize) -> Fresh {
        let (chosen, forced) = (self.marks.chosen(who.person.id), self.marks.forced());
        let hearing = Hearing::of(&chosen, &forced, &who.person, &self.roster, boards);
        let shows = |head: &Head, board: BoardId| {
            let reach = || Reach::answers([board], head.id);
            !head.is_answer_first || self.roster.admits(&reach(), &who.person.circles)
        };
        self.marks.fresh(who.person.id, &hearing, limit, shows)
    }

    /// How many posts somebody was told of and has not seen, where they may read them now.
    pub(super) fn told(&self, who: &SignedIn) -> Count {
        self.marks.told(who.person.id, |reach| self.roster.admits(reach, &who.person.circles))
    }

    /// How much is new, board by board.
    pub(super) fn unread(&self, new: &Fresh) -> Vec<UnreadView> {
        let boards = new.boards.iter().filter_map(|(id, count)| Some((self.roster.board(*id)?, *count)));
        let row = |(board, count): (Arc<BoardEntry>, usize)| UnreadView {
            board: LinkView { href: format!("/b/{}/", board.slug), text: board.name.clone() },
            threads: count,
            is_more: count == HEADS,
        };
        boards.map(row).collect()
    }
}

fn saturating(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Where reading goes on: on this page by the post's own place, else by number.
pub(super) fn read_on(document: &Document, height: i32, mark: i32) -> ReadOnView {
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

/// A thread with something new, as a page in a language names it.
pub(super) fn fresh(site: &Site, language: &str, (head, count): &(Arc<Head>, i32)) -> FreshView {
    let from = head.height - count + 1;
    FreshView {
        title: head.title.clone(),
        href: match from {
            ..=1 => format!("/t/{}/{}/", head.id, text::percent(&head.slug)),
            from => format!("/t/{}/from/{from}", head.id),
        },
        count: u32::try_from(*count).unwrap_or(0),
        who: site.name_of(language, head.last_by),
        at: head.last_active_at.0,
    }
}
