//! Whom a mailed link signs in, and what becomes of the session that was open before.

use super::{ADA, ask_for_link, type_code, with_phone};
use crate::support::{Browser, Page, Scene};

async fn follow_link(scene: &Scene, browser: &Browser) -> Page {
    ask_for_link(&scene.as_visitor(), ADA, "/b/ask/").await.is(200);
    let letter = scene.site.mail_to(ADA).await.pop().unwrap();
    browser.get(letter.path()).await
}

#[actix_web::test]
async fn the_page_of_a_link_says_whom_it_signs_in_and_whose_session_ends() {
    let scene = Scene::new().await;
    let page = follow_link(&scene, &scene.as_visitor()).await;
    page.is(200).shows("this signs you in as Ada at Northfield").lacks("Until now").lacks(ADA).lacks("ada-");
    let own = scene.as_member("ada").await;
    follow_link(&scene, &own).await.is(200).lacks("Until now");

    let (browser, elsewhere) = (scene.as_member("ben").await, scene.as_member("ben").await);
    let copied = browser.apart();
    let page = follow_link(&scene, &browser).await;
    page.is(200).shows("this signs you in as Ada").shows("Until now Ben is signed in here; that session ends.");
    copied.get("/b/ask/").await.is(200);
    browser.send(page.form("Sign in")).await.is(303).redirects_to("/b/ask/");
    browser.get("/b/ask/").await.is(200).shows("Ada");
    copied.get("/b/ask/").await.is(404);
    elsewhere.get("/b/ask/").await.is(200);
}

#[actix_web::test]
async fn whoever_shows_by_a_link_and_a_code_who_they_are_goes_on_in_one_session() {
    let scene = Scene::new().await;
    let phone = with_phone(&scene, "ada").await;
    let (browser, elsewhere) = (scene.as_member("ada").await, scene.as_member("ada").await);
    let thief = browser.apart();
    let page = follow_link(&scene, &browser).await;
    let answer = browser.send(page.form("Sign in")).await;
    let page = browser.go_on(answer).await;
    thief.get("/b/ask/").await.is(200);
    type_code(&browser, &page, &phone.code(scene.site.now())).await.is(303).redirects_to("/b/ask/");
    thief.get("/b/ask/").await.is(404);
    for browser in [&browser, &elsewhere] {
        browser.get("/b/ask/").await.is(200);
    }
}
