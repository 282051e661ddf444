//! Every row of a site, said so that two sites can be compared on which the same was done.
//!
//! An id is said by its rank among all ids: a try that failed has used some up. What is random (a token, a salt), or made
//! over such a thing, is said to be there. Who holds a node number, and how often a page was wanted, is nobody's loss; and
//! when a line of the audit was sealed is for `lyceum audit verify` to judge, which each trial asks in the end.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use lyceum::backup::tables::TABLES;
use lyceum::db::ids::{EventId, decode};
use lyceum::db::table::Table;
use lyceum::db::tuple::Value;
use lyceum::site::Site;

/// No instant is as large, and every id is larger.
const SMALLEST_ID: i64 = 10_000_000_000_000_000;

/// The tables; they are those of the migrations wherever this process looks.
static KNOWN: OnceLock<Vec<(&str, Table)>> = OnceLock::new();

/// The rows of each table, in order.
#[derive(Clone, PartialEq, Eq)]
pub struct Rows {
    tables: BTreeMap<&'static str, Vec<String>>,
    ids: BTreeMap<i64, usize>,
}

impl Rows {
    /// Reads them.
    pub fn of(site: &Site) -> Self {
        let raw = site.db.read_now(|conn| {
            let kept = TABLES.iter().filter(|(name, _)| *name != "nodes");
            let tables = KNOWN.get_or_init(|| kept.map(|(name, _)| (*name, Table::of(conn, name).unwrap())).collect());
            let read = |(name, table): &'static (&'static str, Table)| {
                let mut rows = Vec::new();
                table.each(conn, &mut |row| {
                    rows.push(row.0);
                    Ok(())
                })?;
                Ok((*name, table, rows))
            };
            tables.iter().map(read).collect::<lyceum::error::Result<Vec<_>>>()
        });
        let raw = raw.unwrap();
        let ids = raw.iter().flat_map(|(_, _, rows)| rows.iter().flatten()).filter_map(|value| match value {
            Value::Number(number) if *number > SMALLEST_ID => Some(*number),
            _ => None,
        });
        let ids: std::collections::BTreeSet<i64> = ids.collect();
        let ids = ids.into_iter().enumerate().map(|(rank, id)| (id, rank)).collect();
        let mut all = Self { tables: BTreeMap::new(), ids };
        for (name, table, rows) in raw {
            let line = |row: &Vec<Value>| {
                let cells = row.iter().zip(&table.columns);
                let said = cells.filter_map(|(value, column)| all.cell(name, &column.name, value));
                said.collect::<Vec<_>>().join(" | ")
            };
            let mut lines: Vec<String> = rows.iter().map(line).collect();
            lines.sort();
            all.tables.insert(name, lines);
        }
        all
    }

    fn cell(&self, table: &str, column: &str, value: &Value) -> Option<String> {
        let said = match (table, column, value) {
            ("pages", "wanted" | "rendered" | "hash", _) => return None,
            // No id, but larger than any: it would be ranked among them.
            ("search_entries", "key", _) => return None,
            ("audit", "number" | "sealed_at" | "seal" | "code", _) => return None,
            ("passwords", "hash", _)
            | ("sign_in_links" | "pending_sign_ins" | "invitations" | "invitation_requests", "token_hash", _)
            | ("passkey_challenges", "token_hash" | "state", _)
            | ("sso_attempts", "state_hash" | "browser_hash" | "nonce" | "verifier", _)
            | ("second_factors", "secret", _)
            | ("recovery_codes", "code_hash", _)
            | ("sso_providers", "client_secret", _)
            | ("scim_tokens" | "lti_picks", "token_hash", _)
            | ("lti_attempts", "state_hash" | "browser_hash" | "nonce", _)
            | ("lti_keys", "sealed" | "modulus", _)
            | ("audit", "salt" | "details_hash" | "mark", Value::Text(_)) => "random".into(),
            (_, _, Value::Null) => "none".into(),
            (_, _, Value::Number(number)) => {
                self.ids.get(number).map_or_else(|| number.to_string(), |rank| named(*rank))
            }
            ("deliveries", "payload", Value::Text(text)) => without_token(&self.said(text)),
            (_, _, Value::Text(text)) => self.said(text),
        };
        Some(format!("{column}={said}"))
    }

    /// A text with each id by its rank, in either of its spellings.
    pub fn said(&self, text: &str) -> String {
        let mut said = String::with_capacity(text.len());
        let mut word = String::new();
        for letter in text.chars().chain(['\n']) {
            if letter.is_ascii_alphanumeric() {
                word.push(letter);
                continue;
            }
            let id = if word.len() == 13 { decode(&word) } else { word.parse().ok() };
            match id.and_then(|id| self.ids.get(&id)) {
                Some(rank) => said.push_str(&named(*rank)),
                None => said.push_str(&word),
            }
            word.clear();
            said.push(letter);
        }
        said.pop();
        said
    }

    /// Without what follows from an act: pages, marks that moved, who is told of it, and whether an event is settled.
    pub fn acts(&self) -> Self {
        let mut acts = self.without(&["pages", "read_marks", "notices", "tellings", "mail_due"]);
        let events = acts.tables.get_mut("events").expect("the table of events");
        events.retain(|line| !line.contains("kind=thread.reading.told"));
        for line in events {
            let cells = line.split(" | ").filter(|cell| !cell.starts_with("settled_at="));
            *line = cells.collect::<Vec<_>>().join(" | ");
        }
        acts
    }

    /// Without what only a process knows for a while: how far somebody has read, and which notices they saw there.
    pub fn without_marks(&self) -> Self {
        let mut rest = self.without(&["read_marks"]);
        for line in rest.tables.get_mut("notices").expect("the table of notices") {
            let cells = line.split(" | ").filter(|cell| !cell.starts_with("seen_at="));
            *line = cells.collect::<Vec<_>>().join(" | ");
        }
        rest
    }

    /// Without some tables.
    pub fn without(&self, tables: &[&str]) -> Self {
        let mut rest = self.clone();
        rest.tables.retain(|name, _| !tables.contains(name));
        rest.ids.clear();
        rest
    }

    /// Where they are not as `other` has them, in a few lines; `None` if they are.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let mut told = Vec::new();
        for (name, lines) in &self.tables {
            let theirs = &other.tables[name];
            told.extend(lines.iter().filter(|line| !theirs.contains(line)).map(|line| format!("+ {name}: {line}")));
            told.extend(theirs.iter().filter(|line| !lines.contains(line)).map(|line| format!("- {name}: {line}")));
            if lines.len() != theirs.len() {
                told.push(format!("{name}: {} rows for {}", lines.len(), theirs.len()));
            }
        }
        told.truncate(6);
        (!told.is_empty()).then(|| told.join("\n    "))
    }

    /// Events that nobody has settled, as a number.
    pub fn unsettled(&self) -> usize {
        self.tables["events"].iter().filter(|line| line.contains("settled_at=none")).count()
    }
}

fn named(rank: usize) -> String {
    format!("#{rank:05}")
}

fn without_token(text: &str) -> String {
    let token = ["/sign-in/link/", "\"secret\":\""].into_iter().find_map(|mark| Some((mark, text.split_once(mark)?)));
    match token {
        Some((mark, (before, rest))) => format!("{before}{mark}{}", rest.trim_start_matches(|c| c != '"')),
        None => text.to_owned(),
    }
}

#[test]
fn an_id_is_said_by_its_rank_in_both_of_its_spellings() {
    let id = 90_000_000_000_000_000;
    let rows = Rows { tables: BTreeMap::new(), ids: BTreeMap::from([(id, 7)]) };
    let spelt = EventId(id).to_string();
    assert_eq!(rows.said(&format!("/t/{spelt}/#p-{spelt} {id},0")), "/t/#00007/#p-#00007 #00007,0");
    assert_eq!(rows.said("/t/0000000000001/ 12"), "/t/0000000000001/ 12");
}
