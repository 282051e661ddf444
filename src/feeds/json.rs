//! A feed as JSON Feed 1.1 (jsonfeed.org).

use serde_json::json;

use super::{Entry, Feed};
use crate::db::ids::Time;
use crate::error::{Error, Result};

/// The feed as JSON.
pub(super) fn write(feed: &Feed) -> Result<String> {
    let items: Vec<serde_json::Value> = feed.entries.iter().map(item).collect::<Result<_>>()?;
    let whole = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "language": feed.language,
        "home_page_url": feed.page,
        "feed_url": feed.href,
        "items": items,
    });
    // The mark of a page's slot follows, and stands in no text: control characters are escaped in JSON.
    serde_json::to_string(&whole).map_err(Error::internal)
}

fn item(entry: &Entry) -> Result<serde_json::Value> {
    Ok(json!({
        "id": entry.href,
        "url": entry.href,
        "title": entry.title,
        "authors": [{ "name": entry.author }],
        "date_published": date(entry.published)?,
        "date_modified": date(entry.updated)?,
        "language": entry.language,
        "content_html": entry.html,
    }))
}

/// As RFC 3339 has it.
fn date(at: Time) -> Result<String> {
    Ok(jiff::Timestamp::from_microsecond(at.0).map_err(Error::internal)?.to_string())
}
