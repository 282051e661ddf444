//! The first words of a rendered text, for lists, previews and mails.

use super::html::SafeHtml;

/// At most `chars` characters of the plain text of `html`, on one line, cut between words and ended by `…` if anything
/// is left out.
///
/// Quotations, their sources, signatures and notes are passed over, so that the words are the writer's own; a text that
/// is nothing else is quoted after all. The result is plain text: escape it like any other.
pub fn excerpt(html: &SafeHtml, chars: usize) -> String {
    let own = plain(html.as_str(), true, chars);
    if own.is_empty() { plain(html.as_str(), false, chars) } else { own }
}

/// All the plain text of `html` on one line, quotations and notes too: what shows can be found.
pub fn visible(html: &SafeHtml) -> String {
    plain(html.as_str(), false, usize::MAX - 1)
}

/// Text of sanitised HTML. The serialiser writes tags without space before the name, values in double quotes, and five
/// entities.
fn plain(html: &str, own_only: bool, chars: usize) -> String {
    let mut line = Line { text: String::new(), count: 0, gap: false, limit: chars };
    let mut skipped = 0_usize;
    let mut rest = html;
    while !rest.is_empty() && line.count <= chars {
        if rest.starts_with('<') {
            let end = tag_end(rest);
            let tag = &rest[..end];
            let is_hidden = skipped == 0 && tag == "<details class=\"spoiler\">";
            skipped = match skipped {
                // What its reader would have to open is told nowhere else.
                0 if is_hidden => 1,
                0 => usize::from(own_only && is_apart(tag)),
                _ => nested(skipped, tag),
            };
            if is_hidden {
                line.push("[…]");
            }
            line.gap |= !is_inline(tag);
            rest = &rest[end..];
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            if skipped == 0 {
                line.push(&rest[..end]);
            }
            rest = &rest[end..];
        }
    }
    line.finish()
}

/// Elements whose words are not what the writer has to say.
fn is_apart(tag: &str) -> bool {
    matches!(
        tag,
        "<blockquote>" | "<p class=\"cite\">" | "<div class=\"signature\">" | "<ol class=\"notes\">" | "<sup>"
    )
}

fn is_inline(tag: &str) -> bool {
    ["a", "em", "strong", "del", "code", "sup", "span", "mi", "mn", "mo"]
        .contains(&tag.trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap_or_default())
}

/// How deep inside a passed-over element we are after `tag`.
fn nested(depth: usize, tag: &str) -> usize {
    match tag {
        "<br>" | "<hr>" => depth,
        _ if tag.ends_with("/>") => depth,
        _ if tag.starts_with("</") => depth - 1,
        _ => depth + 1,
    }
}

/// The end of the tag at the start of `html`; a `>` in a quoted value does not end it.
fn tag_end(html: &str) -> usize {
    let mut quoted = false;
    for (at, b) in html.bytes().enumerate() {
        match b {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

/// One line that is being filled up to a limit.
struct Line {
    text: String,
    count: usize,
    gap: bool,
    limit: usize,
}

impl Line {
    fn push(&mut self, escaped: &str) {
        let mut rest = escaped;
        while let Some(c) = rest.chars().next() {
            let entities = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&nbsp;", ' ')];
            let (len, c) = entities
                .iter()
                .find(|(name, _)| rest.starts_with(name))
                .map_or((c.len_utf8(), c), |(name, c)| (name.len(), *c));
            rest = &rest[len..];
            if c.is_whitespace() {
                self.gap = true;
                continue;
            }
            if std::mem::take(&mut self.gap) && !self.text.is_empty() {
                self.text.push(' ');
                self.count += 1;
            }
            self.text.push(c);
            self.count += 1;
            if self.count > self.limit {
                return;
            }
        }
    }

    fn finish(mut self) -> String {
        if self.count <= self.limit {
            return self.text;
        }
        let fits = self.text.char_indices().nth(self.limit.saturating_sub(1)).map_or(self.text.len(), |(at, _)| at);
        let word = if self.text[fits..].starts_with(' ') {
            None
        } else {
            self.text[..fits].rfind(' ').filter(|at| *at >= fits / 2)
        };
        let mut end = word.unwrap_or(fits);
        // An emoji of several characters, or a letter with its marks, goes whole or not at all.
        while end > 0 && (self.text[end..].starts_with(continues) || self.text[..end].ends_with('\u{200d}')) {
            end = self.text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
        }
        self.text.truncate(end);
        self.text.truncate(self.text.trim_end_matches([' ', ',', ';', ':', '.', '-', '–']).len());
        if self.limit > 0 {
            self.text.push('…');
        }
        self.text
    }
}

/// Whether `c` belongs to the character before it.
fn continues(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}
