//! Two processes on one database: each hears within a second what the other has changed.

use std::time::{Duration, Instant};

use diesel::prelude::*;
use lyceum::db::ids::EventId;
use lyceum::db::schema::events;
use lyceum::http::connections::Connections;
use lyceum::members::suspend;
use lyceum::worker;
use tokio::sync::watch;

use crate::support::node::Node;
use crate::support::{Browser, Page, Scene};

/// A second process that serves, with its worker.
struct Second {
    node: Node,
    stop: watch::Sender<bool>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Second {
    async fn start(scene: &Scene) -> Self {
        let node = scene.site.second_process().await;
        let (stop, stopping) = watch::channel(false);
        let tasks = worker::start(&node.site, &node.limits, &Connections::default(), &stopping).unwrap();
        Self { node, stop, tasks }
    }

    async fn end(self) {
        self.stop.send(true).unwrap();
        for task in self.tasks {
            task.await.unwrap();
        }
        self.node.site.close().await.unwrap();
    }
}

/// Asks until the answer is right, for a second at most.
async fn within_a_second(browser: &Browser, path: &str, is_right: impl Fn(&Page) -> bool) -> Page {
    let begun = Instant::now();
    loop {
        let page = browser.get(path).await;
        if is_right(&page) {
            return page;
        }
        assert!(begun.elapsed() < Duration::from_secs(1), "a second has passed, and {path} is still as it was");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[actix_web::test]
async fn a_board_that_became_private_is_so_everywhere_within_a_second() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await;
    let thread = scene.site.thread(&scene.person("olga"), &[&hall], "Open day", "Come all.").await;
    let second = Second::start(&scene).await;
    let visitor = scene.as_visitor().of(&second.node);
    for path in ["/b/hall/", &thread.path] {
        visitor.get(path).await.is(200);
    }
    hall.becomes("institution").await;
    for path in ["/b/hall/", &thread.path] {
        within_a_second(&visitor, path, |page| page.status == 404).await.lacks("Open day");
    }
    visitor.get("/").await.lacks("Hall");
    second.end().await;
}

#[actix_web::test]
async fn a_reply_is_read_everywhere_within_a_second() {
    let scene = Scene::new().await;
    let second = Second::start(&scene).await;
    let ben = scene.as_member("ben").await.of(&second.node);
    ben.get(&scene.thread.path).await.lacks("With a question.");
    ben.get("/b/ask/").await.is(200);
    scene.site.reply(&scene.thread, &scene.person("ruth"), "With a question.").await;
    within_a_second(&ben, &scene.thread.path, |page| page.words().contains("With a question."))
        .await
        .shows("1 new Read on from post 2");
    within_a_second(&ben, "/b/ask/", |page| page.words().contains("1 reply")).await;
    second.end().await;
}

#[actix_web::test]
async fn a_session_that_ended_here_has_ended_everywhere_within_a_second() {
    let scene = Scene::new().await;
    let second = Second::start(&scene).await;
    let (ada, ben) = (scene.as_member("ada").await, scene.as_member("ben").await);
    let (ada_there, ben_there) = (ada.of(&second.node), ben.of(&second.node));
    let copied = scene.as_visitor().of(&second.node);
    copied.set_cookie("__Host-session", &ada.cookie("__Host-session").unwrap());
    ada_there.get("/b/ask/").await.is(200);
    ben_there.get("/b/ask/").await.is(200);
    ada.send(ada.get("/").await.form("Sign out")).await.is(303);
    let id = scene.person("ben").id;
    scene.site.write(move |tx| suspend::suspend(tx, id, None, "a reason")).await.unwrap();
    within_a_second(&copied, "/b/ask/", |page| page.status == 404).await;
    within_a_second(&ben_there, "/b/ask/", |page| page.status == 404).await;
    second.end().await;
}

#[actix_web::test]
async fn somebody_who_joined_a_cohort_reads_it_everywhere_within_a_second() {
    let scene = Scene::new().await;
    let second = Second::start(&scene).await;
    let olga = scene.as_member("olga").await.of(&second.node);
    let ada = scene.as_member("ada").await.of(&second.node);
    olga.get(&scene.thread.path).await.is(404);
    ada.get(&scene.thread.path).await.shows("Only the 5 people");
    scene.spring.enrol(&scene.person("olga"), lyceum::roster::CohortRole::Mentee).await;
    within_a_second(&olga, &scene.thread.path, |page| page.status == 200).await.shows("Only the 6 people");
    within_a_second(&ada, &scene.thread.path, |page| page.words().contains("Only the 6 people")).await;
    scene.spring.remove(&scene.person("olga")).await;
    within_a_second(&olga, &scene.thread.path, |page| page.status == 404).await;
    second.end().await;
}

/// The second process draws the cohort's page because somebody is renamed there, before it has heard who joined.
#[actix_web::test]
async fn a_page_counts_whoever_joined_elsewhere_though_its_maker_has_not_heard_of_them() {
    let scene = Scene::new().await;
    let second = scene.site.second_process().await;
    let there = scene.as_member("ada").await.of(&second);
    there.get("/c/spring/").await.shows("Only the 5 people").lacks("Olga");
    scene.spring.enrol(&scene.person("olga"), lyceum::roster::CohortRole::Mentee).await;
    let ben = scene.as_member("ben").await.of(&second);
    ben.send(ben.get("/settings/").await.form("Save").fill("Name", "Benedict Frost")).await.is(303);
    while second.site.sweep(100).await.unwrap() > 0 {}
    second.site.listen().unwrap();
    scene.site.listen().unwrap();
    for browser in [&there, &scene.as_member("ada").await] {
        let page = browser.get("/c/spring/").await;
        page.shows("Benedict Frost").shows("Only the 6 people").shows("They are 1 mentor, 3 students");
    }
    second.site.close().await.unwrap();
}

#[actix_web::test]
async fn what_a_newer_version_beside_it_recorded_keeps_no_page_from_being_made() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let (id, now) = (scene.site.new_id(), scene.site.now());
    let recorded = scene.site.write(move |tx| {
        let row = (events::id.eq(EventId(id)), events::kind.eq("cohort.renamed-twice"), events::version.eq(2));
        let rest = (events::payload.eq("{}"), events::created_at.eq(now), events::settled_at.eq(now));
        diesel::insert_into(events::table).values((row, rest)).execute(tx.conn)?;
        Ok(())
    });
    recorded.await.unwrap();
    scene.spring.enrol(&scene.person("olga"), lyceum::roster::CohortRole::Mentee).await;
    ada.get("/c/spring/").await.is(200).shows("Only the 6 people");
    assert!(scene.site.listen().is_err(), "and whoever runs it hears of it");
}

#[actix_web::test]
async fn twenty_replies_at_once_are_twenty_posts_and_a_few_renders() {
    let scene = Scene::new().await;
    let viewer = scene.site.viewer(&scene.person("ruth")).await;
    let before = scene.site.renders();
    let mut writing = tokio::task::JoinSet::new();
    for number in 0..20 {
        let (site, viewer, thread) = (scene.site.node.site.clone(), viewer.clone(), scene.thread.id);
        let draft =
            lyceum::threads::reply::Draft { body: format!("Reply {number}."), key: String::new(), is_masked: false };
        writing.spawn(
            async move { site.write(move |tx| lyceum::threads::reply::post(tx, &viewer, thread, &draft)).await },
        );
    }
    let mut places = std::collections::BTreeSet::new();
    while let Some(written) = writing.join_next().await {
        places.insert(written.unwrap().unwrap());
    }
    assert_eq!(places.len(), 20, "each reply has an address of its own");
    let made = scene.site.renders() - before;
    // Alone, each would have made the thread's page, the board's, the cohort's and the front page.
    assert!(made < 60, "{made} renders for twenty replies");
    let page = scene.as_member("ada").await.get(&scene.thread.path).await;
    assert_eq!(page.texts_of(".post").len(), 20);
    scene.as_member("ada").await.get(&scene.thread.page(2)).await.is(200);
}
