//! Every word that a person reads: Fluent messages from `templates/locales/<language>/<slice>.ftl`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use fluent_templates::fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_templates::{FluentBundle, LanguageIdentifier};

use crate::error::{Error, Message, Result};

mod numbers;
mod pseudo;

/// The language that is complete, and stands in for those that are not.
const ENGLISH: &str = "en";
/// English with accents, length and brackets, made when loading: what is not in brackets was not translated.
pub const PSEUDO: &str = "en-XA";

/// Arguments of a [`Message`] that are numbers, so that a sentence can choose its plural.
const COUNTS: [&str; 4] = ["count", "seconds", "minutes", "limit"];

/// An argument of a sentence.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// A name or another word, said as it is.
    Text(&'a str),
    /// A number, grouped as the language does it; it can choose a plural.
    Number(i64),
}

/// All sentences in all languages.
pub struct Words {
    bundles: BTreeMap<String, FluentBundle<FluentResource>>,
    keys: Vec<String>,
}

impl Words {
    /// Reads every language that is compiled in, and makes the pseudo-language.
    ///
    /// # Errors
    /// With the file and line of a message that cannot be read, or that stands twice.
    pub fn load() -> Result<Self> {
        let mut words = Self { bundles: BTreeMap::new(), keys: Vec::new() };
        for (path, text) in super::sources::core()? {
            let Some((language, _)) = path.strip_prefix("locales/").and_then(|path| path.split_once('/')) else {
                continue;
            };
            if language == ENGLISH {
                words.keys.extend(keys_of(&text));
                words.add(PSEUDO, &path, &text)?;
            }
            words.add(language, &path, &text)?;
        }
        words.keys.sort_unstable();
        Ok(words)
    }

    fn add(&mut self, language: &str, path: &str, text: &str) -> Result<()> {
        let wrong = |what: String| Error::internal(format!("templates/{path}: {what}"));
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, faults)| {
            let at = faults.first().map_or(0, |fault| fault.pos.start);
            let line = text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
            wrong(format!("line {line}: not a Fluent message"))
        })?;
        if !self.bundles.contains_key(language) {
            let id: LanguageIdentifier =
                language.parse().map_err(|_| wrong(format!("{language} is not a language tag")))?;
            self.bundles.insert(language.to_owned(), bundle(id));
        }
        let bundle = self.bundles.get_mut(language).ok_or_else(|| wrong("lost its language".to_owned()))?;
        bundle
            .add_resource(resource)
            .map_err(|faults| wrong(faults.first().map_or_else(String::new, ToString::to_string)))
    }

    /// The sentence `key` in `language`, or in English where that language has not got it.
    ///
    /// A key that is nowhere is said as itself and logged: a page with one odd word is better than no page.
    pub fn say(&self, language: &str, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let values: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, value(*arg))).collect();
        let said = self.format(language, key, &values).or_else(|| self.format(ENGLISH, key, &values));
        said.unwrap_or_else(|| {
            tracing::error!(key, "no such message");
            key.to_owned()
        })
    }

    /// The sentence of a [`Message`] from anywhere in the program.
    pub fn message(&self, language: &str, message: &Message) -> String {
        let args: Vec<(&str, Arg<'_>)> =
            message.args.iter().map(|(name, text)| (*name, argument(name, text))).collect();
        self.say(language, message.key, &args)
    }

    /// The language whose words `asked` gets: itself with its region if its language is there, else English.
    pub fn nearest<'a>(&self, asked: &'a str) -> &'a str {
        if self.bundles.contains_key(asked) || self.bundles.contains_key(primary(asked)) { asked } else { ENGLISH }
    }

    /// The languages that have words, without the pseudo-language.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.bundles.keys().map(String::as_str).filter(|language| *language != PSEUDO)
    }

    /// Every key there is, sorted.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    fn format(&self, language: &str, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = self.bundles.get(language).or_else(|| self.bundles.get(primary(language)))?;
        let message = bundle.get_message(key)?;
        let mut faults = Vec::new();
        let said = bundle.format_pattern(message.value()?, Some(args), &mut faults);
        if let Some(fault) = faults.first() {
            tracing::error!(key, "{fault}");
        }
        Some(if language == PSEUDO { pseudo::bracketed(&said) } else { said.into_owned() })
    }
}

/// Names in a sentence are set apart by the template (`<bdi>`), so the invisible marks that Fluent would add stay out.
fn bundle(id: LanguageIdentifier) -> FluentBundle<FluentResource> {
    let is_pseudo = id == PSEUDO;
    let formatter = numbers::formatter(id.language.as_str());
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(formatter));
    if is_pseudo {
        bundle.set_transform(Some(pseudo::accented));
    }
    bundle
}

fn value<'a>(arg: Arg<'a>) -> FluentValue<'a> {
    match arg {
        Arg::Text(text) => FluentValue::String(Cow::Borrowed(text)),
        Arg::Number(number) => FluentValue::from(number),
    }
}

fn argument<'a>(name: &str, text: &'a str) -> Arg<'a> {
    match text.parse() {
        Ok(number) if COUNTS.contains(&name) => Arg::Number(number),
        _ => Arg::Text(text),
    }
}

/// The keys of a Fluent file: what stands at the start of a line, before ` =`.
fn keys_of(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let (key, _) = line.split_once(" =")?;
        let is_key = key.starts_with(|first: char| first.is_ascii_lowercase()) && !key.contains(' ');
        is_key.then(|| key.to_owned())
    })
}

fn primary(language: &str) -> &str {
    language.split_once('-').map_or(language, |(primary, _)| primary)
}

/// `rtl` for languages written from the right, else `ltr`.
pub(super) fn direction(language: &str) -> &'static str {
    match primary(language) {
        "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}
