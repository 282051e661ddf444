//! Adds a board and says which circles may read it, start threads, reply, and keep order.

use super::model::{self, NewBoard};
use crate::db::events::BoardEvent;
use crate::db::ids::{BoardId, CircleId, CohortId, InstitutionId};
use crate::error::{Error, Message, Problems, Result};
use crate::rights::{Right, circles};
use crate::roster::{BoardKind, BoardSettings, NOBODY, SPANS};
use crate::site::Tx;
use crate::text;

/// Who may start or reply: everyone who reads, mentors and coordinators, or coordinators alone.
pub const WHO: [&str; 3] = ["everyone", "mentors", "coordinators"];

/// Who may reply: the same, or nobody.
pub const REPLIERS: [&str; 4] = ["everyone", "mentors", "coordinators", NOBODY];

/// How many characters a template of first posts may have.
pub const TEMPLATE: usize = 4_000;

/// What is said of a new board.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct NewBoardOf {
    pub slug: String,
    pub name: String,
    pub description: String,
    /// `public`, `institution` or `cohorts`.
    pub audience: String,
    /// The cohorts it is for, where the audience is `cohorts`.
    pub cohorts: Vec<CohortId>,
    /// One of [`WHO`].
    pub start: String,
    /// One of [`REPLIERS`].
    pub reply: String,
    pub position: i32,
    pub kind: BoardKind,
    pub settings: BoardSettings,
}

/// Adds it.
pub fn add(tx: &mut Tx<'_>, institution: InstitutionId, mut new: NewBoardOf) -> Result<BoardId> {
    check(tx, institution, &new)?;
    new.start = starters(new.kind, new.start);
    let id = BoardId(tx.id());
    model::insert(
        tx.conn,
        &NewBoard {
            id,
            institution_id: institution,
            slug: new.slug.clone(),
            name: new.name.clone(),
            description: new.description.clone(),
            kind: new.kind.word().into(),
            settings: written(&new.settings)?,
            position: new.position,
            audience: new.audience.clone(),
            start_rule: new.start.clone(),
            reply_rule: new.reply.clone(),
            thread_count: 0,
            created_at: tx.now,
        },
    )?;
    model::set_cohorts(tx.conn, id, &new.cohorts)?;
    open_to(tx, id, institution, &new.audience, &new.cohorts, &new.start, &new.reply)?;
    tx.audit(institution, None, "boards.add", id, "")?;
    tx.record(BoardEvent::Added { board: id })?;
    Ok(id)
}

/// Who starts threads on a board of this kind, where `rule` was chosen: announcements are for those who run it.
pub(super) fn starters(kind: BoardKind, rule: String) -> String {
    if kind == BoardKind::Announcements { "coordinators".into() } else { rule }
}

/// What is set beside the kind, as its row holds it.
pub(super) fn written(settings: &BoardSettings) -> Result<String> {
    serde_json::to_string(settings).map_err(Error::internal)
}

/// Notes what is wrong with what is set beside the kind.
pub(super) fn check_settings(settings: &BoardSettings, problems: &mut Problems) {
    if let Some(slow) = &settings.slow {
        if !(1..=1_000).contains(&slow.posts) {
            problems.add("slow_posts", Message::new("boards-slow-form"));
        }
        if !SPANS.contains(&slow.span.as_str()) {
            problems.add("slow_span", Message::new("boards-slow-span-form"));
        }
    }
    if settings.template.chars().count() > TEMPLATE {
        problems.add("template", Message::new("boards-template-long").with("most", TEMPLATE));
    }
}

/// Writes the circles of each act: those of whoever has the right to it.
pub fn open_to(
    tx: &mut Tx<'_>,
    board: BoardId,
    institution: InstitutionId,
    audience: &str,
    cohorts: &[CohortId],
    start: &str,
    reply: &str,
) -> Result<()> {
    let house = tx.site.roster.institution(institution).ok_or(Error::NotFound)?;
    let entries: Vec<_> = cohorts.iter().filter_map(|id| tx.site.roster.cohort(*id)).collect();
    for (act, right) in rights(audience, start, reply) {
        let kinds = right.map_or_else(Vec::new, circles);
        let of_house = kinds.iter().filter_map(|kind| house.circle(*kind));
        let of_cohorts = entries.iter().flat_map(|cohort| kinds.iter().filter_map(move |kind| cohort.circle(*kind)));
        let of_it: Vec<CircleId> = of_house.chain(of_cohorts).collect();
        model::set_circles(tx.conn, board, act, &of_it)?;
    }
    Ok(())
}

/// What somebody has to be allowed in order to do each act there.
fn rights(audience: &str, start: &str, reply: &str) -> [(&'static str, Option<Right>); 4] {
    let is_of_cohorts = audience == "cohorts";
    let write = |rule: &str| match (is_of_cohorts, rule) {
        (_, NOBODY) => None,
        (true, "everyone") => Some(Right::WriteOnCohortBoard),
        (true, "mentors") => Some(Right::WriteOnCohortBoardForMentors),
        (true, _) => Some(Right::WriteOnCohortBoardForStaff),
        (false, "everyone") => Some(Right::WriteOnHouseBoard),
        (false, "mentors") => Some(Right::WriteOnHouseBoardForMentors),
        (false, _) => Some(Right::WriteOnHouseBoardForStaff),
    };
    let read = match audience {
        "public" => Right::ReadPublicBoard,
        "institution" => Right::ReadHouseBoard,
        _ => Right::ReadCohortBoard,
    };
    let keep = if is_of_cohorts { Right::KeepCohortBoard } else { Right::KeepHouseBoard };
    [("read", Some(read)), ("start", write(start)), ("reply", write(reply)), ("moderate", Some(keep))]
}

fn check(tx: &mut Tx<'_>, institution: InstitutionId, new: &NewBoardOf) -> Result<()> {
    let mut problems = Problems::default();
    if !text::is_short_name(&new.slug) {
        problems.add("slug", Message::new("boards-slug-form"));
    } else if model::is_taken(tx.conn, institution, &new.slug)? {
        problems.add("slug", Message::new("boards-slug-taken"));
    }
    if text::clean_line(&new.name).is_empty() {
        problems.add("name", Message::new("boards-name-missing"));
    }
    check_audience(&new.audience, !new.cohorts.is_empty(), &mut problems);
    for (field, rule, rules) in [("start", &new.start, &WHO[..]), ("reply", &new.reply, &REPLIERS[..])] {
        if !rules.contains(&rule.as_str()) {
            problems.add(field, Message::new("boards-who-form"));
        }
    }
    check_settings(&new.settings, &mut problems);
    problems.or(())
}

/// Notes what is wrong with whom a board is for: cohorts have to be named where it is for them, and only there.
pub(super) fn check_audience(audience: &str, is_for_cohorts: bool, problems: &mut Problems) {
    match (audience, is_for_cohorts) {
        ("cohorts", false) => problems.add("cohort", Message::new("boards-cohort-missing")),
        ("public" | "institution", true) => problems.add("cohort", Message::new("boards-cohort-surplus")),
        ("public" | "institution" | "cohorts", _) => {}
        _ => problems.add("audience", Message::new("boards-audience-form")),
    }
}
