//! Where a list goes on, as the `Link` header of an answer says it (RFC 8288, 3).

use ::http::HeaderMap;
use ::http::header::LINK;

/// The address of the next page, as it stands there.
pub fn next(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(LINK).into_iter().filter_map(|value| value.to_str().ok());
    lines.filter_map(next_in).next()
}

fn next_in(line: &str) -> Option<String> {
    let mut rest = line;
    loop {
        // An address ends at its bracket, and may have commas and semicolons in it.
        let (_, from) = rest.split_once('<')?;
        let (address, after) = from.split_once('>')?;
        let (parameters, others) = parameters(after);
        let is_next = |(name, value): &(String, String)| {
            name.eq_ignore_ascii_case("rel") && value.split_whitespace().any(|one| one.eq_ignore_ascii_case("next"))
        };
        // Of two relations in one link, the first counts (RFC 8288, 3.3).
        if parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case("rel")).is_some_and(is_next) {
            return Some(address.trim().to_owned());
        }
        rest = others;
    }
}

/// The parameters of a link, and what comes behind the comma that ends it.
fn parameters(text: &str) -> (Vec<(String, String)>, &str) {
    let mut all = Vec::new();
    let (mut one, mut is_quoted, mut is_escaped) = (String::new(), false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if is_escaped => {
                one.push(letter);
                is_escaped = false;
            }
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ';' if !is_quoted => all.push(std::mem::take(&mut one)),
            ',' if !is_quoted => {
                all.push(one);
                return (pairs(&all), &text[at + 1..]);
            }
            _ => one.push(letter),
        }
    }
    all.push(one);
    (pairs(&all), "")
}

fn pairs(all: &[String]) -> Vec<(String, String)> {
    let pair = |one: &String| {
        let (name, value) = one.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    all.iter().filter_map(pair).collect()
}
