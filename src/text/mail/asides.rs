//! What surrounds the words of a mail: signatures, footers of the list, notices of the archive, headers of a quoted
//! mail.

use super::lines::Line;

/// What a line begins, where it is not the writer's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// The signature; the line itself is only its sign.
    Signature,
    /// The footer that the list adds; the line itself is only its rule.
    Footer,
    /// An attachment that the archive cut off; the line itself is only its rule.
    Attachment,
    /// A notice of the archive that no reader needs.
    Noise,
    /// The head of a mail that is quoted whole, without marks.
    Original,
}

/// Most lines of a signature. More than that below a `--` is text.
const SIGNATURE: usize = 16;

/// What begins at `at`.
pub(super) fn start(lines: &[Line<'_>], at: usize) -> Option<Start> {
    let text = lines[at].text.trim();
    if text == "[[alternative HTML version deleted]]" {
        return Some(Start::Noise);
    }
    if text.len() >= 20 && text.bytes().all(|b| b == b'_') {
        let next = at + 1 + lines[at + 1..].iter().take_while(|line| line.is_blank()).count();
        return match lines.get(next) {
            Some(line) if is_list(line.text) => Some(Start::Footer),
            Some(line) if line.text.trim_start().starts_with("From: ") && is_head(&lines[next..]) => {
                Some(Start::Original)
            }
            _ if is_signature(lines, at, SIGNATURE / 2) => Some(Start::Signature),
            _ => None,
        };
    }
    if text.starts_with("-----") {
        return match text.trim_matches(['-', ' ', '_']) {
            "next part" => Some(Start::Attachment),
            "Original Message"
            | "Original message"
            | "Ursprüngliche Nachricht"
            | "Message d'origine"
            | "Mensaje original"
            | "Messaggio originale" => Some(Start::Original),
            "" if is_signature(lines, at, SIGNATURE / 2) => Some(Start::Signature),
            _ => None,
        };
    }
    if matches!(text, "--" | "---" | "----")
        && is_signature(lines, at, if text == "--" { SIGNATURE } else { SIGNATURE / 2 })
    {
        return Some(Start::Signature);
    }
    (text.starts_with("From: ") && is_head(&lines[at..])).then_some(Start::Original)
}

/// Where the block that begins at `at` ends: for a signature the next quotation or aside, else the next blank line.
pub(super) fn end(lines: &[Line<'_>], at: usize, start: Start) -> usize {
    let depth = lines[at].depth;
    let rest = &lines[at + 1..];
    let skipped = rest.iter().take_while(|line| line.is_blank()).count();
    let length = match start {
        Start::Noise => 0,
        Start::Signature => (0..rest.len())
            .position(|next| {
                !rest[next].is_blank()
                    && (rest[next].depth != depth
                        || self::start(rest, next).is_some_and(|next| next != Start::Signature))
            })
            .unwrap_or(rest.len()),
        _ => skipped + rest[skipped..].iter().take_while(|line| !line.is_blank() && line.depth == depth).count(),
    };
    at + 1 + length
}

/// Whether the lines below `at`, up to the next quotation or aside, are few enough to be a signature.
fn is_signature(lines: &[Line<'_>], at: usize, most: usize) -> bool {
    let depth = lines[at].depth;
    let mut count = 0;
    for line in lines[at + 1..].iter().filter(|line| !line.is_blank()) {
        let text = line.text.trim();
        let ends = line.depth != depth || text.starts_with("____") || text.starts_with("[[alternative");
        if ends || text.starts_with("-----") {
            // A second rule makes a frame around something, unless it has words in it.
            return count > 0 && (ends || text.contains(' '));
        }
        count += 1;
        if count > most {
            return false;
        }
    }
    count > 0
}

/// Whether `text` is the first line of a list's footer.
fn is_list(text: &str) -> bool {
    text.contains("mailing list") || text.contains("/listinfo/")
}

/// Whether `lines` begin with the head of a mail: `From:` and, before the next blank line, `Subject:` and a date or a
/// receiver.
fn is_head(lines: &[Line<'_>]) -> bool {
    let head = || lines.iter().take(10).take_while(|line| !line.is_blank());
    let has = |names: &[&str]| head().any(|line| names.iter().any(|name| line.text.trim_start().starts_with(name)));
    has(&["Subject:"]) && has(&["Sent:", "Date:", "To:"])
}
