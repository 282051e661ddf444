//! The 22 colours of a theme, and the rules that hand them to the stylesheet.

use std::collections::BTreeMap;
use std::fmt::Write;

/// Every colour that a theme can set, in the order of LOOK's table.
pub const TOKENS: [&str; 22] = [
    "bg",
    "fg",
    "muted",
    "surface",
    "line",
    "accent",
    "on-accent",
    "focus",
    "ok",
    "warn",
    "bad",
    "mentor",
    "student",
    "staff",
    "band",
    "on-band",
    "chart-1",
    "chart-2",
    "chart-3",
    "chart-4",
    "chart-5",
    "chart-6",
];

/// A theme's colours with those of the themes it extends filled in, as `#rrggbb` by token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Colors {
    /// On paper.
    pub light: BTreeMap<String, String>,
    /// In the dark; a token that is missing here is the same as on paper.
    pub dark: BTreeMap<String, String>,
}

impl Colors {
    /// The token's value in the dark scheme or the light one.
    pub fn get(&self, token: &str, dark: bool) -> Option<&str> {
        let own = if dark { self.dark.get(token) } else { None };
        own.or_else(|| self.light.get(token)).map(String::as_str)
    }

    /// The rules: light, dark by the browser's preference unless the page says light, and dark when the page says so.
    /// `light-dark()` would be shorter and is too young for the browsers that universities still run.
    pub(super) fn css(&self, shape: &BTreeMap<String, String>) -> String {
        let dark = format!("color-scheme:dark;{}", declarations(&self.dark));
        format!(
            "@layer tokens{{:root{{color-scheme:light;{}{}}}\
             @media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{dark}}}}}\
             :root[data-scheme=dark]{{{dark}}}}}",
            declarations(&self.light),
            declarations(shape),
        )
    }
}

fn declarations(values: &BTreeMap<String, String>) -> String {
    values.iter().fold(String::new(), |mut css, (name, value)| {
        // Writing to a String cannot fail.
        let _ = write!(css, "--{name}:{value};");
        css
    })
}
