//! Where somebody is signed in: by which browser and way, and how it ends; and letters about what is new.

use actix_web::http::Method;
use diesel::prelude::*;
use lyceum::db::ids::Time;
use lyceum::db::schema::sessions;
use lyceum::sign_in::session::{self, Opening};

use super::{PASSWORD, set_password, type_password, with_password};
use crate::support::{Browser, Page, Scene, TestSite};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
    Version/18.5 Mobile/15E148 Safari/604.1";
const EDGE: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 \
    Safari/537.36 Edg/138.0.0.0";

/// Signs in by password in a browser that says what it is.
async fn sign_in(browser: &Browser, username: &str, says: &str) -> Page {
    let form = browser.get("/sign-in").await.form("Sign in");
    let form = form.fill("Username or e-mail address", username).fill("Password", PASSWORD);
    let asking = browser.asking(Method::POST, "/sign-in/password").with("user-agent", says);
    asking.with("content-type", "application/x-www-form-urlencoded").body(form.body()).send().await
}

/// What the page calls each session.
async fn devices(browser: &Browser) -> Vec<String> {
    browser.get("/settings/sign-in/").await.is(200).texts_of("main section:last-of-type .rows h3")
}

#[actix_web::test]
async fn a_list_says_where_one_is_signed_in_and_ends_one_the_others_or_all() {
    let scene = Scene::new().await;
    with_password(&scene, "ada").await;
    let (first, second, third) = (scene.as_visitor(), scene.as_visitor(), scene.as_visitor());
    for (browser, says) in [(&first, FIREFOX), (&second, SAFARI), (&third, "<b>Nothing</b>")] {
        sign_in(browser, "ada", says).await.is(303);
    }
    assert_eq!(devices(&first).await, ["Unknown browser", "Safari on iPhone", "Firefox on Linux"]);
    let page = first.get("/settings/sign-in/").await;
    page.shows("By password").shows("1 March 2027");
    assert_eq!(page.texts_of("main .rows li").iter().filter(|row| row.contains("This one")).count(), 1);

    let wanted = page.attrs_of("main .rows input[name=session]", "value");
    let form = page.form("Sign out everywhere else");
    // Nobody ends what is somebody else's, or is not there.
    let ben = scene.as_member("ben").await;
    for strange in [&wanted[1], "0000000000000", "x"] {
        let form = ben.get("/settings/sign-in/").await.form("Sign out everywhere else").forge("session", strange);
        ben.send(form).await.is(404);
    }
    let ended = first.send(form.clone().forge("session", &wanted[1])).await;
    first.go_on(ended).await.is(200).shows("That one is signed out.");
    second.get("/b/ask/").await.is(404);
    assert_eq!(devices(&first).await, ["Unknown browser", "Firefox on Linux"]);
    let old = first.cookie("__Host-session").unwrap();
    let ended = first.send(form).await;
    first.go_on(ended).await.is(200).shows("You are signed out everywhere else.");
    third.get("/b/ask/").await.is(404);
    assert_eq!(devices(&first).await, ["Firefox on Linux"]);
    let thief = scene.as_visitor();
    thief.set_cookie("__Host-session", &old);
    thief.get("/b/ask/").await.is(404);
    let page = first.get("/settings/sign-in/").await;
    let own = page.attrs_of("main .rows input[name=session]", "value").remove(0);
    let form = page.form("Sign out everywhere else").forge("session", &own);
    first.send(form).await.is(303).redirects_to("/sign-in?ended=1");
    assert_eq!(first.cookie("__Host-session"), None);
    scene.site.mail_to("ada@northfield.example").await;
}

#[actix_web::test]
async fn a_browser_that_was_never_seen_is_told_of_by_a_letter() {
    let scene = Scene::new().await;
    with_password(&scene, "ada").await;
    let letters = || async { scene.site.mail_to("ada@northfield.example").await };
    // The first one that says its name is the one they have; nobody is told of it, nor when it comes again.
    for _ in 0..2 {
        sign_in(&scene.as_visitor(), "ada", FIREFOX).await.is(303);
    }
    assert!(letters().await.is_empty());
    // Whoever is no browser of theirs need not say so: one without a name is told of as well, once.
    for _ in 0..2 {
        sign_in(&scene.as_visitor(), "ada", "").await.is(303);
    }
    let told = letters().await;
    assert_eq!((told.len(), told[0].subject.as_str()), (1, "A new sign-in at Northfield"));
    assert!(told[0].text.contains("with a program that does not say what it is"), "{}", told[0].text);
    sign_in(&scene.as_visitor(), "ada", EDGE).await.is(303);
    sign_in(&scene.as_visitor(), "ada", EDGE).await.is(303);
    let told = letters().await.split_off(1);
    assert_eq!((told.len(), told[0].subject.as_str()), (1, "A new sign-in at Northfield"));
    for words in ["with Edge on Windows", "2027-03-01 09:00 UTC", "If it was not you: open your settings"] {
        assert!(told[0].text.contains(words), "{words} is not in {}", told[0].text);
    }
    // Somebody else's browsers are theirs.
    with_password(&scene, "ben").await;
    sign_in(&scene.as_visitor(), "ben", EDGE).await.is(303);
    assert!(scene.site.mail_to("ben@northfield.example").await.is_empty());

    // A site without mail tells nobody, and queues nothing that would leave much later.
    let scene = Scene::on(TestSite::with(|settings| settings.config.mail.smtp.clear()).await).await;
    with_password(&scene, "ada").await;
    for says in [FIREFOX, EDGE] {
        sign_in(&scene.as_visitor(), "ada", says).await.is(303);
    }
    assert!(scene.site.mail_to("ada@northfield.example").await.is_empty());
}

#[actix_web::test]
async fn a_new_password_ends_every_other_session_and_this_one_gets_a_new_id() {
    let scene = Scene::new().await;
    let (ada, other) = (scene.as_member("ada").await, scene.as_member("ada").await);
    let before = ada.cookie("__Host-session").unwrap();
    let form = ada.get("/settings/").await.form("Set a password").fill("A new password", "short");
    ada.send(form).await.is(422);
    other.get("/b/ask/").await.is(200);
    let form = ada.get("/settings/").await.form("Set a password").fill("A new password", PASSWORD);
    ada.send(form).await.is(303);
    assert_ne!(ada.cookie("__Host-session").unwrap(), before);
    ada.get("/b/ask/").await.is(200);
    other.get("/b/ask/").await.is(404);
    assert_eq!(scene.site.mail_to("ada@northfield.example").await.len(), 1);
    set_password(&scene, "ruth", PASSWORD).await;
    type_password(&scene.as_visitor(), "ruth", PASSWORD).await.is(303);
}

#[actix_web::test]
async fn a_session_under_a_new_id_lasts_no_longer_than_the_old_one() {
    let scene = Scene::new().await;
    let ada = scene.person("ada").id;
    let opened = scene.site.write(move |tx| {
        session::begin_as(tx, ada, Opening { way_in: "sign-on campus", device: FIREFOX, seconds: 600 })
    });
    let opened = opened.await.unwrap();
    let renewed = scene.site.write(move |tx| session::renew(tx, &opened)).await.unwrap();
    assert_eq!((renewed.expires_at, renewed.member), (opened.expires_at, opened.member));
    assert_ne!(renewed.id, opened.id);
    assert!(scene.site.write(move |tx| session::renew(tx, &opened)).await.is_err(), "an ended one begins nothing");
    assert!(scene.site.write(move |tx| session::renew(tx, &renewed)).await.is_ok());
}

/// What is in the database of when sessions were used.
async fn noted(scene: &Scene) -> Vec<Time> {
    scene.site.settled().await;
    let used = sessions::table.filter(sessions::seen_at.is_not_null()).select(sessions::seen_at.assume_not_null());
    scene.site.read(move |conn| Ok(used.order(sessions::id).load(conn)?)).await.unwrap()
}

#[actix_web::test]
async fn a_list_says_when_each_was_last_used_and_that_is_noted_once_an_hour_at_most() {
    let scene = Scene::new().await;
    with_password(&scene, "ada").await;
    let (phone, desk) = (scene.as_visitor(), scene.as_visitor());
    sign_in(&phone, "ada", SAFARI).await.is(303);
    sign_in(&desk, "ada", SAFARI).await.is(303);
    scene.site.wait(3_450);
    phone.get("/b/ask/").await.is(200);
    assert!(noted(&scene).await.is_empty(), "its first hour needs no note");
    scene.site.wait(86_400);
    let day = scene.site.now();
    for _ in 0..3 {
        phone.get("/b/ask/").await.is(200);
        scene.site.wait(1_199);
    }
    assert_eq!(noted(&scene).await, [day], "once for all of them");
    let rows = desk.get("/settings/sign-in/").await.is(200).texts_of("main .rows .meta");
    let rows: Vec<_> = rows.into_iter().filter(|row| row.contains("Last used")).collect();
    let has = |row: &str, words: &str| assert!(row.contains(words), "{words} is not in {row}");
    has(&rows[0], "1 March 2027, 09:00 Last used 2 March 2027, 10:57");
    has(&rows[1], "1 March 2027, 09:00 Last used 2 March 2027, 09:57");
    assert_eq!(noted(&scene).await.len(), 2);
    // It was noted in the database, so another process says the same.
    let other = scene.site.second_process().await;
    scene.site.wait(3_600);
    let rows = desk.of(&other).get("/settings/sign-in/").await.texts_of("main .rows .meta");
    assert!(rows.iter().any(|row| row.contains("Last used 2 March 2027, 09:57")), "{rows:?}");
}
