//! A scene whose institution has a provider, and what there is to count after somebody has tried something.

use actix_web::http::Method;
use diesel::prelude::*;
use lyceum::db::ids::MemberId;
use lyceum::db::schema::{audit, identities, members, sessions};
use lyceum::http::session::{COOKIE, Session};
use lyceum::sso::add::{self, NewProvider};
use lyceum::sso::rules::{Gives, Rule};
use serde_json::Value;

use crate::support::house::capital;
use crate::support::provider::{CLIENT, CLIENT_SECRET, Script};
use crate::support::{Browser, House, Page, Person, Provider, Scene, TestSite};

/// Where everybody wants to go.
pub const TO: &str = "/settings/";
/// What the rules of a campus ask for.
pub const STUDENT: &str = "student@northfield.example";

/// A scene whose Northfield has the provider `uni`, which lets students in.
pub struct Campus {
    pub scene: Scene,
    pub provider: Provider,
}

/// What must not grow when nothing may come of an attempt, and what must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub members: i64,
    pub identities: i64,
    pub sessions: i64,
    pub refusals: i64,
}

/// A provider as an operator describes it.
pub fn described(provider: &Provider, slug: &str) -> NewProvider {
    NewProvider {
        slug: slug.into(),
        name: "Northfield University".into(),
        issuer: provider.issuer(),
        client_id: CLIENT.into(),
        client_secret: CLIENT_SECRET.into(),
        scopes: "openid profile email".into(),
        algorithm: "RS256".into(),
        rules: vec![rule("affiliation", STUDENT, Gives::Member)],
        ..NewProvider::default()
    }
}

/// A rule about the institution.
pub fn rule(claim: &str, value: &str, gives: Gives) -> Rule {
    Rule { claim: claim.into(), value: value.into(), gives, cohort: None }
}

/// A student, with a name made of the subject and an address.
pub fn student(sub: &str) -> Person {
    Person::new(sub)
        .with("affiliation", STUDENT)
        .with("name", capital(sub))
        .with("email", format!("{sub}@students.example"))
        .with("email_verified", true)
}

/// A site on which these providers may stand on this machine.
pub async fn site_beside(providers: &[&Provider]) -> TestSite {
    let hosts = providers.iter().map(|provider| provider.host()).collect();
    let site = TestSite::with(move |settings| settings.config.fetch.internal_hosts = hosts).await;
    providers.iter().for_each(|provider| provider.follow(&site.node.clock));
    site
}

/// Gives an institution a provider.
pub async fn add_to(site: &TestSite, house: &House, new: NewProvider) {
    let id = house.id;
    site.write(move |tx| add::add(tx, id, new, None)).await.unwrap();
}

/// The way to a provider, as the button on the sign-in page has it; gives where the browser is sent.
pub async fn start(browser: &Browser, slug: &str) -> String {
    let page = browser.get(&format!("/sso/{slug}/start?to={TO}")).await;
    page.is(303).location().to_owned()
}

/// The way back: another site sends the browser.
pub async fn come_back(browser: &Browser, path: &str) -> Page {
    let asking = browser.asking(Method::GET, path).with("sec-fetch-site", "cross-site");
    asking.with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "document").send().await
}

/// Whether a browser is signed in.
pub async fn is_in(browser: &Browser) -> bool {
    browser.get("/settings/").await.status == 200
}

/// Whether an answer sets a session, whichever the browser had before.
pub fn sets_session(page: &Page) -> bool {
    page.headers.get_all("set-cookie").any(|cookie| cookie.to_str().unwrap().starts_with(COOKIE))
}

impl Campus {
    /// Sets it up.
    pub async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// Sets it up with a provider that is described otherwise.
    pub async fn with(change: impl FnOnce(&mut NewProvider)) -> Self {
        let provider = Provider::start();
        let scene = Scene::on(site_beside(&[&provider]).await).await;
        let mut new = described(&provider, "uni");
        change(&mut new);
        add_to(&scene.site, &scene.house, new).await;
        Self { scene, provider }
    }

    /// Somebody goes the whole way; gives the answer to the way back.
    pub async fn sign_on(&self, browser: &Browser, person: &Person) -> Page {
        let location = start(browser, "uni").await;
        come_back(browser, &self.provider.allow(&location, person)).await
    }

    /// Somebody goes the whole way and is in; gives their browser.
    pub async fn lets_in(&self, person: &Person) -> Browser {
        let browser = self.scene.as_visitor();
        let page = self.sign_on(&browser, person).await;
        page.redirects_to(TO);
        assert!(sets_session(&page) && is_in(&browser).await, "{} is in: {}", person.sub, page.told());
        browser
    }

    /// Whose session a browser has.
    pub fn who(&self, browser: &Browser) -> MemberId {
        let (site, cookie) = (&self.scene.site, browser.cookie(COOKIE).expect("a session"));
        Session::unseal(&cookie, &site.secret, site.now()).expect("a session of ours").member
    }

    /// What there is now.
    pub async fn tally(&self) -> Tally {
        let count = self.scene.site.read(|conn| {
            Ok(Tally {
                members: members::table.count().get_result(conn)?,
                identities: identities::table.count().get_result(conn)?,
                sessions: sessions::table.count().get_result(conn)?,
                refusals: audit::table.filter(audit::verb.eq("sso.refuse")).count().get_result(conn)?,
            })
        });
        count.await.unwrap()
    }

    /// Somebody signs on with a provider that lies: nothing comes of it.
    pub async fn refuses(&self, what: &str, lie: impl FnOnce(&mut Script)) {
        self.provider.honest();
        self.provider.script(lie);
        let before = self.tally().await;
        let browser = self.scene.as_visitor();
        let page = self.sign_on(&browser, &student("mallory")).await;
        self.nothing_came(what, &page, before).await;
        assert!(!is_in(&browser).await, "{what}: nobody is in");
        self.provider.honest();
    }

    /// The same for every line of a table, and an honest sign-on after them.
    pub async fn refuses_all(&self, cases: Vec<(&'static str, Lie)>) {
        for (what, lie) in cases {
            self.refuses(what, lie).await;
        }
        self.lets_in(&student("honest")).await;
    }

    /// Somebody signs on with a provider that is ill, or only says so: whether that is found out on the way there or on
    /// the way back, nobody is in, and nobody is new.
    pub async fn lets_nobody_in(&self, what: &str, lie: impl FnOnce(&mut Script)) {
        self.provider.honest();
        self.provider.script(lie);
        // One that could not be asked is not asked again for half a minute.
        self.scene.site.wait(30);
        let before = self.tally().await;
        let browser = self.scene.as_visitor();
        let out = browser.get("/sso/uni/start").await;
        let last = match out.status {
            303 => come_back(&browser, &self.provider.allow(out.location(), &student("mallory"))).await,
            _ => out,
        };
        if last.status == 503 {
            let after = self.tally().await;
            assert_eq!(after, Tally { refusals: after.refusals, ..before }, "{what}");
            assert!(!sets_session(&last), "{what}");
            self.gives_nothing_away(what, &last);
        } else {
            self.nothing_came(what, &last, before).await;
        }
        assert!(!is_in(&browser).await, "{what}: nobody is in");
        self.provider.honest();
    }

    /// An attempt was refused: nobody is in, nobody is new, one line tells of it, and nothing was given away.
    pub async fn nothing_came(&self, what: &str, page: &Page, before: Tally) {
        assert!((400..500).contains(&page.status), "{what} is refused, not {}", page.told());
        assert!(!sets_session(page), "{what} begins a session");
        let expected = Tally { refusals: before.refusals + 1, ..before };
        assert_eq!(self.tally().await, expected, "what is there after: {what}");
        let newest = audit::table.filter(audit::verb.eq("sso.refuse")).order(audit::id.desc());
        let newest = newest.select((audit::subject, audit::why, audit::details));
        let (subject, why, details): (String, String, String) =
            self.scene.site.read(move |conn| Ok(newest.first(conn)?)).await.unwrap();
        let told: Value = serde_json::from_str(&details).unwrap();
        let word = told["why"].as_str().unwrap_or_else(|| panic!("{what}: {details} does not say why"));
        let is_word = !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
        assert!(is_word, "{what}: {word:?} is no word of ours");
        self.gives_nothing_away(what, page);
        for line in [subject, why, details] {
            let found = self.provider.secrets().into_iter().find(|secret| line.contains(secret.as_str()));
            assert_eq!(found, None, "the audit tells a secret after {what}: {line}");
        }
    }

    /// Neither a secret nor a word of the provider's stands in an answer.
    #[track_caller]
    pub fn gives_nothing_away(&self, what: &str, page: &Page) {
        let told = format!("{}{:?}", page.source(), page.headers);
        let found = self.provider.secrets().into_iter().find(|secret| told.contains(secret.as_str()));
        assert_eq!(found, None, "a secret stands in the answer to {what}");
        assert!(!told.contains("canary words"), "{what}: the provider's words on our page: {}", page.told());
    }
}

/// How a provider lies.
pub type Lie = Box<dyn FnOnce(&mut Script)>;
