//! The index that searching asks: whether everything that shows can be found.

use super::Finding;
use crate::db::Conn;
use crate::error::Result;
use crate::search::fill;
use crate::search::model::progress;

/// Compares what can be found with what there is.
pub fn look(conn: &mut Conn, findings: &mut Vec<Finding>) -> Result<()> {
    let gaps = fill::gaps(conn)?;
    if gaps.is_empty() {
        return Ok(());
    }
    let told: Vec<String> =
        gaps.iter().map(|(kind, there, expected)| format!("{there} of {expected} entries about a {kind}")).collect();
    let told = told.join(", ");
    findings.push(match progress::is_done(conn)? {
        true => Finding::new(
            "search",
            format!("The search index does not have what there is: {told}. Some posts are not found, or lead nowhere."),
            "lyceum search rebuild makes it anew, beside a running server too.",
        ),
        false => Finding::new(
            "search",
            format!("The search index is not made yet: {told}. Searching finds less until then."),
            "A running server makes it in the background; lyceum search rebuild makes it at once.",
        ),
    });
    Ok(())
}
