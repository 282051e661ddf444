//! Finds what answers a question, of that which whoever asks may read: the best of the newest.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::MOST_SHOWN;
use super::asked::{Asked, By, Filter};
use super::marks;
use super::model::{entries, sources, vocabulary};
use super::rank;
use super::terms::Terms;
use crate::db::Conn;
use crate::db::dialect::search::{self as index, Entry, Wanted, Word};
use crate::db::ids::{BoardId, ThreadId};
use crate::error::{Message, Result};
use crate::http::Viewer;
use crate::pages::audience::Act;
use crate::roster::BoardEntry;
use crate::site::Site;
use crate::text::words;

/// So many of the newest entries that have the words are weighed; with what the index cannot tell, more are looked at.
const NEWEST: i64 = 5_000;
const NEWEST_IN_ROWS: i64 = 20_000;
/// And so many older ones that have them in their titles.
const TITLED: i64 = 1_000;

/// Who asks, and what there is for them.
pub struct Scene<'a> {
    /// The site.
    pub site: &'a Site,
    /// Who asks.
    pub viewer: &'a Viewer,
    /// The boards that they read.
    pub boards: Vec<Arc<BoardEntry>>,
    /// The languages that texts here are in.
    pub languages: Vec<String>,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Best first.
    pub entries: Vec<Entry>,
    /// How many answer.
    pub count: usize,
    /// Whether there are more than were counted.
    pub is_more: bool,
}

/// What was found, or what is wrong with the question.
pub type Outcome = std::result::Result<Found, Vec<Message>>;

impl<'a> Scene<'a> {
    /// What there is for somebody.
    pub fn of(site: &'a Site, conn: &mut Conn, viewer: &'a Viewer) -> Result<Self> {
        let house = &viewer.institution;
        let all = site.roster.boards_of(house.id);
        let boards = all.iter().filter(|board| board.allows(Act::Read, viewer.circles())).cloned().collect();
        let mut languages = vocabulary::languages(conn, house.id)?;
        let own = viewer.who.as_ref().map(|who| who.person.language.as_str());
        for language in own.into_iter().chain([house.language.as_str()]).map(words::primary) {
            if languages.iter().all(|known| known != language) {
                languages.push(language.to_owned());
            }
        }
        Ok(Self { site, viewer, boards, languages })
    }

    /// What answers, best first.
    ///
    /// # Errors
    /// Within, a sentence for each filter that names what they do not know.
    pub fn find(&self, conn: &mut Conn, asked: &Asked, terms: &Terms) -> Result<Outcome> {
        let (wanted, problems) = self.wanted(conn, asked, terms)?;
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        let Some(wanted) = wanted else { return Ok(Ok(Found::default())) };
        let most = if terms.has_rows_of_words() { NEWEST_IN_ROWS } else { NEWEST };
        let keys = keys(asked);
        let mut found = index::newest(conn, &wanted, keys.clone(), most + 1)?;
        let is_cut = found.len() as i64 > most;
        if is_cut && !terms.with.is_empty() {
            let mut titled = wanted.clone();
            titled.every.extend(terms.wanted_in_titles());
            let known: HashSet<i64> = found.iter().map(|entry| entry.key).collect();
            let older = index::newest(conn, &titled, keys, TITLED)?;
            found.extend(older.into_iter().filter(|entry| !known.contains(&entry.key)));
        }
        let now = self.site.now();
        let mut weighed: Vec<(f64, Entry)> =
            found.into_iter().filter_map(|entry| Some((rank::weigh(&entry, terms, now)?, entry))).collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| b.1.key.cmp(&a.1.key)));
        let count = weighed.len();
        Ok(Ok(Found {
            entries: weighed.into_iter().take(MOST_SHOWN).map(|(_, entry)| entry).collect(),
            count: count.min(MOST_SHOWN),
            is_more: is_cut || count > MOST_SHOWN,
        }))
    }

    /// Whether anything answers: as many as are needed to be sure are looked at.
    pub fn has(&self, conn: &mut Conn, asked: &Asked, terms: &Terms) -> Result<bool> {
        let (Some(wanted), _) = self.wanted(conn, asked, terms)? else { return Ok(false) };
        let most = if terms.has_rows_of_words() { NEWEST } else { 1 };
        let found = index::newest(conn, &wanted, keys(asked), most)?;
        let now = self.site.now();
        Ok(found.iter().any(|entry| rank::weigh(entry, terms, now).is_some()))
    }

    /// What the index is asked; nothing where nothing can be found.
    fn wanted(&self, conn: &mut Conn, asked: &Asked, terms: &Terms) -> Result<(Option<Wanted>, Vec<Message>)> {
        let mut wanted = terms.wanted();
        let mut problems = Vec::new();
        let mut boards: Vec<BoardId> = self.boards.iter().map(|board| board.id).collect();
        for filter in &asked.filters {
            match filter.by {
                By::Place => match self.place(&filter.value) {
                    named if named.is_empty() => {
                        problems.push(Message::new("search-place-unknown").with("value", &filter.value));
                    }
                    named if filter.is_out => {
                        wanted.none.extend(on(&named));
                        wanted.none.extend(answers_on(&named));
                    }
                    named => boards.retain(|board| named.contains(board)),
                },
                By::Author => match self.author(conn, &filter.value)? {
                    None => problems.push(Message::new("search-author-unknown").with("value", &filter.value)),
                    Some(mark) => add(&mut wanted, filter, mark),
                },
                By::Content => add(&mut wanted, filter, Word::Whole(marks::has(&filter.value))),
            }
        }
        if boards.is_empty() {
            return Ok((None, problems));
        }
        wanted.every.push(self.readable(conn, &boards)?);
        Ok((Some(wanted), problems))
    }

    /// What marks all that they read on these boards: what stands there, and of the answers in threads where one has to
    /// answer first those that they read.
    fn readable(&self, conn: &mut Conn, boards: &[BoardId]) -> Result<Vec<Word>> {
        let mut words = on(boards);
        let circles = self.viewer.circles();
        let all = self.boards.iter().filter(|board| boards.contains(&board.id) && board.answers.admits(circles));
        words.extend(answers_on(&all.map(|board| board.id).collect::<Vec<_>>()));
        let answered = self.viewer.who.as_ref().map_or(&[][..], |who| &who.person.answered);
        if !answered.is_empty() {
            let stands = sources::boards(conn, answered)?;
            let stands_here =
                |thread: &&ThreadId| stands.get(thread).is_some_and(|on| on.iter().any(|board| boards.contains(board)));
            words.extend(answered.iter().filter(stands_here).map(|thread| Word::Whole(marks::answer_in(*thread))));
        }
        Ok(words)
    }

    /// The boards that a name means, of those that they read: a board, a cohort's boards, or both.
    fn place(&self, name: &str) -> Vec<BoardId> {
        let (house, roster) = (self.viewer.institution.id, &self.site.roster);
        let cohort = roster.cohort_named(house, name).map(|cohort| cohort.id);
        let is_meant =
            |board: &BoardEntry| board.slug == name || cohort.is_some_and(|cohort| board.cohorts.contains(&cohort));
        self.boards.iter().filter(|board| is_meant(board)).map(|board| board.id).collect()
    }

    /// The mark of an author, if they wrote anything that whoever asks may read: that somebody is here at all is told to
    /// nobody else.
    fn author(&self, conn: &mut Conn, name: &str) -> Result<Option<Word>> {
        let Some(person) = self.site.roster.member_named(self.viewer.institution.id, name) else { return Ok(None) };
        let mark = Word::Whole(marks::author(person.id));
        let boards: Vec<BoardId> = self.boards.iter().map(|board| board.id).collect();
        if boards.is_empty() {
            return Ok(None);
        }
        let wanted = Wanted { every: vec![vec![mark.clone()], self.readable(conn, &boards)?], none: Vec::new() };
        let found = index::newest(conn, &wanted, i64::MIN..i64::MAX, 1)?;
        Ok((!found.is_empty()).then_some(mark))
    }
}

fn add(wanted: &mut Wanted, filter: &Filter, mark: Word) {
    if filter.is_out { wanted.none.push(mark) } else { wanted.every.push(vec![mark]) }
}

fn on(boards: &[BoardId]) -> Vec<Word> {
    boards.iter().map(|board| Word::Whole(marks::board(*board))).collect()
}

fn answers_on(boards: &[BoardId]) -> Vec<Word> {
    boards.iter().map(|board| Word::Whole(marks::answer_on(*board))).collect()
}

/// The keys of what was written in the days that are asked for.
fn keys(asked: &Asked) -> Range<i64> {
    asked.after.map_or(i64::MIN, entries::first_key)..asked.before.map_or(i64::MAX, entries::first_key)
}
