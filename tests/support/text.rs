//! The words of a page as a person would read them.

use scraper::{ElementRef, Node};

/// Elements that stand on lines of their own, so that their words do not run into their neighbours'.
const BLOCKS: [&str; 30] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "button",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "label",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "td",
    "ul",
];

/// Elements whose text is not on the page.
const SILENT: [&str; 5] = ["head", "script", "style", "datalist", "template"];

/// All words of an element, with one space between.
pub fn of(element: ElementRef<'_>) -> String {
    let mut raw = String::new();
    gather(element, &mut raw);
    tidy(&raw)
}

/// A text with one space between its words.
pub fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(element: ElementRef<'_>, into: &mut String) {
    let name = element.value().name();
    if SILENT.contains(&name) {
        return;
    }
    let is_block = BLOCKS.contains(&name);
    if is_block {
        into.push(' ');
    }
    for child in element.children() {
        match child.value() {
            Node::Text(text) => into.push_str(text),
            Node::Element(_) => ElementRef::wrap(child).into_iter().for_each(|child| gather(child, into)),
            _ => {}
        }
    }
    if is_block {
        into.push(' ');
    }
}

/// Whether what stands on a page is what a test calls it: the words themselves, or those and a remark behind them.
pub fn is_called(found: &str, wanted: &str) -> bool {
    found == wanted || found.strip_prefix(wanted).is_some_and(|rest| rest.starts_with(' '))
}
