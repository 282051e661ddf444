//! Where a change is to be made: `active`, `name.givenName`, `emails[type eq "work"].value` (RFC 7644, 3.5.2).

use serde_json::Value;

use super::target::{Attribute, EXTENSION, READ_ONLY, Shape, Target};
use crate::error::{Error, Message, Result};

/// A place in what is said of somebody.
#[derive(Debug, Clone)]
pub struct Path {
    /// Which attribute.
    pub attribute: Attribute,
    /// Only those of its values that have this in this part.
    pub only: Option<(&'static str, Value)>,
    /// Only this part of it, or of each.
    pub part: Option<&'static str>,
}

/// What a path leads to.
#[derive(Debug, Clone)]
pub enum Place {
    /// Something that is kept.
    Known(Path),
    /// Something that is not.
    PassedOver,
    /// Something that only we say.
    ReadOnly,
    /// Nothing that there is.
    Unknown,
}

/// Reads a path.
///
/// # Errors
/// If it asks for values in a way that is not known.
pub fn parse(text: &str, target: &Target) -> Result<Place> {
    let text = without(text.trim(), target.urn);
    if starts_with(text, EXTENSION) {
        return Ok(Place::PassedOver);
    }
    let end = text.find(['[', '.']).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end);
    let is = |known: &str| known.eq_ignore_ascii_case(name) || known.eq_ignore_ascii_case(text);
    if READ_ONLY.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Ok(Place::ReadOnly);
    }
    if target.passed_over.iter().any(|known| is(known)) {
        return Ok(Place::PassedOver);
    }
    let Some(attribute) = target.attributes.iter().find(|known| known.name.eq_ignore_ascii_case(name)).copied() else {
        return Ok(Place::Unknown);
    };
    let parts = match attribute.shape {
        Shape::Simple => &[][..],
        Shape::Complex(parts) | Shape::Many(parts) => parts,
    };
    let mut only = None;
    if let Some(inner) = rest.strip_prefix('[') {
        let (condition, after) = inner.rsplit_once(']').ok_or_else(refused)?;
        if !matches!(attribute.shape, Shape::Many(_)) {
            return Ok(Place::Unknown);
        }
        only = Some(condition_of(condition, parts)?);
        rest = after;
    }
    let part = match rest.strip_prefix('.') {
        None if rest.is_empty() => None,
        None => return Ok(Place::Unknown),
        Some(word) => match parts.iter().find(|known| known.eq_ignore_ascii_case(word)) {
            Some(part) => Some(*part),
            None => return Ok(Place::Unknown),
        },
    };
    Ok(Place::Known(Path { attribute, only, part }))
}

/// `type eq "work"`.
fn condition_of(text: &str, parts: &'static [&'static str]) -> Result<(&'static str, Value)> {
    let (name, rest) = text.trim().split_once(' ').ok_or_else(refused)?;
    let (operator, value) = rest.trim_start().split_once(' ').ok_or_else(refused)?;
    let part = parts.iter().find(|known| known.eq_ignore_ascii_case(name)).ok_or_else(refused)?;
    match serde_json::from_str(value.trim()) {
        Ok(value @ (Value::String(_) | Value::Bool(_))) if operator.eq_ignore_ascii_case("eq") => Ok((part, value)),
        _ => Err(refused()),
    }
}

impl Path {
    /// Whether one of its values is meant.
    pub fn means(&self, one: &Value) -> bool {
        let Some((part, wanted)) = &self.only else { return true };
        match (&one[*part], wanted) {
            (Value::String(own), Value::String(wanted)) => own.eq_ignore_ascii_case(wanted),
            (own, wanted) => own == wanted,
        }
    }
}

fn without<'a>(text: &'a str, urn: &str) -> &'a str {
    match starts_with(text, urn) {
        true => text.get(urn.len()..).and_then(|rest| rest.strip_prefix(':')).unwrap_or(text),
        false => text,
    }
}

fn starts_with(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|own| own.eq_ignore_ascii_case(beginning))
}

fn refused() -> Error {
    Error::Malformed(Message::new("scim-filter-path"))
}
