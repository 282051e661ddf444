//! The places of an institution at size l: cohorts with their circles, and boards for those circles.

use super::maker::Maker;
use super::rows::{count, number, text};
use crate::db::ids::{BoardId, CircleId, CohortId, MemberId, PUBLIC, Time};
use crate::demo::load::JOINED;
use crate::roster::CohortRole;

/// A cohort as its boards need to know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cohort {
    id: CohortId,
    members: CircleId,
    staff: CircleId,
}

/// For whom a board is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    Everybody,
    Members,
    Of(Cohort),
}

/// Where a cohort is in its life, and with it its boards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    Running,
    Closed,
    Archived,
}

/// 1 July 2027 in UTC, when those that run now are over.
const OVER: Time = Time(1_814_400_000 * Time::SECOND);

impl Maker<'_> {
    /// A cohort of these people; `began` is its first day.
    pub(super) fn cohort(
        &mut self,
        slug: &str,
        name: String,
        began: Time,
        life: Life,
        people: &[(MemberId, CohortRole)],
    ) -> Cohort {
        let (id, house) = (self.id(), self.house.id.0);
        let day =
            |at: Time| jiff::Timestamp::from_microsecond(at.0).unwrap_or_default().strftime("%Y-%m-%d").to_string();
        let (state, last) = match life {
            Life::Running => ("running", "2027-06-30".to_owned()),
            Life::Closed => ("closed", day(began.plus_seconds(300 * 86_400))),
            Life::Archived => ("archived", day(began.plus_seconds(300 * 86_400))),
        };
        self.rows.add(
            "cohorts",
            [
                ("id", number(id)),
                ("institution_id", number(house)),
                ("slug", text(slug)),
                ("name", text(name)),
                ("description", text("")),
                ("state", text(state)),
                ("starts_on", text(day(began))),
                ("ends_on", text(last)),
                ("time_zone", text("UTC")),
                ("created_at", number(JOINED.0)),
            ],
        );
        let [members, _, _, staff] = ["members", "mentors", "mentees", "staff"].map(|kind| {
            let circle = self.id();
            self.rows.add(
                "circles",
                [
                    ("id", number(circle)),
                    ("kind", text(kind)),
                    ("institution_id", number(house)),
                    ("cohort_id", number(id)),
                ],
            );
            CircleId(circle)
        });
        people.iter().for_each(|(member, role)| self.enrolment(id, *member, *role, began));
        if life == Life::Running {
            let due = self.id();
            self.rows.add(
                "due",
                [("id", number(due)), ("at", number(OVER.0)), ("what", text("cohort-ends")), ("subject", number(id))],
            );
        }
        Cohort { id: CohortId(id), members, staff }
    }

    fn enrolment(&mut self, cohort: i64, member: MemberId, role: CohortRole, from: Time) {
        let id = self.id();
        self.rows.add(
            "enrolments",
            [
                ("id", number(id)),
                ("cohort_id", number(cohort)),
                ("member_id", number(member.0)),
                ("role", text(role.word())),
                ("state", text("active")),
                ("from_at", number(from.0)),
            ],
        );
    }

    /// A board on which all its readers start and reply.
    pub(super) fn board(&mut self, slug: &str, name: String, position: usize, life: Life, whose: Whose) -> BoardId {
        let id = self.id();
        let archived = (life == Life::Archived).then_some(("archived_at", number(JOINED.0)));
        let audience = match whose {
            Whose::Everybody => "public",
            Whose::Members => "institution",
            Whose::Of(_) => "cohorts",
        };
        self.rows.add(
            "boards",
            [
                ("id", number(id)),
                ("institution_id", number(self.house.id.0)),
                ("slug", text(slug)),
                ("name", text(name)),
                ("description", text("")),
                ("kind", text("standard")),
                ("settings", text("{}")),
                ("position", count(position)),
                ("audience", text(audience)),
                ("start_rule", text("everyone")),
                ("reply_rule", text("everyone")),
                ("thread_count", number(0)),
                ("created_at", number(JOINED.0)),
                archived.unwrap_or(("peer_id", super::rows::Value::Null)),
            ],
        );
        let (read, write, moderate) = match whose {
            Whose::Everybody => (PUBLIC, self.house.members, self.house.staff),
            Whose::Members => (self.house.members, self.house.members, self.house.staff),
            Whose::Of(cohort) => {
                self.rows.add("board_cohorts", [("board_id", number(id)), ("cohort_id", number(cohort.id.0))]);
                (cohort.members, cohort.members, cohort.staff)
            }
        };
        for (act, circle) in [("read", read), ("start", write), ("reply", write), ("moderate", moderate)] {
            self.rows
                .add("board_circles", [("board_id", number(id)), ("act", text(act)), ("circle_id", number(circle.0))]);
        }
        self.rows.boards.push(BoardId(id));
        BoardId(id)
    }
}
