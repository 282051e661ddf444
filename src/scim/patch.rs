//! Changes to what is said of a person or a group (RFC 7644, 3.5.2), as they are really sent: with capitals in the operator, with
//! no path and many of them in the value, and with lists of what is to be removed.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::json::{get, line, wrong};
use super::path::{Path, Place, parse};
use super::target::{Shape, Target};
use crate::error::{Error, Message, Result};

/// The most changes that are sent at once.
const MOST: usize = 500;
/// The most values that an attribute can have: the members of a group.
const WIDEST: usize = 5_000;
/// The longest that is put into several values at once, in bytes of JSON.
const LONGEST: usize = 1_000;

/// What is to be done at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Add,
    Replace,
    Remove,
}

/// Applies what `body` asks for to `object`.
///
/// # Errors
/// If it leads nowhere, or is no change; then `object` is worth nothing.
pub fn apply(object: &mut Map<String, Value>, body: &Map<String, Value>, target: &Target) -> Result<()> {
    let changes = match get(body, "Operations") {
        Some(Value::Array(all)) if !all.is_empty() && all.len() <= MOST => all,
        _ => return Err(Error::Malformed(Message::new("scim-syntax-operations"))),
    };
    for change in changes {
        let change = change.as_object().ok_or_else(|| Error::Malformed(Message::new("scim-syntax-operations")))?;
        let act = match line(change, "op")?.unwrap_or_default().to_ascii_lowercase().as_str() {
            "add" => Act::Add,
            "replace" => Act::Replace,
            "remove" => Act::Remove,
            _ => return Err(Error::Malformed(Message::new("scim-syntax-operations"))),
        };
        let value = get(change, "value");
        match get(change, "path") {
            Some(Value::String(path)) => at_path(object, act, path, value, target)?,
            Some(_) => return Err(Error::Malformed(Message::new("scim-path-unknown").with("path", "?"))),
            None => without_path(object, act, value, target)?,
        }
    }
    Ok(())
}

fn at_path(
    object: &mut Map<String, Value>,
    act: Act,
    path: &str,
    value: Option<&Value>,
    target: &Target,
) -> Result<()> {
    match parse(path, target)? {
        Place::Known(path) => set(object, act, &path, value),
        Place::PassedOver => Ok(()),
        Place::ReadOnly => Err(Error::Malformed(Message::new("scim-mutability-ours").with("path", path))),
        Place::Unknown => Err(Error::Malformed(Message::new("scim-path-unknown").with("path", path))),
    }
}

/// Each name in the value is a path of its own; what none of ours is called is passed over.
fn without_path(object: &mut Map<String, Value>, act: Act, value: Option<&Value>, target: &Target) -> Result<()> {
    let Some(Value::Object(all)) = value.filter(|_| act != Act::Remove) else {
        return Err(Error::Malformed(Message::new("scim-target-missing")));
    };
    for (name, value) in all {
        match parse(name, target)? {
            Place::Known(path) => set(object, act, &path, Some(value))?,
            Place::PassedOver | Place::ReadOnly | Place::Unknown => {}
        }
    }
    Ok(())
}

fn set(object: &mut Map<String, Value>, act: Act, path: &Path, value: Option<&Value>) -> Result<()> {
    let name = path.attribute.name;
    if act != Act::Remove && value.is_none() {
        return Err(wrong(name));
    }
    let value = value.cloned().unwrap_or(Value::Null);
    match (path.attribute.shape, path.part) {
        // Whether somebody may come in is never taken away: it is yes or no.
        (Shape::Simple, _) if act == Act::Remove && name == "active" => Err(wrong(name)),
        (Shape::Simple, _) if act != Act::Remove && value.is_null() => {
            if name == "active" {
                return Err(wrong(name));
            }
            object.remove(name);
            Ok(())
        }
        (Shape::Simple, _) | (Shape::Complex(_), None) if act == Act::Remove => {
            object.remove(name);
            Ok(())
        }
        (Shape::Simple, _) => {
            object.insert(name.into(), value);
            Ok(())
        }
        (Shape::Complex(_), part) => {
            let own = object.entry(name).or_insert_with(|| Value::Object(Map::new()));
            merge(own, act, part, value, name)
        }
        (Shape::Many(_), _) => {
            let own = object.entry(name).or_insert_with(|| Value::Array(Vec::new()));
            let Value::Array(own) = own else { return Err(wrong(name)) };
            many(own, act, path, value)
        }
    }
}

/// Puts a part, or several, into a value that has parts.
fn merge(own: &mut Value, act: Act, part: Option<&'static str>, value: Value, name: &str) -> Result<()> {
    let Value::Object(own) = own else { return Err(wrong(name)) };
    match (part, value) {
        (Some(part), _) if act == Act::Remove => drop(own.remove(part)),
        (Some(part), value) => drop(own.insert(part.into(), value)),
        (None, Value::Object(parts)) => own.extend(parts),
        (None, _) => return Err(wrong(name)),
    }
    Ok(())
}

fn many(own: &mut Vec<Value>, act: Act, path: &Path, value: Value) -> Result<()> {
    let name = path.attribute.name;
    // What goes into each of many is short, and there are not more than a group can have: a list of thousands, each given a
    // text of a hundred thousand letters, would be all the memory there is.
    let is_for_each = path.only.is_some() || path.part.is_some();
    if is_for_each && act != Act::Remove && value.to_string().len() > LONGEST {
        return Err(wrong(name));
    }
    if value.as_array().is_some_and(|all| all.len() > WIDEST) {
        return Err(wrong(name));
    }
    match (act, &path.only, path.part) {
        (Act::Remove, None, None) => remove(own, value),
        (Act::Remove, Some(_), None) => own.retain(|one| !path.means(one)),
        (Act::Remove, _, Some(part)) => own.iter_mut().filter(|one| path.means(one)).for_each(|one| {
            one.as_object_mut().map(|parts| parts.remove(part));
        }),
        (Act::Replace, None, None) => *own = listed(value),
        (Act::Add, None, None) => listed(value).into_iter().for_each(|one| add(own, one)),
        (_, None, Some(part)) => {
            let at = own.iter().position(|one| one["primary"] == Value::Bool(true)).unwrap_or(0);
            if own.is_empty() {
                own.push(Value::Object(Map::new()));
            }
            merge(&mut own[at], act, Some(part), value, name)?;
        }
        (_, Some((with, wanted)), part) => {
            if !own.iter().any(|one| path.means(one)) {
                // To replace the address of a kind that is not there is how some say that there is one.
                own.push(Value::Object(Map::from_iter([((*with).to_owned(), wanted.clone())])));
            }
            for one in own.iter_mut().filter(|one| path.means(one)) {
                merge(one, act, part, value.clone(), name)?;
            }
        }
    }
    if own.len() > WIDEST { Err(wrong(name)) } else { Ok(()) }
}

fn listed(value: Value) -> Vec<Value> {
    match value {
        Value::Array(all) => all,
        Value::Null => Vec::new(),
        one => vec![one],
    }
}

/// One more; the same again, told by its value, takes the place of what was there.
fn add(own: &mut Vec<Value>, one: Value) {
    match own.iter_mut().find(|known| !one["value"].is_null() && known["value"] == one["value"]) {
        Some(known) => *known = one,
        None => own.push(one),
    }
}

/// All of them; or those that are listed, as Entra has members of groups removed.
fn remove(own: &mut Vec<Value>, value: Value) {
    if value.is_null() {
        return own.clear();
    }
    let gone: HashSet<Value> = listed(value).into_iter().map(|one| one["value"].clone()).collect();
    own.retain(|one| !gone.contains(&one["value"]));
}
