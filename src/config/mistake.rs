//! What is wrong with the settings, for the operator: where it stands, what it is, and what to write instead.

use figment::error::{Actual, Kind};

use super::origin::Origin;

/// Every mistake, each in a line of its own.
pub(super) fn sentences(cause: figment::Error) -> String {
    cause.into_iter().map(|mistake| sentence(&mistake)).collect::<Vec<_>>().join("\n        ")
}

fn sentence(mistake: &figment::Error) -> String {
    let origin = Origin::of(mistake.metadata.as_ref());
    let (key, place) = (origin.spell(&mistake.path), origin.place(&mistake.path));
    let place = if place == key { String::new() } else { format!("{place}: ") };
    match &mistake.kind {
        Kind::UnknownField(typed, known) => {
            let mend = match nearest(typed, known) {
                Some(name) => {
                    let above = mistake.path.iter().take(mistake.path.len().saturating_sub(1)).cloned();
                    let right: Vec<String> = above.chain([name.to_owned()]).collect();
                    format!("do you mean {}?", origin.spell(&right))
                }
                None => format!("there are {}", known.join(", ")),
            };
            format!("{place}there is no setting {key}; {mend}")
        }
        Kind::UnknownVariant(typed, known) => {
            format!("{place}{key} is \"{typed}\"; write one of {}", known.join(", "))
        }
        Kind::InvalidType(found, expected) | Kind::InvalidValue(found, expected) => {
            format!("{place}{key} is {}; it has to be {}", said(found), words(expected))
        }
        _ if mistake.path.is_empty() => format!("{place}{}", mistake.kind),
        _ => format!("{place}{key}: {}", mistake.kind),
    }
}

/// What was written instead; a number as it stands there.
fn said(found: &Actual) -> String {
    match found {
        Actual::Unsigned(number) => number.to_string(),
        Actual::Signed(number) => number.to_string(),
        other => other.to_string(),
    }
}

/// A type of the program, in words.
fn words(expected: &str) -> &str {
    match expected {
        "usize" | "u32" | "u64" => "a whole number, 0 or more",
        // Only `backup.hour` is as small as that.
        "u8" => "an hour from 0 to 23, in UTC",
        "a string" | "path string" => "text in quotes",
        "a sequence" => "a list in brackets, such as [\"one\", \"two\"]",
        other => other,
    }
}

/// The known name that was most likely meant, if any comes near.
fn nearest(typed: &str, known: &[&'static str]) -> Option<&'static str> {
    let near = known.iter().map(|name| (distance(typed, name), *name)).min()?;
    (near.0 <= typed.chars().count() / 3 + 1).then_some(near.1)
}

/// How many letters have to be changed, added or left out to make one word of another (Levenshtein).
fn distance(typed: &str, known: &str) -> usize {
    let mut row: Vec<usize> = (0..=known.chars().count()).collect();
    for (place, letter) in typed.chars().enumerate() {
        let mut left = place + 1;
        let mut next = vec![left];
        for ((diagonal, above), other) in row.iter().zip(row.iter().skip(1)).zip(known.chars()) {
            left = (diagonal + usize::from(letter != other)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
