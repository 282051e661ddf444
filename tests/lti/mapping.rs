//! What a course gives is said by whoever coordinates the cohort, within bounds, and by the operator.

use lyceum::roster::CohortRole;

use super::course::{Course, claim, instructor, learner};
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
    // One that gives places elsewhere is not on this page, and is not taken away by it.
    let pam = scene.as_member("pam").await;
    pam.send(pam.get("/c/autumn/manage/courses/").await.form("Map it Mentoring 1")).await.is(200);
    helen.get(COURSES).await.lacks("Mentoring 1");
    helen.send(honest.clone()).await.is(422).shows("no such course any more");
    course
        .launch_as(&scene.as_visitor(), learner("ines"), |claims| claims[claim("custom")] = serde_json::json!({}))
        .await
        .redirects_to("/c/autumn/");
}
