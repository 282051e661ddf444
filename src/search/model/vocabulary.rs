//! The words and the languages of all texts.

use std::collections::{BTreeMap, HashSet};

use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::Conn;
use crate::db::ids::InstitutionId;
use crate::db::kept::kept;
use crate::db::schema::{search_languages, search_words};
use crate::error::Result;

/// So many words are looked at to find those that are near.
const MOST_NEAR: i64 = 5_000;

/// Learns words: without case and accents, and as they were written first. Most are known; of the others two changes at once
/// learn in the same order, or they would wait for each other.
pub fn learn(conn: &mut Conn, words: &BTreeMap<String, String>) -> Result<()> {
    let mut known: HashSet<String> = HashSet::new();
    let plain: Vec<&String> = words.keys().collect();
    for chunk in plain.chunks(500) {
        let rows = search_words::table.filter(search_words::plain.eq_any(chunk.iter().map(|word| word.as_str())));
        known.extend(rows.select(search_words::plain).load::<String>(conn)?);
    }
    for (plain, shown) in words.iter().filter(|(plain, _)| !known.contains(*plain)) {
        let row = kept::<BigInt>(
            "INSERT INTO search_words (plain, shown, first_two, last_two, letters) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT DO NOTHING",
        );
        let (first, last) = ends(plain);
        let letters = i64::try_from(plain.chars().count()).unwrap_or(0);
        row.words(plain).words(shown).words(&first).words(&last).number(letters).execute(conn)?;
    }
    Ok(())
}

/// The first two letters of a word, and the last two.
fn ends(word: &str) -> (String, String) {
    let letters: Vec<char> = word.chars().collect();
    let last = letters.len().saturating_sub(2);
    (letters.iter().take(2).collect(), letters[last..].iter().collect())
}

/// Words that begin or end like this one and are about as long: without case and accents, and as they are written.
pub fn near(conn: &mut Conn, plain: &str) -> Result<Vec<(String, String)>> {
    let (first, last) = ends(plain);
    let letters = i32::try_from(plain.chars().count()).unwrap_or(0);
    let alike = search_words::table
        .filter(search_words::letters.between(letters - 2, letters + 2))
        .select((search_words::plain, search_words::shown))
        .limit(MOST_NEAR);
    let mut found: Vec<(String, String)> = alike.filter(search_words::first_two.eq(first)).load(conn)?;
    found.extend(alike.filter(search_words::last_two.eq(last)).load::<(String, String)>(conn)?);
    found.sort();
    found.dedup();
    Ok(found)
}

/// Notes that an institution has texts in a language.
pub fn note_language(conn: &mut Conn, institution: InstitutionId, language: &str) -> Result<()> {
    let row =
        kept::<BigInt>("INSERT INTO search_languages (institution_id, language) VALUES (?, ?) ON CONFLICT DO NOTHING");
    row.number(institution.0).words(language).execute(conn)?;
    Ok(())
}

/// The languages that an institution has texts in.
pub fn languages(conn: &mut Conn, institution: InstitutionId) -> Result<Vec<String>> {
    let rows = search_languages::table.filter(search_languages::institution_id.eq(institution.0));
    Ok(rows.select(search_languages::language).order(search_languages::language).load(conn)?)
}

/// Forgets them all.
pub fn clear(conn: &mut Conn) -> Result<()> {
    diesel::delete(search_words::table).execute(conn)?;
    diesel::delete(search_languages::table).execute(conn)?;
    Ok(())
}
