//! Draws posts again that older rules drew, a few at a time: an interruption loses no more than those, and the next run goes
//! on where this one was.

use super::model::rendered;
use super::words;
use crate::db::events::ThreadEvent;
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::site::{Site, Tx};
use crate::text;

/// How many are drawn in one change.
const FEW: i64 = 100;

/// Draws every post of an institution again that older rules drew; `step` hears of each few. The number drawn.
pub async fn all(site: &Site, institution: InstitutionId, step: impl Fn(usize)) -> Result<usize> {
    let mut drawn = 0;
    loop {
        let few = site.write_one_of_many(move |tx| some(tx, institution)).await?;
        if few == 0 {
            return Ok(drawn);
        }
        drawn += few;
        step(few);
    }
}

fn some(tx: &mut Tx<'_>, institution: InstitutionId) -> Result<usize> {
    let posts = rendered::old(tx.conn, institution, text::RENDERER, FEW)?;
    for post in &posts {
        let html = match words::render(tx.site, institution, post.id, &post.source) {
            Ok(html) => html.into_string(),
            // What the new rules refuse, or what its author deleted, stays as it is drawn.
            Err(Error::Invalid(_)) => post.html.clone(),
            Err(error) => return Err(error),
        };
        rendered::set(tx.conn, post.id, &html, text::RENDERER)?;
        if html != post.html {
            tx.record(ThreadEvent::PostEdited { thread: post.thread, post: post.id, number: post.number })?;
        }
    }
    if !posts.is_empty() {
        let count = posts.len().to_string();
        tx.audit_with(institution, None, "threads.draw-again", institution, "", &[("posts", &count)])?;
    }
    Ok(posts.len())
}
