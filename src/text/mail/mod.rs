//! Plain-text mail of mailing lists, drawn as its writer meant it and not as Markdown, which would mangle it.
//!
//! Lines → how deep each is quoted ([`lines`]) → paragraphs, quotes, code, signatures ([`blocks`]) → HTML ([`draw`]).
//! Everything looks at a line and its neighbours only, so the cost grows with the length of the mail and with nothing
//! else.

mod asides;
mod blocks;
mod cite;
mod code;
mod draw;
mod flow;
mod lines;

use super::html::SafeHtml;
use super::{clean, sanitize};

/// Draws the body of a plain-text mail.
///
/// - A paragraph is a `<p>`; a line that the mail program broke is joined, one that the writer broke keeps its `<br>`.
/// - Quoted lines are nested `<blockquote>`s, at most eight deep; the line that says whom they quote is `<p class="cite">`.
/// - Code, console output and aligned columns are `<pre>`.
/// - Signatures, footers of the list and notices of cut attachments are `<div class="signature">`; the notice that an HTML
///   alternative was cut, which tells readers nothing, is left out.
/// - Bare addresses are linked; e-mail addresses, obfuscated or not, are left as they stand.
pub fn mail(body: &str) -> SafeHtml {
    let body = clean::clean_text(body);
    let lines = lines::read(&body);
    let mut html = String::with_capacity(body.len() * 5 / 4);
    draw::push(&mut html, &blocks::read(&lines));
    sanitize::sanitize(&html)
}
