//! Circles as a change under way sees them, before the roster has heard of it: of a member, and of a role in a cohort.

use super::parts::of_parts;
use super::{CohortEntry, CohortRole, Person, Roster, model};
use crate::db::Conn;
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::pages::audience::Circles;
use crate::rights::Part;

impl Roster {
    /// A member as a change has them that is not over yet.
    pub fn member_now(&self, conn: &mut Conn, id: MemberId) -> Result<Option<Person>> {
        Ok(model::people(conn, Some(id), self)?.pop())
    }

    /// The circles of whoever has nothing but this role in a cohort.
    pub fn circles_of(&self, cohort: &CohortEntry, role: CohortRole) -> Circles {
        let house = self.institution(cohort.institution);
        let of_house = of_parts([Part::Member, role.part()]).filter_map(|kind| house.as_ref()?.circle(kind));
        let of_cohort = of_parts([role.part()]).filter_map(|kind| cohort.circle(kind));
        Circles::of(of_house.chain(of_cohort))
    }
}
