//! What the roster keeps of each institution, member, cohort and board.

use serde::{Deserialize, Serialize};

use super::board_kind::{BoardKind, Slow};
use crate::db::ids::{BoardId, CircleId, CohortId, InstitutionId, MemberId, ThreadId};
use crate::pages::audience::{Act, Audience, Circles};

/// A role of a member in the institution, granted by hand or by command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Looks after the library.
    Careers,
    /// Runs programmes: makes cohorts and boards.
    Coordinator,
    /// Keeps order on the institution's own boards.
    Moderator,
    /// All of these, and grants roles.
    Admin,
}

/// A role of a member in a cohort, by enrolment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CohortRole {
    /// Gives advice.
    Mentor,
    /// Asks for it.
    Mentee,
    /// Runs the cohort.
    Coordinator,
    /// Keeps order in it, named for it.
    Moderator,
    /// Reads along.
    Observer,
}

/// Spells a role as it stands in the database, in commands and in keys of messages.
macro_rules! spelled {
    ($kind:ident { $($variant:ident = $word:literal),* }) => {
        impl $kind {
            /// Every one, in the order of this list.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// As it stands in the database, in commands and in keys of messages.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// Reads what [`Self::word`] wrote.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

spelled!(Role { Careers = "careers", Coordinator = "coordinator", Moderator = "moderator", Admin = "admin" });
spelled!(CohortRole {
    Mentor = "mentor",
    Mentee = "mentee",
    Coordinator = "coordinator",
    Moderator = "moderator",
    Observer = "observer"
});

/// A provider of sign-on, as the page of signing in offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct SignOn {
    pub slug: String,
    pub name: String,
    /// The hash of the picture on its button, if it has one.
    pub logo: Option<String>,
}

/// An institution.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct InstitutionEntry {
    pub id: InstitutionId,
    pub slug: String,
    pub name: String,
    pub short_name: String,
    pub tagline: String,
    pub headline: String,
    pub lede: String,
    pub language: String,
    pub theme: String,
    pub time_zone: String,
    pub contact_name: String,
    pub contact_address: String,
    /// All host names, the primary one first.
    pub hosts: Vec<String>,
    /// The providers that can be signed on by, in the order in which they were added.
    pub sign_on: Vec<SignOn>,
    /// Circle of all members.
    pub members: CircleId,
    /// Circle of everyone who mentors in a cohort of this institution.
    pub mentors: CircleId,
    /// Circle of coordinators, moderators and admins.
    pub staff: CircleId,
}

impl InstitutionEntry {
    /// The host name that addresses are made with.
    pub fn host(&self) -> &str {
        self.hosts.first().map_or("", String::as_str)
    }

    /// Scheme, host and port of this institution's addresses. A name under `.localhost` is this machine, without
    /// TLS and on our own port; every other is behind the operator's proxy, which has both.
    pub fn base_url(&self, port: u16) -> String {
        let host = self.host();
        if host == "localhost" || host.ends_with(".localhost") {
            format!("http://{host}:{port}")
        } else {
            format!("https://{host}")
        }
    }
}

/// A member as far as a request needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Person {
    pub id: MemberId,
    pub institution: InstitutionId,
    pub username: String,
    pub name: String,
    pub language: String,
    /// Whether they can be signed in at all: a local member who is neither suspended nor gone.
    pub may_enter: bool,
    /// Counts up when all sessions are to end.
    pub epoch: i32,
    pub roles: Vec<Role>,
    pub enrolments: Vec<(CohortId, CohortRole)>,
    pub circles: Circles,
    /// The threads in which one answers before one reads the others, and in which they have.
    pub answered: Vec<ThreadId>,
}

impl Person {
    /// Their role in a cohort, if they are in it.
    pub fn role_in(&self, cohort: CohortId) -> Option<CohortRole> {
        self.enrolments.iter().find(|(id, _)| *id == cohort).map(|(_, role)| *role)
    }
}

/// How many people of each role are in a cohort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub struct Counts {
    pub mentors: u32,
    pub mentees: u32,
    pub coordinators: u32,
    pub moderators: u32,
    pub observers: u32,
}

impl Counts {
    /// Everyone.
    pub fn all(&self) -> u32 {
        self.mentors + self.mentees + self.coordinators + self.moderators + self.observers
    }

    /// Counts one more of `role`.
    pub fn add(&mut self, role: CohortRole, people: u32) {
        *match role {
            CohortRole::Mentor => &mut self.mentors,
            CohortRole::Mentee => &mut self.mentees,
            CohortRole::Coordinator => &mut self.coordinators,
            CohortRole::Moderator => &mut self.moderators,
            CohortRole::Observer => &mut self.observers,
        } += people;
    }
}

/// A cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct CohortEntry {
    pub id: CohortId,
    pub institution: InstitutionId,
    pub slug: String,
    pub name: String,
    pub description: String,
    /// `planned`, `running`, `closed` or `archived`.
    pub state: String,
    pub starts_on: String,
    pub ends_on: String,
    pub counts: Counts,
    pub members: CircleId,
    pub mentors: CircleId,
    pub mentees: CircleId,
    pub staff: CircleId,
}

impl CohortEntry {
    /// Whether its people may still write: a closed or archived cohort is for reading.
    pub fn is_open(&self) -> bool {
        self.state == "planned" || self.state == "running"
    }
}

/// A board and whom it is for, act by act.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct BoardEntry {
    pub id: BoardId,
    pub institution: InstitutionId,
    pub slug: String,
    pub name: String,
    pub description: String,
    /// `public`, `institution` or `cohorts`.
    pub audience: String,
    pub cohorts: Vec<CohortId>,
    pub position: i32,
    pub is_archived: bool,
    /// For how many minutes people may edit their posts, where that has an end.
    pub edit_minutes: Option<i32>,
    pub kind: BoardKind,
    /// How often one may post, where that has an end.
    pub slow: Option<Slow>,
    /// Whether anybody may reply at all, as long as the board is open.
    pub takes_replies: bool,
    pub read: Audience,
    pub start: Audience,
    pub reply: Audience,
    pub moderate: Audience,
    /// Who reads all answers of threads in which others have to answer first.
    pub answers: Audience,
    /// Changes when the words about who can read change.
    pub stamp: u64,
}

impl BoardEntry {
    /// The circles that may `act`.
    pub fn audience(&self, act: Act) -> &Audience {
        match act {
            Act::Read => &self.read,
            Act::Start => &self.start,
            Act::Reply => &self.reply,
            Act::Moderate => &self.moderate,
        }
    }

    /// Whether `viewer` may `act`; nobody may act on what they may not read.
    pub fn allows(&self, act: Act, viewer: &Circles) -> bool {
        self.read.admits(viewer) && (act == Act::Read || self.audience(act).admits(viewer))
    }
}
