//! Shibboleth in front: Apache hands on over a socket whom it has looked at, and nobody else is believed, whatever they send.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::http::Method;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use lyceum::config;
use lyceum::http::session::COOKIE;
use lyceum::routes;
use lyceum::sso::add::NewProvider;
use lyceum::sso::rules::Gives;
use lyceum::sso::saml::{SHIBBOLETH, socket};

use super::campus::{Campus, TO, add_to, is_in, rule, start};
use crate::support::{Browser, Page, Provider, Scene, TestSite};

pub const ENTITY: &str = "https://idp.northfield.example/entity";
const OURS: &str = "http://northfield.localhost:8080/shibboleth";
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const STAFF: &str = "staff@northfield.example";
const HOST: &str = "northfield.localhost:8080";

/// What Apache writes.
type Lines = Vec<(String, String)>;

/// A campus whose provider `uni` Shibboleth in front speaks with, over a real socket.
struct Front {
    campus: Campus,
    socket: PathBuf,
    door: ServerHandle,
}

/// As an operator describes it.
fn described(slug: &str) -> NewProvider {
    NewProvider {
        slug: slug.into(),
        name: "Northfield University".into(),
        kind: SHIBBOLETH.into(),
        issuer: ENTITY.into(),
        subject: "pairwise-id".into(),
        speaks_for: vec!["northfield.example".into(), "med.northfield.example".into()],
        rules: vec![rule("eduperson_scoped_affiliation", STAFF, Gives::Member)],
        ..NewProvider::default()
    }
}

impl Front {
    async fn new() -> Self {
        Self::with(|_| ()).await
    }

    async fn with(change: impl FnOnce(&mut NewProvider)) -> Self {
        let folder = tempfile::tempdir().unwrap().keep();
        let socket = folder.join("shibboleth.sock");
        let saml = config::Saml {
            shibboleth_socket: Some(socket.clone()),
            shibboleth_secret: SECRET.into(),
            ..config::Saml::default()
        };
        let site = TestSite::with(|settings| settings.config.saml = saml).await;
        let scene = Scene::on(site).await;
        let mut new = described("uni");
        change(&mut new);
        add_to(&scene.site, &scene.house, new).await;
        let node = &scene.site.node;
        let server = routes::serve_behind_shibboleth(&node.site, &node.limits, &routes::Providers::default());
        let server = server.unwrap().unwrap();
        let door = server.handle();
        actix_web::rt::spawn(server);
        // The provider of a campus speaks OpenID Connect; nobody has added it here.
        Self { campus: Campus { scene, provider: Provider::start() }, socket, door }
    }

    /// The address that Apache is asked for, and what it then writes about somebody from the staff.
    async fn come(&self, browser: &Browser) -> (String, Lines) {
        let location = start(browser, "uni").await;
        let path = location.strip_prefix("http://northfield.localhost:8080").unwrap().to_owned();
        assert!(path.starts_with("/sso/uni/shibboleth?state="), "{path}");
        (path, told())
    }

    /// What the site answers over the socket.
    async fn asks(&self, browser: &Browser, path: &str, lines: &[(String, String)]) -> Page {
        let cookies: Vec<_> = ["__Host-sso", COOKIE]
            .into_iter()
            .filter_map(|name| Some(format!("{name}={}", browser.cookie(name)?)))
            .collect();
        let mut text = format!("GET {path} HTTP/1.1\r\nhost: {HOST}\r\nconnection: close\r\n");
        text.push_str(&format!("cookie: {}\r\n", cookies.join("; ")));
        lines.iter().for_each(|(name, value)| text.push_str(&format!("{name}: {value}\r\n")));
        text.push_str("\r\n");
        let (socket, asked) = (self.socket.clone(), path.to_owned());
        let whole = tokio::task::spawn_blocking(move || over(&socket, &text)).await.unwrap();
        let page = read(asked, &whole);
        for cookie in page.headers.get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let (name, value) = pair.split_once('=').unwrap();
            browser.set_cookie(name, value);
        }
        page
    }

    /// Somebody from the staff goes the whole way, with something written otherwise.
    async fn signs_on(&self, change: impl FnOnce(&mut Lines)) -> (Browser, Page) {
        let browser = self.campus.scene.as_visitor();
        let (path, mut lines) = self.come(&browser).await;
        change(&mut lines);
        let page = self.asks(&browser, &path, &lines).await;
        (browser, page)
    }

    async fn lets_in(&self, change: impl FnOnce(&mut Lines)) -> Browser {
        let (browser, page) = self.signs_on(change).await;
        page.redirects_to(TO);
        assert!(is_in(&browser).await, "{}", page.told());
        browser
    }

    async fn refuses(&self, what: &str, change: impl FnOnce(&mut Lines)) {
        let before = self.campus.tally().await;
        let (browser, page) = self.signs_on(change).await;
        self.campus.nothing_came(what, &page, before).await;
        assert!(!is_in(&browser).await, "{what}");
    }

    async fn done(self) {
        self.door.stop(false).await;
    }
}

/// What Apache writes about somebody from the staff.
fn told() -> Lines {
    [
        ("Lyceum-Shibboleth", SECRET),
        ("Shib-Identity-Provider", ENTITY),
        ("Shib-Session-ID", "_0d0c43b2a6ee5b21c1"),
        ("Shib-Session-Index", "_5e1"),
        ("Shib-Authentication-Instant", "2027-03-01T08:59:58.120Z"),
        ("pairwise-id", "CY7Q=@northfield.example"),
        ("affiliation", "member@northfield.example;staff@northfield.example"),
        ("displayName", "Cy Ström"),
        ("mail", "ada@northfield.example"),
        ("X-Forwarded-For", "192.0.2.7"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

/// Writes a header otherwise.
fn set(lines: &mut Lines, name: &str, value: &str) {
    drop_line(lines, name);
    lines.push((name.to_owned(), value.to_owned()));
}

fn drop_line(lines: &mut Lines, name: &str) {
    lines.retain(|(known, _)| known != name);
}

/// Asks over a socket.
fn over(socket: &std::path::Path, text: &str) -> Vec<u8> {
    let mut stream = UnixStream::connect(socket).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    let mut whole = Vec::new();
    stream.read_to_end(&mut whole).unwrap();
    whole
}

/// An answer as it came over the wire.
fn read(asked: String, whole: &[u8]) -> Page {
    let end = whole.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(whole[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.map(|line| line.split_once(": ").unwrap()) {
        headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), HeaderValue::from_str(value).unwrap());
    }
    let body = whole[end + 4..].to_vec();
    Page::new(asked, status, headers, body.clone(), body)
}

#[actix_web::test]
async fn whoever_shibboleth_has_looked_at_comes_in_and_is_the_same_person_the_next_time() {
    let front = Front::new().await;
    let before = front.campus.tally().await;
    let cy = front.lets_in(|_| ()).await;
    let who = front.campus.who(&cy);
    // In capitals or not, and by another session: a subject says nothing by them (SAML Subject Identifier Attributes, 3.3.1).
    let again = front.lets_in(|lines| set(lines, "pairwise-id", "cy7q=@NORTHFIELD.example")).await;
    assert_eq!(front.campus.who(&again), who);
    let other = front.lets_in(|lines| set(lines, "pairwise-id", "di@med.northfield.example")).await;
    assert_ne!(front.campus.who(&other), who);
    assert_eq!(front.campus.tally().await.members, before.members + 2);
    cy.get("/settings/").await.shows("Cy Ström").lacks("ada@northfield.example");
    // A session ends here; of the provider's there is nothing to be said.
    front.campus.scene.as_visitor().get("/sso/uni/sign-out").await.is(409).shows("has no place to sign out");
    front.campus.scene.as_visitor().get("/sso/uni/callback?state=x&code=y").await.is(404);
    front.done().await;
}

#[actix_web::test]
async fn nobody_but_apache_is_believed_over_the_socket_and_nothing_but_its_own_words() {
    let front = Front::new().await;
    type Change = Box<dyn FnOnce(&mut Lines)>;
    let other = |name: &'static str, value: &'static str| -> Change { Box::new(move |lines| set(lines, name, value)) };
    let without = |name: &'static str| -> Change { Box::new(move |lines| drop_line(lines, name)) };
    let twice = |name: &'static str, value: &'static str| -> Change {
        Box::new(move |lines| lines.push((name.to_owned(), value.to_owned())))
    };
    let cases: Vec<(&str, Change)> = vec![
        ("no secret", without("Lyceum-Shibboleth")),
        ("an empty secret", other("Lyceum-Shibboleth", "")),
        ("another secret", other("Lyceum-Shibboleth", "0123456789abcdef0123456789abcdeF")),
        ("the beginning of the secret", other("Lyceum-Shibboleth", "0123456789abcdef")),
        ("the secret twice", twice("Lyceum-Shibboleth", SECRET)),
        ("no provider", without("Shib-Identity-Provider")),
        ("another provider", other("Shib-Identity-Provider", "https://idp.eastbridge.example/entity")),
        ("a provider and more", other("Shib-Identity-Provider", "https://idp.northfield.example/entity;x")),
        ("a provider in capitals", other("Shib-Identity-Provider", "https://IDP.northfield.example/entity")),
        ("two providers", twice("Shib-Identity-Provider", "https://idp.eastbridge.example/entity")),
        ("no session", without("Shib-Session-ID")),
        ("an empty session", other("Shib-Session-ID", "")),
        ("two sessions", twice("Shib-Session-ID", "_1")),
        ("nothing of when", without("Shib-Authentication-Instant")),
        ("a time that is none", other("Shib-Authentication-Instant", "yesterday")),
        ("a time to come", other("Shib-Authentication-Instant", "2027-03-01T09:30:00Z")),
        ("no subject", without("pairwise-id")),
        ("an empty subject", other("pairwise-id", "")),
        ("a subject of another domain", other("pairwise-id", "CY7Q=@eastbridge.example")),
        ("a subject of no domain", other("pairwise-id", "CY7Q=")),
        ("a subject and another", other("pairwise-id", "CY7Q=@northfield.example;DI@northfield.example")),
        ("a subject twice", twice("pairwise-id", "DI@northfield.example")),
        ("a subject that is not of its form", other("pairwise-id", "c y@northfield.example")),
        (
            "another kind of subject",
            Box::new(|lines| {
                drop_line(lines, "pairwise-id");
                set(lines, "subject-id", "cy@northfield.example");
                set(lines, "eppn", "cy@northfield.example");
                set(lines, "REMOTE_USER", "cy@northfield.example");
            }),
        ),
        ("an affiliation twice", twice("affiliation", STAFF)),
    ];
    for (what, change) in cases {
        front.refuses(what, change).await;
    }
    front.lets_in(|_| ()).await;
    front.done().await;
}

#[actix_web::test]
async fn a_provider_speaks_for_its_own_domains_and_for_no_others() {
    let front = Front::new().await;
    for told in [
        "staff@eastbridge.example",
        "staff@northfield.example@eastbridge.example",
        "staff@eastbridge.example@northfield.example",
        "staff@northfield.example.evil",
        "staff@evil-northfield.example",
        "staff@sub.northfield.example",
        "staff@.*",
        "staff@",
        "@northfield.example",
        "staff",
        "student@northfield.example",
        "staff @northfield.example",
        // A `;` within a value comes with a backslash before it, and a backslash of a person's own stays one letter.
        "x\\;staff@northfield.example",
        "x\\\\;staff@northfield.example",
    ] {
        let before = front.campus.tally().await;
        let browser = front.campus.scene.as_visitor();
        let (path, mut lines) = front.come(&browser).await;
        set(&mut lines, "affiliation", told);
        let page = front.asks(&browser, &path, &lines).await;
        front.campus.nothing_came(told, &page, before).await;
        // What it may not say counts as not said.
        page.is(403).shows("they can see that you came, and let you in");
    }
    for told in ["STAFF@NORTHFIELD.example", "a\\;b@x;staff@northfield.example;", ";;staff@northfield.example"] {
        front.lets_in(|lines| set(lines, "affiliation", told)).await;
    }
    front.done().await;
}

#[actix_web::test]
async fn an_attempt_belongs_to_one_browser_and_is_taken_once() {
    let front = Front::new().await;
    let scene = &front.campus.scene;
    let refused = async |what: &str, browser: &Browser, path: &str| {
        let before = front.campus.tally().await;
        let page = front.asks(browser, path, &told()).await;
        front.campus.nothing_came(what, &page, before).await;
        assert!(!is_in(browser).await, "{what}");
    };
    let (mallory, victim) = (scene.as_visitor(), scene.as_visitor());
    let (path, _) = front.come(&mallory).await;
    refused("another browser", &victim, &path).await;
    refused("the same browser after another one", &mallory, &path).await;
    for path in ["/sso/uni/shibboleth", "/sso/uni/shibboleth?state=", "/sso/uni/shibboleth?state=AAAA"] {
        refused(path, &mallory, path).await;
    }
    // Whoever is not Apache uses up nobody's attempt.
    let (path, _) = front.come(&victim).await;
    front.asks(&victim, &path, &[]).await.is(403);
    let before = victim.apart();
    front.asks(&victim, &path, &told()).await.redirects_to(TO);
    refused("the same once more", &before, &path).await;
    let late = scene.as_visitor();
    let (path, _) = front.come(&late).await;
    scene.site.wait(601);
    refused("an attempt of ten minutes ago", &late, &path).await;
    front.done().await;
}

#[actix_web::test]
async fn over_the_socket_there_is_one_route_and_on_the_ordinary_listener_it_is_not_there() {
    let front = Front::new().await;
    add_to(&front.campus.scene.site, &front.campus.scene.house, {
        let mut off = super::campus::described(&front.campus.provider, "oidc");
        off.issuer = "https://id.northfield.example".into();
        off
    })
    .await;
    let ada = front.campus.scene.as_member("ada").await;
    for path in
        ["/", "/settings/", "/sign-in", "/livez", "/metrics", "/sso/uni/start", "/sso/uni/shibboleth/", "/sso/uni"]
    {
        let page = front.asks(&ada, path, &told()).await;
        assert_eq!((page.status, page.source().as_str()), (404, ""), "{path} is there over the socket");
    }
    let before = front.campus.tally().await;
    for path in ["/sso/nobody/shibboleth?state=x", "/sso/oidc/shibboleth?state=x"] {
        front.asks(&ada, path, &told()).await.is(404);
    }
    // On the ordinary listener these headers are worth nothing anywhere, and the route is absent as any other.
    let browser = front.campus.scene.as_visitor();
    let (path, lines) = front.come(&browser).await;
    let sent = async |path: &str| {
        let mut asking = browser.asking(Method::GET, path).with("REMOTE_USER", "ada");
        for (name, value) in &lines {
            asking = asking.with_bytes(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        asking.send().await
    };
    let (page, absent) = (sent(&path).await, sent(&path.replace("shibboleth", "shibbolets")).await);
    assert_eq!((page.status, page.source()), (404, absent.source().replace("shibbolets", "shibboleth")));
    sent("/settings/").await.is(303);
    sent("/b/ask/").await.is(404);
    assert_eq!(front.campus.tally().await, before, "nothing came of it");
    front.asks(&browser, &path, &lines).await.redirects_to(TO);
    front.done().await;
}

#[actix_web::test]
async fn a_persistent_name_counts_between_the_two_whom_it_was_made_for() {
    let front = Front::with(|new| new.subject = "persistent-id".into()).await;
    let name = |by: &str, at: &str, name: &str| format!("{by}!{at}!{name}");
    for (what, told) in [
        ("none", String::new()),
        ("one without its makers", "q83v".to_owned()),
        ("another provider's", name("https://idp.eastbridge.example/entity", OURS, "q83v")),
        ("one for another site", name(ENTITY, "https://eastbridge.example/shibboleth", "q83v")),
        ("an empty one", name(ENTITY, OURS, "")),
        ("a very long one", name(ENTITY, OURS, &"q".repeat(256))),
        ("two", format!("{};{}", name(ENTITY, OURS, "q83v"), name(ENTITY, OURS, "r83v"))),
    ] {
        front.refuses(what, |lines| set(lines, "persistent-id", &told)).await;
    }
    let one = front.lets_in(|lines| set(lines, "persistent-id", &name(ENTITY, OURS, "q83v"))).await;
    let other = front.lets_in(|lines| set(lines, "persistent-id", &name(ENTITY, OURS, "Q83V"))).await;
    assert_ne!(front.campus.who(&one), front.campus.who(&other), "a persistent name is told by its capitals, too");
    front.done().await;
}

#[actix_web::test]
async fn whoever_runs_the_institution_sees_it_tries_it_and_is_told_what_is_missing() {
    let front = Front::new().await;
    front.campus.scene.house.admin("gail").await;
    let admin = front.campus.scene.as_member("gail").await;
    let desk = admin.get("/admin/sign-on/").await;
    desk.is(200).shows("SAML 2.0, by Shibboleth in front").shows(ENTITY).shows(OURS).shows("pairwise-id");
    desk.shows("med.northfield.example").shows("/sso/uni/shibboleth").lacks(SECRET);
    admin.get("/admin/sign-on/uni/change").await.is(409).shows("lyceum sso change uni");
    admin.send(desk.form("Test")).await.is(200).shows("The socket of");
    let before = front.campus.tally().await;
    let location = admin.get("/admin/sign-on/uni/try").await.is(303).location().to_owned();
    let path = location.strip_prefix("http://northfield.localhost:8080").unwrap();
    let page = front.asks(&admin, path, &told()).await;
    page.is(200).shows("whoever is described like this comes in").shows("Cy Ström").shows("member@northfield.example");
    assert_eq!(front.campus.tally().await, before, "and nobody has come in");
    let location = admin.get("/admin/sign-on/uni/try").await.location().to_owned();
    let mut lines = told();
    drop_line(&mut lines, "pairwise-id");
    let path = location.strip_prefix("http://northfield.localhost:8080").unwrap();
    front.asks(&admin, path, &lines).await.is(200).shows("Ask whoever runs it to release the attribute");
    let (socket, site) = (front.socket.clone(), &front.campus.scene.site);
    std::fs::remove_file(socket).unwrap();
    admin.send(desk.form("Test")).await.is(200).shows("nobody answers on");
    // A site without the socket cannot send anybody there.
    let mut config = site.config.clone();
    config.saml = config::Saml::default();
    let bare = crate::support::node::Node::open(config, site.node.clock.clone(), false).await;
    front.campus.scene.as_visitor().of(&bare).get("/sso/uni/start").await.is(503).shows("Northfield University");
    front.done().await;
}

#[actix_web::test]
async fn a_member_adds_it_to_their_account_but_it_proves_nobody_a_second_time() {
    let front = Front::new().await;
    let scene = &front.campus.scene;
    let (olga, other) = (scene.as_member("olga").await, scene.as_member("olga").await);
    let begin = async || {
        let page = olga.send(olga.get("/settings/sign-in/").await.form("Add Northfield University")).await;
        let location = page.is(200).link("Continue with Northfield University");
        location.strip_prefix("http://northfield.localhost:8080").unwrap().to_owned()
    };
    let path = begin().await;
    other.set_cookie("__Host-sso", &olga.cookie("__Host-sso").unwrap());
    let before = front.campus.tally().await;
    let page = front.asks(&other, &path, &told()).await;
    front.campus.nothing_came("another session of theirs", &page, before).await;
    let path = begin().await;
    let shown = front.asks(&olga, &path, &told()).await;
    shown.is(200).shows("Is this you: Cy Ström");
    olga.send(shown.form("It is mine, add it")).await.redirects_to("/settings/sign-in/?done=linked");
    let letters = scene.site.mail_to("olga@northfield.example").await;
    assert_eq!(letters[0].subject, "Another way into your account at Northfield");
    let elsewhere = front.lets_in(|_| ()).await;
    assert_eq!(front.campus.who(&elsewhere), scene.person("olga").id);
    // Shibboleth is not told to ask, and says nothing that shows that it did.
    let before = front.campus.tally().await;
    elsewhere.get("/sso/uni/again?to=/settings/sign-in/").await.is(409).shows("does not say when it asked");
    assert_eq!(front.campus.tally().await, before, "nobody was sent anywhere, and nothing is to be told");
    front.done().await;
}

#[test]
fn the_socket_takes_the_place_of_one_that_was_left_and_of_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::write(place("file"), "a list").unwrap();
    std::fs::create_dir(place("folder")).unwrap();
    drop(socket::listen(&place("left")).unwrap());
    std::os::unix::fs::symlink(place("left"), place("link")).unwrap();
    for name in ["file", "folder", "link"] {
        let told = socket::listen(&place(name)).unwrap_err().to_string();
        assert!(told.contains("no socket"), "{name}: {told}");
    }
    assert_eq!(std::fs::read_to_string(place("file")).unwrap(), "a list");
    assert!(place("folder").is_dir() && place("link").is_symlink());
    for name in ["left", "new"] {
        let _door = socket::listen(&place(name)).unwrap();
        socket::is_open(&place(name)).unwrap();
    }
}
