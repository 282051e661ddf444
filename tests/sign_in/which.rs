//! Which university? On the portal's host, by the domain of a mail address and nothing else.

use lyceum::institutions::domain;
use lyceum::sso::add::{self, NewProvider};

use crate::support::{Browser, House, Page, Provider, TestSite};

async fn list(site: &TestSite, house: &House, domain: &str, is_verified: bool) {
    let (id, name) = (house.id, domain.to_owned());
    let change = site.write(move |tx| {
        domain::add(tx, id, &name)?;
        if is_verified { domain::verify(tx, &name) } else { Ok(()) }
    });
    change.await.unwrap();
}

/// Northfield and Eastbridge, and what each has.
async fn portal() -> (TestSite, Browser, House) {
    let site = TestSite::new().await;
    let (north, east) = (site.institution("northfield").await, site.institution("eastbridge").await);
    north.member("ada").await;
    list(&site, &north, "northfield.example", true).await;
    list(&site, &east, "bridge.northfield.example", true).await;
    list(&site, &east, "waiting.example", false).await;
    list(&site, &east, "b\u{fc}cher.example", true).await;
    let browser = site.browser().at("localhost");
    (site, browser, north)
}

async fn find(browser: &Browser, address: &str) -> Page {
    let form = browser.get("/sign-in").await.form("Find it");
    browser.send(form.fill("E-mail address", address)).await
}

#[actix_web::test]
async fn an_address_leads_to_the_institution_whose_domain_it_has() {
    let (_site, browser, _) = portal().await;
    for (address, leads) in [
        ("ada@northfield.example", Some("Northfield")),
        ("nobody-at-all@northfield.example", Some("Northfield")),
        ("Ada@NorthField.Example", Some("Northfield")),
        ("ada@northfield.example.", Some("Northfield")),
        ("ada@students.northfield.example", Some("Northfield")),
        ("ada@a.b.c.d.e.f.g.h.northfield.example", Some("Northfield")),
        ("ada@bridge.northfield.example", Some("Eastbridge")),
        ("ada@x.bridge.northfield.example", Some("Eastbridge")),
        ("ada@b\u{fc}cher.example", Some("Eastbridge")),
        ("ada@xn--bcher-kva.example", Some("Eastbridge")),
        ("ada@waiting.example", None),
        ("ada@notnorthfield.example", None),
        ("ada@northfield.example.evil", None),
        ("ada@n\u{43e}rthfield.example", None),
        ("ada@example", None),
        ("ada@elsewhere.example", None),
    ] {
        let page = find(&browser.apart(), address).await;
        match leads {
            Some(name) => {
                let href = page.is(200).link(&format!("Go on to {name}"));
                let host = format!("http://{}.localhost:8080/sign-in?login_hint=", name.to_lowercase());
                assert!(href.starts_with(&host), "{address} leads to {href}");
            }
            None => {
                page.lacks("Go on to");
                let is_no_domain = page.status == 422 && !address.contains('.');
                assert!(
                    is_no_domain || page.is(200).told().contains("No institution here has that domain"),
                    "{address}"
                );
            }
        }
        assert!(page.link("Northfield").ends_with("/sign-in") && page.link("Eastbridge").ends_with("/sign-in"));
    }
    for strange in [
        "ada",
        "a@b@northfield.example",
        "@northfield.example",
        "ada@",
        "ada@.",
        "ada@north%66ield.example",
        "ada@[::1]",
        "",
    ] {
        find(&browser.apart(), strange).await.is(422).lacks("Go on to");
    }
}

#[actix_web::test]
async fn nothing_is_told_of_accounts_and_only_what_is_verified_counts() {
    let (site, browser, north) = portal().await;
    let known = find(&browser.apart(), "ada@northfield.example").await;
    let unknown = find(&browser.apart(), "eva@northfield.example").await;
    let bare = |page: &Page| page.text_of("main").replace("ada", "eva");
    assert_eq!(bare(&known), bare(&unknown));
    find(&browser.apart(), "ada@waiting.example").await.lacks("Go on to");
    site.write(|tx| domain::verify(tx, "Waiting.Example")).await.unwrap();
    find(&browser.apart(), "ada@waiting.example").await.shows("Go on to Eastbridge");
    // It belongs to one institution alone, however it is spelled.
    for taken in ["waiting.example", "WAITING.example.", "xn--bcher-kva.example"] {
        let (id, name) = (north.id, taken.to_owned());
        assert!(site.write(move |tx| domain::add(tx, id, &name)).await.is_err(), "{taken}");
    }
    for strange in ["example", "", ".", "a b.example", "1.2.3.4", "http://x.example", "x.example/y"] {
        let (id, name) = (north.id, strange.to_owned());
        assert!(site.write(move |tx| domain::add(tx, id, &name)).await.is_err(), "{strange}");
    }
    site.write(|tx| domain::remove(tx, "waiting.example")).await.unwrap();
    find(&browser.apart(), "ada@waiting.example").await.lacks("Go on to");
}

#[actix_web::test]
async fn the_choice_is_remembered_and_what_was_typed_is_only_a_hint() {
    let provider = Provider::start();
    let hosts = vec![provider.host()];
    let site = TestSite::with(move |settings| settings.config.fetch.internal_hosts = hosts).await;
    let north = site.institution("northfield").await;
    list(&site, &north, "northfield.example", true).await;
    let new = NewProvider {
        slug: "uni".into(),
        name: "Northfield".into(),
        issuer: provider.issuer(),
        client_id: "lyceum".into(),
        client_secret: "canary".into(),
        ..NewProvider::default()
    };
    let id = north.id;
    site.write(move |tx| add::add(tx, id, new, None)).await.unwrap();
    let browser = site.browser().at("localhost");
    browser.get("/sign-in").await.is(200).lacks("Go on to");
    let page = find(&browser, "Ada+x@northfield.example").await;
    let href = page.link("Go on to Northfield");
    assert!(page.header("cache-control") == Some("no-store") && browser.cookie("__Host-institution").is_some());
    assert!(!browser.cookie("__Host-institution").unwrap().contains('@'), "and who it was is not");
    let again = browser.get("/sign-in").await;
    assert_eq!(again.link("Go on to Northfield"), "http://northfield.localhost:8080/sign-in");
    browser.set_cookie("__Host-institution", "nowhere");
    browser.get("/sign-in").await.is(200).lacks("Go on to");
    let there = browser.clone().at("northfield.localhost");
    let door = there.get(href.strip_prefix("http://northfield.localhost:8080").unwrap()).await;
    assert_eq!(door.is(200).typed("E-mail address"), "Ada+x@northfield.example");
    let out = there.get(&door.link("Continue with Northfield")).await;
    assert!(out.is(303).location().contains("login_hint=Ada%2Bx%40northfield.example"), "{}", out.location());
    // What is no address goes nowhere.
    let out = there.get("/sso/uni/start?login_hint=%22%3E%3Cscript%3E").await;
    assert!(!out.is(303).location().contains("login_hint"));
    there.get("/sign-in?login_hint=%22%3E%3Cscript%3E").await.is(200).lacks("script>");
}

#[actix_web::test]
async fn the_form_is_taken_from_its_own_page_alone() {
    let (_site, browser, _) = portal().await;
    let form = browser.get("/sign-in").await.form("Find it").fill("E-mail address", "ada@northfield.example");
    browser.send(form.clone()).await.is(200);
    browser.send(form.clone().forge("csrf", "x")).await.is(403);
    browser.send(form.clone().forge("to", "/")).await.is(400);
    browser.clone().at("127.0.0.1").post("/sign-in", "email=ada@northfield.example").await.is(403);
    let body = form.body();
    let asking = browser.asking(actix_web::http::Method::POST, "/sign-in").with("sec-fetch-site", "cross-site");
    asking.with("content-type", "application/x-www-form-urlencoded").body(body).send().await.is(403);
    browser.asking(actix_web::http::Method::PUT, "/sign-in").send().await.is(405);
}
