//! Reporting a post or a person.

use crate::support::scene::BODY;
use crate::support::{Browser, Page, Scene};

/// Reports a post: from its page of actions, in two steps.
pub async fn report(browser: &Browser, path: &str, kind: &str, words: &str) -> Page {
    let form = browser.follow(&browser.get(path).await, "Report this").await;
    browser.send_and_go_on(form.form("Send the report").choose(kind).fill("In your own words", words)).await
}

/// The page of actions of the scene's question.
pub async fn question(scene: &Scene) -> String {
    format!("/p/{}/actions", scene.thread.post(1).await)
}

#[actix_web::test]
async fn a_post_is_reported_in_two_steps_and_the_receipt_says_what_became_of_it() {
    let scene = Scene::new().await;
    let (ben, actions) = (scene.as_member("ben").await, question(&scene).await);
    let form = ben.follow(&ben.get(&actions).await, "Report this post").await;
    form.is(200).shows("Those who keep order here read it. Ada does not").shows("nobody answered");
    let wrong = ben.send(form.form("Send the report").fill("In your own words", "It hurts.")).await;
    wrong.is(422).shows("Choose one of these");
    assert_eq!(wrong.typed("In your own words"), "It hurts.");
    assert_eq!(wrong.attrs_of(".problems a", "href"), ["#kind"]);
    let receipt = ben.send_and_go_on(wrong.form("Send the report").choose("It is unkind")).await;
    receipt
        .is(200)
        .shows("Nobody has taken it up yet")
        .shows("It is unkind")
        .shows("It hurts.")
        .shows("nobody answered");
    let (number, address) = (receipt.text_of("main code"), receipt.asked.split(' ').nth(1).unwrap().to_owned());
    assert_eq!(address, format!("/moderation/reports/{number}/"));
    ben.get(&address).await.is(200).shows(&number);
    // Nobody else has it: not the one whom it is about, and not those who judge it.
    for username in ["ada", "ruth", "helen", "mo", "olga"] {
        scene.as_member(username).await.get(&address).await.is(404);
    }
    scene.as_visitor().get(&address).await.is(404);
}

#[actix_web::test]
async fn whoever_does_not_read_a_post_cannot_report_it() {
    let scene = Scene::new().await;
    scene.house.admin("agnes").await;
    let autumn = scene.house.cohort("autumn").mentee("ida").coordinator("otto").await;
    drop(autumn);
    let post = scene.thread.post(1).await;
    for username in ["olga", "agnes", "ida", "otto", ""] {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        let (here, nowhere) = (format!("/p/{post}/report"), "/p/0000000000001/report".to_owned());
        let answers = (browser.get(&here).await, browser.get(&nowhere).await);
        assert_eq!(
            answers.0.is(404).source().replace(&post.to_string(), "0000000000001"),
            answers.1.is(404).source(),
            "{username}"
        );
        if !username.is_empty() {
            let form = scene.as_member("ben").await.get(&here).await.form("Send the report").choose("It is spam");
            browser.send_forged(form).await.is(404);
        }
    }
    // What is hidden is read by those alone who keep order: there is nothing to report any more.
    let mo = scene.as_member("mo").await;
    let hide = mo.get(&question(&scene).await).await.form("Hide this post").fill("Why?", "unkind");
    mo.send(hide).await.is(303);
    scene.as_member("ben").await.get(&format!("/p/{post}/report")).await.is(404);
    scene.as_member("helen").await.get("/moderation/").await.shows("Nothing that was reported waits");
}

#[actix_web::test]
async fn reporting_twice_adds_to_ones_own_and_reports_of_one_post_are_one_case() {
    let scene = Scene::new().await;
    let (ben, ruth, actions) = (scene.as_member("ben").await, scene.as_member("ruth").await, question(&scene).await);
    let first = report(&ben, &actions, "It is unkind", "It hurts.").await;
    let again = ben.follow(&first, "Add something").await;
    let form = again.form("Send the report").choose("It is unkind").fill("In your own words", "It still does.");
    let second = ben.send_and_go_on(form.clone()).await;
    assert_eq!(first.asked, second.asked, "it is the same report");
    second.shows("It hurts.").shows("It still does.").shows("Something was added");
    // The same form once more is nothing new.
    let third = ben.send_and_go_on(form).await;
    assert_eq!(third.source().matches("It still does.").count(), 1);
    report(&ruth, &actions, "It is spam", "").await.is(200);
    let queue = scene.as_member("mo").await.get("/moderation/").await;
    queue.shows("One case waits for you").shows("2 reports").shows("It is unkind").shows("It is spam");
    assert_eq!(queue.texts_of("main article").len(), 1);
}

#[actix_web::test]
async fn someone_at_risk_stands_first_and_those_who_judge_it_get_a_letter_at_once() {
    let scene = Scene::new().await;
    let post = scene.site.reply(&scene.thread, &scene.person("ada"), "I can do no more.").await;
    scene.site.wait(60);
    report(&scene.as_member("ruth").await, &question(&scene).await, "It is spam", "").await;
    scene.site.wait(60);
    let actions = format!("/p/{post}/actions");
    report(&scene.as_member("ben").await, &actions, "Someone may be at risk", "Look after her.").await;
    for username in ["helen", "mo"] {
        let letters = scene.site.mail_to(&scene.person(username).address).await;
        assert_eq!(letters.len(), 1, "{username}");
        assert_eq!(letters[0].subject, "Someone may be at risk at Northfield");
        assert!(!letters[0].text.contains("no more") && !letters[0].text.contains("Look after her"));
        scene.as_member(username).await.get(letters[0].path()).await.is(200).shows("Look after her.");
    }
    for username in ["ada", "ben", "ruth"] {
        assert!(scene.site.mail_to(&scene.person(username).address).await.is_empty(), "{username}");
    }
    let queue = scene.as_member("helen").await.get("/moderation/").await;
    assert_eq!(queue.texts_of("main h2"), ["Post 2 by Ada", "Post 1 by Ada"], "who waits longer comes second");
    // The second who says so sends no second letter.
    report(&scene.as_member("ruth").await, &actions, "Someone may be at risk", "Me too.").await;
    assert_eq!(scene.site.mail_to(&scene.person("mo").address).await.len(), 1);
}

#[actix_web::test]
async fn a_person_is_reported_to_the_cohort_that_both_are_in_and_else_to_the_institution() {
    let scene = Scene::new().await;
    scene.house.moderator("max").await;
    report(&scene.as_member("ada").await, "/m/ben/", "It is contact", "Every night.").await;
    report(&scene.as_member("olga").await, "/m/ben/", "It is spam", "Adverts.").await;
    let (mo, max) = (scene.as_member("mo").await, scene.as_member("max").await);
    let of_cohort = mo.follow(&mo.get("/moderation/").await, "Ben").await;
    of_cohort.is(200).shows("Every night.").lacks("Adverts.");
    let of_house = max.follow(&max.get("/moderation/").await, "Ben").await;
    of_house.is(200).shows("Adverts.").lacks("Every night.");
    // Neither is another's.
    let path = |page: &Page| page.asked.split(' ').nth(1).unwrap().to_owned();
    mo.get(&path(&of_house)).await.is(404);
    max.get(&path(&of_cohort)).await.is(404);
    // Who has no account is not reported, but what they wrote.
    let list = scene.house.board("list").for_institution().await;
    drop(list);
    scene.house.imported("Brian").await;
    scene.as_member("ada").await.get("/m/brian/report").await.is(404);
    assert!(BODY.contains("nobody answered"));
}
