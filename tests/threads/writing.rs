//! Starting a thread and replying, from the page where it is offered to the page where it stands.

use crate::support::scene::TITLE;
use crate::support::{Page, Scene};

/// The posts on a page of a thread, by their own words.
fn bodies(page: &Page) -> Vec<String> {
    page.texts_of(".post .text")
}

#[actix_web::test]
async fn a_mentee_asks_and_a_mentor_answers() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let form = ada.follow(&ada.get("/b/ask/").await, "Start a thread").await.form("Post thread");
    let form = form.fill("Title", "May I ask twice?").fill("What would you like to know?", "I *have* another one.");
    let thread = ada.send_and_go_on(form).await;
    assert_eq!(thread.is(200).heading(), "May I ask twice?");

    let ruth = scene.as_member("ruth").await;
    let thread = ruth.follow(&ruth.get("/b/ask/").await, "May I ask twice?").await;
    assert_eq!(thread.texts_of(".text em"), ["have"]);
    let answered = ruth.send_and_go_on(thread.form("Post reply").fill("Your reply", "As often\nas you like.")).await;
    answered.shows("Post 2 by Ruth").shows("As often as you like.").shows("2 posts by 2 people");
    scene.as_visitor().get("/b/ask/").await.is(404).lacks("May I");
    scene.as_member("olga").await.get(&scene.thread.path).await.is(404);
}

#[actix_web::test]
async fn who_has_written_lands_on_their_own_post() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let form = ruth.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "Here.");
    let answer = ruth.send(form).await;
    let post = scene.thread.post(2).await;
    answer.is(303).redirects_to(&format!("{}#p-{post}", scene.thread.path));
    assert!(ruth.go_on(answer).await.has(&format!("article#p-{post}")));
}

#[actix_web::test]
async fn a_reply_without_a_word_is_told_so_beside_its_field() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let form = ruth.get(&scene.thread.path).await.form("Post reply").fill("Your reply", " \n ");
    let answer = ruth.send(form).await;
    answer.is(422).error_beside("Your reply", "Write something first").shows("One thing to mend");
    assert!(answer.title().starts_with("Error: "));
    ruth.get(&scene.thread.path).await.shows("1 post by 1 person");
}

#[actix_web::test]
async fn a_reply_that_is_too_long_comes_back_with_every_letter_of_it() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let long = format!("Dear Ada,\n\n<b>&amp; \u{2019}{}", "a".repeat(20_000));
    let answer = ruth.send(ruth.get(&scene.thread.path).await.form("Post reply").fill("Your reply", &long)).await;
    answer.is(422).shows("and 20000 is the most");
    assert_eq!(answer.typed("Your reply").replace("\r\n", "\n"), long);
    let shorter = answer.form("Post reply").fill("Your reply", "Dear Ada,");
    ruth.send_and_go_on(shorter).await.shows("2 posts by 2 people");
}

#[actix_web::test]
async fn a_thread_that_cannot_be_saved_comes_back_with_all_its_fields() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let form = ada.get("/b/ask/new").await.form("Post thread").fill("What would you like to know?", "No title yet.");
    let answer = ada.send(form).await;
    answer.is(422).error_beside("Title", "Write your question as a title");
    assert_eq!(answer.typed("What would you like to know?"), "No title yet.");
    let form = answer.form("Post thread").fill("Title", "Now it has one").fill("What would you like to know?", "");
    let answer = ada.send(form).await;
    answer.is(422).error_beside("What would you like to know?", "Write something first");
    assert_eq!(answer.typed("Title"), "Now it has one");
    assert_eq!(ada.get("/b/ask/").await.texts_of(".rows h3"), [TITLE]);
}

#[actix_web::test]
async fn a_preview_shows_what_it_will_look_like_and_posts_nothing() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let form = ruth.get(&scene.thread.path).await.form("Preview").fill("Your reply", "A **bold** step.");
    let preview = ruth.send(form).await;
    assert_eq!(preview.is(200).text_of(".preview strong"), "bold");
    assert_eq!(preview.typed("Your reply"), "A **bold** step.");
    ruth.get(&scene.thread.path).await.shows("1 post by 1 person");
    let posted = ruth.send_and_go_on(preview.form("Post reply")).await;
    assert_eq!(bodies(&posted)[1], "A bold step.");
}

#[actix_web::test]
async fn a_form_that_is_sent_twice_is_one_post() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let form = ruth.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "Once.");
    let first = ruth.send(form.clone()).await;
    let second = ruth.send(form.clone()).await;
    second.is(303).redirects_to(first.location());
    assert_eq!(bodies(&ruth.get(&scene.thread.path).await)[1..], ["Once."]);
    // The same form with another text was written anew: it must not be lost.
    ruth.send_and_go_on(form.fill("Your reply", "Twice.")).await;
    assert_eq!(bodies(&ruth.get(&scene.thread.path).await)[1..], ["Once.", "Twice."]);
}

#[actix_web::test]
async fn somebody_elses_key_does_not_lead_to_their_post() {
    let scene = Scene::new().await;
    let (ruth, ben) = (scene.as_member("ruth").await, scene.as_member("ben").await);
    let form = ruth.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "The same words.");
    let key = form.value("key").unwrap().to_owned();
    ruth.send(form).await.is(303);
    let form = ben.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "The same words.");
    ben.send(form.forge("key", &key)).await.is(303);
    assert_eq!(bodies(&ben.get(&scene.thread.path).await).len(), 3);
}

#[actix_web::test]
async fn a_thread_form_that_is_sent_twice_is_one_thread() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let form = ada.get("/b/ask/new").await.form("Post thread");
    let form = form.fill("Title", "Only once").fill("What would you like to know?", "Please.");
    let first = ada.send(form.clone()).await;
    ada.send(form).await.redirects_to(first.location());
    assert_eq!(ada.get("/b/ask/").await.texts_of(".rows h3"), ["Only once", TITLE]);
}

#[actix_web::test]
async fn a_reply_may_begin_with_a_quotation_of_the_post_it_answers() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let actions = ruth.follow(&ruth.get(&scene.thread.path).await, "Reply and more about post 1").await;
    let form = ruth.follow(&actions, "Reply with a quotation").await.form("Post reply");
    let quoted = format!("{}Like this.", form.value("body").unwrap());
    let answered = ruth.send_and_go_on(form.fill("Your reply", &quoted)).await;
    assert!(answered.text_of(".post:nth-of-type(2) blockquote").contains("I have tried twice"));
    let post = scene.thread.post(1).await;
    assert_eq!(answered.attrs_of(".post:nth-of-type(2) blockquote a", "href"), [format!("/p/{post}/")]);
}

#[actix_web::test]
async fn where_only_mentors_reply_a_student_is_not_even_offered_the_form() {
    let scene = Scene::new().await;
    let news =
        scene.house.board("news").for_cohort(&scene.spring).started_by("coordinators").replied_by("mentors").await;
    let thread = scene.site.thread(&scene.person("helen"), &[&news], "Welcome", "Read this.").await;
    let (ada, ruth) = (scene.as_member("ada").await, scene.as_member("ruth").await);
    let forged = ruth.get(&thread.path).await.form("Post reply").fill("Your reply", "I should not.");
    let page = ada.get(&thread.path).await;
    assert!(!page.is(200).has_button("Post reply"));
    let refused = ada.send_forged(forged.clone()).await;
    refused.is(403).shows("only some of its readers can reply");
    assert_eq!(refused.typed("Your reply"), "I should not.");
    ada.get("/b/news/new").await.is(403).shows("only some of its readers can start threads");
    ruth.send_and_go_on(forged).await.shows("2 posts by 2 people");
}

#[actix_web::test]
async fn a_reply_whose_session_ended_meanwhile_is_given_back_with_the_way_to_sign_in() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let form = ada.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "Typed for <half> an hour.");
    ada.send(ada.get("/").await.form("Sign out")).await.is(303);
    let refused = ada.send(form.clone()).await;
    assert_eq!(refused.is(403).texts_as_typed("textarea"), ["Typed for <half> an hour."]);
    assert!(refused.has_link("Sign in"));
    // A form that another site made up is not shown as if it had been typed here.
    let asking = ada.asking(actix_web::http::Method::POST, &form.action).with("origin", "https://evil.example");
    let foreign = asking.with("content-type", "application/x-www-form-urlencoded").body(form.body()).send().await;
    foreign.is(403).lacks("Typed for");
}

#[actix_web::test]
async fn a_reply_of_which_nobody_would_see_a_thing_is_no_reply() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    for nothing in ["\u{200b}\u{200d} \u{2060}", "[a]: https://a.example"] {
        let form = ada.get(&scene.thread.path).await.form("Post reply").fill("Your reply", nothing);
        ada.send(form).await.is(422).shows("Write something first");
    }
    let form = ada.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "👩\u{200d}🎓");
    ada.send(form).await.is(303);
}
