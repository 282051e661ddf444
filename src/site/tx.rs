//! One change under way: its connection, its instant, its ids, and what it will tell.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Site;
use super::effects::{Many, Touched};
use super::line::Audit;
use crate::db::Conn;
use crate::db::dialect::{self, Hold};
use crate::db::events::{self, Event, Recorded};
use crate::db::ids::{EventId, Ids, InstitutionId, MemberId, Time};
use crate::error::{Error, Result};
use crate::pages::Page;
use crate::pages::model::{self, Belongs};

/// A transaction as slices see it.
pub struct Tx<'a> {
    /// The connection, inside the transaction.
    pub conn: &'a mut Conn,
    /// The instant of the change: one for all its rows.
    pub now: Time,
    /// The site.
    pub site: &'a Site,
    ids: &'a Ids,
    recorded: Vec<Recorded>,
}

/// What has committed, and which versions of which pages it asks for.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub recorded: Vec<Recorded>,
    pub near: Vec<(Page, i64)>,
    pub far: Vec<(Page, i64)>,
    pub withdrawn: Vec<(Page, i64)>,
}

impl<'a> Tx<'a> {
    pub(super) fn begin(site: &'a Site, conn: &'a mut Conn) -> Self {
        Self { now: site.now(), conn, ids: &site.ids, site, recorded: Vec::new() }
    }

    /// A change at an instant and with ids of the caller's choice, for what is loaded rather than written.
    pub(super) fn begin_as(site: &'a Site, conn: &'a mut Conn, now: Time, ids: &'a Ids) -> Self {
        Self { now, conn, ids, site, recorded: Vec::new() }
    }

    /// A new id.
    pub fn id(&self) -> i64 {
        self.ids.next(self.now)
    }

    /// Records what happens; its effects follow when the change has committed.
    pub fn record(&mut self, event: impl Into<Event>) -> Result<EventId> {
        let (id, event) = (EventId(self.id()), event.into());
        events::record(self.conn, id, &event, self.now)?;
        self.recorded.push(Recorded { id, event });
        Ok(id)
    }

    /// Takes up an event that was recorded before and whose effects were cut off.
    pub(super) fn take_up(&mut self, recorded: Recorded) {
        self.recorded.push(recorded);
    }

    /// Writes a line into the audit.
    pub fn audit(
        &mut self,
        institution: InstitutionId,
        actor: Option<MemberId>,
        verb: &'static str,
        subject: impl ToString,
        why: &str,
    ) -> Result<()> {
        self.audit_with(institution, actor, verb, subject, why, &[])
    }

    /// The same, with more that is worth keeping: names and values.
    pub fn audit_with(
        &mut self,
        institution: InstitutionId,
        actor: Option<MemberId>,
        verb: &'static str,
        subject: impl ToString,
        why: &str,
        details: &[(&str, &str)],
    ) -> Result<()> {
        let told: BTreeMap<_, _> = details.iter().copied().collect();
        let line = Audit {
            institution: Some(institution),
            actor,
            verb,
            subject: subject.to_string(),
            why: why.into(),
            details: serde_json::to_string(&told).map_err(Error::internal)?,
        };
        let id = self.id();
        line.write(self.conn, &self.site.secret.audit, id, self.now)
    }

    /// Leaves the pages to whoever loads: the events are kept as history and count as settled.
    pub(super) fn finish_quietly(mut self) -> Result<Vec<Recorded>> {
        let recorded = std::mem::take(&mut self.recorded);
        let ids: Vec<EventId> = recorded.iter().map(|one| one.id).collect();
        events::settle(self.conn, &ids, self.now)?;
        Ok(recorded)
    }

    /// As [`Tx::finish`], where marking the pages is all that follows: nothing is left to settle.
    pub(super) fn finish_settled(self) -> Result<Done> {
        let ids: Vec<EventId> = self.recorded.iter().map(|one| one.id).collect();
        events::settle(self.conn, &ids, self.now)?;
        self.finish()
    }

    /// Marks every page that the events touch, and queues what they promise: in the same transaction, so that no
    /// crash can leave a page that looks up to date and is not.
    pub(super) fn finish(mut self) -> Result<Done> {
        let (mut recorded, mut touched) = (Vec::new(), Touched::default());
        // What is promised may record something itself: that a session has ended, say.
        while !self.recorded.is_empty() {
            let some = std::mem::take(&mut self.recorded);
            for one in &some {
                let more = self.site.effects.touched(self.site, self.conn, &one.event)?;
                touched.near.extend(more.near);
                touched.far.extend(more.far);
                touched.withdrawn.extend(more.withdrawn);
                touched.many.extend(more.many);
                self.site.effects.promised(&mut self, one)?;
            }
            recorded.extend(some);
        }
        let hold = if touched.many.is_empty() { Hold::Some } else { Hold::All };
        if !touched.is_empty() {
            dialect::hold_pages(self.conn, hold)?;
        }
        // Of a group of thousands, each person touches the same boards.
        let mut marked = HashSet::new();
        for many in touched.many.into_iter().filter(|many| marked.insert(*many)) {
            mark_many(self.conn, many)?;
        }
        let versions = self.mark([&touched.near, &touched.far, &touched.withdrawn])?;
        let with_version = |pages: Vec<(Page, Belongs)>| {
            let mut known = versions.clone();
            pages.into_iter().filter_map(|(page, _)| known.remove_entry(&page)).collect()
        };
        let (near, far) = (with_version(touched.near), with_version(touched.far));
        Ok(Done { recorded, near, far, withdrawn: with_version(touched.withdrawn) })
    }

    /// Asks for new versions, each page once, and in the order of their keys: two changes at once, on one node or on
    /// two, then never wait for each other in a circle, which PostgreSQL ends by taking one of them back.
    fn mark(&mut self, pages: [&[(Page, Belongs)]; 3]) -> Result<HashMap<Page, i64>> {
        let mut in_order: Vec<&(Page, Belongs)> = pages.into_iter().flatten().collect();
        in_order.sort_by(|a, b| a.0.cmp(&b.0));
        in_order.dedup_by(|a, b| a.0 == b.0);
        let mut versions = HashMap::new();
        for (page, belongs) in in_order {
            let version = match page.is_on_demand() {
                true => model::want_on_demand(self.conn, page)?,
                false => Some(model::want(self.conn, page, *belongs)?),
            };
            versions.extend(version.map(|version| (page.clone(), version)));
        }
        Ok(versions)
    }
}

fn mark_many(conn: &mut Conn, many: Many) -> Result<()> {
    match many {
        Many::OfBoard(board) => model::want_board(conn, board),
        Many::OfThread(thread) => model::want_thread(conn, thread),
        Many::OfAuthor(member) => model::want_author(conn, member),
        Many::OfInstitution(institution) => model::want_all(conn, institution),
    }
}

/// Lets slices record their own events by name.
macro_rules! into_event {
    ($($slice:ident($inner:ty)),*) => {$(
        impl From<$inner> for Event {
            fn from(event: $inner) -> Self {
                Self::$slice(event)
            }
        }
    )*};
}
into_event!(
    Institution(events::InstitutionEvent),
    Member(events::MemberEvent),
    Cohort(events::CohortEvent),
    Board(events::BoardEvent),
    Thread(events::ThreadEvent),
    Reading(events::ReadingEvent),
    Moderation(events::ModerationEvent)
);
