//! Addresses as people type, copy and translate them, and the methods that are asked of them.

use actix_web::http::Method;
use lyceum::routes;

use crate::support::{Browser, Page, Scene};

async fn readers(scene: &Scene) -> [Browser; 3] {
    [scene.as_visitor(), scene.as_member("ada").await, scene.as_member("helen").await]
}

/// The router's patterns with names in place of parameters: such as there are, and such as there are not.
fn filled(scene: &Scene, pattern: &str) -> [String; 2] {
    let thread = scene.thread.id.to_string();
    let there = [("{id}", thread.as_str()), ("{board}", "ask"), ("{cohort}", "spring"), ("{username}", "ada")];
    let absent =
        [("{id}", "0000000000001"), ("{board}", "nothing"), ("{cohort}", "nobody"), ("{username}", "nobody-else")];
    let last = [("{slug}", "how-do-i-begin"), ("{page}", "2"), ("{number}", "1"), ("{token}", "a"), ("{hash}", "b")];
    [there, absent].map(|names| {
        let names = names.iter().chain(&last).chain(&[("{name}", "c")]);
        names.fold(pattern.to_owned(), |path, (name, value)| path.replace(name, value))
    })
}

#[actix_web::test]
async fn an_address_without_its_last_slash_leads_to_the_one_with_it_whatever_it_names() {
    let scene = Scene::new().await;
    let mut seen = 0;
    for entry in routes::all().into_iter().filter(|entry| entry.path.len() > 1 && entry.path.ends_with('/')) {
        for path in filled(&scene, entry.path) {
            let bare = path.trim_end_matches('/');
            for browser in readers(&scene).await {
                browser.get(bare).await.is(301).redirects_to(&path);
                let asked = browser.asking(Method::HEAD, &format!("{bare}?a=%D8&b=/")).send().await;
                asked.is(301).redirects_to(&format!("{path}?a=%D8&b=/"));
                seen += 1;
            }
        }
    }
    assert!(seen > 60, "{seen}");
    let (visitor, ada, ..) = (scene.as_visitor(), scene.as_member("ada").await);
    let bare = format!("/t/{}", scene.thread.id);
    ada.go_on(ada.get(&bare).await).await.is(200).shows("How do I begin?");
    visitor.go_on(visitor.get(&bare).await).await.is(404);
    // What has no slash of its own does not get one, and neither does what is not there.
    for path in [format!("{bare}/last/"), "/sign-in/".into(), "/nothing".into(), "//evil.example".into()] {
        assert_ne!(visitor.get(&path).await.status, 301, "{path}");
    }
}

#[actix_web::test]
async fn a_username_in_capitals_leads_to_the_page_whether_or_not_there_is_one() {
    let scene = Scene::new().await;
    for browser in readers(&scene).await {
        for (typed, meant) in [("Ada", "ada"), ("NOBODY-2", "nobody-2")] {
            browser.get(&format!("/m/{typed}/")).await.is(301).redirects_to(&format!("/m/{meant}/"));
        }
    }
    let (visitor, ada) = (scene.as_visitor(), scene.as_member("ada").await);
    ada.go_on(ada.get("/m/Ada").await).await.is(200).shows("Ada");
    visitor.go_on(visitor.get("/m/Ada").await).await.is(404);
}

#[actix_web::test]
async fn a_method_that_an_address_does_not_know_is_told_which_it_knows() {
    let scene = Scene::new().await;
    let known = |path: &str, method: &str| routes::all().iter().any(|one| one.path == path && one.method == method);
    // What machines are told at the addresses of theirs is in tests/scim/.
    for entry in routes::all().into_iter().filter(|entry| !entry.path.starts_with("/scim/")) {
        let allow = match (known(entry.path, "GET"), known(entry.path, "POST")) {
            (true, true) => "GET, HEAD, OPTIONS, POST",
            (true, false) => "GET, HEAD, OPTIONS",
            _ => "OPTIONS, POST",
        };
        for path in filled(&scene, entry.path) {
            for browser in readers(&scene).await {
                let refused = browser.asking(Method::PUT, &path).send().await;
                refused.is(405).shows("Nothing can be sent to this address in that way.");
                assert_eq!(refused.header("allow"), Some(allow), "{path}");
                let options = browser.asking(Method::OPTIONS, &path).send().await;
                assert_eq!((options.is(204).header("allow"), options.source()), (Some(allow), String::new()), "{path}");
                if !known(entry.path, "GET") {
                    browser.get(&path).await.is(405);
                } else if !known(entry.path, "POST") {
                    browser.post(&path, "a=b").await.is(405);
                }
            }
        }
    }
    let visitor = scene.as_visitor();
    visitor.asking(Method::PUT, "/nothing").send().await.is(404);
    visitor.asking(Method::OPTIONS, "/nothing").send().await.is(404);
    let portal = visitor.at("localhost");
    let refused = portal.post("/", "a=b").await;
    assert_eq!(refused.is(405).header("allow"), Some("GET, HEAD"));
    portal.get("/").await.is(200);
}

#[actix_web::test]
async fn a_head_is_the_get_without_its_body() {
    let scene = Scene::new().await;
    let same = ["content-type", "cache-control", "etag", "location", "vary", "allow"];
    for entry in routes::all().into_iter().filter(|entry| entry.method == "GET") {
        for path in filled(&scene, entry.path) {
            for browser in readers(&scene).await {
                let (get, head) = (browser.get(&path).await, browser.asking(Method::HEAD, &path).send().await);
                let headers = |page: &Page| same.map(|name| page.header(name).map(str::to_owned));
                assert_eq!((get.status, headers(&get)), (head.status, headers(&head)), "{path}");
            }
        }
    }
}

#[actix_web::test]
async fn a_title_in_another_script_stands_in_the_address_as_browsers_show_it() {
    let scene = Scene::new().await;
    let (visitor, ada) = (scene.as_visitor(), scene.as_member("ada").await);
    let form = ada.get("/b/ask/new").await.form("Post thread");
    let answer =
        ada.send(form.fill("Title", "كيف أبدأ؟").fill("What would you like to know?", "مرحبا بكم جميعا")).await;
    let location = answer.is(303).location().split('#').next().unwrap().to_owned();
    let (before, slug) = location.trim_end_matches('/').rsplit_once('/').unwrap();
    assert_eq!(slug, "%D9%83%D9%8A%D9%81-%D8%A3%D8%A8%D8%AF%D8%A3");
    ada.get(&location).await.is(200).shows("كيف أبدأ؟");
    let board = ada.get("/b/ask/").await;
    assert_eq!(board.link("كيف أبدأ؟"), location);
    ada.get("/").await.is(200);
    for other in [slug.to_lowercase(), "thread".into()] {
        ada.get(&format!("{before}/{other}/")).await.is(301).redirects_to(&location);
        visitor.get(&format!("{before}/{other}/")).await.is(404);
    }
    ada.get(&format!("{before}/{slug}")).await.is(301).redirects_to(&location);
}
