//! Feeds beside their pages: the same readers, the same absence, and always what is there now.

use diesel::prelude::*;
use lyceum::db::schema::pages;
use serde_json::Value;

use crate::support::{Page, Scene, TestSite};

/// The titles of a JSON feed's entries, newest first.
pub fn titles(feed: &Page) -> Vec<String> {
    items(feed).iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

fn items(feed: &Page) -> Vec<Value> {
    let whole: Value = serde_json::from_str(&feed.is(200).source()).unwrap();
    whole["items"].as_array().unwrap().clone()
}

/// How many feeds the site keeps up to date.
async fn kept(site: &TestSite) -> i64 {
    let feeds = pages::table.filter(pages::path.like("%/feed-%")).count();
    site.read(move |conn| Ok(feeds.get_result(conn)?)).await.unwrap()
}

#[actix_web::test]
async fn a_feed_has_what_was_written_last_and_keeps_up_with_it() {
    let scene = Scene::new().await;
    let open = scene.house.board("open").public().await;
    let (ada, visitor) = (scene.person("ada"), scene.as_visitor());
    visitor.get("/b/open/feed.json").await.is(200).lacks("\"id\"");
    let body = "Ask [Ruth](/m/ruth/) or read on.[^1]\n\n[^1]: Below.";
    let thread = scene.site.thread(&ada, &[&open], "Where do I begin?", body).await;
    let feed = visitor.get("/b/open/feed.json").await;
    assert_eq!(titles(&feed), ["Where do I begin?"]);
    assert_eq!(feed.header("content-type"), Some("application/feed+json; charset=utf-8"));
    let first = format!("http://northfield.localhost:8080/p/{}/", thread.post(1).await);
    let told = items(&feed)[0].clone();
    assert_eq!((told["id"].as_str(), told["authors"][0]["name"].as_str()), (Some(&*first), Some("Ada")));
    let html = told["content_html"].as_str().unwrap();
    assert!(html.contains("href=\"http://northfield.localhost:8080/m/ruth/\""), "{html}");
    assert!(html.contains(&format!("href=\"{first}#")), "a note leads to its page: {html}");

    let own = format!("/t/{}/feed.json", thread.id);
    assert_eq!(titles(&visitor.get(&own).await), ["Where do I begin?"]);
    let reply = scene.site.reply(&thread, &scene.person("ruth"), "At the *end*.").await;
    for path in ["/b/open/feed.json", &own] {
        assert_eq!(titles(&visitor.get(path).await), ["Re: Where do I begin?", "Where do I begin?"], "{path}");
    }
    let ruth = scene.as_member("ruth").await;
    let edit = ruth.get(&format!("/p/{reply}/edit")).await.form("Save").fill("Your text", "At the beginning.");
    ruth.send(edit).await.is(303);
    visitor.get("/b/open/feed.json").await.shows("At the beginning").lacks("At the <em>end");
    scene.site.done().await;
}

#[actix_web::test]
async fn as_atom_it_says_the_same_and_a_reader_who_has_it_hears_so() {
    let scene = Scene::new().await;
    let open = scene.house.board("open").public().await;
    scene.site.thread(&scene.person("ada"), &[&open], "A < B & \"C\"", "Is 1 < 2?").await;
    let visitor = scene.as_visitor();
    let feed = visitor.get("/b/open/feed.atom").await;
    assert_eq!(feed.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    assert_eq!(feed.header("cache-control"), Some("public, max-age=0, must-revalidate"));
    assert_eq!(feed.header("set-cookie"), None);
    let source = feed.source();
    assert!(source.contains("<title>A &lt; B &amp; "), "{source}");
    assert!(source.contains("Is 1 &amp;lt; 2?") && source.contains("rel=\"self\""), "{source}");
    assert!(source.contains("http://northfield.localhost:8080/b/open/feed.atom"), "{source}");
    assert_eq!(visitor.get("/b/open/feed.atom").await.header("server-timing"), Some("stored"));
    let asking = visitor.asking(actix_web::http::Method::GET, "/b/open/feed.atom");
    asking.with("if-none-match", feed.header("etag").unwrap()).send().await.is(304);
    // Where a page can be subscribed to, it says so; where nobody could, it does not.
    assert!(visitor.get("/b/open/").await.has("link[rel=alternate][href='/b/open/feed.atom']"));
    assert!(!scene.as_member("ada").await.get("/b/ask/").await.has("link[rel=alternate]"));
}

#[actix_web::test]
async fn who_may_not_read_a_board_finds_no_feed_of_it_and_leaves_no_trace() {
    let scene = Scene::new().await;
    let (ada, olga, visitor) = (scene.as_member("ada").await, scene.as_member("olga").await, scene.as_visitor());
    let of_thread = format!("/t/{}/feed.atom", scene.thread.id);
    for path in ["/b/ask/feed.atom", "/b/ask/feed.json", &of_thread] {
        for stranger in [&olga, &visitor] {
            let (hidden, absent) = (stranger.get(path).await, stranger.get("/b/nowhere/feed.atom").await);
            assert_eq!((hidden.status, absent.status), (404, 404), "{path}");
            hidden.lacks("How do I begin");
        }
    }
    assert_eq!(kept(&scene.site).await, 0, "a stranger causes no writes");
    let feed = ada.get("/b/ask/feed.atom").await;
    assert_eq!(feed.is(200).header("cache-control"), Some("private, no-cache"));
    assert_eq!(kept(&scene.site).await, 1);
    olga.get("/b/ask/feed.atom").await.is(404);
    visitor.get("/b/ask/feed.atom").await.is(404);
}

#[actix_web::test]
async fn what_is_hidden_or_narrowed_is_gone_from_the_next_feed() {
    let scene = Scene::new().await;
    let open = scene.house.board("open").public().await;
    let thread = scene.site.thread(&scene.person("ada"), &[&open], "Where do I begin?", "Tell me.").await;
    let reply = scene.site.reply(&thread, &scene.person("ruth"), "canary").await;
    let visitor = scene.as_visitor();
    visitor.get("/b/open/feed.atom").await.is(200).shows("canary");
    visitor.get(&format!("/t/{}/feed.json", thread.id)).await.is(200).shows("canary");
    let helen = scene.house.admin("gail").await;
    let keeper = scene.site.browser().as_member(&helen).await;
    let form = keeper.get(&format!("/p/{reply}/actions")).await.form("Hide").fill("Why?", "Private.");
    keeper.send(form).await.is(303);
    visitor.get("/b/open/feed.atom").await.is(200).lacks("canary");
    visitor.get(&format!("/t/{}/feed.json", thread.id)).await.is(200).lacks("canary");
    open.becomes("institution").await;
    visitor.get("/b/open/feed.atom").await.is(404);
    visitor.get(&format!("/t/{}/feed.json", thread.id)).await.is(404);
    scene.as_member("olga").await.get("/b/open/feed.atom").await.is(200).shows("Where do I begin");
    scene.site.done().await;
}
