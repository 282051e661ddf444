//! What may be in a text at all, before anything else looks at it.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A field of one line: NFC, no control characters, no direction overrides, white space folded to single spaces and
/// trimmed. What would look empty becomes empty, so that nobody is called by an invisible name.
pub fn clean_line(input: &str) -> String {
    let mut line = String::with_capacity(input.len());
    let mut gap = false;
    for c in input.chars() {
        if c.is_whitespace() {
            gap = !line.is_empty();
        } else if !is_control(c) && !is_direction(c) && !is_filler(c) {
            if gap {
                line.push(' ');
                gap = false;
            }
            line.push(c);
        }
    }
    if line.chars().all(|c| is_invisible(c) || c == ' ') { String::new() } else { composed(line) }
}

/// A field of many lines: NFC, line ends as `\n`, no control characters but `\n` and `\t`, no direction overrides;
/// blank lines before and white space after are cut off.
///
/// Overrides, embeddings and isolates (U+202A–202E, U+2066–2069) all go, paired or not: code and addresses must read in
/// the order in which they run. Each paragraph finds its own direction, and the marks U+200E and U+200F stay for those
/// who need them.
pub fn clean_text(input: &str) -> String {
    let mut text = String::with_capacity(input.len());
    let mut after_return = false;
    for c in input.chars() {
        match c {
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
            '\n' if after_return => {}
            '\n' | '\t' => text.push(c),
            _ if is_control(c) || is_direction(c) || c == '\u{feff}' => {}
            _ => text.push(c),
        }
        after_return = c == '\r';
    }
    text.truncate(text.trim_end().len());
    let blank = text.find(|c: char| !c.is_whitespace()).and_then(|first| text[..first].rfind('\n'));
    if let Some(end) = blank {
        text.drain(..=end);
    }
    composed(text)
}

/// Whether nothing of `c` can be seen: joiners, fillers, marks of direction, blanks.
pub(super) fn is_invisible(c: char) -> bool {
    is_filler(c)
        || is_control(c)
        || is_direction(c)
        || matches!(c, '\u{200c}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
        || matches!(c, '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}')
}

/// C0, DEL and C1.
fn is_control(c: char) -> bool {
    c.is_control()
}

/// Embeddings, overrides and isolates: they make text read in another order than it runs (Unicode TR 36, "Trojan
/// source").
fn is_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters of no width that no script needs between its letters in a name or a title.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// NFC, last of all: what is removed may have kept a letter and its accent apart.
fn composed(text: String) -> String {
    if is_nfc(&text) { text } else { text.nfc().collect() }
}

/// Whether a text has no character that anybody would see: it is empty, blank, or made of marks without width.
pub fn shows_nothing(text: &str) -> bool {
    let unseen = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
                | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
    };
    text.chars().all(unseen)
}
