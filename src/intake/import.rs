//! Takes a whole list in: judged and done in small parts, so that a running server goes on serving between them.

use std::collections::HashSet;
use std::sync::Arc;

use super::carry_out::{carry_out, only_judge};
use super::judge::Terms;
use super::leavers;
use super::outcome::{Became, Told};
use super::sheet::{self, Row};
use crate::db::ids::InstitutionId;
use crate::error::{Error, Message, Problems, Result};
use crate::site::Site;

/// How many people are written in one change: a tenth of a second in which nobody else writes.
const PART: usize = 200;

/// What is to be taken in, and how.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Order {
    pub house: InstitutionId,
    /// What a column is called in the file, where it is called otherwise.
    pub map: Vec<(String, String)>,
    pub terms: Terms,
    /// Judge, and write nothing.
    pub is_dry_run: bool,
    /// Whether those leave, too, whom the file does not name.
    pub leavers: bool,
    /// How many of all may leave, in percent.
    pub most: u32,
}

/// Takes it in; what became of each line, and of those who left.
///
/// # Errors
/// `Invalid` if the file is none, and if too many would leave: nothing is written then.
pub async fn import(site: &Site, order: Order, bytes: &[u8]) -> Result<Vec<Told>> {
    let lines = sheet::read(bytes, &order.map)?;
    let gone = find_leavers(site, &order, &lines).await?;
    let mut told = Vec::with_capacity(lines.len() + gone.len());
    let mut rows: Vec<Row> = Vec::new();
    for line in lines {
        match line {
            Ok(row) => rows.push(row),
            Err(bad) => told.push(Told {
                line: Some(bad.line),
                external_id: bad.external_id.unwrap_or_default(),
                became: Became::Refused(bad.why),
            }),
        }
    }
    let (house, terms) = (order.house, order.terms);
    for part in parts(rows, PART) {
        let (part, of) = (Arc::new(part), site.clone());
        let doing = part.clone();
        let became = match order.is_dry_run {
            true => site.read(move |conn| only_judge(&of, conn, house, &doing, terms)).await?,
            false => site.write_one_of_many(move |tx| carry_out(tx, house, &doing, terms)).await?,
        };
        let each = part.iter().zip(became);
        told.extend(each.map(|(row, became)| Told {
            line: Some(row.line),
            external_id: row.external_id.clone(),
            became,
        }));
    }
    told.sort_by_key(|one| one.line);
    for part in parts(gone, PART) {
        let keys: Vec<String> = part.iter().map(|key| key.external_id.clone()).collect();
        let stays = match order.is_dry_run {
            true => vec![None; keys.len()],
            false => site.write_one_of_many(move |tx| leavers::leave_all(tx, &part)).await?,
        };
        let each = keys.into_iter().zip(stays);
        told.extend(each.map(|(external_id, stays)| Told {
            line: None,
            external_id,
            became: stays.map_or(Became::Left, Became::Refused),
        }));
    }
    Ok(told)
}

/// Who left, looked for before anything is written. A file of which a row has no key that can be read names somebody whom
/// nobody knows: it could be any of those who would be shut out.
async fn find_leavers(site: &Site, order: &Order, lines: &[sheet::Line]) -> Result<Vec<super::model::Key>> {
    let is_said = |line: &&sheet::Line| line.as_ref().is_ok_and(|row| !row.is_here);
    let said: HashSet<String> = lines.iter().filter(is_said).map(|line| key(line).unwrap_or_default()).collect();
    let named = match (order.leavers, lines.iter().map(key).collect::<std::result::Result<HashSet<String>, u64>>()) {
        (false, _) => None,
        (true, Ok(named)) => Some(named),
        (true, Err(line)) => {
            let why = Message::new("intake-unknown-row").with("line", line);
            return Err(Error::Invalid(Problems::one("leavers", why)));
        }
    };
    let (house, most) = (order.house, order.most);
    site.read(move |conn| leavers::find(conn, house, named.as_ref(), &said, most)).await
}

/// The key in a line, or where it stands if it has none.
fn key(line: &sheet::Line) -> std::result::Result<String, u64> {
    match line {
        Ok(row) => Ok(row.external_id.clone()),
        Err(bad) => bad.external_id.clone().ok_or(bad.line),
    }
}

/// The same in parts of at most so many.
fn parts<T>(all: Vec<T>, most: usize) -> Vec<Vec<T>> {
    let mut parts: Vec<Vec<T>> = Vec::new();
    for one in all {
        match parts.last_mut() {
            Some(part) if part.len() < most => part.push(one),
            _ => parts.push(vec![one]),
        }
    }
    parts
}
