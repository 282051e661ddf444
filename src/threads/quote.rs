//! A post as a quotation to answer under: whom it is from, a link to it, and as much of it as one needs to see.

use super::model::Post;
use crate::site::Site;
use crate::text;
use crate::theme::Arg;

/// How much of a post is quoted, in characters: whoever wants more follows the link.
const MOST: usize = 1_200;

/// The post as Markdown, each line marked, with a line under it to write on. What it quotes itself is left out: its readers
/// find that where it stands.
pub fn quote(site: &Site, language: &str, post: &Post) -> String {
    let name = site.name_of(language, post.by.shown());
    let name = text::as_markdown(&name);
    let said = site.words.say(language, "threads-quote-said", &[("name", Arg::Text(name.trim()))]);
    let own = own_words(&post.body_source);
    let source = match post.format.as_str() {
        "markdown" => own,
        _ => text::as_markdown(&own),
    };
    let lines = cut(&source).lines().map(|line| format!("{}\n", format!("> {line}").trim_end())).collect::<String>();
    format!("> [{said}](/p/{}/):\n>\n{lines}\n", post.id)
}

/// The lines that are not themselves a quotation, but within a block of code; of blank lines in a row only one.
fn own_words(source: &str) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut fence: Option<&str> = None;
    for line in source.lines() {
        let begins = line.trim_start();
        match fence {
            Some(mark) => fence = (!begins.starts_with(mark)).then_some(mark),
            None if begins.starts_with('>') => continue,
            None => fence = ["```", "~~~"].into_iter().find(|mark| begins.starts_with(mark)),
        }
        let is_gap = line.trim().is_empty() && fence.is_none();
        if !(is_gap && (kept.is_empty() || kept.ends_with("\n\n"))) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept.truncate(kept.trim_end().len());
    kept
}

/// At most [`MOST`] characters, cut after a paragraph or line or word; what a cut leaves open is closed.
fn cut(source: &str) -> String {
    let Some((end, _)) = source.char_indices().nth(MOST) else { return source.to_owned() };
    let head = &source[..end];
    let least = head.len() / 2;
    let place = ["\n\n", "\n", " "].into_iter().find_map(|gap| head.rfind(gap).filter(|at| *at >= least));
    let mut kept = head[..place.unwrap_or(head.len())].trim_end().to_owned();
    let open = |mark: &str| kept.lines().filter(|line| line.trim_start().starts_with(mark)).count() % 2 == 1;
    let ends: Vec<&str> = ["```", "~~~"].into_iter().filter(|mark| open(mark)).collect();
    let is_hidden = kept.lines().filter(|line| line.starts_with("::: spoiler")).count()
        > kept.lines().filter(|line| line.trim_end() == ":::").count();
    for end in ends.into_iter().chain(is_hidden.then_some(":::")) {
        kept.push('\n');
        kept.push_str(end);
    }
    kept + "\n\n…"
}
