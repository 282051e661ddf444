//! One stylesheet a theme: the core's rules, the tokens, the theme's own few rules, joined and minified.

use super::manifest::Manifest;
use super::minify;
use super::tokens::Colors;

/// Colours of the whole chain, the nearest theme's first.
pub(super) fn colors(chain: &[Manifest<'_>]) -> Colors {
    let mut colors = Colors::default();
    for theme in chain.iter().rev() {
        colors.light.extend(theme.light.clone());
        colors.dark.extend(theme.dark.clone());
    }
    colors
}

/// What the browser gets. The core comes first because it declares the order of the layers.
pub(super) fn join(core: &str, colors: &Colors, chain: &[Manifest<'_>]) -> String {
    let mut shape = std::collections::BTreeMap::new();
    let mut own = String::new();
    for theme in chain.iter().rev() {
        shape.extend(theme.shape.clone());
        own.push_str(theme.css);
    }
    let mut css = minify::css(core);
    css.push_str(&minify::css(&colors.css(&shape)));
    if !own.trim().is_empty() {
        css.push_str(&minify::css(&format!("@layer theme {{ {own} }}")));
    }
    css
}
