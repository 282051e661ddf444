//! A feed as Atom (RFC 4287); the only file that knows how it is spelled.

use atom_syndication::{Content, Entry as Item, FixedDateTime, Generator, Link, Person, Text};

use super::{Entry, Feed};
use crate::db::ids::Time;
use crate::error::{Error, Result};

/// The feed as XML.
pub(super) fn write(feed: &Feed) -> Result<String> {
    let atom = atom_syndication::Feed {
        title: Text::plain(feed.title.clone()),
        id: feed.href.clone(),
        updated: date(feed.updated)?,
        links: vec![link(&feed.href, "self", "application/atom+xml"), link(&feed.page, "alternate", "text/html")],
        generator: Some(Generator { value: "Lyceum".to_owned(), ..Generator::default() }),
        lang: Some(feed.language.clone()),
        entries: feed.entries.iter().map(item).collect::<Result<_>>()?,
        ..atom_syndication::Feed::default()
    };
    Ok(atom.to_string())
}

fn item(entry: &Entry) -> Result<Item> {
    Ok(Item {
        title: Text::plain(entry.title.clone()),
        id: entry.href.clone(),
        updated: date(entry.updated)?,
        published: Some(date(entry.published)?),
        authors: vec![Person { name: entry.author.clone(), ..Person::default() }],
        links: vec![link(&entry.href, "alternate", "text/html")],
        content: Some(Content {
            value: Some(entry.html.clone()),
            content_type: Some("html".to_owned()),
            lang: Some(entry.language.clone()),
            ..Content::default()
        }),
        ..Item::default()
    })
}

fn link(href: &str, rel: &str, kind: &str) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: Some(kind.to_owned()), ..Link::default() }
}

fn date(at: Time) -> Result<FixedDateTime> {
    chrono::DateTime::from_timestamp_micros(at.0)
        .map(|date| date.fixed_offset())
        .ok_or_else(|| Error::internal(format!("{} is no time", at.0)))
}
