//! The desk of course platforms: who runs the institution adds, changes and switches them; to everybody else it is not there.

use super::course::{CLIENT, Course, DEPLOYMENT, learner};
use crate::sso::campus::{is_in, site_beside};
use crate::support::{Provider, Scene};

const DESK: &str = "/admin/lti/";

#[actix_web::test]
async fn whoever_runs_the_institution_adds_a_platform_and_is_told_what_it_asks_for() {
    let platform = Provider::start();
    let scene = Scene::on(site_beside(&[&platform]).await).await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    let desk = gail.follow(&gail.get("/settings/").await, "Course platforms").await;
    desk.is(200).shows("There is none yet");
    let page = gail.follow(&desk, "Add a course platform").await;
    for address in ["/lti/launch", "/lti/login", "/lti/jwks"] {
        page.shows(&format!("http://northfield.localhost:8080{address}"));
    }
    let issuer = platform.issuer();
    let form = page
        .form("Add it")
        .fill("What it is called", "Moodle of Northfield")
        .fill("Short name", "moodle")
        .fill("Issuer", &issuer)
        .fill("Client ID", CLIENT)
        .fill("Authentication request URL", &format!("{issuer}/authorize"))
        .fill("Access token URL", &format!("{issuer}/token"))
        .fill("Public keyset URL", &format!("{issuer}/keys"))
        .fill("Deployment IDs", DEPLOYMENT);
    for (label, value, problem) in [
        ("What it is called", "", "Write what the platform is called"),
        ("Short name", "My Moodle", "Write a short name"),
        ("Issuer", "http://10.0.0.1/", "10.0.0.1"),
        ("Public keyset URL", "https://127.0.0.1:1/keys", "127.0.0.1"),
        ("Access token URL", "ftp://moodle.example", "https://"),
    ] {
        let page = gail.send(form.clone().fill(label, value)).await;
        page.is(422).shows(problem);
        assert_eq!(page.typed("Client ID"), CLIENT, "what was typed stays");
    }
    for who in ["ada", "helen", "mo"] {
        let browser = scene.as_member(who).await;
        browser.get(DESK).await.is(404);
        browser.send_forged(form.clone()).await.is(404);
    }
    gail.send_and_go_on(form.clone()).await.is(200).shows(DEPLOYMENT).shows("Nobody has come from one yet");
    gail.send(form).await.is(422).shows("A platform has this short name already");
}

#[actix_web::test]
async fn a_platform_that_is_switched_off_lets_nobody_in_and_ends_what_began_by_it() {
    let course = Course::new().await;
    let scene = &course.scene;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    let (ines, ada) = (course.lets_in(learner("ines")).await, scene.as_member("ada").await);
    let waiting = scene.as_visitor();
    let wish = course.start(&waiting, "omar").await;
    let token = course.token(&wish, learner("omar"), |_| ());
    gail.send(gail.get(DESK).await.form("Switch off Moodle of Northfield")).await.is(200).shows("Nobody comes from");
    assert!(!is_in(&ines).await && is_in(&ada).await);
    let before = course.tally().await;
    let page = course.come_back(&waiting, &wish, &token).await;
    course.nothing_came("a platform that was switched off meanwhile", "state", &page, before).await;
    let before = course.tally().await;
    let page = waiting.get(&course.login("ines")).await;
    course.nothing_came("a platform that is off", "platform", &page, before).await;
    gail.send(gail.get(DESK).await.form("Switch on Moodle of Northfield")).await.is(200);
    course.lets_in(learner("ines")).await;
}

#[actix_web::test]
async fn its_deployments_can_be_changed_and_its_keys_only_while_it_gives_nothing() {
    let course = Course::unmapped().await;
    let scene = &course.scene;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    let change = "/admin/lti/moodle/change";
    let form = gail.get(change).await.form("Save");
    assert!(!form.names().contains(&"issuer") && !form.names().contains(&"client_id"));
    let keys = format!("{}/other", course.platform.issuer());
    gail.send(form.clone().fill("Public keyset URL", &keys)).await.is(303);
    gail.send(form.clone()).await.is(303);
    super::course::map_to(
        &scene.site,
        &scene.house,
        DEPLOYMENT,
        super::course::COURSE,
        Some(super::course::usual(scene.spring.id)),
    )
    .await;
    let page = gail.send(form.clone().fill("Public keyset URL", &keys)).await;
    page.is(422).shows("Whoever runs the server changes them");
    let ines = course.lets_in(learner("ines")).await;
    gail.send(form.clone().fill("Deployment IDs", &format!("one\n{DEPLOYMENT}"))).await.is(303);
    assert!(is_in(&ines).await, "it is listed still");
    gail.send(form.clone().fill("Deployment IDs", "one\ntwo")).await.is(303);
    assert!(!is_in(&ines).await, "and whoever came by one that is not is out");
    lyceum::lti::sync::daily(&scene.site).await.unwrap();
    let asking = gail.get(DESK).await.form("Take over who is in Mentoring 1");
    gail.send(asking).await.is(200).shows("tells no list of it");
    assert_eq!(course.platform.asked("/members") + course.platform.asked("/token"), 0, "its list is not asked for");
    course.refuses("a deployment that is listed no more", "deployment", learner("ines"), |_| ()).await;
    gail.send(form.fill("Deployment IDs", &format!("two\n{DEPLOYMENT}\n{DEPLOYMENT}"))).await.is(303);
    course.lets_in(learner("ines")).await;
}
