//! What the people of the demo wrote: boards, threads and posts.

use jiff::Timestamp;
use serde::Deserialize;

use super::parsed;

/// A place where threads stand.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// Its name in addresses.
    pub slug: String,
    /// Its full name.
    pub name: String,
    /// The paragraph under its heading.
    pub description: String,
    /// Who may read it.
    pub audience: Audience,
    /// The cohorts that may read it, when its audience is cohorts.
    #[serde(default)]
    pub cohorts: Vec<String>,
    /// Who may start a thread.
    pub start: Who,
    /// Who may reply.
    pub reply: Who,
    /// What is special about it, if anything is.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// What the text of a new thread begins with.
    #[serde(default)]
    pub template: String,
}

/// What is special about a board.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Its threads are questions.
    Questions,
    /// One thread from each member.
    Introductions,
    /// Only those who run it start threads.
    Announcements,
}

/// Who may read a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// The whole web.
    Public,
    /// Every member of the institution.
    Institution,
    /// The people of the cohorts it names.
    Cohorts,
}

/// Which of a board's readers may write there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// All of them, if they are members.
    Everyone,
    /// Mentors and coordinators.
    Mentors,
    /// Coordinators.
    Coordinators,
}

/// A conversation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thread {
    /// Names it among the threads of its institution; never shown.
    pub key: String,
    /// The boards it stands on; the first is its home.
    pub boards: Vec<String>,
    /// Its title, plain text.
    pub title: String,
    /// The language of the title and of the posts that name none; the institution's if absent (BCP 47).
    pub language: Option<String>,
    /// The boards at whose head it is kept.
    #[serde(default)]
    pub pinned: Vec<String>,
    /// Whether it takes no more replies.
    #[serde(default)]
    pub locked: bool,
    /// What was written, oldest first; never empty.
    pub posts: Vec<Post>,
}

/// One post of a thread.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The username of whoever wrote it.
    pub author: String,
    /// When it was written.
    #[serde(deserialize_with = "parsed")]
    pub at: Timestamp,
    /// Its language, where it is not the thread's (BCP 47).
    pub language: Option<String>,
    /// What it says now, Markdown.
    pub body: String,
    /// The change it went through, if any.
    pub edited: Option<Edit>,
    /// Why it is no longer shown, if so.
    pub hidden: Option<Hiding>,
}

/// A change its author made to a post.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// When it was changed.
    #[serde(deserialize_with = "parsed")]
    pub at: Timestamp,
    /// What the author said about the change.
    pub why: String,
    /// What the post said before, Markdown.
    pub before: String,
}

/// A decision to show a post no longer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hiding {
    /// The username of whoever decided it.
    pub by: String,
    /// When it was decided.
    #[serde(deserialize_with = "parsed")]
    pub at: Timestamp,
    /// The reason, as its author was told it.
    pub reason: String,
}
