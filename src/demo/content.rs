//! The demo as it was written: institutions, people, boards and conversations, read from the TOML files beside this one.

mod check;
mod people;
mod writing;

use std::{fmt::Display, str::FromStr};

use serde::{Deserialize, Deserializer, de::Error as _};

pub use check::Fault;
pub use people::{Cohort, CohortRole, CohortState, Enrolment, Member, Profile, Role};
pub use writing::{Audience, Board, Edit, Hiding, Kind, Post, Thread, Who};

/// One institution's files: who is there, and what they say.
struct Files {
    /// `<slug>.toml`: the institution, its members, cohorts and boards.
    people: &'static str,
    /// `<slug>-threads-<n>.toml`, in reading order.
    threads: &'static [&'static str],
}

/// Every file of the demo, compiled into the program so that `serve --demo` needs nothing else.
const FILES: &[Files] = &[
    Files {
        people: include_str!("northfield.toml"),
        threads: &[
            include_str!("northfield-threads-1.toml"),
            include_str!("northfield-threads-2.toml"),
            include_str!("northfield-threads-3.toml"),
            include_str!("northfield-threads-4.toml"),
            include_str!("northfield-threads-5.toml"),
            include_str!("northfield-threads-6.toml"),
        ],
    },
    Files { people: include_str!("eastbridge.toml"), threads: &[include_str!("eastbridge-threads-1.toml")] },
    Files { people: include_str!("stmaur.toml"), threads: &[include_str!("stmaur-threads-1.toml")] },
];

/// All that the demo holds, in the order in which it is loaded.
#[derive(Debug, Clone)]
pub struct Content {
    /// The institutions, the largest first.
    pub institutions: Vec<Institution>,
}

/// One institution with everybody and everything in it.
#[derive(Debug, Clone)]
pub struct Institution {
    /// Its name, host, words and colours.
    pub profile: Profile,
    /// Its members, staff first.
    pub members: Vec<Member>,
    /// Its cohorts, with who is enrolled in them.
    pub cohorts: Vec<Cohort>,
    /// Its boards, in the order in which the home page lists them.
    pub boards: Vec<Board>,
    /// Its threads, in the order of the files, which is not the order of time.
    pub threads: Vec<Thread>,
}

/// The shape of `<slug>.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    institution: Profile,
    members: Vec<Member>,
    cohorts: Vec<Cohort>,
    boards: Vec<Board>,
}

/// The shape of `<slug>-threads-<n>.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThreadsFile {
    threads: Vec<Thread>,
}

impl Content {
    /// Reads every file of the demo.
    ///
    /// # Errors
    /// If a file is not TOML of the expected shape, or a date or time in it is none. Whether names lead anywhere is
    /// another question: see [`Content::check`].
    pub fn load() -> Result<Self, toml::de::Error> {
        let institutions = FILES.iter().map(Institution::read).collect::<Result<_, _>>()?;
        Ok(Self { institutions })
    }

    /// Finds what the files say that cannot be: names that lead nowhere, answers older than their questions, people
    /// writing where their board does not let them. Empty when all is well.
    #[must_use]
    pub fn check(&self) -> Vec<Fault> {
        self.institutions.iter().flat_map(check::faults).collect()
    }
}

impl Institution {
    fn read(files: &Files) -> Result<Self, toml::de::Error> {
        let PeopleFile { institution: profile, members, cohorts, boards } = toml::from_str(files.people)?;
        let mut threads = Vec::new();
        for text in files.threads {
            let file: ThreadsFile = toml::from_str(text)?;
            threads.extend(file.threads);
        }
        Ok(Self { profile, members, cohorts, boards, threads })
    }

    /// The language a post is written in: its own, else its thread's, else the institution's (BCP 47).
    #[must_use]
    pub fn language_of<'a>(&'a self, thread: &'a Thread, post: &'a Post) -> &'a str {
        let named = post.language.as_deref().or(thread.language.as_deref());
        named.unwrap_or(&self.profile.language)
    }
}

/// Reads a date or a time from the text that stands for it in TOML.
fn parsed<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: Display,
{
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(D::Error::custom)
}
