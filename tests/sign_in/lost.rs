//! Somebody has lost phone and recovery codes: who runs the institution, or the server, takes the second factor off.

use lyceum::sign_in::second::reset::reset;

use super::{at_the_door, type_code, with_password, with_phone};
use crate::support::{Browser, Page, Scene, TestSite};

const DESK: &str = "/admin/second-factor/";

async fn take_off(browser: &Browser, username: &str, reason: &str) -> Page {
    let page = browser.get(DESK).await;
    browser.send(page.is(200).form("Take it off").fill("Username", username).fill("Why?", reason)).await
}

#[actix_web::test]
async fn an_admin_takes_it_off_somebody_else_with_a_reason_and_every_session_ends() {
    let scene = Scene::new().await;
    scene.house.admin("anna").await;
    scene.house.admin("otto").await;
    with_password(&scene, "helen").await;
    for who in ["helen", "anna", "otto"] {
        with_phone(&scene, who).await;
    }
    let (anna, helen, door) = (scene.as_member("anna").await, scene.as_member("helen").await, scene.as_visitor());
    let waiting = at_the_door(&scene, &door, "helen").await;
    // To everybody else there is no such page.
    for who in ["helen", "ada", "mo"] {
        let browser = scene.as_member(who).await;
        browser.get(DESK).await.is(404);
        let stolen = anna.get(DESK).await.form("Take it off").fill("Username", "anna").fill("Why?", "I want to.");
        browser.send_forged(stolen).await.is(404);
    }
    anna.get("/settings/").await.link("Lost second factor or passkey");
    for (username, reason, label, problem) in [
        ("helen", "", "Why?", "Say why; it is kept in the audit"),
        ("", "She called.", "Username", "Write a username"),
        ("nobody", "She called.", "Username", "Nobody here has that username"),
        ("ada", "She called.", "Username", "Ada has neither a second factor nor a passkey"),
        (
            "anna",
            "I called myself.",
            "Username",
            "Somebody else who runs the institution does this for you, or whoever runs the server",
        ),
    ] {
        let answer = take_off(&anna, username, reason).await;
        answer.is(422).error_beside(label, problem);
        assert_eq!((answer.typed("Username").as_str(), answer.typed("Why?").as_str()), (username, reason));
    }
    helen.get("/b/ask/").await.is(200);
    let done = take_off(&anna, "Helen", "She lost her phone; I called her back.").await;
    done.is(200).shows("Helen has no second factor and no passkey any more and is signed out everywhere.");
    helen.get("/b/ask/").await.is(404);
    type_code(&door, &waiting, "000000").await.is(409);
    anna.get("/admin/audit/?verb=second-factor.reset").await.shows("I called her back.").shows("Anna");
    let told = scene.site.mail_to("helen@northfield.example").await;
    assert_eq!(told.last().unwrap().subject, "Your second factor at Northfield was taken off");
    // The next one with the first factor sets up a new one.
    at_the_door(&scene, &scene.as_visitor(), "helen").await.shows("Set up a second factor");

    // A command asks nobody, and says so in the audit; what is not there cannot be taken off.
    let otto = scene.person("otto").id;
    scene.site.write(move |tx| reset(tx, otto, None, "called back")).await.unwrap();
    let again = scene.site.write(move |tx| reset(tx, otto, None, "called back")).await;
    assert!(again.is_err());
    // Whoever is no admin any more, or is one elsewhere, is refused by the verb itself.
    let (ada, helen) = (scene.person("ada").id, scene.person("helen").id);
    let elsewhere = scene.site.institution("eastbridge").await.admin("eve").await.id;
    with_phone(&scene, "mo").await;
    let mo = scene.person("mo").id;
    for by in [ada, helen, elsewhere] {
        let refused = scene.site.write(move |tx| reset(tx, mo, Some(by), "I want to.")).await;
        assert!(refused.is_err(), "{by} took it off");
    }
    scene.site.mail_to("otto@northfield.example").await;
}

#[actix_web::test]
async fn whoever_takes_the_last_way_in_off_hears_what_to_do() {
    let site = TestSite::with(|settings| settings.config.mail.smtp.clear()).await;
    let scene = Scene::on(site).await;
    scene.house.admin("anna").await;
    let anna = scene.as_member("anna").await;
    // Without mail nothing but a password is left.
    for who in ["ada", "ben"] {
        with_phone(&scene, who).await;
    }
    with_password(&scene, "ben").await;
    take_off(&anna, "ben", "Lost it.").await.is(200).shows("Ben has no second factor").lacks("no other way in");
    take_off(&anna, "ada", "Lost it.").await.is(200).shows("has no other way in").shows("lyceum member sign-in-link");
}
