//! What was written and not posted yet: kept on the server, gone on with, posted at an hour, and nobody else's.

use diesel::prelude::*;
use lyceum::db::schema::{drafts, due};
use lyceum::{threads, worker};

use crate::support::{Browser, Page, Scene};

async fn keep(browser: &Browser, path: &str, words: &str) {
    let form = browser.get(path).await.form("Save as draft").fill("Your reply", words);
    browser.send(form).await.is(303);
}

/// Puts a reply off to an hour of the next day.
async fn put_off(browser: &Browser, path: &str, words: &str, hour: &str) {
    let form = browser.get(path).await.form("Post it then").fill("Your reply", words);
    browser.send(form.fill("Day", "2027-03-02").fill("Hour", hour)).await.is(303);
}

fn reply(scene: &Scene) -> String {
    format!("/t/{}/reply", scene.thread.id)
}

/// What the first draft of the list says.
fn words(list: &Page) -> String {
    list.texts_as_typed("article textarea").remove(0)
}

async fn count(scene: &Scene) -> i64 {
    scene.site.read(|conn| Ok(drafts::table.count().get_result(conn)?)).await.unwrap()
}

#[actix_web::test]
async fn a_reply_is_kept_from_the_threads_page_and_posting_it_takes_the_draft_away() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let form = ruth.get(&scene.thread.path).await.form("Save as draft").fill("Your reply", "Half a *thought*.");
    let list = ruth.send_and_go_on(form).await;
    list.shows("Reply to").shows("1 draft").shows("1 March 2027");
    assert_eq!(words(&list), "Half a *thought*.");
    ruth.get(&scene.thread.path).await.lacks("Half a");
    ruth.follow(&ruth.get("/settings/").await, "Drafts").await.is(200);

    // The empty form says that there is one, and goes on with it.
    let fresh = ruth.get(&reply(&scene)).await;
    fresh.shows("You have a draft here from 1 March 2027.");
    let going_on = ruth.follow(&fresh, "Go on writing").await;
    going_on.lacks("You have a draft here");
    assert_eq!(going_on.typed("Your reply"), "Half a *thought*.");
    let preview = ruth.send(going_on.form("Preview").fill("Your reply", "A whole *thought*.")).await;
    let form = preview.form("Post reply");
    ruth.send_and_go_on(form.clone()).await.shows("A whole thought.");
    assert_eq!(count(&scene).await, 0);
    ruth.get("/drafts/").await.shows("You have no drafts");
    // The same form, sent again, is the same post.
    ruth.send(form).await.is(303);
    ruth.get(&scene.thread.path).await.shows("2 posts by 2 people");
}

#[actix_web::test]
async fn a_place_has_one_draft_and_a_short_reply_beside_it_leaves_it_alone() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    keep(&ada, &reply(&scene), "First.").await;
    keep(&ada, &reply(&scene), "Second.").await;
    assert_eq!(count(&scene).await, 1);
    ada.send(ada.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "Thanks!")).await.is(303);
    assert_eq!(words(&ada.get("/drafts/").await), "Second.");

    let form = ada.get("/b/ask/new").await.form("Save as draft");
    ada.send(form.fill("Title", "Later").fill("What would you like to know?", "A question.")).await.is(303);
    let post = scene.thread.post(1).await;
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Save as draft").fill("Your text", "Changed.");
    ada.send(form.fill("Why did you change it?", "clearer")).await.is(303);
    let list = ada.get("/drafts/").await;
    list.shows("3 drafts").shows("Thread on").shows("Change of your post in").shows("Later");
    let edit = ada.get(&list.attrs_of("a.button", "href")[0]).await;
    assert_eq!((edit.typed("Your text"), edit.typed("Why did you change it?")), ("Changed.".into(), "clearer".into()));
    ada.send_and_go_on(edit.form("Save")).await.shows("Changed.");
    let start = ada.get(&ada.get("/drafts/").await.attrs_of("a.button", "href")[0]).await;
    assert_eq!(start.typed("Title"), "Later");
    ada.send_and_go_on(start.form("Post thread")).await.shows("A question.");
    ada.send(ada.get("/drafts/").await.form("Delete it for good")).await.redirects_to("/drafts/");
    assert_eq!(count(&scene).await, 0);
}

#[actix_web::test]
async fn nobody_else_comes_by_a_draft_through_any_door() {
    let scene = Scene::new().await;
    let (ada, ben) = (scene.as_member("ada").await, scene.as_member("ben").await);
    keep(&ada, &reply(&scene), "For my eyes.").await;
    let page = ada.get("/drafts/").await;
    let going_on = page.attrs_of("a.button", "href").remove(0);
    for who in ["ben", "helen", "mo"] {
        let other = scene.as_member(who).await;
        other.get("/drafts/").await.lacks("For my eyes.").shows("You have no drafts");
        other.get(&going_on).await.is(404).lacks("For my eyes.");
        other.get(&reply(&scene)).await.lacks("You have a draft here");
        other.send_forged(page.form("Delete it for good")).await.redirects_to("/drafts/");
    }
    scene.as_visitor().get("/drafts/").await.is(303);
    // Posting with another's draft posts nothing and takes nothing away.
    let draft = going_on.split("draft=").nth(1).unwrap();
    let forged = ben.get(&reply(&scene)).await.form("Post reply").fill("Your reply", "Mine.").forge("draft", draft);
    ben.send(forged).await.is(422).shows("is not there any more");
    assert_eq!(words(&ada.get("/drafts/").await), "For my eyes.");
    scene.as_member("helen").await.get(&scene.thread.path).await.lacks("Mine.");
}

#[actix_web::test]
async fn what_a_lock_meanwhile_keeps_out_can_be_kept_as_a_draft() {
    let scene = Scene::new().await;
    let (ruth, helen) = (scene.as_member("ruth").await, scene.as_member("helen").await);
    let form = ruth.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "An hour of work.");
    let post = scene.thread.post(1).await;
    helen.send(helen.get(&format!("/p/{post}/actions")).await.form("Lock it")).await.is(303);
    let refused = ruth.send(form).await;
    let list = ruth.send_and_go_on(refused.is(409).form("Save as draft")).await;
    list.shows("You can no longer post it there");
    assert!(!list.has_link("Go on writing"));
    assert_eq!(words(&list), "An hour of work.");
}

#[actix_web::test]
async fn a_hundred_drafts_are_the_most_and_old_ones_go() {
    let scene = Scene::new().await;
    let (ada, id) = (scene.as_member("ada").await, scene.person("ada").id);
    let viewer = scene.site.viewer(&scene.person("ada")).await;
    let house = viewer.institution.id;
    let fill = scene.site.write(move |tx| {
        for subject in 1..=100 {
            let draft = threads::drafts::model::Draft {
                id: lyceum::db::ids::DraftId(tx.id()),
                institution_id: house,
                member_id: id,
                kind: "reply".into(),
                subject,
                title: String::new(),
                body: format!("Number {subject}"),
                why: String::new(),
                boards: String::new(),
                saved_at: tx.now,
                post_at: None,
                refused: String::new(),
                is_masked: false,
            };
            threads::drafts::model::insert(tx.conn, &draft)?;
        }
        Ok(())
    });
    fill.await.unwrap();
    let form = ada.get(&reply(&scene)).await.form("Save as draft").fill("Your reply", "One too many.");
    let answer = ada.send(form).await;
    answer.is(422).shows("You have 100 drafts, which is the most");
    assert_eq!(answer.typed("Your reply"), "One too many.");
    let list = ada.get("/drafts/").await;
    assert_eq!(list.texts_of("article").len(), 50);
    // Places that are not there, or not for her, are told apart from nothing.
    list.shows("For a place that you cannot read any more");
    assert_eq!(ada.follow(&list, "Page 2").await.texts_of("article").len(), 50);
    ada.get("/drafts/3/").await.is(404);
    scene.site.wait(181 * 86_400);
    worker::tidy(&scene.site).await.unwrap();
    assert_eq!(count(&scene).await, 0);
}

#[actix_web::test]
async fn a_reply_is_posted_at_its_hour_in_its_writers_own_zone() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let form = ruth.get("/settings/").await.form("Save").fill("Time zone", "Africa/Lagos");
    ruth.send(form).await.is(303);
    for (day, hour, wrong) in [
        ("", "09:30", "Choose a day"),
        ("2027-03-02", "half past", "Choose an hour, such as"),
        ("2027-03-01", "09:30", "still to come"),
        ("2029-03-01", "09:30", "within the next year"),
    ] {
        let form = ruth.get(&reply(&scene)).await.form("Post it then").fill("Your reply", "Good morning.");
        let answer = ruth.send(form.fill("Day", day).fill("Hour", hour)).await;
        assert_eq!(answer.is(422).shows(wrong).typed("Hour"), hour);
    }
    put_off(&ruth, &reply(&scene), "Good morning.", "09:30").await;
    ruth.get("/drafts/").await.shows("It will be posted on 2 March 2027 at 09:30 (Africa/Lagos).");
    // 08:30 in UTC is the hour: it is 09:00 the day before now.
    scene.site.wait(23 * 3_600);
    worker::fall_due(&scene.site).await.unwrap();
    ruth.get(&scene.thread.path).await.lacks("Good morning.");
    scene.site.wait(1_800);
    worker::fall_due(&scene.site).await.unwrap();
    worker::fall_due(&scene.site).await.unwrap();
    ruth.get(&scene.thread.path).await.shows("Post 2 by Ruth").shows("Good morning.").shows("2 posts by");
    assert_eq!(count(&scene).await, 0);
}

#[actix_web::test]
async fn what_may_not_be_posted_at_its_hour_is_a_draft_again_and_says_why() {
    let scene = Scene::new().await;
    let (ruth, ada, helen) =
        (scene.as_member("ruth").await, scene.as_member("ada").await, scene.as_member("helen").await);
    put_off(&ruth, &reply(&scene), "Too late.", "09:30").await;
    put_off(&ada, &reply(&scene), "Nor I.", "09:30").await;
    let form = ada.get("/b/ask/new").await.form("Post it then").fill("Title", "On time").fill("Day", "2027-03-02");
    let form = form.fill("Hour", "09:30").fill("What would you like to know?", "What will be?");
    ada.send(form).await.is(303);
    let post = scene.thread.post(1).await;
    helen.send(helen.get(&format!("/p/{post}/actions")).await.form("Lock it")).await.is(303);
    let ada_id = scene.person("ada").id;
    scene.site.wait(25 * 3_600);
    worker::fall_due(&scene.site).await.unwrap();
    // One that is refused holds up none of the others.
    ada.get("/b/ask/").await.shows("On time");
    helen.get(&scene.thread.path).await.lacks("Too late.").lacks("Nor I.");
    let list = ruth.get("/drafts/").await;
    list.shows("the thread had been locked. It is a draft again.");
    assert!(!list.has_button("Do not post it by itself"));

    // Who is suspended meanwhile writes nothing.
    helen.send(helen.get(&format!("/p/{post}/actions")).await.form("Unlock it")).await.is(303);
    let form = ada.follow(&ada.get("/drafts/").await, "Go on writing").await.form("Post it then");
    ada.send(form.fill("Day", "2027-03-03").fill("Hour", "23:00")).await.is(303);
    let suspend = scene.site.write(move |tx| lyceum::members::suspend::suspend(tx, ada_id, None, "asked for it"));
    suspend.await.unwrap();
    scene.site.wait(48 * 3_600);
    worker::fall_due(&scene.site).await.unwrap();
    helen.get(&scene.thread.path).await.lacks("Nor I.");
    let why = scene.site.read(move |conn| {
        Ok(drafts::table.filter(drafts::member_id.eq(ada_id)).select(drafts::refused).get_result::<String>(conn)?)
    });
    assert_eq!(why.await.unwrap(), "rights");
}

#[actix_web::test]
async fn what_is_to_be_posted_can_be_changed_and_taken_back_until_then() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    put_off(&ruth, &reply(&scene), "First thought.", "09:30").await;
    let going_on = ruth.follow(&ruth.get("/drafts/").await, "Go on writing").await;
    assert_eq!((going_on.typed("Day"), going_on.typed("Hour")), ("2027-03-02".into(), "09:30".into()));
    let form = going_on.form("Post it then").fill("Your reply", "Second thought.").fill("Hour", "12:00");
    ruth.send(form).await.is(303);
    let open =
        || scene.site.read(|conn| Ok(due::table.filter(due::what.eq("post-draft")).count().get_result::<i64>(conn)?));
    assert_eq!(open().await.unwrap(), 1);
    let stale = ruth.follow(&ruth.get("/drafts/").await, "Go on writing").await;
    ruth.send(ruth.get("/drafts/").await.form("Do not post it by itself")).await.is(303);
    assert_eq!(open().await.unwrap(), 0);
    scene.site.wait(30 * 3_600);
    worker::fall_due(&scene.site).await.unwrap();
    ruth.get(&scene.thread.path).await.lacks("thought.");

    // One that was posted at its hour is not posted again by a window that was left open.
    ruth.send(stale.form("Post it then").fill("Day", "2027-03-03").fill("Hour", "09:00")).await.is(303);
    scene.site.wait(24 * 3_600);
    worker::fall_due(&scene.site).await.unwrap();
    let answer = ruth.send(stale.form("Post reply").fill("Your reply", "Third thought.")).await;
    answer.is(422).shows("is not there any more");
    ruth.get(&scene.thread.path).await.shows("Second thought.").lacks("Third");
    ruth.send_and_go_on(answer.form("Post reply")).await.shows("Third thought.");
}

#[actix_web::test]
async fn a_button_puts_a_piece_at_the_end_and_a_plain_enter_still_posts() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let page = ruth.get(&reply(&scene)).await;
    // The first button of a form is the one that Enter presses.
    assert_eq!(page.texts_of("main form button")[0], "Post reply");
    for (button, piece, shown) in [
        ("Bold", " **your words**", "strong"),
        ("Table", "\n\n| your words | your words |\n| --- | --- |\n| your words | your words |\n", "table"),
        ("Spoiler", "\n\n::: spoiler your words\nyour words\n:::\n", "details.spoiler"),
        ("Formula", " $\\frac{a}{b}$", "math"),
    ] {
        let answer = ruth.send(page.form(button).fill("Your reply", "So:")).await;
        answer.is(200).shows("A piece stands at the end of your text now.");
        assert_eq!(answer.typed("Your reply").replace("\r\n", "\n"), format!("So:{piece}"));
        assert!(answer.has(&format!(".preview {shown}")), "{button}");
    }
    ruth.send(page.form("Bold").forge("insert", "nonsense").fill("Your reply", "So:")).await.is(200).lacks("A piece");
    ruth.get(&scene.thread.path).await.shows("1 post by 1 person");
}

#[actix_web::test]
async fn a_quotation_names_its_writer_leaves_out_what_that_one_quoted_and_is_cut_where_it_is_long() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let long = "A sentence that says something. ".repeat(60);
    let words =
        format!("> What Ada had asked.\n\nMy answer:\n\n```\n> not a quotation\n```\n\n{long}\n\nThe very end.");
    let post = scene.site.reply(&scene.thread, &scene.person("ruth"), &words).await;
    let form = ruth.get(&format!("{}?to=2", reply(&scene))).await.form("Post reply");
    let quoted = form.value("body").unwrap().replace("\r\n", "\n");
    assert!(
        quoted.starts_with(&format!(
            "> [Ruth wrote](/p/{post}/):\n>\n> My answer:\n>\n> ```\n> > not a quotation\n> ```\n"
        )),
        "{quoted}"
    );
    assert!(quoted.len() < 1_500 && quoted.trim_end().ends_with("> …") && !quoted.contains("The very end"), "{quoted}");
    assert!(!quoted.contains("What Ada had asked"));
}
