//! Whom a launch lets in, whom it does not, and what they are told.

use lyceum::cohorts::leave;
use lyceum::lti::course_model::Makes;
use lyceum::lti::map::Mapping;
use lyceum::members::{grant, suspend};
use lyceum::roster::{CohortRole, Role};
use lyceum::sign_in::second::turn;

use super::course::{COURSE, Course, DEPLOYMENT, claim, instructor, learner, map_to, usual};
use crate::sign_in::type_code;
use crate::sso::campus::{is_in, sets_session};
use crate::support::Phone;

#[actix_web::test]
async fn from_a_course_that_is_not_mapped_nobody_comes_in_and_everybody_is_told_whom_to_ask() {
    let course = Course::unmapped().await;
    let page = course.refuses("a course that nobody has mapped", "course", learner("ines"), |_| ()).await;
    page.is(403).shows("ask whoever coordinates your cohort");
    let to = Mapping { makes: Makes::Nobody, ..usual(course.scene.spring.id) };
    map_to(&course.scene.site, &course.scene.house, DEPLOYMENT, COURSE, Some(to)).await;
    course.refuses("a course that gives no account", "account", learner("ines"), |_| ()).await.shows("to invite you");
    let to = Mapping { learner: None, ..usual(course.scene.spring.id) };
    map_to(&course.scene.site, &course.scene.house, DEPLOYMENT, COURSE, Some(to)).await;
    course.refuses("a position that gives nothing", "position", learner("ines"), |_| ()).await;
    course.lets_in(instructor("omar")).await;
    // Another course, and the same name of a course in another deployment, are other courses.
    course
        .refuses("another course", "course", learner("ines"), |claims| {
            claims[claim("context")] = serde_json::json!({ "id": "course-43" });
        })
        .await;
}

#[actix_web::test]
async fn whoever_is_suspended_or_was_removed_does_not_come_back_by_a_launch() {
    let course = Course::new().await;
    let (ines, omar) = (course.lets_in(learner("ines")).await, course.lets_in(learner("omar")).await);
    let pia = course.lets_in(learner("pia")).await;
    let [shut, out, gone] = [&ines, &omar, &pia].map(|browser| course.who(browser));
    let (spring, helen) = (course.scene.spring.id, course.scene.person("helen").id);
    let change = course.scene.site.write(move |tx| {
        suspend::suspend(tx, shut, None, "for a while")?;
        leave::leave(tx, spring, out, helen)?;
        leave::leave(tx, spring, gone, gone)
    });
    change.await.unwrap();
    assert!(!is_in(&ines).await);
    course.refuses("suspended", "member", learner("ines"), |_| ()).await.shows("closed for now");
    course.refuses("removed", "place", learner("omar"), |_| ()).await.shows("ended your place");
    course.refuses("left", "place", instructor("pia"), |_| ()).await;
    assert_eq!((course.role(out), course.role(gone)), (None, None));
    // Somebody who is no learner any more loses what the course gave, and nothing else.
    let quinn = course.lets_in(learner("quinn")).await;
    let member = course.who(&quinn);
    course.refuses("no learner any more", "position", super::course::Comer { sub: "quinn", role: "x" }, |_| ()).await;
    assert_eq!(course.role(member), None);
    assert!(is_in(&quinn).await);
    quinn.get("/b/ask/").await.is(404);
    course.lets_in(learner("quinn")).await.get("/b/ask/").await.is(200);
}

#[actix_web::test]
async fn whoever_has_power_over_others_comes_in_another_way() {
    let course = Course::new().await;
    let scene = &course.scene;
    let ines = course.lets_in(instructor("ines")).await;
    let omar = course.lets_in(learner("omar")).await;
    let (chief, helper) = (course.who(&ines), course.who(&omar));
    let spring = scene.spring.id;
    let change = scene.site.write(move |tx| {
        lyceum::cohorts::enrol::enrol(tx, spring, chief, CohortRole::Coordinator, None)?;
        grant::grant(tx, helper, Role::Careers, None)
    });
    change.await.unwrap();
    // The sessions that a launch had begun for them are over, in the same moment.
    assert!(!is_in(&ines).await && !is_in(&omar).await);
    let page = course.refuses("a coordinator", "power", instructor("ines"), |claims| {
        claims[claim("custom")] = serde_json::json!({ "board": "ask" });
    });
    let page = page.await;
    page.is(403).shows("Sign in another way");
    let ways = page.attrs_of("main a", "href");
    assert!(ways.iter().any(|way| way == "/sign-in?to=/b/ask/"), "{ways:?}");
    course.refuses("somebody with a role", "power", learner("omar"), |_| ()).await;
    assert_eq!(course.role(chief), Some(CohortRole::Coordinator), "what was given by hand stays");
    course.lets_in(learner("pia")).await;
}

#[actix_web::test]
async fn a_launch_is_a_first_factor_for_whoever_has_a_second_one() {
    let course = Course::new().await;
    let scene = &course.scene;
    let ines = course.lets_in(learner("ines")).await;
    let (member, phone) = (course.who(&ines), Phone::of([7; 20]));
    let key = phone.key();
    scene.site.write(move |tx| turn::on(tx, member, &key, 0)).await.unwrap();
    let browser = scene.as_visitor();
    let page = course.launch(&browser, learner("ines")).await;
    page.redirects_to("/sign-in/code");
    assert!(!is_in(&browser).await);
    let page = browser.get("/sign-in/code").await;
    let page = type_code(&browser, &page, &phone.code(scene.site.now())).await;
    page.redirects_to("/c/spring/");
    assert!(sets_session(&page) && is_in(&browser).await);
    scene.site.wait(12 * 3_600);
    assert!(!is_in(&browser).await, "and the platform is asked again after twelve hours");
}
