//! Addresses as mailing list archives hide them: `ada at host`, and pipermail's `@d@ @end|ng |rom host`.
//!
//! The first kind can be read back. The second cannot: it writes `@` for `a`, `n`, `s` and `.`, and `|` or `i` for `i`,
//! `l` and `f`, differently in different years. Guessing would hand one person's posts to another, so such an address is
//! only **folded**, which makes every hiding of one address the same text. Whoever has seen the address in the open can
//! then recognise it ([`Directory`]).

use std::collections::HashMap;

/// What a text says about an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// In the open, in lower case.
    Plain(String),
    /// Hidden beyond recovery: the folded text, equal for all hidings of the same address.
    Hidden(String),
    /// No address at all.
    Absent,
}

/// Reads an address, hidden or not.
pub fn address(text: &str) -> Address {
    let text = text.trim().trim_matches(['<', '>', '"', '\'', ',', ';']).to_lowercase();
    let text = text.strip_prefix("mailto:").unwrap_or(&text);
    match text.split_whitespace().collect::<Vec<_>>().as_slice() {
        [whole] => plain(whole),
        // `ada at host`, `ada(at)host(dot)org` and their like; the words in between stand apart or not.
        [local, "at" | "(at)" | "[at]" | "@", host @ ..] => plain(&format!("{local}@{}", host.concat())),
        [local, sending, from, host] if is_hiding(sending, from) => Address::Hidden(folded(local, host)),
        _ => Address::Absent,
    }
}

fn plain(text: &str) -> Address {
    let text = text.replace("(at)", "@").replace("[at]", "@").replace("(dot)", ".").replace("[dot]", ".");
    match text.split_once('@') {
        Some((local, host)) if !local.is_empty() && !host.is_empty() && !host.contains(['@', '<', '>']) => {
            Address::Plain(text)
        }
        _ => Address::Absent,
    }
}

/// Whether two words stand for `sending from` or `mailing off`, in any year's hiding.
fn is_hiding(first: &str, second: &str) -> bool {
    let words = (fold(first), fold(second));
    words == (fold("sending"), fold("from")) || words == (fold("mailing"), fold("off"))
}

fn fold(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            'a' | 'n' | 's' | '.' => '@',
            'i' | 'l' | 'f' => '|',
            other => other,
        })
        .collect()
}

fn folded(local: &str, host: &str) -> String {
    format!("{} {}", fold(local), fold(host))
}

/// Addresses seen in the open, by what they look like when hidden.
#[derive(Debug, Default)]
pub struct Directory {
    /// `None` where two open addresses look the same when hidden: then neither is given.
    known: HashMap<String, Option<String>>,
}

impl Directory {
    /// Notes an address that its owner used in the open, in lower case.
    pub fn learn(&mut self, address: &str) {
        let Some((local, host)) = address.split_once('@') else { return };
        let seen = self.known.entry(folded(local, host)).or_insert_with(|| Some(address.to_owned()));
        if seen.as_deref().is_some_and(|other| other != address) {
            *seen = None;
        }
    }

    /// The one address in the open that looks like `hidden` (the text of [`Address::Hidden`]).
    pub fn find(&self, hidden: &str) -> Option<&str> {
        self.known.get(hidden)?.as_deref()
    }
}
