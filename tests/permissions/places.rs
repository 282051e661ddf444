//! The cohorts and boards of a world.

use lyceum::boards::add::NewBoardOf;
use lyceum::cohorts::add::NewCohort;
use lyceum::db::ids::{BoardId, CohortId};
use lyceum::lti::add::{Described, add};
use lyceum::roster::CohortRole;
use lyceum::{boards, cohorts};

use super::people::People;
use super::policy::{BoardRule, CohortRule, Group, State};
use super::quiet::Quiet;
use super::readers::Reader;
use super::words::Words;
use crate::support::{House, Member};

/// A cohort.
pub struct Cohort {
    pub id: CohortId,
    pub slug: String,
    pub rule: CohortRule,
    /// The username of somebody in it.
    pub somebody: String,
}

/// A board.
pub struct Board {
    /// What the policy calls it.
    pub called: &'static str,
    pub id: BoardId,
    pub slug: String,
    pub rule: BoardRule,
}

/// Adds Spring and Autumn with their people.
pub async fn cohorts(
    quiet: &Quiet<'_>,
    north: &House,
    people: &People,
    state: &State,
    words: &mut Words,
) -> Vec<Cohort> {
    let spring = [
        (people.of(Reader::Mentor), CohortRole::Mentor),
        (people.of(Reader::Mentee), CohortRole::Mentee),
        (people.of(Reader::Removed), CohortRole::Mentee),
        (people.of(Reader::Suspended), CohortRole::Mentee),
        (&people.sender, CohortRole::Mentee),
        (people.of(Reader::Observer), CohortRole::Observer),
        (people.of(Reader::Moderator), CohortRole::Moderator),
        (people.of(Reader::Coordinator), CohortRole::Coordinator),
        (&people.leader, CohortRole::Coordinator),
    ];
    let autumn = [(people.of(Reader::Other), CohortRole::Mentee), (&people.leader, CohortRole::Coordinator)];
    vec![
        cohort(quiet, north, "Spring", state.spring, &spring, words).await,
        cohort(quiet, north, "Autumn", state.autumn, &autumn, words).await,
    ]
}

async fn cohort(
    quiet: &Quiet<'_>,
    north: &House,
    called: &str,
    rule: CohortRule,
    people: &[(&Member, CohortRole)],
    words: &mut Words,
) -> Cohort {
    let mut word = |what: &str, known: Group| words.secret(&format!("the {what} of {called}"), known);
    let slug = word("slug", rule.named);
    let new = NewCohort {
        slug: slug.clone(),
        name: format!("{called} {}", word("name", rule.named)),
        description: word("description", rule.read),
        state: "running".into(),
        ..NewCohort::default()
    };
    let institution = north.id;
    let id = quiet.write(move |tx| cohorts::add::add(tx, institution, new)).await;
    let members: Vec<_> = people.iter().map(|(member, role)| (member.id, *role)).collect();
    quiet
        .write(move |tx| {
            members.into_iter().try_for_each(|(member, role)| cohorts::enrol::enrol(tx, id, member, role, None))
        })
        .await;
    Cohort { id, slug, rule, somebody: people[0].0.username.clone() }
}

/// Adds the five boards.
pub async fn boards(
    quiet: &Quiet<'_>,
    north: &House,
    cohorts: &[Cohort],
    state: &State,
    words: &mut Words,
) -> Vec<Board> {
    let (spring, autumn) = (vec![cohorts[0].id], vec![cohorts[1].id]);
    let everyone = ("everyone", "everyone");
    vec![
        board(quiet, north, "commons", state.boards.commons, ("public", vec![]), everyone, words).await,
        board(quiet, north, "house", state.boards.house, ("institution", vec![]), ("coordinators", "mentors"), words)
            .await,
        board(quiet, north, "talk", state.boards.talk, ("cohorts", spring.clone()), everyone, words).await,
        board(quiet, north, "letters", state.boards.letters, ("cohorts", spring), ("coordinators", "mentors"), words)
            .await,
        board(quiet, north, "autumn", state.boards.autumn, ("cohorts", autumn), everyone, words).await,
    ]
}

async fn board(
    quiet: &Quiet<'_>,
    north: &House,
    called: &'static str,
    rule: BoardRule,
    (audience, cohorts): (&str, Vec<CohortId>),
    (start, reply): (&str, &str),
    words: &mut Words,
) -> Board {
    let mut word = |what: &str, known: Group| words.secret(&format!("the {what} of the board {called}"), known);
    let slug = word("slug", rule.named);
    let new = NewBoardOf {
        slug: slug.clone(),
        name: format!("{called} {}", word("name", rule.named)),
        description: word("description", rule.read),
        audience: audience.into(),
        cohorts,
        start: start.into(),
        reply: reply.into(),
        position: 1,
        ..NewBoardOf::default()
    };
    let institution = north.id;
    let id = quiet.write(move |tx| boards::add::add(tx, institution, new)).await;
    Board { called, id, slug, rule }
}

/// The course platform of each institution, by its short name.
pub const PLATFORM: &str = "moodle";

/// Adds one; nobody comes from it.
pub async fn platform(quiet: &Quiet<'_>, house: &House) {
    let id = house.id;
    let address = |path: &str| format!("https://moodle.example/{path}");
    let new = Described {
        slug: PLATFORM.into(),
        name: "Moodle".into(),
        issuer: "https://moodle.example".into(),
        client_id: "1".into(),
        authorization_url: address("auth"),
        token_url: address("token"),
        keys_url: address("keys"),
        deployments: vec!["1".into()],
    };
    quiet.write(move |tx| add(tx, id, new, None)).await;
}
