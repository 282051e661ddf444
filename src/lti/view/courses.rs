//! The courses that give places in a cohort, and those that could.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, NoticeView, View, examples};

/// Which courses give places in a cohort, `/c/{slug}/manage/courses/`. Each has a form: it posts to `map` below it, with
/// `course`, `instructor` and `learner` (a role or nothing), `makes`, and `do`, which is `map` or `unmap`.
#[derive(Debug, Clone, Serialize)]
pub struct CoursesView {
    /// Token and problems; `courses` is the list.
    pub form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// The way back.
    pub crumbs: Vec<LinkView>,
    /// What the cohort is called.
    pub title: String,
    /// In its addresses.
    pub slug: String,
    /// The courses, also those that are mapped to another cohort.
    pub courses: Vec<CourseView>,
    /// The roles that one can give.
    pub roles: Vec<String>,
    /// Who can get an account by one.
    pub makers: Vec<String>,
}

/// A course.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct CourseView {
    pub id: String,
    /// Its title, or what the platform calls it.
    pub title: String,
    /// What its platform is called here.
    pub platform: String,
    /// Who the platform says it is.
    pub issuer: String,
    /// Whether it gives places in this cohort.
    pub is_mapped: bool,
    /// Whether it gives places in another one: then nothing more is told of it.
    pub is_elsewhere: bool,
    /// What its platform is, beyond what it is called here.
    pub origin: OriginView,
    /// The role of its instructors; empty if in none.
    pub instructor: String,
    /// The role of its learners.
    pub learner: String,
    /// Who gets an account by it.
    pub makes: String,
    /// Whether the platform tells who is in it.
    pub has_list: bool,
    /// When that was last taken over.
    pub synced_at: Option<i64>,
    /// What came of it when it was last asked for; empty where it never was.
    pub last: String,
}

/// By what a platform is told from one that is only called so.
#[derive(Debug, Clone, Serialize)]
pub struct OriginView {
    /// The host that shows the keys by which it signs.
    pub keys: String,
    /// Whether that is the issuer's.
    pub is_own: bool,
    /// What the platform calls this site.
    pub client_id: String,
    /// Through which deployment people come from the course.
    pub deployment: String,
    /// Who added it; empty for a command.
    pub added_by: String,
    /// When.
    pub added_at: i64,
}

impl View for CoursesView {
    const TEMPLATE: &'static str = "lti/courses.html";

    fn samples() -> Vec<Self> {
        let waiting = CourseView {
            id: "0f2m9c4x7w1rk".to_owned(),
            title: "Mentoring 1".to_owned(),
            platform: "Moodle of Northfield".to_owned(),
            issuer: "https://moodle.northfield.example".to_owned(),
            is_mapped: false,
            is_elsewhere: false,
            origin: OriginView {
                keys: "moodle.northfield.example".to_owned(),
                is_own: true,
                client_id: "Xy12".to_owned(),
                deployment: "1".to_owned(),
                added_by: "Gail".to_owned(),
                added_at: examples::NOON,
            },
            instructor: "mentor".to_owned(),
            learner: "mentee".to_owned(),
            makes: "launch".to_owned(),
            has_list: true,
            synced_at: None,
            last: String::new(),
        };
        let mapped = CourseView { is_mapped: true, learner: String::new(), ..waiting.clone() };
        let elsewhere = CourseView { is_elsewhere: true, ..waiting.clone() };
        let other = OriginView { keys: "x.example".to_owned(), is_own: false, ..waiting.origin.clone() };
        let strange = CourseView { origin: OriginView { added_by: String::new(), ..other }, ..waiting.clone() };
        let untold = CourseView { has_list: false, ..mapped.clone() };
        let told = "30 people are on its list.".to_owned();
        let synced = CourseView { synced_at: Some(examples::NOON), last: told, ..mapped.clone() };
        let none = Self {
            form: examples::form(&[]),
            notice: None,
            crumbs: vec![LinkView { href: "/c/spring-2027/manage/".to_owned(), text: "Spring 2027".to_owned() }],
            title: "Spring 2027".to_owned(),
            slug: "spring-2027".to_owned(),
            courses: Vec::new(),
            roles: vec!["mentor".to_owned(), "mentee".to_owned()],
            makers: ["nobody", "launch", "list"].map(str::to_owned).to_vec(),
        };
        let notice = NoticeView { tone: "ok".to_owned(), text: "It gives places.".to_owned() };
        let full = Self {
            notice: Some(notice),
            courses: vec![waiting, mapped, untold, synced, elsewhere, strange],
            ..none.clone()
        };
        let wrong = Self { form: examples::form(&[("courses", "Choose a role")]), notice: None, ..full.clone() };
        vec![none, full, wrong]
    }
}
