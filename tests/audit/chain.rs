//! Sealing: every line, in the order in which it was seen, by one node at a time; and erasing, after which it still holds.

use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use lyceum::audit::fault::What;
use lyceum::audit::verify::{Report, verify};
use lyceum::audit::{erase, kept, seal};
use lyceum::db::ids::Ids;
use lyceum::db::schema::audit;
use lyceum::http::connections::Connections;
use lyceum::members::suspend;
use lyceum::site::Site;
use lyceum::worker;
use tokio::sync::{oneshot, watch};

use crate::support::site::MORNING;
use crate::support::{House, Scene, TestSite};

/// What is found when the chain is followed now.
pub fn found(site: &Site) -> Report {
    let kept = kept::read(&site.config.data, &site.secret.audit).unwrap();
    site.db.read_at_length(|conn| verify(conn, &site.secret.audit, kept.as_ref())).unwrap()
}

/// Writes so many lines.
pub async fn lines(site: &TestSite, house: &House, count: usize) {
    let institution = house.id;
    let write = site.write(move |tx| (0..count).try_for_each(|_| tx.audit(institution, None, "test.mark", "x", "y")));
    write.await.unwrap();
}

#[actix_web::test]
async fn lines_are_told_as_waiting_until_they_are_sealed() {
    let scene = Scene::new().await;
    let before = found(&scene.site);
    assert!(before.is_whole() && before.sealed == 0 && before.waiting > 12, "{before:?}");
    assert_eq!(before.waiting_since, Some(MORNING.0));
    let sealed = seal::seal(&scene.site).await.unwrap();
    let after = found(&scene.site);
    assert!(after.is_whole(), "{after:?}");
    assert_eq!((after.sealed, after.waiting, after.kept), (before.waiting, 0, Some(after.newest.number)));
    assert_eq!((sealed as u64, seal::seal(&scene.site).await.unwrap()), (after.sealed, 0));
}

#[actix_web::test]
async fn a_line_that_commits_late_with_an_older_id_gets_a_later_number() {
    let scene = Scene::new().await;
    seal::seal(&scene.site).await.unwrap();
    let (last, institution) = (found(&scene.site).newest.number, scene.house.id);
    let older = Arc::new(Ids::after(0, 1_000));
    let before = MORNING.plus_seconds(-86_400);
    let late = scene.site.write_quietly(before, &older, move |tx| tx.audit(institution, None, "test.late", "x", ""));
    late.await.unwrap();
    seal::seal(&scene.site).await.unwrap();
    let number = audit::table.filter(audit::verb.eq("test.late")).select(audit::number);
    let number = scene.site.read(move |conn| Ok(number.first::<Option<i64>>(conn)?)).await.unwrap();
    assert_eq!(number, Some(last + 1));
    assert!(found(&scene.site).is_whole());
}

#[actix_web::test]
async fn a_server_seals_by_itself() {
    let scene = Scene::new().await;
    let (stop, stopping) = watch::channel(false);
    let node = &scene.site.node;
    let tasks = worker::start(&node.site, &node.limits, &Connections::default(), &stopping).unwrap();
    let begun = Instant::now();
    while found(&scene.site).waiting > 0 {
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", found(&scene.site));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.send(true).unwrap();
    for task in tasks {
        task.await.unwrap();
    }
    assert!(found(&scene.site).is_whole());
}

#[actix_web::test]
async fn two_nodes_that_seal_at_once_make_one_chain() {
    let site = TestSite::new().await;
    let house = site.institution("northfield").await;
    let second = site.second_process().await;
    for _ in 0..4 {
        lines(&site, &house, 450).await;
        let (one, other) = tokio::join!(seal::seal(&site), seal::seal(&second.site));
        let (one, other) = (one.unwrap(), other.unwrap());
        // Whoever came while the other was at it left the rest to them; a last look finds nothing left out.
        let rest = seal::seal(&site).await.unwrap();
        assert!(one + other + rest >= 450, "{one} {other} {rest}");
    }
    let found = found(&site);
    assert!(found.is_whole() && found.sealed >= 1_800 && found.waiting == 0, "{found:?}");
    assert_eq!(found.newest.number, i64::try_from(found.sealed).unwrap());
}

#[actix_web::test]
async fn what_was_said_of_a_person_is_erased_and_the_chain_still_holds() {
    let scene = Scene::new().await;
    let (ben, house, by) = (scene.person("ben").id, scene.house.id, scene.person("helen").id);
    scene.site.write(move |tx| suspend::suspend(tx, ben, Some(by), "He wrote to Ada at night.")).await.unwrap();
    seal::seal(&scene.site).await.unwrap();
    scene.site.write(move |tx| suspend::restore(tx, ben, Some(by), "He said that he was sorry.")).await.unwrap();
    assert_eq!(found(&scene.site).erased, 0);
    let erased = scene.site.write(move |tx| erase::erase(tx, house, ben, Some(by))).await.unwrap();
    assert_eq!(erased, 3, "two that were sealed, his place in Spring among them, and one that waited");
    let about = audit::table.filter(audit::subject.eq(ben.to_string())).order(audit::id);
    let kept: Vec<(String, String, Option<String>)> = scene
        .site
        .read(move |conn| Ok(about.select((audit::verb, audit::why, audit::salt)).load(conn)?))
        .await
        .unwrap();
    assert!(kept.iter().all(|(_, why, _)| why.is_empty()), "{kept:?}");
    assert!(kept.iter().any(|(verb, _, salt)| verb == "members.suspend" && salt.is_none()), "that it was done stays");
    seal::seal(&scene.site).await.unwrap();
    let found = found(&scene.site);
    assert!(found.is_whole() && found.erased == 3, "{found:?}");
}

#[actix_web::test]
async fn a_node_that_seals_meanwhile_does_not_bring_back_what_is_erased() {
    let scene = Scene::new().await;
    let second = scene.site.second_process().await;
    let (ben, house) = (scene.person("ben").id, scene.house.id);
    scene.site.write(move |tx| suspend::suspend(tx, ben, None, "He wrote to Ada at night.")).await.unwrap();
    let (tell, erased) = oneshot::channel();
    let erasing = scene.site.write(move |tx| {
        erase::erase(tx, house, ben, None)?;
        let _ = tell.send(());
        // Long enough for the other node to have read the lines as they were.
        std::thread::sleep(Duration::from_millis(400));
        Ok(())
    });
    let sealing = async {
        erased.await.unwrap();
        seal::seal(&second.site).await
    };
    let (erasing, sealing) = tokio::join!(erasing, sealing);
    erasing.unwrap();
    sealing.unwrap();
    seal::seal(&scene.site).await.unwrap();
    let found = found(&scene.site);
    assert!(found.is_whole() && found.erased == 2 && found.waiting == 0, "{found:?}");
}

#[actix_web::test]
async fn a_number_beyond_which_there_is_none_is_told_and_ends_neither_the_sealer_nor_whoever_follows_the_chain() {
    let site = TestSite::with(|settings| settings.is_audited = false).await;
    let house = site.institution("northfield").await;
    lines(&site, &house, 3).await;
    seal::seal(&site).await.unwrap();
    let planted = format!(
        "INSERT INTO audit (id, at, verb, subject, why, details, number) VALUES (7, 7, 'x', 'x', '', '', {})",
        i64::MAX
    );
    site.db.write(move |conn| Ok(conn.batch_execute(&planted)?)).await.unwrap();
    lines(&site, &house, 1).await;
    let told = seal::seal(&site).await.unwrap_err().to_string();
    assert!(told.contains("no number left"), "{told}");
    let found = found(&site);
    let beyond = found.faults.iter().find(|fault| fault.number == Some(i64::MAX)).map(|fault| fault.what);
    assert_eq!(beyond, Some(What::Inserted), "{:?}", found.faults);
    assert!(found.waiting == 1 && found.more_faults > 1_000_000, "{}", found.more_faults);
}

#[actix_web::test]
async fn lines_from_before_there_was_a_chain_begin_it_and_none_is_taken_in_later() {
    let site = TestSite::with(|settings| settings.is_audited = false).await;
    let house = site.institution("northfield").await;
    lines(&site, &house, 3).await;
    let older = "UPDATE audit SET salt = NULL, details_hash = NULL, mark = NULL";
    site.db.write(move |conn| Ok(conn.batch_execute(older)?)).await.unwrap();
    assert!(found(&site).is_whole());
    seal::seal(&site).await.unwrap();
    lines(&site, &house, 3).await;
    seal::seal(&site).await.unwrap();
    let whole = found(&site);
    assert!(whole.is_whole() && whole.sealed == 7, "{whole:?}");
    site.wait(2 * 86_400);
    lines(&site, &house, 1).await;
    let unmarked = "UPDATE audit SET salt = NULL, details_hash = NULL, mark = NULL WHERE number IS NULL";
    site.db.write(move |conn| Ok(conn.batch_execute(unmarked)?)).await.unwrap();
    seal::seal(&site).await.unwrap();
    let faults = found(&site).faults;
    assert_eq!(faults.iter().map(|fault| fault.number).collect::<Vec<_>>(), [Some(8)], "{faults:?}");
}
