//! The people of the demo: institutions, members, cohorts and who is enrolled in them.

use jiff::civil::Date;
use serde::Deserialize;

use super::parsed;

/// How an institution presents itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name in addresses and commands.
    pub slug: String,
    /// Its full name, for the masthead.
    pub name: String,
    /// What the titles of its pages end with.
    pub short_name: String,
    /// The small line under its name in the masthead.
    pub tagline: String,
    /// The one heading of its home page.
    pub headline: String,
    /// The paragraph under that heading.
    pub lede: String,
    /// The language of its pages and, unless they say otherwise, of its threads (BCP 47).
    pub language: String,
    /// The theme it wears.
    pub theme: String,
    /// The host it answers on, without a port.
    pub host: String,
    /// Its time zone (IANA).
    pub time_zone: String,
    /// Who answers for it, and to whom concerns are written.
    pub contact_name: String,
    /// Their address.
    pub contact_address: String,
}

/// A person's account at one institution.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Their name in addresses and mentions.
    pub username: String,
    /// Their name as they write it, in their own script.
    pub name: String,
    /// Their address, under a domain that nobody can own.
    pub email: String,
    /// Their pronouns, if they gave any.
    pub pronouns: Option<String>,
    /// Their field of work or study, one line.
    pub field: String,
    /// The year in which they graduated or mean to.
    pub graduation_year: Option<i32>,
    /// Their time zone (IANA).
    pub time_zone: String,
    /// The language of their pages (BCP 47).
    pub language: String,
    /// What they may do for the whole institution.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// A few sentences about them, Markdown.
    pub bio: String,
}

/// A role at an institution, beyond being a member of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Runs cohorts and writes the news.
    Coordinator,
    /// Reads reports and may hide posts.
    Moderator,
    /// Looks after the site itself.
    Admin,
}

/// A group of mentors and mentees with a beginning and an end.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    /// Its name in addresses.
    pub slug: String,
    /// Its full name.
    pub name: String,
    /// The paragraph under its heading.
    pub description: String,
    /// Where it is in its life.
    pub state: CohortState,
    /// Its first day.
    #[serde(deserialize_with = "parsed")]
    pub starts_on: Date,
    /// Its last day.
    #[serde(deserialize_with = "parsed")]
    pub ends_on: Date,
    /// The time zone those days are meant in (IANA).
    pub time_zone: String,
    /// Who is in it, and as what.
    pub enrolments: Vec<Enrolment>,
}

/// Where a cohort is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CohortState {
    /// It has people and dates, and has not begun.
    Planned,
    /// It is under way.
    Running,
    /// It is over; its people can still read.
    Closed,
    /// It is over and put away.
    Archived,
}

/// One person's place in one cohort.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// A username of the same institution.
    pub member: String,
    /// What they are in the cohort.
    pub role: CohortRole,
}

/// A role inside a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CohortRole {
    /// Has been there, and answers.
    Mentor,
    /// Is on the way, and asks.
    Mentee,
    /// Runs the cohort.
    Coordinator,
    /// May hide posts on its boards.
    Moderator,
    /// Reads for a stated reason and does not write.
    Observer,
}
