//! Institutions on one server: which host is whose, and what every one of them has.

use actix_web::http::Method;
use lyceum::institutions::model::insert_host;

use crate::support::{Scene, TestSite};

#[actix_web::test]
async fn a_host_that_nobody_has_is_told_so() {
    let scene = Scene::new().await;
    for host in ["elsewhere.localhost", "northfield.localhost.evil.example", "192.0.2.1", "northfield"] {
        let page = scene.as_visitor().at(host).get("/").await;
        page.is(421).shows("No institution lives at this address.").lacks("Northfield");
        for file in page.attrs_of("head link[href]", "href") {
            scene.as_visitor().at(host).get(&file).await.is(200);
        }
        scene.as_visitor().at(host).get("/theme/plain/0123456789abcdef/style.css").await.is(421);
    }
    let visitor = scene.as_visitor();
    visitor.asking(Method::GET, "/").without("host").send().await.is(421);
    for same in ["NORTHFIELD.localhost:8080", "northfield.localhost.", "northfield.localhost:1"] {
        visitor.asking(Method::GET, "/").with("host", same).send().await.is(200);
    }
}

#[actix_web::test]
async fn another_name_of_a_house_leads_to_its_own() {
    let scene = Scene::new().await;
    let id = scene.house.id;
    scene.site.write(move |tx| insert_host(tx.conn, id, "old.localhost", false)).await.unwrap();
    let site = scene.site.node.site.clone();
    scene.site.read(move |conn| site.roster.moving().reload_institution(conn, id)).await.unwrap();
    let old = scene.as_visitor().at("old.localhost");
    old.get("/b/ask/?x=1").await.is(301).redirects_to("http://northfield.localhost:8080/b/ask/?x=1");
    old.get("/nowhere").await.is(301).redirects_to("http://northfield.localhost:8080/nowhere");
    scene.as_visitor().get("/").await.is(200);
}

#[actix_web::test]
async fn the_portal_lists_every_institution_and_has_no_other_page_but_the_way_in() {
    let site = TestSite::new().await;
    let empty = site.browser().at("localhost").get("/").await;
    empty.is(200).shows("No institution is open to the public here");
    site.institution("northfield").await;
    site.institution("eastbridge").await;
    for host in ["localhost", "127.0.0.1"] {
        let portal = site.browser().at(host);
        let page = portal.get("/").await;
        assert_eq!(page.is(200).link("Northfield"), "http://northfield.localhost:8080/");
        assert_eq!(page.link("Eastbridge"), "http://eastbridge.localhost:8080/");
        portal.get("/b/ask/").await.is(404);
        assert_eq!(page.link("Sign in"), "/sign-in");
        portal.get("/sign-in/password").await.is(404);
        portal.post("/", "x=1").await.is(405);
        portal.get(&page.attrs_of("link[rel=stylesheet]", "href")[0]).await.is(200);
    }
}

#[actix_web::test]
async fn the_files_of_a_theme_never_change_under_their_address() {
    let scene = Scene::new().await;
    let visitor = scene.as_visitor();
    let page = visitor.get("/").await;
    let files =
        [page.attrs_of("link[rel=stylesheet]", "href").remove(0), page.attrs_of("link[rel=icon]", "href").remove(0)];
    for (file, kind) in files.iter().zip(["text/css", "image/svg+xml"]) {
        let plain = visitor.get(file).await;
        assert!(plain.is(200).header("content-type").unwrap().starts_with(kind));
        assert_eq!(plain.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!(plain.header("vary"), Some("Accept-Encoding"));
        for coding in ["gzip", "br"] {
            let coded = visitor.accepting(coding).get(file).await;
            assert_eq!((coded.header("content-encoding"), &coded.body), (Some(coding), &plain.body));
            assert!(coded.wire.len() < plain.wire.len());
        }
        let stale: Vec<_> = file
            .split('/')
            .map(|step| if step.len() > 8 && !step.contains('.') { "0123456789abcdef" } else { step })
            .collect();
        visitor.get(&stale.join("/")).await.is(404);
    }
    visitor.get("/theme/plain/../../secret.key").await.is(404);
    visitor.get("/theme/plain/%2e%2e/secret.key").await.is(404);
}

#[actix_web::test]
async fn every_institution_has_the_pages_that_its_foot_leads_to() {
    let scene = Scene::new().await;
    let visitor = scene.as_visitor();
    let home = visitor.get("/").await;
    for words in ["Report a concern", "Help", "Accessibility", "Privacy"] {
        let page = visitor.follow(&home, words).await;
        assert!(!page.is(200).heading().is_empty());
        assert!(page.title().ends_with("– Northfield"), "{}", page.title());
    }
    visitor.get("/help/formatting/").await.is(200);
    assert!(visitor.get("/robots.txt").await.is(200).source().contains("Disallow: /settings/"));
}

#[actix_web::test]
async fn two_institutions_share_nothing_but_the_server() {
    let scene = Scene::new().await;
    let other = scene.site.institution("eastbridge").await;
    let yara = other.admin("yara").await;
    other.board("ask").public().await;
    let browser = scene.site.browser().as_member(&yara).await;
    assert_eq!(browser.get("/b/ask/").await.is(200).heading(), "Ask");
    browser.get("/b/ask/").await.lacks("How do I begin?");
    browser.get(&scene.thread.path).await.is(404);
    browser.get(&format!("/p/{}/", scene.thread.post(1).await)).await.is(404);
    // A session is its own institution's: elsewhere its holder is a visitor.
    let elsewhere = scene.site.browser();
    elsewhere.set_cookie("__Host-session", &browser.cookie("__Host-session").unwrap());
    elsewhere.get("/").await.is(200).shows("You are reading as a visitor.");
    elsewhere.get("/b/ask/").await.is(404);
}

#[actix_web::test]
async fn every_answer_carries_the_headers_that_protect_its_reader() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let style = ada.get("/").await.attrs_of("link[rel=stylesheet]", "href").remove(0);
    assert_eq!(ada.get(&style).await.header("x-content-type-options"), Some("nosniff"));
    for path in
        ["/", &scene.thread.path, "/settings/", "/nowhere", "/livez", "/t/0000000000zzz/", "/sign-in", "/sign-out"]
    {
        let page = ada.get(path).await;
        let policy = page.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe") && !policy.contains("script-src"),
            "{path}: {policy}"
        );
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(page.header("referrer-policy"), Some("same-origin"), "{path}");
        assert!(!page.has("script") && !page.has("style") && !page.has("[style]") && !page.has("[onclick]"), "{path}");
    }
}

#[actix_web::test]
async fn whom_to_ask_is_a_link_to_an_address_and_nothing_else() {
    let scene = Scene::new().await;
    for path in ["/sign-in", "/help/", "/report"] {
        let page = scene.as_visitor().get(path).await;
        let links = page.is(200).attrs_of("a[href^='mailto:']", "href");
        assert_eq!(links, ["mailto:help@northfield.example"], "{path}");
    }
    scene.as_visitor().get("/help/").await.shows("Write to Northfield: help@northfield.example");
    for house in lyceum::demo::content::Content::load().unwrap().institutions {
        let (name, address) = (house.profile.contact_name, house.profile.contact_address);
        assert!(lyceum::text::is_address(&address) && !name.contains('@'), "{name} {address}");
    }
}
