//! The index: filled with what was there before it, whole when it was made anew, and looked after.

use diesel::prelude::*;
use lyceum::db::Conn;
use lyceum::db::dialect::search::{Wanted, Word, newest};
use lyceum::db::schema::search_entries;
use lyceum::doctor::{Case, examine};
use lyceum::search::{fill, keep};
use lyceum::threads::model;

use super::{ask, boards, titles};
use crate::support::Scene;

/// An entry without its key: kind, subject, thread, title and body.
type Entry = (String, i64, i64, String, String);

/// All that the index says, but for keys that two entries of one second share by chance.
fn said(conn: &mut Conn) -> lyceum::error::Result<Vec<Entry>> {
    let columns = (
        search_entries::kind,
        search_entries::subject_id,
        search_entries::thread_id,
        search_entries::title,
        search_entries::body,
    );
    Ok(search_entries::table.order((search_entries::kind, search_entries::subject_id)).select(columns).load(conn)?)
}

#[actix_web::test]
async fn an_index_that_is_made_anew_says_what_the_one_did_that_was_kept_in_step() {
    let scene = Scene::new().await;
    let (open, _) = boards(&scene).await;
    let ada = scene.person("ada");
    scene.house.imported("Zoe Quill").await;
    let thread = scene.site.thread(&ada, &[&open], "Wombats", "of the wide plain").await;
    scene.site.grow(&thread, &ada, 30).await;
    let (mo, post) =
        (scene.site.viewer(&scene.person("mo")).await, scene.site.reply(&scene.thread, &ada, "gone").await);
    scene.site.write(move |tx| lyceum::threads::hide::hide(tx, &mo, post, "unkind")).await.unwrap();
    let before = scene.site.read(said).await.unwrap();
    assert!(before.len() > 35, "{}", before.len());

    fill::clear(&scene.site).await.unwrap();
    let ben = scene.as_member("ben").await;
    assert!(titles(ask(&ben, "wombats").await.shows("The index is still being made")).is_empty());
    scene.site.reply(&thread, &ada, "meanwhile").await;
    assert_eq!(titles(&ask(&ben, "meanwhile").await), ["Wombats"], "what is written meanwhile is found");
    // A portion at a time, as the worker does it, and going on where it was cut off.
    let portion = async || scene.site.db.write(|conn| fill::portion(conn, 7)).await.unwrap();
    assert_eq!(portion().await, 7);
    while portion().await > 0 {}
    assert_eq!(portion().await, 0);
    fill::go_on(&scene.site, || true).await.unwrap();
    let after = scene.site.read(said).await.unwrap();
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|entry| after.contains(entry)));
    assert_eq!(titles(ask(&ben, "wombats").await.lacks("still being made")), ["Wombats"]);
    assert!(scene.site.read(fill::gaps).await.unwrap().is_empty());
}

#[actix_web::test]
async fn the_doctor_notices_what_cannot_be_found() {
    let scene = Scene::new().await;
    fill::all(&scene.site, |_| (), |_| ()).await.unwrap();
    let case = Case { clock: scene.site.node.clock.clone(), least_free: 0, ..Case::of(scene.site.config.clone()) };
    let found = async || examine(&case).await.unwrap().into_iter().find(|finding| finding.check == "search");
    assert_eq!(found().await, None);
    let post = scene.thread.post(1).await;
    // A row that no event tells of, as somebody writes it who goes around the program.
    let hide = scene.site.db.write(move |conn| model::set_post_state(conn, post, "hidden", None, "", None));
    hide.await.unwrap();
    let id = scene.thread.id;
    scene.site.db.write(move |conn| lyceum::search::model::entries::forget_thread(conn, id)).await.unwrap();
    let finding = found().await.unwrap();
    assert!(
        finding.what.contains("0 of 1 entries about a thread") && finding.mend.contains("lyceum search rebuild"),
        "{finding:?}"
    );
    scene.site.db.write(move |conn| keep::thread(conn, id)).await.unwrap();
    assert_eq!(found().await, None);
    let show = scene.site.db.write(move |conn| {
        model::set_post_state(conn, post, "published", None, "", None)?;
        keep::posts(conn, &[post])
    });
    show.await.unwrap();
}

#[actix_web::test]
async fn the_engine_leaves_out_what_it_is_told_to_and_gives_the_newest_first() {
    let scene = Scene::new().await;
    let ada = scene.person("ada");
    for number in 0..12 {
        let word = if number % 3 == 0 { "third" } else { "other" };
        scene.site.thread(&ada, &[&scene.ask], &format!("N{number}"), &format!("numbered {word}")).await;
    }
    let of = |words: &[&str]| words.iter().map(|word| Word::Whole((*word).to_owned())).collect::<Vec<_>>();
    let every = vec![of(&["number"]), of(&["other", "third"])];
    let all = Wanted { every: every.clone(), none: Vec::new() };
    let some = Wanted { every: vec![vec![Word::Beginning("num".into())]], none: of(&["third"]) };
    let (all, three, some, none) = scene
        .site
        .read(move |conn| {
            let all_found = newest(conn, &all, i64::MIN..i64::MAX, 100)?;
            let middle = all_found[5].key;
            let three = newest(conn, &all, i64::MIN..middle, 3)?;
            Ok((all_found, three, newest(conn, &some, i64::MIN..i64::MAX, 100)?, newest(conn, &some, 0..0, 100)?))
        })
        .await
        .unwrap();
    let keys: Vec<i64> = all.iter().map(|entry| entry.key).collect();
    assert!(keys.len() == 12 && keys.is_sorted_by(|a, b| a > b));
    assert_eq!(three.iter().map(|entry| entry.key).collect::<Vec<_>>(), keys[6..9]);
    assert_eq!((some.len(), none.len()), (8, 0));
}
