//! Writes the letter with posts that somebody was told of, and what programs are told above it.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::envelope::{Headers, Sheet};
use crate::db::Conn;
use crate::db::ids::{PostId, encode};
use crate::error::{Error, Result};
use crate::members::address;
use crate::notices::mail::choice::{Amount, Sorting};
use crate::notices::mail::letter::{self, Item, Read, Told};
use crate::notices::mail::view::{GroupView, PaintView, PostView, PostsLetterView, PostsMarkupView};
use crate::notices::mail::{schedule, stop};
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::site::drawing::house_view;
use crate::text::{self, SafeHtml};
use crate::theme::{Colors, Frame};

/// So many posts stand in one letter.
const MOST: usize = 100;
/// So much of each, where the first lines are wanted, in characters.
const LINES: usize = 280;

/// Writes it as things are now; nothing if there is nothing left that its reader may read, or has not read, and nothing to an
/// address that is theirs no more, or takes no mail.
pub fn write(site: &Site, conn: &mut Conn, told: &Told, to: &str) -> Result<Option<Sheet>> {
    if address::for_posts(conn, told.told)?.as_deref() != Some(to) {
        return Ok(None);
    }
    let Some(mut read) = letter::read(site, conn, told.told, &told.posts)? else { return Ok(None) };
    let Some(house) = site.roster.institution(read.person.institution) else { return Ok(None) };
    let more = read.items.len().saturating_sub(MOST);
    read.items.truncate(MOST);
    let view = view(site, &house, told, &read, u32::try_from(more).unwrap_or(u32::MAX))?;
    let institution = house_view(&house);
    let frame = Frame { language: &house.language, institution: &institution, audience: "", current: "" };
    let theme = site.themes.get(&house.theme);
    let (subject, text) = theme.letter(&frame, &view)?;
    let headers = headers(&house, told, &read.items, view.stop.clone());
    let html = theme.render(&frame, &PostsMarkupView(view))?;
    Ok(Some(Sheet { subject, text, html: Some(html), headers }))
}

/// A post has one name for all its readers, so that an answer to it finds its place in anybody's mail program.
fn headers(house: &InstitutionEntry, told: &Told, items: &[Item], stop: String) -> Headers {
    let host = house.host();
    let name = |post: i64| format!("post-{}@{host}", encode(post));
    let one = items.first().filter(|_| !told.is_digest);
    let list = one.map_or_else(|| "digest".to_owned(), |item| format!("board-{}", item.board.id));
    Headers {
        sender: Some(house.name.clone()),
        message_id: one.filter(|_| !told.is_again).map(|item| name(item.row.post)),
        references: match one {
            Some(item) if told.is_again => vec![name(item.row.first), name(item.row.post)],
            Some(item) if item.row.number > 1 => vec![name(item.row.first)],
            _ => Vec::new(),
        },
        list: Some((house.name.clone(), format!("{list}.{host}"))),
        unsubscribe: Some(stop),
    }
}

fn view(site: &Site, house: &InstitutionEntry, told: &Told, read: &Read, more: u32) -> Result<PostsLetterView> {
    let base = house.base_url(site.config.port());
    let one = read.items.first().filter(|_| !told.is_digest);
    let reach = one.map_or("cohort", |item| item.reach.split(' ').next().unwrap_or_default());
    Ok(PostsLetterView {
        name: read.person.name.clone(),
        title: one.filter(|_| reach == "public").map_or_else(String::new, |item| item.row.title.clone()),
        is_reply: one.is_some_and(|item| item.row.number > 1),
        is_digest: told.is_digest,
        reach: reach.to_owned(),
        count: u32::try_from(read.items.len()).unwrap_or(u32::MAX).saturating_add(more),
        more,
        groups: groups(site, (&house.language, &base), told, read)?,
        notices: format!("{base}/notices/"),
        settings: format!("{base}/settings/mail/"),
        stop: format!("{base}/mail/stop/{}", stop::token(&site.secret, told.told)),
        paint: paint(site.themes.get(&house.theme).colors()),
    })
}

/// Board by board, and on each thread by thread; or all in the order in which they were written.
fn groups(site: &Site, (language, base): (&str, &str), told: &Told, read: &Read) -> Result<Vec<GroupView>> {
    let is_by_board = told.is_digest && read.choice.sorting == Sorting::Boards;
    let mut items: Vec<&Item> = read.items.iter().collect();
    match is_by_board {
        true => items.sort_by_key(|item| (item.board.position, item.board.id, item.row.thread, item.row.number)),
        false => items.sort_by_key(|item| (item.row.created_at, item.row.post)),
    }
    let zone = schedule::zone(&read.zones);
    let mut groups: Vec<(String, Vec<PostView>)> = Vec::new();
    let mut before = None;
    for item in items {
        let board = if is_by_board { item.board.name.clone() } else { String::new() };
        let is_same = groups.last().is_some_and(|(name, _)| *name == board);
        if !is_same {
            groups.push((board, Vec::new()));
        }
        let begins = !is_same || before != Some(item.row.thread);
        before = Some(item.row.thread);
        let post = post(site, (language, base), read.choice.amount, &zone, item, begins)?;
        groups.last_mut().into_iter().for_each(|(_, posts)| posts.push(post.clone()));
    }
    Ok(groups.into_iter().map(|(board, posts)| GroupView { board, posts }).collect())
}

fn post(
    site: &Site,
    (language, base): (&str, &str),
    amount: Amount,
    zone: &TimeZone,
    item: &Item,
    begins: bool,
) -> Result<PostView> {
    let row = &item.row;
    let href = format!("{base}/p/{}/", PostId(row.post));
    let at = Timestamp::from_microsecond(row.created_at).map_err(Error::internal)?.to_zoned(zone.clone());
    let (text, html) = match amount {
        Amount::Titles => (String::new(), String::new()),
        Amount::Lines => (text::excerpt(&SafeHtml::from_store(row.body_html.clone()), LINES), String::new()),
        Amount::Whole => (row.body_source.clone(), text::absolute(&row.body_html, base, &href)),
    };
    Ok(PostView {
        thread: row.title.clone(),
        begins,
        href,
        kind: item.kind.word().to_owned(),
        who: site.name_of(language, row.shown()),
        at: at.strftime("%Y-%m-%d %H:%M %Z").to_string(),
        language: row.language.clone(),
        text,
        html,
    })
}

/// On paper: a mail program that turns to the dark does so by itself.
fn paint(colors: &Colors) -> PaintView {
    let color = |token: &str| colors.get(token, false).unwrap_or_default().to_owned();
    PaintView {
        bg: color("bg"),
        fg: color("fg"),
        muted: color("muted"),
        line: color("line"),
        accent: color("accent"),
        band: color("band"),
        on_band: color("on-band"),
    }
}
