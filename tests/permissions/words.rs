//! Canaries: words that stand in one secret place each, so that whoever reads the word has read the secret.

use std::collections::BTreeSet;

use lyceum::http::secret::random;

use super::policy::Group;
use super::readers::Reader;

/// What every canary begins with; no language has it.
const MARK: &str = "qxz";
/// How many letters follow. Half of them are enough to know the word by, where a text is cut off.
const LETTERS: usize = 13;

/// A canary.
#[derive(Debug)]
struct Word {
    letters: String,
    what: String,
    known: Group,
}

/// The canaries of one world.
#[derive(Debug, Default)]
pub struct Words(Vec<Word>);

impl Words {
    /// A fresh word of 16 letters for `what`, which `known` may read and nobody else.
    pub fn secret(&mut self, what: &str, known: Group) -> String {
        let letters: String = random::<LETTERS>().unwrap().iter().map(|byte| char::from(b'a' + byte % 26)).collect();
        let word = format!("{MARK}{letters}");
        self.0.push(Word { letters, what: what.to_owned(), known });
        word
    }

    /// What `text` tells a reader that they may not know, leaving out what they said themselves.
    pub fn leaks(&self, reader: Reader, text: &str, said: &str) -> BTreeSet<&str> {
        let found =
            self.found(text).into_iter().filter(|word| !word.known.contains(&reader) && !said.contains(&word.letters));
        found.map(|word| word.what.as_str()).collect()
    }

    /// What `text` tells anybody.
    pub fn told(&self, text: &str) -> BTreeSet<&str> {
        self.found(text).into_iter().map(|word| word.what.as_str()).collect()
    }

    /// What a reader may know.
    pub fn known_to(&self, reader: Reader) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |word| word.known.contains(&reader)).map(|word| word.what.as_str())
    }

    fn found(&self, text: &str) -> Vec<&Word> {
        let runs = text.match_indices(MARK).map(|(at, mark)| {
            let run = &text[at + mark.len()..];
            &run[..run.bytes().take(LETTERS).take_while(u8::is_ascii_lowercase).count()]
        });
        let long = runs.filter(|run| run.len() > LETTERS / 2);
        long.filter_map(|run| self.0.iter().find(|word| word.letters.starts_with(run))).collect()
    }
}
