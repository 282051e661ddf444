//! What a course gives is said by whoever coordinates the cohort, within bounds, and by the operator.

use diesel::prelude::*;
use lyceum::db::schema::audit;
use lyceum::lti::{map, model};
use lyceum::roster::CohortRole;

use super::course::{CLIENT, COURSE, Course, DEPLOYMENT, claim, instructor, learner, map_to, usual};
use crate::support::Page;

const COURSES: &str = "/c/spring/manage/courses/";

#[actix_web::test]
async fn a_coordinator_maps_a_course_from_which_somebody_came_and_takes_it_back() {
    let course = Course::unmapped().await;
    let scene = &course.scene;
    let helen = scene.as_member("helen").await;
    helen.get(COURSES).await.is(200).shows("Nobody has come from a course yet");
    course.refuses("too early", "course", learner("ines"), |_| ()).await;
    let desk = helen.follow(&helen.get("/c/spring/manage/").await, "Courses that give places").await;
    desk.is(200).shows("Mentoring 1").shows("On Moodle of Northfield").shows(&course.platform.issuer());
    desk.shows("Waits: it gives nothing yet");
    let form = |page: &Page| page.form("Map it Mentoring 1");
    helen.send(form(&desk)).await.is(200).shows("The course gives places here from now on").shows("Gives places here");
    let ines = course.lets_in(learner("ines")).await;
    let omar = course.lets_in(instructor("omar")).await;
    let (ines, omar) = (course.who(&ines), course.who(&omar));
    assert_eq!((course.role(ines), course.role(omar)), (Some(CohortRole::Mentee), Some(CohortRole::Mentor)));
    // Another role for learners, and none for instructors.
    let again = |page: &Page| page.form("Save Mentoring 1");
    let page = helen.send(again(&helen.get(COURSES).await).forge("learner", "mentor").forge("instructor", "")).await;
    page.is(200);
    assert_eq!((course.role(ines), course.role(omar)), (Some(CohortRole::Mentor), None));
    // Who was given a role by hand keeps it when the course gives nothing any more.
    scene
        .site
        .write({
            let spring = scene.spring.id;
            move |tx| lyceum::cohorts::enrol::enrol(tx, spring, ines, CohortRole::Observer, None)
        })
        .await
        .unwrap();
    course.lets_in(learner("pia")).await;
    let pia = scene.house.person("pia").id;
    let page = helen.get(COURSES).await;
    helen.send(page.form("Map it no more Mentoring 1")).await.is(200).shows("The course gives nothing any more");
    assert_eq!((course.role(ines), course.role(pia)), (Some(CohortRole::Observer), None));
    course.refuses("afterwards", "course", learner("pia"), |_| ()).await;
}

#[actix_web::test]
async fn nobody_else_maps_it_and_nobody_makes_more_than_mentors_of_it() {
    let course = Course::unmapped().await;
    let scene = &course.scene;
    scene.house.admin("gail").await;
    scene.house.cohort("autumn").coordinator("pam").await;
    course.refuses("too early", "course", learner("ines"), |_| ()).await;
    let helen = scene.as_member("helen").await;
    let honest = helen.get(COURSES).await.form("Map it Mentoring 1");
    // Whoever sets platforms up reads nothing of the cohort, and could come in by one of their own.
    for (who, status) in [("gail", 404), ("ruth", 403), ("ada", 403), ("mo", 403), ("olga", 404), ("pam", 404)] {
        let browser = scene.as_member(who).await;
        browser.get(COURSES).await.is(status);
        browser.send_forged(honest.clone()).await.is(status);
    }
    for (field, value) in [
        ("learner", "coordinator"),
        ("instructor", "moderator"),
        ("learner", "observer"),
        ("instructor", "admin"),
        ("makes", "everybody"),
        ("do", "more"),
        ("course", "0000000000001"),
        ("course", "42"),
    ] {
        helen.send(honest.clone().forge(field, value)).await.is(422);
    }
    helen.send(honest.clone().forge("learner", "").forge("instructor", "")).await.is(422).shows("Choose a role");
    helen.send(honest.clone().forge("title", "x")).await.is(400);
    course.refuses("still", "course", learner("ines"), |_| ()).await;
    // One that gives places elsewhere is not to be had, and is not taken away; nor is it said where it does.
    let pam = scene.as_member("pam").await;
    pam.send(pam.get("/c/autumn/manage/courses/").await.form("Map it Mentoring 1")).await.is(200);
    let page = helen.get(COURSES).await;
    page.shows("Mentoring 1").shows("Gives places in another cohort").lacks("Autumn").lacks(DEPLOYMENT);
    assert!(!page.has_button("Map it Mentoring 1"));
    helen.send(honest.clone()).await.is(422).shows("no such course any more");
    course
        .launch_as(&scene.as_visitor(), learner("ines"), |claims| claims[claim("custom")] = serde_json::json!({}))
        .await
        .redirects_to("/c/autumn/");
}

#[actix_web::test]
async fn those_who_run_the_institution_end_a_mapping_and_whoever_was_in_the_course_is_forgotten_with_it() {
    let course = Course::new().await;
    let scene = &course.scene;
    scene.house.admin("gail").await;
    let (gail, helen) = (scene.as_member("gail").await, scene.as_member("helen").await);
    let ines = course.lets_in(learner("ines")).await;
    let ines = course.who(&ines);
    let autumn = scene.house.cohort("autumn").coordinator("pam").await;
    // Moved to another cohort, it takes nobody along before they come.
    let is_in = |cohort| scene.site.roster.member(ines).unwrap().role_in(cohort);
    map_to(&scene.site, &scene.house, DEPLOYMENT, COURSE, Some(usual(autumn.id))).await;
    assert_eq!((is_in(scene.spring.id), is_in(autumn.id)), (None, None));
    course.launch(&scene.as_visitor(), learner("ines")).await.redirects_to("/c/autumn/");
    assert_eq!(is_in(autumn.id), Some(CohortRole::Mentee));
    let form = gail.get("/admin/lti/").await.form("Map it no more Mentoring 1");
    for who in ["helen", "pam", "ada"] {
        scene.as_member(who).await.send_forged(form.clone()).await.is(404);
    }
    gail.send(form.clone().forge("course", "0000000000001")).await.is(404);
    gail.send(form.clone()).await.is(200).shows("The course gives nothing any more");
    assert_eq!(is_in(autumn.id), None);
    let lines = || async {
        let lines = audit::table.filter(audit::verb.eq("lti.map")).count();
        scene.site.read(move |conn| Ok(lines.get_result::<i64>(conn)?)).await.unwrap()
    };
    let before = lines().await;
    gail.send(form).await.is(200);
    assert_eq!(lines().await, before, "what gives nothing is not taken back");
    // Helen takes it, and nobody comes into her cohort by having been in the other one.
    helen.send(helen.get(COURSES).await.form("Map it Mentoring 1")).await.is(200);
    assert_eq!((is_in(scene.spring.id), is_in(autumn.id)), (None, None));
}

#[actix_web::test]
async fn a_coordinator_sees_by_whose_keys_a_platform_speaks_and_no_two_are_called_the_same() {
    let course = Course::unmapped().await;
    let scene = &course.scene;
    scene.house.admin("gail").await;
    let (gail, helen) = (scene.as_member("gail").await, scene.as_member("helen").await);
    course.refuses("too early", "course", learner("ines"), |_| ()).await;
    let page = helen.get(COURSES).await;
    page.shows("The platform was added by whoever runs the server").shows(DEPLOYMENT).shows(CLIENT).shows("127.0.0.1");
    page.lacks("the issuer is at another host");
    let issuer = course.platform.issuer();
    let form = gail
        .get("/admin/lti/new")
        .await
        .form("Add it")
        .fill("What it is called", "moodle of northfield ")
        .fill("Short name", "own")
        .fill("Issuer", "https://moodle.example")
        .fill("Client ID", "own")
        .fill("Authentication request URL", &format!("{issuer}/authorize"))
        .fill("Access token URL", &format!("{issuer}/token"))
        .fill("Public keyset URL", &format!("{issuer}/keys"))
        .fill("Deployment IDs", "own");
    gail.send(form.clone()).await.is(422).shows("A platform has this name already");
    gail.send(form.fill("What it is called", "Moodle")).await.is(303);
    let change = gail.get("/admin/lti/own/change").await.form("Save");
    gail.send(change.clone()).await.is(303);
    gail.send(change.fill("What it is called", "Moodle of Northfield")).await.is(422);
    let (house, by) = (scene.house.id, "own".to_owned());
    let known = scene.site.write(move |tx| {
        let platform = model::by_slug(tx.conn, house, &by)?;
        map::known(tx, house, &platform, "own", "a-course")
    });
    known.await.unwrap();
    let page = helen.get(COURSES).await;
    page.shows("The platform was added by Gail").shows("the issuer is at another host");
}
