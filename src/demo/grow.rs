//! The demonstration at size m: more cohorts of the same kind, with people of their own, who talk about the same.

use std::collections::HashMap;

use super::chance::Chance;
use super::content::{Audience, Cohort, CohortState, Institution, Member, Thread};
use super::names;

/// How many more cohorts each running cohort of an institution gets.
const COPIES: usize = 12;

/// Adds the cohorts, their boards, people and threads.
pub(super) fn grow(institution: &mut Institution, seed: u64) {
    let mut chance = Chance::of(seed);
    let running: Vec<Cohort> =
        institution.cohorts.iter().filter(|cohort| matches!(cohort.state, CohortState::Running)).cloned().collect();
    for cohort in running.iter().filter(|cohort| cohort.enrolments.len() > 4) {
        for copy in 2..=COPIES + 1 {
            add_copy(institution, cohort, copy, &mut chance);
        }
    }
}

fn add_copy(institution: &mut Institution, cohort: &Cohort, copy: usize, chance: &mut Chance) {
    let slug = |text: &str| format!("{text}-{copy}");
    let mut renamed: HashMap<String, String> = HashMap::new();
    let mut twin = cohort.clone();
    twin.slug = slug(&cohort.slug);
    twin.name = format!("{}, group {copy}", cohort.name);
    for enrolment in &mut twin.enrolments {
        let Some(model) = institution.members.iter().find(|member| member.username == enrolment.member).cloned() else {
            continue;
        };
        let member = person(&model, &institution.profile.slug, institution.members.len(), chance);
        renamed.insert(enrolment.member.clone(), member.username.clone());
        enrolment.member = member.username.clone();
        institution.members.push(member);
    }
    let own: Vec<_> = institution
        .boards
        .iter()
        .filter(|board| matches!(board.audience, Audience::Cohorts) && board.cohorts == [cohort.slug.clone()])
        .cloned()
        .collect();
    for board in &own {
        let mut board = board.clone();
        board.slug = slug(&board.slug);
        board.cohorts = vec![twin.slug.clone()];
        institution.boards.push(board);
    }
    let named: Vec<&str> = own.iter().map(|board| board.slug.as_str()).collect();
    let threads: Vec<Thread> = institution
        .threads
        .iter()
        .filter(|thread| thread.boards.iter().all(|board| named.contains(&board.as_str())))
        .cloned()
        .collect();
    for mut thread in threads {
        thread.key = slug(&thread.key);
        thread.boards.iter_mut().chain(&mut thread.pinned).for_each(|board| *board = slug(board));
        for post in &mut thread.posts {
            rename(&mut post.author, &renamed);
            if let Some(hiding) = &mut post.hidden {
                rename(&mut hiding.by, &renamed);
            }
        }
        institution.threads.push(thread);
    }
    institution.cohorts.push(twin);
}

fn rename(username: &mut String, renamed: &HashMap<String, String>) {
    if let Some(new) = renamed.get(username) {
        new.clone_into(username);
    }
}

fn person(model: &Member, house: &str, number: usize, chance: &mut Chance) -> Member {
    let name = names::person(chance);
    let username = format!("{}-{number}", crate::text::username(&name));
    Member {
        email: format!("{username}@{house}.example"),
        username,
        name,
        roles: Vec::new(),
        bio: String::new(),
        ..model.clone()
    }
}
