//! Drawing the blocks of a mail as HTML.

use super::blocks::Block;
use super::{cite, flow};
use crate::text::html::push_escaped;
use crate::text::links::push_linked;

/// Appends `blocks` to `out`.
pub(super) fn push(out: &mut String, blocks: &[Block<'_>]) {
    for block in blocks {
        match block {
            Block::Prose(lines) => paragraph(out, "<p>", lines, flow::joins),
            Block::Cite(lines) => paragraph(out, "<p class=\"cite\">", lines, |_, next| !cite::is_field(next)),
            Block::Code(lines) => code(out, lines),
            Block::Quote(inner) => {
                out.push_str("<blockquote>\n");
                push(out, inner);
                out.push_str("</blockquote>\n");
            }
            Block::Aside(lines) => aside(out, lines),
        }
    }
}

/// Lines as one paragraph; `joins` says which of them were one line.
fn paragraph(out: &mut String, open: &str, lines: &[&str], joins: impl Fn(&str, &str) -> bool) {
    let mut written = String::new();
    out.push_str(open);
    for (at, line) in lines.iter().enumerate() {
        written.push_str(line.trim());
        match lines.get(at + 1) {
            Some(next) if joins(line.trim_start(), next) => written.push(' '),
            Some(_) => {
                push_linked(out, &written);
                out.push_str("<br>\n");
                written.clear();
            }
            None => push_linked(out, &written),
        }
    }
    out.push_str("</p>\n");
}

/// Lines as they stand, without the indentation that all of them share.
fn code(out: &mut String, lines: &[&str]) {
    let filled = || lines.iter().filter(|line| !line.trim().is_empty());
    let indent = filled().map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(0);
    let last = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(first, |last| last + 1);
    if first == last {
        return;
    }
    out.push_str("<pre tabindex=\"0\">");
    for (at, line) in lines[first..last].iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        push_escaped(out, line.get(indent..).unwrap_or_default().trim_end());
    }
    out.push_str("</pre>\n");
}

/// A signature or notice: paragraphs whose lines all stay.
fn aside(out: &mut String, lines: &[&str]) {
    let parts = || lines.split(|line| line.trim().is_empty()).filter(|part| !part.is_empty());
    if parts().next().is_none() {
        return;
    }
    out.push_str("<div class=\"signature\">\n");
    for part in parts() {
        paragraph(out, "<p>", part, |_, _| false);
    }
    out.push_str("</div>\n");
}
