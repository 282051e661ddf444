//! Recovery codes: ten of them, each good once, for whoever has lost their phone. Of 80 bits each, so that nobody guesses
//! one and their hashes give none away.

use data_encoding::BASE32_NOPAD;

use super::model;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::http::secret::{hash, random};
use crate::site::Tx;

/// How many there are.
const MANY: usize = 10;
/// How long one is, without what stands between its groups.
pub const LENGTH: usize = 16;

/// Makes new ones in place of the old; they are shown once, and kept as hashes.
pub fn make(tx: &mut Tx<'_>, member: MemberId) -> Result<Vec<String>> {
    let code = |_| Ok(BASE32_NOPAD.encode(&random::<10>()?).to_lowercase());
    let codes: Vec<String> = (0..MANY).map(code).collect::<Result<_>>()?;
    let hashes: Vec<String> = codes.iter().map(|code| hashed(member, code)).collect();
    model::put_codes(tx.conn, member, &hashes, tx.now)?;
    Ok(codes.iter().map(|code| grouped(code)).collect())
}

/// Uses one up, as it was typed but for what stands between its groups.
pub fn take(tx: &mut Tx<'_>, member: MemberId, typed: &str) -> Result<bool> {
    model::use_code(tx.conn, member, &hashed(member, typed), tx.now)
}

/// In groups of four.
pub fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// The same code of two members has two hashes.
fn hashed(member: MemberId, code: &str) -> String {
    hash(&format!("recovery {member} {code}"))
}
