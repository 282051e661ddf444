//! Looks whether the files of posts are there, and are those that were handed in.

use super::model;
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::files::State;
use crate::site::Site;
use crate::site::whole::Fault;

/// Each file of an institution that is not: a post still names it, and its readers get an error.
pub async fn lost(site: &Site, institution: InstitutionId) -> Result<Vec<Fault>> {
    let rows = site.read(move |conn| model::all(conn, institution)).await?;
    let of = site.clone();
    let look = move || {
        let mut faults = Vec::new();
        for row in rows {
            for hash in [&row.sha256, &row.small_sha256].into_iter().filter(|hash| !hash.is_empty()) {
                let what = match of.files.state(hash.parse()?)? {
                    State::Whole => continue,
                    State::Missing => "file missing",
                    State::Altered => "file altered",
                };
                faults.push(Fault { what, path: format!("/f/{}/{}", row.id, row.name) });
            }
        }
        Ok(faults)
    };
    tokio::task::spawn_blocking(look).await.map_err(Error::internal)?
}
