//! Passwords that somebody would guess: the commonest ones, and those made of what everybody knows of a person.

use std::collections::HashSet;
use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;

use crate::error::{Error, Message, Problems, Result};

/// The 10,000 commonest of those that are long enough; where they come from stands in `passwords.md`.
const PACKED: &[u8] = include_bytes!("passwords.txt.gz");

static COMMON: LazyLock<HashSet<Box<str>>> = LazyLock::new(|| {
    let mut text = String::new();
    match GzDecoder::new(PACKED).read_to_string(&mut text) {
        Ok(_) => text.lines().map(Box::from).collect(),
        Err(cause) => {
            tracing::error!(%cause, "the list of common passwords cannot be read; none is refused");
            HashSet::new()
        }
    }
});

/// The shortest word that is looked for in a password: a shorter one is in half of all sentences.
const SHORTEST_WORD: usize = 4;

/// Refuses a password that is guessed early. `known` is what everybody knows of the person: their username, name and
/// addresses, and their institution. Of an address, what stands before the @ is enough.
///
/// # Errors
/// `Invalid`, with what to do instead.
pub fn refuse(new: &str, known: &[String]) -> Result<()> {
    let refused = |key| Err(Error::Invalid(Problems::one("new_password", Message::new(key))));
    if COMMON.contains(new.to_lowercase().as_str()) {
        return refused("sign-in-password-common");
    }
    let bare = folded(new);
    let is_in = |word: &String| word.chars().count() >= SHORTEST_WORD && bare.contains(word.as_str());
    if known.iter().map(|word| folded(word.split('@').next().unwrap_or_default())).any(|word| is_in(&word)) {
        return refused("sign-in-password-personal");
    }
    Ok(())
}

/// In small letters, and without what stands between words: `Ruth-Osei` and `ruth osei` are one.
fn folded(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
