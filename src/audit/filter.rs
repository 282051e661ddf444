//! What somebody asks of the audit: by verb, by who did it, by what it was done to, and by day.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::db::ids::{InstitutionId, MemberId, Time};
use crate::error::{Message, Problems};
use crate::roster::Roster;
use crate::text;

/// What is typed for what commands and the clock do.
pub const NOBODY: &str = "-";

/// The fields of the form, as they stand in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// A verb, or empty for all.
    pub verb: String,
    /// A username, [`NOBODY`], or empty.
    pub actor: String,
    /// An id, or two, as the list has them; a username; the slug of a cohort; or empty.
    pub subject: String,
    /// `YYYY-MM-DD`, or empty.
    pub from: String,
    /// `YYYY-MM-DD`, or empty.
    pub to: String,
    /// The line below which the page begins.
    pub before: String,
    /// The line above which the page ends.
    pub after: String,
}

/// The same, understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Filter {
    pub verb: Option<String>,
    pub actor: Option<Actor>,
    pub subject: Option<String>,
    /// The first instant that counts.
    pub from: Option<Time>,
    /// The first instant that does not count any more.
    pub until: Option<Time>,
}

/// Who did it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A member.
    Member(MemberId),
    /// A command, or the clock.
    Nobody,
}

impl Asked {
    /// What it means at an institution.
    ///
    /// # Errors
    /// What is wrong with its fields.
    pub fn understood(&self, roster: &Roster, institution: InstitutionId) -> Result<Filter, Problems> {
        let mut problems = Problems::default();
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let member = |name: &str| roster.member_named(institution, &name.to_lowercase()).map(|person| person.id);
        let verb = given(&self.verb).and_then(|verb| {
            // An older or a newer version may have written it, but none wrote anything like this.
            let is_one = verb.bytes().all(|byte| byte.is_ascii_lowercase() || b".-".contains(&byte));
            if !is_one {
                problems.add("verb", Message::new("audit-verb-unknown"));
            }
            is_one.then_some(verb)
        });
        let actor = given(&self.actor).and_then(|name| match name.as_str() {
            NOBODY => Some(Actor::Nobody),
            name => member(name).map(Actor::Member).or_else(|| {
                problems.add("actor", Message::new("audit-actor-unknown"));
                None
            }),
        });
        let subject = given(&self.subject).and_then(|name| {
            let cohort = || roster.cohort_named(institution, &name).map(|cohort| cohort.id.to_string());
            let named = || member(&name).map(|id| id.to_string()).or_else(cohort);
            // A username of thirteen letters can be read as an id; an id is no name that anybody chose.
            let ids = || is_ids(&name).then(|| name.clone());
            named().or_else(ids).or_else(|| {
                problems.add("subject", Message::new("audit-subject-unknown"));
                None
            })
        });
        let mut day = |field: &'static str, text: &str| {
            let day =
                given(text)?.parse::<Date>().ok().filter(|day| text.trim().len() == 10 && midnight(*day).is_some());
            if day.is_none() {
                problems.add(field, Message::new("audit-day-form"));
            }
            day
        };
        let (from, to) = (day("from", &self.from), day("to", &self.to));
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            problems.add("to", Message::new("audit-days-order"));
        }
        let until = to.and_then(|day| day.tomorrow().ok()).and_then(midnight);
        let filter = Filter { verb, actor, subject, from: from.and_then(midnight), until };
        if problems.0.is_empty() { Ok(filter) } else { Err(problems) }
    }

    /// The address of the list that is asked for.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = [
            ("verb", &*self.verb),
            ("actor", &self.actor),
            ("subject", &self.subject),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let given = own.iter().chain(more).filter(|(_, value)| !value.trim().is_empty());
        let query: Vec<String> = given.map(|(name, value)| format!("{name}={}", text::percent(value.trim()))).collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }
}

/// Whether a text is one id after another, as subjects are.
fn is_ids(text: &str) -> bool {
    text.split(' ').all(|word| word.parse::<MemberId>().is_ok())
}

/// The first instant of a day. Days are in UTC, as all times on pages are.
fn midnight(day: Date) -> Option<Time> {
    day.to_zoned(TimeZone::UTC).ok().map(|start| Time(start.timestamp().as_microsecond()))
}
