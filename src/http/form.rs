//! Fields of forms: taken out one by one, and every problem noted beside its field.

use super::FormBody;
use crate::error::{Message, Problems};
use crate::text;

/// Reads fields and collects what is wrong with them, so that a person hears of everything at once.
pub struct Fields<'a> {
    body: &'a FormBody,
    /// What is wrong so far, in the order of the fields.
    pub problems: Problems,
}

impl<'a> Fields<'a> {
    /// Begins with no problem.
    pub fn of(body: &'a FormBody) -> Self {
        Self { body, problems: Problems::default() }
    }

    /// A line of at most `most` characters; may be empty.
    pub fn line(&mut self, name: &'static str, most: usize) -> String {
        let raw = self.body.get(name);
        if raw.contains(['\n', '\r']) {
            self.problems.add(name, Message::new("form-one-line"));
        } else {
            self.refuse_hidden(name, raw);
        }
        let line = text::clean_line(raw);
        self.refuse_long(name, &line, most);
        line
    }

    /// Looks at every value of a field that comes several times; what is wrong with one is said beside `beside`.
    pub fn all_lines(&mut self, name: &'static str, beside: &'static str) {
        for raw in self.body.all(name) {
            self.refuse_hidden(beside, raw);
        }
    }

    /// A line that must not be empty; `missing` is what to say when it is.
    pub fn needed_line(&mut self, name: &'static str, most: usize, missing: &'static str) -> String {
        let line = self.line(name, most);
        self.refuse_empty(name, &line, missing);
        line
    }

    /// A text of at most `most` characters; may be empty.
    pub fn text(&mut self, name: &'static str, most: usize) -> String {
        let raw = self.body.get(name);
        self.refuse_hidden(name, raw);
        let text = text::clean_text(raw);
        self.refuse_long(name, &text, most);
        text
    }

    /// A text that must not be empty.
    pub fn needed_text(&mut self, name: &'static str, most: usize, missing: &'static str) -> String {
        let text = self.text(name, most);
        self.refuse_empty(name, &text, missing);
        text
    }

    /// One of some words.
    pub fn choice(&mut self, name: &'static str, words: &[&str]) -> String {
        let value = self.body.get(name);
        if !words.contains(&value) {
            self.problems.add(name, Message::new("form-choose-one"));
        }
        value.to_owned()
    }

    fn refuse_empty(&mut self, name: &'static str, value: &str, missing: &'static str) {
        if text::shows_nothing(value) && !self.has_problem(name) {
            self.problems.add(name, Message::new(missing));
        }
    }

    fn refuse_long(&mut self, name: &'static str, value: &str, most: usize) {
        let length = value.chars().count();
        if length > most {
            self.problems.add(name, Message::new("form-too-long").with("most", most).with("length", length));
        }
    }

    /// Characters that do not show could make a text read as something else than it is.
    fn refuse_hidden(&mut self, name: &'static str, value: &str) {
        let hidden = |letter: char| {
            (letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
                || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        if value.contains(hidden) {
            self.problems.add(name, Message::new("form-hidden-characters"));
        }
    }

    fn has_problem(&self, name: &str) -> bool {
        self.problems.0.iter().any(|(field, _)| *field == name)
    }
}
