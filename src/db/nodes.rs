//! Leases on node numbers, so that two processes on one database never make the same id.

use diesel::prelude::*;

use super::Conn;
use super::ids::Time;
use super::schema::nodes;
use crate::error::{Error, Result};

/// How long a lease holds without being renewed, in seconds. A process that died frees its number after this long.
pub const LEASE_SECONDS: i64 = 60;

/// Takes a node number for `holder` (a text of its own for each process): the smallest that nobody has held, or else the
/// one whose lease ran out longest ago. A lease that just ran out may be one that a clock has jumped over, and its holder
/// still makes ids until it hears of it.
pub fn take(conn: &mut Conn, holder: &str, now: Time) -> Result<u16> {
    let rows = nodes::table.order(nodes::expires_at).select((nodes::node, nodes::expires_at));
    let held: Vec<(i32, i64)> = rows.load(conn)?;
    let free = (0..1024).find(|node| held.iter().all(|(taken, _)| taken != node));
    let run_out = || held.iter().find(|(_, expires_at)| *expires_at <= now.0).map(|(node, _)| *node);
    let node = free.or_else(run_out);
    let node = node.ok_or_else(|| Error::internal("all 1,024 node numbers are taken by running processes"))?;
    let expires_at = now.plus_seconds(LEASE_SECONDS).0;
    diesel::delete(nodes::table.filter(nodes::node.eq(node))).execute(conn)?;
    diesel::insert_into(nodes::table)
        .values((nodes::node.eq(node), nodes::holder.eq(holder), nodes::expires_at.eq(expires_at)))
        .execute(conn)?;
    u16::try_from(node).map_err(Error::internal)
}

/// Holds the lease for another while; false if somebody else has it now, and this process must stop making ids.
pub fn renew(conn: &mut Conn, node: u16, holder: &str, now: Time) -> Result<bool> {
    let mine = nodes::table.filter(nodes::node.eq(i32::from(node))).filter(nodes::holder.eq(holder));
    let rows = diesel::update(mine).set(nodes::expires_at.eq(now.plus_seconds(LEASE_SECONDS).0)).execute(conn)?;
    Ok(rows == 1)
}

/// Gives the number back at a regular end.
pub fn give_back(conn: &mut Conn, node: u16, holder: &str) -> Result<()> {
    diesel::delete(nodes::table.filter(nodes::node.eq(i32::from(node))).filter(nodes::holder.eq(holder)))
        .execute(conn)?;
    Ok(())
}
