//! How much of everything the demonstration has at size l, and how it is shared out among institutions.

/// How much of everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Institutions, the written ones among them.
    pub institutions: usize,
    /// Members of them all.
    pub members: usize,
    /// Matches of a mentor and a mentee, past and present, each with a board of its own.
    pub matches: usize,
    /// Posts on all boards.
    pub posts: usize,
}

/// The largest e-mentoring portal we know of has 60 organisations, 6,000 mentors and 21,000 young people (Brightside);
/// the longest history is of some 30,000 matches (MentorNet).
pub const FULL: Scale = Scale { institutions: 60, members: 27_000, matches: 30_000, posts: 1_000_000 };

/// An institution needs somebody who runs it, and a few whom to run it for.
const FEWEST: usize = 6;

impl Scale {
    /// As many institutions, and of everything else as much as goes with so many posts.
    pub fn with_posts(posts: usize) -> Self {
        let part = |all: usize| all * posts / FULL.posts;
        Self { institutions: FULL.institutions, members: part(FULL.members), matches: part(FULL.matches), posts }
    }

    /// What is left when so much is there already.
    pub(super) fn without(self, members: usize, posts: usize) -> Self {
        let fewest = self.institutions * FEWEST;
        Self {
            members: self.members.saturating_sub(members).max(fewest),
            posts: self.posts.saturating_sub(posts),
            ..self
        }
    }

    /// What the institution of this number (from 0) has.
    pub(super) fn share(&self, number: usize) -> Share {
        let of = |all: usize| part(all, self.institutions, number);
        let long = self.posts * 2 / 25;
        let private = if self.matches == 0 { 0 } else { self.posts * 3 / 5 };
        Share {
            members: of(self.members),
            matches: of(self.matches),
            private_posts: of(private),
            open_posts: of(self.posts - long - private),
            long_posts: if number == 0 { long } else { 0 },
        }
    }
}

/// What one institution has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Share {
    pub members: usize,
    pub matches: usize,
    /// On the boards of its matches.
    pub private_posts: usize,
    /// On the boards of its cohorts and its own.
    pub open_posts: usize,
    /// On one board with so many threads that it has hundreds of pages.
    pub long_posts: usize,
}

/// The part of `all` that goes to one of `among`, so that the parts add up to `all`.
pub(super) fn part(all: usize, among: usize, number: usize) -> usize {
    let among = among.max(1);
    all / among + usize::from(number < all % among)
}
