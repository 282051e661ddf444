//! The sealer: gives the lines that wait their places in the chain, one node at a time, within a second.

use std::time::Duration;

use super::chain::{self, Head};
use super::kept::{self, Kept};
use super::model::{self, Stored};
use crate::db::ids::Time;
use crate::db::{Conn, dialect};
use crate::error::{Error, Result};
use crate::http::secret::NamedKey;
use crate::site::Site;
use crate::site::line::{details_hash, salt};

/// How many lines one transaction seals: writers wait behind it on SQLite.
pub const PIECE: i64 = 200;

/// What the worker calls this.
pub const TASK: &str = "sealing the audit";

/// How long it rests in between: every line is sealed within a second.
pub const PAUSE: Duration = Duration::from_millis(500);

/// Seals all that waits, and keeps the newest seal outside of the database; says how many lines it sealed.
///
/// # Errors
/// If the database does not go as far as the seal that was kept: that one is left as it is, for whoever looks into it.
pub async fn seal(site: &Site) -> Result<usize> {
    // On a full disk what is left is for those who keep order, and for a start. The lines wait.
    if site.room.is_short() {
        return Ok(0);
    }
    let (mut waits, mut newest) =
        site.read(|conn| Ok((!model::waiting(conn, 1)?.is_empty(), model::newest(conn)?))).await?;
    let mut sealed = 0;
    while waits {
        let (key, now) = (site.secret.audit.clone(), site.now());
        let Some(piece) = site.db.write(move |conn| seal_piece(conn, &key, now)).await? else { break };
        // A million may wait, after an update; a process that is to end leaves them to the next one.
        site.pulse.beats(TASK, site.steady());
        waits = i64::try_from(piece.lines).is_ok_and(|lines| lines == PIECE) && !site.pulse.is_ending();
        sealed += piece.lines;
        newest = piece.head;
        // The second place outside of the database: a log that goes to another machine.
        tracing::info!(number = newest.number, seal = newest.seal, lines = piece.lines, "the audit is sealed");
    }
    keep(site, newest, sealed > 0).await?;
    Ok(sealed)
}

/// What one transaction has sealed.
#[derive(Debug)]
pub struct Piece {
    /// How many lines.
    pub lines: usize,
    /// The newest place.
    pub head: Head,
}

/// Seals some of the lines that wait; `None` while another node is at it. They come in the order in which the sealer
/// sees them: one that commits late has an older id and a later number, and none is left out.
pub fn seal_piece(conn: &mut Conn, key: &NamedKey, now: Time) -> Result<Option<Piece>> {
    if !dialect::try_to_hold_audit(conn)? {
        return Ok(None);
    }
    let waiting = model::waiting(conn, PIECE)?;
    let lines = waiting.len();
    let mut head = model::newest(conn)?;
    for row in waiting {
        let has_hash = row.details_hash.is_some();
        let row = with_hash(row)?;
        if !has_hash {
            model::set_hash(conn, &row)?;
        }
        // Only somebody who put in a line with the highest number there is comes so far.
        let number = head.number.checked_add(1).ok_or_else(|| Error::internal("the audit has no number left"))?;
        let mark = row.mark.as_deref().unwrap_or_default();
        head = Head { number, seal: chain::seal(&head.seal, number, now.0, &row.said(), mark) };
        model::set_seal(conn, row.id, &head, now, &chain::code(key, row.id, &head))?;
    }
    Ok(Some(Piece { lines, head }))
}

/// A line from before there was a chain gets its salt and its hash now.
pub(super) fn with_hash(row: Stored) -> Result<Stored> {
    if row.details_hash.is_some() {
        return Ok(row);
    }
    let salt = salt()?;
    Ok(Stored { details_hash: Some(details_hash(&salt, &row.why, &row.details)), salt: Some(salt), ..row })
}

/// Keeps the newest seal, unless what is kept goes further: another process of the same folder was quicker. Every node
/// keeps it, whichever of them sealed: each has a folder of its own.
pub async fn keep(site: &Site, newest: Head, has_sealed: bool) -> Result<()> {
    let of = site.clone();
    tokio::task::spawn_blocking(move || {
        let kept = kept::read(&of.config.data, &of.secret.audit)?.unwrap_or_default();
        if kept.newest == newest {
            return Ok(());
        }
        let is_there = kept.newest.number == 0
            || of.db.read_now(|conn| model::seal_at(conn, kept.newest.number))?.as_ref() == Some(&kept.newest.seal);
        match is_there {
            true if newest.number <= kept.newest.number => Ok(()),
            true => kept::write(&of.config.data, &of.secret.audit, &Kept { newest, ..kept }),
            // It is told with every seal that follows, and not twice a second.
            false if !has_sealed => Ok(()),
            false => Err(Error::internal(format!(
                "the audit does not go as far as line {}, whose seal was kept; lyceum audit verify says what is missing",
                kept.newest.number
            ))),
        }
    })
    .await
    .map_err(Error::internal)?
}

/// After a restore: seals what the backup had not, and vouches for the chain as it came.
pub async fn vouch(site: &Site) -> Result<()> {
    let file = kept::file(&site.config.data);
    if file.exists() {
        // It tells of what was here before the restore.
        std::fs::remove_file(file)?;
    }
    seal(site).await?;
    let newest = site.read(model::newest).await?;
    kept::write(&site.config.data, &site.secret.audit, &Kept { restored: Some(newest.clone()), newest })
}
