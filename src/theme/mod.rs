//! The face of the site: themes, templates, stylesheets and words; the only place that names Tera and Fluent.
//!
//! A theme is a folder: `theme.toml` with its tokens, and if it likes `theme.css`, `logo.svg` and templates of its own.
//! The ones in `themes/` are compiled in; an operator's folder adds more and is read the same way. A page is drawn by
//! [`Theme::render`] from a [`Frame`] (whose house, which language, who may read) and a [`View`] (what stands on it).
//! Nothing personal ever enters a page: [`functions::MARK_OPEN`] and [`functions::MARK_CLOSE`] mark the slot and the
//! parts, where the store cuts it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::error::Result;

pub mod asset;
pub mod check;
mod engine;
pub mod filters;
pub mod functions;
mod manifest;
pub mod minify;
pub mod samples;
mod sources;
mod stylesheet;
mod tokens;
pub mod view;
mod words;

pub use asset::Asset;
pub use engine::Theme;
pub use tokens::{Colors, TOKENS};
pub use view::{Frame, InstitutionView, View};
pub use words::{Arg, PSEUDO, Words};

/// The theme that stands in for one that is not there.
const PLAIN: &str = "plain";

/// All themes of this process, by id.
pub struct Themes {
    by_id: BTreeMap<String, Arc<Theme>>,
    plain: Arc<Theme>,
    words: Arc<Words>,
}

impl Themes {
    /// Reads the themes that are compiled in and those in the operator's folder `extra`, one folder each.
    ///
    /// # Errors
    /// With the file and, where there is one, the line that is wrong.
    pub fn load(extra: Option<&Path>) -> Result<Self> {
        let words = Arc::new(Words::load()?);
        let core = sources::core()?;
        let kits = sources::kits(extra)?;
        let engine = Arc::new(engine::build(&words, &[("core", &core)])?);
        let mut by_id = BTreeMap::new();
        for id in kits.keys() {
            let chain = manifest::chain(&kits, id)?;
            by_id.insert(id.clone(), Arc::new(Theme::build(&words, &engine, &core, &chain)?));
        }
        let plain =
            by_id.get(PLAIN).cloned().ok_or_else(|| crate::error::Error::internal("themes/plain is missing"))?;
        Ok(Self { by_id, plain, words })
    }

    /// The theme with this id, or the plain one if it is gone: a page in the wrong colours is better than none.
    pub fn get(&self, id: &str) -> Arc<Theme> {
        self.by_id.get(id).cloned().unwrap_or_else(|| {
            tracing::warn!(theme = id, "no such theme; the plain one stands in for it");
            Arc::clone(&self.plain)
        })
    }

    /// Whether there is a theme with this id.
    pub fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// All themes, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Theme>> {
        self.by_id.values()
    }

    /// The file that `/theme/{id}/{hash}/{name}` stands for, if it is the one of this process.
    pub fn asset(&self, id: &str, hash: &str, name: &str) -> Option<(Arc<Theme>, &'static str)> {
        let theme = self.by_id.get(id).filter(|theme| theme.assets_hash() == hash)?;
        let name = ["style.css", "forms.css", "logo.svg", "passkey.js"].into_iter().find(|known| *known == name)?;
        Some((Arc::clone(theme), name))
    }

    /// The words of every language, the same for all themes.
    pub fn words(&self) -> &Arc<Words> {
        &self.words
    }
}
