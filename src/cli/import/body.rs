//! The words of a mail: its plain text, else its HTML reduced to text, in UTF-8 whatever the label says.

use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::{base64, html, quoted_printable};
use mail_parser::{Encoding, Message, MessagePart, MimeHeaders, PartType};
use std::borrow::Cow;

/// Ends of HTML elements that end a line on the screen; the parser's own reduction knows only `br` and `p`.
const BLOCKS: [&str; 9] = ["</div>", "</li>", "</tr>", "</h1>", "</h2>", "</h3>", "</pre>", "</blockquote>", "</ul>"];

/// All text parts that are meant for reading, one after the other, with `\n` at line ends and no control characters.
pub fn text(message: &Message<'_>) -> String {
    let parts = message.text_bodies().filter_map(|part| match &part.body {
        PartType::Text(decoded) => Some(relabelled(message, part, decoded)),
        PartType::Html(decoded) => Some(Cow::Owned(from_html(&relabelled(message, part, decoded)))),
        _ => None,
    });
    let mut text = String::new();
    for part in parts {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(tidy(&part).trim_end());
    }
    text
}

/// UTF-8 where the bytes are UTF-8, else Windows-1252, else what the label says.
///
/// Text that says ISO-8859-1 (or nothing) and is UTF-8, or the other way round, is the commonest fault of archives. Text
/// in another alphabet's encoding is taken at its word.
fn relabelled<'a>(message: &Message<'_>, part: &MessagePart<'_>, decoded: &'a str) -> Cow<'a, str> {
    let label = part.content_type().and_then(|kind| kind.attribute("charset")).unwrap_or("utf-8").to_lowercase();
    let is_western = matches!(label.as_str(), "utf-8" | "utf8" | "us-ascii" | "iso-8859-1" | "latin1" | "windows-1252")
        || charset_decoder(label.as_bytes()).is_none();
    if decoded.is_ascii() || !is_western {
        return Cow::Borrowed(decoded);
    }
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(Cow::Borrowed(raw)),
        Encoding::QuotedPrintable => quoted_printable::quoted_printable_decode(raw).map(Cow::Owned),
        Encoding::Base64 => base64::base64_decode(raw).map(Cow::Owned),
    };
    match bytes {
        Some(bytes) if !bytes.is_empty() => Cow::Owned(western(&bytes)),
        _ => Cow::Borrowed(decoded),
    }
}

/// Bytes of a western text: UTF-8 if they are, else Windows-1252, in which every byte is a letter.
pub fn western(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => charset_decoder(b"windows-1252")
            .map_or_else(|| String::from_utf8_lossy(bytes).into_owned(), |decode| decode(bytes)),
    }
}

fn from_html(page: &str) -> String {
    let mut broken = String::with_capacity(page.len() + page.len() / 16);
    for piece in page.split_inclusive('>') {
        broken.push_str(piece);
        if BLOCKS.iter().any(|end| ends_with(piece, end)) {
            broken.push_str("<br>");
        }
    }
    html::html_to_text(&broken)
}

fn ends_with(piece: &str, end: &str) -> bool {
    let start = piece.len().saturating_sub(end.len());
    piece.as_bytes()[start..].eq_ignore_ascii_case(end.as_bytes())
}

/// One kind of line end, no control characters (PostgreSQL stores no NUL), no blank lines before the first word.
fn tidy(text: &str) -> String {
    let mut kept = text.replace("\r\n", "\n").replace('\r', "\n");
    kept.retain(|c| matches!(c, '\n' | '\t') || !c.is_control());
    let first = kept.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    let start = kept[..first].rfind('\n').map_or(0, |end| end + 1);
    kept.split_off(start)
}
