//! What people say at size l: paragraphs of the written demonstration in other company, each rendered once.

use crate::demo::chance::Chance;
use crate::demo::content::{Content, Institution};
use crate::error::{Error, Result};
use crate::text::{self, Context};

/// Paragraphs and titles to compose posts of.
#[derive(Debug)]
pub struct Phrases {
    paragraphs: Vec<Paragraph>,
    titles: Vec<Title>,
}

/// A paragraph as it is typed and as it is shown.
#[derive(Debug)]
struct Paragraph {
    source: String,
    html: String,
}

/// A title with its part of the address.
#[derive(Debug)]
pub(super) struct Title {
    pub words: String,
    pub slug: String,
}

/// Paragraphs and titles that are shorter do not say much.
const SHORTEST: usize = 20;

impl Phrases {
    /// Those of the written demonstration that stand by themselves: English, shown, and without a word of Markdown's
    /// that would mean something else beside another paragraph.
    pub fn of(content: &Content) -> Result<Self> {
        let english = content.institutions.iter().filter(|house| house.profile.language.starts_with("en"));
        let (mut paragraphs, mut titles) = (Vec::new(), Vec::new());
        for house in english {
            titles.extend(titles_of(house));
            for source in paragraphs_of(house) {
                let html = render(&source)?;
                paragraphs.push(Paragraph { source, html });
            }
        }
        match paragraphs.is_empty() || titles.is_empty() {
            true => Err(Error::internal("the demonstration has no paragraph to compose others of")),
            false => Ok(Self { paragraphs, titles }),
        }
    }

    /// A post of one to three paragraphs: what was typed, and what is shown.
    pub fn post(&self, chance: &mut Chance) -> (String, String) {
        let (mut source, mut html) = (String::new(), String::new());
        for place in 0..1 + chance.below(3) {
            let paragraph = chance.one(&self.paragraphs);
            if place > 0 {
                source.push_str("\n\n");
                html.push('\n');
            }
            source.push_str(&paragraph.source);
            html.push_str(&paragraph.html);
        }
        (source, html)
    }

    /// The title of a thread.
    pub(super) fn title(&self, chance: &mut Chance) -> &Title {
        chance.one(&self.titles)
    }
}

fn render(source: &str) -> Result<String> {
    let nobody = |_: &str| None;
    let rendered = text::markdown(source, &Context { anchor: "demo", mention: &nobody });
    let html = rendered.map_err(|cause| Error::internal(format!("a paragraph of the demonstration: {cause}")))?.html;
    Ok(html.into_string())
}

fn paragraphs_of(house: &Institution) -> impl Iterator<Item = String> + '_ {
    let posts = house.threads.iter().filter(|thread| thread.language.is_none()).flat_map(|thread| &thread.posts);
    let shown = posts.filter(|post| post.hidden.is_none() && post.language.is_none());
    shown.flat_map(|post| post.body.split("\n\n")).map(str::trim).filter(|text| is_plain(text)).map(str::to_owned)
}

fn titles_of(house: &Institution) -> impl Iterator<Item = Title> + '_ {
    let english = house.threads.iter().filter(|thread| thread.language.is_none() && thread.title.len() >= SHORTEST);
    english.map(|thread| Title { words: thread.title.clone(), slug: text::slug(&thread.title) })
}

/// Whether a paragraph is one anywhere: no list, quotation, table, code, link, mention or note.
fn is_plain(text: &str) -> bool {
    text.len() >= SHORTEST
        && text.starts_with(|first: char| first.is_alphabetic())
        && !text.contains(['\n', '@', '[', '`', '#', '|', '<', '>', '\\', '~'])
        && !text.contains("://")
}
