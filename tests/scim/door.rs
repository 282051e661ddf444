//! Who is let in: a good token of this institution, and nothing else.

use actix_web::http::Method;
use lyceum::routes;
use lyceum::scim::{token, token_model};

use super::directory::{Directory, is_refused, said, scene, user};
use crate::support::{Scene, TestSite};

async fn revoke(scene: &Scene, name: &str) {
    let (house, name) = (scene.house.id, name.to_owned());
    let done = scene.site.write(move |tx| {
        let all = token_model::all(tx.conn, house)?;
        let id = all.into_iter().find(|token| token.name == name).unwrap().id;
        token::revoke(tx, house, id, None)
    });
    done.await.unwrap();
}

#[actix_web::test]
async fn whatever_is_wrong_with_a_token_the_answer_is_the_same() {
    let (scene, good) = scene().await;
    let elsewhere = scene.site.institution("eastbridge").await;
    let foreign = Directory::of(&scene.site, &elsewhere).await;
    let gone = super::directory::token(&scene.site, &scene.house, "gone", None).await;
    let short = super::directory::token(&scene.site, &scene.house, "short", Some(1)).await;
    revoke(&scene, "gone").await;
    scene.site.wait(86_401);
    let helen = scene.as_member("helen").await;
    let bearer = |token: &str| Some(format!("Bearer {token}"));
    let cases = [
        ("no header", None),
        ("an empty one", Some(String::new())),
        ("another scheme", Some(format!("Basic {}", good.token))),
        ("no scheme", Some(good.token.clone())),
        ("a wrong token", bearer("lyceum_scim_wrong")),
        ("another institution's", bearer(&foreign.token)),
        ("a revoked one", bearer(&gone)),
        ("one that is over", bearer(&short)),
        ("a very long one", bearer(&"x".repeat(4_000))),
    ];
    let mut first: Option<String> = None;
    for (what, header) in cases {
        let asking = helen.asking(Method::GET, "/scim/v2/Users");
        let asking = header.iter().fold(asking, |asking, header| asking.with("authorization", header));
        let page = asking.send().await;
        is_refused(&page, 401, "", what);
        assert_eq!(page.header("www-authenticate"), Some("Bearer"), "{what}");
        let body = page.source();
        assert_eq!(first.get_or_insert_with(|| body.clone()), &body, "{what}");
    }
    good.get("Users").await.is(200);
    foreign.get("Users").await.is(200);
}

#[actix_web::test]
async fn no_route_answers_without_a_token_and_a_session_is_none() {
    let (scene, _) = scene().await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    let machines: Vec<_> = routes::all().into_iter().filter(|route| route.path.starts_with("/scim/")).collect();
    assert_eq!(machines.len(), 18);
    for route in machines {
        let method: Method = route.method.parse().unwrap();
        let id = gail.get("/settings/").await.is(200).text_of("h1").len().to_string();
        let page = gail.asking(method, &route.path.replace("{id}", &id)).body(user("Ines").to_string()).send().await;
        assert_eq!(page.status, 401, "{} {}", route.method, route.path);
    }
}

#[actix_web::test]
async fn two_tokens_hold_while_one_is_changed_for_the_other() {
    let (scene, old) = scene().await;
    let new = Directory { token: super::directory::token(&scene.site, &scene.house, "new", None).await, ..old.clone() };
    old.get("Users").await.is(200);
    new.get("Users").await.is(200);
    revoke(&scene, "Entra").await;
    old.get("Users").await.is(401);
    new.adds("Ines").await;
}

#[actix_web::test]
async fn a_token_is_kept_by_its_hash_and_when_it_was_used_only_roughly() {
    let (scene, directory) = scene().await;
    let house = scene.house.id;
    let read = async || scene.site.read(move |conn| token_model::all(conn, house)).await.unwrap().remove(0);
    let before = read().await;
    assert!(!before.token_hash.contains(&directory.token) && before.used_at.is_none());
    directory.get("Users").await.is(200);
    let used = read().await.used_at;
    assert_eq!(used, Some(scene.site.now()));
    scene.site.wait(600);
    directory.get("Users").await.is(200);
    assert_eq!(read().await.used_at, used, "ten minutes later is as good as then");
    scene.site.wait(3_600);
    directory.get("Users").await.is(200);
    assert_eq!(read().await.used_at, Some(scene.site.now()));
}

#[actix_web::test]
async fn who_asks_too_often_waits_by_token_and_by_address() {
    let site = TestSite::with(|settings| settings.config.limits.scim_per_minute = 3).await;
    let house = site.institution("northfield").await;
    let (one, other) = (Directory::of(&site, &house).await, Directory::of(&site, &house).await);
    for _ in 0..3 {
        one.get("Users").await.is(200);
    }
    let page = one.get("Users").await;
    is_refused(&page, 429, "", "the fourth");
    assert!(page.header("retry-after").is_some());
    other.get("Users").await.is(200);
    let stranger = Directory { token: "lyceum_scim_wrong".into(), ..one.clone() };
    // Four times as many come from one address, whatever they have in their hands: five came already.
    for _ in 0..7 {
        stranger.get("Users").await.is(401);
    }
    is_refused(&stranger.get("Users").await, 429, "", "the thirteenth of an address");
    is_refused(&other.get("Users").await, 429, "", "with a good token");
    other.browser.comes_from([192, 0, 2, 7]);
    other.get("Users").await.is(200);
}

#[actix_web::test]
async fn a_body_that_cannot_be_taken_is_refused_in_json() {
    let (_scene, directory) = scene().await;
    let sent = async |kind: &str, body: Vec<u8>| {
        let asking = directory.browser.asking(Method::POST, "/scim/v2/Users").with("content-type", kind);
        asking.with("authorization", &format!("Bearer {}", directory.token)).body(body).send().await
    };
    let large = format!("{{\"userName\":\"ines\",\"x\":\"{}\"}}", "x".repeat(256 * 1024));
    let deep = format!("{{\"userName\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let json = "application/json; charset=utf-8";
    let cases = [
        ("a large one", json, large.into_bytes(), 413, ""),
        ("a form", "application/x-www-form-urlencoded", b"userName=ines".to_vec(), 415, ""),
        ("nothing", json, Vec::new(), 400, "invalidSyntax"),
        ("a list", json, b"[]".to_vec(), 400, "invalidSyntax"),
        ("half an object", json, b"{\"userName\":".to_vec(), 400, "invalidSyntax"),
        ("no text", json, b"{\"userName\":\"\xff\"}".to_vec(), 400, "invalidSyntax"),
        ("a deep one", json, deep.into_bytes(), 400, "invalidSyntax"),
        ("nobody", json, b"{}".to_vec(), 400, "invalidValue"),
        ("a number", json, b"{\"userName\":7}".to_vec(), 400, "invalidValue"),
    ];
    for (what, kind, body, status, told) in cases {
        is_refused(&sent(kind, body).await, status, told, what);
    }
    sent(json, user("Ines").to_string().into_bytes()).await.is(201);
}

#[actix_web::test]
async fn what_is_not_there_and_what_is_not_done_is_told_in_json() {
    let (_scene, directory) = scene().await;
    for path in ["Users/nobody", "Users/0000000000001", "Groups/0000000000001", "Schemas/x", "Roles", "Users/"] {
        is_refused(&directory.get(path).await, 404, "", path);
    }
    is_refused(&directory.post(".search", user("Ines")).await, 501, "", "a search");
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        is_refused(&directory.ask(method, "Schemas", None).await, 405, "", "schemas are ours");
    }
    let config = said(directory.get("ServiceProviderConfig").await.is(200));
    for what in ["bulk", "sort", "etag", "changePassword"] {
        assert_eq!(config[what]["supported"], false, "{what}");
    }
    assert_eq!((&config["patch"]["supported"], &config["filter"]["maxResults"]), (&true.into(), &200.into()));
    let schemas = said(directory.get("Schemas").await.is(200));
    for schema in schemas["Resources"].as_array().unwrap() {
        let one = said(directory.get(&format!("Schemas/{}", schema["id"].as_str().unwrap())).await.is(200));
        assert_eq!(one, *schema);
    }
    let types = said(directory.get("ResourceTypes").await.is(200));
    assert_eq!(types["totalResults"], 2);
    assert_eq!(said(directory.get("ResourceTypes/User").await.is(200)), types["Resources"][0]);
}
