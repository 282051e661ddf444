//! What a cache and a browser are told of a page, and what reading it costs.

use actix_web::http::Method;
use lyceum::http::session::COOKIE;

use crate::support::{Browser, Page, Scene, Thread};

/// The scene with a public board and a thread on it.
async fn with_hall() -> (Scene, Thread) {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await;
    let thread = scene.site.thread(&scene.person("olga"), &[&hall], "Open day", "Come *all*.").await;
    (scene, thread)
}

async fn again(browser: &Browser, path: &str, validator: &str) -> Page {
    browser.asking(Method::GET, path).with("if-none-match", validator).send().await
}

#[actix_web::test]
async fn a_page_that_the_reader_has_is_not_sent_again() {
    let (scene, thread) = with_hall().await;
    let visitor = scene.as_visitor();
    let page = visitor.get(&thread.path).await;
    let etag = page.header("etag").unwrap().to_owned();
    assert!(etag.starts_with('"') && etag.ends_with('"'), "a strong validator: {etag}");
    for sent in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".into()] {
        let answer = again(&visitor, &thread.path, &sent).await;
        assert_eq!((answer.is(304).wire.len(), answer.header("etag")), (0, Some(etag.as_str())), "{sent}");
        for name in ["vary", "cache-control"] {
            assert_eq!(answer.header(name), page.header(name), "a 304 repeats {name}");
        }
        let policies = [&page, &answer].map(|one| one.header("content-security-policy").is_some());
        assert_eq!(policies, [true, false], "the page that the reader has keeps its own");
    }
    again(&visitor, &thread.path, "\"other\"").await.is(200);
    scene.site.reply(&thread, &scene.person("olga"), "And bring friends.").await;
    again(&visitor, &thread.path, &etag).await.is(200).shows("And bring friends.");
}

#[actix_web::test]
async fn a_validator_is_of_one_reader_and_one_coding() {
    let (scene, thread) = with_hall().await;
    let (ada, ben, visitor) = (scene.as_member("ada").await, scene.as_member("ben").await, scene.as_visitor());
    let mut seen = std::collections::BTreeSet::new();
    for browser in [&ada, &ben, &visitor] {
        for coded in [browser.clone(), browser.accepting("gzip"), browser.accepting("br")] {
            coded.get(&thread.path).await;
            let page = coded.get(&thread.path).await;
            assert!(seen.insert(page.header("etag").unwrap().to_owned()), "one validator for two bodies");
        }
    }
    for etag in &seen {
        let mine = again(&ada, &thread.path, etag).await;
        assert_eq!(mine.status == 304, ada.get(&thread.path).await.header("etag") == Some(etag));
    }
    assert_eq!(seen.len(), 9);
}

#[actix_web::test]
async fn caches_are_told_for_whom_a_page_is() {
    let (scene, thread) = with_hall().await;
    let (ada, visitor) = (scene.as_member("ada").await, scene.as_visitor());
    for path in ["/", "/b/hall/", &thread.path] {
        let page = visitor.get(path).await;
        assert_eq!(page.header("cache-control"), Some("public, max-age=0, must-revalidate"), "{path}");
        assert_eq!(page.header("set-cookie"), None, "{path}");
        assert_eq!(page.source(), scene.as_visitor().get(path).await.source(), "every visitor gets the same bytes");
        assert_eq!(ada.get(path).await.header("cache-control"), Some("private, no-cache"), "{path}");
    }
    for path in ["/b/ask/", "/c/spring/", "/m/ruth/", &scene.thread.path] {
        assert_eq!(ada.get(path).await.header("cache-control"), Some("private, no-cache"), "{path}");
        assert_eq!(visitor.get(path).await.is(404).header("cache-control"), Some("no-store"), "{path}");
    }
    for path in ["/settings/", "/b/ask/new", "/sign-in", "/nowhere"] {
        assert_eq!(ada.get(path).await.header("cache-control"), Some("no-store"), "{path}");
    }
    for (browser, path) in
        [(&ada, "/"), (&visitor, "/"), (&ada, "/settings/"), (&visitor, "/sign-in"), (&visitor, "/nowhere")]
    {
        assert_eq!(browser.get(path).await.header("vary"), Some("Accept, Accept-Encoding, Cookie"), "{path}");
    }
}

#[actix_web::test]
async fn a_page_is_the_same_in_every_coding() {
    let (scene, thread) = with_hall().await;
    let (ada, visitor) = (scene.as_member("ada").await, scene.as_visitor());
    let cases = [
        (&visitor, "/"),
        (&visitor, &*thread.path),
        (&ada, "/"),
        (&ada, &*thread.path),
        (&ada, "/b/ask/"),
        (&ada, &*scene.thread.path),
    ];
    for (browser, path) in cases {
        browser.get(path).await;
        let plain = browser.get(path).await;
        for coding in ["gzip", "br"] {
            let coded = browser.accepting(coding).get(path).await;
            assert_eq!(coded.header("content-encoding"), Some(coding), "{path}");
            assert!(coded.body == plain.body, "{path} differs in {coding}");
            assert!(coded.wire.len() < plain.wire.len(), "{path} in {coding} is no smaller");
        }
        assert_eq!(browser.accepting("zstd").get(path).await.header("content-encoding"), None);
    }
}

#[actix_web::test]
async fn asking_for_the_head_gives_the_head() {
    let (scene, thread) = with_hall().await;
    for (browser, path) in [(scene.as_visitor(), &thread.path), (scene.as_member("ada").await, &scene.thread.path)] {
        browser.get(path).await;
        let (page, head) = (browser.get(path).await, browser.asking(Method::HEAD, path).send().await);
        head.is(200);
        for name in ["etag", "vary", "cache-control", "content-type", "server-timing"] {
            assert_eq!(head.header(name), page.header(name), "{name} of {path}");
        }
    }
    scene.as_visitor().asking(Method::HEAD, &scene.thread.path).send().await.is(404);
}

#[actix_web::test]
async fn reading_a_warm_page_asks_no_database() {
    let (scene, thread) = with_hall().await;
    let (ada, visitor) = (scene.as_member("ada").await, scene.as_visitor());
    let cases = [
        (&visitor, "/"),
        (&visitor, "/b/hall/"),
        (&visitor, &*thread.path),
        (&ada, "/"),
        (&ada, "/b/ask/"),
        (&ada, "/c/spring/"),
        (&ada, "/m/ruth/"),
        (&ada, &*scene.thread.path),
        (&ada, &*thread.path),
    ];
    for (browser, path) in cases {
        browser.get(path).await.is(200);
        let before = (scene.site.db.calls(), scene.site.renders());
        let second = browser.get(path).await;
        // The shelf of the front page counts, board by board, from memory.
        assert_eq!(second.has(".shelf .new section"), browser.cookie(COOKIE).is_some() && path == "/", "{path}");
        assert_eq!(second.is(200).header("server-timing"), Some("stored"), "{path}");
        browser.accepting("br").get(path).await.is(200);
        again(browser, path, browser.get(path).await.header("etag").unwrap()).await.is(304);
        assert_eq!(
            (scene.site.db.calls(), scene.site.renders()),
            before,
            "{path} asked the database, or was made again"
        );
    }
    let before = scene.site.db.calls();
    visitor.get(&scene.thread.path).await.is(404);
    visitor.get(&scene.thread.path).await.is(404);
    assert_eq!(scene.site.db.calls(), before, "turning somebody away costs nothing either");
}

#[actix_web::test]
async fn addresses_that_somebody_made_up_cause_no_write() {
    let scene = Scene::new().await;
    scene.site.settled().await;
    let visitor = scene.as_visitor();
    let before = scene.site.db.calls();
    for absent in ["/b/nowhere/", "/c/nowhere/", "/m/nobody/", "/t/0000000000zzz/x/", "/b/ask/9/"] {
        visitor.get(absent).await.is(404);
    }
    let asked = scene.site.db.calls();
    scene.site.write_down().await.unwrap();
    assert_eq!(scene.site.db.calls(), asked, "nothing was to be written down");
    for absent in ["/m/%00/", "/m/..%2f/", "/b/ASK/", "/c/%E2%80%AE/"] {
        visitor.get(absent).await.is(404);
    }
    assert_eq!(scene.site.db.calls(), asked, "what cannot be is not even looked for");
    assert!(asked > before);
}

#[actix_web::test]
async fn a_members_page_has_what_is_theirs_and_a_visitors_has_nothing() {
    let (scene, thread) = with_hall().await;
    let (ada, visitor) = (scene.as_member("ada").await, scene.as_visitor());
    let page = ada.get(&thread.path).await;
    let form = page.form("Post reply");
    assert_eq!(form.names(), ["csrf", "key", "body"]);
    assert_eq!(page.texts_of(".shelf li").first().map(String::as_str), Some("Ada"));
    let theirs = visitor.get(&thread.path).await;
    assert!(
        !theirs.has("form[method=post]")
            && !theirs.has("input[type=hidden]")
            && theirs.lacks("Ada").has_link("Sign in")
    );
    assert_eq!(theirs.link("Sign in"), format!("/sign-in?to={}", thread.path));
}
