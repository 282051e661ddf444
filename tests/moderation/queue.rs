//! The queue, and a case in it: who sees what, and what those who judge it do among themselves.

use super::reports::{question, report};
use crate::support::{Browser, Page, Scene};

/// The only case that waits for somebody.
pub async fn case(browser: &Browser) -> Page {
    let queue = browser.get("/moderation/").await;
    let link = queue.attrs_of("main article h2 a", "href");
    assert_eq!(link.len(), 1, "one case on {}", queue.told());
    browser.get(&link[0]).await
}

/// The path of a page.
pub fn path(page: &Page) -> String {
    page.asked.split(' ').nth(1).unwrap().to_owned()
}

#[actix_web::test]
async fn a_case_shows_what_was_reported_as_it_was_then() {
    let scene = Scene::new().await;
    report(&scene.as_member("ben").await, &question(&scene).await, "It is unkind", "It hurts.").await;
    let ada = scene.as_member("ada").await;
    let edit = ada.get(&format!("/p/{}/edit", scene.thread.post(1).await)).await;
    ada.send(edit.form("Save").fill("Your text", "I never said anything.")).await.is(303);
    report(&scene.as_member("ruth").await, &question(&scene).await, "It is unkind", "").await;
    let shown = case(&scene.as_member("mo").await).await;
    shown.is(200).shows("nobody answered").shows("I never said anything.").shows("Ben").shows("It hurts.");
    assert_eq!(shown.texts_of("main blockquote").len(), 2, "before the edit, and after it");
    assert!(shown.has("main time[datetime^='2027-03-01T09:']"), "how long it waits is said as an instant");
}

#[actix_web::test]
async fn whoever_is_reported_neither_judges_it_nor_knows_of_it() {
    let scene = Scene::new().await;
    scene.house.admin("agnes").await;
    let autumn = scene.house.cohort("autumn").coordinator("otto").mentee("ida").await;
    drop(autumn);
    let post = scene.site.reply(&scene.thread, &scene.person("helen"), "That is no question.").await;
    report(&scene.as_member("ben").await, &format!("/p/{post}/actions"), "It is unkind", "").await;
    let open = case(&scene.as_member("mo").await).await;
    let (address, nowhere) = (path(&open), "/moderation/cases/0000000000001/");
    let id = address.split('/').nth(3).unwrap();
    // Who coordinates that cohort, but wrote it; who runs the institution, and does not read there; and everybody else.
    for username in ["helen", "agnes", "otto", "ida", "ada", "ben", "ruth", "olga", ""] {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        let (here, absent) = (browser.get(&address).await, browser.get(nowhere).await);
        assert_eq!(
            here.is(404).source().replace(id, "0000000000001"),
            absent.is(404).source(),
            "{username} learns that there is a case"
        );
        browser.get(&format!("{address}act/dismiss")).await.is(404);
    }
    let helen = scene.as_member("helen").await;
    helen.get("/moderation/").await.is(200).shows("Nothing waits for you");
    helen.send_forged(open.form("Take it up")).await.is(404);
    for username in ["ben", "ruth", "olga", ""] {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        browser.get("/moderation/").await.is(404);
    }
    assert!(scene.as_member("mo").await.get("/settings/").await.has_link("What was reported and waits for you"));
    assert!(!scene.as_member("ben").await.get("/settings/").await.has_link("What was reported and waits for you"));
}

#[actix_web::test]
async fn what_nobody_of_the_cohort_may_judge_is_passed_on_and_can_be_by_hand() {
    let scene = Scene::new().await;
    scene.house.admin("agnes").await;
    let agnes = scene.as_member("agnes").await;
    let autumn = scene.house.cohort("autumn").coordinator("otto").mentee("ida").await;
    let harvest = scene.house.board("harvest").for_cohort(&autumn).await;
    let thread = scene.site.thread(&scene.person("otto"), &[&harvest], "Welcome", "Be quiet, all of you.").await;
    let actions = format!("/p/{}/actions", thread.post(1).await);
    report(&scene.as_member("ida").await, &actions, "It is unkind", "He shouts.").await;
    scene.as_member("otto").await.get("/moderation/").await.shows("Nothing waits for you");
    // She reads what was reported, and nothing else of the cohort.
    let shown = case(&agnes).await;
    shown.is(200).shows("Be quiet").shows("Passed on to those who run the institution");
    assert!(!shown.has_link("Hide the post") && shown.has_link("Keep them out for good"));
    agnes.get(&thread.path).await.is(404);
    let dismiss = agnes.follow(&shown, "Leave it as it is").await;
    agnes.send(dismiss.form("Leave it as it is").fill("Why?", "He is right.")).await.is(303);

    report(&scene.as_member("ben").await, &question(&scene).await, "It is spam", "").await;
    let mo = scene.as_member("mo").await;
    agnes.get("/moderation/").await.shows("Nothing waits for you");
    let open = case(&mo).await;
    let asked = mo.send(open.form("Pass it on").forge("do", "pass-on")).await;
    asked.is(422).error_beside("A note", "Write the note");
    mo.send(open.form("Pass it on").fill("A note", "What do you think?")).await.is(303);
    case(&agnes).await.is(200).shows("What do you think?").shows("nobody answered");
    case(&mo).await.is(200);
}

#[actix_web::test]
async fn a_case_is_taken_up_and_given_back_and_notes_are_for_those_who_judge_it() {
    let scene = Scene::new().await;
    let receipt = report(&scene.as_member("ben").await, &question(&scene).await, "It is unkind", "").await;
    let (mo, helen) = (scene.as_member("mo").await, scene.as_member("helen").await);
    let open = case(&mo).await;
    mo.get("/moderation/mine/").await.shows("You have taken up nothing");
    let before = helen.get(&path(&open)).await;
    let taken = mo.send_and_go_on(open.form("Take it up")).await;
    taken.is(200).shows("Mo");
    helen.send(before.form("Take it up")).await.is(409).shows("Somebody else has taken it up meanwhile");
    mo.get("/moderation/mine/").await.is(200).shows("You are looking at it");
    helen.get("/moderation/mine/").await.shows("You have taken up nothing");
    helen.get("/moderation/").await.shows("Mo is looking at it");
    let ben = scene.as_member("ben").await;
    ben.get(&path(&receipt)).await.shows("Somebody who keeps order is looking at it").lacks("Ask Ruth first.");
    let noted = helen.send_and_go_on(before.form("Keep the note").fill("A note", "Ask Ruth first.")).await;
    noted.shows("Ask Ruth first.");
    mo.send(taken.form("Leave it to the others")).await.is(303);
    mo.get("/moderation/mine/").await.shows("You have taken up nothing");
    ben.get(&path(&receipt)).await.shows("Nobody has taken it up yet").lacks("Ask Ruth first.");
}

#[actix_web::test]
async fn the_queue_has_pages_of_fifty() {
    let scene = Scene::new().await;
    scene.site.grow(&scene.thread, &scene.person("ada"), 52).await;
    let (ben, thread) = (scene.site.viewer(&scene.person("ruth")).await, scene.thread.id);
    let (other, many) = (scene.site.viewer(&scene.person("ben")).await, 2..=52);
    let all = scene.site.write(move |tx| {
        for number in many {
            let post = lyceum::threads::model::post_numbered(tx.conn, thread, number)?;
            // A person reports at most fifty things in a day.
            let who = if number % 2 == 0 { &ben } else { &other };
            let draft = lyceum::moderation::report::Draft { kind: "spam".into(), body: String::new() };
            lyceum::moderation::report::post(tx, who, post, &draft)?;
        }
        Ok(())
    });
    all.await.unwrap();
    let mo = scene.as_member("mo").await;
    let first = mo.get("/moderation/").await;
    first.is(200).shows("51 cases wait for you");
    assert_eq!(first.texts_of("main article").len(), 50);
    let second = mo.follow(&first, "Next").await;
    assert_eq!(second.is(200).texts_of("main article h2"), ["Post 52 by Ada"]);
    assert_eq!(path(&second), "/moderation/open/2/");
    mo.get("/moderation/open/1/").await.is(301).redirects_to("/moderation/");
    mo.get("/moderation/open/").await.is(301).redirects_to("/moderation/");
    for absent in ["open/0/", "open/3/", "done/2/", "open/x/", "all/", "cases/"] {
        mo.get(&format!("/moderation/{absent}")).await.is(404);
    }
}
