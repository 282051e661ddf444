//! The people and places that samples are made of.

use super::{
    AudienceView, BoardRowView, CohortRowView, FormView, Frame, InstitutionView, LinkView, PersonView, ProblemView,
    ReadersView,
};

/// 20 November 2026, 12:00 UTC, in microseconds.
pub const NOON: i64 = 1_795_176_000_000_000;

/// An institution with everything filled in.
pub fn institution() -> InstitutionView {
    InstitutionView {
        slug: "northfield".to_owned(),
        name: "University of Northfield".to_owned(),
        short_name: "Northfield mentoring".to_owned(),
        tagline: "Mentoring".to_owned(),
        contact_name: "Helen Marsh, Careers Service".to_owned(),
        contact_address: "mentoring@northfield.example".to_owned(),
    }
}

/// A frame around a page for one cohort.
pub fn frame<'a>(language: &'a str, institution: &'a InstitutionView) -> Frame<'a> {
    Frame { language, institution, audience: "cohort eng-2026", current: "boards" }
}

/// A link.
pub fn link(href: &str, text: &str) -> LinkView {
    LinkView { href: href.to_owned(), text: text.to_owned() }
}

/// The way from home to a board.
pub fn crumbs() -> Vec<LinkView> {
    vec![link("/c/eng-2026/", "Engineering and Computing 2026–27"), link("/b/ask-a-mentor/", "Ask a mentor")]
}

/// A person with a page.
pub fn person(name: &str, role: &str, line: &str) -> PersonView {
    let username = name.to_lowercase().replace(|letter: char| !letter.is_ascii_lowercase(), "-");
    PersonView {
        name: name.to_owned(),
        href: Some(format!("/m/{username}/")),
        role: role.to_owned(),
        line: line.to_owned(),
    }
}

/// One of every role, a name from the right and a long one, and someone who is gone.
pub fn people() -> Vec<PersonView> {
    let gone = PersonView { href: None, ..person("Former member 4821", "", "") };
    vec![
        person("Ruth Osei", "mentor", "Structures, bridges"),
        person("Helen Marsh", "coordinator", "Careers Service. Write to her if anything feels wrong."),
        person("Amara Nwosu", "mentee", "Civil Engineering, year 2"),
        person("يوسف حداد", "mentee", "Computer Science, year 2"),
        person("Wolfeschlegelsteinhausenbergerdorff Nguyễn-Schmidt", "observer", ""),
        person("Noor Rahman", "moderator", ""),
        person("Ada Park", "admin", ""),
        person("Brian Ripley", "imported", ""),
        person("Tom Keane", "", "Year 2"),
        gone,
    ]
}

/// The readers of one cohort.
pub fn readers(name: &str) -> ReadersView {
    ReadersView {
        name: name.to_owned(),
        href: "/c/eng-2026/people/".to_owned(),
        mentors: 20,
        mentees: 24,
        coordinators: 2,
        moderators: 1,
        observers: 0,
    }
}

/// The readers of a cohort's board.
pub fn audience() -> AudienceView {
    AudienceView {
        kind: "cohort".to_owned(),
        people: 46,
        cohorts: vec![readers("Engineering and Computing 2026–27")],
        boards: Vec::new(),
    }
}

/// Every kind of audience.
pub fn audiences() -> Vec<AudienceView> {
    let of = |kind: &str, people| AudienceView {
        kind: kind.to_owned(),
        people,
        ..AudienceView { cohorts: Vec::new(), ..audience() }
    };
    let boards = vec![link("/b/ask-a-mentor/", "Ask a mentor"), link("/b/atelier/", "الورشة")];
    let design =
        ReadersView { mentors: 1, mentees: 0, coordinators: 1, observers: 3, ..readers("Design & Making 2026") };
    let both = AudienceView {
        people: 51,
        cohorts: vec![readers("Engineering and Computing 2026–27"), design],
        boards: boards.clone(),
        ..audience()
    };
    let nobody = ReadersView { mentors: 0, mentees: 0, coordinators: 0, moderators: 0, ..readers("Spring 2027") };
    let empty = AudienceView { people: 0, cohorts: vec![nobody], ..audience() };
    vec![audience(), of("public", 0), of("institution", 1_212), AudienceView { boards, ..of("public", 0) }, both, empty]
}

/// A form with these problems.
pub fn form(problems: &[(&str, &str)]) -> FormView {
    let problems = problems
        .iter()
        .map(|(field, text)| ProblemView { field: (*field).to_owned(), text: (*text).to_owned() })
        .collect();
    FormView { csrf: "5b1f".to_owned(), key: "9d2c".to_owned(), problems }
}

/// A busy board, a silent one and an archived one.
pub fn board_rows() -> Vec<BoardRowView> {
    let row = BoardRowView {
        part: "b-ask-a-mentor".to_owned(),
        href: "/b/ask-a-mentor/".to_owned(),
        name: "Ask a mentor".to_owned(),
        description: "Anything you would rather ask someone who is not marking you.".to_owned(),
        threads: 1_184,
        last_at: Some(NOON),
        archived: false,
    };
    let silent = BoardRowView {
        part: "b-diaries".to_owned(),
        href: "/b/diaries/".to_owned(),
        name: "يوميات".to_owned(),
        description: String::new(),
        threads: 0,
        last_at: None,
        ..row.clone()
    };
    let archived = BoardRowView {
        part: "b-2025".to_owned(),
        href: "/b/2025/".to_owned(),
        name: "Year 2025".to_owned(),
        threads: 1,
        archived: true,
        ..row.clone()
    };
    vec![row, silent, archived]
}

/// A cohort in every state.
pub fn cohort_rows() -> Vec<CohortRowView> {
    let states = ["running", "planned", "closed", "archived"];
    let row = |(at, state): (usize, &str)| CohortRowView {
        part: format!("c-eng-{at}"),
        href: format!("/c/eng-{at}/"),
        name: "Engineering and Computing 2026–27".to_owned(),
        description: if at == 0 {
            "Twenty mentors and 24 second-year students, paired from October to May.".to_owned()
        } else {
            String::new()
        },
        people: 46,
        faces: people().into_iter().take(4).collect(),
        state: state.to_owned(),
        starts: (at < 3).then(|| "2026-10-05".to_owned()),
        ends: (at < 3).then(|| "2027-05-14".to_owned()),
    };
    states.into_iter().enumerate().map(row).collect()
}
