//! What its reader may not see any more is in no letter, and no subject tells what only some may read.

use lyceum::members::suspend;
use lyceum::{boards, members};

use super::{BEN, DAY, choose, only_ben};
use crate::support::Scene;

/// Ben's letters, with a digest in the queue that has something in it.
async fn waiting() -> Scene {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    scene.site.told().await;
    scene.site.wait(DAY);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    assert!(letters[0].text.contains("How do I begin?"));
    scene
}

#[actix_web::test]
async fn whoever_left_the_cohort_gets_nothing_of_it_though_it_waits_already() {
    let scene = waiting().await;
    scene.spring.remove(&scene.person("ben")).await;
    assert!(scene.site.mail_to(BEN).await.is_empty());
}

#[actix_web::test]
async fn a_hidden_post_is_in_no_letter_until_it_is_back() {
    let scene = waiting().await;
    let mo = scene.as_member("mo").await;
    let actions = format!("/p/{}/actions", scene.thread.post(1).await);
    let page = mo.get(&actions).await;
    mo.send(page.form("Hide this post").fill("Why?", "It has to be.")).await.is(303);
    assert!(scene.site.mail_to(BEN).await.is_empty());
    let page = mo.get(&actions).await;
    mo.send(page.form("Bring this post back").fill("Why?", "It was fine.")).await.is(303);
    assert_eq!(scene.site.mail_to(BEN).await.len(), 1);
}

#[actix_web::test]
async fn a_suspended_member_gets_no_post() {
    let scene = waiting().await;
    let ben = scene.person("ben").id;
    scene.site.write(move |tx| suspend::suspend(tx, ben, None, "It has to be.").map(drop)).await.unwrap();
    assert!(scene.site.mail_to(BEN).await.is_empty());
}

#[actix_web::test]
async fn an_address_that_is_no_more_theirs_gets_nothing_that_waits() {
    let scene = waiting().await;
    let ben = scene.person("ben").id;
    let change = scene.site.write(move |tx| {
        let (row, id, now) = (members::model::by_id(tx.conn, ben)?, tx.id(), tx.now);
        members::model::readdress(tx.conn, id, &row, "ben@new.example", now)
    });
    change.await.unwrap();
    assert!(scene.site.mail_to(BEN).await.is_empty());
    assert!(scene.site.mail_to("ben@new.example").await.is_empty());
}

#[actix_web::test]
async fn a_board_that_became_narrower_takes_its_posts_out_of_letters() {
    let scene = Scene::new().await;
    let olga = scene.as_member("olga").await;
    let hall = scene.house.board("hall").public().await;
    only_ben(&scene).await;
    choose(&olga, &[("rhythm", "hourly")]).await;
    scene.site.thread(&scene.person("ruth"), &[&hall], "In the open", "Dear @olga.").await;
    scene.site.told().await;
    scene.site.wait(61);
    scene.site.mailed().await;
    let address = &scene.person("olga").address;
    let letters = scene.site.mail_to(address).await;
    assert_eq!(letters[0].subject, "In the open", "everybody may read it");
    let (board, cohort) = (hall.id, scene.spring.id);
    let narrow = scene.site.write(move |tx| boards::change::set_audience(tx, board, "cohorts", &[cohort]));
    narrow.await.unwrap();
    assert!(scene.site.mail_to(address).await.is_empty());
    scene.site.mail_to(BEN).await;
}

#[actix_web::test]
async fn a_subject_names_no_thread_that_only_some_may_read_nor_their_cohort() {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    choose(&scene.as_member("ben").await, &[("rhythm", "at-once")]).await;
    let hall = scene.house.board("hall").for_institution().await;
    scene.site.thread(&scene.person("ruth"), &[&hall], "Among us", "Dear @ben.").await;
    scene.site.told().await;
    scene.site.wait(61);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    let subjects: Vec<_> = letters.iter().map(|letter| letter.subject.as_str()).collect();
    assert_eq!(subjects, ["New posts in your cohort at Northfield", "New posts at Northfield"]);
    for letter in &letters {
        let (head, _) = letter.raw.split_once("\r\n\r\n").unwrap();
        for secret in ["begin", "Spring", "spring", "Ask", "ask", "Among", "hall"] {
            assert!(!head.contains(secret), "{secret} stands in {head}");
        }
    }
}

#[actix_web::test]
async fn neither_the_queue_nor_a_letter_that_fails_keeps_anybodys_words() {
    let scene = waiting().await;
    let payloads = scene.site.read(|conn| {
        use diesel::prelude::*;
        use lyceum::db::schema::deliveries;
        Ok(deliveries::table.select(deliveries::payload).load::<String>(conn)?)
    });
    for payload in payloads.await.unwrap() {
        assert!(!payload.contains("begin") && !payload.contains("twice"), "{payload}");
    }
}
