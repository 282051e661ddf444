//! The demonstration at size m: more cohorts of the same kind, with people of their own, who talk about the same.

use std::collections::HashMap;

use super::content::{Audience, Cohort, CohortState, Institution, Member, Thread};

/// How many more cohorts each running cohort of an institution gets.
const COPIES: usize = 12;

const FIRST: [&str; 24] = [
    "Alba", "Bram", "Carys", "Dilan", "Esra", "Fionn", "Greta", "Hamza", "Ines", "Joon", "Katya", "Leila", "Mateo",
    "Nadia", "Oisin", "Petra", "Quentin", "Rania", "Samir", "Tove", "Ulla", "Viktor", "Wanda", "Yara",
];
const LAST: [&str; 24] = [
    "Abara", "Bell", "Costa", "Doyle", "Eriksen", "Fontaine", "Garcia", "Hughes", "Ivanov", "Jansen", "Kowalski",
    "Lindgren", "Moreau", "Novak", "Okafor", "Price", "Quinn", "Rossi", "Saleh", "Tanaka", "Urban", "Vega", "Weiss",
    "Zhou",
];

/// Numbers that look like chance and are the same for a seed (SplitMix64, public domain).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit.max(1) as u64).unwrap_or(0)
    }
}

/// Adds the cohorts, their boards, people and threads.
pub(super) fn grow(institution: &mut Institution, seed: u64) {
    let mut chance = Chance(seed);
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
    let name = format!("{} {}", FIRST[chance.below(FIRST.len())], LAST[chance.below(LAST.len())]);
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
