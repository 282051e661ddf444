//! What a link in a course can lead to, and the answer that tells the platform what was chosen (LTI Deep Linking 2.0).

use serde_json::{Value, json};
use url::Url;

use super::course_model::Course;
use super::model::Platform;
use super::position::Position;
use super::said::CLAIM;
use crate::boards;
use crate::db::Conn;
use crate::db::ids::{CohortId, MemberId, ThreadId, Time};
use crate::error::{Error, Result};
use crate::pages::audience::{Act, Circles};
use crate::roster::CohortEntry;
use crate::site::Site;

/// What the names of the claims of deep linking begin with.
pub const DEEP: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/";
/// How many threads are offered: those in which something was written last.
const THREADS: usize = 20;
/// How long an answer is good, in seconds.
const GOOD_SECONDS: i64 = 300;

/// Something that a link can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The cohort's own page.
    Cohort,
    /// A board, by its slug.
    Board(String),
    /// A thread.
    Thread(ThreadId),
}

/// A place with its words.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Where it leads.
    pub place: Place,
    /// What it is called.
    pub title: String,
    /// Of a thread, on which board it stands.
    pub board: Option<String>,
}

impl Place {
    /// As a form has it.
    pub fn word(&self) -> String {
        match self {
            Self::Cohort => "cohort".to_owned(),
            Self::Board(slug) => format!("board:{slug}"),
            Self::Thread(id) => format!("thread:{id}"),
        }
    }
}

/// What somebody can choose: the cohort; its boards, as far as they read them and everybody to whom the course gives a place does,
/// since the title of what they choose stands in the course; and the newest threads there. Nobody chooses of the cohort alone.
pub fn choices(
    site: &Site,
    conn: &mut Conn,
    cohort: &CohortEntry,
    course: &Course,
    member: Option<MemberId>,
) -> Result<Vec<Choice>> {
    let mut readers: Vec<Circles> = Position::ALL
        .into_iter()
        .filter_map(|position| course.gives(position))
        .map(|role| site.roster.circles_of(cohort, role))
        .collect();
    let mut own = Vec::new();
    if let Some(member) = member {
        let person = site.roster.member(member).filter(|person| person.may_enter).ok_or(Error::NotFound)?;
        readers.push(person.circles.clone());
        own = site.roster.boards_for(cohort.id);
        own.retain(|board| !board.is_archived && readers.iter().all(|reader| board.allows(Act::Read, reader)));
    }
    let mut all = vec![Choice { place: Place::Cohort, title: cohort.name.clone(), board: None }];
    let mut threads: Vec<(Time, Choice)> = Vec::new();
    for board in &own {
        let title = board.name.clone();
        all.push(Choice { place: Place::Board(board.slug.clone()), title, board: None });
        let count = boards::model::listed_count(conn, board.id)?;
        for (thread, _) in boards::model::listing::page(conn, board.id, count, 1)? {
            let choice =
                Choice { place: Place::Thread(thread.id), title: thread.title, board: Some(board.name.clone()) };
            if !threads.iter().any(|(_, known)| known.place == choice.place) {
                threads.push((thread.last_active_at, choice));
            }
        }
    }
    threads.sort_by_key(|(active, _)| std::cmp::Reverse(*active));
    all.extend(threads.into_iter().take(THREADS).map(|(_, choice)| choice));
    Ok(all)
}

/// Who answers, and to whom.
pub struct Answering<'a> {
    /// The platform.
    pub platform: &'a Platform,
    /// Through which place of it they came.
    pub deployment: &'a str,
    /// What it wants back.
    pub data: Option<&'a str>,
    /// The address of every link here.
    pub launch: &'a str,
    /// The cohort.
    pub cohort: &'a CohortEntry,
}

/// What the answer says: one link, by which a launch leads to what was chosen, in a window of its own.
pub fn answer(by: &Answering<'_>, chosen: &Choice, nonce: &str, now: Time) -> Value {
    let custom = match &chosen.place {
        Place::Cohort => json!({ "cohort": by.cohort.slug }),
        Place::Board(slug) => json!({ "cohort": by.cohort.slug, "board": slug }),
        Place::Thread(id) => json!({ "cohort": by.cohort.slug, "thread": id.to_string() }),
    };
    let now = now.millis() / 1_000;
    let mut said = json!({
        "iss": by.platform.client_id,
        "aud": by.platform.issuer,
        "iat": now,
        "exp": now + GOOD_SECONDS,
        "nonce": nonce,
    });
    said[format!("{CLAIM}version")] = "1.3.0".into();
    said[format!("{CLAIM}message_type")] = "LtiDeepLinkingResponse".into();
    said[format!("{CLAIM}deployment_id")] = by.deployment.into();
    said[format!("{DEEP}content_items")] = json!([{
        "type": "ltiResourceLink",
        "title": chosen.title,
        "url": by.launch,
        "custom": custom,
        "window": { "targetName": "_blank" },
    }]);
    if let Some(data) = by.data {
        said[format!("{DEEP}data")] = data.into();
    }
    said
}

/// The origin of an address, as a policy names it; `None` where it has none.
pub fn origin(address: &str) -> Option<String> {
    let origin = Url::parse(address).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}

/// The cohort to which a course is mapped.
pub fn cohort(site: &Site, id: Option<CohortId>) -> Result<std::sync::Arc<CohortEntry>> {
    id.and_then(|id| site.roster.cohort(id)).ok_or(Error::NotFound)
}
