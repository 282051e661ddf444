//! A disk that is full or broken: readers keep their pages, writers keep their text, a post can still be hidden, and all
//! is well by itself when there is room.

use std::fs;

use diesel::connection::SimpleConnection;
use lyceum::db::{Address, Db};
use lyceum::doctor::{Case, examine};
use lyceum::site::room::{BALLAST, FOR_STARTS};

use crate::metrics::Reading;
use crate::support::{Browser, Page, Scene};

/// Lets the database say of every further line in the audit, and so of every change, that its disk is full.
async fn fill(db: &Db) {
    let sql = match db.address() {
        Address::Sqlite(_) => {
            "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        }
        Address::Postgres(_) => {
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
             $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$; \
             CREATE TRIGGER full_disk BEFORE INSERT ON audit EXECUTE FUNCTION refuse()"
        }
    };
    db.write(move |conn| Ok(conn.batch_execute(sql)?)).await.unwrap();
}

/// Makes room again.
async fn empty(db: &Db) {
    let sql = match db.address() {
        Address::Sqlite(_) => "DROP TRIGGER full",
        Address::Postgres(_) => "DROP TRIGGER full_disk ON audit",
    };
    db.write(move |conn| Ok(conn.batch_execute(sql)?)).await.unwrap();
}

async fn reply(browser: &Browser, scene: &Scene, words: &str) -> Page {
    let form = browser.get(&scene.thread.path).await.is(200).form("Post reply").fill("Your reply", words);
    browser.send(form).await
}

async fn hide(browser: &Browser, scene: &Scene, number: i32) -> Page {
    let post = scene.thread.post(number).await;
    browser.send(browser.get(&format!("/p/{post}/actions")).await.form("Hide this post").fill("Why?", "unkind")).await
}

#[actix_web::test]
async fn writers_on_a_full_disk_get_a_sentence_and_keep_their_text() {
    let scene = Scene::new().await;
    let (ada, ruth) = (scene.as_member("ada").await, scene.as_member("ruth").await);
    let start = ada.get("/b/ask/new").await.form("Post thread");
    let post = scene.thread.post(1).await;
    let edit = ada.get(&format!("/p/{post}/edit")).await.form("Save");
    fill(&scene.site.db).await;
    let refused = reply(&ada, &scene, "Half an hour of work.").await;
    refused.is(507).shows("There is no room left here to save anything").shows("Half an hour of work.");
    let start = start.fill("Title", "On rooms").fill("What would you like to know?", "Another half an hour.");
    let again = ada.send(start.clone()).await;
    again.is(507).shows("no room left").shows("Another half an hour.");
    assert_eq!(again.typed("Title"), "On rooms");
    ada.send(edit.clone().fill("Your text", "Said better.")).await.is(507).shows("no room left").shows("Said better.");
    ruth.get(&scene.thread.path).await.is(200).lacks("Half an hour");
    empty(&scene.site.db).await;
    ada.send(refused.form("Post reply")).await.is(303);
    ada.send(start).await.is(303);
    ada.send(edit.fill("Your text", "Said better.")).await.is(303);
    ruth.get(&scene.thread.path).await.shows("Half an hour of work.").shows("Said better.");
}

#[actix_web::test]
async fn the_ballast_is_given_up_for_hiding_and_for_nothing_else() {
    let scene = Scene::new().await;
    let site = &scene.site;
    let length = || fs::metadata(site.folder().join("ballast")).unwrap().len();
    site.room.look().unwrap();
    assert_eq!(length(), BALLAST);
    let (ada, mo) = (scene.as_member("ada").await, scene.as_member("mo").await);
    reply(&ada, &scene, "Something unkind.").await.is(303);
    fill(&site.db).await;
    reply(&ada, &scene, "More of it.").await.is(507);
    assert_eq!(length(), BALLAST, "members do not get it");
    hide(&mo, &scene, 2).await.is(507);
    assert_eq!(length(), FOR_STARTS, "this disk is full whatever is given up");
    empty(&site.db).await;
    reply(&ada, &scene, "More of it.").await.is(507).shows("no room left");
    hide(&mo, &scene, 2).await.is(303);
    ada.get(&scene.thread.path).await.is(200).lacks("Something unkind.");

    site.wait(2);
    let told = "room: ok, but the disk was full and the ballast is given up: only hiding is possible\n";
    assert!(scene.as_visitor().get("/readyz").await.is(200).source().ends_with(told));
    let reading = Reading::of(site).await;
    assert_eq!(reading.sum("lyceum_room_short", &[]), 1.0);
    let free = lyceum::site::room::free(&site.folder().join("ballast")).unwrap() as f64;
    let told = reading.sum("lyceum_disk_free_bytes", &[]);
    assert!(told > 0.0 && told < 2.0 * free, "{told} of {free}");
    let found = examine(&Case { clock: site.node.clock.clone(), ..Case::of(site.config.clone()) }).await.unwrap();
    let disk: Vec<_> = found.iter().filter(|finding| finding.check == "disk").collect();
    assert!(disk.len() == 1 && disk[0].what.contains("moderators can hide"), "{found:?}");

    site.room.look().unwrap();
    assert_eq!(length(), BALLAST);
    assert_eq!(Reading::of(site).await.sum("lyceum_room_short", &[]), 0.0);
    reply(&ada, &scene, "Sorry.").await.is(303);
    site.wait(2);
    assert!(scene.as_visitor().get("/readyz").await.source().ends_with("room: ok\n"));
}

#[actix_web::test]
async fn who_signs_out_is_out_when_only_the_ballast_is_left() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let cookie = ada.cookie("__Host-session").unwrap();
    scene.site.room.look().unwrap();
    scene.site.room.give_up().unwrap();
    reply(&ada, &scene, "Too late.").await.is(507);
    ada.send(ada.get("/").await.form("Sign out")).await.is(303);
    ada.set_cookie("__Host-session", &cookie);
    ada.get(&scene.thread.path).await.is(404);
    scene.site.room.look().unwrap();
}

#[actix_web::test]
async fn a_page_that_cannot_be_stored_is_served_and_stored_later() {
    let scene = Scene::new().await;
    let site = &scene.site;
    let hall = scene.house.board("hall").public().await;
    let thread = site.thread(&scene.person("olga"), &[&hall], "Open day", "Come all.").await;
    let flat = site.folder().join(format!("public/northfield/t/{}/index.html", thread.id));
    scene.as_visitor().get(&thread.path).await.is(200).shows("Come all.");
    assert!(flat.exists());
    let (private, aside) = (site.folder().join("private"), site.folder().join("aside"));
    fs::rename(&private, &aside).unwrap();
    fs::write(&private, "no folder, so that nothing can be written there").unwrap();

    let (ada, ruth) = (scene.as_member("ada").await, scene.as_member("ruth").await);
    reply(&ada, &scene, "Can you read this?").await.is(303);
    for _ in 0..2 {
        ruth.get(&scene.thread.path).await.is(200).shows("Can you read this?");
        ruth.get("/b/ask/").await.is(200).shows("Ada");
    }
    let post = thread.post(1).await;
    let moderator = site.browser().as_member(&scene.house.moderator("nia").await).await;
    let form = moderator.get(&format!("/p/{post}/actions")).await.form("Hide this post").fill("Why?", "wrong day");
    moderator.send(form).await.is(303);
    scene.as_visitor().get(&thread.path).await.is(200).lacks("Come all.");
    assert!(!flat.exists(), "a web server would go on showing it");

    fs::remove_file(&private).unwrap();
    fs::rename(&aside, &private).unwrap();
    site.wait(31);
    site.settle(30).await.unwrap();
    site.settled().await;
    assert!(flat.exists() && !fs::read_to_string(&flat).unwrap().contains("Come all."));
    scene.site.done().await;
}
