//! When somebody is reminded of a post that they kept, how they hear of it, and when they hear nothing.

use lyceum::worker;

use super::{form_of, keep};
use crate::support::{Browser, Page, Scene};

const BEN: &str = "ben@northfield.example";
/// A day and what is wanting to half past nine.
const DAY: i64 = 86_400 + 3_600;

/// Chooses an hour of the next day for Ada's question, in the zone of whoever asks.
async fn remind(scene: &Scene, browser: &Browser, hour: &str) -> Page {
    let form = browser.get(&form_of(scene, 1).await).await.form("Keep as a bookmark");
    browser.send_and_go_on(form.fill("Note", "Answer her.").fill("Day", "2027-03-02").fill("Hour", hour)).await
}

async fn no_mail(scene: &Scene) {
    for username in ["ada", "ruth", "helen", "mo"] {
        let browser = scene.as_member(username).await;
        let form = browser.get("/settings/mail/").await.form("Save").forge("rhythm", "never");
        browser.send(form).await.is(303);
    }
}

async fn later(scene: &Scene, seconds: i64) {
    scene.site.wait(seconds);
    worker::fall_due(&scene.site).await.unwrap();
}

#[actix_web::test]
async fn at_the_hour_in_their_own_zone_a_notice_and_a_letter_come_also_of_what_was_read() {
    let scene = Scene::new().await;
    no_mail(&scene).await;
    let ben = scene.as_member("ben").await;
    let settings = ben.get("/settings/").await.form("Save");
    ben.send(settings.fill("Time zone", "Asia/Tokyo")).await.is(303);
    ben.get(&scene.thread.path).await.is(200);
    scene.site.settled().await;
    scene.site.told().await;
    // It is nine in the morning in London and six in the evening in Tokyo: the hour is 15 hours and a half away.
    remind(&scene, &ben, "09:30").await.shows("You will be reminded on 2 March 2027 at 09:30 (Asia/Tokyo).");
    later(&scene, 15 * 3_600 + 29 * 60).await;
    ben.get("/notices/").await.lacks("You wanted to be reminded");
    later(&scene, 120).await;
    let page = ben.get("/notices/").await;
    page.shows("You wanted to be reminded of this");
    assert_eq!(page.text_of(".rows h3"), "How do I begin? 1 new");
    ben.get("/bookmarks/").await.shows("Answer her.").lacks("You will be reminded");
    scene.site.wait(61);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("You wanted to be reminded of this"), "{}", letters[0].text);
    later(&scene, DAY).await;
    scene.site.mailed().await;
    assert_eq!(scene.site.mail_to(BEN).await.len(), 1, "once is enough");
    for who in ["ada", "ruth", "helen"] {
        scene.as_member(who).await.get("/notices/").await.lacks("You wanted to be reminded");
    }
}

#[actix_web::test]
async fn an_hour_that_was_put_off_or_taken_back_reminds_nobody() {
    let scene = Scene::new().await;
    no_mail(&scene).await;
    let ben = scene.as_member("ben").await;
    remind(&scene, &ben, "09:30").await;
    let change = ben.get(&form_of(&scene, 1).await).await;
    assert_eq!((change.typed("Day"), change.typed("Hour")), ("2027-03-02".into(), "09:30".into()));
    ben.send(change.form("Save").fill("Hour", "18:00")).await.is(303);
    later(&scene, DAY).await;
    ben.get("/notices/").await.lacks("You wanted to be reminded");
    let change = ben.get(&form_of(&scene, 1).await).await.form("Save");
    ben.send(change.fill("Day", "").fill("Hour", "")).await.is(303);
    later(&scene, DAY).await;
    ben.get("/notices/").await.lacks("You wanted to be reminded");

    remind_in(&scene, &ben, "2027-03-04").await;
    ben.send(ben.get("/bookmarks/").await.form("Remove it for good")).await.is(303);
    later(&scene, 2 * DAY).await;
    ben.get("/notices/").await.lacks("You wanted to be reminded");
    scene.site.mailed().await;
    assert!(scene.site.mail_to(BEN).await.iter().all(|letter| !letter.text.contains("You wanted to be reminded")));
}

/// Changes the day of the bookmark of Ada's question.
async fn remind_in(scene: &Scene, browser: &Browser, day: &str) {
    let form = browser.get(&form_of(scene, 1).await).await.form("Save").fill("Day", day).fill("Hour", "09:30");
    browser.send(form).await.is(303);
}

#[actix_web::test]
async fn whoever_cannot_read_the_post_any_more_is_not_reminded_of_it() {
    let scene = Scene::new().await;
    no_mail(&scene).await;
    let (ben, helen) = (scene.as_member("ben").await, scene.as_member("helen").await);
    remind(&scene, &ben, "09:30").await;
    remind(&scene, &helen, "09:30").await;
    let page = helen.get("/c/spring/manage/end?who=ben").await;
    helen.send(page.form("End it")).await.is(303);
    later(&scene, DAY).await;
    ben.get("/notices/").await.lacks("You wanted to be reminded").lacks("How do I begin?");
    ben.get("/bookmarks/").await.shows("A post that you cannot read any more").shows("Answer her.");
    helen.get("/notices/").await.shows("You wanted to be reminded of this");
    scene.site.mailed().await;
    assert!(scene.site.mail_to(BEN).await.iter().all(|letter| !letter.text.contains("reminded")));
}

#[actix_web::test]
async fn a_thread_that_one_muted_still_reminds_of_its_post() {
    let scene = Scene::new().await;
    no_mail(&scene).await;
    let ben = scene.as_member("ben").await;
    keep(&scene, &ben, 1, "Later.").await;
    remind_in(&scene, &ben, "2027-03-02").await;
    let watch = ben.get(&format!("/t/{}/watch", scene.thread.id)).await.form("Save").forge("level", "muted");
    ben.send(watch).await.is(303);
    later(&scene, DAY).await;
    ben.get("/notices/").await.shows("You wanted to be reminded of this");
    scene.site.wait(61);
    scene.site.mailed().await;
    assert!(scene.site.mail_to(BEN).await.iter().any(|letter| letter.text.contains("You wanted to be reminded")));
}
