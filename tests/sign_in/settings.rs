//! Settings that are made stricter hold for sessions that have begun already.

use lyceum::config::{Config, SecondFactor};
use lyceum::sign_in::second::stricter;

use super::{PASSWORD, at_the_door, type_code, type_password, with_password, with_phone};
use crate::support::node::Node;
use crate::support::{Browser, Scene, TestSite};

const DAY: i64 = 86_400;

/// The same site after a start with another setting.
async fn restarted(scene: &Scene, set: impl FnOnce(&mut Config)) -> Node {
    let mut config = scene.site.config.clone();
    set(&mut config);
    let node = Node::open(config, scene.site.node.clock.clone(), false).await;
    stricter::end_weak_sessions(&node.site).await.unwrap();
    node.site.write_down().await.unwrap();
    node
}

async fn is_in(browser: &Browser) -> bool {
    browser.get("/settings/").await.status == 200
}

async fn signed_in(scene: &Scene, username: &str) -> Browser {
    with_password(scene, username).await;
    let browser = scene.as_visitor();
    type_password(&browser, username, PASSWORD).await.is(303).redirects_to("/");
    browser
}

#[actix_web::test]
async fn a_session_lasts_as_long_as_the_setting_says() {
    let site = TestSite::with(|settings| settings.config.sign_in.session_days = 2).await;
    let scene = Scene::on(site).await;
    let (ada, by_command) = (signed_in(&scene, "ada").await, scene.as_member("ada").await);
    scene.site.wait(2 * DAY - 1);
    assert!(is_in(&ada).await && is_in(&by_command).await);
    scene.site.wait(1);
    assert!(!is_in(&ada).await && !is_in(&by_command).await);
}

#[actix_web::test]
async fn a_shorter_life_holds_for_sessions_that_have_begun_and_for_those_under_a_new_id() {
    let scene = Scene::new().await;
    let (ada, renewed) = (signed_in(&scene, "ada").await, signed_in(&scene, "ben").await);
    scene.site.wait(3 * DAY);
    let week = restarted(&scene, |config| config.sign_in.session_days = 7).await;
    let (ada, renewed) = (ada.of(&week), renewed.of(&week));
    assert!(is_in(&ada).await);
    let form = renewed.get("/settings/sign-in/").await.form("Sign out everywhere else");
    renewed.send(form).await.is(303);
    scene.site.wait(4 * DAY - 60);
    assert!(is_in(&ada).await && is_in(&renewed).await);
    scene.site.wait(60);
    assert!(!is_in(&ada).await && !is_in(&renewed).await, "a new id is no new session");
    // Nor does the list of devices count what lets nobody in any more.
    let again = scene.as_visitor().of(&week);
    type_password(&again, "ada", PASSWORD).await.is(303);
    assert_eq!(again.get("/settings/sign-in/").await.texts_of("main section:last-of-type .rows h3").len(), 1);
    week.site.write_down().await.unwrap();
}

#[actix_web::test]
async fn a_stricter_second_factor_ends_the_sessions_that_began_by_one_where_two_are_needed_now() {
    let site = TestSite::with(|settings| settings.config.sign_in.second_factor = SecondFactor::Chosen).await;
    let scene = Scene::on(site).await;
    let (ada, helen, mo) = (signed_in(&scene, "ada").await, signed_in(&scene, "helen").await, scene.as_visitor());
    with_password(&scene, "mo").await;
    let phone = with_phone(&scene, "mo").await;
    let page = at_the_door(&scene, &mo, "mo").await;
    type_code(&mo, &page, &phone.code(scene.site.now())).await.is(303);
    let by_command = scene.as_member("helen").await;
    let same = restarted(&scene, |_| ()).await;
    for browser in [&ada, &helen, &mo] {
        assert!(is_in(&browser.of(&same)).await, "nothing is asked for that was not");
    }
    let staff = restarted(&scene, |config| config.sign_in.second_factor = SecondFactor::Staff).await;
    assert!(!is_in(&helen.of(&staff)).await, "she coordinates, and came by a password alone");
    for browser in [&ada, &mo, &by_command] {
        assert!(is_in(&browser.of(&staff)).await);
    }
    let everybody = restarted(&scene, |config| config.sign_in.second_factor = SecondFactor::Everybody).await;
    assert!(!is_in(&ada.of(&everybody)).await && is_in(&mo.of(&everybody)).await);
    assert!(is_in(&by_command.of(&everybody)).await, "who has the database needs no second factor");
    assert_eq!(stricter::end_weak_sessions(&everybody.site).await.unwrap(), 0, "and once is enough");
    scene.as_member("mo").await;
}
