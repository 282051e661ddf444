//! Who is told of a post, who is not, and what becomes of it when it is read, hidden or moved.

use diesel::prelude::*;
use lyceum::boards;
use lyceum::db::ids::Time;
use lyceum::db::schema::notices;
use lyceum::roster::CohortRole;

use crate::support::{Page, Scene};

fn lines(page: &Page) -> Vec<String> {
    page.texts_of(".rows h3")
}

#[actix_web::test]
async fn somebody_is_told_once_of_each_post_and_hears_why() {
    let scene = Scene::new().await;
    let (ben, ada) = (scene.as_member("ben").await, scene.as_member("ada").await);
    ben.get("/").await.lacks("1 notice");
    scene.site.told().await;
    // Of Ada's question everybody in the cohort is told, but for her.
    let page = ben.get("/notices/").await;
    page.shows("Ada began this thread").shows("1 post");
    assert_eq!(page.link("How do I begin?"), format!("/t/{}/from/1", scene.thread.id));
    ada.get("/notices/").await.shows("Nobody has told you of anything yet");
    assert!(ben.get("/").await.has_link("1 notice"));
    scene.as_member("olga").await.get("/notices/").await.shows("Nobody has told you");
    // Several posts of one thread are one line, with the strongest reason.
    scene.site.reply(&scene.thread, &scene.person("ruth"), "One. What does @ben say? And @ben? And @olga?").await;
    scene.site.reply(&scene.thread, &scene.person("ruth"), "Two.").await;
    scene.site.told().await;
    scene.site.told().await;
    let page = ben.get("/notices/").await;
    page.shows("Ruth mentioned you").shows("2 posts");
    assert_eq!(lines(&page), ["How do I begin? 2 new"]);
    ada.get("/notices/").await.shows("Ruth replied where you wrote").shows("2 posts");
    assert!(ben.get("/b/ask/").await.has_link("2 notices") && ada.get("/").await.has_link("2 notices"));
    // Whoever cannot read it is told nothing, though it names them.
    scene.as_member("olga").await.get("/notices/").await.shows("Nobody has told you").lacks("How do I begin?");
}

#[actix_web::test]
async fn what_is_read_is_seen_and_buttons_do_it_too() {
    let scene = Scene::new().await;
    let (ben, ruth) = (scene.as_member("ben").await, scene.person("ruth"));
    let other = scene.site.thread(&ruth, &[&scene.ask], "Another", "One.").await;
    let third = scene.site.thread(&ruth, &[&scene.ask], "A third", "One.").await;
    scene.site.told().await;
    assert!(ben.get("/").await.has_link("3 notices"));
    ben.get(&other.path).await.is(200);
    assert!(ben.get("/").await.has_link("2 notices"));
    let page = ben.get("/notices/").await;
    assert_eq!(lines(&page), ["A third 1 new", "Another", "How do I begin? 1 new"]);
    ben.send(page.form("Mark as seen A third")).await.redirects_to("/notices/");
    assert!(ben.get("/").await.has_link("1 notice"));
    // It is so for another process, and after this one.
    scene.site.settled().await;
    let later = scene.site.second_process().await;
    assert!(ben.of(&later).get("/").await.has_link("1 notice"));
    // Whoever has read it before they could be told is not bothered.
    scene.site.reply(&third, &ruth, "Two, @ben.").await;
    ben.get(&third.path).await.is(200);
    scene.site.told().await;
    assert!(ben.get("/").await.has_link("1 notice"));
    scene.site.thread(&ruth, &[&scene.ask], "A fourth", "One.").await;
    scene.site.told().await;
    let page = ben.get("/notices/").await;
    ben.send(page.form("Mark all as seen")).await.is(303);
    ben.get("/notices/").await.lacks("Mark all as seen").lacks("class=\"fresh\"");
    let home = ben.get("/").await;
    assert!(home.has_link("Notices") && !home.has_link("1 notice"));
    later.site.listen().unwrap();
    assert!(ben.of(&later).get("/").await.has_link("Notices"));
}

#[actix_web::test]
async fn what_nobody_may_read_any_more_is_neither_listed_nor_counted() {
    let scene = Scene::new().await;
    let (ben, mo) = (scene.as_member("ben").await, scene.as_member("mo").await);
    let hall = scene.house.board("hall").public().await;
    scene.site.thread(&scene.person("ruth"), &[&hall], "In the open", "Dear @ben and @olga.").await;
    let olga = scene.as_member("olga").await;
    scene.site.told().await;
    assert!(ben.get("/").await.has_link("2 notices") && olga.get("/").await.has_link("1 notice"));
    // A hidden post, until it is back.
    let actions = format!("/p/{}/actions", scene.thread.post(1).await);
    let page = mo.get(&actions).await;
    mo.send(page.form("Hide this post").fill("Why?", "It has to be.")).await.is(303);
    assert_eq!(lines(&ben.get("/notices/").await), ["In the open 1 new"]);
    assert!(ben.get("/").await.has_link("1 notice"));
    let page = mo.get(&actions).await;
    mo.send(page.form("Bring this post back").fill("Why?", "It was fine.")).await.is(303);
    assert!(ben.get("/").await.has_link("2 notices"));
    // A board that is narrower now, and somebody who has left.
    let (board, cohort) = (hall.id, scene.spring.id);
    let narrow = scene.site.write(move |tx| boards::change::set_audience(tx, board, "cohorts", &[cohort]));
    narrow.await.unwrap();
    assert!(olga.get("/settings/").await.has_link("Notices") && ben.get("/settings/").await.has_link("2 notices"));
    olga.get("/notices/").await.shows("Nobody has told you of anything yet").lacks("In the open");
    scene.spring.remove(&scene.person("ben")).await;
    assert!(ben.get("/settings/").await.has_link("Notices"));
    ben.get("/notices/").await.shows("Nobody has told you of anything yet").lacks("How do I begin?");
}

#[actix_web::test]
async fn an_edit_tells_those_whom_it_names_and_who_were_not_told_of_it() {
    let scene = Scene::new().await;
    let (ada, ben) = (scene.as_member("ada").await, scene.as_member("ben").await);
    scene.site.told().await;
    ben.get(&scene.thread.path).await.is(200);
    assert!(ben.get("/").await.has_link("Notices"));
    let post = scene.thread.post(1).await;
    let edit = ada.get(&format!("/p/{post}/edit")).await;
    ada.send(edit.form("Save").fill("Your text", "I have tried twice, @ben, @olga and @nobody.")).await.is(303);
    scene.site.told().await;
    // He has read it, and not that it names him.
    assert!(ben.get("/").await.has_link("1 notice"));
    ben.get("/notices/").await.shows("Ada mentioned you");
    ben.get(&scene.thread.path).await.is(200);
    assert!(ben.get("/").await.has_link("Notices"));
    scene.site.settled().await;
    ben.get("/notices/").await.lacks("Mark all as seen");
    scene.as_member("olga").await.get("/notices/").await.shows("Nobody has told you");
    assert!(scene.as_member("ruth").await.get("/").await.has_link("1 notice"), "who is not named hears nothing new");
}

#[actix_web::test]
async fn notices_are_forgotten_after_ninety_days() {
    let scene = Scene::new().await;
    scene.site.told().await;
    let count = |conn: &mut _| Ok(notices::table.count().get_result::<i64>(conn)?);
    let told = scene.site.read(count).await.unwrap();
    assert_eq!(told, 4);
    for (days, left) in [(89, 4), (2, 0)] {
        scene.site.wait(days * 86_400);
        lyceum::worker::tidy(&scene.site).await.unwrap();
        assert_eq!(scene.site.read(count).await.unwrap(), left);
    }
}

/// Measured by hand: `cargo nextest run --release --run-ignored all five_thousand`.
#[actix_web::test]
#[ignore = "it takes a while to add so many people"]
async fn five_thousand_people_are_told_within_five_seconds() {
    let scene = Scene::new().await;
    let (house, cohort) = (scene.house.id, scene.spring.id);
    let add = scene.site.write(move |tx| {
        for number in 0..5_000 {
            let new = lyceum::members::add::NewMember {
                name: format!("Member {number}"),
                email: format!("m{number}@many.example"),
                ..lyceum::members::add::NewMember::default()
            };
            let member = lyceum::members::add::add(tx, house, new)?;
            lyceum::cohorts::enrol::enrol(tx, cohort, member, CohortRole::Mentee, None)?;
        }
        Ok(())
    });
    add.await.unwrap();
    scene.site.told().await;
    scene.site.thread(&scene.person("ruth"), &[&scene.ask], "For all", "Of you.").await;
    let begun = std::time::Instant::now();
    scene.site.told().await;
    println!("5,000 people were told in {:?}", begun.elapsed());
    assert!(begun.elapsed().as_secs() < 5);
    let after = Time(0);
    let count = move |conn: &mut _| Ok(notices::table.filter(notices::at.gt(after)).count().get_result::<i64>(conn)?);
    assert!(scene.site.read(count).await.unwrap() > 10_000);
}
