//! When letters are made, what is in them, and that none is lost or comes twice.

use super::{ADA, BEN, DAY, choose, only_ben};
use crate::support::Scene;

#[actix_web::test]
async fn whoever_chose_nothing_gets_what_concerns_them_at_once_and_the_rest_at_eight() {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    let ada = scene.as_member("ada").await;
    choose(&ada, &[("rhythm", "daily")]).await;
    scene.site.reply(&scene.thread, &scene.person("ruth"), "Begin in the *middle*.").await;
    scene.site.told().await;
    assert_eq!(scene.site.mailed().await, 0, "what goes at once waits for a minute");
    scene.site.wait(61);
    assert_eq!(scene.site.mailed().await, 1);
    let letters = scene.site.mail_to(ADA).await;
    assert_eq!(letters.len(), 1, "Ruth answered Ada");
    assert!(
        letters[0].text.contains("Ruth replied where you wrote") && letters[0].text.contains("Begin in the middle.")
    );
    assert!(scene.site.mail_to(BEN).await.is_empty(), "Ada's question can wait until tomorrow");
    scene.site.wait(DAY);
    assert_eq!(scene.site.mailed().await, 1);
    let letters = scene.site.mail_to(BEN).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "One new post at Northfield");
    assert!(letters[0].text.contains("== Ask ==") && letters[0].text.contains("How do I begin?"));
    assert!(letters[0].text.contains("I have tried twice and nobody answered."));
    scene.site.wait(DAY);
    assert_eq!(scene.site.mailed().await, 0, "where nothing is new, nothing is sent");
    assert_eq!(scene.site.mail_to(ADA).await.len(), 1);
}

#[actix_web::test]
async fn however_long_it_was_quiet_one_digest_says_it_all() {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    for day in 1..=30 {
        scene.site.thread(&scene.person("ruth"), &[&scene.ask], &format!("Day {day}"), "Something.").await;
        scene.site.told().await;
        scene.site.wait(DAY);
    }
    assert_eq!(scene.site.mailed().await, 1);
    let letters = scene.site.mail_to(BEN).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, "31 new posts at Northfield");
    assert_eq!(scene.site.mailed().await, 0);
}

#[actix_web::test]
async fn what_was_read_meanwhile_is_not_sent_even_if_the_letter_waits_already() {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    let ben = scene.as_member("ben").await;
    let other = scene.site.thread(&scene.person("ruth"), &[&scene.ask], "Another", "Words.").await;
    scene.site.told().await;
    ben.get(&other.path).await.is(200);
    scene.site.settled().await;
    scene.site.wait(DAY);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    assert!(letters[0].text.contains("How do I begin?") && !letters[0].text.contains("Another"));
    ben.get(&scene.thread.path).await.is(200);
    scene.site.settled().await;
    assert!(scene.site.mail_to(BEN).await.is_empty(), "there is nothing left in it");
}

#[actix_web::test]
async fn boards_that_were_left_out_stay_out_unless_somebody_forces_them() {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    let (ben, helen) = (scene.as_member("ben").await, scene.as_member("helen").await);
    let hall = scene.house.board("hall").for_cohort(&scene.spring).await;
    choose(&ben, &[("boards", "chosen"), ("board", &hall.id.to_string())]).await;
    scene.site.thread(&scene.person("ruth"), &[&hall], "In the hall", "Words.").await;
    scene.site.told().await;
    scene.site.wait(DAY);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    assert!(letters[0].text.contains("In the hall") && !letters[0].text.contains("How do I begin?"));
    let page = helen.get("/b/ask/watch").await;
    helen.send(page.form("Tell everybody of every post")).await.is(303);
    scene.site.reply(&scene.thread, &scene.person("ruth"), "Hear, all of you.").await;
    scene.site.told().await;
    scene.site.wait(DAY);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    assert_eq!(letters.len(), 2);
    assert!(letters[1].text.contains("Hear, all of you."));
}

#[actix_web::test]
async fn a_thread_that_was_muted_since_is_in_no_letter() {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    let ben = scene.as_member("ben").await;
    scene.site.told().await;
    scene.site.wait(DAY);
    scene.site.mailed().await;
    assert_eq!(scene.site.mail_to(BEN).await.len(), 1);
    let page = ben.get(&format!("/t/{}/watch", scene.thread.id)).await;
    ben.send(page.form("Save").forge("level", "muted")).await.is(303);
    assert!(scene.site.mail_to(BEN).await.is_empty());
}

#[actix_web::test]
async fn at_once_is_a_letter_for_each_post_until_there_are_too_many() {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    choose(&scene.as_member("ben").await, &[("rhythm", "at-once"), ("amount", "titles")]).await;
    scene.site.thread(&scene.person("ruth"), &[&scene.ask], "Second", "Words of it.").await;
    scene.site.told().await;
    scene.site.wait(61);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    assert_eq!(letters.len(), 2);
    assert!(letters.iter().all(|letter| !letter.text.contains("Words of it")), "titles alone were wanted");
    for number in 3..=9 {
        scene.site.thread(&scene.person("ruth"), &[&scene.ask], &format!("Thread {number}"), "Words.").await;
    }
    scene.site.told().await;
    scene.site.wait(61);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    assert_eq!(letters.len(), 3);
    assert_eq!(letters[2].subject, "7 new posts at Northfield");
}

#[actix_web::test]
async fn whoever_wanted_none_gets_nothing_of_that_time_afterwards() {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    let ben = scene.as_member("ben").await;
    choose(&ben, &[("rhythm", "never")]).await;
    scene.site.told().await;
    scene.site.wait(DAY);
    assert_eq!(scene.site.mailed().await, 0);
    choose(&ben, &[("rhythm", "hourly")]).await;
    scene.site.thread(&scene.person("ruth"), &[&scene.ask], "Later", "Words.").await;
    scene.site.told().await;
    scene.site.wait(3_600);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("Later") && !letters[0].text.contains("How do I begin?"));
}
