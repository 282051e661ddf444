//! Footnotes: numbered as they are first named, gathered at the end of the post, with ids that no other post on the
//! page has.

use std::collections::HashMap;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

/// The notes of one post.
struct Notes<'e> {
    anchor: String,
    written: HashMap<CowStr<'e>, Vec<Event<'e>>>,
    /// Labels in the order of their numbers, which begin at 1.
    order: Vec<CowStr<'e>>,
    named: HashMap<CowStr<'e>, usize>,
}

/// Takes the notes out of the text, draws the references, and puts the notes at the end.
///
/// `anchor` is unique to the post, else a reader who follows a note lands in somebody else's.
/// A note that nobody refers to is still shown, last: it is what the writer wrote.
pub(super) fn gather<'e>(events: Vec<Event<'e>>, anchor: &str) -> Vec<Event<'e>> {
    if !events
        .iter()
        .any(|event| matches!(event, Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_)))
    {
        return events;
    }
    let anchor = anchor.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let mut notes = Notes { anchor, written: HashMap::new(), order: Vec::new(), named: HashMap::new() };
    let (text, labels) = notes.take(events);
    let mut labels = labels.into_iter();
    let mut drawn = notes.refer(text);
    drawn.push(Event::Html("<ol class=\"notes\">\n".into()));
    let mut next = 0;
    loop {
        // Notes may refer to further notes, so the order can grow while it is drawn.
        if next == notes.order.len() {
            let Some(unnamed) = labels.find(|label| !notes.named.contains_key(label)) else { break };
            notes.order.push(unnamed);
        }
        notes.draw(next, &mut drawn);
        next += 1;
    }
    drawn.push(Event::Html("</ol>\n".into()));
    drawn
}

impl<'e> Notes<'e> {
    /// Parts the notes from the text; answers the text and the labels as they came.
    fn take(&mut self, events: Vec<Event<'e>>) -> (Vec<Event<'e>>, Vec<CowStr<'e>>) {
        let mut text = Vec::with_capacity(events.len());
        let mut open: Vec<(CowStr<'e>, Vec<Event<'e>>)> = Vec::new();
        let mut labels = Vec::new();
        for event in events {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => open.push((label, Vec::new())),
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some((label, note)) = open.pop() {
                        labels.push(label.clone());
                        self.written.entry(label).or_insert(note);
                    }
                }
                other => open.last_mut().map_or(&mut text, |(_, note)| note).push(other),
            }
        }
        (text, labels)
    }

    /// Draws the references in `events`.
    fn refer(&mut self, events: Vec<Event<'e>>) -> Vec<Event<'e>> {
        let mut in_link = 0_usize;
        let mut drawn = Vec::with_capacity(events.len());
        for event in events {
            match event {
                Event::FootnoteReference(label) => drawn.push(self.reference(label, in_link > 0)),
                Event::Start(Tag::Link { .. } | Tag::Image { .. }) => {
                    in_link += 1;
                    drawn.push(event);
                }
                Event::End(TagEnd::Link | TagEnd::Image) => {
                    in_link = in_link.saturating_sub(1);
                    drawn.push(event);
                }
                other => drawn.push(other),
            }
        }
        drawn
    }

    fn reference(&mut self, label: CowStr<'e>, in_link: bool) -> Event<'e> {
        if !self.written.contains_key(&label) {
            return Event::Text(format!("[^{label}]").into());
        }
        let (number, again) = match self.named.get(&label) {
            Some(number) => (*number, true),
            None => {
                self.order.push(label.clone());
                (self.order.len(), false)
            }
        };
        if in_link {
            // A link inside a link would be two broken links.
            return Event::InlineHtml(format!("<sup>{number}</sup>").into());
        }
        self.named.insert(label, number);
        let anchor = &self.anchor;
        let id = if again { String::new() } else { format!(" id=\"{anchor}-ref-{number}\"") };
        Event::InlineHtml(format!("<sup><a{id} href=\"#{anchor}-note-{number}\">{number}</a></sup>").into())
    }

    /// Draws the note at `index` of the order, with a link back to where it was first named.
    fn draw(&mut self, index: usize, drawn: &mut Vec<Event<'e>>) {
        let label = self.order[index].clone();
        let number = index + 1;
        let named = self.named.contains_key(&label);
        self.named.insert(label.clone(), number);
        let anchor = self.anchor.clone();
        drawn.push(Event::Html(format!("<li id=\"{anchor}-note-{number}\">").into()));
        let mut note = self.written.remove(&label).unwrap_or_default();
        let end = matches!(note.last(), Some(Event::End(TagEnd::Paragraph))).then(|| note.pop()).flatten();
        let note = self.refer(note);
        drawn.extend(note);
        if named {
            drawn.push(Event::InlineHtml(format!(" <a href=\"#{anchor}-ref-{number}\">↑\u{a0}{number}</a>").into()));
        }
        drawn.extend(end);
        drawn.push(Event::Html("</li>\n".into()));
    }
}
