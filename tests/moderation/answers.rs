//! Whoever something was done to answers once, and somebody else decides.

use super::deeds::act;
use super::queue::case;
use super::reports::{question, report};
use crate::support::{Browser, Scene};

async fn reported(scene: &Scene) {
    report(&scene.as_member("ben").await, &question(scene).await, "It is unkind", "It hurts.").await;
}

async fn answer(browser: &Browser, path: &str, words: &str) {
    let page = browser.get(path).await;
    browser.send(page.form("Send the answer").fill("Your answer", words)).await.is(303);
}

#[actix_web::test]
async fn somebody_answers_once_by_their_letter_and_another_moderator_takes_it_back() {
    let scene = Scene::new().await;
    reported(&scene).await;
    let (mo, helen, ada) = (scene.as_member("mo").await, scene.as_member("helen").await, scene.as_member("ada").await);
    act(&mo, "Hide the post", "").await;
    let link = scene.site.mail_to(&scene.person("ada").address).await[0].path().to_owned();
    let page = ada.get(&link).await;
    page.is(200).shows("Your post at Northfield is hidden").lacks("Ben");
    ada.send(page.form("Send the answer")).await.is(422).error_beside("Your answer", "Write your answer");
    answer(&ada, &link, "It was a quotation.").await;
    ada.get(&link)
        .await
        .shows("It was a quotation.")
        .shows("Somebody else than who decided it")
        .lacks("Send the answer");
    // Another answer is none.
    let again = ada.send(page.form("Send the answer").fill("Your answer", "And more.")).await;
    again.is(409).shows("You have answered already");

    let mine = case(&mo).await;
    mine.shows("It was a quotation.").shows("Somebody else than who did it decides this");
    assert!(!mine.has_button("Tell them"));
    let theirs = case(&helen).await;
    let asked = helen.send(theirs.form("Tell them")).await;
    asked.is(422).shows("Choose one of these").shows("Write to them");
    let form = asked.form("Tell them").choose("It is taken back").fill("Why?", "A quotation.");
    let form = form.fill("What they are written", "You are right.");
    mo.send_forged(form.clone()).await.is(403).shows("You did this yourself");
    helen.send(form).await.is(303);
    scene.as_member("ben").await.get(&scene.thread.path).await.shows("nobody answered");
    let letters = scene.site.mail_to(&scene.person("ada").address).await;
    assert!(letters[1].text.contains("is taken back") && letters[1].text.contains("You are right."));
    ada.get(&link).await.shows("You are right.").shows("It was taken back");
    helen.get("/moderation/").await.shows("Nothing waits for you");
}

#[actix_web::test]
async fn whoever_cannot_come_in_answers_all_the_same_and_is_let_in_again() {
    let scene = Scene::new().await;
    let (max, agnes) = (scene.house.moderator("max").await, scene.house.admin("agnes").await);
    let (max, agnes) = (scene.site.browser().as_member(&max).await, scene.site.browser().as_member(&agnes).await);
    let plaza = scene.house.board("plaza").for_institution().await;
    let thread = scene.site.thread(&scene.person("ada"), &[&plaza], "Look here", "Buy this.").await;
    let actions = format!("/p/{}/actions", thread.post(1).await);
    report(&scene.as_member("olga").await, &actions, "It is spam", "").await;
    act(&max, "Keep them out for good", "").await;
    let link = scene.site.mail_to(&scene.person("ada").address).await[0].path().to_owned();
    let visitor = scene.as_visitor();
    answer(&visitor, &link, "My account was stolen.").await;
    let form = case(&agnes).await.form("Tell them").choose("It is taken back").fill("Why?", "So it was.");
    agnes.send(form.fill("What they are written", "Come in.")).await.is(303);
    assert!(scene.site.roster.member(scene.person("ada").id).unwrap().may_enter);
    visitor.get(&link).await.shows("Come in.");
    scene.site.mail_to(&scene.person("ada").address).await;
}

#[actix_web::test]
async fn a_link_that_was_not_made_here_opens_nothing() {
    let scene = Scene::new().await;
    reported(&scene).await;
    act(&scene.as_member("mo").await, "Warn them", "").await;
    let link = scene.site.mail_to(&scene.person("ada").address).await[0].path().to_owned();
    let visitor = scene.as_visitor();
    let page = visitor.get(&link).await;
    let (id, code) = link.rsplit('/').next().unwrap().split_at(13);
    let last = if code.ends_with('A') { "B" } else { "A" };
    let other = format!("{}{last}", &code[..code.len() - 1]);
    for wrong in [id.to_owned(), format!("{id}{other}"), format!("0000000000001{code}"), "é".repeat(20)] {
        visitor.get(&format!("/moderation/answers/{}", lyceum::text::percent(&wrong))).await.is(404);
        let form = page.form("Send the answer").fill("Your answer", "Let me in.");
        let body = form.body();
        visitor.post(&format!("/moderation/answers/{}", lyceum::text::percent(&wrong)), body).await.is(404);
    }
    let elsewhere = scene.site.institution("eastbridge").await;
    visitor.clone().at(&elsewhere.host()).get(&link).await.is(404);
    visitor.get(&link).await.is(200);
}

#[actix_web::test]
async fn who_did_it_decides_where_nobody_else_can() {
    let scene = Scene::new().await;
    let autumn = scene.house.cohort("autumn").coordinator("otto").mentee("ida").mentee("kim").await;
    let harvest = scene.house.board("harvest").for_cohort(&autumn).await;
    let thread = scene.site.thread(&scene.person("ida"), &[&harvest], "Look", "At this.").await;
    let actions = format!("/p/{}/actions", thread.post(1).await);
    report(&scene.as_member("kim").await, &actions, "It is spam", "").await;
    let otto = scene.as_member("otto").await;
    act(&otto, "Warn them", "").await;
    let link = scene.site.mail_to(&scene.person("ida").address).await[0].path().to_owned();
    answer(&scene.as_member("ida").await, &link, "I did not.").await;
    let form = case(&otto).await.form("Tell them").choose("It stays").fill("Why?", "You did.");
    otto.send(form.fill("What they are written", "It stays.")).await.is(303);
    let letters = scene.site.mail_to(&scene.person("ida").address).await;
    assert!(letters[1].text.contains("What was decided stays"), "{}", letters[1].text);
}
