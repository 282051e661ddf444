//! Tables: in a box that scrolls sideways, with alignment as a class and column headings that say so.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// Draws tables. The box can be focused, because a wide table must also be scrolled by those who use only the keyboard;
/// it is not a `region`, which would need a name in the reader's language. An empty cell of the first row is no
/// heading.
pub(super) fn draw(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut drawn = Vec::with_capacity(events.len());
    let mut alignments = Vec::new();
    let (mut column, mut in_head, mut close) = (0, false, "</td>");
    let mut events = events.into_iter().peekable();
    while let Some(event) = events.next() {
        let html: String = match event {
            Event::Start(Tag::Table(columns)) => {
                alignments = columns;
                "<div class=\"wide\" tabindex=\"0\"><table>".into()
            }
            Event::End(TagEnd::Table) => "</tbody></table></div>\n".into(),
            Event::Start(Tag::TableHead) => {
                (column, in_head) = (0, true);
                "<thead><tr>".into()
            }
            Event::End(TagEnd::TableHead) => {
                in_head = false;
                "</tr></thead><tbody>\n".into()
            }
            Event::Start(Tag::TableRow) => {
                column = 0;
                "<tr>".into()
            }
            Event::End(TagEnd::TableRow) => "</tr>\n".into(),
            Event::Start(Tag::TableCell) => {
                let heading = in_head && !matches!(events.peek(), Some(Event::End(TagEnd::TableCell)));
                close = if heading { "</th>" } else { "</td>" };
                let class = class(alignments.get(column));
                column += 1;
                format!("<{}{class}>", if heading { "th scope=\"col\"" } else { "td" })
            }
            Event::End(TagEnd::TableCell) => close.into(),
            other => {
                drawn.push(other);
                continue;
            }
        };
        drawn.push(Event::Html(html.into()));
    }
    drawn
}

fn class(alignment: Option<&Alignment>) -> &'static str {
    match alignment {
        Some(Alignment::Center) => " class=\"center\"",
        Some(Alignment::Right) => " class=\"end\"",
        Some(Alignment::Left | Alignment::None) | None => "",
    }
}
