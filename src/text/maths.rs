//! Formulas between `$` and `$$`: TeX becomes MathML, which browsers draw and screen readers read without a script.
//!
//! The sanitiser never lets `math` through. So a formula leaves an empty element of ours in the text, and what our own
//! renderer made of it is put in its place afterwards, element by element against a list, without style and without links.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use pulldown_cmark::{CowStr, Event};

use super::html::SafeHtml;

/// The longest formula, in bytes; how deep its braces may go, because the renderer calls itself for each; and how many a
/// text may have. What is beyond stays as it was typed.
const LONGEST: usize = 1_500;
const DEEPEST: usize = 24;
const MOST: usize = 200;

/// The element of ours that stands for a formula, around its number.
const OPEN: &str = "<code class=\"math-";
const CLOSE: &str = "\"></code>";

const ELEMENTS: [&str; 24] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "mpadded",
    "mphantom",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mmultiscripts",
    "mprescripts",
];

const ATTRIBUTES: [&str; 24] = [
    "display",
    "displaystyle",
    "scriptlevel",
    "mathvariant",
    "stretchy",
    "symmetric",
    "largeop",
    "movablelimits",
    "form",
    "fence",
    "separator",
    "lspace",
    "rspace",
    "minsize",
    "maxsize",
    "accent",
    "accentunder",
    "linethickness",
    "width",
    "height",
    "depth",
    "voffset",
    "columnspan",
    "rowspan",
];

static RENDERER: LazyLock<Option<LatexToMathML>> = LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).ok());

/// What follows a formula decides whether it is one: `$5-$10` is money.
pub(super) fn judged<'e>(event: Event<'e>, rest: &str) -> Event<'e> {
    match event {
        Event::InlineMath(source) if rest.starts_with(|next: char| next.is_ascii_digit()) => typed(&source, "$"),
        other => other,
    }
}

/// Draws formulas; answers the events, with an element of ours where each is to stand, and the MathML.
pub(super) fn draw(events: Vec<Event<'_>>) -> (Vec<Event<'_>>, Vec<String>) {
    let mut formulas = Vec::new();
    let mut one = |source: CowStr<'_>, display, sign| {
        let made = if formulas.len() < MOST { render(&source, display) } else { None };
        let Some(made) = made else { return typed(&source, sign) };
        formulas.push(made);
        Event::InlineHtml(placeholder(formulas.len() - 1).into())
    };
    let drawn = events
        .into_iter()
        .map(|event| match event {
            Event::InlineMath(source) => one(source, MathDisplay::Inline, "$"),
            Event::DisplayMath(source) => one(source, MathDisplay::Block, "$$"),
            other => other,
        })
        .collect();
    (drawn, formulas)
}

/// Puts the formulas into sanitised HTML. What members type cannot be taken for the element they replace: their `<` is an
/// entity by now, and so is their quotation mark in an attribute.
pub(super) fn put_in(html: SafeHtml, formulas: &[String]) -> SafeHtml {
    if formulas.is_empty() {
        return html;
    }
    let text = html.into_string();
    let mut whole = String::with_capacity(text.len() + formulas.iter().map(String::len).sum::<usize>());
    let mut rest = text.as_str();
    // Notes were moved to the end, and their formulas with them.
    while let Some((before, after)) = rest.split_once(OPEN) {
        whole.push_str(before);
        let place = after.split_once(CLOSE).and_then(|(number, after)| Some((number.parse::<usize>().ok()?, after)));
        match place {
            Some((number, after)) => {
                whole.push_str(formulas.get(number).map_or("", String::as_str));
                rest = after;
            }
            None => {
                whole.push_str(OPEN);
                rest = after;
            }
        }
    }
    whole.push_str(rest);
    SafeHtml::sanitised(whole)
}

/// Whether a class is that of an element which a formula replaces.
pub(super) fn is_place(class: &str) -> bool {
    class.strip_prefix("math-").is_some_and(|number| number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()))
}

fn placeholder(number: usize) -> String {
    format!("{OPEN}{number}{CLOSE}")
}

fn typed<'e>(source: &str, sign: &str) -> Event<'e> {
    Event::Text(format!("{sign}{source}{sign}").into())
}

fn render(source: &str, display: MathDisplay) -> Option<String> {
    if source.len() > LONGEST || depth(source) > DEEPEST || source.trim().is_empty() {
        return None;
    }
    let renderer = RENDERER.as_ref()?;
    // What the library cannot do is not worth a request.
    let made = catch_unwind(AssertUnwindSafe(|| renderer.convert_with_local_state(source, display)));
    checked(&made.ok()?.ok()?.mathml)
}

/// How deep the renderer may have to go: for brackets, and for commands that each take the next one.
fn depth(source: &str) -> usize {
    let (mut deepest, mut depth, mut run) = (0, 0_usize, 0_usize);
    for byte in source.bytes() {
        match byte {
            b'\\' => run += 1,
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => (depth, run) = (depth.saturating_sub(1), 0),
            b' ' | b'\n' | b'a'..=b'z' | b'A'..=b'Z' => {}
            _ => run = 0,
        }
        deepest = deepest.max(depth + run);
    }
    deepest
}

/// MathML with nothing in it but elements and attributes of the list; `None` if there is anything else.
fn checked(mathml: &str) -> Option<String> {
    let mut kept = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some((words, tag)) = rest.split_once('<') {
        kept.push_str(words);
        let (inside, after) = tag.split_once('>')?;
        rest = after;
        let (close, inside) = inside.strip_prefix('/').map_or(("", inside), |name| ("/", name));
        let (inside, end) = inside.strip_suffix('/').map_or((inside, ""), |inside| (inside, "/"));
        let name = inside.split(' ').next().filter(|name| ELEMENTS.contains(name))?;
        kept.push('<');
        kept.push_str(close);
        kept.push_str(name);
        attributes(inside[name.len()..].trim(), &mut kept)?;
        kept.push_str(end);
        kept.push('>');
    }
    kept.push_str(rest);
    Some(kept)
}

/// Keeps those attributes that the list has; styles and classes go, and the formula stands without them.
fn attributes(written: &str, kept: &mut String) -> Option<()> {
    let mut rest = written;
    while !rest.is_empty() {
        let Some((name, after)) = rest.split_once("=\"") else { return bare(rest) };
        let (value, after) = after.split_once('"')?;
        let name = name.trim();
        if ATTRIBUTES.contains(&name) {
            kept.push(' ');
            kept.push_str(name);
            kept.push_str("=\"");
            kept.push_str(value);
            kept.push('"');
        }
        // Of styles only the side that cells stand on is kept.
        let side = if name == "style" { value.split_once("text-align:") } else { None };
        match side.map(|(_, side)| side.trim_start()) {
            Some(side) if side.starts_with("left") => kept.push_str(" class=\"start\""),
            Some(side) if side.starts_with("right") => kept.push_str(" class=\"end\""),
            _ => {}
        }
        rest = after.trim_start();
    }
    Some(())
}

/// An attribute without a value, which nothing needs.
fn bare(written: &str) -> Option<()> {
    written.bytes().all(|b| b.is_ascii_lowercase() || b == b'-').then_some(())
}
