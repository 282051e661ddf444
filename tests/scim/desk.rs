//! The desk of provisioning: tokens are made, shown once, and revoked; to everybody else it is not there.

use super::directory::{Directory, scene};
use crate::support::Scene;

const DESK: &str = "/admin/provisioning/";

#[actix_web::test]
async fn a_token_is_shown_once_and_lets_an_identity_system_in_until_it_is_revoked() {
    let scene = Scene::new().await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    gail.get("/settings/").await.has_link("Provisioning");
    let desk = gail.get(DESK).await;
    desk.is(200).shows("There is none yet").shows("http://northfield.localhost:8080/scim/v2");
    let page = gail.send(desk.form("Make it").fill("What it is for", "Entra").fill("For how many days", "90")).await;
    page.is(200).shows("Copy the token now").shows("Never used");
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let token = page.texts_of("main code").into_iter().find(|text| text.starts_with("lyceum_scim_")).unwrap();
    gail.get(DESK).await.is(200).shows("Entra").lacks(&token);
    let directory = Directory { browser: scene.as_visitor(), token };
    directory.adds("Ines").await;
    gail.get(DESK).await.shows("Last used about");
    gail.send(gail.get(DESK).await.form("Revoke Entra"))
        .await
        .is(200)
        .shows("The token is revoked")
        .shows("There is none yet");
    directory.get("Users").await.is(401);
    gail.get("/admin/audit/")
        .await
        .shows("Made a token for the identity system")
        .shows("Revoked a token")
        .lacks(&directory.token);
}

#[actix_web::test]
async fn a_form_that_cannot_be_taken_comes_back_and_makes_nothing() {
    let scene = Scene::new().await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    let form = gail.get(DESK).await.form("Make it");
    gail.send(form.clone())
        .await
        .is(422)
        .error_beside("What it is for", "Write what the token is for, in at most 60 characters");
    for days in ["0", "-1", "3651", "soon", "1.5"] {
        let page = gail.send(form.clone().fill("What it is for", "Entra").fill("For how many days", days)).await;
        page.is(422).error_beside("For how many days", "Write a number of days from 1 to 3650, or nothing");
        assert_eq!((page.typed("What it is for"), page.typed("For how many days")), ("Entra".into(), days.to_owned()));
    }
    for _ in 0..10 {
        gail.send(form.clone().fill("What it is for", "Entra")).await.is(200);
    }
    gail.send(form.fill("What it is for", "Entra")).await.is(422).shows("There are ten tokens already");
}

#[actix_web::test]
async fn to_everybody_else_there_is_no_such_desk_and_no_token_of_another_institution_is_revoked() {
    let (scene, directory) = scene().await;
    scene.house.admin("gail").await;
    let elsewhere = scene.site.institution("eastbridge").await;
    elsewhere.admin("abe").await;
    let gail = scene.as_member("gail").await;
    let desk = gail.get(DESK).await;
    for who in ["ada", "helen", "mo"] {
        let browser = scene.as_member(who).await;
        browser.get(DESK).await.is(404);
        browser.send_forged(desk.form("Make it").fill("What it is for", "Mine")).await.is(404);
        browser.send_forged(desk.form("Revoke Entra")).await.is(404);
    }
    let abe = scene.site.browser().as_member(&elsewhere.person("abe")).await;
    assert!(!abe.get(DESK).await.is(200).has_button("Revoke Entra"));
    abe.send_forged(desk.form("Revoke Entra")).await.is(404);
    directory.get("Users").await.is(200);
}
