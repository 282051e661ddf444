//! The course platforms of an institution.

use serde::Serialize;

use crate::theme::view::{FormView, NoticeView, View, examples};

/// From which course platforms people come, `/admin/lti/`. Each has a form below it: `{slug}/switch` with `state`.
#[derive(Debug, Clone, Serialize)]
pub struct DeskView {
    /// Token of the forms.
    pub form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// What to give to whoever runs a platform.
    pub tool: ToolView,
    /// The platforms, in the order in which they were added.
    pub platforms: Vec<PlatformView>,
}

/// The addresses of this site, as a platform asks for them.
#[derive(Debug, Clone, Serialize)]
pub struct ToolView {
    /// Where a launch begins.
    pub login: String,
    /// Where it comes back to, which is also the address of every link.
    pub launch: String,
    /// Where our keys are.
    pub keys: String,
}

/// A platform.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct PlatformView {
    /// In its addresses.
    pub slug: String,
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    pub deployments: Vec<String>,
    /// Whether people come from it.
    pub is_on: bool,
    /// Its courses, as far as somebody has come from them.
    pub courses: Vec<KnownCourseView>,
}

/// A course.
#[derive(Debug, Clone, Serialize)]
#[allow(missing_docs)]
pub struct KnownCourseView {
    pub id: String,
    /// Its title, or what the platform calls it.
    pub title: String,
    /// The cohort in which it gives places; empty if in none.
    pub cohort: String,
    /// Whether the platform tells who is in it.
    pub has_list: bool,
    /// When that was last asked for.
    pub synced_at: Option<i64>,
    /// What came of it when its list was last asked for; empty where it never was.
    pub last: String,
}

/// The addresses that samples have.
pub(super) fn tool() -> ToolView {
    ToolView {
        login: "https://northfield.example/lti/login".to_owned(),
        launch: "https://northfield.example/lti/launch".to_owned(),
        keys: "https://northfield.example/lti/jwks".to_owned(),
    }
}

impl View for DeskView {
    const TEMPLATE: &'static str = "lti/desk.html";

    fn samples() -> Vec<Self> {
        let mapped = KnownCourseView {
            id: "0f2m9c4x7w1rk".to_owned(),
            title: "Mentoring 1".to_owned(),
            cohort: "Spring 2027".to_owned(),
            has_list: true,
            synced_at: Some(examples::NOON),
            last: "30 people are on its list.".to_owned(),
        };
        let never = KnownCourseView { synced_at: None, last: String::new(), ..mapped.clone() };
        let untold = KnownCourseView { has_list: false, ..never.clone() };
        let waiting = KnownCourseView { cohort: String::new(), has_list: false, ..never.clone() };
        let platform = PlatformView {
            slug: "moodle".to_owned(),
            name: "Moodle of Northfield".to_owned(),
            issuer: "https://moodle.northfield.example".to_owned(),
            client_id: "Xy12".to_owned(),
            deployments: vec!["1".to_owned()],
            is_on: true,
            courses: vec![mapped, never, untold, waiting],
        };
        let off = PlatformView {
            slug: "canvas".to_owned(),
            is_on: false,
            deployments: Vec::new(),
            courses: Vec::new(),
            ..platform.clone()
        };
        let notice = NoticeView { tone: "ok".to_owned(), text: "People come from it.".to_owned() };
        let none = Self { form: examples::form(&[]), notice: None, tool: tool(), platforms: Vec::new() };
        vec![Self { notice: Some(notice), platforms: vec![platform, off], ..none.clone() }, none]
    }
}
