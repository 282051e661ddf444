//! Plain text and tables: words in UTF-8, and no page or drawing under another name.

use super::{Judged, STRANGE};
use crate::attachments::kind::{Kind, is_known_ending};

/// How pages, drawings and their like begin. A browser is told that it is plain text; another program may look for itself.
const MARKUP: [&str; 6] = ["<!doctype", "<html", "<svg", "<script", "<?xml", "<?php"];

/// Text or a table, by how its name ends: nothing in the bytes tells one from the other.
pub fn kind(ending: Option<&str>, bytes: &[u8]) -> Judged<Kind> {
    let kind = match ending {
        Some("csv") => Kind::Csv,
        None => Kind::Text,
        Some(ending) if Kind::Text.endings().contains(&ending) => Kind::Text,
        // It says that it is something else, and is not even that.
        Some(ending) if is_known_ending(ending) => return Err("attachments-renamed"),
        Some(_) => return Err(STRANGE),
    };
    let Ok(words) = std::str::from_utf8(bytes) else {
        return Err(if ending.is_some() && !bytes.contains(&0) { "attachments-not-utf8" } else { STRANGE });
    };
    let is_odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}');
    let begins = words.trim_start_matches('\u{feff}').trim_start();
    let begins: String = begins.chars().take(10).collect::<String>().to_ascii_lowercase();
    if words.contains(is_odd) || MARKUP.iter().any(|markup| begins.starts_with(markup)) {
        return Err(STRANGE);
    }
    Ok(kind)
}
