//! Does what was judged, many people in one change, and tells of all of them by one event.

use std::collections::BTreeSet;

use super::judge::{self, Plan, Terms, Verdict, Who};
use super::leavers;
use super::model::{self, Key};
use super::outcome::Became;
use super::sheet::Row;
use crate::cohorts;
use crate::cohorts::enrol;
use crate::db::Conn;
use crate::db::events::MemberEvent;
use crate::db::ids::{CohortId, InstitutionId, MemberId};
use crate::error::{Message, Result};
use crate::members::{self, notice};
use crate::site::{Site, Tx};

/// What one change has touched.
#[derive(Debug, Default)]
pub struct Touched {
    /// Who is new.
    pub new: Vec<MemberId>,
    /// Who was there before.
    pub known: Vec<MemberId>,
    /// The cohorts that somebody came into, or left.
    pub cohorts: BTreeSet<CohortId>,
}

impl Touched {
    /// Tells of it: told one by one, a cohort of thousands would be counted anew for each of them.
    pub fn tell(self, tx: &mut Tx<'_>) -> Result<()> {
        if self.new.is_empty() && self.known.is_empty() {
            return Ok(());
        }
        let cohorts = self.cohorts.into_iter().collect();
        tx.record(MemberEvent::Listed { new: self.new, known: self.known, cohorts }).map(drop)
    }
}

/// Judges rows and does what they ask for; what became of each, in their order.
pub fn carry_out(tx: &mut Tx<'_>, house: InstitutionId, rows: &[Row], terms: Terms) -> Result<Vec<Became>> {
    let mut touched = Touched::default();
    let mut became = Vec::new();
    for row in rows {
        let verdict = judge::judge(tx.site, tx.conn, house, row, terms)?;
        became.push(Became::of(&verdict));
        if let Ok(Some(plan)) = verdict
            && !plan.is_idle()
            && let Some(why) = carry(tx, house, row, plan, &mut touched)?
        {
            became.pop();
            became.push(Became::Refused(why));
        }
    }
    touched.tell(tx)?;
    Ok(became)
}

/// The same without doing anything.
pub fn only_judge(
    site: &Site,
    conn: &mut Conn,
    house: InstitutionId,
    rows: &[Row],
    terms: Terms,
) -> Result<Vec<Became>> {
    let judged = rows.iter().map(|row| judge::judge(site, conn, house, row, terms));
    judged.map(|verdict: Result<Verdict>| Ok(Became::of(&verdict?))).collect()
}

/// Does what one row asks for; a sentence if nothing was done after all.
fn carry(
    tx: &mut Tx<'_>,
    house: InstitutionId,
    row: &Row,
    plan: Plan,
    touched: &mut Touched,
) -> Result<Option<Message>> {
    let key = |member_id: MemberId| Key {
        institution_id: house,
        external_id: row.external_id.clone(),
        member_id,
        name: row.name.clone(),
        address: row.email.clone(),
        left_at: None,
        left_epoch: None,
    };
    let member = match &plan.who {
        Who::New => {
            let member = members::add::add_listed(tx, house, &row.name, &row.email)?;
            model::insert(tx.conn, &key(member))?;
            note(tx, house, member, "added", row)?;
            touched.new.push(member);
            member
        }
        Who::Adopted(member) => {
            model::insert(tx.conn, &key(member.id))?;
            note(tx, house, member.id, "adopted", row)?;
            touched.known.push(member.id);
            member.id
        }
        Who::Known(member, known) if plan.leaves => {
            return leavers::leave(tx, known, member.id, touched);
        }
        Who::Known(member, _) => {
            change(tx, house, row, &plan, member)?;
            model::update(tx.conn, &key(member.id))?;
            touched.known.push(member.id);
            member.id
        }
    };
    if let Some((cohort, role, source)) = plan.place {
        enrol::place(tx, cohort, member, role, source, None)?;
        touched.cohorts.insert(cohort);
    }
    Ok(None)
}

/// What the list says anew of somebody. Their place in a cohort has a line of its own in the audit.
fn change(
    tx: &mut Tx<'_>,
    house: InstitutionId,
    row: &Row,
    plan: &Plan,
    member: &members::model::Member,
) -> Result<()> {
    if plan.comes_back && member.state != "active" {
        members::model::set_state(tx.conn, member.id, "active", tx.now)?;
    }
    if plan.renames {
        members::model::rename(tx.conn, member.id, &row.name, tx.now)?;
    }
    if plan.readdresses {
        let id = tx.id();
        // Whoever makes the list could take the account over by a letter; its owner hears of it where letters came until now.
        if members::model::by_address(tx.conn, house, &row.email)? != Some(member.id) {
            notice::send(tx, member.id, notice::What::Address, "")?;
        }
        members::model::readdress(tx.conn, id, member, &row.email, tx.now)?;
    }
    if plan.comes_back || plan.renames || plan.readdresses {
        note(tx, house, member.id, if plan.comes_back { "back" } else { "changed" }, row)?;
    }
    Ok(())
}

fn note(tx: &mut Tx<'_>, house: InstitutionId, member: MemberId, why: &str, row: &Row) -> Result<()> {
    tx.audit_with(house, None, "members.list", member, why, &[("external_id", &row.external_id)])
}

/// Ends the places of somebody who is gone; `Conflict` where a cohort would be left without its only coordinator.
pub fn end_places(tx: &mut Tx<'_>, member: MemberId, touched: &mut Touched) -> Result<()> {
    // Asked of the database: a command's own picture of who is where is as old as its start.
    let places = cohorts::model::places_of(tx.conn, member)?;
    for cohort in &places {
        cohorts::leave::keep_a_coordinator(tx, *cohort, member, None)?;
    }
    for cohort in places {
        cohorts::leave::lapse(tx, cohort, member)?;
        touched.cohorts.insert(cohort);
    }
    Ok(())
}
