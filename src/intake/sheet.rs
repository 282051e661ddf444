//! A table of people as a file (CSV, RFC 4180): its head, its rows, and what cannot be read of it.

use std::collections::HashMap;

use csv::{ByteRecord, ReaderBuilder};

use crate::error::{Error, Message, Problems, Result};
use crate::text;

/// The largest file, in bytes.
pub const LARGEST: usize = 10 << 20;
/// The most rows in a file.
pub const MOST: usize = 50_000;
/// The longest key and the longest name, in characters.
const KEY: usize = 200;
const NAME: usize = 80;

/// What a column holds; `given` and `family` stand for `name` where a file has them apart.
pub const COLUMNS: [&str; 8] = ["external_id", "given", "family", "name", "email", "cohort", "role", "status"];

/// Somebody in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Row {
    /// The line of the file on which it begins.
    pub line: u64,
    pub external_id: String,
    pub name: String,
    /// In lower case.
    pub email: String,
    /// A cohort's short name; may be empty.
    pub cohort: String,
    pub role: String,
    /// Whether they are still there.
    pub is_here: bool,
}

/// A row that cannot be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Bad {
    pub line: u64,
    /// Whose it is, if that much can be read.
    pub external_id: Option<String>,
    pub why: Message,
}

/// What a file holds.
pub type Line = std::result::Result<Row, Bad>;

/// Reads a file. `map` says what a column is called there, where it is not called as in [`COLUMNS`].
///
/// # Errors
/// `Invalid` if the file as a whole is none: too large, too many rows, a column missing.
pub fn read(bytes: &[u8], map: &[(String, String)]) -> Result<Vec<Line>> {
    if bytes.len() > LARGEST {
        return Err(no_file(Message::new("intake-too-large").with("most", LARGEST >> 20)));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let (mut record, mut head, mut lines) = (ByteRecord::new(), None, Vec::new());
    let (mut seen, mut counted) = (Seen::default(), Counted { bytes, at: 0, line: 1 });
    while reader.read_byte_record(&mut record).map_err(Error::internal)? {
        let Some(head) = &head else {
            head = Some(Head::of(&record, map)?);
            continue;
        };
        if lines.len() == MOST {
            return Err(no_file(Message::new("intake-too-many").with("most", MOST)));
        }
        let line = counted.reach(record.position().map_or(0, csv::Position::byte));
        if head.has_swallowed(&record) {
            return Err(no_file(Message::new("intake-quotation").with("line", line)));
        }
        lines.push(head.row(&record, line).and_then(|row| seen.note(row)));
    }
    if head.is_none() {
        return Err(no_file(Message::new("intake-empty")));
    }
    Ok(lines)
}

/// How far the lines of a file have been counted. The reader counts them, too, but where a line ends in two characters it
/// takes the second for the beginning of the next row, and whoever looks for that row would look a line too high.
struct Counted<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Counted<'_> {
    /// The line of the row that begins at a byte, or behind the line ends that stand there.
    fn reach(&mut self, byte: u64) -> u64 {
        let begins = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        let rest = self.bytes.get(begins..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = self.bytes.get(self.at..begins + ends).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').map(|_| 1).sum::<u64>();
        self.at = begins + ends;
        self.line
    }
}

fn no_file(why: Message) -> Error {
    Error::Invalid(Problems::one("FILE", why))
}

/// Where each column is.
struct Head {
    places: HashMap<&'static str, usize>,
    width: usize,
}

impl Head {
    fn of(record: &ByteRecord, map: &[(String, String)]) -> Result<Self> {
        let plain = |cell: &str| text::clean_line(cell).to_lowercase();
        let names: Vec<String> = record.iter().map(|cell| plain(&String::from_utf8_lossy(cell))).collect();
        let mut places = HashMap::new();
        for column in COLUMNS {
            let mapped = map.iter().find(|(known, _)| known == column).map(|(_, called)| plain(called));
            let wanted = mapped.clone().unwrap_or_else(|| column.to_owned());
            match names.iter().position(|name| *name == wanted) {
                Some(place) => drop(places.insert(column, place)),
                // What was named by hand has to be there.
                None if mapped.is_some() => return Err(missing(&wanted, &names)),
                None => {}
            }
        }
        let has_name = places.contains_key("name") || places.contains_key("given") || places.contains_key("family");
        for (is_there, column) in [
            (places.contains_key("external_id"), "external_id"),
            (has_name, "name"),
            (places.contains_key("email"), "email"),
        ] {
            if !is_there {
                return Err(missing(column, &names));
            }
        }
        Ok(Self { places, width: names.len() })
    }

    /// Whether a quotation mark that nobody closed has taken in rows that follow: they would be missing without a word, and
    /// be taken for people who left. No name, key or address goes over two lines; what we do not read may, but not a row.
    fn has_swallowed(&self, record: &ByteRecord) -> bool {
        let is_read = |place: usize| self.places.values().any(|known| *known == place);
        let is_row = |line: &[u8]| line.iter().filter(|byte| **byte == b',').count() + 1 >= self.width;
        let takes = |cell: &[u8]| cell.split(|byte| *byte == b'\n').skip(1).any(is_row);
        let has_lines = |cell: &[u8]| cell.contains(&b'\n');
        record.iter().enumerate().any(|(place, cell)| has_lines(cell) && (is_read(place) || takes(cell)))
    }

    fn row(&self, record: &ByteRecord, line: u64) -> Line {
        let bytes = |column: &str| self.places.get(column).and_then(|place| record.get(*place)).unwrap_or_default();
        let bad = |external_id: &str, why: Message| Bad {
            line,
            external_id: Some(external_id.to_owned()).filter(|key| !key.is_empty()),
            why,
        };
        let key = std::str::from_utf8(bytes("external_id")).map(text::clean_line).unwrap_or_default();
        if record.len() != self.width {
            // Who knows in which column the key of such a row stands.
            let why = Message::new("intake-width").with("width", self.width).with("found", record.len());
            return Err(bad("", why));
        }
        if COLUMNS.iter().any(|column| std::str::from_utf8(bytes(column)).is_err()) {
            return Err(bad(&key, Message::new("intake-coding")));
        }
        let cell = |column: &str| text::clean_line(&String::from_utf8_lossy(bytes(column)));
        let both = || text::clean_line(&format!("{} {}", cell("given"), cell("family")));
        let name = Some(cell("name")).filter(|name| !name.is_empty()).unwrap_or_else(both);
        let (email, status) = (cell("email").to_lowercase(), cell("status").to_lowercase());
        let why = match status.as_str() {
            _ if key.is_empty() => Some(Message::new("intake-no-key")),
            _ if key.chars().count() > KEY => Some(Message::new("intake-key-long").with("most", KEY)),
            _ if text::shows_nothing(&name) => Some(Message::new("members-name-missing")),
            _ if name.chars().count() > NAME => {
                Some(Message::new("form-too-long").with("most", NAME).with("length", name.chars().count()))
            }
            _ if !text::is_address(&email) => Some(Message::new("members-email-form")),
            "" | "active" | "left" => None,
            _ => Some(Message::new("intake-status")),
        };
        match why {
            Some(why) => Err(bad(&key, why)),
            None => Ok(Row {
                line,
                external_id: key,
                name,
                email,
                cohort: cell("cohort").to_lowercase(),
                role: cell("role").to_lowercase(),
                is_here: status != "left",
            }),
        }
    }
}

fn missing(column: &str, names: &[String]) -> Error {
    no_file(Message::new("intake-column").with("column", column).with("found", names.join(", ")))
}

/// The keys and addresses that stand further up: each is one person's.
#[derive(Default)]
struct Seen {
    keys: HashMap<String, u64>,
    addresses: HashMap<String, u64>,
}

impl Seen {
    fn note(&mut self, row: Row) -> Line {
        let twice = |key, line: u64| Message::new(key).with("line", line);
        let found = match (self.keys.get(&row.external_id), self.addresses.get(&row.email)) {
            (Some(line), _) => Some(twice("intake-key-twice", *line)),
            (None, Some(line)) => Some(twice("intake-address-twice", *line)),
            (None, None) => None,
        };
        self.keys.entry(row.external_id.clone()).or_insert(row.line);
        match found {
            Some(why) => Err(Bad { line: row.line, external_id: Some(row.external_id), why }),
            None => {
                self.addresses.insert(row.email.clone(), row.line);
                Ok(row)
            }
        }
    }
}
