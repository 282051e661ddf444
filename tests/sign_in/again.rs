//! Showing once more who one is, before one's ways in change.

use super::{PASSWORD, with_password, with_phone};
use crate::support::{Browser, Page, Scene, TestSite};

const WAYS: &str = "/settings/sign-in/";
const AGAIN: &str = "/sign-in/again?to=/settings/sign-in/";
/// For how long it counts.
const FRESH: i64 = 300;

/// What the wish to set up a second factor leads to: the secret, or the page that asks who it is.
async fn set_up(browser: &Browser) -> Page {
    browser.send(browser.get(WAYS).await.form("Set it up")).await
}

fn is_asked(page: &Page) -> bool {
    page.status == 303 && page.location().starts_with("/sign-in/again?to=")
}

#[actix_web::test]
async fn a_password_typed_again_counts_for_five_minutes_and_the_session_gets_a_new_id() {
    let scene = Scene::new().await;
    with_password(&scene, "ada").await;
    let (ada, other) = (scene.as_member("ada").await, scene.as_member("ada").await);
    scene.site.wait(FRESH);
    let asked = set_up(&ada).await;
    assert!(is_asked(&asked), "{}", asked.told());
    let page = ada.go_on(asked).await;
    page.is(200).shows("Is it you?").shows("It counts for five minutes");
    let before = ada.cookie("__Host-session").unwrap();
    for wrong in ["", "correct horse", PASSWORD.to_uppercase().as_str()] {
        let answer = ada.send(page.form("It is me").fill("Password", wrong)).await;
        answer.is(422).error_beside("Password", "That is not the password you have");
        assert!(!answer.source().contains("correct horse"), "what was typed stands on the page");
        assert_eq!(ada.cookie("__Host-session").unwrap(), before);
    }
    assert!(is_asked(&set_up(&ada).await), "a wrong one counts for nothing");
    ada.send(page.form("It is me").fill("Password", PASSWORD)).await.is(303).redirects_to(WAYS);
    assert_ne!(ada.cookie("__Host-session").unwrap(), before);
    set_up(&ada).await.is(200).shows("Set up a second factor");
    // The old cookie is worth nothing, and where else she is signed in, she still is; but that is no fresher.
    let thief = scene.as_visitor();
    thief.set_cookie("__Host-session", &before);
    thief.get("/b/ask/").await.is(404);
    other.get("/b/ask/").await.is(200);
    assert!(is_asked(&set_up(&other).await));
    assert_eq!(ada.get(WAYS).await.texts_of("main .rows h3").len(), 4, "a password, a link, and two sessions");
    scene.site.wait(FRESH);
    assert!(is_asked(&set_up(&ada).await));
    // Nobody is asked who is not there, nor sent elsewhere.
    scene.as_visitor().get(AGAIN).await.is(303);
    let page = ada.get("/sign-in/again?to=//evil.example").await;
    assert_eq!(page.form("It is me").value("to"), Some("/"));
}

#[actix_web::test]
async fn whoever_has_a_second_factor_gives_its_code_with_the_password() {
    let scene = Scene::new().await;
    with_password(&scene, "ada").await;
    let phone = with_phone(&scene, "ada").await;
    let ada = scene.as_member("ada").await;
    let form = ada.get(AGAIN).await.form("It is me").fill("Password", PASSWORD);
    let before = ada.cookie("__Host-session").unwrap();
    for code in ["", "000000", &phone.code_beside(scene.site.now(), 5)] {
        ada.send(form.clone().fill("Code", code)).await.is(422);
        assert_eq!(ada.cookie("__Host-session").unwrap(), before);
    }
    ada.send(form.clone().without("code")).await.is(422);
    scene.site.wait(60);
    ada.send(form.fill("Code", &phone.code(scene.site.now()))).await.is(303).redirects_to(WAYS);
    assert_ne!(ada.cookie("__Host-session").unwrap(), before);

    // Whoever must have one and has none cannot do so by a password alone.
    with_password(&scene, "helen").await;
    let helen = scene.as_member("helen").await;
    let page = helen.get(AGAIN).await;
    assert!(!page.is(200).has_button("It is me"));
    let form = page.form("Send me a link");
    let typed = [("csrf", form.value("csrf").unwrap()), ("password", PASSWORD), ("code", "")];
    let body: Vec<_> = typed.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
    helen.post("/sign-in/again", body.join("&")).await.is(422);
}

#[actix_web::test]
async fn a_link_to_ones_own_address_signs_in_anew_and_the_old_session_ends() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    scene.site.wait(FRESH);
    let before = ada.cookie("__Host-session").unwrap();
    let form = ada.get(AGAIN).await.form("Send me a link");
    let sent = ada.send(form).await;
    ada.go_on(sent).await.is(200).shows("A link is on its way to your e-mail address.");
    let letter = scene.site.mail_to("ada@northfield.example").await.remove(0);
    assert!(is_asked(&set_up(&ada).await), "a letter that nobody opened counts for nothing");
    ada.send(ada.get(letter.path()).await.form("Sign in")).await.is(303).redirects_to(WAYS);
    set_up(&ada).await.is(200);
    assert_ne!(ada.cookie("__Host-session").unwrap(), before);
    let thief = scene.as_visitor();
    thief.set_cookie("__Host-session", &before);
    thief.get("/b/ask/").await.is(404);
}

#[actix_web::test]
async fn a_session_that_was_left_open_sets_no_first_password() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    scene.site.wait(FRESH);
    let form = ada.get("/settings/").await.form("Set a password").fill("A new password", PASSWORD);
    let answer = ada.send(form.clone()).await;
    assert!(is_asked(&answer), "{}", answer.told());
    super::type_password(&scene.as_visitor(), "ada", PASSWORD).await.is(422);
    let ada = scene.as_member("ada").await;
    let form = form.forge("csrf", ada.get("/settings/").await.form("Set a password").value("csrf").unwrap());
    ada.send(form).await.is(303);
    scene.site.mail_to("ada@northfield.example").await;
    // With one, it is asked for itself; and a session that was left open changes none, whatever is typed.
    let form = ada.get("/settings/").await.form("Change the password").fill("A new password", "seven other words");
    ada.send(form.clone()).await.is(422);
    scene.site.wait(FRESH);
    let answer = ada.send(form.fill("The password you have", PASSWORD)).await;
    assert!(is_asked(&answer), "{}", answer.told());
    super::type_password(&scene.as_visitor(), "ada", PASSWORD).await.is(303);
}

#[actix_web::test]
async fn a_session_is_worth_no_more_guesses_at_its_password_than_the_door() {
    let site = TestSite::with(|settings| settings.config.limits.sign_in_per_minute = 3).await;
    let scene = Scene::on(site).await;
    with_password(&scene, "ada").await;
    let ada = scene.as_member("ada").await;
    let form = ada.get("/settings/").await.form("Change the password").fill("A new password", "seven other words");
    let form = form.fill("The password you have", "a guess");
    for place in 0..6 {
        ada.comes_from([198, 51, 100, 10 + place / 3]);
        ada.send(form.clone()).await.is(422).error_beside("The password you have", "That is not the password you have");
    }
    // By its address, too; and her name and her address are one account.
    ada.send(form.clone()).await.is(429);
    ada.comes_from([198, 51, 100, 30]);
    ada.send(form).await.is(429);
    for name in ["ada", "ada@northfield.example"] {
        let browser = scene.as_visitor();
        browser.comes_from([198, 51, 100, 40]);
        super::type_password(&browser, name, PASSWORD).await.is(429);
    }
}
