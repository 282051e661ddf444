//! What templates call: words, the marks of the slot and the parts.

use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::words::{Arg, Words};

/// Opens a mark in a drawn page. Nothing that people write holds it: cleaning removes control characters.
pub const MARK_OPEN: char = '\u{2}';
/// Closes a mark.
pub const MARK_CLOSE: char = '\u{3}';

/// Gives `engine` every function that templates may call:
///
/// - `t(key=…, name=…)`: a sentence. Escaped where it is printed.
/// - `sentence(key=…, name=…)`: a sentence as markup. Each argument that is not yet markup is escaped and set apart by
///   `<bdi>`, so that an Arabic name does not turn an English sentence round.
/// - `listed(items=…)`: "a, b and c" in the reader's language.
/// - `slot()`, `part(name=…)`, `endpart()`: where the store cuts the page.
/// - `kept()`: where the page of an error has what its reader typed.
pub(super) fn register(engine: &mut Tera, words: &Arc<Words>) {
    let w = Arc::clone(words);
    engine.register_function("t", move |kwargs: Kwargs, state: &State<'_>| translate(&w, &kwargs, state));
    let w = Arc::clone(words);
    engine.register_function("sentence", move |kwargs: Kwargs, state: &State<'_>| sentence(&w, &kwargs, state));
    let w = Arc::clone(words);
    engine.register_function("listed", move |kwargs: Kwargs, state: &State<'_>| listed(&w, &kwargs, state));
    engine.register_function("slot", |_: Kwargs, _: &State<'_>| mark("slot"));
    engine.register_function("kept", |_: Kwargs, _: &State<'_>| mark("kept"));
    engine.register_function("endpart", |_: Kwargs, _: &State<'_>| mark("end"));
    engine.register_function("part", |kwargs: Kwargs, _: &State<'_>| -> TeraResult<Value> {
        let name = kwargs.must_get::<&str>("name")?;
        if name.is_empty() || name.contains(char::is_control) {
            return Err(tera::Error::message("a part needs a name without control characters"));
        }
        Ok(mark(&format!("part:{name}")))
    });
}

fn mark(what: &str) -> Value {
    Value::safe_string(&format!("{MARK_OPEN}{what}{MARK_CLOSE}"))
}

/// The reader's language. A component sees only its own parameters and must ask for it: `@language`.
pub(super) fn language(state: &State<'_>) -> TeraResult<String> {
    state
        .get::<String>("language")?
        .ok_or_else(|| tera::Error::message("no language here; add @language to the component"))
}

fn translate(words: &Words, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let args = arguments(kwargs)?;
    let args: Vec<(&str, Arg<'_>)> =
        args.iter().map(|(name, text, number)| (*name, number.map_or(Arg::Text(text), Arg::Number))).collect();
    Ok(Value::normal_string(&words.say(&language(state)?, kwargs.must_get("key")?, &args)))
}

/// The sentence is said with marks for its arguments, escaped, and only then are the arguments put in.
fn sentence(words: &Words, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let args = arguments(kwargs)?;
    let marks: Vec<String> = (0..args.len()).map(|at| format!("{MARK_OPEN}{at}{MARK_CLOSE}")).collect();
    let marked: Vec<(&str, Arg<'_>)> = args
        .iter()
        .zip(&marks)
        .map(|((name, _, number), mark)| (*name, number.map_or(Arg::Text(mark), Arg::Number)))
        .collect();
    let mut said = state.escape(&words.say(&language(state)?, kwargs.must_get("key")?, &marked))?;
    for ((name, text, number), mark) in args.iter().zip(&marks) {
        if number.is_none() {
            let is_markup = kwargs.get::<&Value>(name)?.is_some_and(Value::is_safe);
            let shown = if is_markup { text.clone() } else { format!("<bdi>{}</bdi>", state.escape(text)?) };
            said = said.replace(mark, &shown);
        }
    }
    Ok(Value::safe_string(&said))
}

/// All arguments but the key: name, text, and the number if it is one.
fn arguments(kwargs: &Kwargs) -> TeraResult<Vec<(&str, String, Option<i64>)>> {
    let mut args = Vec::new();
    for (name, value) in kwargs.iter() {
        let name = name.as_str().ok_or_else(|| tera::Error::message("an argument has no name"))?;
        if name != "key" {
            let text = value.as_str().map(str::to_owned);
            let number = value.as_i64();
            match (text, number) {
                (Some(text), _) => args.push((name, text, None)),
                (None, Some(number)) => args.push((name, number.to_string(), Some(number))),
                (None, None) => return Err(tera::Error::message(format!("{name} is neither text nor a whole number"))),
            }
        }
    }
    Ok(args)
}

/// Pairs are joined from the end: the last two by "and", the rest by commas. Markup stays markup.
fn listed(words: &Words, kwargs: &Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let language = language(state)?;
    let items = kwargs.must_get::<&[Value]>("items")?;
    let mut shown = Vec::with_capacity(items.len());
    for item in items {
        let text = item.as_str().ok_or_else(|| tera::Error::message("only words can be listed"))?;
        shown.push(if item.is_safe() { text.to_owned() } else { state.escape(text)? });
    }
    let mut list = shown.pop().unwrap_or_default();
    let mut key = "list-last";
    while let Some(before) = shown.pop() {
        list = words.say(&language, key, &[("before", Arg::Text(&before)), ("after", Arg::Text(&list))]);
        key = "list-more";
    }
    Ok(Value::safe_string(&list))
}
