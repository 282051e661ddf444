//! Filling a world without making any page: what is tested is read and written afterwards.

use std::sync::Arc;

use lyceum::db::ids::{Ids, PostId};
use lyceum::error::Result;
use lyceum::site::Tx;
use lyceum::threads::reply;

use crate::support::{Member, TestSite, Thread};

/// Writes as an import does: memory learns of everything, and pages are made when they are asked for.
pub struct Quiet<'a> {
    pub site: &'a TestSite,
    ids: Arc<Ids>,
}

impl<'a> Quiet<'a> {
    pub fn new(site: &'a TestSite) -> Self {
        Self { site, ids: Arc::new(Ids::after(0, 1_000)) }
    }

    /// Makes one change, a second after the one before.
    pub async fn write<T: Send + 'static>(&self, change: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static) -> T {
        self.site.wait(1);
        self.site.write_quietly(self.site.now(), &self.ids, change).await.unwrap()
    }

    /// Replies to a thread.
    pub async fn reply(&self, thread: &Thread, by: &Member, body: String) -> PostId {
        let (viewer, id) = (self.site.viewer(by).await, thread.id);
        let draft = reply::Draft { body, key: String::new(), is_masked: false };
        let location = self.write(move |tx| reply::post(tx, &viewer, id, &draft)).await;
        location.rsplit("#p-").next().unwrap().parse().unwrap()
    }
}
