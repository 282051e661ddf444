//! What somebody asks, put into the words of the index, and where an entry has them.

use super::asked::{Asked, Part};
use super::marks;
use crate::db::dialect::search::{Wanted, Word};
use crate::text::words;

/// A word, or several in a row, each in every shape that it can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Place by place.
    pub places: Vec<Vec<String>>,
    /// Whether the last one is a beginning.
    pub is_beginning: bool,
    /// As it was typed, for those who mistyped it.
    pub typed: String,
}

/// What is looked for and what is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Terms {
    pub with: Vec<Term>,
    pub without: Vec<Term>,
}

impl Terms {
    /// The terms of a question among texts in these languages.
    pub fn of(asked: &Asked, languages: &[String]) -> Self {
        let terms = |parts: &[Part]| parts.iter().filter_map(|part| Term::of(part, languages)).collect();
        Self { with: terms(&asked.with), without: terms(&asked.without) }
    }

    /// What of it the index can be asked: it knows which words an entry has, not whether they stand in a row.
    pub fn wanted(&self) -> Wanted {
        let every = self.with.iter().flat_map(Term::words).collect();
        let alone = self.without.iter().filter(|term| term.places.len() == 1);
        Wanted { every, none: alone.flat_map(Term::words).flatten().collect() }
    }

    /// The same, all of it in titles.
    pub fn wanted_in_titles(&self) -> Vec<Vec<Word>> {
        let titled = |word: Word| match word {
            Word::Whole(text) => Word::Whole(marks::titled(&text)),
            Word::Beginning(text) => Word::Beginning(marks::titled(&text)),
        };
        let places = self.with.iter().flat_map(Term::words);
        places.map(|words| words.into_iter().map(titled).collect()).collect()
    }

    /// Whether an entry has to be looked at for what the index does not know.
    pub fn has_rows_of_words(&self) -> bool {
        self.with.iter().chain(&self.without).any(|term| term.places.len() > 1)
    }
}

impl Term {
    fn of(part: &Part, languages: &[String]) -> Option<Self> {
        let mut places = words::shapes(&part.text, languages);
        if part.is_beginning {
            // Whoever types a beginning has not come to the ending.
            let bare = words::shapes(&part.text, &[]).pop()?;
            *places.last_mut()? = bare;
        }
        (!places.is_empty()).then(|| Self { places, is_beginning: part.is_beginning, typed: part.text.clone() })
    }

    fn words(&self) -> Vec<Vec<Word>> {
        let last = self.places.len() - 1;
        let word = |place: usize, text: &String| match self.is_beginning && place == last {
            true => Word::Beginning(text.clone()),
            false => Word::Whole(text.clone()),
        };
        let places = self.places.iter().enumerate();
        places.map(|(place, shapes)| shapes.iter().map(|text| word(place, text)).collect()).collect()
    }

    /// Where it stands among these words: the places of its first word.
    pub fn found_in<'a>(&'a self, text: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
        let length = self.places.len();
        let at = move |start: usize| (0..length).all(|place| self.is_at(place, text[start + place]));
        (0..(text.len() + 1).saturating_sub(length)).filter(move |start| at(*start))
    }

    fn is_at(&self, place: usize, word: &str) -> bool {
        let is_last = self.is_beginning && place + 1 == self.places.len();
        self.places[place].iter().any(|shape| word == shape || (is_last && word.starts_with(shape.as_str())))
    }
}
