//! Somebody is given power over others while they are signed in.

use lyceum::config::SecondFactor;
use lyceum::db::ids::MemberId;
use lyceum::members::grant;
use lyceum::roster::{CohortRole, Role};

use super::{PASSWORD, at_the_door, type_code, type_password, with_password, with_phone};
use crate::support::{Browser, Scene, TestSite};

async fn signed_in(scene: &Scene, username: &str) -> Browser {
    with_password(scene, username).await;
    let browser = scene.as_visitor();
    type_password(&browser, username, PASSWORD).await.is(303).redirects_to("/");
    browser
}

async fn promote(scene: &Scene, member: MemberId, role: Role) {
    scene.site.write(move |tx| grant::grant(tx, member, role, None)).await.unwrap();
}

#[actix_web::test]
async fn a_session_that_began_by_one_factor_ends_when_its_member_becomes_staff() {
    let scene = Scene::new().await;
    let (ada, by_command) = (signed_in(&scene, "ada").await, scene.as_member("ada").await);
    let ben = signed_in(&scene, "ben").await;
    let olga = signed_in(&scene, "olga").await;
    for browser in [&ada, &ben, &by_command] {
        browser.get("/b/ask/").await.is(200);
    }
    // A role that is not above a mentor's changes nothing.
    scene.spring.enrol(&scene.person("ada"), CohortRole::Mentor).await;
    ada.get("/b/ask/").await.is(200);
    // One that is does, at the same moment, in a cohort as at the institution.
    scene.spring.enrol(&scene.person("ada"), CohortRole::Coordinator).await;
    promote(&scene, scene.person("ben").id, Role::Moderator).await;
    promote(&scene, scene.person("olga").id, Role::Careers).await;
    for browser in [&ada, &ben, &olga] {
        browser.get("/settings/").await.is(303);
    }
    by_command.get("/c/spring/manage/").await.is(200);
    at_the_door(&scene, &scene.as_visitor(), "ada").await.shows("Set up a second factor");
    at_the_door(&scene, &scene.as_visitor(), "olga").await.shows("Set up a second factor");
}

#[actix_web::test]
async fn a_session_with_a_second_factor_stays_and_so_does_every_one_where_nobody_must_have_one() {
    let scene = Scene::new().await;
    with_password(&scene, "ada").await;
    let phone = with_phone(&scene, "ada").await;
    let ada = scene.as_visitor();
    let page = at_the_door(&scene, &ada, "ada").await;
    type_code(&ada, &page, &phone.code(scene.site.now())).await.is(303);
    scene.spring.enrol(&scene.person("ada"), CohortRole::Coordinator).await;
    ada.get("/c/spring/manage/").await.is(200);

    let site = TestSite::with(|settings| settings.config.sign_in.second_factor = SecondFactor::Chosen).await;
    let scene = Scene::on(site).await;
    let ben = signed_in(&scene, "ben").await;
    promote(&scene, scene.person("ben").id, Role::Admin).await;
    ben.get("/admin/audit/").await.is(200);
}
