//! JSON as identity systems write it: names of attributes in any letters, truth in words, and lists of one without brackets.

use serde_json::{Map, Value};

use crate::error::{Error, Message, Result};

/// The object that a text is.
///
/// # Errors
/// If it is none.
pub fn object(bytes: &[u8]) -> Result<Map<String, Value>> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(Error::Malformed(Message::new("scim-syntax-object"))),
    }
}

/// An attribute by its name, whose capitals do not count (RFC 7643, 2.1); nothing where it is null.
pub fn get<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let found =
        object.get(name).or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|one| one.1));
    found.filter(|value| !value.is_null())
}

/// A line of text, cleaned; nothing where it is not there or empty.
///
/// # Errors
/// If it is no text, or longer than anything that is called so.
pub fn line(object: &Map<String, Value>, name: &'static str) -> Result<Option<String>> {
    const LONGEST: usize = 254;
    match get(object, name) {
        None => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= LONGEST => {
            Ok(Some(crate::text::clean_line(text)).filter(|text| !text.is_empty()))
        }
        Some(_) => Err(wrong(name)),
    }
}

/// Yes or no, also in words and in any letters, as Entra writes it.
///
/// # Errors
/// If it is neither: to take it for what it was before would leave somebody in who is to be out.
pub fn truth(object: &Map<String, Value>, name: &'static str) -> Result<Option<bool>> {
    match get(object, name) {
        None => Ok(None),
        Some(Value::Bool(is)) => Ok(Some(*is)),
        Some(Value::String(word)) if word.eq_ignore_ascii_case("true") => Ok(Some(true)),
        Some(Value::String(word)) if word.eq_ignore_ascii_case("false") => Ok(Some(false)),
        Some(_) => Err(wrong(name)),
    }
}

/// A list, or the one thing of which it would be a list.
///
/// # Errors
/// If there are more than `most`, or one is no object.
pub fn list(object: &Map<String, Value>, name: &'static str, most: usize) -> Result<Vec<Map<String, Value>>> {
    let all = match get(object, name) {
        None => return Ok(Vec::new()),
        Some(Value::Array(all)) => all.clone(),
        Some(one) => vec![one.clone()],
    };
    let objects = all.into_iter().map(|one| match one {
        Value::Object(object) => Ok(object),
        _ => Err(wrong(name)),
    });
    let objects: Vec<_> = objects.collect::<Result<_>>()?;
    if objects.len() <= most { Ok(objects) } else { Err(wrong(name)) }
}

/// A value that this attribute cannot have.
pub fn wrong(name: &str) -> Error {
    Error::Malformed(Message::new("scim-value-form").with("name", name))
}
