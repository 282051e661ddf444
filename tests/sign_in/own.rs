//! One's own second factor, turned on and off in one's settings.

use super::{at_the_door, type_code, with_password, with_phone};
use crate::support::{Browser, Page, Phone, Scene};

const WAYS: &str = "/settings/sign-in/";
const WRONG: &str = "That code is not right, or it was used already. Wait for the next one and type that";

/// The page of one's own ways in, with a code typed, and a button pressed.
async fn choose(browser: &Browser, button: &str, code: &str) -> Page {
    let page = browser.get(WAYS).await;
    browser.send(page.is(200).form(button).fill("Code", code)).await
}

#[actix_web::test]
async fn a_member_turns_it_on_and_off_and_every_other_session_ends() {
    let scene = Scene::new().await;
    let (ada, other) = (scene.as_member("ada").await, scene.as_member("ada").await);
    let before = ada.cookie("__Host-session").unwrap();
    let page = ada.follow(&ada.get("/settings/").await, "Ways in").await;
    page.is(200).shows("Off. With it, a stolen password").lacks("Your role needs it");
    let offered = ada.send(page.form("Set it up")).await;
    let phone = Phone::told_by(offered.is(200));
    ada.get(WAYS).await.shows("Off. With it");
    // A secret that was offered to somebody else, or to another session, or that nobody offered.
    for browser in [&other, &scene.as_member("ben").await] {
        let own = browser.send(browser.get(WAYS).await.form("Set it up")).await.form("Turn it on");
        let code = phone.code(scene.site.now());
        let stolen = own.forge("offer", offered.form("Turn it on").value("offer").unwrap()).fill("Code", &code);
        browser.send(stolen.clone()).await.is(409).shows("This secret was not made for this session");
        browser.send(stolen.forge("offer", "x")).await.is(409);
    }
    let form = offered.form("Turn it on");
    ada.send(form.clone().fill("Code", "12345")).await.is(422).error_beside("Code", WRONG);
    let done = ada.send(form.clone().fill("Code", &phone.code(scene.site.now()))).await;
    assert_eq!(done.is(200).texts_of("main li code").len(), 10);
    // This session goes on under a new id, the others have ended, and the old cookie is worth nothing.
    assert_ne!(ada.cookie("__Host-session").unwrap(), before);
    ada.send(done.form("Sign out").forge("x", "1").without("x")).await.is(303);
    other.get("/b/ask/").await.is(404);
    let thief = scene.as_visitor();
    thief.set_cookie("__Host-session", &before);
    thief.get("/b/ask/").await.is(404);
    let told = scene.site.mail_to("ada@northfield.example").await;
    assert_eq!((told.len(), told[0].subject.as_str()), (1, "Your second factor at Northfield is on"));
    assert!(!told[0].text.contains(&done.texts_of("main li code")[0]), "a secret in a letter");

    let (ada, other) = (scene.as_member("ada").await, scene.as_member("ada").await);
    scene.site.wait(60);
    choose(&ada, "Turn it off", "").await.is(422).error_beside("Code", WRONG);
    choose(&ada, "Turn it off", &phone.code_beside(scene.site.now(), 3)).await.is(422);
    let done = choose(&ada, "Turn it off", &phone.code(scene.site.now())).await;
    ada.go_on(done).await.is(200).shows("The second factor is off, and you are signed out everywhere else.");
    other.get("/b/ask/").await.is(404);
    with_password(&scene, "ada").await;
    let browser = scene.as_visitor();
    super::type_password(&browser, "ada", super::PASSWORD).await.is(303).redirects_to("/");
    assert_eq!(scene.site.mail_to("ada@northfield.example").await.len(), 2);
}

#[actix_web::test]
async fn what_was_begun_a_while_ago_is_not_finished_by_whoever_finds_the_page_open() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    scene.site.wait(250);
    let offered = ada.send(ada.get(WAYS).await.form("Set it up")).await;
    let (phone, form) = (Phone::told_by(offered.is(200)), offered.form("Turn it on"));
    scene.site.wait(400);
    let answer = ada.send(form.fill("Code", &phone.code(scene.site.now().plus_seconds(1)))).await;
    assert!(answer.is(303).location().starts_with("/sign-in/again?to="), "{}", answer.told());
    ada.get(WAYS).await.shows("Off. With it");
    // Fresh when it was begun, and finished a little later.
    let ada = scene.as_member("ada").await;
    scene.site.wait(280);
    let offered = ada.send(ada.get(WAYS).await.form("Set it up")).await;
    let (phone, form) = (Phone::told_by(offered.is(200)), offered.form("Turn it on"));
    scene.site.wait(200);
    ada.send(form.fill("Code", &phone.code(scene.site.now().plus_seconds(1)))).await.is(200);
    scene.site.mail_to("ada@northfield.example").await;
}

#[actix_web::test]
async fn new_recovery_codes_and_another_phone_ask_for_a_code_and_end_the_old_ones() {
    let scene = Scene::new().await;
    with_password(&scene, "ada").await;
    let phone = with_phone(&scene, "ada").await;
    let ada = scene.as_member("ada").await;
    ada.get(WAYS).await.is(200).shows("10 recovery codes are left.");
    choose(&ada, "Make new recovery codes", "000000").await.is(422).error_beside("Code", WRONG);
    let first = choose(&ada, "Make new recovery codes", &phone.code(scene.site.now())).await;
    let first = first.is(200).texts_of("main li code");
    scene.site.wait(60);
    let second = choose(&ada, "Make new recovery codes", &phone.code(scene.site.now())).await;
    let second = second.is(200).texts_of("main li code");
    let told = scene.site.mail_to("ada@northfield.example").await;
    let subjects: Vec<_> = told[1..].iter().map(|letter| letter.subject.as_str()).collect();
    assert_eq!(subjects, ["New recovery codes for your account at Northfield"; 2]);
    assert!(!told[2].text.contains(&second[0]), "a secret in a letter");
    let browser = scene.as_visitor();
    let page = at_the_door(&scene, &browser, "ada").await;
    type_code(&browser, &page, &first[0]).await.is(422);
    type_code(&browser, &page, &second[0]).await.is(303);

    scene.site.wait(60);
    choose(&ada, "Move to another phone", "").await.is(422);
    let offered = choose(&ada, "Move to another phone", &phone.code(scene.site.now())).await;
    let new = Phone::told_by(offered.is(200));
    let form = offered.form("Turn it on").fill("Code", &new.code(scene.site.now()));
    ada.send(form.clone()).await.is(200);
    ada.send(form).await.is(403);
    scene.site.wait(60);
    for (code, status) in
        [(phone.code(scene.site.now()), 422), (second[1].clone(), 422), (new.code(scene.site.now()), 303)]
    {
        let browser = scene.as_visitor();
        let page = at_the_door(&scene, &browser, "ada").await;
        type_code(&browser, &page, &code).await.is(status);
    }
    scene.site.mail_to("ada@northfield.example").await;
}

#[actix_web::test]
async fn whoever_must_have_one_cannot_turn_it_off() {
    let scene = Scene::new().await;
    let phone = with_phone(&scene, "helen").await;
    let helen = scene.as_member("helen").await;
    let page = helen.get(WAYS).await;
    page.is(200).shows("Your role needs it, so it cannot be turned off.");
    assert!(!page.has_button("Turn it off"));
    let form = page.form("Make new recovery codes").fill("Code", &phone.code(scene.site.now()));
    helen.send(form.clone().forge("do", "off")).await.is(409).shows("Your role needs a second factor");
    for deed in ["", "on", "start codes"] {
        helen.send(form.clone().forge("do", deed)).await.is(400);
    }
    helen.send(form).await.is(200);
    // Nor does it go off where there is none.
    let ada = scene.as_member("ada").await;
    let form = ada.get(WAYS).await.form("Set it up");
    ada.send(form.forge("do", "off")).await.is(409).shows("The second factor is off already.");
    assert_eq!(scene.site.mail_to("helen@northfield.example").await.len(), 2);
}
