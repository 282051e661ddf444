//! The house that everything is done in: a cohort, a public board, and threads in every state that can be changed.

use std::collections::BTreeMap;

use diesel::prelude::*;
use lyceum::audit::seal;
use lyceum::bookmarks::keep;
use lyceum::cohorts::add::NewCohort;
use lyceum::db::ids::{BookmarkId, CohortId, CourseId, DraftId, GroupId, MemberId, PostId, TokenId, encode};
use lyceum::db::schema::{deliveries, passkeys, sso_providers, sso_requests};
use lyceum::http::Viewer;
use lyceum::http::secret::hash;
use lyceum::http::session::{COOKIE, Session};
use lyceum::invitations::add::{Kind, NewInvitation};
use lyceum::invitations::request_model::{self, Request};
use lyceum::moderation::model::{measures, reports};
use lyceum::moderation::{act, appeal, deed, report};
use lyceum::roster::{BoardKind, CohortRole, Role};
use lyceum::scim::door::Caller;
use lyceum::scim::group_said::GroupSaid;
use lyceum::scim::said::Said;
use lyceum::scim::{create, group_change, token, token_model};
use lyceum::sign_in::second::enter::{self, First, Next};
use lyceum::sign_in::second::model::{self, Factor};
use lyceum::sign_in::second::{offer, turn};
use lyceum::sign_in::{self, link, password};
use lyceum::sso::add::{self, NewProvider};
use lyceum::sso::identity_model;
use lyceum::sso::offer::Offer;
use lyceum::sso::rules::{Gives, Rule};
use lyceum::threads::drafts::{Place, save};
use lyceum::threads::{hide, lock, pin};
use lyceum::{cohorts, invitations, members, notices};

use super::template::LATER;
use crate::lti::course::{self, ATTEMPT};
use crate::lti::picking;
use crate::support::provider::{Answer, CLIENT, CLIENT_SECRET, Wish};
use crate::support::{Board, Browser, Cohort, Device, House, Member, Person, Phone, Provider, TestSite, Thread};

/// The password that Ben has.
pub const PASSWORD: &str = "three words of Ben";

/// Northfield: Ruth mentors Ada and Ben in Spring, Helen coordinates, Mo keeps order; Olga is only a member, Sam is
/// suspended, and Autumn begins tomorrow.
pub struct World {
    pub site: TestSite,
    pub house: House,
    pub spring: Cohort,
    pub autumn: CohortId,
    pub ask: Board,
    pub commons: Board,
    /// On Ask, with two posts.
    pub talk: Thread,
    /// On both boards, with its second post hidden; locked, and pinned to Ask.
    pub kept: Thread,
    /// Hidden.
    pub gone: Thread,
    /// What Ben will reply, tomorrow at noon.
    pub draft: DraftId,
    /// A post that Ben keeps.
    pub bookmark: BookmarkId,
    /// A thread of Ben's on a board where peers do not read who writes.
    pub veiled: Thread,
    /// A link that signs Ada in.
    pub link: String,
    /// The phone of Mo, who has a second factor.
    pub phone: Phone,
    /// Ways into Spring: a link, a code word, and the link of a letter that makes an account.
    pub ways: Ways,
    /// A provider of sign-on, which is on.
    pub campus: Provider,
    /// Who has come by it, and is still in.
    pub signed_on: Browser,
    /// The request of somebody who came by it and was not let in.
    pub asked: String,
    /// What was reported, and what was done about it.
    pub order: Order,
    /// Ways into accounts that are added, used and taken away.
    pub keys: Keys,
    /// What the identity system has, and what it was told of.
    pub directory: Directory,
    /// A course platform, and what its people have begun.
    pub studies: Studies,
    /// What ends Ada's letters with posts.
    pub stop: String,
    browsers: BTreeMap<&'static str, (Browser, String)>,
}

/// Ways into accounts, as their owners have them.
#[derive(Default)]
pub struct Keys {
    /// What Olga's university calls her.
    pub identity: String,
    /// The passkey of Ben.
    pub passkey: String,
    /// What its device answers to somebody at the door.
    pub come: String,
    /// What Ada's device answers, that makes a new one.
    pub add: String,
    /// What Ben is to say of an identity that he came back with: that it is his.
    pub found: String,
}

/// What Ben reported, as those have it who keep order.
pub struct Order {
    /// A case that waits.
    pub case: String,
    /// Another one, about which Mo has warned Ada twice: she has answered to the first, and has the link of the second.
    pub answered: String,
    pub measure: String,
    pub link: String,
}

/// An identity system.
pub struct Directory {
    /// What it proves itself by.
    pub token: String,
    /// What that is called.
    pub id: TokenId,
    /// Nia, whom it added.
    pub nia: MemberId,
    /// A group with her in it.
    pub group: GroupId,
}

/// A course platform with a course that gives places in Spring.
pub struct Studies {
    /// The course.
    pub course: CourseId,
    /// Zoe's attempt, and what the platform says of her.
    pub state: String,
    pub token: String,
    /// What stands for Ines, who chooses what a link leads to.
    pub pick: String,
    /// What the browser of both holds.
    cookie: String,
}

/// Ways into a cohort, as those have them to whom they were given.
pub struct Ways {
    pub link: String,
    pub word: String,
    pub confirm: String,
    /// The id of the link.
    pub id: String,
}

impl World {
    /// Makes it.
    pub async fn new() -> Self {
        let campus = Provider::start();
        let site = TestSite::with(|settings| {
            settings.is_demo = true;
            settings.config.fetch.internal_hosts = vec![campus.host()];
        });
        let site = site.await;
        campus.follow(&site.node.clock);
        let house = site.institution("northfield").await;
        let people = house.cohort("spring").mentor("ruth-osei").mentee("ada").mentee("ben");
        let spring = people.coordinator("helen").moderator("mo").await;
        house.member("olga").await;
        house.admin("anna").await;
        // Only whoever coordinates a cohort and runs the institution maps a group to it.
        let helen = house.person("helen").id;
        site.write(move |tx| members::grant::grant(tx, helen, Role::Admin, None)).await.unwrap();
        let sam = house.member("sam").await.id;
        site.write(move |tx| members::suspend::suspend(tx, sam, None, "asked for it")).await.unwrap();
        let ask = house.board("ask").for_cohort(&spring).await;
        let commons = house.board("commons").public().await;
        let (ada, ben) = (house.person("ada"), house.person("ben"));
        let talk = site.thread(&ada, &[&ask], "How do I begin?", "I have tried twice.").await;
        site.reply(&talk, &house.person("ruth-osei"), "Once more, then.").await;
        let kept = site.thread(&ada, &[&ask, &commons], "What we agreed on", "To be kind.").await;
        site.reply(&kept, &ben, "To be quick.").await;
        let gone = site.thread(&ben, &[&ask], "Something else", "That nobody needs.").await;
        let (viewer, place) = (site.viewer(&ben).await, Place::Reply(talk.id));
        let words = save::Text { body: "I would rather wait.".to_owned(), ..save::Text::default() };
        let noon = Some(site.now().plus_seconds(27 * 3_600));
        let draft = site.write(move |tx| save::save(tx, &viewer, place, &words, noon)).await.unwrap();
        let viewer = site.viewer(&ben).await;
        let first = talk.post(1).await;
        let noted = keep::Draft { note: "For the interview.".to_owned(), remind_at: noon };
        let bookmark = site.write(move |tx| keep::keep(tx, &viewer, first, noted)).await.unwrap();
        let veil = house.board("veil").for_cohort(&spring).of_kind(BoardKind::Anonymous).await;
        let veiled = site.thread(&ben, &[&veil], "Between us", "I would rather not say who I am.").await;
        let autumn = autumn(&site, &house).await;
        let link = way_in(&site, &ada, &ben).await;
        let phone = Phone::of([7; 20]);
        let pending = second_factor(&site, &house.person("mo"), &phone).await;
        let ways = ways_in(&site, &spring).await;
        let signed_on = sign_on(&site, &house, &campus).await;
        let asked = knock(&site, &campus).await;
        let directory = directory(&site, &house).await;
        let order = order(&site, &house, [talk.post(1).await, kept.post(1).await]).await;
        let (device, keys) = keys(&site, &house).await;
        let studies = studies(&site, &house, &spring, &campus).await;
        let stop = notices::mail::stop::token(&site.secret, house.person("ada").id);
        let address = house.person("ben").address;
        site.write(move |tx| members::address::refuse(tx, &address, "550 5.1.1 no such mailbox")).await.unwrap();
        let browsers = BTreeMap::new();
        let mut world = Self {
            site,
            house,
            spring,
            autumn,
            ask,
            commons,
            talk,
            kept,
            gone,
            veiled,
            draft,
            bookmark,
            link,
            phone,
            ways,
            campus,
            signed_on,
            asked,
            order,
            keys,
            directory,
            studies,
            stop,
            browsers,
        };
        world.keep_order().await;
        world.open_browsers().await;
        world.open_door(&pending).await;
        world.ask_devices(device).await;
        world.come_back().await;
        world.site.settled().await;
        seal::seal(&world.site).await.unwrap();
        world
    }

    async fn keep_order(&self) {
        let helen = self.viewer("helen").await;
        let (kept, gone, ask, second) = (self.kept.id, self.gone.id, self.ask.id, self.kept.post(2).await);
        let change = self.site.write(move |tx| {
            hide::hide(tx, &helen, second, "Not kind.")?;
            pin::set(tx, &helen, kept, ask, true)?;
            lock::set(tx, &helen, kept, true)?;
            hide::hide_thread(tx, &helen, gone, "Not here.")
        });
        change.await.unwrap();
    }

    async fn open_browsers(&mut self) {
        for name in ["ada", "anna", "ben", "helen", "mo", "olga"] {
            let browser = self.site.browser().as_member(&self.house.person(name)).await;
            self.keep_browser(name, browser, "/settings/").await;
        }
        let visitor = self.site.browser();
        self.keep_browser("visitor", visitor, "/sign-in").await;
        let at_the_course = self.site.browser();
        at_the_course.set_cookie(ATTEMPT, &self.studies.cookie);
        self.keep_browser("at the course", at_the_course, "/sign-in").await;
    }

    /// The browser in which Mo has given a first factor.
    async fn open_door(&mut self, pending: &str) {
        let browser = self.site.browser();
        browser.set_cookie("__Host-pending", pending);
        self.keep_browser("mo at the door", browser, "/sign-in/code").await;
    }

    /// Somebody at the door is asked for Ben's passkey, and Ada for a new one; their devices have answered.
    async fn ask_devices(&mut self, mut device: Device) {
        let browser = self.site.browser();
        let page = browser.send(browser.get("/sign-in").await.form("Use a passkey")).await;
        let answer = device.sign(&page);
        self.keys.come = answer.value("answer").expect("an answer").to_owned();
        self.browsers.insert("ben at the door", (browser, answer.value("csrf").expect("a token").to_owned()));
        let ada = &self.browsers["ada"].0;
        let page = ada.send(ada.get("/settings/sign-in/").await.form("Add a passkey")).await;
        let answer = Device::at(ada).make(&page);
        self.keys.add = answer.value("answer").expect("an answer").to_owned();
    }

    /// Ben has been to his university to add it, and has not yet said that the identity is his.
    async fn come_back(&mut self) {
        let ben = &self.browsers["ben"].0;
        ben.set_cookie("__Host-sso", &"b".repeat(32));
        let now = self.site.now();
        let session = Session::unseal(&ben.cookie(COOKIE).unwrap(), &self.site.secret, now).unwrap();
        let known = sso_providers::table.select((sso_providers::id, sso_providers::updated_at));
        let (provider, since) = self.site.read(move |conn| Ok(known.first(conn)?)).await.unwrap();
        let offer = Offer {
            provider,
            since,
            subject: "ben".into(),
            told: "Ben".into(),
            session: session.id,
            browser: hash(&"b".repeat(32)),
            until: now.plus_seconds(300),
        };
        self.keys.found = offer.sealed(&self.site).unwrap();
    }

    /// What a phone shows when a deed is done.
    pub fn code_of(&self, phone: &Phone) -> String {
        phone.code(self.site.now().plus_seconds(LATER))
    }

    /// What takes up a secret that was offered to Ada, and the code that her app shows then.
    pub fn offered(&self) -> (String, String) {
        let cookie = self.browsers["ada"].0.cookie(COOKIE).unwrap();
        let session = Session::unseal(&cookie, &self.site.secret, self.site.now()).unwrap();
        let offer = offer::make(&self.site, &format!("session {}", session.id)).unwrap();
        (offer.sealed, self.code_of(&Phone::of(offer.key)))
    }

    async fn keep_browser(&mut self, name: &'static str, browser: Browser, path: &str) {
        let page = browser.get(path).await;
        let token = page.is(200).attrs_of("input[name=csrf]", "value").remove(0);
        self.browsers.insert(name, (browser, token));
    }

    async fn viewer(&self, username: &str) -> Viewer {
        self.site.viewer(&self.house.person(username)).await
    }

    /// A copy of somebody's browser, and their form token.
    pub fn browser(&self, who: &str) -> (Browser, String) {
        let (browser, token) = &self.browsers[who];
        (browser.apart(), token.clone())
    }

    /// Somebody's id.
    pub fn id(&self, username: &str) -> MemberId {
        self.house.person(username).id
    }
}

/// A cohort that the calendar will begin.
async fn autumn(site: &TestSite, house: &House) -> CohortId {
    let id = house.id;
    let new = NewCohort {
        slug: "autumn".into(),
        name: "Autumn".into(),
        state: "planned".into(),
        starts_on: "2027-03-02".into(),
        ..NewCohort::default()
    };
    site.write(move |tx| cohorts::add::add(tx, id, new)).await.unwrap()
}

/// A platform from which Ines has come twice: into Spring, and to choose; and Zoe is on her way.
async fn studies(site: &TestSite, house: &House, spring: &Cohort, campus: &Provider) -> Studies {
    course::add_to(site, house, course::described(campus, "moodle", course::DEPLOYMENT)).await;
    let to = Some(course::usual(spring.id));
    let id = course::map_to(site, house, course::DEPLOYMENT, course::COURSE, to).await;
    let browser = site.browser();
    browser.get("/lti/jwks").await.is(200);
    let mut begun = Vec::new();
    for sub in ["ines", "ines", "zoe"] {
        let page = browser.get(&course::login(campus, sub)).await;
        begun.push(Wish::of(page.is(303).location()));
    }
    let token = |wish: &Wish, sub: &'static str, change: fn(&mut serde_json::Value)| {
        let mut claims = course::claims(campus, site.now(), wish, course::instructor(sub));
        change(&mut claims);
        course::sealed(&claims)
    };
    let post = async |wish: &Wish, token: &str| {
        let fields = [("state", wish.get("state")), ("id_token", token)];
        course::send_from_elsewhere(&browser, "/lti/launch", &fields, "document").await
    };
    post(&begun[0], &token(&begun[0], "ines", |_| ())).await.is(303);
    let asks: fn(&mut serde_json::Value) = |claims| picking::asks(claims, picking::RETURN);
    let page = post(&begun[1], &token(&begun[1], "ines", asks)).await;
    let pick = page.is(200).form("Choose it").value("token").unwrap().to_owned();
    let member = serde_json::json!({ "user_id": "ines", "status": "Active", "roles": [course::LEARNER] });
    campus.script(|script| {
        let given = serde_json::json!({ "access_token": "t0ken" });
        script.instead.insert("/token", Answer::json(200, &given));
        script.instead.insert("/members", Answer::json(200, &serde_json::json!({ "members": [member] })));
    });
    Studies {
        course: id,
        state: begun[2].get("state").to_owned(),
        token: token(&begun[2], "zoe", |_| ()),
        pick,
        cookie: browser.cookie(ATTEMPT).unwrap(),
    }
}

/// An identity system that has added Nia, and a group with her in it.
async fn directory(site: &TestSite, house: &House) -> Directory {
    let of = house.id;
    let made = site.write(move |tx| {
        let token = token::make(tx, of, "Entra", None, None)?;
        let row = token_model::by_hash(tx.conn, &hash(&token))?.expect("the token that was just made");
        // Used a moment ago: that is noted once in an hour.
        token_model::touch(tx.conn, row.id, tx.now)?;
        let caller = Caller { token: row.id, name: row.name, house: of };
        let object = serde_json::json!({ "userName": "nia@northfield.example", "displayName": "Nia Adeyemi" });
        let nia = create::create(tx, &caller, &Said::read(object.as_object().expect("an object"))?)?;
        let said = GroupSaid { name: "Mentors".into(), external_id: None, members: vec![nia] };
        let group = group_change::create(tx, &caller, &said)?;
        Ok(Directory { token, id: row.id, nia, group })
    });
    made.await.unwrap()
}

/// Ways into a cohort, made by a command.
async fn ways_in(site: &TestSite, cohort: &Cohort) -> Ways {
    let new = NewInvitation {
        cohort: cohort.id,
        kind: Kind::Link,
        role: CohortRole::Mentee,
        address: String::new(),
        note: String::new(),
        uses: 9,
        days: 9,
    };
    let made = site.write(move |tx| {
        let word = invitations::add::add(tx, NewInvitation { kind: Kind::Word, ..new.clone() }, None)?.secret.unwrap();
        let link = invitations::add::add(tx, new, None)?;
        let (name, address) = ("Nia".to_owned(), "nia@northfield.example".to_owned());
        let request = Request { id: tx.id(), invitation_id: link.id, name, address };
        let (confirm, now) = ("a-token-of-a-letter".to_owned(), tx.now);
        request_model::insert(tx.conn, &request, &confirm, now, now.plus_seconds(900))?;
        Ok(Ways { link: link.secret.unwrap(), word, confirm, id: link.id.to_string() })
    });
    made.await.unwrap()
}

/// Ben reports two posts, and Mo warns Ada about the second, twice; she answers to the first.
async fn order(site: &TestSite, house: &House, [waits, warned]: [PostId; 2]) -> Order {
    let (ben, mo, of) = (site.viewer(&house.person("ben")).await, site.viewer(&house.person("mo")).await, house.id);
    let made = site.write(move |tx| {
        let draft = report::Draft { kind: "unkind".into(), body: "It hurts.".into() };
        let first = report::post(tx, &ben, waits, &draft)?;
        let second = report::post(tx, &ben, warned, &draft)?;
        let case = reports::by_id(tx.conn, first)?.case_id;
        let answered = reports::by_id(tx.conn, second)?.case_id;
        let warn = |reason: &str| act::Order {
            deed: deed::Deed::Warn,
            days: 0,
            reason: reason.to_owned(),
            body: "Be kind.".into(),
            told: "Thank you.".into(),
            stays_open: true,
        };
        act::act(tx, &mo, answered, &warn("Once."))?;
        act::act(tx, &mo, answered, &warn("Twice."))?;
        let done = measures::of_case(tx.conn, answered)?;
        appeal::say(tx, of, &appeal::token(tx.site, done[0].id), "It was a quotation.")?;
        let link = appeal::token(tx.site, done[1].id);
        Ok(Order { case: case.to_string(), answered: answered.to_string(), measure: done[0].id.to_string(), link })
    });
    made.await.unwrap()
}

/// A passkey for Ben, and an identity for Olga.
async fn keys(site: &TestSite, house: &House) -> (Device, Keys) {
    let ben = site.browser().as_member(&house.person("ben")).await;
    let mut device = Device::at(&ben);
    let page = ben.send(ben.get("/settings/sign-in/").await.form("Add a passkey")).await;
    ben.send(device.make(&page)).await.is(303);
    // What waits in the queue is counted by who disturbs it.
    site.write(|tx| Ok(diesel::delete(deliveries::table).execute(tx.conn)?)).await.unwrap();
    let olga = house.person("olga").id;
    let made = site.write(move |tx| {
        let (provider, now, id) = (sso_providers::table.select(sso_providers::id).first(tx.conn)?, tx.now, tx.id());
        identity_model::insert_identity(tx.conn, id, provider, "olga", olga, now)?;
        let passkey: i64 = passkeys::table.select(passkeys::id).first(tx.conn)?;
        Ok(Keys { identity: encode(id), passkey: encode(passkey), ..Keys::default() })
    });
    (device, made.await.unwrap())
}

/// A provider by which Ines has come.
async fn sign_on(site: &TestSite, house: &House, campus: &Provider) -> Browser {
    let new = NewProvider {
        slug: "campus".into(),
        name: "your campus account".into(),
        issuer: campus.issuer(),
        client_id: CLIENT.into(),
        client_secret: CLIENT_SECRET.into(),
        rules: vec![Rule { claim: "role".into(), value: "student".into(), gives: Gives::Member, cohort: None }],
        ..NewProvider::default()
    };
    let id = house.id;
    site.write(move |tx| add::add(tx, id, new, None)).await.unwrap();
    let browser = site.browser();
    let begun = browser.get("/sso/campus/start").await;
    let ines = Person::new("ines").with("name", "Ines").with("role", "student");
    browser.get(&campus.allow(begun.is(303).location(), &ines)).await.is(303);
    browser
}

/// Noor comes by the provider, whom no rule lets in: the request that she leaves.
async fn knock(site: &TestSite, campus: &Provider) -> String {
    let browser = site.browser();
    let begun = browser.get("/sso/campus/start").await;
    let noor = Person::new("noor").with("name", "Noor");
    browser.get(&campus.allow(begun.is(303).location(), &noor)).await.is(403);
    let id: i64 = site.read(|conn| Ok(sso_requests::table.select(sso_requests::id).first(conn)?)).await.unwrap();
    encode(id)
}

/// A password for Ben, and a link for Ada: its token.
async fn way_in(site: &TestSite, ada: &Member, ben: &Member) -> String {
    let hash = password::hash(PASSWORD.into(), Vec::new()).await.unwrap();
    let (ada, ben) = (ada.id, ben.id);
    let made = site.write(move |tx| {
        sign_in::model::set_password(tx.conn, ben, &hash, tx.now)?;
        link::make(tx, ada, "/")
    });
    made.await.unwrap()
}

/// Mo's second factor, and a pending sign-in of Mo's: what the browser holds.
async fn second_factor(site: &TestSite, mo: &Member, phone: &Phone) -> String {
    let id = mo.id;
    let secret = site.secret.safe.seal(&turn::purpose(id), &offer::spelled(&phone.key())).unwrap();
    let made = site.write(move |tx| {
        let (last_step, next_try_at) = (0, tx.now);
        model::put(
            tx.conn,
            &Factor { member_id: id, secret, last_step, failures: 0, next_try_at, created_at: tx.now },
        )?;
        enter::after_first(tx, &First { member: id, way_in: "password", to: "/", device: "" })
    });
    match made.await.unwrap() {
        Next::Ask(token) => token,
        Next::In(_) => panic!("nobody asked for a second factor"),
    }
}
