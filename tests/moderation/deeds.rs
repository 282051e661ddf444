//! What is done about a case: to the post, to the thread, to the one who wrote it.

use lyceum::worker;

use super::queue::{case, path};
use super::reports::{question, report};
use crate::support::scene::TITLE;
use crate::support::{Browser, Page, Scene};

/// Does something about the only case that waits.
pub async fn act(browser: &Browser, deed: &str, days: &str) -> Page {
    let page = browser.follow(&case(browser).await, deed).await;
    let mut form = page.form(deed).fill("Why?", "It has to be.");
    if !days.is_empty() {
        form = form.fill("For how many days", days);
    }
    browser.send_and_go_on(form).await
}

async fn reported(scene: &Scene) -> Page {
    report(&scene.as_member("ben").await, &question(scene).await, "It is unkind", "It hurts.").await
}

#[actix_web::test]
async fn a_reported_post_is_hidden_its_author_hears_why_and_so_does_who_reported_it() {
    let scene = Scene::new().await;
    let (receipt, mo, ben) = (reported(&scene).await, scene.as_member("mo").await, scene.as_member("ben").await);
    let open = case(&mo).await;
    let form = mo.follow(&open, "Hide the post").await;
    assert!(form.typed("What they are written").contains(TITLE), "there are words to begin with");
    let bare = mo.send(form.form("Hide the post").fill("What those are told who reported it", "")).await;
    bare.is(422).error_beside("Why?", "Say in a few words why");
    bare.error_beside("What those are told who reported it", "Write to those who reported it");
    let filled = bare.form("Hide the post").fill("Why?", "Too harsh.").fill("What they are written", "Be kinder.");
    let done = mo.send_and_go_on(filled.fill("What those are told who reported it", "It is gone.")).await;
    done.is(200).shows("Too harsh.").shows("Be kinder.").shows("It is gone.").lacks("Warn them");
    ben.get(&scene.thread.path).await.lacks("nobody answered");
    ben.get(&path(&receipt)).await.shows("It is gone.").lacks("Be kinder.").lacks("Too harsh.");
    let letters = scene.site.mail_to(&scene.person("ada").address).await;
    assert_eq!(letters[0].subject, "Your post at Northfield is hidden");
    assert!(letters[0].text.contains("Be kinder.") && !letters[0].text.contains("Ben"), "{}", letters[0].text);
    mo.get("/moderation/").await.shows("Nothing waits for you");
    mo.get("/moderation/done/").await.shows("The post was hidden");
    // Whoever had the form open hears that it is decided.
    let helen = scene.as_member("helen").await;
    let late = helen.send_forged(form.form("Hide the post").fill("Why?", "Another reason.")).await;
    late.is(409).shows("Somebody has decided this meanwhile");
    scene.house.admin("agnes").await;
    scene
        .as_member("agnes")
        .await
        .get("/admin/audit/")
        .await
        .shows("Hid or locked what was reported")
        .shows("Too harsh.");
}

#[actix_web::test]
async fn what_can_be_done_is_what_the_one_who_judges_may_do() {
    let scene = Scene::new().await;
    scene.house.admin("agnes").await;
    scene.house.moderator("max").await;
    reported(&scene).await;
    let mo = scene.as_member("mo").await;
    let open = case(&mo).await;
    for offered in ["Leave it as it is", "Warn them", "Hide the post", "Lock the thread", "Keep them from writing"] {
        assert!(open.has_link(offered), "{offered}");
    }
    // Who keeps order in a cohort shuts nobody out of the institution, also not by a forged form.
    assert!(!open.has_link("Keep them out"));
    let forged = mo.get(&format!("{}act/ban", path(&open))).await.form("Keep them out for good").fill("Why?", "So.");
    mo.send(forged).await.is(403).shows("You may not do this here");
    // And nobody keeps those from writing who have a role at the institution, but who runs it.
    let plaza = scene.house.board("plaza").for_institution().await;
    let thread = scene.site.thread(&scene.person("agnes"), &[&plaza], "News", "Be quiet.").await;
    let actions = format!("/p/{}/actions", thread.post(1).await);
    report(&scene.as_member("olga").await, &actions, "It is unkind", "").await;
    let max = scene.as_member("max").await;
    let about_admin = case(&max).await;
    assert!(about_admin.has_link("Warn them") && !about_admin.has_link("Keep them"));
    scene.as_member("agnes").await.get("/moderation/").await.shows("Nothing waits for you");
    let dismissed = act(&mo, "Leave it as it is", "").await;
    dismissed.shows("Left as it is");
    assert!(scene.site.mail_to(&scene.person("ada").address).await.is_empty(), "nothing was done, and nobody is told");
}

#[actix_web::test]
async fn whoever_is_muted_reads_until_when_keeps_what_they_typed_and_writes_again_when_it_is_over() {
    let scene = Scene::new().await;
    reported(&scene).await;
    let (mo, ada) = (scene.as_member("mo").await, scene.as_member("ada").await);
    act(&mo, "Keep them from writing for some days", "2").await.shows("Kept from writing").shows("Until 3 March 2027");
    let letters = scene.site.mail_to(&scene.person("ada").address).await;
    assert!(letters[0].text.contains("It ends by itself on 2027-03-03 09:00 UTC"), "{}", letters[0].text);
    let form = ada.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "I was **right**.");
    let refused = ada.send(form.clone()).await;
    refused.is(403).shows("You cannot write here until 2027-03-03 09:00 UTC").shows("I was **right**.");
    let start = ada
        .get("/b/ask/new")
        .await
        .form("Post thread")
        .fill("Title", "Once more")
        .fill("What would you like to know?", "Words.");
    ada.send(start).await.is(403).shows("until 2027-03-03");
    let edit = ada.get(&format!("/p/{}/edit", scene.thread.post(1).await)).await;
    ada.send(edit.form("Save").fill("Your text", "Other words.")).await.is(403).shows("until 2027-03-03");
    // Everybody else writes on.
    scene.site.reply(&scene.thread, &scene.person("ben"), "Come back.").await;
    scene.site.wait(2 * 86_400 - 60);
    worker::fall_due(&scene.site).await.unwrap();
    ada.send(form.clone()).await.is(403);
    scene.site.wait(60);
    worker::fall_due(&scene.site).await.unwrap();
    ada.send(form).await.is(303);
    let shown = mo.follow(&mo.get("/moderation/done/").await, "Post 1").await;
    shown.shows("Ended 3 March 2027");
}

#[actix_web::test]
async fn whoever_is_suspended_is_out_at_once_and_comes_back_by_the_calendar_unless_somebody_else_shut_them_out() {
    let scene = Scene::new().await;
    let max = scene.house.moderator("max").await;
    let max = scene.site.browser().as_member(&max).await;
    let plaza = scene.house.board("plaza").for_institution().await;
    for (username, is_shut_out_again) in [("ada", false), ("ben", true)] {
        let thread = scene.site.thread(&scene.person(username), &[&plaza], "Look here", "Buy this.").await;
        let actions = format!("/p/{}/actions", thread.post(1).await);
        report(&scene.as_member("olga").await, &actions, "It is spam", "").await;
        let browser = scene.as_member(username).await;
        browser.get("/settings/").await.is(200);
        act(&max, "Keep them out for some days", "3").await.shows("Kept out for a time");
        browser.get("/settings/").await.is(303);
        assert!(!scene.site.mail_to(&scene.person(username).address).await.is_empty());
        let id = scene.person(username).id;
        if is_shut_out_again {
            scene
                .site
                .write(move |tx| {
                    lyceum::members::suspend::restore(tx, id, None, "a mistake")?;
                    lyceum::members::suspend::suspend(tx, id, None, "left the university")
                })
                .await
                .unwrap();
        }
        scene.site.wait(3 * 86_400);
        worker::fall_due(&scene.site).await.unwrap();
        assert_eq!(scene.site.roster.member(id).unwrap().may_enter, !is_shut_out_again, "{username}");
    }
}

#[actix_web::test]
async fn a_case_can_stay_open_for_more_and_a_thread_is_locked_or_hidden_from_it() {
    let scene = Scene::new().await;
    reported(&scene).await;
    let (mo, ben) = (scene.as_member("mo").await, scene.as_member("ben").await);
    let page = mo.follow(&case(&mo).await, "Lock the thread").await;
    let form = page.form("Lock the thread").fill("Why?", "Enough.").tick("Keep the case open: there is more");
    mo.send(form.clone()).await.is(303);
    // The same form once more is the same deed.
    mo.send(form).await.is(303);
    let open = case(&mo).await;
    assert_eq!(open.texts_of("main h3"), ["The thread was locked"]);
    assert!(!open.has_link("Lock the thread"));
    assert!(!ben.get(&scene.thread.path).await.has_button("Post reply"));
    act(&mo, "Hide the whole thread", "").await;
    ben.get(&scene.thread.path).await.is(404);
    assert_eq!(scene.site.mail_to(&scene.person("ada").address).await.len(), 2);
    mo.get("/moderation/").await.shows("Nothing waits for you");
}
