//! Every template with everything it can be given: what the tests draw, and what `templates/README.md` is made from.

use std::fmt::Write;

use serde_json::Value;

use super::{Frame, Theme, View};
use crate::error::{Error, Result};

/// A template, the type it is drawn from, and ready examples of it.
pub struct Sample {
    /// The template's name.
    pub template: &'static str,
    /// The type's name, such as `ThreadView`.
    pub view: &'static str,
    /// The examples as JSON, for finding what on a page is theirs.
    pub contexts: Vec<Value>,
    draw: fn(&Theme, &Frame<'_>) -> Vec<Result<String>>,
}

impl Sample {
    /// The examples of one view.
    ///
    /// # Errors
    /// When a view is not plain enough to become JSON.
    pub fn of<V: View>() -> Result<Self> {
        let contexts = V::samples().iter().map(serde_json::to_value).collect::<std::result::Result<Vec<_>, _>>();
        let name = std::any::type_name::<V>();
        Ok(Self {
            template: V::TEMPLATE,
            view: name.rsplit("::").next().unwrap_or(name),
            contexts: contexts.map_err(Error::internal)?,
            draw: |theme, frame| V::samples().iter().map(|view| draw(theme, frame, view)).collect(),
        })
    }

    /// Every example drawn, in the order of `contexts`.
    pub fn draw(&self, theme: &Theme, frame: &Frame<'_>) -> Vec<Result<String>> {
        (self.draw)(theme, frame)
    }
}

/// A letter is drawn with its subject above it.
fn draw<V: View>(theme: &Theme, frame: &Frame<'_>, view: &V) -> Result<String> {
    if V::SUBJECT.is_empty() {
        return theme.render(frame, view);
    }
    theme.letter(frame, view).map(|(subject, text)| format!("{subject}\n\n{text}"))
}

/// `templates/README.md`: each template, the type it is drawn from, and what it may use.
///
/// # Errors
/// When the words about it cannot be put together.
pub fn readme(samples: &[Sample]) -> Result<String> {
    let mut out = String::from(INTRODUCTION);
    for sample in samples {
        let fields = sample.contexts.iter().filter_map(Value::as_object).flat_map(|fields| fields.iter());
        let mut known: Vec<(&str, &str)> = Vec::new();
        for (name, value) in fields {
            match known.iter_mut().find(|(seen, _)| seen == name) {
                Some(seen) if seen.1 == "nothing" => seen.1 = kind(value),
                Some(_) => {}
                None => known.push((name, kind(value))),
            }
        }
        known.sort_unstable();
        let uses: Vec<String> = known.iter().map(|(name, kind)| format!("`{name}` {kind}")).collect();
        writeln!(out, "| `{}` | `{}` | {} |", sample.template, sample.view, uses.join(", "))
            .map_err(Error::internal)?;
    }
    Ok(out)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "yes or no",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "group",
    }
}

const INTRODUCTION: &str = "# Templates

Every page is drawn by one of these (Tera 2.4), inside `base.html`. This file is generated from the samples of the view
types in `src/*/view`; a test fails when it is not up to date (`BLESS=1` writes it anew).

- **Words** never stand in a template: `{{ t(key=\"threads-reply\") }}` says them from `locales/<language>/<file>.ftl`, whose
  keys begin with the file's name. `{{ sentence(key=…, name=…) }}` is for sentences with names or links in them.
- **Everything is escaped** but fields that end in `_html`, which come from the sanitiser and are printed with `| safe`.
- **Nothing personal** stands in a page. `slot()` is where the reader's shelf is put in; `part(name=…)` to `endpart()` is
  what only some readers get. The store cuts the page there, and the same name may stand twice.
- Filters: `time` and `date` (microseconds UTC, or `YYYY-MM-DD`), `count`, `initials`, `shape`.
- Components (`parts/`) see only what they are given; one that says words takes `@language`.
- A theme's own `templates/NAME` stands before the core's; it may say `{% extends \"core/NAME\" %}` and change one block.
- Every template also sees `frame`: `language`, `direction`, `audience`, `current`, `institution` (`slug`, `name`,
  `short_name`, `tagline`, `contact_name`, `contact_address`), `theme`, `scheme`, `stylesheet`, `forms`, `logo`.
- Indentation is for people: it is taken out when templates are loaded, as is the line end after a statement.

| template | drawn from | with |
|---|---|---|
";
