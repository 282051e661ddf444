//! Leases on node numbers, so that two processes on one database never make the same id.

use diesel::prelude::*;

use super::Conn;
use super::ids::Time;
use super::schema::nodes;
use crate::error::{Error, Result};

/// How long a lease holds without being renewed, in seconds. A process that died frees its number after this long.
pub const LEASE_SECONDS: i64 = 60;

/// Takes the smallest free node number for `holder` (a text of its own for each process).
pub fn take(conn: &mut Conn, holder: &str, now: Time) -> Result<u16> {
    let taken: Vec<i32> =
        nodes::table.filter(nodes::expires_at.gt(now.0)).order(nodes::node).select(nodes::node).load(conn)?;
    let free = (0..1024).find(|node| !taken.contains(node));
    let node = free.ok_or_else(|| Error::internal("all 1,024 node numbers are taken by running processes"))?;
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
