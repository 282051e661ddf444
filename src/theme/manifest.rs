//! `theme.toml`: what a theme says about itself, checked before anything is drawn with it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::sources::Kit;
use super::tokens::TOKENS;
use crate::error::{Error, Result};

/// Variables of type and shape that a theme may set; LOOK's list, and no more.
const TYPE: [&str; 12] = [
    "body",
    "heading",
    "reading",
    "mono",
    "size",
    "leading",
    "h1",
    "h2",
    "h-weight",
    "h-track",
    "title-weight",
    "strong",
];
const SHAPE: [&str; 4] = ["radius", "border", "measure", "margin"];

/// A logo larger than this would be seen arriving.
const LARGEST_LOGO: usize = 20_000;
/// A theme that needs more rules than this is not a theme but a second stylesheet.
const LARGEST_CSS: usize = 12_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    theme: About,
    #[serde(default)]
    scheme: Scheme,
    #[serde(default)]
    color: ColorTables,
    #[serde(default, rename = "type")]
    type_: Table,
    #[serde(default)]
    shape: Table,
    logo: Option<Logo>,
}

type Table = BTreeMap<Spanned<String>, Spanned<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    id: Spanned<String>,
    name: String,
    version: String,
    extends: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Scheme {
    first: Option<First>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum First {
    Auto,
    Light,
    Dark,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct ColorTables {
    #[serde(default)]
    light: Table,
    #[serde(default)]
    dark: Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Logo {
    file: Spanned<String>,
}

/// A theme that has been read and found sound; what it leaves out is its parent's.
#[derive(Clone)]
pub(super) struct Manifest<'a> {
    pub id: String,
    pub name: String,
    pub version: String,
    pub extends: Option<String>,
    /// `light` or `dark` where the theme insists until the reader chooses; empty follows the browser.
    pub scheme: &'static str,
    pub light: BTreeMap<String, String>,
    pub dark: BTreeMap<String, String>,
    /// Variables of type and shape.
    pub shape: BTreeMap<String, String>,
    pub css: &'a str,
    pub logo: Option<&'a str>,
    /// Templates by name that stand before the core's.
    pub templates: BTreeMap<&'a str, &'a str>,
}

/// The theme and those it extends, nearest first; the last is the one that extends nothing.
pub(super) fn chain<'a>(kits: &'a BTreeMap<String, Kit>, id: &str) -> Result<Vec<Manifest<'a>>> {
    let mut chain: Vec<Manifest<'a>> = Vec::new();
    let mut next = Some(id.to_owned());
    while let Some(id) = next.take() {
        if chain.iter().any(|theme| theme.id == id) {
            return Err(Error::internal(format!("themes/{id}/theme.toml: extends itself, by way of others")));
        }
        let kit = kits
            .get(&id)
            .ok_or_else(|| Error::internal(format!("a theme extends {id}, and there is no such theme")))?;
        let manifest = read(&id, kit)?;
        next.clone_from(&manifest.extends);
        chain.push(manifest);
    }
    Ok(chain)
}

fn read<'a>(id: &str, kit: &'a Kit) -> Result<Manifest<'a>> {
    let file = kit.place.join("theme.toml");
    let source =
        kit.files.get("theme.toml").ok_or_else(|| Error::internal(format!("{}: is missing", file.display())))?;
    let page = Source { file: &file, text: source };
    let written: Written = toml::from_str(source)
        .map_err(|cause| page.wrong(cause.span().map_or(0, |span| span.start), cause.message()))?;
    if written.theme.id.get_ref() != id {
        return Err(page.wrong(written.theme.id.span().start, &format!("the id must be the name of its folder, {id}")));
    }
    let mut shape = page.table(&written.type_, &TYPE, is_plain)?;
    shape.extend(page.table(&written.shape, &SHAPE, is_plain)?);
    Ok(Manifest {
        id: id.to_owned(),
        name: written.theme.name,
        version: written.theme.version,
        extends: written.theme.extends.map(Spanned::into_inner),
        scheme: match written.scheme.first {
            Some(First::Dark) => "dark",
            Some(First::Light) => "light",
            Some(First::Auto) | None => "",
        },
        light: page.table(&written.color.light, &TOKENS, is_color)?,
        dark: page.table(&written.color.dark, &TOKENS, is_color)?,
        shape,
        css: css(kit)?,
        logo: written.logo.map(|logo| page.logo(kit, &logo)).transpose()?,
        templates: kit
            .files
            .iter()
            .filter_map(|(name, text)| Some((name.strip_prefix("templates/")?, text.as_str())))
            .collect(),
    })
}

struct Source<'a> {
    file: &'a Path,
    text: &'a str,
}

impl Source<'_> {
    fn wrong(&self, at: usize, what: &str) -> Error {
        let line = self.text.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
        Error::internal(format!("{}: line {line}: {what}", self.file.display()))
    }

    fn table(&self, table: &Table, known: &[&str], is_sound: fn(&str) -> bool) -> Result<BTreeMap<String, String>> {
        let mut out = BTreeMap::new();
        for (name, value) in table {
            if !known.contains(&name.get_ref().as_str()) {
                let what = format!("{} is not a token; there are {}", name.get_ref(), known.join(" "));
                return Err(self.wrong(name.span().start, &what));
            }
            if !is_sound(value.get_ref()) {
                return Err(self.wrong(
                    value.span().start,
                    &format!("\"{}\" cannot be the value of {}", value.get_ref(), name.get_ref()),
                ));
            }
            out.insert(name.get_ref().clone(), value.get_ref().clone());
        }
        Ok(out)
    }

    fn logo<'a>(&self, kit: &'a Kit, logo: &Logo) -> Result<&'a str> {
        let name = logo.file.get_ref();
        let at = logo.file.span().start;
        let svg =
            kit.files.get(name).ok_or_else(|| self.wrong(at, &format!("there is no file {name} in this theme")))?;
        let lower = svg.to_ascii_lowercase();
        if !name.ends_with(".svg")
            || svg.len() > LARGEST_LOGO
            || lower.contains("<script")
            || lower.contains("javascript:")
        {
            return Err(
                self.wrong(at, &format!("{name} must be an SVG file of at most {LARGEST_LOGO} bytes without script"))
            );
        }
        Ok(svg)
    }
}

/// The theme's own rules. They are wrapped in a layer, so a brace too many would let them out of it.
fn css(kit: &Kit) -> Result<&str> {
    let Some(css) = kit.files.get("theme.css") else { return Ok("") };
    let lower = css.to_ascii_lowercase();
    let depth = css.bytes().try_fold(0_usize, |depth, byte| match byte {
        b'{' => Some(depth + 1),
        b'}' => depth.checked_sub(1),
        _ => Some(depth),
    });
    let fault = if css.len() > LARGEST_CSS {
        "is larger than a theme's rules may be"
    } else if depth != Some(0) {
        "has a brace without its partner"
    } else if ["@import", "url(", "expression(", "</"].iter().any(|word| lower.contains(word)) {
        "loads something from elsewhere"
    } else {
        return Ok(css);
    };
    Err(Error::internal(format!("{}: {fault}", kit.place.join("theme.css").display())))
}

/// `#rgb` or `#rrggbb`: what the contrast check can read.
fn is_color(value: &str) -> bool {
    super::check::luminance(value).is_some()
}

/// A value that cannot end its declaration or load anything.
fn is_plain(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 200
        && !value.contains([';', '{', '}', '<', '>', '\\', '@'])
        && !value.contains("url(")
}
