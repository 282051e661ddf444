//! Words that people write: what becomes of them, and what never may.

#[path = "text/attacks.rs"]
mod attacks;
#[path = "text/extensions.rs"]
mod extensions;
#[path = "text/lines.rs"]
mod lines;
#[path = "text/mails.rs"]
mod mails;
#[path = "text/plain.rs"]
mod plain;
#[path = "text/posts.rs"]
mod posts;
#[path = "text/shapes.rs"]
mod shapes;

use lyceum::text::{Context, Mentioned, Rendered, TextError, markdown};

/// Two people can be mentioned: Ada Lovelace here, and Grace at another server.
fn find(handle: &str) -> Option<Mentioned> {
    match handle {
        "ada" => Some(Mentioned { name: "Ada <Lovelace>".into(), href: "/m/ada/".into() }),
        "grace@other.example" => Some(Mentioned { name: "Grace".into(), href: "https://other.example/grace".into() }),
        _ => None,
    }
}

/// Renders `source` as the post whose anchor is `p1`.
fn render(source: &str) -> Result<Rendered, TextError> {
    markdown(source, &Context { anchor: "p1", mention: &find })
}

/// The HTML of `source`.
fn html(source: &str) -> String {
    render(source).map_or_else(|error| panic!("{error}"), |rendered| rendered.html.into_string())
}
