//! The people of an institution at size l: one who runs it, two mentors for every seven mentees.

use super::maker::{Crew, Maker};
use super::rows::{count, flag, number, text};
use crate::db::ids::MemberId;
use crate::demo::load::JOINED;
use crate::demo::names;

impl Maker<'_> {
    /// Everybody, with addresses and roles.
    pub(super) fn people(&mut self) -> Crew {
        let others = self.share.members.saturating_sub(1).max(2);
        let mentors = (others * 2 / 9).max(1);
        let coordinator = self.person(0, "Careers and mentoring");
        self.rows.add(
            "member_roles",
            [("member_id", number(coordinator.0)), ("role", text("coordinator")), ("granted_at", number(JOINED.0))],
        );
        Crew {
            coordinator,
            mentors: (1..=mentors).map(|place| self.person(place, "")).collect(),
            mentees: (mentors + 1..=others).map(|place| self.person(place, "")).collect(),
        }
    }

    fn person(&mut self, place: usize, field: &str) -> MemberId {
        const FIELDS: [&str; 6] = ["Engineering", "Nursing", "Law", "Computing", "History", "Business"];
        let (id, address) = (self.id(), self.id());
        let name = names::person(&mut self.chance);
        let username = format!("{}-{place}", crate::text::username(&name));
        let field = if field.is_empty() { *self.chance.one(&FIELDS) } else { field };
        let year = 1990 + self.chance.below(40);
        let house = self.house.clone();
        self.rows.add(
            "member_emails",
            [
                ("id", number(address)),
                ("member_id", number(id)),
                ("institution_id", number(house.id.0)),
                ("address", text(format!("{username}@{}.example", house.slug))),
                ("is_primary", flag(true)),
                ("verified_at", number(JOINED.0)),
            ],
        );
        self.rows.add(
            "members",
            [
                ("id", number(id)),
                ("institution_id", number(house.id.0)),
                ("username", text(username)),
                ("name", text(name)),
                ("kind", text("local")),
                ("state", text("active")),
                ("pronouns", text("")),
                ("field", text(field)),
                ("graduation_year", count(year)),
                ("time_zone", text(house.time_zone.clone())),
                ("language", text(house.language.clone())),
                ("bio_source", text("")),
                ("bio_html", text("")),
                ("epoch", number(1)),
                ("created_at", number(JOINED.0)),
                ("updated_at", number(JOINED.0)),
            ],
        );
        MemberId(id)
    }
}
