//! Changing what was written: the old words stay where those who can read the post can compare them.

use crate::support::Scene;
use crate::support::scene::{BODY, TITLE};

#[actix_web::test]
async fn an_edit_keeps_the_old_words_where_they_can_be_compared() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let post = scene.thread.post(1).await;
    let actions = ada.get(&format!("/p/{post}/actions")).await;
    let form = ada.follow(&actions, "Change it").await.form("Save");
    assert_eq!(form.value("body"), Some(BODY));
    let form = form
        .fill("Your text", "I have tried *thrice* and nobody answered.")
        .fill("Why did you change it?", "counted again");
    let thread = ada.send_and_go_on(form).await;
    thread.shows("I have tried thrice and nobody answered.").lacks("twice").shows(": counted again.");

    let ben = scene.as_member("ben").await;
    let history = ben.follow(&ben.get(&scene.thread.path).await, "See what changed").await;
    assert_eq!(history.texts_of("h2"), ["Version 2", "Version 1"]);
    assert!(history.text_of(".diff ins").contains("thrice"));
    assert!(history.text_of(".diff del").contains("twice"));
    history.shows("counted again");
    scene.as_member("olga").await.get(&format!("/p/{post}/history/")).await.is(404).lacks("thrice");
}

#[actix_web::test]
async fn every_version_is_kept_with_its_own_reason() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let post = scene.thread.post(1).await;
    for (text, why) in [("One.", "first"), ("Two.", ""), ("Three.", "third")] {
        scene.site.wait(60);
        let form = ada.get(&format!("/p/{post}/edit")).await.form("Save");
        ada.send_and_go_on(form.fill("Your text", text).fill("Why did you change it?", why)).await.shows(text);
    }
    let history = ada.get(&format!("/p/{post}/history/")).await;
    assert_eq!(history.texts_of("h2"), ["Version 4", "Version 3", "Version 2", "Version 1"]);
    let reasons: Vec<_> = history.texts_of(".entry").iter().map(|entry| entry.contains("third")).collect();
    assert_eq!(reasons, [true, false, false, false]);
}

#[actix_web::test]
async fn an_edit_that_changes_nothing_leaves_no_trace() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let post = scene.thread.post(1).await;
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Save");
    ada.send_and_go_on(form).await.lacks("Edited");
    ada.get(&format!("/p/{post}/history/")).await.is(404);
}

#[actix_web::test]
async fn an_edit_that_cannot_be_saved_keeps_what_was_typed() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let post = scene.thread.post(1).await;
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Save");
    let answer = ada
        .send(form.fill("Your text", "  ").fill("Title", "A better title").fill("Why did you change it?", "shorter"))
        .await;
    answer.is(422).error_beside("Your text", "Write something first");
    assert_eq!(answer.typed("Title"), "A better title");
    assert_eq!(answer.typed("Why did you change it?"), "shorter");
    assert_eq!(ada.get(&scene.thread.path).await.heading(), TITLE);
}

#[actix_web::test]
async fn a_preview_of_an_edit_changes_nothing() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let post = scene.thread.post(1).await;
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Preview").fill("Your text", "Not *yet*.");
    let preview = ada.send(form).await;
    assert_eq!(preview.is(200).text_of(".preview em"), "yet");
    ada.get(&scene.thread.path).await.lacks("yet");
}

#[actix_web::test]
async fn nobody_but_its_author_changes_a_post() {
    let scene = Scene::new().await;
    let post = scene.thread.post(1).await;
    let edit = format!("/p/{post}/edit");
    for other in ["ruth", "helen", "mo"] {
        let browser = scene.as_member(other).await;
        browser.get(&edit).await.is(403).shows("only its author can change it");
        assert!(!browser.get(&format!("/p/{post}/actions")).await.has_link("Change it"));
        let form = scene.as_member("ada").await.get(&edit).await.form("Save").fill("Your text", "Forged.");
        browser.send_forged(form).await.is(403);
    }
    scene.as_member("olga").await.get(&edit).await.is(404);
    scene.as_visitor().get(&edit).await.is(404);
    scene.as_member("ada").await.get(&scene.thread.path).await.shows("nobody answered");
}

#[actix_web::test]
async fn a_post_in_a_locked_thread_stays_as_it_is() {
    let scene = Scene::new().await;
    let (ada, helen) = (scene.as_member("ada").await, scene.as_member("helen").await);
    let post = scene.thread.post(1).await;
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Save").fill("Your text", "Too late.");
    helen.send(helen.get(&format!("/p/{post}/actions")).await.form("Lock it")).await.is(303);
    ada.get(&format!("/p/{post}/edit")).await.is(403);
    ada.send(form).await.is(403);
    ada.get(&scene.thread.path).await.lacks("Too late.");
}

#[actix_web::test]
async fn a_new_title_moves_the_address_and_the_old_one_leads_there() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let post = scene.thread.post(1).await;
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Save").fill("Title", "How does one begin?");
    let renamed = ada.send(form).await;
    let path = format!("/t/{}/how-does-one-begin/", scene.thread.id);
    assert_eq!(ada.go_on(renamed).await.is(200).heading(), "How does one begin?");
    ada.get(&scene.thread.path).await.is(301).redirects_to(&path);
    ada.get(&format!("/t/{}/", scene.thread.id)).await.is(301).redirects_to(&path);
    ada.get("/b/ask/").await.shows("How does one begin?").lacks(TITLE);
    // Who may not read it does not learn its title from where it would lead.
    scene.as_member("olga").await.get(&scene.thread.path).await.is(404).lacks("does one");
    scene.as_visitor().get(&scene.thread.path).await.is(404).lacks("does one");
}

#[actix_web::test]
async fn only_the_first_post_carries_the_title() {
    let scene = Scene::new().await;
    let ruth = scene.person("ruth");
    let post = scene.site.reply(&scene.thread, &ruth, "With a question.").await;
    let browser = scene.as_member("ruth").await;
    let form = browser.get(&format!("/p/{post}/edit")).await.form("Save");
    assert_eq!(form.value("title"), None);
    browser.send(form.fill("Your text", "With two.").forge("title", "Taken over")).await.is(303);
    assert_eq!(browser.get(&scene.thread.path).await.shows("With two.").heading(), TITLE);
}
