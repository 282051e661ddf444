//! What can be wrong with the demo's content although it parses.

mod writers;

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use jiff::tz::TimeZone;

use super::{Audience, Board, Cohort, Institution, Member, Post, Thread};

/// Something in the files that cannot be, in words for whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands: institution and thread, board, cohort or member.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// All faults of one institution.
pub(super) fn faults(institution: &Institution) -> Vec<Fault> {
    let mut check = Check::new(institution);
    check.repeated("member", institution.members.iter().map(|member| member.username.as_str()));
    check.repeated("cohort", institution.cohorts.iter().map(|cohort| cohort.slug.as_str()));
    check.repeated("board", institution.boards.iter().map(|board| board.slug.as_str()));
    check.repeated("thread", institution.threads.iter().map(|thread| thread.key.as_str()));
    institution.cohorts.iter().for_each(|cohort| check.cohort(cohort));
    institution.boards.iter().for_each(|board| check.board(board));
    institution.threads.iter().for_each(|thread| check.thread(thread));
    check.faults
}

/// An institution by its names, and what was found so far.
struct Check<'a> {
    slug: &'a str,
    members: HashMap<&'a str, &'a Member>,
    cohorts: HashMap<&'a str, &'a Cohort>,
    boards: HashMap<&'a str, &'a Board>,
    faults: Vec<Fault>,
}

impl<'a> Check<'a> {
    fn new(institution: &'a Institution) -> Self {
        Self {
            slug: &institution.profile.slug,
            members: institution.members.iter().map(|member| (member.username.as_str(), member)).collect(),
            cohorts: institution.cohorts.iter().map(|cohort| (cohort.slug.as_str(), cohort)).collect(),
            boards: institution.boards.iter().map(|board| (board.slug.as_str(), board)).collect(),
            faults: Vec::new(),
        }
    }

    fn fault(&mut self, place: &str, what: String) {
        self.faults.push(Fault { place: format!("{}, {place}", self.slug), what });
    }

    fn repeated<'n>(&mut self, kind: &str, names: impl Iterator<Item = &'n str>) {
        let mut seen = HashSet::new();
        for name in names.filter(|name| !seen.insert(*name)) {
            self.fault(name, format!("two of this {kind}"));
        }
    }

    fn cohort(&mut self, cohort: &Cohort) {
        if cohort.ends_on < cohort.starts_on {
            self.fault(&cohort.slug, "ends before it starts".into());
        }
        self.repeated("enrolment", cohort.enrolments.iter().map(|enrolment| enrolment.member.as_str()));
        for enrolment in &cohort.enrolments {
            self.member(&cohort.slug, &enrolment.member);
        }
    }

    fn board(&mut self, board: &Board) {
        if (board.audience == Audience::Cohorts) == board.cohorts.is_empty() {
            self.fault(&board.slug, "names cohorts exactly when its audience is cohorts".into());
        }
        for cohort in &board.cohorts {
            if !self.cohorts.contains_key(cohort.as_str()) {
                self.fault(&board.slug, format!("no cohort is called {cohort}"));
            }
        }
    }

    fn thread(&mut self, thread: &Thread) {
        for slug in &thread.boards {
            if !self.boards.contains_key(slug.as_str()) {
                self.fault(&thread.key, format!("no board is called {slug}"));
            }
        }
        if thread.boards.is_empty() || thread.posts.is_empty() {
            self.fault(&thread.key, "has no board or no post".into());
        }
        for slug in thread.pinned.iter().filter(|slug| !thread.boards.contains(slug)) {
            self.fault(&thread.key, format!("is pinned on {slug}, where it does not stand"));
        }
        self.times(thread);
        for (index, post) in thread.posts.iter().enumerate() {
            self.post(thread, post, index == 0);
        }
    }

    /// A thread moves forward in time, and begins no earlier than the cohorts of its home board.
    fn times(&mut self, thread: &Thread) {
        for pair in thread.posts.windows(2) {
            if let [earlier, later] = pair
                && later.at <= earlier.at
            {
                self.fault(&thread.key, format!("the post of {} is not later than the one it answers", later.at));
            }
        }
        let home = thread.boards.first().and_then(|slug| self.boards.get(slug.as_str()).copied());
        let (Some(home), Some(first)) = (home, thread.posts.first()) else {
            return;
        };
        // The day in UTC is near enough, and asks nothing of the machine's time zone tables.
        let day = first.at.to_zoned(TimeZone::UTC).date();
        for slug in &home.cohorts {
            if self.cohorts.get(slug.as_str()).is_some_and(|cohort| day < cohort.starts_on) {
                self.fault(&thread.key, format!("begins before {slug} does"));
            }
        }
    }

    fn post(&mut self, thread: &Thread, post: &Post, is_first: bool) {
        if self.member(&thread.key, &post.author) {
            let mut boards = thread.boards.iter().filter_map(|slug| self.boards.get(slug.as_str()).copied());
            // A thread is started on all of its boards at once, and answered from whichever of them one may read.
            let may = if is_first {
                boards.all(|board| self.may_write(&post.author, board, board.start))
            } else {
                boards.any(|board| self.may_write(&post.author, board, board.reply))
            };
            if !may {
                self.fault(&thread.key, format!("{} may not write there at {}", post.author, post.at));
            }
        }
        if post.edited.as_ref().is_some_and(|edit| edit.at <= post.at) {
            self.fault(&thread.key, format!("the post of {} was edited before it was written", post.at));
        }
        if let Some(hiding) = &post.hidden {
            self.member(&thread.key, &hiding.by);
            if hiding.at <= post.at {
                self.fault(&thread.key, format!("the post of {} was hidden before it was written", post.at));
            }
        }
    }

    /// Whether this username is somebody's; a fault if not.
    fn member(&mut self, place: &str, username: &str) -> bool {
        let known = self.members.contains_key(username);
        if !known {
            self.fault(place, format!("nobody is called {username}"));
        }
        known
    }
}
