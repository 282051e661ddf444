//! The index of words, which is the engine's own: FTS5 on SQLite, a GIN index over a `tsvector` on PostgreSQL.
//!
//! Either only says which entries have which words. The words are made by `text/words.rs`, and no engine cuts or folds
//! them again: they go in as one text with blanks between, and what is asked for goes in between quotation marks.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::db::Conn;
use crate::db::kept::kept;
use crate::error::Result;

/// The name of the index, and of what SQLite keeps beside it (`search_index_data` and so on).
pub const INDEX: &str = "search_index";

/// FTS5 as a bare index: it keeps no text (`content`), no places (`detail`), and its tokenizer parts at blanks alone, for
/// all other signs that occur count as letters.
const SQLITE: &str = "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(terms, content='', \
    contentless_delete=1, detail=none, tokenize=\"ascii tokenchars '_=+#'\")";

/// New words wait in a list that each search reads through; the default of 4 MB would cost 20 ms.
const POSTGRES: &str = "CREATE TABLE IF NOT EXISTS search_index (key BIGINT PRIMARY KEY, terms TSVECTOR NOT NULL); \
    CREATE INDEX IF NOT EXISTS search_index_terms ON search_index USING gin (terms) WITH (gin_pending_list_limit = 256)";

/// Makes the index, where there is none.
pub fn prepare(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(inner) => Ok(inner.batch_execute(SQLITE)?),
        Conn::Postgres(inner) => Ok(inner.batch_execute(POSTGRES)?),
    }
}

/// Empties it.
pub fn clear(conn: &mut Conn) -> Result<()> {
    match conn {
        Conn::Sqlite(inner) => {
            Ok(inner.batch_execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")?)
        }
        Conn::Postgres(inner) => Ok(inner.batch_execute("DELETE FROM search_index")?),
    }
}

/// Notes the words of an entry, in the place of those it had: whatever a crash left here, nobody's post fails by it.
pub fn put(conn: &mut Conn, key: i64, terms: &str) -> Result<()> {
    let statement = match conn {
        Conn::Sqlite(_) => kept::<BigInt>("INSERT OR REPLACE INTO search_index (rowid, terms) VALUES (?, ?)"),
        Conn::Postgres(_) => kept::<BigInt>(
            "INSERT INTO search_index (key, terms) VALUES (?, array_to_tsvector(string_to_array(?, ' '))) \
             ON CONFLICT (key) DO UPDATE SET terms = excluded.terms",
        ),
    };
    statement.number(key).words(terms).execute(conn)?;
    Ok(())
}

/// Forgets the words of an entry.
pub fn forget(conn: &mut Conn, key: i64) -> Result<()> {
    let statement = match conn {
        Conn::Sqlite(_) => kept::<BigInt>("DELETE FROM search_index WHERE rowid = ?"),
        Conn::Postgres(_) => kept::<BigInt>("DELETE FROM search_index WHERE key = ?"),
    };
    statement.number(key).execute(conn)?;
    Ok(())
}

/// A word to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// Just this one.
    Whole(String),
    /// Whatever begins like this.
    Beginning(String),
}

/// What an entry must have: one word of each set, and none of those that are excluded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of each of these, one; never empty, nor is any of them.
    pub every: Vec<Vec<Word>>,
    /// None of these.
    pub none: Vec<Word>,
}

impl Wanted {
    /// As FTS5 and `tsquery` are asked; the two differ in their signs alone.
    fn written(&self, signs: &Signs) -> String {
        let any = |words: &[Word]| {
            let each: Vec<String> = words.iter().map(|word| signs.word(word)).collect();
            format!("({})", each.join(signs.or))
        };
        let every: Vec<String> = self.every.iter().map(|words| any(words)).collect();
        match self.none.is_empty() {
            true => every.join(signs.and),
            false => format!("({}){}{}", every.join(signs.and), signs.not, any(&self.none)),
        }
    }
}

struct Signs {
    quote: char,
    beginning: &'static str,
    and: &'static str,
    or: &'static str,
    not: &'static str,
}

const FTS5: Signs = Signs { quote: '"', beginning: "*", and: " AND ", or: " OR ", not: " NOT " };
const TSQUERY: Signs = Signs { quote: '\'', beginning: ":*", and: " & ", or: " | ", not: " & !" };

impl Signs {
    fn word(&self, word: &Word) -> String {
        let (text, ending) = match word {
            Word::Whole(text) => (text, ""),
            Word::Beginning(text) => (text, self.beginning),
        };
        // No word has one; if it had, it would end there.
        let quote = self.quote;
        format!("{quote}{}{quote}{ending}", text.replace(['"', '\'', '\\', '\0'], ""))
    }
}

/// An entry that has what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
#[allow(missing_docs)]
pub struct Entry {
    #[diesel(sql_type = BigInt)]
    pub key: i64,
    #[diesel(sql_type = Text)]
    pub kind: String,
    #[diesel(sql_type = BigInt)]
    pub subject_id: i64,
    #[diesel(sql_type = BigInt)]
    pub thread_id: i64,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Text)]
    pub body: String,
}

/// The newest entries with keys in a range, newest first, at most so many.
pub fn newest(conn: &mut Conn, wanted: &Wanted, keys: std::ops::Range<i64>, most: i64) -> Result<Vec<Entry>> {
    let (sql, asked) = match conn {
        // The order of a CROSS JOIN is kept: the index first, which reads from its end and stops when it has enough.
        Conn::Sqlite(_) => (
            "SELECT e.key, e.kind, e.subject_id, e.thread_id, e.title, e.body \
             FROM search_index CROSS JOIN search_entries e ON e.key = search_index.rowid \
             WHERE search_index MATCH $1 AND search_index.rowid >= $2 AND search_index.rowid < $3 \
             ORDER BY search_index.rowid DESC LIMIT $4",
            wanted.written(&FTS5),
        ),
        Conn::Postgres(_) => (
            "SELECT e.key, e.kind, e.subject_id, e.thread_id, e.title, e.body \
             FROM (SELECT key FROM search_index WHERE terms @@ CAST($1 AS tsquery) AND key >= $2 AND key < $3 \
                   ORDER BY key DESC LIMIT $4) AS found \
             JOIN search_entries e ON e.key = found.key ORDER BY e.key DESC",
            wanted.written(&TSQUERY),
        ),
    };
    let query = diesel::sql_query(sql)
        .bind::<Text, _>(asked)
        .bind::<BigInt, _>(keys.start)
        .bind::<BigInt, _>(keys.end)
        .bind::<BigInt, _>(most);
    Ok(query.load(conn)?)
}
