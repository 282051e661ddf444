//! A site with as many changes under way as it takes at once: who comes then is told so, and loses nothing.

use std::sync::mpsc;
use std::time::Duration;

use tokio::task::JoinHandle;

use crate::metrics::Reading;
use crate::support::form::Form;
use crate::support::{Browser, Page, Scene, TestSite};

/// A scene whose site takes one change at once.
async fn small_scene() -> Scene {
    Scene::on(TestSite::with(|settings| settings.config.limits.writes_at_once = 1).await).await
}

/// A change that is under way until it is let go.
struct UnderWay {
    go: mpsc::Sender<()>,
    work: JoinHandle<()>,
}

impl UnderWay {
    async fn begin(scene: &Scene) -> Self {
        let (site, (go, wait)) = (scene.site.node.site.clone(), mpsc::channel());
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let work = tokio::spawn(async move {
            let change = site.write(move |_| {
                begun.send(()).unwrap();
                wait.recv().unwrap();
                Ok(())
            });
            change.await.unwrap();
        });
        has_begun.await.unwrap();
        Self { go, work }
    }

    async fn end(self) {
        self.go.send(()).unwrap();
        self.work.await.unwrap();
    }
}

/// An answer that does not wait for what is under way.
async fn at_once(answer: impl Future<Output = Page>) -> Page {
    tokio::time::timeout(Duration::from_secs(5), answer).await.expect("an answer, though the site is full")
}

async fn reply_form(scene: &Scene, browser: &Browser, words: &str) -> Form {
    browser.get(&scene.thread.path).await.form("Post reply").fill("Your reply", words)
}

#[actix_web::test]
async fn each_of_those_who_are_sent_away_together_gets_their_own_words_back() {
    let scene = small_scene().await;
    let (ada, ruth) = (scene.as_member("ada").await, scene.as_member("ruth").await);
    let adas = reply_form(&scene, &ada, "What Ada typed.").await;
    let ruths = reply_form(&scene, &ruth, "What Ruth typed.").await;
    let first = UnderWay::begin(&scene).await;
    for (browser, form, own, other) in [(&ada, adas, "Ada", "Ruth"), (&ruth, ruths, "Ruth", "Ada")] {
        let refused = at_once(browser.send(form)).await;
        refused.is(503).shows(&format!("What {own} typed.")).lacks(&format!("What {other} typed."));
        let you = refused.texts_of(".you").concat();
        assert!(you.contains(own) && !you.contains(other), "{you}");
    }
    first.end().await;
}

#[actix_web::test]
async fn a_reply_to_a_full_site_is_sent_away_at_once_and_sent_again_with_a_button() {
    let scene = small_scene().await;
    let (ada, ruth) = (scene.as_member("ada").await, scene.as_member("ruth").await);
    let words = "Begin with a letter.\n\n<b>&amp; \"then\" walk.";
    let form = reply_form(&scene, &ruth, words).await;
    let first = UnderWay::begin(&scene).await;
    let refused = at_once(ruth.send(form)).await;
    assert_eq!(refused.is(503).header("retry-after"), Some("2"));
    refused.shows("More people are here just now than we can answer").shows("wait 2 seconds");
    let typed: Vec<_> = refused.texts_as_typed("textarea").iter().map(|text| text.replace("\r\n", "\n")).collect();
    assert_eq!(typed, [words]);
    ada.get(&scene.thread.path).await.is(200).shows("1 post by 1 person");
    let reading = Reading::of(&scene.site).await;
    assert_eq!(reading.sum("lyceum_writes_refused_total", &[]), 1.0);
    assert_eq!(reading.sum("lyceum_writes_under_way", &[]), 1.0);

    first.end().await;
    let thread = ruth.send_and_go_on(refused.form("Send it again")).await;
    assert_eq!(thread.shows("2 posts by 2 people").texts_of(".post .text").len(), 2);
    ruth.send_and_go_on(refused.form("Send it again")).await.shows("2 posts by 2 people");
    let reading = Reading::of(&scene.site).await;
    assert_eq!(reading.sum("lyceum_writes_refused_total", &[]), 1.0);
    assert_eq!(reading.sum("lyceum_writes_under_way", &[]), 0.0);
}

#[actix_web::test]
async fn whoever_hangs_up_leaves_their_place_taken_until_their_change_is_through() {
    let scene = small_scene().await;
    let ruth = scene.as_member("ruth").await;
    let form = reply_form(&scene, &ruth, "Here I am.").await;
    let first = UnderWay::begin(&scene).await;
    first.work.abort();
    assert!(first.work.await.is_err());
    at_once(ruth.send(form.clone())).await.is(503);
    first.go.send(()).unwrap();
    // The change is through as soon as another one can be made.
    scene.site.write_in_turn(|_| Ok(())).await.unwrap();
    ruth.send(form).await.is(303);
}

#[actix_web::test]
async fn work_that_nobody_waits_for_is_not_sent_away_but_waits() {
    let scene = small_scene().await;
    let first = UnderWay::begin(&scene).await;
    let site = scene.site.node.site.clone();
    let patient = tokio::spawn(async move { site.write_in_turn(|_| Ok(())).await });
    tokio::task::yield_now().await;
    assert!(scene.site.write(|_| Ok(())).await.is_err(), "a person would have been sent away");
    assert!(!patient.is_finished());
    first.end().await;
    patient.await.unwrap().unwrap();
}

#[actix_web::test]
async fn a_full_site_gives_nobody_their_password_back() {
    let scene = small_scene().await;
    let (ada, visitor) = (scene.as_member("ada").await, scene.as_visitor());
    let form = ada.get("/settings/").await.form("Set a password");
    ada.send(form.fill("A new password", "three small words")).await.is(303);
    assert_eq!(scene.site.mail_to("ada@northfield.example").await.len(), 1, "she is told of it");
    let form = visitor.get("/sign-in").await.form("Sign in");
    let form = form.fill("Username or e-mail address", "ada").fill("Password", "three small words");
    let first = UnderWay::begin(&scene).await;
    let refused = at_once(visitor.send(form.clone())).await;
    refused.is(503).lacks("Send it again");
    assert!(!refused.source().contains("three small words"));
    first.end().await;
    visitor.send(form).await.is(303);
}
