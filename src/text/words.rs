//! Words as searching knows them: one tokenizer for both engines and for what somebody asks, so that all agree.
//!
//! Letters lose case and accents, words their endings by the language they are in, Arabic its article and the spellings
//! that writers mix; Chinese, Japanese and Korean are cut into single signs and pairs, since they have no blanks. What
//! comes out holds neither a blank nor one of the signs that the index keeps for itself ([`RESERVED`]).

use std::collections::BTreeSet;
use std::ops::Range;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::slug::latin;

/// Which rules made the words of a stored entry; raise it when the same text would give others, stemmers included.
pub const VERSION: i32 = 1;

/// What no word begins with, so that the index can note more than words.
pub const RESERVED: [char; 2] = ['_', '='];

/// Longer words are cut: nobody asks for them, and an engine has its limits.
const LONGEST: usize = 40;

/// A word, or a piece of one where there are no blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// As the index knows it.
    pub text: String,
    /// Where it stands in the text that was given, in bytes.
    pub at: Range<usize>,
}

/// Every word of a text in `language`, in order.
pub fn tokens(text: &str, language: &str) -> Vec<Token> {
    let stemmer = algorithm(language).map(Stemmer::new);
    let mut found = Vec::new();
    for at in pieces(text) {
        let piece = &text[at.clone()];
        if piece.starts_with(is_east_asian) {
            signs(piece, at.start, &mut found);
        } else {
            let text = known_as(piece, stemmer.as_ref());
            if !text.is_empty() {
                found.push(Token { text, at });
            }
        }
    }
    found
}

/// Every word of a text in `language`, one blank between two: as an index keeps it.
pub fn joined(text: &str, language: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for token in tokens(text, language) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&token.text);
    }
    line
}

/// What somebody asks for, place by place, in every shape that a text in one of these languages would give it.
pub fn shapes(asked: &str, languages: &[String]) -> Vec<Vec<String>> {
    let mut places: Vec<BTreeSet<String>> = Vec::new();
    let none = [String::new()];
    for language in if languages.is_empty() { &none[..] } else { languages } {
        // Where a text is cut does not depend on its language.
        for (place, token) in tokens(asked, language).into_iter().enumerate() {
            match places.get_mut(place) {
                Some(known) => drop(known.insert(token.text)),
                None => places.push(BTreeSet::from([token.text])),
            }
        }
    }
    places.into_iter().map(|known| known.into_iter().collect()).collect()
}

/// The words of a text as they are written, each with what it is without case and accents: what a mistyped word can have
/// meant. Only words that are spelled with letters, of four to thirty.
pub fn spelled(text: &str) -> Vec<(String, String)> {
    let words = pieces(text).map(|at| &text[at]).filter(|piece| !piece.starts_with(is_east_asian));
    let named = words.map(|word| (folded(word), word.to_lowercase()));
    named
        .filter(|(plain, _)| (4..=30).contains(&plain.chars().count()) && plain.chars().all(char::is_alphabetic))
        .collect()
}

/// A word without case, accents and ligatures.
pub fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let bare = word.nfkd().flat_map(char::to_lowercase).filter(|letter| !is_dropped(*letter));
    let mut plain = String::with_capacity(word.len());
    for letter in bare.nfc() {
        match latin(letter) {
            "" => plain.push(same(letter)),
            letters => plain.push_str(letters),
        }
    }
    plain
}

/// A language's primary part, as entries and members spell theirs: `de` of `de-AT`.
pub fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or_default()
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match primary(language) {
        "en" => Algorithm::English,
        "de" => Algorithm::German,
        "fr" => Algorithm::French,
        "es" => Algorithm::Spanish,
        "it" => Algorithm::Italian,
        "pt" => Algorithm::Portuguese,
        "nl" => Algorithm::Dutch,
        "sv" => Algorithm::Swedish,
        "da" => Algorithm::Danish,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "fi" => Algorithm::Finnish,
        "ru" => Algorithm::Russian,
        _ => return None,
    })
}

/// A word as the index knows it.
fn known_as(word: &str, stemmer: Option<&Stemmer>) -> String {
    let plain = match stemmer {
        // An ending is told by its accents, so they go after it. Programs and numbers have none.
        Some(stemmer) if word.chars().all(char::is_alphabetic) && word.len() <= LONGEST => {
            folded(&stemmer.stem(&word.to_lowercase().nfc().collect::<String>()))
        }
        _ => folded(word),
    };
    let plain = if plain.starts_with(is_arabic) { without_article(&plain).to_owned() } else { plain };
    // What is made of marks alone, or came apart, is no word; nor may a word be mistaken for two.
    let mut plain: String = plain.chars().filter(|letter| is_kept(*letter) || matches!(letter, '+' | '#')).collect();
    plain.truncate(plain.floor_char_boundary(LONGEST));
    plain
}

/// Where the words are: letters, digits and the marks on them, and the signs at the end of `C++` and `C#`.
fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(char::is_alphanumeric)?;
        let rest = &text[start..];
        let first = rest.chars().next()?;
        let same = |letter: char| is_east_asian(letter) == is_east_asian(first);
        let mut end = rest.find(|letter| !is_kept(letter) || !same(letter)).unwrap_or(rest.len());
        if !is_east_asian(first) {
            let tail = &rest[end..];
            let sign = ["++", "#"].into_iter().find(|sign| tail.starts_with(sign));
            let is_last = |sign: &str| !tail[sign.len()..].starts_with(char::is_alphanumeric);
            end += sign.filter(|sign| is_last(sign) && end <= 2).map_or(0, str::len);
        }
        from = start + end;
        Some(start..from)
    })
}

fn is_kept(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// Signs and pairs of signs: each one, and each with the next.
fn signs(piece: &str, start: usize, found: &mut Vec<Token>) {
    let letters: Vec<(usize, char)> = piece.char_indices().collect();
    for (place, (at, letter)) in letters.iter().enumerate() {
        let end = letters.get(place + 1).map_or(piece.len(), |(next, _)| *next);
        found.push(Token { text: folded(&letter.to_string()), at: start + at..start + end });
        if let Some((next, second)) = letters.get(place + 1) {
            let end = next + second.len_utf8();
            let pair = folded(&[*letter, *second].iter().collect::<String>());
            found.push(Token { text: pair, at: start + at..start + end });
        }
    }
    found.retain(|token| !token.text.is_empty() && !token.text.contains(char::is_whitespace));
}

/// Han, Kana, Bopomofo and Hangul, wide and narrow.
fn is_east_asian(letter: char) -> bool {
    matches!(letter,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3031}'..='\u{3035}'
        | '\u{3040}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{1b000}'..='\u{1b16f}'
        | '\u{20000}'..='\u{323af}')
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0620}'..='\u{06ff}')
}

/// Accents, the points of Hebrew and Arabic, and the line that only makes an Arabic word longer.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05c7}' | '\u{0610}'..='\u{061a}' | '\u{0640}'
        | '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06ed}')
}

/// Letters that writers of Arabic and Persian mix, the digits of both, and the sigma at the end of a Greek word.
fn same(letter: char) -> char {
    match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' => 'ه',
        'ک' => 'ك',
        'ς' => 'σ',
        '\u{0660}'..='\u{0669}' => digit(letter, 0x0660),
        '\u{06f0}'..='\u{06f9}' => digit(letter, 0x06f0),
        other => other,
    }
}

fn digit(letter: char, nought: u32) -> char {
    char::from_digit(letter as u32 - nought, 10).unwrap_or(letter)
}

/// An Arabic word without "the", and without "and", "by", "like" and "for" where they stand before it.
fn without_article(word: &str) -> &str {
    let bare = ["وال", "بال", "كال", "فال", "لل", "ال"].into_iter().find_map(|article| word.strip_prefix(article));
    bare.filter(|bare| bare.chars().count() >= 3).unwrap_or(word)
}
