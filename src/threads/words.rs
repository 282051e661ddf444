//! From what somebody typed to what is kept: Markdown to safe HTML, with the people it names found in the roster.

use super::model::Post;
use crate::db::ids::{InstitutionId, MemberId, PostId};
use crate::error::{Error, Message, Problems, Result};
use crate::site::Site;
use crate::text::{self, Context, Mentioned, SafeHtml};

/// Limits of the forms, in characters.
pub const TITLE: usize = 150;
/// Of a post.
pub const BODY: usize = 20_000;
/// Of a reason.
pub const REASON: usize = 300;

/// Renders a post. Pure but for the roster, so it is done before the transaction opens.
pub fn render(site: &Site, institution: InstitutionId, post: PostId, source: &str) -> Result<SafeHtml> {
    let mention = |username: &str| {
        let person = site.roster.member_named(institution, username)?;
        Some(Mentioned { name: person.name.clone(), href: format!("/m/{}/", person.username) })
    };
    let anchor = post.to_string();
    let rendered = text::markdown(source, &Context { anchor: &anchor, mention: &mention });
    let html = rendered.map_err(|problem| Error::Invalid(Problems::one("body", problem.message())))?.html;
    // A text of nothing but a link's definition, say, would be a post of which nobody sees a thing.
    if text::shows_nothing(&text::excerpt(&html, 80)) && !html.as_str().contains("<img") {
        return Err(Error::Invalid(Problems::one("body", Message::new("threads-body-missing"))));
    }
    Ok(html)
}

/// Whom a post names.
pub fn mentioned(site: &Site, institution: InstitutionId, post: &Post) -> Vec<MemberId> {
    if post.format != "markdown" {
        return Vec::new();
    }
    let named = |username: &str| site.roster.member_named(institution, username);
    let mention = |username: &str| named(username).map(|_| Mentioned { name: String::new(), href: String::new() });
    // What cannot be drawn was never posted.
    let found = text::markdown(&post.body_source, &Context { anchor: "", mention: &mention });
    let handles = found.map(|rendered| rendered.mentions).unwrap_or_default();
    handles.iter().filter_map(|handle| named(handle)).map(|person| person.id).collect()
}
