//! What changes between the two factors: the first one is looked at again when the second is right.

use lyceum::db::ids::MemberId;
use lyceum::lti::switch::switch;
use lyceum::members::grant;
use lyceum::roster::Role;
use lyceum::sign_in::second::turn;

use super::type_code;
use crate::lti::course::{Course, learner};
use crate::support::{Browser, Page, Phone};

/// Somebody of the course with a second factor, who has come from there and is asked for it.
async fn half_way(course: &Course, who: &'static str, phone: &Phone) -> (Browser, Page, MemberId) {
    let member = course.who(&course.lets_in(learner(who)).await);
    let key = phone.key();
    course.scene.site.write(move |tx| turn::on(tx, member, &key, 0)).await.unwrap();
    let browser = course.scene.as_visitor();
    course.launch(&browser, learner(who)).await.redirects_to("/sign-in/code");
    let page = browser.get("/sign-in/code").await;
    (browser, page, member)
}

#[actix_web::test]
async fn a_platform_that_is_switched_off_and_a_role_that_is_given_end_what_a_launch_began() {
    let course = Course::new().await;
    let (site, house) = (&course.scene.site, course.scene.house.id);
    let phone = Phone::of([7; 20]);
    let (ines, at_code, _) = half_way(&course, "ines", &phone).await;
    let (pia, of_pia, member) = half_way(&course, "pia", &phone).await;
    let (omar, of_omar, _) = half_way(&course, "omar", &phone).await;
    let session = "__Host-session";
    type_code(&ines, &at_code, &phone.code(site.now())).await.is(303);
    assert!(ines.cookie(session).is_some(), "with neither they are in");

    site.write(move |tx| grant::grant(tx, member, Role::Moderator, None)).await.unwrap();
    type_code(&pia, &of_pia, &phone.code(site.now())).await.is(409);
    assert_eq!(pia.cookie(session), None, "whoever has power over others comes in another way");

    site.write(move |tx| switch(tx, house, "moodle", false, None)).await.unwrap();
    type_code(&omar, &of_omar, &phone.code(site.now())).await.is(409);
    assert_eq!(omar.cookie(session), None, "and nobody by a platform that is off");
}
