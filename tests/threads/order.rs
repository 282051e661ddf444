//! Keeping order: hiding posts and threads, locking, pinning; and who may do so.

use std::collections::BTreeSet;

use crate::support::scene::TITLE;
use crate::support::{Browser, Page, Scene};

/// The page with everything that may be done with the first post and its thread.
async fn actions(browser: &Browser, scene: &Scene) -> Page {
    browser.get(&format!("/p/{}/actions", scene.thread.post(1).await)).await
}

#[actix_web::test]
async fn a_hidden_post_leaves_its_number_and_nothing_of_its_words() {
    let scene = Scene::new().await;
    let post = scene.site.reply(&scene.thread, &scene.person("ben"), "Something unkind.").await;
    scene.site.reply(&scene.thread, &scene.person("ruth"), "Something kind.").await;
    let mo = scene.as_member("mo").await;
    let form = mo.get(&format!("/p/{post}/actions")).await.form("Hide this post");
    let without = mo.send(form.clone()).await;
    without.is(422).error_beside("Why?", "Say in a few words why");
    mo.send_and_go_on(form.fill("Why?", "unkind")).await.is(200).shows("unkind");

    let ada = scene.as_member("ada").await;
    let page = ada.get(&scene.thread.path).await;
    page.lacks("Something unkind")
        .lacks("Ben")
        .shows("Post 2 A moderator has hidden this post.")
        .shows("Post 3 by Ruth");
    ada.get(&format!("/p/{post}/actions")).await.lacks("Something unkind").lacks("Ben").lacks("Reply with a quotation");
    let own = scene.as_member("ben").await.get(&format!("/p/{post}/actions")).await;
    own.shows("Something unkind.").shows("by Mo: unkind").lacks("Reply with a quotation");
    scene.as_member("ben").await.get(&format!("/p/{post}/edit")).await.is(403).shows("This is your post");
    ada.get(&format!("/p/{post}/")).await.redirects_to(&format!("{}#p-{post}", scene.thread.path));

    let form = mo.get(&format!("/p/{post}/actions")).await.form("Bring this post back").fill("Why?", "talked it over");
    mo.send(form).await.is(303);
    ada.get(&scene.thread.path).await.shows("Post 2 by Ben").shows("Something unkind.");
}

#[actix_web::test]
async fn a_student_cannot_hide_a_post() {
    let scene = Scene::new().await;
    let (ada, mo) = (scene.as_member("ada").await, scene.as_member("mo").await);
    let page = actions(&ada, &scene).await;
    assert!(!page.has_button("Hide this post") && !page.has_button("Lock it"));
    let form = actions(&mo, &scene).await.form("Hide this post").fill("Why?", "mine");
    ada.send_forged(form).await.is(403).shows("only moderators can hide it");
    ada.get(&scene.thread.path).await.shows("nobody answered");
}

#[actix_web::test]
async fn a_hidden_post_takes_its_earlier_versions_along() {
    let scene = Scene::new().await;
    let (ada, mo) = (scene.as_member("ada").await, scene.as_member("mo").await);
    let post = scene.thread.post(1).await;
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Save").fill("Your text", "Better words.");
    ada.send(form).await.is(303);
    mo.send(actions(&mo, &scene).await.form("Hide this post").fill("Why?", "private details")).await.is(303);
    let ben = scene.as_member("ben").await;
    ben.get(&format!("/p/{post}/history/")).await.is(404).lacks("Better words");
    mo.get(&format!("/p/{post}/history/")).await.is(200).shows("Better words");
    ada.get(&format!("/p/{post}/edit")).await.is(403);
}

#[actix_web::test]
async fn a_reply_to_a_thread_that_was_locked_meanwhile_is_given_back() {
    let scene = Scene::new().await;
    let (ruth, helen) = (scene.as_member("ruth").await, scene.as_member("helen").await);
    let form = ruth.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "An hour of work.");
    helen.send(actions(&helen, &scene).await.form("Lock it")).await.is(303);
    let refused = ruth.send(form.clone()).await;
    refused.is(409).error_beside(
        "Your reply",
        "This thread has been locked in the meantime, so your reply cannot be added. Copy it if you want to keep it.",
    );
    assert_eq!(refused.typed("Your reply"), "An hour of work.");
    let locked = ruth.get(&scene.thread.path).await;
    locked.shows("This thread is locked").lacks("An hour of work.");
    assert!(!locked.has_button("Post reply"));

    helen.send(actions(&helen, &scene).await.form("Unlock it")).await.is(303);
    ruth.send_and_go_on(form).await.shows("An hour of work.");
}

#[actix_web::test]
async fn only_who_keeps_order_locks() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let form = actions(&helen, &scene).await.form("Lock it");
    for (username, status) in [("ada", 403), ("ruth", 403), ("olga", 404)] {
        let browser = scene.as_member(username).await;
        browser.send_forged(form.clone()).await.is(status);
    }
    assert!(helen.get(&scene.thread.path).await.has_button("Post reply"));
}

#[actix_web::test]
async fn a_pinned_thread_stands_first_until_it_is_unpinned() {
    let scene = Scene::new().await;
    let ruth = scene.person("ruth");
    scene.site.thread(&ruth, &[&scene.ask], "Newer", "Words.").await;
    let (mo, ada) = (scene.as_member("mo").await, scene.as_member("ada").await);
    assert_eq!(ada.get("/b/ask/").await.texts_of(".rows h3 a"), ["Newer", TITLE]);
    mo.send(actions(&mo, &scene).await.form("Pin it to the top")).await.is(303);
    let board = ada.get("/b/ask/").await;
    assert_eq!(board.shows("Pinned").texts_of(".rows h3 a"), [TITLE, "Newer"]);
    mo.send(actions(&mo, &scene).await.form("Unpin it")).await.is(303);
    assert_eq!(ada.get("/b/ask/").await.lacks("Pinned").texts_of(".rows h3 a"), ["Newer", TITLE]);
}

#[actix_web::test]
async fn a_reply_moves_its_thread_up() {
    let scene = Scene::new().await;
    scene.site.thread(&scene.person("ruth"), &[&scene.ask], "Newer", "Words.").await;
    scene.site.reply(&scene.thread, &scene.person("ruth"), "With a question.").await;
    let board = scene.as_member("ada").await.get("/b/ask/").await;
    assert_eq!(board.shows("1 reply Ruth").texts_of(".rows h3 a"), [TITLE, "Newer"]);
}

#[actix_web::test]
async fn a_hidden_thread_is_as_if_it_had_never_been() {
    let scene = Scene::new().await;
    let (ada, mo) = (scene.as_member("ada").await, scene.as_member("mo").await);
    let post = scene.thread.post(1).await;
    let form = mo.follow(&actions(&mo, &scene).await, "Hide it").await.form("Hide this thread");
    mo.send(form.clone()).await.is(422).error_beside("Why?", "Say in a few words why");
    mo.send_and_go_on(form.fill("Why?", "spam")).await.is(200);
    let absent = "/t/0000000000zzz/how-do-i-begin/";
    for browser in [&ada, &scene.as_member("olga").await, &scene.as_visitor()] {
        let (hidden, missing) = (browser.get(&scene.thread.path).await, browser.get(absent).await);
        hidden.is(404).lacks("begin?");
        assert_eq!(hidden.source().replace(&scene.thread.id.to_string(), "0000000000zzz"), missing.source());
        let headers = |page: &Page| {
            page.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect::<BTreeSet<_>>()
        };
        assert_eq!(headers(&hidden), headers(&missing));
    }
    ada.get(&format!("/p/{post}/")).await.is(404);
    ada.get(&format!("/p/{post}/actions")).await.is(404);
    ada.get(&format!("/t/{}/last", scene.thread.id)).await.is(404);
    ada.get("/b/ask/").await.lacks(TITLE).shows("Nobody has written here yet");

    mo.send(actions(&mo, &scene).await.form("Bring it back")).await.is(303);
    ada.get(&scene.thread.path).await.is(200);
    ada.get("/b/ask/").await.shows(TITLE);
}
