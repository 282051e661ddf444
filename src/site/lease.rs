//! The node number of this process: a lease in the database, since two processes with one number would make one id twice.

use super::Site;
use crate::db::nodes;
use crate::error::{Error, Result};

impl Site {
    /// Holds on to this process's node number; the worker calls it.
    ///
    /// # Errors
    /// `Internal` where another process has it now, which the pulse remembers: this one must stop. Whatever else keeps the
    /// database from answering says nothing of the number.
    pub async fn renew_lease(&self) -> Result<()> {
        let (node, holder, now) = (self.node, self.holder.clone(), self.now());
        let is_ours = self.db.write(move |conn| nodes::renew(conn, node, &holder, now)).await?;
        self.pulse.has_its_number(is_ours);
        match is_ours {
            true => Ok(()),
            false => Err(Error::internal(format!("another process holds node number {node} now; this one must stop"))),
        }
    }
}
