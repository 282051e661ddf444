//! What is kept, what it says later, and who learns of it: nobody.

use diesel::prelude::*;
use lyceum::bookmarks::keep::{Draft, keep as keep_post};
use lyceum::bookmarks::model::{self, Bookmark};
use lyceum::db::ids::{BookmarkId, PostId};
use lyceum::db::schema::posts;
use lyceum::threads::reply;

use super::{count, form_of, keep};
use crate::support::Scene;

#[actix_web::test]
async fn a_post_is_kept_with_a_note_found_again_and_removed() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    ben.follow(&ben.get("/settings/").await, "Bookmarks").await.is(200).shows("You have no bookmarks");
    let actions = ben.get(&format!("/p/{}/actions", scene.thread.post(1).await)).await;
    let form = ben.follow(&actions, "Keep as a bookmark").await;
    form.shows("A post by Ada in How do I begin?").shows("I have tried twice and nobody answered.");
    let list = ben.send_and_go_on(form.form("Keep as a bookmark").fill("Note", "For <my> talk.\nAsk her.")).await;
    list.shows("1 bookmark").shows("I have tried twice and nobody answered.").shows("Kept");
    assert_eq!(list.texts_as_typed("article .notice"), ["For <my> talk.\nAsk her."]);
    let post = scene.thread.post(1).await;
    assert_eq!(list.link("How do I begin?"), format!("{}#p-{post}", scene.thread.path));

    // Kept again, it is changed and not kept twice.
    let form = ben.follow(&list, "Change How do I begin?").await;
    assert_eq!(form.typed("Note"), "For <my> talk.\nAsk her.");
    ben.send_and_go_on(form.form("Save").fill("Note", "Done."))
        .await
        .shows("1 bookmark")
        .shows("Done.")
        .lacks("Ask her");
    assert_eq!(count(&scene).await, 1);
    ben.get(&form_of(&scene, 1).await).await.shows("Change your bookmark");
    let removal = ben.get("/bookmarks/").await.form("Remove it for good");
    ben.send(removal.clone()).await.redirects_to("/bookmarks/");
    ben.get("/bookmarks/").await.shows("You have no bookmarks");
    ben.send(removal).await.redirects_to("/bookmarks/");
    assert_eq!(count(&scene).await, 0);
}

#[actix_web::test]
async fn nobody_else_learns_of_a_bookmark_and_nobody_keeps_what_they_cannot_read() {
    let scene = Scene::new().await;
    let (ben, path) = (scene.as_member("ben").await, form_of(&scene, 1).await);
    let list = keep(&scene, &ben, 1, "Mine alone.").await;
    for who in ["ada", "ruth", "helen", "mo"] {
        let other = scene.as_member(who).await;
        other.get(&path).await.is(200).lacks("Mine alone.").lacks("Change your bookmark");
        other.get("/bookmarks/").await.lacks("Mine alone.").shows("You have no bookmarks");
        other.send_forged(list.form("Remove it for good")).await.redirects_to("/bookmarks/");
        other.get(&scene.thread.path).await.lacks("Mine alone.");
    }
    let olga = scene.as_member("olga").await;
    let never = olga.get("/p/0000000000000/bookmark").await;
    assert_eq!(olga.get(&path).await.is(404).words(), never.is(404).words());
    olga.send_forged(ben.get(&path).await.form("Save")).await.is(404);
    scene.as_visitor().get("/bookmarks/").await.is(303);
    assert_eq!(count(&scene).await, 1);
    ben.get("/bookmarks/").await.shows("Mine alone.");
}

#[actix_web::test]
async fn who_loses_the_post_keeps_their_note_and_no_word_of_it() {
    let scene = Scene::new().await;
    let (ben, helen) = (scene.as_member("ben").await, scene.as_member("helen").await);
    keep(&scene, &ben, 1, "Why I kept it.").await;
    let page = helen.get(&format!("/t/{}/hide", scene.thread.id)).await;
    helen.send(page.form("Hide this thread").fill("Why?", "It has to be.")).await.is(303);
    let list = ben.get("/bookmarks/").await;
    list.shows("A post that you cannot read any more").shows("Why I kept it.");
    list.lacks("How do I begin?").lacks("nobody answered").lacks("Ada");
    ben.get(&form_of(&scene, 1).await).await.is(404);
    ben.send_and_go_on(list.form("Remove it for good")).await.shows("You have no bookmarks");
}

#[actix_web::test]
async fn what_is_wrong_with_a_note_is_said_beside_it_and_what_was_typed_stays() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    let form = ben.get(&form_of(&scene, 1).await).await.form("Keep as a bookmark");
    let long = "é".repeat(501);
    let refused = ben.send(form.clone().fill("Note", &long)).await;
    assert_eq!(refused.is(422).typed("Note"), long);
    let refused = ben.send(form.clone().fill("Note", "Soon.").fill("Day", "2027-03-02")).await;
    refused.is(422).error_beside("Hour", "Choose an hour, such as 18:30");
    assert_eq!((refused.typed("Note"), refused.typed("Day")), ("Soon.".into(), "2027-03-02".into()));
    let refused = ben.send(form.clone().fill("Day", "2027-02-28").fill("Hour", "09:30")).await;
    refused.is(422).error_beside("Day", "Choose an hour that is still to come");
    assert_eq!(count(&scene).await, 0);
    ben.send(form.fill("Note", &"é".repeat(500))).await.is(303);
    assert_eq!(count(&scene).await, 1);
}

#[actix_web::test]
async fn a_thousand_bookmarks_are_the_most_and_stand_on_pages() {
    let scene = Scene::new().await;
    let (ben, viewer) = (scene.as_member("ben").await, scene.site.viewer(&scene.person("ben")).await);
    let (member, house) = (scene.person("ben").id, viewer.institution.id);
    let (ruth, thread) = (scene.site.viewer(&scene.person("ruth")).await, scene.thread.id);
    let fill = scene.site.write(move |tx| {
        for number in 1..=model::MOST {
            let draft = reply::Draft { body: format!("Reply {number}"), key: String::new(), is_masked: false };
            reply::post(tx, &ruth, thread, &draft)?;
        }
        let replies = posts::table.filter(posts::thread_id.eq(thread)).filter(posts::number.gt(1)).select(posts::id);
        let replies: Vec<PostId> = replies.order(posts::number).load(tx.conn)?;
        for (number, post) in (1..).zip(replies) {
            let row = Bookmark {
                id: BookmarkId(tx.id()),
                institution_id: house,
                member_id: member,
                post_id: post,
                note: format!("Number {number}"),
                saved_at: tx.now,
                remind_at: None,
            };
            model::insert(tx.conn, &row)?;
        }
        Ok(())
    });
    fill.await.unwrap();
    let page = ben.get("/bookmarks/").await;
    page.shows("bookmarks, last kept first").shows("Number 1000").lacks("Number 950");
    ben.get("/bookmarks/20/").await.is(200).shows("Number 1");
    ben.get("/bookmarks/21/").await.is(404);
    ben.get("/bookmarks/1/").await.is(301);
    let form = ben.get(&form_of(&scene, 1).await).await.form("Keep as a bookmark").fill("Note", "One more.");
    let refused = ben.send(form.clone()).await;
    refused.is(422).shows("which is the most");
    assert_eq!(refused.typed("Note"), "One more.");
    ben.send(page.form("Remove it for good")).await.is(303);
    ben.send(form).await.is(303);
    assert_eq!(count(&scene).await, model::MOST);
}

#[actix_web::test]
async fn what_is_kept_a_second_time_as_it_was_leaves_no_trace() {
    let scene = Scene::new().await;
    let (viewer, post) = (scene.site.viewer(&scene.person("ben")).await, scene.thread.post(1).await);
    for _ in 0..2 {
        let (viewer, draft) = (viewer.clone(), Draft { note: "Same.".into(), remind_at: None });
        scene.site.write(move |tx| keep_post(tx, &viewer, post, draft)).await.unwrap();
    }
    let lines = scene.site.read(|conn| {
        use lyceum::db::schema::audit::dsl;
        Ok(dsl::audit.filter(dsl::verb.eq("bookmarks.keep")).count().get_result::<i64>(conn)?)
    });
    assert_eq!(lines.await.unwrap(), 1);
}
