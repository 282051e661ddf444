//! What the pages of signing in are drawn from, and the letter with the link.

use serde::Serialize;

use crate::theme::view::{FormView, NoticeView, PersonView, View, examples};

/// Signing in, `/sign-in`. The link's form posts `email` there, the password's `username` and `password` to
/// `/sign-in/password`; all send `to`.
#[derive(Debug, Clone, Serialize)]
pub struct SignInView {
    /// Token and problems of the link's form; its field is `email`.
    pub link_form: FormView,
    /// Token and problems of the password's form; its fields are `username` and `password`.
    pub password_form: FormView,
    /// What came of the last action, such as signing out.
    pub notice: Option<NoticeView>,
    /// The provider at which somebody is still signed in who has signed out here.
    pub still_in_at: Option<ProviderView>,
    /// The path to come back to.
    pub to: String,
    /// What was typed as address.
    pub email: String,
    /// What was typed as name.
    pub username: String,
    /// Institutional sign-on, where there is one.
    pub providers: Vec<ProviderView>,
    /// Whether links can be sent; else the page says whom to ask for one.
    pub has_mail: bool,
    /// Whether it is a demonstration, with its people behind `/sign-in/demo`.
    pub is_demo: bool,
}

/// One way of institutional sign-on.
#[derive(Debug, Clone, Serialize)]
pub struct ProviderView {
    /// Its name, such as "your Northfield account".
    pub name: String,
    /// Where the way there begins. It is a link and no form: browsers let a form end only where its page allows, and the
    /// page does not name every provider.
    pub href: String,
    /// Where the picture on its button is; empty if it has none.
    pub logo: String,
}

/// After a link was asked for: the same words whether or not the address is known.
#[derive(Debug, Clone, Serialize)]
pub struct SentView {
    /// What was typed.
    pub email: String,
    /// How long the link works.
    pub minutes: u32,
    /// The path to come back to.
    pub to: String,
}

/// Where a one-time link leads, `/sign-in/link/{token}`; the button posts to the same address.
#[derive(Debug, Clone, Serialize)]
pub struct SignInLinkView {
    /// Token of the form.
    pub form: FormView,
    /// The one-time token.
    pub token: String,
    /// Whom it signs in.
    pub name: String,
    /// Who is signed in here until then; empty if nobody else is.
    pub other: String,
}

/// The people of the demo, `/sign-in/demo`; each button posts `username`.
#[derive(Debug, Clone, Serialize)]
pub struct DemoView {
    /// Token of the form.
    pub form: FormView,
    /// Who can be tried.
    pub people: Vec<DemoPersonView>,
}

/// Somebody of the demo.
#[derive(Debug, Clone, Serialize)]
pub struct DemoPersonView {
    /// What names them in the form.
    pub username: String,
    /// Name, role, and a line about what they see.
    pub person: PersonView,
}

/// The letter with a one-time link.
#[derive(Debug, Clone, Serialize)]
pub struct SignInLetterView {
    /// Whom it is to.
    pub name: String,
    /// The absolute link.
    pub link: String,
    /// How long it works.
    pub minutes: u32,
}

/// Which institution somebody signs in at, `/sign-in` on the portal's host; posts `email`.
#[derive(Debug, Clone, Serialize)]
pub struct WhichView {
    /// Token and problems of the form.
    pub form: FormView,
    /// What came of looking, where nothing was found.
    pub notice: Option<NoticeView>,
    /// What was typed.
    pub email: String,
    /// The one that it is, or was the last time.
    pub found: Option<WhichRowView>,
    /// All of them.
    pub institutions: Vec<WhichRowView>,
}

/// An institution, and its own way in.
#[derive(Debug, Clone, Serialize)]
pub struct WhichRowView {
    /// Its name.
    pub name: String,
    /// Its sign-in page.
    pub href: String,
    /// The host in that address.
    pub host: String,
    /// The language it speaks; may be empty.
    pub language: String,
}

impl View for WhichView {
    const TEMPLATE: &'static str = "sign_in/which.html";

    fn samples() -> Vec<Self> {
        let row = WhichRowView {
            name: "University of Northfield".to_owned(),
            href: "http://northfield.localhost:8080/sign-in".to_owned(),
            host: "northfield.localhost".to_owned(),
            language: "en-GB".to_owned(),
        };
        let silent = WhichRowView { language: String::new(), ..row.clone() };
        let empty = Self {
            form: examples::form(&[]),
            notice: None,
            email: String::new(),
            found: None,
            institutions: vec![row.clone(), silent.clone()],
        };
        let notice = NoticeView { tone: "bad".to_owned(), text: "No institution here has that domain.".to_owned() };
        let email = "ada@northfield.example".to_owned();
        let found = Self { email: email.clone(), found: Some(row), ..empty.clone() };
        let other = Self { found: Some(silent), institutions: Vec::new(), ..empty.clone() };
        let wrong =
            Self { form: examples::form(&[("email", "Write an address such as ada@example.org")]), ..empty.clone() };
        vec![empty.clone(), found, other, Self { notice: Some(notice), email, ..empty }, wrong]
    }
}

impl View for SignInView {
    const TEMPLATE: &'static str = "sign_in/sign_in.html";

    fn samples() -> Vec<Self> {
        let plain = Self {
            link_form: examples::form(&[]),
            password_form: examples::form(&[]),
            notice: Some(NoticeView { tone: "ok".to_owned(), text: "You are signed out.".to_owned() }),
            still_in_at: None,
            to: "/t/0f2m6q1t9s3zd/how-do-i/".to_owned(),
            email: String::new(),
            username: String::new(),
            providers: Vec::new(),
            has_mail: true,
            is_demo: false,
        };
        let wrong_email = Self {
            link_form: examples::form(&[("email", "Write it like name@example.org")]),
            notice: None,
            email: "ruth".to_owned(),
            ..plain.clone()
        };
        let provider = ProviderView {
            name: "your Northfield account".to_owned(),
            href: "/sso/northfield/start?to=/".to_owned(),
            logo: String::new(),
        };
        let pictured = ProviderView { logo: "/sso/northfield/logo/0f2m".to_owned(), ..provider.clone() };
        let wrong_password = Self {
            password_form: examples::form(&[("", "That name and password do not belong together")]),
            notice: None,
            username: "ruth-osei".to_owned(),
            still_in_at: Some(ProviderView { href: "/sso/northfield/sign-out".to_owned(), ..provider.clone() }),
            providers: vec![provider, pictured],
            ..plain.clone()
        };
        let demo = Self { has_mail: false, is_demo: true, notice: None, ..plain.clone() };
        vec![plain, wrong_email, wrong_password, demo]
    }
}

impl View for SentView {
    const TEMPLATE: &'static str = "sign_in/sent.html";

    fn samples() -> Vec<Self> {
        vec![Self { email: "ruth@northfield.example".to_owned(), minutes: 15, to: "/".to_owned() }]
    }
}

impl View for SignInLinkView {
    const TEMPLATE: &'static str = "sign_in/link.html";

    fn samples() -> Vec<Self> {
        let plain = Self {
            form: examples::form(&[]),
            token: "3k9w".to_owned(),
            name: "Ruth O’Sei & Co".to_owned(),
            other: String::new(),
        };
        vec![plain.clone(), Self { other: "Ada".to_owned(), ..plain }]
    }
}

impl View for DemoView {
    const TEMPLATE: &'static str = "sign_in/demo.html";

    fn samples() -> Vec<Self> {
        let one =
            |person: PersonView| DemoPersonView { username: person.name.to_lowercase().replace(' ', "-"), person };
        vec![Self { form: examples::form(&[]), people: examples::people().into_iter().take(4).map(one).collect() }]
    }
}

impl View for SignInLetterView {
    const TEMPLATE: &'static str = "mail/sign_in_link.txt";
    const SUBJECT: &'static str = "mail/sign_in_link.subject.txt";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Ruth O’Sei & Co".to_owned(),
            link: "https://northfield.example/sign-in/link/3k9w".to_owned(),
            minutes: 15,
        }]
    }
}
