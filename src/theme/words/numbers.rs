//! Numbers in sentences, grouped as the language groups them.

use fluent_templates::fluent_bundle::{FluentValue, memoizer::MemoizerKind};

/// How Fluent shall write a number in `language`. It takes plain functions only, so there is one for each mark.
pub(super) fn formatter<M: MemoizerKind>(language: &str) -> fn(&FluentValue<'_>, &M) -> Option<String> {
    match language {
        "de" | "es" | "it" | "nl" | "pt" | "id" | "tr" => |value, _| grouped(value, '.'),
        "fr" | "pl" | "cs" | "sv" | "uk" | "ru" | "fi" | "nb" => |value, _| grouped(value, '\u{202f}'),
        _ => |value, _| grouped(value, ','),
    }
}

/// Whole numbers in groups of three digits; anything else is Fluent's to write.
fn grouped(value: &FluentValue<'_>, mark: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    if number.value.fract() != 0.0 {
        return None;
    }
    let digits = format!("{:.0}", number.value.abs());
    let mut out = String::from(if number.value < 0.0 { "-" } else { "" });
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    Some(out)
}
