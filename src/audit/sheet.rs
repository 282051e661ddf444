//! Lines as a table that other programs read: a CSV (RFC 4180) in pieces, never all of it in memory.

use futures_util::Stream;
use futures_util::stream::try_unfold;

use super::filter::Filter;
use super::list_model::{self, Listed, Which};
use super::verbs;
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::roster::Roster;
use crate::site::Site;
use crate::theme::Words;

/// How many lines are read at once.
const PIECE: i64 = 500;

/// Tells programs that it is UTF-8; without it some of them read another alphabet.
const BYTE_ORDER_MARK: &str = "\u{feff}";

const HEAD: [&str; 9] = [
    "audit-sheet-number",
    "audit-sheet-time",
    "audit-sheet-username",
    "audit-sheet-name",
    "audit-sheet-verb",
    "audit-sheet-done",
    "audit-sheet-subject",
    "audit-sheet-why",
    "audit-sheet-details",
];

/// Where the reading stands.
struct Reading {
    site: Site,
    institution: InstitutionId,
    language: String,
    filter: Filter,
    /// What to read next; nothing behind the last line.
    next: Option<Which>,
    has_begun: bool,
}

/// The table, piece by piece.
pub fn pieces(
    site: Site,
    institution: InstitutionId,
    language: String,
    filter: Filter,
) -> impl Stream<Item = Result<String>> + 'static {
    let reading = Reading { site, institution, language, filter, next: Some(Which::Newest), has_begun: false };
    try_unfold(reading, |mut reading| async move {
        let Some(which) = reading.next.take() else { return Ok::<_, Error>(None) };
        let (institution, filter) = (reading.institution, reading.filter.clone());
        let lines = reading.site.read(move |conn| list_model::lines(conn, institution, &filter, which, PIECE)).await?;
        if reading.has_begun && lines.is_empty() {
            return Ok(None);
        }
        let mut piece = String::new();
        if !reading.has_begun {
            piece.push_str(BYTE_ORDER_MARK);
            piece.push_str(&row(HEAD.map(|key| reading.site.words.say(&reading.language, key, &[]))));
            reading.has_begun = true;
        }
        for line in &lines {
            piece.push_str(&row(cells(&reading.site.roster, &reading.site.words, &reading.language, line)?));
        }
        let is_last = i64::try_from(lines.len()).is_ok_and(|count| count < PIECE);
        reading.next = lines.last().filter(|_| !is_last).map(|line| Which::Below((line.at, line.id)));
        Ok(Some((piece, reading)))
    })
}

fn cells(roster: &Roster, words: &Words, language: &str, line: &Listed) -> Result<[String; 9]> {
    let actor = line.actor_id.and_then(|id| roster.member(id));
    let at = jiff::Timestamp::from_microsecond(line.at.0).map_err(Error::internal)?;
    let done = verbs::word(&line.verb).map(|word| words.say(language, &format!("audit-verb-{word}"), &[]));
    Ok([
        line.number.map_or_else(String::new, |number| number.to_string()),
        at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        actor.as_ref().map_or_else(String::new, |person| person.username.clone()),
        actor.as_ref().map_or_else(String::new, |person| person.name.clone()),
        line.verb.clone(),
        done.unwrap_or_default(),
        line.subject.clone(),
        line.why.clone(),
        if line.details == "{}" { String::new() } else { line.details.clone() },
    ])
}

/// A line of the sheet; no cell of it is reckoned by a spreadsheet, and none breaks out of its quotes.
pub fn row(cells: [String; 9]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", harmless(cell).replace('"', "\"\""))).collect();
    format!("{}\r\n", quoted.join(","))
}

/// A program that shows tables takes a cell that begins like this for something to be reckoned, some of them in the wide
/// letters of East Asian keyboards, too; behind an apostrophe it is text.
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}
