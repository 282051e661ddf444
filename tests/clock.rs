//! A clock that jumps: an hour, a day, past what 32 bits can count, and back. Nobody who went comes in again, no list
//! loses its order, no id is made twice.

use std::collections::BTreeSet;
use std::time::Duration;

use lyceum::db::newest;
use lyceum::worker::nightly;

use crate::support::scene::TITLE;
use crate::support::{Scene, TestSite};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// From where tests begin to a second after 03:14:07 on 19 January 2038.
const TO_2038: i64 = (1 << 31) - 1_803_891_600;
/// Each jump, one after the other; at the end the clock is where it was.
const JUMPS: [i64; 8] = [HOUR, -HOUR, -HOUR, HOUR, DAY, -DAY, TO_2038, -TO_2038];

#[actix_web::test]
async fn what_was_written_last_stands_first_and_is_new_wherever_the_clock_stands() {
    let scene = Scene::new().await;
    let other = scene.site.thread(&scene.person("ben"), &[&scene.ask], "What to bring?", "A pen?").await;
    for (turn, jump) in JUMPS.into_iter().enumerate() {
        scene.site.node.clock.set_by(jump);
        let (ada, ruth) = (scene.as_member("ada").await, scene.as_member("ruth").await);
        let (thread, title) = if turn % 2 == 0 { (&other, "What to bring?") } else { (&scene.thread, TITLE) };
        let form = ada.get(&thread.path).await.form("Post reply").fill("Your reply", &format!("After {jump} seconds."));
        ada.send(form).await.is(303);
        let board = ruth.get("/b/ask/").await;
        let titles = board.texts_of(".rows h3");
        assert!(titles.first().is_some_and(|first| first.contains(title)), "after {jump}: {titles:?}");
        let slot = ruth.get(&thread.path).await;
        slot.is(200).shows(&format!("After {jump} seconds."));
    }
    scene.site.done().await;
}

#[actix_web::test]
async fn a_board_that_was_read_has_nothing_new_and_a_reply_after_it_is_new_under_any_clock() {
    let scene = Scene::new().await;
    for jump in JUMPS {
        scene.site.node.clock.set_by(jump);
        let (ada, ruth) = (scene.as_member("ada").await, scene.as_member("ruth").await);
        let form = ada.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "One more.");
        ada.send(form).await.is(303);
        let board = ruth.get("/b/ask/").await;
        assert!(board.has_button("Mark this board as read"), "after {jump}: {}", board.told());
        ruth.send(board.form("Mark this board as read")).await.is(303);
        assert!(!ruth.get("/b/ask/").await.has_button("Mark this board as read"), "after {jump}");
    }
    scene.site.done().await;
}

#[actix_web::test]
async fn a_process_that_starts_under_a_clock_set_back_makes_no_id_twice() {
    let scene = Scene::new().await;
    for jump in JUMPS {
        let first = scene.site.second_process().await;
        let made: BTreeSet<i64> = (0..3_000).map(|_| first.site.new_id()).collect();
        let kept = first.site.write(|tx| {
            let (house, id) = (lyceum::db::ids::InstitutionId(0), tx.id());
            tx.audit(house, None, "test.mark", id, "").map(|()| id)
        });
        let kept = kept.await.unwrap();
        assert!(made.iter().all(|id| *id < kept));
        // It gives its number back, and the next one gets the same.
        first.site.close().await.unwrap();
        scene.site.node.clock.set_by(jump);
        let second = scene.site.second_process().await;
        assert!(second.site.new_id() > kept, "after {jump}");
        assert!(second.site.new_id() > scene.site.read(newest::id).await.unwrap(), "after {jump}");
        second.site.close().await.unwrap();
    }
}

#[actix_web::test]
async fn a_process_whose_lease_a_clock_has_jumped_over_shares_its_number_with_nobody() {
    let scene = Scene::new().await;
    scene.site.node.clock.set_by(DAY);
    let second = scene.site.second_process().await;
    let node = |id: i64| id >> 11 & 1_023;
    assert_ne!(node(second.site.new_id()), node(scene.site.new_id()));
    scene.site.renew_lease().await.unwrap();
    second.site.close().await.unwrap();
}

#[actix_web::test]
async fn who_signed_out_stays_out_when_the_clock_comes_back() {
    for jump in [HOUR, DAY, 40 * DAY, TO_2038] {
        let scene = Scene::new().await;
        let (gone, here) = (scene.as_member("ada").await, scene.as_member("ben").await);
        let cookie = gone.cookie("__Host-session").unwrap();
        gone.send(gone.get("/").await.form("Sign out")).await.is(303);
        let is_out = async || {
            gone.set_cookie("__Host-session", &cookie);
            gone.get(&scene.thread.path).await.is(404);
        };
        is_out().await;
        scene.site.node.clock.set_by(jump);
        // What the worker does once a minute, and what a process does that starts now.
        scene.site.roster.forget_expired(scene.site.now());
        let second = scene.site.second_process().await;
        let then = scene.as_member("ruth").await;
        then.get(&scene.thread.path).await.is(200);
        is_out().await;
        scene.site.node.clock.set_by(-jump);
        is_out().await;
        gone.of(&second).get(&scene.thread.path).await.is(404);
        // A session begun years ahead does not last for years; one of an hour ahead does no harm.
        then.get(&scene.thread.path).await.is(if jump <= DAY { 200 } else { 404 });
        scene.as_member("ruth").await.get(&scene.thread.path).await.is(200);
        if jump <= DAY {
            here.get(&scene.thread.path).await.is(200);
        }
        second.site.close().await.unwrap();
    }
}

#[actix_web::test]
async fn a_clock_that_jumps_makes_no_process_unready() {
    let scene = Scene::new().await;
    scene.site.pulse.begins("sweeping files", Duration::from_hours(1), scene.site.steady());
    let probe = scene.as_visitor();
    for jump in JUMPS {
        scene.site.node.clock.set_by(jump);
        probe.get("/readyz").await.is(200);
    }
    // Time that really passes counts.
    scene.site.wait(4 * HOUR);
    probe.get("/readyz").await.is(503).shows("sweeping files");
}

#[actix_web::test]
async fn what_another_process_changed_is_heard_across_a_jump_and_a_long_sleep() {
    let scene = Scene::new().await;
    let second = scene.site.second_process().await;
    let olga = scene.as_member("olga").await.of(&second);
    second.site.listen().unwrap();
    scene.spring.enrol(&scene.person("olga"), lyceum::roster::CohortRole::Mentee).await;
    olga.get(&scene.thread.path).await.is(404);
    scene.site.node.clock.set_by(DAY);
    second.site.listen().unwrap();
    olga.get(&scene.thread.path).await.is(200);
    scene.spring.remove(&scene.person("olga")).await;
    scene.site.wait(10 * 60);
    second.site.listen().unwrap();
    olga.get(&scene.thread.path).await.is(404);
    second.site.close().await.unwrap();
}

#[actix_web::test]
async fn a_backup_is_taken_the_night_after_a_clock_came_back() {
    let folder = tempfile::tempdir().unwrap();
    let into = folder.path().to_owned();
    let site = TestSite::with(|settings| settings.config.backup.folder = Some(into)).await;
    let lying = || std::fs::read_dir(folder.path()).unwrap().count();
    site.node.clock.set_by(TO_2038);
    nightly::look(&site.node.site).await.unwrap();
    site.node.clock.set_by(-TO_2038);
    nightly::look(&site.node.site).await.unwrap();
    let taken = lying();
    site.wait(DAY);
    nightly::look(&site.node.site).await.unwrap();
    assert_eq!(lying(), taken + 1, "the night has passed");
}
