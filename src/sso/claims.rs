//! What a provider says of somebody, and how it is compared.

use serde_json::{Map, Value};

/// What it says, by name.
pub type Claims = Map<String, Value>;

/// Whether a claim has a value, alone or among others. It is compared whole: `staff@northfield.example.evil` and
/// `staff@northfield@evil` are not `staff@northfield.example`. Where there is a scope, capitals do not count (eduPerson,
/// 2.2.10).
pub fn has(claims: &Claims, claim: &str, wanted: &str) -> bool {
    let is_it = |told: &str| match wanted.contains('@') {
        true => told.eq_ignore_ascii_case(wanted),
        false => told == wanted,
    };
    match claims.get(claim) {
        Some(Value::String(told)) => is_it(told),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).any(is_it),
        Some(Value::Bool(told)) => is_it(&told.to_string()),
        Some(Value::Number(told)) => is_it(&told.to_string()),
        _ => false,
    }
}

/// A claim that is one line of text.
pub fn line<'a>(claims: &'a Claims, claim: &str) -> Option<&'a str> {
    claims.get(claim).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty() && text.len() <= 254)
}
