//! A scene whose institution has a course platform, and what there is to count after somebody has tried something.

use std::collections::BTreeMap;

use actix_web::http::Method;
use diesel::prelude::*;
use lyceum::db::ids::{CohortId, CourseId, MemberId, Time};
use lyceum::db::schema::{audit, identities, members, sessions};
use lyceum::http::session::{COOKIE, Session};
use lyceum::lti::add::{self, Described};
use lyceum::lti::course_model::Makes;
use lyceum::lti::map::{self, Mapping};
use lyceum::lti::model;
use lyceum::roster::CohortRole;
use serde_json::{Value, json};

use crate::sso::campus::{is_in, sets_session, site_beside};
use crate::support::form::encode;
use crate::support::house::capital;
use crate::support::provider::{Key, Wish};
use crate::support::{Browser, House, Page, Provider, Scene, TestSite};

pub const CLIENT: &str = "client-forum-1";
pub const DEPLOYMENT: &str = "deploy-7";
pub const COURSE: &str = "course-42";
pub const INSTRUCTOR: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";
pub const LEARNER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";
const CLAIM: &str = "https://purl.imsglobal.org/spec/lti/claim/";
/// The cookie of an attempt.
pub const ATTEMPT: &str = "__Host-lti";

/// A claim of a launch by the last part of its name.
pub fn claim(name: &str) -> String {
    format!("{CLAIM}{name}")
}

/// A scene whose Northfield has the platform `moodle`, with a course that is mapped to Spring.
pub struct Course {
    pub scene: Scene,
    pub platform: Provider,
}

/// What must not grow when nothing may come of a launch, and what must.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    pub members: i64,
    pub identities: i64,
    pub sessions: i64,
    pub refusals: i64,
}

/// Somebody in a course.
#[derive(Debug, Clone, Copy)]
pub struct Comer {
    pub sub: &'static str,
    pub role: &'static str,
}

pub const fn learner(sub: &'static str) -> Comer {
    Comer { sub, role: LEARNER }
}

pub const fn instructor(sub: &'static str) -> Comer {
    Comer { sub, role: INSTRUCTOR }
}

/// A change to what a token was going to say.
pub type Twist = fn(&mut Value);

/// A platform as an admin describes it.
pub fn described(platform: &Provider, slug: &str, deployment: &str) -> Described {
    let issuer = platform.issuer();
    Described {
        slug: slug.into(),
        name: "Moodle of Northfield".into(),
        client_id: CLIENT.into(),
        authorization_url: format!("{issuer}/authorize"),
        token_url: format!("{issuer}/token"),
        keys_url: format!("{issuer}/keys"),
        deployments: vec![deployment.into()],
        issuer,
    }
}

/// Gives an institution a platform.
pub async fn add_to(site: &TestSite, house: &House, new: Described) {
    let id = house.id;
    site.write(move |tx| add::add(tx, id, new, None)).await.unwrap();
}

/// What a course usually gives.
pub fn usual(cohort: CohortId) -> Mapping {
    Mapping { cohort, instructor: Some(CohortRole::Mentor), learner: Some(CohortRole::Mentee), makes: Makes::Launch }
}

/// Maps a course of the platform `moodle`, as the operator.
pub async fn map_to(site: &TestSite, house: &House, deployment: &str, course: &str, to: Option<Mapping>) -> CourseId {
    let (id, deployment, course) = (house.id, deployment.to_owned(), course.to_owned());
    let mapped = site.write(move |tx| {
        let platform = model::by_slug(tx.conn, id, "moodle")?;
        let course = map::known(tx, id, &platform, &deployment, &course)?;
        map::map(tx, id, course, to, None).map(|()| course)
    });
    mapped.await.unwrap()
}

/// A form that a page of another site has a browser send: of our cookies, only what is meant for that comes along.
pub async fn send_from_elsewhere(browser: &Browser, path: &str, fields: &[(&str, &str)], dest: &str) -> Page {
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let asking = browser.asking(Method::POST, path).with("origin", "https://moodle.example");
    let asking = asking.with("sec-fetch-site", "cross-site").with("sec-fetch-dest", dest);
    let asking = asking.with("content-type", "application/x-www-form-urlencoded");
    let asking = match browser.cookie(ATTEMPT) {
        Some(value) => asking.with("cookie", &format!("{ATTEMPT}={value}")),
        None => asking.without("cookie"),
    };
    asking.body(body.join("&")).send().await
}

/// A link that somebody follows within a frame of the platform.
pub async fn get_within(browser: &Browser, path: &str) -> Page {
    let asking = browser.asking(Method::GET, path).with("sec-fetch-site", "cross-site");
    asking.with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "iframe").send().await
}

/// How a platform begins a launch.
pub fn initiation(platform: &Provider, sub: &str) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("iss", platform.issuer()),
        ("login_hint", format!("hint of {sub}")),
        ("target_link_uri", "http://northfield.localhost:8080/lti/launch".into()),
        ("lti_message_hint", "a message & more".into()),
        ("client_id", CLIENT.into()),
        ("lti_deployment_id", DEPLOYMENT.into()),
    ])
}

/// The address of it.
pub fn login(platform: &Provider, sub: &str) -> String {
    let all = initiation(platform, sub);
    let pairs: Vec<String> = all.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    format!("/lti/login?{}", pairs.join("&"))
}

/// What an honest token says.
pub fn claims(platform: &Provider, now: Time, wish: &Wish, who: Comer) -> Value {
    let now = now.0 / Time::SECOND;
    json!({
        "iss": platform.issuer(),
        "aud": CLIENT,
        "sub": who.sub,
        "iat": now,
        "exp": now + 300,
        "nonce": wish.get("nonce"),
        "name": capital(who.sub),
        "email": format!("{}@northfield.example", who.sub),
        claim("version"): "1.3.0",
        claim("message_type"): "LtiResourceLinkRequest",
        claim("deployment_id"): DEPLOYMENT,
        claim("target_link_uri"): "http://northfield.localhost:8080/lti/launch",
        claim("resource_link"): { "id": "rl-1", "title": "Forum" },
        claim("roles"): [who.role],
        claim("context"): { "id": COURSE, "label": "MENT1", "title": "Mentoring 1" },
        "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
            "context_memberships_url": format!("{}/members", platform.issuer()),
            "service_versions": ["2.0"],
        },
    })
}

impl Course {
    /// Sets it up.
    pub async fn new() -> Self {
        let course = Self::unmapped().await;
        let to = usual(course.scene.spring.id);
        map_to(&course.scene.site, &course.scene.house, DEPLOYMENT, COURSE, Some(to)).await;
        course
    }

    /// The same before anybody has mapped anything.
    pub async fn unmapped() -> Self {
        let platform = Provider::start();
        let site = site_beside(&[&platform]).await;
        Self::at(platform, site).await
    }

    /// The same on a site that lets one address try to come in so often a minute.
    pub async fn limited(per_minute: u32) -> Self {
        let platform = Provider::start();
        let host = platform.host();
        let site = TestSite::with(move |settings| {
            settings.config.fetch.internal_hosts = vec![host];
            settings.config.limits.sign_in_per_minute = per_minute;
        });
        let site = site.await;
        platform.follow(&site.node.clock);
        Self::at(platform, site).await
    }

    async fn at(platform: Provider, site: TestSite) -> Self {
        let scene = Scene::on(site).await;
        add_to(&scene.site, &scene.house, described(&platform, "moodle", DEPLOYMENT)).await;
        Self { scene, platform }
    }

    /// How a platform begins a launch.
    pub fn initiation(&self, sub: &str) -> BTreeMap<&'static str, String> {
        initiation(&self.platform, sub)
    }

    /// The address of it.
    pub fn login(&self, sub: &str) -> String {
        login(&self.platform, sub)
    }

    /// Begins one; gives what the platform is asked.
    pub async fn start(&self, browser: &Browser, sub: &str) -> Wish {
        let page = browser.get(&self.login(sub)).await;
        let wish = Wish::of(page.is(303).location());
        assert_eq!(wish.endpoint, format!("{}/authorize", self.platform.issuer()));
        for (name, value) in [
            ("scope", "openid"),
            ("response_type", "id_token"),
            ("response_mode", "form_post"),
            ("prompt", "none"),
            ("client_id", CLIENT),
            ("redirect_uri", "http://northfield.localhost:8080/lti/launch"),
            ("lti_message_hint", "a message & more"),
        ] {
            assert_eq!(wish.get(name), value, "{name}");
        }
        assert_eq!(wish.get("login_hint"), format!("hint of {sub}"));
        wish
    }

    /// What an honest token says.
    pub fn claims(&self, wish: &Wish, who: Comer) -> Value {
        claims(&self.platform, self.scene.site.now(), wish, who)
    }

    /// An honest token, but for a twist.
    pub fn token(&self, wish: &Wish, who: Comer, twist: impl FnOnce(&mut Value)) -> String {
        let mut claims = self.claims(wish, who);
        twist(&mut claims);
        sealed(&claims)
    }

    /// Comes back with a token, in a window.
    pub async fn come_back(&self, browser: &Browser, wish: &Wish, token: &str) -> Page {
        let fields = [("state", wish.get("state")), ("id_token", token)];
        send_from_elsewhere(browser, "/lti/launch", &fields, "document").await
    }

    /// Somebody goes the whole way, with a token that is honest but for a twist.
    pub async fn launch_as(&self, browser: &Browser, who: Comer, twist: impl FnOnce(&mut Value)) -> Page {
        let wish = self.start(browser, who.sub).await;
        let token = self.token(&wish, who, twist);
        self.come_back(browser, &wish, &token).await
    }

    /// Somebody goes the whole way.
    pub async fn launch(&self, browser: &Browser, who: Comer) -> Page {
        self.launch_as(browser, who, |_| ()).await
    }

    /// Somebody goes the whole way and is in; gives their browser.
    pub async fn lets_in(&self, who: Comer) -> Browser {
        let browser = self.scene.as_visitor();
        let page = self.launch(&browser, who).await;
        page.redirects_to("/c/spring/");
        assert!(sets_session(&page) && is_in(&browser).await, "{} is in: {}", who.sub, page.told());
        browser
    }

    /// Whose session a browser has.
    pub fn who(&self, browser: &Browser) -> MemberId {
        let (site, cookie) = (&self.scene.site, browser.cookie(COOKIE).expect("a session"));
        Session::unseal(&cookie, &site.secret, site.now()).expect("a session of ours").member
    }

    /// What somebody is in Spring.
    pub fn role(&self, member: MemberId) -> Option<CohortRole> {
        self.scene.site.roster.member(member).unwrap().role_in(self.scene.spring.id)
    }

    /// What there is now.
    pub async fn tally(&self) -> Tally {
        let count = self.scene.site.read(|conn| {
            Ok(Tally {
                members: members::table.count().get_result(conn)?,
                identities: identities::table.count().get_result(conn)?,
                sessions: sessions::table.count().get_result(conn)?,
                refusals: audit::table.filter(audit::verb.eq("lti.refuse")).count().get_result(conn)?,
            })
        });
        count.await.unwrap()
    }

    /// A launch was refused for this reason: nobody is in, nobody is new, and one line tells of it.
    pub async fn nothing_came(&self, what: &str, why: &str, page: &Page, before: Tally) {
        assert!((400..500).contains(&page.status), "{what} is refused, not {}", page.told());
        assert!(!sets_session(page), "{what} begins a session");
        assert_eq!(
            self.tally().await,
            Tally { refusals: before.refusals + 1, ..before },
            "what is there after: {what}"
        );
        let newest = audit::table.filter(audit::verb.eq("lti.refuse")).order(audit::id.desc()).select(audit::details);
        let details: String = self.scene.site.read(move |conn| Ok(newest.first(conn)?)).await.unwrap();
        let told: Value = serde_json::from_str(&details).unwrap();
        assert_eq!(told["why"], why, "{what}: {}", page.told());
    }

    /// Somebody comes with a token that is not honest: nothing comes of it.
    pub async fn refuses(&self, what: &str, why: &str, who: Comer, twist: impl FnOnce(&mut Value)) -> Page {
        let before = self.tally().await;
        let browser = self.scene.as_visitor();
        let page = self.launch_as(&browser, who, twist).await;
        self.nothing_came(what, why, &page, before).await;
        assert!(!is_in(&browser).await, "{what}: nobody is in");
        page
    }
}

/// A token under the platform's key.
pub fn sealed(claims: &Value) -> String {
    Key::First.seal(&json!({ "alg": "RS256", "kid": "k1", "typ": "JWT" }), claims.to_string().as_bytes())
}
