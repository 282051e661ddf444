//! One's own post, taken back; and somebody else's, edited with trace.

use diesel::prelude::*;
use lyceum::db::schema::{post_revisions, posts, threads};
use lyceum::worker;

use crate::support::scene::TITLE;
use crate::support::{Browser, Page, Scene};

const MONTH: i64 = 30 * 86_400;

async fn take_back(browser: &Browser, post: impl ToString) -> Page {
    let asked = browser.follow(&browser.get(&format!("/p/{}/actions", post.to_string())).await, "Delete it").await;
    browser.send(asked.form("Delete this post").fill("Why?", "said too much")).await
}

#[actix_web::test]
async fn a_post_that_its_author_deletes_is_a_stub_and_its_words_are_the_moderators_for_a_month() {
    let scene = Scene::new().await;
    let (ruth, ada, mo) = (scene.as_member("ruth").await, scene.as_member("ada").await, scene.as_member("mo").await);
    let post = scene.site.reply(&scene.thread, &scene.person("ruth"), "My number is 0123.").await;
    scene.site.reply(&scene.thread, &scene.person("ada"), "Thank you.").await;
    let edit = ruth.get(&format!("/p/{post}/edit")).await.form("Save").fill("Your text", "My number is 01234.");
    ruth.send(edit).await.is(303);
    let asked = ruth.get(&format!("/p/{post}/delete")).await;
    let form = asked.form("Delete this post");
    ruth.send(form.clone()).await.is(303);
    ruth.send(form).await.is(303);
    let page = ada.get(&scene.thread.path).await;
    page.shows("Deleted by its author.").lacks("0123").shows("Post 3 by Ada");
    // It is gone for everybody but those who keep order.
    for who in ["ruth", "ada"] {
        let reader = scene.as_member(who).await;
        reader.get(&format!("/p/{post}/actions")).await.lacks("0123").lacks("Bring this post back");
        reader.get(&format!("/p/{post}/history/")).await.is(404);
        reader.get(&format!("{}?to=2", format_args!("/t/{}/reply", scene.thread.id))).await.lacks("0123");
    }
    let actions = mo.get(&format!("/p/{post}/actions")).await;
    actions.shows("My number is 01234.").shows("by its author, Ruth");
    let back = actions.form("Bring this post back").fill("Why?", "asked me to");
    mo.send(back.clone()).await.is(303);
    ada.get(&scene.thread.path).await.shows("My number is 01234.");

    take_back(&ruth, post).await.is(303);
    scene.site.wait(MONTH + 60);
    worker::fall_due(&scene.site).await.unwrap();
    // No session lasts a month.
    let mo = scene.as_member("mo").await;
    mo.get(&format!("/p/{post}/actions")).await.lacks("0123").lacks("Bring this post back").lacks("too much");
    mo.send_forged(back).await.is(409).shows("is erased");
    let left = scene.site.read(move |conn| {
        let texts: (String, String) =
            posts::table.find(post).select((posts::body_source, posts::body_html)).get_result(conn)?;
        Ok((texts, post_revisions::table.filter(post_revisions::post_id.eq(post)).count().get_result::<i64>(conn)?))
    });
    assert_eq!(left.await.unwrap(), ((String::new(), String::new()), 0));
    scene.as_member("ada").await.get(&scene.thread.path).await.shows("Deleted by its author.");
}

#[actix_web::test]
async fn a_question_that_nobody_answered_goes_whole_and_one_with_answers_leaves_them() {
    let scene = Scene::new().await;
    let (ada, mo, ben) = (scene.as_member("ada").await, scene.as_member("mo").await, scene.as_member("ben").await);
    let post = scene.thread.post(1).await;
    ada.get(&format!("/p/{post}/delete")).await.shows("the whole thread goes");
    take_back(&ada, post).await.redirects_to("/b/ask/");
    ben.get("/b/ask/").await.lacks(TITLE);
    ben.get(&scene.thread.path).await.is(404);
    let back = mo.get(&format!("/p/{post}/actions")).await.form("Bring this post back").fill("Why?", "was asked to");
    mo.send(back).await.is(303);
    ben.get(&scene.thread.path).await.shows("nobody answered");

    scene.site.reply(&scene.thread, &scene.person("ruth"), "I would say so.").await;
    take_back(&ada, post).await.is(303);
    ben.get(&scene.thread.path).await.shows(TITLE).shows("Deleted by its author.").shows("I would say so.");

    let alone = scene.site.thread(&scene.person("ada"), &[&scene.ask], "A private matter", "Of mine.").await;
    take_back(&ada, alone.post(1).await).await.is(303);
    scene.site.wait(MONTH + 60);
    worker::fall_due(&scene.site).await.unwrap();
    let title = scene
        .site
        .read(move |conn| Ok(threads::table.find(alone.id).select(threads::title).get_result::<String>(conn)?));
    assert_eq!(title.await.unwrap(), "…");
}

#[actix_web::test]
async fn nobody_deletes_what_is_not_theirs_and_a_moderators_hiding_stays() {
    let scene = Scene::new().await;
    let (ada, mo) = (scene.as_member("ada").await, scene.as_member("mo").await);
    let post = scene.thread.post(1).await;
    let form = ada.get(&format!("/p/{post}/delete")).await.form("Delete this post");
    for who in ["ben", "ruth", "helen", "mo"] {
        let other = scene.as_member(who).await;
        other.get(&format!("/p/{post}/delete")).await.is(403).shows("only its author can delete it");
        other.send_forged(form.clone()).await.is(403);
        assert!(!other.get(&format!("/p/{post}/actions")).await.has_link("Delete it"));
    }
    scene.as_member("olga").await.get(&format!("/p/{post}/delete")).await.is(404);
    let hide = mo.get(&format!("/p/{post}/actions")).await.form("Hide this post").fill("Why?", "not kind");
    mo.send(hide.clone()).await.is(303);
    ada.send(form).await.is(403);
    // And what was deleted meanwhile cannot be hidden over it.
    let reply = scene.site.reply(&scene.thread, &scene.person("ben"), "Well.").await;
    let hide = mo.get(&format!("/p/{reply}/actions")).await.form("Hide this post").fill("Why?", "not kind");
    take_back(&scene.as_member("ben").await, reply).await.is(303);
    mo.send(hide).await.is(409);
    ada.get(&scene.thread.path).await.shows("Deleted by its author.").shows("A moderator has hidden this post.");
}

#[actix_web::test]
async fn who_keeps_order_edits_with_trace_and_everybody_can_compare() {
    let scene = Scene::new().await;
    let (ada, mo, ben) = (scene.as_member("ada").await, scene.as_member("mo").await, scene.as_member("ben").await);
    let post = scene.site.reply(&scene.thread, &scene.person("ben"), "Ring me on 0123, I am in.").await;
    let form = mo.follow(&mo.get(&format!("/p/{post}/actions")).await, "Edit it with trace").await.form("Save");
    let form = form.fill("Your text", "Ring me, I am in.");
    mo.send(form.clone()).await.is(422).error_beside("Why?", "Say in a few words why");
    mo.send(form.clone().fill("Why?", "a telephone number")).await.is(303);
    let page = ada.get(&scene.thread.path).await;
    page.shows("Edited by Mo").shows("a telephone number").shows("Ring me, I am in.");
    let history = ada.follow(&page, "See what changed").await;
    assert!(history.text_of(".diff del").contains("on 0123"));
    assert!(history.texts_of(".entry")[0].contains("Mo"));
    assert!(history.texts_of(".entry")[1].contains("Ben"));
    for (who, status) in [("ada", 403), ("ben", 403), ("ruth", 403), ("olga", 404)] {
        let other = scene.as_member(who).await;
        other.get(&format!("/p/{post}/amend")).await.is(status);
        other.send_forged(form.clone().fill("Why?", "forged").fill("Your text", "Forged.")).await.is(status);
    }
    // Its author's next words are its author's again; and a moderator who is called otherwise is so on the page, too.
    let edit = ben.get(&format!("/p/{post}/edit")).await.form("Save").fill("Your text", "Write to me.");
    ben.send_and_go_on(edit).await.lacks("Edited by Mo").shows("Write to me.");
    mo.send(form.fill("Your text", "Write.").fill("Why?", "shorter")).await.is(303);
    let rename = mo.get("/settings/").await.form("Save").fill("Name", "Maud");
    mo.send(rename).await.is(303);
    scene.site.settled().await;
    ada.get(&scene.thread.path).await.shows("Edited by Maud");
}

#[actix_web::test]
async fn a_board_may_let_people_edit_for_an_hour_only() {
    let scene = Scene::new().await;
    let (ada, helen, mo) = (scene.as_member("ada").await, scene.as_member("helen").await, scene.as_member("mo").await);
    let minutes = "For how many minutes can people change their own posts?";
    let settings = helen.get("/b/ask/settings").await.form("Save");
    helen
        .send(settings.clone().fill(minutes, "an hour"))
        .await
        .is(422)
        .error_beside(minutes, "Write a number of minutes, such as 60, or nothing");
    helen.send(settings.fill(minutes, "60")).await.is(303);
    assert_eq!(helen.get("/b/ask/settings").await.typed(minutes), "60");
    let post = scene.thread.post(1).await;
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Save").fill("Your text", "In time.");
    ada.send(form.clone()).await.is(303);
    scene.site.wait(3_600);
    ada.get(&format!("/p/{post}/edit")).await.is(403).shows("for 60 minutes, and this one is older");
    ada.send(form.fill("Your text", "Too late.")).await.is(403);
    assert!(!ada.get(&format!("/p/{post}/actions")).await.has_link("Change it"));
    mo.get(&format!("/p/{post}/amend")).await.is(200);
    helen.send(helen.get("/b/ask/settings").await.form("Save").fill(minutes, "")).await.is(303);
    ada.get(&format!("/p/{post}/edit")).await.is(200);
}

#[actix_web::test]
async fn posts_that_older_rules_drew_are_drawn_again_and_mail_is_left_alone() {
    let scene = Scene::new().await;
    let ids = (scene.thread.post(1).await, scene.site.reply(&scene.thread, &scene.person("ruth"), "So: $x^2$.").await);
    let house = scene.site.viewer(&scene.person("ada")).await.institution.id;
    let age = scene.site.write(move |tx| {
        let old = (posts::renderer.eq(1), posts::body_html.eq("<p>So: $x^2$.</p>"));
        diesel::update(posts::table.find(ids.1)).set(old).execute(tx.conn)?;
        let mail = (posts::renderer.eq(1), posts::format.eq("mail"));
        diesel::update(posts::table.find(ids.0)).set(mail).execute(tx.conn)?;
        Ok(())
    });
    age.await.unwrap();
    assert_eq!(lyceum::threads::draw_again::all(&scene.site, house, |_| ()).await.unwrap(), 1);
    assert_eq!(lyceum::threads::draw_again::all(&scene.site, house, |_| ()).await.unwrap(), 0);
    scene.site.settled().await;
    assert!(scene.as_member("ada").await.get(&scene.thread.path).await.has(".post math msup"));
}
