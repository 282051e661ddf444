//! Makes up one institution at size l, and hands its rows over a part at a time.

use std::sync::Arc;

use super::phrases::Phrases;
use super::rows::Rows;
use super::scale::Share;
use crate::db::ids::{Ids, MemberId};
use crate::demo::chance::Chance;
use crate::demo::load::JOINED;
use crate::error::Result;
use crate::roster::InstitutionEntry;

/// With so many posts, rows are handed over: enough for one statement of each table.
const ENOUGH: usize = 400;

/// Takes rows to where they are written.
pub(super) type HandOver<'a> = &'a mut dyn FnMut(Rows) -> Result<()>;

/// One institution in the making.
pub(super) struct Maker<'a> {
    pub house: Arc<InstitutionEntry>,
    pub share: Share,
    pub phrases: &'a Phrases,
    pub chance: Chance,
    pub rows: Rows,
    ids: &'a Ids,
    hand_over: HandOver<'a>,
}

/// Those who were made up.
#[derive(Debug)]
pub(super) struct Crew {
    /// Who runs it; in every cohort.
    pub coordinator: MemberId,
    pub mentors: Vec<MemberId>,
    pub mentees: Vec<MemberId>,
}

impl<'a> Maker<'a> {
    /// Nothing is made yet. The same seed and number make the same rows.
    pub(super) fn new(
        number: usize,
        house: Arc<InstitutionEntry>,
        share: Share,
        seed: u64,
        (phrases, ids): (&'a Phrases, &'a Ids),
        hand_over: HandOver<'a>,
    ) -> Self {
        let chance = Chance::of(seed ^ (number as u64 + 1) << 32);
        Self { house, share, phrases, chance, rows: Rows::default(), ids, hand_over }
    }

    /// Makes everything.
    pub(super) fn make(mut self) -> Result<()> {
        let crew = self.people();
        self.open_places(&crew)?;
        self.matches(&crew)?;
        self.pass_on(0)
    }

    /// Hands over what has gathered, if it is enough.
    pub(super) fn hand_over(&mut self) -> Result<()> {
        self.pass_on(ENOUGH)
    }

    fn pass_on(&mut self, enough: usize) -> Result<()> {
        if self.rows.posts() < enough {
            return Ok(());
        }
        (self.hand_over)(std::mem::take(&mut self.rows))
    }

    /// A new id.
    pub(super) fn id(&self) -> i64 {
        self.ids.next(JOINED)
    }
}
