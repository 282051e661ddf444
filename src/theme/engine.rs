//! One theme, ready to draw: its templates before the core's, its stylesheet, its logo.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Tera};

use super::manifest::Manifest;
use super::sources::{Files, tidy};
use super::view::{Frame, InstitutionView, View};
use super::{Asset, Colors, Words, filters, functions, minify, stylesheet};
use crate::error::{Error, Result};

/// A theme with everything it serves.
pub struct Theme {
    id: String,
    name: String,
    version: String,
    scheme: &'static str,
    hash: String,
    assets_hash: String,
    colors: Colors,
    stylesheet: Asset,
    forms: Asset,
    logo: Asset,
    script: Asset,
    words: Arc<Words>,
    engine: Arc<Tera>,
    /// The core's templates alone, for when a template of the theme fails.
    core: Arc<Tera>,
}

/// What a template sees of its frame and theme.
#[derive(Serialize)]
struct Page<'a> {
    language: &'a str,
    direction: &'static str,
    audience: &'a str,
    current: &'a str,
    institution: &'a InstitutionView,
    theme: &'a str,
    scheme: &'static str,
    stylesheet: &'a str,
    forms: &'a str,
    logo: &'a str,
    script: &'a str,
}

impl Theme {
    /// The folder's name.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version that `theme.toml` states.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Changes whenever a page drawn with this theme could: templates, words, tokens, rules, logo.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The hash in the addresses of the stylesheets and the logo.
    pub fn assets_hash(&self) -> &str {
        &self.assets_hash
    }

    /// Its 22 colours in both schemes.
    pub fn colors(&self) -> &Colors {
        &self.colors
    }

    /// `/theme/{id}/{hash}/style.css`.
    pub fn stylesheet(&self) -> &Asset {
        &self.stylesheet
    }

    /// `/theme/{id}/{hash}/forms.css`, the same for all themes; the pages that are read most do without it.
    pub fn forms(&self) -> &Asset {
        &self.forms
    }

    /// `/theme/{id}/{hash}/logo.svg`; the page's icon too, so that a browser fetches it once.
    pub fn logo(&self) -> &Asset {
        &self.logo
    }

    /// `/theme/{id}/{hash}/passkey.js`, the same for all themes; one page asks for it.
    pub fn script(&self) -> &Asset {
        &self.script
    }

    /// The page, part or letter that `view` is drawn as.
    ///
    /// # Errors
    /// When the core's own template fails. A failing template of the theme is logged, and the core's stands in for it.
    pub fn render<V: View>(&self, frame: &Frame<'_>, view: &V) -> Result<String> {
        self.draw(V::TEMPLATE, frame, view)
    }

    /// A letter's subject, on one line, and its text.
    ///
    /// # Errors
    /// As [`Theme::render`].
    pub fn letter<V: View>(&self, frame: &Frame<'_>, view: &V) -> Result<(String, String)> {
        let subject = self.draw(V::SUBJECT, frame, view)?;
        Ok((subject.split_whitespace().collect::<Vec<_>>().join(" "), self.draw(V::TEMPLATE, frame, view)?))
    }

    fn draw<V: Serialize>(&self, template: &str, frame: &Frame<'_>, view: &V) -> Result<String> {
        let context = self.context(frame, view).map_err(|cause| drawing_failed(template, &cause))?;
        let drawn = match self.engine.render(template, &context) {
            Err(cause) if !Arc::ptr_eq(&self.engine, &self.core) => {
                tracing::error!(
                    theme = self.id,
                    "{}; the core's template stands in for it",
                    describe(template, &cause)
                );
                self.core.render(template, &context)
            }
            drawn => drawn,
        };
        let page = drawn.map_err(|cause| drawing_failed(template, &cause))?;
        Ok(page.trim_start().to_owned())
    }

    fn context<V: Serialize>(&self, frame: &Frame<'_>, view: &V) -> tera::TeraResult<Context> {
        let mut context = Context::from_serialize(view)?;
        let language = self.words.nearest(frame.language);
        let page = Page {
            language,
            direction: super::words::direction(language),
            audience: frame.audience,
            current: frame.current,
            institution: frame.institution,
            theme: &self.id,
            scheme: self.scheme,
            stylesheet: &self.stylesheet.address,
            forms: &self.forms.address,
            logo: &self.logo.address,
            script: &self.script.address,
        };
        context.insert("frame", &page);
        context.insert("language", language);
        Ok(context)
    }

    pub(super) fn build(words: &Arc<Words>, engine: &Arc<Tera>, core: &Files, chain: &[Manifest<'_>]) -> Result<Self> {
        let theme = chain.first().ok_or_else(|| Error::internal("a theme is not even itself"))?;
        let logo = chain.iter().find_map(|theme| theme.logo);
        let logo = logo.ok_or_else(|| {
            Error::internal(format!("themes/{}: neither it nor what it extends has a logo", theme.id))
        })?;
        let colors = stylesheet::colors(chain);
        let look = core.get("look.css").ok_or_else(|| Error::internal("templates/look.css is missing"))?;
        let css = stylesheet::join(look, &colors, chain);
        for fault in super::check::faults(&colors) {
            tracing::warn!(theme = theme.id, "{fault}");
        }

        let own: Vec<(&str, Files)> =
            chain.iter().filter(|theme| !theme.templates.is_empty()).map(owned_templates).collect();
        let engine_of_theme = if own.is_empty() {
            Arc::clone(engine)
        } else {
            let layers: Vec<(&str, &Files)> =
                own.iter().map(|(id, files)| (*id, files)).chain([("core", core)]).collect();
            Arc::new(build(words, &layers)?)
        };
        let script = core.get("passkey.js").ok_or_else(|| Error::internal("templates/passkey.js is missing"))?;
        let forms = core.get("forms.css").ok_or_else(|| Error::internal("templates/forms.css is missing"))?;
        let forms = minify::css(forms);
        let assets_hash = digest([css.as_str(), forms.as_str(), logo, script]);
        let templates =
            own.iter().flat_map(|(_, files)| files).chain(core).flat_map(|(name, text)| [name.as_str(), text.as_str()]);
        let hash = digest(templates.chain([css.as_str(), logo, theme.scheme]));
        let address = |name: &str| format!("/theme/{}/{assets_hash}/{name}", theme.id);
        Ok(Self {
            stylesheet: Asset::new(address("style.css"), "text/css; charset=utf-8", css.into_bytes()),
            forms: Asset::new(address("forms.css"), "text/css; charset=utf-8", forms.into_bytes()),
            logo: Asset::new(address("logo.svg"), "image/svg+xml", logo.as_bytes().to_vec()),
            script: Asset::new(address("passkey.js"), "text/javascript; charset=utf-8", script.as_bytes().to_vec()),
            id: theme.id.clone(),
            name: theme.name.clone(),
            version: theme.version.clone(),
            scheme: theme.scheme,
            hash,
            assets_hash,
            colors,
            words: Arc::clone(words),
            engine: engine_of_theme,
            core: Arc::clone(engine),
        })
    }
}

fn owned_templates<'a>(theme: &'a Manifest<'_>) -> (&'a str, Files) {
    let files: BTreeMap<String, String> =
        theme.templates.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    (&theme.id, files)
}

/// An engine that looks for `home/home.html` in each layer in turn, so that a theme's file stands before the core's.
pub(super) fn build(words: &Arc<Words>, layers: &[(&str, &Files)]) -> Result<Tera> {
    let mut engine = Tera::default();
    functions::register(&mut engine, words);
    filters::register(&mut engine, words);
    let prefixes: Vec<String> = layers.iter().map(|(layer, _)| format!("{layer}/")).collect();
    let wrong = |cause: tera::Error| Error::internal(describe("templates", &cause));
    engine.set_fallback_prefixes(prefixes).map_err(wrong)?;
    let templates = layers.iter().flat_map(|(layer, files)| {
        files.iter().filter(|(name, _)| is_template(name)).map(move |(name, text)| {
            let text = if name.ends_with(".html") { tidy(text) } else { text.clone() };
            (format!("{layer}/{name}"), text)
        })
    });
    engine.add_raw_templates(templates).map_err(wrong)?;
    Ok(engine)
}

fn is_template(name: &str) -> bool {
    name.ends_with(".html") || name.ends_with(".txt")
}

/// Twenty hexadecimal digits of SHA-256 over texts and their lengths.
fn digest<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.len().to_le_bytes());
        hasher.update(text);
    }
    data_encoding::HEXLOWER.encode(&hasher.finalize()[..10])
}

fn drawing_failed(template: &str, cause: &tera::Error) -> Error {
    Error::internal(describe(template, cause))
}

/// Tera's error with what caused it: only the last link names the variable.
fn describe(template: &str, error: &tera::Error) -> String {
    let mut words = format!("{template}: {error}");
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        // Writing to a String cannot fail.
        let _ = write!(words, ": {inner}");
        cause = inner.source();
    }
    words
}
