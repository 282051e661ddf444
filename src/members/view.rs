//! What a member's page and settings are drawn from.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, NoticeView, PersonView, View, examples};

/// A member's page, `/m/{username}/`. Each shared cohort is a part.
#[derive(Debug, Clone, Serialize)]
pub struct MemberView {
    /// Name and role at the institution.
    pub person: PersonView,
    /// The name in their address.
    pub username: String,
    /// May be empty.
    pub pronouns: String,
    /// Field of work or study; may be empty.
    pub field: String,
    /// Year of graduation, as text; may be empty.
    pub graduation_year: String,
    /// A zone of the IANA database; may be empty.
    pub time_zone: String,
    /// What they say of themselves, sanitised; may be empty.
    pub bio_html: String,
    /// Whether they came with a mail archive and have no account.
    pub is_imported: bool,
    /// Their cohorts, each for those who are in it too.
    pub cohorts: Vec<MembershipView>,
}

/// A place in a cohort.
#[derive(Debug, Clone, Serialize)]
pub struct MembershipView {
    /// The part it stands in.
    pub part: String,
    /// The cohort's page.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Their role there.
    pub role: String,
}

/// Settings, `/settings/`. Fields: `name` (80), `pronouns` (40), `field` (120), `graduation_year` (4), `time_zone` (60),
/// `bio` (2,000), `preview`; `/settings/password`: `current_password`, `new_password`; `/settings/sign-out-everywhere`.
#[derive(Debug, Clone, Serialize)]
pub struct SettingsView {
    /// Token and problems of the profile.
    pub form: FormView,
    /// Token and problems of the password.
    pub password_form: FormView,
    /// What came of the last action.
    pub notice: Option<NoticeView>,
    /// Their own page.
    pub me: LinkView,
    /// The name in their address.
    pub username: String,
    /// What was typed, as are those below.
    pub name: String,
    /// May be empty.
    pub pronouns: String,
    /// May be empty.
    pub field: String,
    /// May be empty.
    pub graduation_year: String,
    /// A zone of the IANA database.
    pub time_zone: String,
    /// The zones to choose from.
    pub time_zones: Vec<String>,
    /// Markdown; may be empty.
    pub bio: String,
    /// The text as it will look, when that was asked for.
    pub preview_html: Option<String>,
    /// Whether they have a password already.
    pub has_password: bool,
    /// Whether they run the institution.
    pub runs_house: bool,
    /// Whether they keep order anywhere.
    pub keeps_order: bool,
}

impl View for MemberView {
    const TEMPLATE: &'static str = "members/member.html";

    fn samples() -> Vec<Self> {
        let place = |at: u32, role: &str| MembershipView {
            part: format!("c-{at}"),
            href: format!("/c/{at}/"),
            name: "Engineering and Computing 2026–27".to_owned(),
            role: role.to_owned(),
        };
        let full = Self {
            person: examples::person("Ruth Osei", "moderator", ""),
            username: "ruth-osei".to_owned(),
            pronouns: "she/her".to_owned(),
            field: "Structures, bridges".to_owned(),
            graduation_year: "2009".to_owned(),
            time_zone: "Europe/London".to_owned(),
            bio_html: "<p>I look at <em>old</em> bridges. Ask me about cracks.</p>".to_owned(),
            is_imported: false,
            cohorts: vec![place(1, "mentor"), place(2, "coordinator")],
        };
        let bare = Self {
            person: examples::person("Brian Ripley", "", ""),
            pronouns: String::new(),
            field: String::new(),
            graduation_year: String::new(),
            time_zone: String::new(),
            bio_html: String::new(),
            is_imported: true,
            cohorts: Vec::new(),
            ..full.clone()
        };
        vec![full, bare]
    }
}

impl View for SettingsView {
    const TEMPLATE: &'static str = "members/settings.html";

    fn samples() -> Vec<Self> {
        let saved = Self {
            form: examples::form(&[]),
            password_form: examples::form(&[]),
            notice: Some(NoticeView { tone: "ok".to_owned(), text: "Your page is up to date.".to_owned() }),
            me: examples::link("/m/amara-nwosu/", "Amara Nwosu"),
            username: "amara-nwosu".to_owned(),
            name: "Amara Nwosu".to_owned(),
            pronouns: String::new(),
            field: "Civil Engineering".to_owned(),
            graduation_year: "2028".to_owned(),
            time_zone: "Europe/London".to_owned(),
            time_zones: vec!["Africa/Lagos".to_owned(), "Europe/London".to_owned()],
            bio: "I *like* bridges.".to_owned(),
            preview_html: None,
            has_password: true,
            runs_house: false,
            keeps_order: false,
        };
        let wrong = Self {
            form: examples::form(&[("name", "Write a name"), ("time_zone", "Choose one from the list")]),
            notice: None,
            name: String::new(),
            time_zone: "GMT+1".to_owned(),
            ..saved.clone()
        };
        let weak = Self {
            password_form: examples::form(&[("new_password", "Make it longer")]),
            notice: None,
            has_password: false,
            ..saved.clone()
        };
        let preview = Self {
            preview_html: Some("<p>I <em>like</em> bridges.</p>".to_owned()),
            notice: None,
            runs_house: true,
            keeps_order: true,
            ..saved.clone()
        };
        vec![saved, wrong, weak, preview]
    }
}
