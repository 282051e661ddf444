//! Who talks where at size l: on the institution's own boards, in cohorts of a year, and in pairs.

use super::maker::{Crew, Maker};
use super::places::{Life, Whose};
use super::scale::part;
use super::talk::Talk;
use crate::db::ids::{MemberId, Time};
use crate::demo::load::JOINED;
use crate::error::Result;
use crate::roster::CohortRole;

const DAY: usize = 86_400;
/// 1 September 2019: when the oldest of what is archived began.
const OLDEST: Time = Time(1_567_296_000 * Time::SECOND);
/// 1 September 2023: since when the institution's own boards are there.
const SINCE: Time = Time(1_693_526_400 * Time::SECOND);
/// How long people have talked in what runs now, and half of what is over: a thread goes on for half as long again.
const SEASON: usize = 50 * DAY;
const YEAR: usize = 150 * DAY;

/// Places of cohorts and of pairs in the list of boards, after those that were written.
const AFTER_WRITTEN: usize = 100;
const AFTER_COHORTS: usize = 1_000;
/// Threads on the board with hundreds of pages have so many posts.
const SHORT: usize = 4;

impl Maker<'_> {
    /// The institution's own boards, its cohorts of a year with two boards each, and what is said there.
    pub(super) fn open_places(&mut self, crew: &Crew) -> Result<()> {
        let everybody: Vec<MemberId> =
            [crew.coordinator].into_iter().chain(crew.mentors.iter().chain(&crew.mentees).copied()).collect();
        let since = |board| Talk { board, people: &everybody, from: SINCE, span: 700 * DAY };
        let crossroads = self.board("crossroads", "Crossroads".into(), AFTER_WRITTEN, Life::Running, Whose::Everybody);
        let commons = self.board("commons", "Commons".into(), AFTER_WRITTEN, Life::Running, Whose::Members);
        let cohorts = (self.share.members / 60).clamp(1, 8);
        let shares = 2 + 2 * cohorts;
        let of = |share: usize, posts: usize| part(posts, shares, share);
        let posts = self.share.open_posts;
        self.talk(since(crossroads), of(0, posts))?;
        self.talk(since(commons), of(1, posts))?;
        for place in 0..cohorts {
            self.cohort_of_a_year(crew, place, cohorts, [of(2 + 2 * place, posts), of(3 + 2 * place, posts)])?;
        }
        if self.share.long_posts > 0 {
            let long =
                self.board("everyday", "Everyday questions".into(), AFTER_WRITTEN, Life::Running, Whose::Members);
            let threads = self.share.long_posts.div_ceil(SHORT) + self.share.long_posts / 100;
            for thread in 0..threads {
                self.thread(since(long), part(self.share.long_posts, threads, thread).max(1))?;
            }
        }
        Ok(())
    }

    /// Every so many of the people, this year or in a year gone by.
    fn cohort_of_a_year(&mut self, crew: &Crew, place: usize, among: usize, posts: [usize; 2]) -> Result<()> {
        let life = [Life::Running, Life::Running, Life::Closed].get(place).copied().unwrap_or(Life::Archived);
        let (year, began, span) = match life {
            Life::Running => (2026, JOINED, SEASON),
            _ => (2026 - place, Time(JOINED.0).plus_seconds(-365 * 86_400 * place as i64), YEAR),
        };
        let mut people = vec![(crew.coordinator, CohortRole::Coordinator)];
        let every = |all: &[MemberId]| all.iter().skip(place).step_by(among).copied().collect::<Vec<_>>();
        people.extend(every(&crew.mentors).into_iter().map(|member| (member, CohortRole::Mentor)));
        people.extend(every(&crew.mentees).into_iter().map(|member| (member, CohortRole::Mentee)));
        let slug = format!("year-{year}-{}", place + 1);
        let cohort = self.cohort(&slug, format!("Mentoring {year}, group {}", place + 1), began, life, &people);
        let voices: Vec<MemberId> = people.iter().map(|(member, _)| *member).collect();
        let position = AFTER_WRITTEN + place;
        for (kind, name, posts) in [("ask", "Ask a mentor", posts[0]), ("room", "Common room", posts[1])] {
            let name = format!("{name}, {year}, group {}", place + 1);
            let board = self.board(&format!("{slug}-{kind}"), name, position, life, Whose::Of(cohort));
            self.talk(Talk { board, people: &voices, from: began, span }, posts)?;
        }
        Ok(())
    }

    /// Pairs of a mentor and a mentee, each with a board for the two and whoever runs the institution. The last sixth
    /// began this autumn, the others are archived.
    pub(super) fn matches(&mut self, crew: &Crew) -> Result<()> {
        let matches = self.share.matches;
        let past = matches - matches / 6;
        for place in 0..matches {
            let mentor = crew.mentors[place % crew.mentors.len()];
            let mentee = crew.mentees[place % crew.mentees.len()];
            let (life, began, span) = match place < past {
                true => (Life::Archived, year_of(place, past, self.chance.below(60 * DAY)), YEAR),
                false => (Life::Running, JOINED.plus_seconds(self.chance.below(20 * DAY) as i64), SEASON / 2),
            };
            let people = [
                (mentor, CohortRole::Mentor),
                (mentee, CohortRole::Mentee),
                (crew.coordinator, CohortRole::Coordinator),
            ];
            let (slug, name) = (format!("match-{}", place + 1), format!("Match {}", place + 1));
            let cohort = self.cohort(&slug, name.clone(), began, life, &people);
            let board = self.board(&slug, name, AFTER_COHORTS + place, life, Whose::Of(cohort));
            let talk = Talk { board, people: &[mentee, mentor], from: began, span };
            let posts = part(self.share.private_posts, matches, place);
            let threads = 1 + self.chance.below(3);
            for thread in 0..threads {
                match part(posts, threads, thread) {
                    0 => {}
                    some => self.thread(talk, some)?,
                }
            }
        }
        Ok(())
    }
}

/// When a pair of the past began: six years, the oldest first.
fn year_of(place: usize, past: usize, later: usize) -> Time {
    let year = place * 6 / past.max(1);
    OLDEST.plus_seconds((year * 365 * DAY + later) as i64)
}
