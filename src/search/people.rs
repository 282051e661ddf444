//! People by their names, of those whose pages whoever asks may see.

use super::find::Scene;
use super::marks;
use super::model::sources;
use super::terms::Terms;
use crate::db::Conn;
use crate::db::dialect::search::{self as index, Wanted, Word};
use crate::db::ids::{BoardId, MemberId};
use crate::error::Result;
use crate::members::people::People;
use crate::pages::audience::Audience;
use crate::theme::view::PersonView;

/// So many of one name are looked at.
const MOST: i64 = 200;
/// And so many shown.
const SHOWN: usize = 8;

impl Scene<'_> {
    /// A few people who are called like this, and how many there are.
    pub fn people(&self, conn: &mut Conn, terms: &Terms) -> Result<(Vec<PersonView>, usize)> {
        if terms.with.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let house = &self.viewer.institution;
        let mut wanted = Wanted { every: terms.wanted().every, none: Vec::new() };
        wanted.every.push(vec![Word::Whole(marks::person_of(house.id))]);
        let found = index::newest(conn, &wanted, i64::MIN..i64::MAX, MOST)?;
        let ids: Vec<MemberId> = found.iter().map(|entry| MemberId(entry.subject_id)).collect();
        let names = crate::members::model::names(conn, &ids)?;
        // An account's page is for the institution; a sender of imported mail is known to who reads what they wrote.
        let is_member = Audience::of([house.members]).admits(self.viewer.circles());
        let imported: Vec<MemberId> = names.iter().filter(|name| name.kind == "imported").map(|name| name.id).collect();
        let boards: Vec<BoardId> = self.boards.iter().map(|board| board.id).collect();
        let heard = if imported.is_empty() { Vec::new() } else { sources::heard_on(conn, &imported, &boards)? };
        let mut seen: Vec<_> = names
            .into_iter()
            .filter(|name| match name.kind.as_str() {
                "imported" => heard.contains(&name.id),
                _ => is_member,
            })
            .collect();
        seen.sort_by_key(|one| (one.name.to_lowercase(), one.id));
        let count = seen.len();
        let ids: Vec<MemberId> = seen.into_iter().take(SHOWN).map(|name| name.id).collect();
        let people = People::read(conn, self.site, &ids, Vec::new(), false)?;
        Ok((ids.into_iter().map(|id| people.person(id)).collect(), count))
    }
}
