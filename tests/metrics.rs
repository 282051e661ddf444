//! What operators' machines ask: the probes check by check, and the metrics, which name nobody.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use lyceum::watch::metrics;
use lyceum::watch::routes::serve_metrics;

use crate::support::{Browser, Page, Scene, TestSite};

/// A reading of the metrics: each sample's name, its labels, and its value.
pub struct Reading(Vec<Sample>);

type Labels = Vec<(String, String)>;
type Sample = (String, Labels, f64);

impl Reading {
    pub async fn of(site: &lyceum::site::Site) -> Self {
        Self::parse(&metrics::text(site).await.unwrap())
    }

    fn parse(text: &str) -> Self {
        assert!(text.ends_with("# EOF\n"), "the whole text arrived");
        Self(text.lines().filter(|line| !line.starts_with('#')).map(sample).collect())
    }

    /// The sum of the samples of this name that have these labels.
    pub fn sum(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let has = |own: &[(String, String)]| {
            labels.iter().all(|(key, value)| own.iter().any(|(k, v)| (k.as_str(), v.as_str()) == (*key, *value)))
        };
        self.0.iter().filter(|(own, own_labels, _)| own == name && has(own_labels)).map(|(_, _, value)| value).sum()
    }

    pub fn names(&self) -> BTreeSet<&str> {
        self.0.iter().map(|(name, _, _)| name.as_str()).collect()
    }
}

fn sample(line: &str) -> Sample {
    let (front, value) = line.rsplit_once(' ').unwrap();
    let (name, labels) = front.split_once('{').map_or((front, ""), |(name, rest)| (name, rest.trim_end_matches('}')));
    let labels = labels.split("\",").filter(|pair| !pair.is_empty()).map(|pair| {
        let (key, value) = pair.split_once("=\"").unwrap();
        (key.to_owned(), value.trim_end_matches('"').to_owned())
    });
    (name.to_owned(), labels.collect(), value.parse().unwrap())
}

async fn ask_for_link(browser: &Browser, address: &str) -> Page {
    let page = browser.get("/sign-in").await;
    browser.send(page.form("Send me a link").fill("E-mail address", address)).await
}

#[actix_web::test]
async fn a_site_that_is_well_says_so_check_by_check_on_any_host() {
    let scene = Scene::new().await;
    let names = ["database", "migrations", "queue", "folder", "lease", "worker", "themes", "room"];
    for host in ["northfield.localhost", "elsewhere.example"] {
        let browser = scene.as_visitor().at(host);
        assert_eq!(browser.get("/livez").await.is(200).source(), "ok\n");
        let lines: String = names.iter().map(|name| format!("{name}: ok\n")).collect();
        assert_eq!(browser.get("/readyz").await.is(200).source(), lines);
    }
    let asked = scene.as_visitor();
    let json = asked.asking(actix_web::http::Method::GET, "/readyz").with("accept", "application/json").send().await;
    let value: serde_json::Value = serde_json::from_str(&json.is(200).source()).unwrap();
    assert_eq!((&value["is_ready"], value["checks"].as_array().unwrap().len()), (&true.into(), names.len()));
}

#[actix_web::test]
async fn the_check_that_fails_is_named_and_says_nothing_about_the_machine() {
    let scene = Scene::new().await;
    let site = &scene.site;
    let probe = scene.as_visitor();
    let fails = async |line: &str| {
        site.wait(1);
        let page = probe.get("/readyz").await;
        let told = page.is(503).source();
        let failed: Vec<_> = told.lines().filter(|line| !line.ends_with(": ok")).collect();
        assert_eq!(failed, [line]);
        assert_eq!(probe.get("/livez").await.is(200).source(), "ok\n");
    };
    let private = site.folder().join("private");
    std::fs::rename(&private, site.folder().join("aside")).unwrap();
    fails("folder: no file can be made where pages lie").await;
    std::fs::rename(site.folder().join("aside"), &private).unwrap();

    site.pulse.begins("sweeping", Duration::from_secs(1), site.now());
    site.wait(124);
    fails("worker: does not come round: sweeping").await;
    site.pulse.beats("sweeping", site.now());

    let (theirs, ours) = ("UPDATE nodes SET holder = 'x' || holder", "UPDATE nodes SET holder = substr(holder, 2)");
    site.db.write(move |conn| Ok(conn.batch_execute(theirs)?)).await.unwrap();
    site.renew_lease().await.unwrap_err();
    fails("lease: another process has this one's number; restart this one").await;
    site.db.write(move |conn| Ok(conn.batch_execute(ours)?)).await.unwrap();
    site.renew_lease().await.unwrap();

    let forget = "UPDATE __diesel_schema_migrations SET version = 'x' || version";
    site.db.write(move |conn| Ok(conn.batch_execute(forget)?)).await.unwrap();
    fails("migrations: the database is behind this version").await;
    let remember = "UPDATE __diesel_schema_migrations SET version = substr(version, 2)";
    site.db.write(move |conn| Ok(conn.batch_execute(remember)?)).await.unwrap();
    site.wait(1);
    probe.get("/readyz").await.is(200);
}

#[actix_web::test]
async fn letters_that_nobody_takes_up_make_a_process_unready_but_dead_ones_do_not() {
    let scene =
        Scene::on(TestSite::with(|settings| settings.config.mail.smtp = "smtp://127.0.0.1:1".into()).await).await;
    let browser = scene.as_visitor();
    ask_for_link(&browser, "ada@northfield.example").await.is(200);
    assert_eq!(scene.site.mail_to("ada@northfield.example").await.len(), 1);
    scene.site.wait(599);
    browser.get("/readyz").await.is(200);
    scene.site.wait(2);
    assert!(
        browser.get("/readyz").await.is(503).source().contains("queue: letters are due and nobody takes them up\n")
    );
    let reading = Reading::of(&scene.site).await;
    assert_eq!(reading.sum("lyceum_deliveries_waiting", &[]), 1.0);
    assert_eq!(reading.sum("lyceum_deliveries_overdue_seconds", &[]), 601.0);
    assert_eq!(reading.sum("lyceum_deliveries_oldest_seconds", &[]), 601.0);
    let give_up = "UPDATE deliveries SET dead_at = next_try_at";
    scene.site.db.write(move |conn| Ok(conn.batch_execute(give_up)?)).await.unwrap();
    scene.site.wait(1);
    browser.get("/readyz").await.is(200);
    assert_eq!(Reading::of(&scene.site).await.sum("lyceum_deliveries_dead", &[]), 1.0);
}

#[actix_web::test]
async fn a_theme_that_is_gone_is_told_and_no_reason_to_show_nothing() {
    let site = TestSite::with(|settings| settings.is_compared = false).await;
    let house = site.institution("northfield").await;
    let gone = "UPDATE institutions SET theme = 'gone'";
    site.db.write(move |conn| Ok(conn.batch_execute(gone)?)).await.unwrap();
    let (of, id) = (site.node.site.clone(), house.id);
    site.read(move |conn| of.roster.moving().reload_institution(conn, id)).await.unwrap();
    site.wait(1);
    let told = site.browser().get("/readyz").await.is(200).source();
    assert!(told.contains("themes: ok, but the plain one stands in for the theme of 1\n"), "{told}");
}

#[actix_web::test]
async fn every_answer_is_counted_once_under_the_pattern_of_its_route() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let path = scene.thread.path.clone();
    ada.get(&path).await.is(200);
    ada.get(&path).await.is(200);
    let before = Reading::of(&scene.site).await;
    let etag = ada.get(&path).await.is(200).header("etag").unwrap().to_owned();
    ada.asking(actix_web::http::Method::GET, &path).with("if-none-match", &etag).send().await.is(304);
    ada.get("/b/ask/new").await.is(200);
    ada.get("/nothing/here").await.is(404);
    ada.post("/t/0000000000000/reply", "body=x").await;
    scene.as_visitor().at("elsewhere.example").get("/").await.is(421);
    let after = Reading::of(&scene.site).await;
    let more = |labels: &[(&str, &str)]| {
        after.sum("lyceum_requests_total", labels) - before.sum("lyceum_requests_total", labels)
    };
    assert_eq!(more(&[]), 6.0);
    assert_eq!(more(&[("route", "/t/{id}/{slug}/"), ("class", "2xx")]), 1.0);
    assert_eq!(more(&[("route", "/t/{id}/{slug}/"), ("class", "3xx")]), 1.0);
    assert_eq!(more(&[("route", "/b/{board}/new"), ("method", "GET"), ("class", "2xx")]), 1.0);
    assert_eq!(more(&[("route", "/t/{id}/reply"), ("method", "POST"), ("class", "4xx")]), 1.0);
    assert_eq!(more(&[("route", "(unknown)")]) + more(&[("route", "(refused)")]), 2.0);
    let ready = [("source", "ready")];
    assert_eq!(after.sum("lyceum_page_lookups_total", &ready) - before.sum("lyceum_page_lookups_total", &ready), 2.0);
}

#[actix_web::test]
async fn a_page_that_had_to_be_read_from_its_file_is_not_counted_as_ready() {
    let scene = Scene::new().await;
    let cold = scene.site.second_process().await;
    let ada = scene.as_member("ada").await.of(&cold);
    for (ready, stored) in [(0.0, 1.0), (1.0, 1.0)] {
        ada.get("/b/ask/").await.is(200);
        let reading = Reading::of(&cold.site).await;
        assert_eq!(reading.sum("lyceum_page_lookups_total", &[("source", "ready")]), ready);
        assert_eq!(reading.sum("lyceum_page_lookups_total", &[("source", "stored")]), stored);
        assert_eq!(reading.sum("lyceum_requests_total", &[("route", "/b/{board}/")]), ready + stored);
        assert!(reading.sum("lyceum_requests_total", &[("route", "/b/{board}/"), ("from", "memory")]) <= ready);
    }
}

#[actix_web::test]
async fn writes_renders_and_ways_in_are_counted() {
    let scene = Scene::new().await;
    let before = Reading::of(&scene.site).await;
    scene.site.reply(&scene.thread, &scene.person("ruth"), "Begin with a letter.").await;
    let visitor = scene.as_visitor();
    let form = visitor.get("/sign-in").await.form("Sign in");
    visitor.send(form.fill("Username or e-mail address", "ada").fill("Password", "not the password")).await.is(422);
    ask_for_link(&visitor, "ada@northfield.example").await.is(200);
    let letter = scene.site.mail_to("ada@northfield.example").await.remove(0);
    let form = visitor.get(letter.path()).await.form("Sign in");
    visitor.send(form).await.is(303);
    let after = Reading::of(&scene.site).await;
    let more = |name: &str, labels: &[(&str, &str)]| after.sum(name, labels) - before.sum(name, labels);
    assert!(more("lyceum_commits_total", &[("outcome", "done")]) >= 3.0);
    assert!(more("lyceum_commit_changes_sum", &[]) >= 3.0);
    assert!(more("lyceum_render_seconds_count", &[]) >= 2.0, "the thread and the board");
    assert_eq!(after.sum("lyceum_writer_waiting", &[]), 0.0);
    for (way, outcome) in [("password", "refused"), ("link", "asked"), ("link", "in")] {
        assert_eq!(more("lyceum_sign_ins_total", &[("way", way), ("outcome", outcome)]), 1.0, "{way} {outcome}");
    }
    assert_eq!(more("lyceum_sign_ins_total", &[]), 3.0);
    assert!(after.sum("process_resident_memory_bytes", &[]) > 1_000_000.0);
    assert_eq!(after.sum("lyceum_build_info", &[("version", env!("CARGO_PKG_VERSION"))]), 1.0);
    assert_eq!(after.sum("lyceum_database_up", &[]), 1.0);
}

#[actix_web::test]
async fn attempts_that_are_too_many_are_counted_as_such() {
    let site = TestSite::with(|settings| settings.config.limits.sign_in_per_minute = 1).await;
    site.institution("northfield").await;
    let visitor = site.browser();
    visitor.comes_from([192, 0, 2, 7]);
    for status in [200, 429] {
        ask_for_link(&visitor, "nobody@northfield.example").await.is(status);
    }
    let reading = Reading::of(&site).await;
    assert_eq!(reading.sum("lyceum_sign_ins_total", &[("outcome", "limited")]), 1.0);
}

#[actix_web::test]
async fn no_label_names_anybody_or_anything_that_somebody_typed() {
    let scene = Scene::new().await;
    scene.site.pulse.begins("sweeping", Duration::from_secs(1), scene.site.now());
    let ada = scene.as_member("ada").await;
    let visitor = scene.as_visitor();
    visitor.comes_from([192, 0, 2, 7]);
    for path in [&scene.thread.path, "/b/ask/", "/m/ada/", "/c/spring/", "/canary-path/?canary=query", "/b/canary/new"]
    {
        ada.get(path).await;
        visitor.get(path).await;
        visitor.clone().at("canary.example").get(path).await;
    }
    visitor.asking(actix_web::http::Method::from_bytes(b"CANARY").unwrap(), "/").send().await;
    ada.post("/canary/post", "canary=body").await;
    let form = visitor.get("/sign-in").await.form("Sign in");
    visitor.send(form.fill("Username or e-mail address", "canary-name").fill("Password", "canary-word")).await.is(422);
    let text = metrics::text(&scene.site).await.unwrap();
    let id = scene.thread.id.to_string();
    for secret in ["canary", "CANARY", "ada", "ruth", "northfield", "spring", "/ask", "192.0.2", "begin", id.as_str()] {
        let found: Vec<_> = text.lines().filter(|line| !line.starts_with('#') && line.contains(secret)).collect();
        // "sweeping" and the like are ours; what is searched for stands in none of them.
        assert!(found.is_empty(), "{secret}: {found:?}");
    }
    let mut patterns: BTreeSet<&str> = lyceum::routes::all().iter().map(|entry| entry.path).collect();
    patterns.extend(["(unknown)", "(refused)", "(elsewhere)", "(another stored page)"]);
    let known = ["method", "route", "class", "source", "outcome", "way", "task", "le", "version", "from"];
    for (name, labels, _) in Reading::parse(&text).0 {
        for (key, value) in labels {
            assert!(known.contains(&key.as_str()), "{name} has the label {key}");
            assert!(key != "route" || patterns.contains(value.as_str()), "{value} is no pattern of a route");
        }
    }
}

#[actix_web::test]
async fn the_metrics_are_on_their_own_address_and_nowhere_else() {
    let scene =
        Scene::on(TestSite::with(|settings| settings.config.server.metrics_listen = "127.0.0.1:0".into()).await).await;
    scene.as_visitor().get("/metrics").await.is(404);
    scene.as_visitor().at("localhost").get("/metrics").await.is(404);
    let (server, addresses) = serve_metrics(&scene.site).unwrap().unwrap();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    let address = addresses[0];
    let answer = tokio::task::spawn_blocking(move || fetch(address, "/metrics")).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("application/openmetrics-text"), "{head}");
    assert!(Reading::parse(body).names().contains("lyceum_requests_total"));
    let other = tokio::task::spawn_blocking(move || fetch(address, "/")).await.unwrap();
    assert!(other.starts_with("HTTP/1.1 404"), "{other}");
    handle.stop(false).await;
    let silent = TestSite::new().await;
    assert!(serve_metrics(&silent).unwrap().is_none());
}

fn fetch(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
