//! One-time links: asked for by address, sent by mail, and used up by a button, because mail programs follow links.

use serde::{Deserialize, Serialize};

use super::model;
use super::second::enter::{First, Next, after_first};
use crate::db::deliveries;
use crate::db::events::MemberEvent;
use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::error::{Error, Result};
use crate::http::secret;
use crate::members;
use crate::site::Tx;

/// How long a link can be used, in minutes.
pub const MINUTES: u32 = 15;

/// How many links a member gets in that time: whoever knows an address could fill its mailbox.
const MOST: i64 = 5;
/// In whose place a link is asked for that nobody gets; no member has this id.
const NOBODY: MemberId = MemberId(0);

/// A letter in the queue: what the worker needs to write and send it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Whose house it is from.
    pub institution: i64,
    /// Whom it greets.
    pub name: String,
    /// The absolute link.
    pub link: String,
    /// When the link stops working: the letter is worth nothing from then on.
    pub until: Time,
}

/// When a link that is made now stops working.
fn end(now: Time) -> Time {
    now.plus_seconds(i64::from(MINUTES) * 60)
}

/// Makes a link for a member and gives its token; an older one that still waits in a mailbox is worth nothing from then on.
pub fn make(tx: &mut Tx<'_>, member: MemberId, to: &str) -> Result<String> {
    let now = tx.now;
    model::end_links(tx.conn, member, now)?;
    write(tx, Some(member), to)
}

fn write(tx: &mut Tx<'_>, member: Option<MemberId>, to: &str) -> Result<String> {
    let token = secret::token()?;
    let (id, now) = (tx.id(), tx.now);
    model::insert_link(tx.conn, id, member, &token, to, now, end(now))?;
    Ok(token)
}

/// Queues a letter with a link, if the address is somebody's; says nothing about whether it is. Nor does the time that it takes:
/// for nobody, and for a member who has had enough letters, the same rows are written.
pub fn ask(tx: &mut Tx<'_>, institution: InstitutionId, address: &str, to: &str) -> Result<()> {
    let Some(house) = tx.site.roster.institution(institution) else { return Ok(()) };
    let (member, name, letter) = match addressed(tx, institution, address)? {
        Some(row) => {
            let link = format!("{}/sign-in/link/{}", house.base_url(tx.site.config.port()), make(tx, row.id, to)?);
            (
                row.id,
                address.to_lowercase(),
                Letter { institution: institution.0, name: row.name, link, until: end(tx.now) },
            )
        }
        None => {
            write(tx, None, to)?;
            let (name, link) = (String::new(), String::new());
            (NOBODY, String::new(), Letter { institution: institution.0, name, link, until: end(tx.now) })
        }
    };
    let payload = serde_json::to_string(&letter).map_err(Error::internal)?;
    let event = tx.record(MemberEvent::LinkAsked { member })?;
    let (id, now) = (tx.id(), tx.now);
    deliveries::queue(tx.conn, id, event, deliveries::MAIL, &name, &payload, now)?;
    // What is to nobody is done with.
    if member == NOBODY { deliveries::arrived(tx.conn, id, now) } else { Ok(()) }
}

/// Who gets a letter at an address. Beyond so many in a quarter of an hour nobody does: the newest of them works still.
fn addressed(tx: &mut Tx<'_>, institution: InstitutionId, address: &str) -> Result<Option<members::model::Member>> {
    let Some(member) = members::model::by_address(tx.conn, institution, address)? else { return Ok(None) };
    let row = members::model::by_id(tx.conn, member)?;
    let since = tx.now.plus_seconds(-i64::from(MINUTES) * 60);
    let made = model::links_since(tx.conn, member, since)?;
    Ok(Some(row).filter(|row| row.state == "active" && row.kind == "local" && made < MOST))
}

/// Uses up a link of this institution, and goes on from there; also gives where it leads.
pub fn consume(tx: &mut Tx<'_>, institution: InstitutionId, token: &str, device: &str) -> Result<(Next, String)> {
    let (member, to) = model::link(tx.conn, token, tx.now)?;
    model::use_link(tx.conn, token, tx.now)?;
    if members::model::by_id(tx.conn, member)?.institution_id != institution {
        return Err(Error::NotFound);
    }
    Ok((after_first(tx, &First { member, way_in: "link", to: &to, device })?, to))
}
