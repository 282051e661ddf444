//! Passkeys: added in one's settings, used at the door, and refused whenever anything about them does not fit.

use diesel::prelude::*;
use lyceum::db::schema::{audit, passkeys, pending_sign_ins, sessions};
use lyceum::members::suspend;
use lyceum::sign_in::passkey::model;
use lyceum::sign_in::second::{offer, policy, reset};

use super::{at_the_door, with_password};
use crate::support::device::{PRESENT, Says};
use crate::support::{Browser, Device, Page, Phone, Scene, TestSite};

const WAYS: &str = "/settings/sign-in/";
const REFUSED: &str = "That passkey opens nothing here, or it took too long.";
/// What the browser holds of a challenge.
const COOKIE: &str = "__Host-passkey";

/// The page that asks a device for a new key.
async fn ask_for_new(browser: &Browser) -> Page {
    let form = browser.get(WAYS).await.form("Add a passkey").fill("What to call a new passkey", "Pocket");
    browser.send(form).await
}

/// The page at the door that asks a device for its key.
async fn ask(browser: &Browser) -> Page {
    browser.send(browser.get("/sign-in?to=/b/ask/").await.form("Use a passkey")).await
}

/// Gives somebody a passkey; the device that keeps it.
async fn with_passkey(scene: &Scene, username: &str) -> Device {
    let browser = scene.as_member(username).await;
    let mut device = Device::at(&browser);
    let form = device.make(&ask_for_new(&browser).await);
    browser.send(form).await.redirects_to("/settings/sign-in/?done=passkey-added");
    scene.site.mail_to(&scene.person(username).address).await;
    device
}

/// How many passkeys, sessions and refusals there are, and why the last one was refused.
async fn tally(scene: &Scene) -> (i64, i64, i64, String) {
    let read = scene.site.read(|conn| {
        let refusals = audit::table.filter(audit::verb.eq("passkey.refuse"));
        let newest = refusals.order(audit::id.desc()).select(audit::details).first(conn).optional()?;
        Ok((
            passkeys::table.count().get_result(conn)?,
            sessions::table.count().get_result(conn)?,
            refusals.count().get_result(conn)?,
            newest.unwrap_or_default(),
        ))
    });
    read.await.unwrap()
}

/// An answer is refused: nobody is in by it, nothing is kept, and one line says why, in a word.
async fn refuses(scene: &Scene, browser: &Browser, what: &str, why: &str, form: crate::support::form::Form) {
    let (before, was) = (tally(scene).await, browser.cookie("__Host-session"));
    let page = browser.send(form).await;
    assert!(page.status == 403, "{what} is refused, not {}", page.told());
    page.shows(REFUSED);
    assert_eq!(browser.cookie("__Host-session"), was, "{what}");
    let after = tally(scene).await;
    assert_eq!((after.0, after.1, after.2), (before.0, before.1, before.2 + 1), "{what}");
    assert_eq!(after.3, format!("{{\"why\":\"{why}\"}}"), "{what}");
}

#[actix_web::test]
async fn a_passkey_lets_in_with_nothing_typed_and_staff_are_asked_for_no_code() {
    let scene = Scene::new().await;
    let (ada, other) = (scene.as_member("ada").await, scene.as_member("ada").await);
    let before = ada.cookie("__Host-session").unwrap();
    let page = ask_for_new(&ada).await;
    let policy = page.is(200).header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self';") && policy.starts_with("default-src 'none'"), "{policy}");
    page.shows("A new passkey").shows("A passkey needs scripts, and a browser that knows passkeys");
    let script = ada.get(&page.attrs_of("script", "src")[0]).await;
    assert_eq!(script.is(200).header("content-type"), Some("text/javascript; charset=utf-8"));
    assert!(script.body.len() < 2_000, "{} bytes of script", script.body.len());
    let mut device = Device::at(&ada);
    let done = ada.send(device.make(&page)).await;
    ada.go_on(done).await.is(200).shows("That passkey lets you in from now on.").shows("Pocket").shows("Not used yet");
    assert_ne!(ada.cookie("__Host-session").unwrap(), before);
    other.get("/b/ask/").await.is(404);
    let told = scene.site.mail_to("ada@northfield.example").await;
    assert_eq!(told[0].subject, "A new passkey for your account at Northfield");

    let browser = scene.as_visitor();
    let door = browser.get("/sign-in?to=/b/ask/").await;
    assert!(!door.header("content-security-policy").unwrap().contains("script-src"), "no script where one types");
    let page = ask(&browser).await;
    browser.send(device.sign(&page)).await.is(303).redirects_to("/b/ask/");
    let page = browser.get(WAYS).await;
    page.is(200).shows("Last used").shows("By a passkey");

    // Something that they have, and that signs only for somebody who is there: both factors in one.
    let mut device = with_passkey(&scene, "helen").await;
    let helen = scene.as_visitor();
    let page = ask(&helen).await;
    helen.send(device.sign(&page)).await.is(303);
    helen.get("/c/spring/manage/").await.is(200);
    assert!(!policy::is_weak("passkey"));
}

#[actix_web::test]
async fn whoever_has_a_passkey_is_asked_for_it_after_a_password_and_offered_no_secret_for_an_app() {
    let scene = Scene::new().await;
    let (mut device, mut of_ben) = (with_passkey(&scene, "helen").await, with_passkey(&scene, "ben").await);
    with_password(&scene, "helen").await;
    let (owner, browser) = (scene.as_member("helen").await, scene.as_visitor());
    let page = at_the_door(&scene, &browser, "helen").await;
    page.is(200)
        .shows("its owner has another way that is safer")
        .lacks("Set up a second factor")
        .lacks("Type the code");
    // A secret that is hers by all but the page.
    let id = scene.site.read(|conn| Ok(pending_sign_ins::table.select(pending_sign_ins::id).first::<i64>(conn)?)).await;
    let offer = offer::make(&scene.site, &format!("pending {}", id.unwrap())).unwrap();
    let code = Phone::of(offer.key).code(scene.site.now());
    let mut forged = page.form("Use a passkey").without("to").forge("code", &code).forge("offer", &offer.sealed);
    forged.action = "/sign-in/code".to_owned();
    browser.send(forged).await.is(409);
    assert_eq!(browser.cookie("__Host-session"), None);
    owner.get("/c/spring/manage/").await.is(200);
    // One of hers lets in, and nobody else's.
    let asked = browser.send(page.form("Use a passkey")).await;
    refuses(&scene, &browser, "somebody else's key", "other", of_ben.sign(&asked)).await;
    let asked = browser.send(page.form("Use a passkey")).await;
    assert!(asked.source().contains("allowCredentials"), "the device is told which");
    browser.send(device.sign(&asked)).await.is(303).redirects_to("/");
    browser.get("/c/spring/manage/").await.is(200);
    browser.get("/sign-in/code").await.is(409);
}

#[actix_web::test]
async fn whatever_does_not_fit_an_answer_refuses_it_with_the_same_words() {
    let scene = Scene::new().await;
    let mut device = with_passkey(&scene, "ada").await;
    let mut of_ben = with_passkey(&scene, "ben").await;
    let mut taken = with_passkey(&scene, "olga").await;
    let olga = scene.person("olga").id;
    scene.site.write(move |tx| model::delete_all(tx.conn, olga)).await.unwrap();
    let browser = scene.as_visitor();
    let honest = device.sign(&ask(&browser).await);
    let seen = honest.value("answer").unwrap().to_owned();
    let mut ids = Vec::new();
    of_ben.sign_as(&ask(&browser).await, |says| ids = vec![says.id.clone(), says.user.clone()]);
    let (id_of_ben, ben) = (ids.remove(0), ids.remove(0));
    browser.send(device.sign(&ask(&browser).await)).await.is(303);
    type Lie = Box<dyn FnOnce(&mut Says)>;
    let cases: Vec<(&str, &str, Lie)> = vec![
        ("another origin", "origin", Box::new(|says| says.origin = "http://evil.example".into())),
        ("another port", "origin", Box::new(|says| says.origin = "http://northfield.localhost:1".into())),
        ("another house's host", "origin", Box::new(|says| says.party = "eastbridge.localhost".into())),
        ("what was never asked", "challenge", Box::new(|says| says.challenge = "A".repeat(43))),
        ("nobody has shown that it is they", "verified", Box::new(|says| says.flags = PRESENT)),
        ("nobody is there", "verified", Box::new(|says| says.flags = 0)),
        ("a counter that went back", "counter", Box::new(|says| says.counter = 1)),
        ("no counter any more", "counter", Box::new(|says| says.counter = 0)),
        ("for somebody else", "other", Box::new(|says| says.user = ben)),
        ("for nobody", "other", Box::new(|says| says.user.clear())),
        ("somebody else's key by name", "other", Box::new(|says| says.id = id_of_ben)),
        ("a key that nobody has", "unknown", Box::new(|says| says.id = vec![7; 16])),
    ];
    for (what, why, lie) in cases {
        let browser = scene.as_visitor();
        let page = ask(&browser).await;
        refuses(&scene, &browser, what, why, device.sign_as(&page, lie)).await;
    }
    for (what, answer) in [("nothing", ""), ("no answer", "{}"), ("what is no JSON", "<b>"), ("an old answer", &seen)] {
        let browser = scene.as_visitor();
        let form = ask(&browser).await.form("Ask my device").forge("answer", answer);
        let why = if what == "an old answer" { "challenge" } else { "answer" };
        refuses(&scene, &browser, what, why, form).await;
    }
    let browser = scene.as_visitor();
    let page = ask(&browser).await;
    refuses(&scene, &browser, "a key that was taken away", "unknown", taken.sign(&page)).await;
    let form = device.sign(&ask(&browser).await);
    scene.site.wait(600);
    refuses(&scene, &browser, "a challenge of ten minutes ago", "challenge", form).await;
    let other = scene.as_visitor();
    let (mine, theirs) = (device.sign(&ask(&browser).await), ask(&other).await.form("Ask my device"));
    let crossed = theirs.forge("answer", mine.value("answer").unwrap());
    refuses(&scene, &other, "another browser's challenge", "challenge", crossed).await;
    let ada = scene.person("ada").id;
    scene.site.write(move |tx| suspend::suspend(tx, ada, None, "asked for it")).await.unwrap();
    let page = ask(&browser).await;
    refuses(&scene, &browser, "a suspended member", "member", device.sign(&page)).await;
    scene.site.write(move |tx| suspend::restore(tx, ada, None, "again")).await.unwrap();
    // Once, and not by whoever kept a copy.
    let form = device.sign(&ask(&browser).await);
    let held = browser.cookie(COOKIE).unwrap();
    browser.send(form.clone()).await.is(303);
    let thief = scene.as_visitor();
    let token = thief.get("/sign-in").await.form("Use a passkey").value("csrf").unwrap().to_owned();
    thief.send(form.clone().forge("csrf", &token)).await.is(409).shows(REFUSED);
    thief.set_cookie(COOKIE, &held);
    refuses(&scene, &thief, "the same answer once more", "challenge", form.forge("csrf", &token)).await;
}

#[actix_web::test]
async fn a_room_full_of_passkeys_takes_no_place_from_passwords() {
    let scene = Scene::on(TestSite::with(|settings| settings.config.limits.sign_in_per_minute = 1).await).await;
    let browser = scene.as_visitor();
    for _ in 0..12 {
        ask(&browser).await.is(200);
    }
    ask(&browser).await.is(429);
    super::type_password(&browser, "ada", "a guess").await.is(422);
    super::type_password(&browser, "ada", "a guess").await.is(429);
}

#[actix_web::test]
async fn a_passkey_of_one_institution_is_unknown_to_another() {
    let scene = Scene::new().await;
    let house = scene.site.institution("eastbridge").await;
    house.member("ada").await;
    let mut device = with_passkey(&scene, "ada").await;
    let elsewhere = scene.as_visitor().at("eastbridge.localhost");
    let page = ask(&elsewhere).await;
    let origin = elsewhere.origin();
    let form = device.sign_as(&page, |says| says.origin = origin);
    refuses(&scene, &elsewhere, "another institution's key", "unknown", form).await;
    // A challenge is of one institution, too.
    let here = scene.as_visitor();
    let held = {
        ask(&here).await.is(200);
        here.cookie(COOKIE).unwrap()
    };
    let page = ask(&elsewhere).await;
    elsewhere.set_cookie(COOKIE, &held);
    refuses(&scene, &elsewhere, "another institution's challenge", "challenge", device.sign(&page)).await;
}

#[actix_web::test]
async fn nothing_is_added_unless_all_of_the_answer_fits() {
    let scene = Scene::new().await;
    let mut of_ben = with_passkey(&scene, "ben").await;
    let (ada, other) = (scene.as_member("ada").await, scene.as_member("ada").await);
    let mut device = Device::at(&ada);
    let mut known = Vec::new();
    of_ben.sign_as(&ask(&scene.as_visitor()).await, |says| known = says.id.clone());
    type Lie = Box<dyn FnOnce(&mut Says)>;
    let cases: Vec<(&str, &str, Lie)> = vec![
        ("another origin", "origin", Box::new(|says| says.origin = "http://evil.example".into())),
        ("another host", "origin", Box::new(|says| says.party = "evil.example".into())),
        ("what was never asked", "challenge", Box::new(|says| says.challenge = "A".repeat(43))),
        ("nobody has shown that it is they", "verified", Box::new(|says| says.flags = PRESENT)),
        ("a name that somebody else's key has", "other", Box::new(|says| says.id = known)),
    ];
    for (what, why, lie) in cases {
        let page = ask_for_new(&ada).await;
        refuses(&scene, &ada, what, why, device.make_as(&page, lie)).await;
    }
    let page = ask_for_new(&ada).await;
    let form = device.make(&page);
    other.set_cookie(COOKIE, &ada.cookie(COOKIE).unwrap());
    let token = other.get(WAYS).await.form("Add a passkey").value("csrf").unwrap().to_owned();
    refuses(&scene, &other, "another session's challenge", "challenge", form.clone().forge("csrf", &token)).await;
    refuses(&scene, &ada, "a challenge that was used in vain", "challenge", form).await;
    // A challenge to come in adds nothing.
    let visitor = scene.as_visitor();
    let form = {
        ask(&visitor).await.is(200);
        device.make(&ask_for_new(&ada).await)
    };
    ada.set_cookie(COOKIE, &visitor.cookie(COOKIE).unwrap());
    refuses(&scene, &ada, "a challenge for something else", "challenge", form).await;
    // Nor what was begun by whoever showed who they are, and finished by whoever found the page open.
    scene.site.wait(250);
    let form = device.make(&ask_for_new(&ada).await);
    scene.site.wait(400);
    refuses(&scene, &ada, "one that was begun a while ago", "late", form).await;
    let asked = ask_for_new(&ada).await;
    assert!(asked.is(303).location().starts_with("/sign-in/again?to="), "{}", asked.told());
}

#[actix_web::test]
async fn ones_own_passkey_shows_who_one_is_and_nobody_elses_does() {
    let scene = Scene::new().await;
    let (mut device, mut of_ben) = (with_passkey(&scene, "ada").await, with_passkey(&scene, "ben").await);
    let ada = scene.as_member("ada").await;
    scene.site.wait(300);
    let asked = ask_for_new(&ada).await;
    let page = ada.go_on(asked).await;
    let again = ada.send(page.is(200).form("Use a passkey")).await;
    refuses(&scene, &ada, "somebody else's key", "other", of_ben.sign(&again)).await;
    ask_for_new(&ada).await.is(303);
    let before = ada.cookie("__Host-session").unwrap();
    let again = ada.send(page.form("Use a passkey")).await;
    ada.send(device.sign(&again)).await.is(303).redirects_to(WAYS);
    assert_ne!(ada.cookie("__Host-session").unwrap(), before);
    ask_for_new(&ada).await.is(200);
    let thief = scene.as_visitor();
    thief.set_cookie("__Host-session", &before);
    thief.get("/b/ask/").await.is(404);
}

#[actix_web::test]
async fn a_passkey_goes_in_two_steps_and_an_admin_takes_all_off_who_has_lost_them() {
    let scene = Scene::new().await;
    scene.house.admin("anna").await;
    let mut device = with_passkey(&scene, "ada").await;
    let ada = scene.as_member("ada").await;
    let asked = ada.follow(&ada.get(WAYS).await, "Take it away Pocket").await;
    let form = asked.is(200).shows("Take the passkey “Pocket” away?").form("Take it away");
    let ben = scene.as_member("ben").await;
    ben.get(&form.action).await.is(404);
    ben.send_forged(form.clone()).await.is(404);
    let done = ada.send(form).await;
    ada.go_on(done).await.is(200).shows("That passkey is gone.").lacks("Pocket");
    let browser = scene.as_visitor();
    let page = ask(&browser).await;
    refuses(&scene, &browser, "a key that was taken away", "unknown", device.sign(&page)).await;

    let mut device = with_passkey(&scene, "mo").await;
    let (mo, anna) = (scene.as_member("mo").await, scene.as_member("anna").await);
    let lost = anna.get("/admin/second-factor/").await.form("Take it off");
    let lost = lost.fill("Username", "mo").fill("Why?", "Lost the phone.");
    anna.send(lost.clone()).await.is(200).shows("Mo has no second factor and no passkey any more");
    mo.get("/b/ask/").await.is(404);
    let page = ask(&browser).await;
    refuses(&scene, &browser, "a key that was taken off", "unknown", device.sign(&page)).await;
    anna.send(lost).await.is(422).error_beside("Username", "Mo has neither a second factor nor a passkey");
    let member = scene.person("mo").id;
    assert!(scene.site.write(move |tx| reset::reset(tx, member, None, "again")).await.is_err());
    for address in ["ada@northfield.example", "mo@northfield.example"] {
        scene.site.mail_to(address).await;
    }
}
