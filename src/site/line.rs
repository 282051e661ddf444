//! One line of the audit as it is written: what happened, a salted hash of why, and a mark that only this site can make.

use sha2::{Digest, Sha256};

use super::model;
use crate::db::Conn;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::error::Result;
use crate::http::secret::{NamedKey, random};

/// One line of the audit. `actor` is nobody for what a command or the clock does.
#[derive(Debug, Clone)]
pub struct Audit {
    /// Whose house.
    pub institution: Option<InstitutionId>,
    /// Who did it.
    pub actor: Option<MemberId>,
    /// What, as `threads.hide`.
    pub verb: &'static str,
    /// To what: the id's own spelling.
    pub subject: String,
    /// The reason that was given.
    pub why: String,
    /// What else is worth keeping, as JSON.
    pub details: String,
}

impl Audit {
    /// Writes the line, in the transaction of the change.
    pub fn write(&self, conn: &mut Conn, key: &NamedKey, id: i64, now: Time) -> Result<()> {
        let salt = salt()?;
        let details_hash = details_hash(&salt, &self.why, &self.details);
        let said = Said {
            id,
            at: now.0,
            institution: self.institution.map(|id| id.0),
            actor: self.actor.map(|id| id.0),
            verb: self.verb,
            subject: &self.subject,
            details_hash: &details_hash,
        };
        model::insert_line(conn, self, &said, &salt, &key.code(MARK, &said.bytes()))
    }
}

/// The purpose of the codes that mark lines.
pub const MARK: &str = "line";

/// What of a line never changes. Why, and the other details, stand in it by their hash alone, so that they can be erased
/// and everything that was made over the line still holds.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Said<'a> {
    pub id: i64,
    pub at: i64,
    pub institution: Option<i64>,
    pub actor: Option<i64>,
    pub verb: &'a str,
    pub subject: &'a str,
    pub details_hash: &'a str,
}

impl Said<'_> {
    /// All of it in one way only: a text is told with its length, so that no two lines are the same bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(192);
        for number in [Some(self.id), Some(self.at), self.institution, self.actor] {
            bytes.push(number.is_some().into());
            bytes.extend(number.unwrap_or(0).to_be_bytes());
        }
        for text in [self.verb, self.subject, self.details_hash] {
            put(&mut bytes, text);
        }
        bytes
    }
}

/// Puts a text with its length.
pub fn put(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u64).to_be_bytes());
    bytes.extend(text.as_bytes());
}

/// A fresh salt. It lies beside what it salts and goes with it: without it nobody can try out what was said.
pub fn salt() -> Result<String> {
    Ok(data_encoding::HEXLOWER.encode(&random::<16>()?))
}

/// The hash that stands for what can be erased.
pub fn details_hash(salt: &str, why: &str, details: &str) -> String {
    let mut bytes = Vec::with_capacity(96 + why.len() + details.len());
    [salt, why, details].into_iter().for_each(|text| put(&mut bytes, text));
    data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes))
}
