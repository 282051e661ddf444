//! Every path of the router, with steps, queries and headers that no link of ours has.

use actix_web::http::Method;
use lyceum::routes;

use super::{is_refused, rows};
use crate::support::{Browser, Scene};

/// Steps of a path that name nothing.
const STEPS: [&str; 17] = [
    "%00",
    "a%00b",
    "%FF",
    "%ED%A0%80",
    "%E2%80%AE",
    "%0D%0ASet-Cookie:x=y",
    "..%2f..%2fsecret.key",
    "%2e%2e",
    "%2e%2e%2f%2e%2e%2fsecret.key",
    "..%5c..%5csecret.key",
    "-1",
    "0",
    "99999999999999999999999",
    "zzzzzzzzzzzzz",
    "index.page",
    "%27%20OR%201=1",
    "%25",
];

/// The patterns of the router with a step in place of each parameter, one at a time; the others are right.
fn paths(scene: &Scene, post: &str, step: &str) -> Vec<String> {
    let thread = scene.thread.id.to_string();
    let right = |pattern: &str, name: &str| match (name, pattern) {
        ("{board}", _) => "ask".to_owned(),
        ("{cohort}", _) => "spring".to_owned(),
        ("{username}", _) => "ada".to_owned(),
        ("{slug}", _) => "how-do-i-begin".to_owned(),
        ("{id}", pattern) if pattern.starts_with("/p/") => post.to_owned(),
        ("{id}", pattern) if pattern.starts_with("/t/") => thread.clone(),
        _ => "1".to_owned(),
    };
    let mut found = Vec::new();
    // Machines are told in JSON, and only by their token: see tests/scim.
    for route in routes::all().into_iter().filter(|route| !route.path.starts_with("/scim/")) {
        let names: Vec<&str> = route.path.split('/').filter(|step| step.starts_with('{')).collect();
        for wrong in &names {
            let steps = route.path.split('/').map(|one| match one {
                one if one == *wrong => step.to_owned(),
                one if one.starts_with('{') => right(route.path, one),
                one => one.to_owned(),
            });
            found.push(steps.collect::<Vec<_>>().join("/"));
        }
    }
    found.sort();
    found.dedup();
    found
}

async fn readers(scene: &Scene) -> [Browser; 3] {
    [scene.as_visitor(), scene.as_member("ada").await, scene.as_member("helen").await]
}

#[actix_web::test]
async fn a_path_that_names_nothing_is_absent_whatever_stands_in_it() {
    let scene = Scene::new().await;
    let post = scene.thread.post(1).await.to_string();
    let browsers = readers(&scene).await;
    let before = rows(&scene).await;
    let long = "a".repeat(4_000);
    for step in STEPS.iter().copied().chain([long.as_str()]) {
        for path in paths(&scene, &post, step) {
            for browser in &browsers {
                let page = browser.get(&path).await;
                // The words of a title in an address are for people: the right address is given to who may read it.
                let is_mended = page.status == 301 && page.location().starts_with(&scene.thread.path);
                if !is_mended {
                    is_refused(&page, &path);
                }
                page.lacks("panicked");
                assert!(page.header("set-cookie").is_none() || path.contains("/sign-in/"), "{path} sets a cookie");
            }
        }
    }
    assert_eq!(rows(&scene).await, before);
}

#[actix_web::test]
async fn a_form_to_a_path_that_names_nothing_writes_nothing() {
    let scene = Scene::new().await;
    let post = scene.thread.post(1).await.to_string();
    let helen = scene.as_member("helen").await;
    let token = helen.get("/settings/").await.form("Save").value("csrf").unwrap().to_owned();
    let before = rows(&scene).await;
    for step in STEPS {
        for path in paths(&scene, &post, step) {
            let page = helen.post(&path, format!("csrf={token}")).await;
            assert!((400..500).contains(&page.status), "POST {path}: {}", page.told());
        }
    }
    assert_eq!(rows(&scene).await, before);
}

#[actix_web::test]
async fn a_query_that_no_link_of_ours_has_does_no_harm() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let thread = scene.thread.id;
    for to in ["0", "-1", "2", "99999999999999999999", "one", "%FF", "%00", "1&to=2", ""] {
        let page = helen.get(&format!("/t/{thread}/reply?to={to}")).await;
        is_refused(&page, to);
        if !to.contains(['&', '%']) {
            page.is(400).shows("The post that you want to answer is not in this thread.");
            helen.follow(&page, "Go to the thread").await.is(200);
        }
    }
    for who in ["", "nobody", "olga", "%00", "%FF", "../ben", "ben%0d%0a"] {
        is_refused(&helen.get(&format!("/c/spring/manage/end?who={who}")).await, who);
    }
    is_refused(&helen.get("/c/spring/manage/end").await, "nobody at all");
    for to in ["%FF", "%00", "%0d%0aSet-Cookie:%20x=y", "//evil.example", "a&to=b"] {
        let page = scene.as_visitor().get(&format!("/sign-in?to={to}")).await;
        if page.status == 200 {
            assert_eq!(page.form("Sign in").value("to"), Some("/"), "{to}");
        } else {
            is_refused(&page, to);
        }
    }
    for path in ["/?x=%FF", "/b/ask/?page=2", "/settings/?x=%3Cscript%3E"] {
        helen.get(path).await.is(200).lacks("<script>");
    }
}

#[actix_web::test]
async fn headers_that_no_browser_sends_do_no_harm() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let cases = [
        ("if-none-match", "\"", 200),
        ("if-none-match", ",,,W/,\"\"", 200),
        ("accept-encoding", "gzip;q=0, br;q=0, identity;q=0, *;q=0", 200),
        ("accept-encoding", ";;q=,=;", 200),
        ("accept", "text/html;q=x", 200),
        ("cookie", "=; ;;__Host-session", 404),
        ("cookie", "__Host-session=%00", 404),
        ("host", "northfield.localhost:", 200),
        ("host", "northfield.localhost:port", 421),
        ("host", "northfield.localhost/", 421),
        ("host", "user@northfield.localhost", 421),
        ("host", "", 421),
        ("range", "bytes=0-1", 200),
        ("x-forwarded-host", "evil.example", 200),
    ];
    for (name, value, status) in cases {
        let page = ada.asking(Method::GET, &scene.thread.path).with(name, value).send().await;
        page.is(status).lacks("evil.example");
    }
    let bytes = actix_web::http::header::HeaderValue::from_bytes(b"__Host-session=\xff\xfe").unwrap();
    let strange = scene.as_visitor();
    strange.asking(Method::GET, "/").with_bytes("cookie", bytes).send().await.is(200);
}
