//! What a university's word gives beside an account, what it takes back, and what it leaves to those who are here.

use std::time::Duration;

use lyceum::cohorts::{enrol, leave};
use lyceum::members::grant;
use lyceum::roster::{CohortRole, Role};
use lyceum::sso::rules::{Gives, Rule};
use serde_json::json;

use super::campus::{Campus, STUDENT, come_back, is_in, rule, start, student};
use crate::support::Person;
use crate::support::provider::{Answer, USERINFO};

const BOARD: &str = "/b/ask/";
const DESK: &str = "/c/spring/manage/";

fn in_spring(value: &str, gives: Gives) -> Rule {
    Rule { cohort: Some("spring".into()), ..rule("entitlement", value, gives) }
}

/// Mentees and coordinators of Spring by their entitlements, and moderators of Northfield.
async fn campus() -> Campus {
    Campus::with(|new| {
        new.rules.push(in_spring("spring", Gives::Mentee));
        new.rules.push(in_spring("runs-spring", Gives::Role(Role::Coordinator)));
        new.rules.push(rule("entitlement", "keeps-order", Gives::Role(Role::Moderator)));
    })
    .await
}

fn entitled(sub: &str, to: &[&str]) -> Person {
    student(sub).with("entitlement", json!(to))
}

#[actix_web::test]
async fn a_place_comes_with_its_claim_and_goes_with_it() {
    let campus = campus().await;
    let ines = campus.lets_in(&entitled("ines", &["spring"])).await;
    ines.get(BOARD).await.is(200);
    campus.lets_in(&student("omar")).await.get(BOARD).await.is(404);
    let again = campus.lets_in(&student("ines")).await;
    again.get(BOARD).await.is(404);
    ines.get(BOARD).await.is(404);
    campus.lets_in(&entitled("ines", &["spring"])).await.get(BOARD).await.is(200);
}

#[actix_web::test]
async fn whoever_coordinates_by_an_entitlement_does_so_no_longer_than_they_have_it() {
    let campus = campus().await;
    let both = campus.lets_in(&entitled("ines", &["spring", "runs-spring"])).await;
    both.get(DESK).await.is(200);
    let less = campus.lets_in(&entitled("ines", &["spring"])).await;
    // They are in the cohort still, and may know that it has a desk.
    less.get(DESK).await.is(403);
    less.get(BOARD).await.is(200);
    both.get(DESK).await.is(403);
}

#[actix_web::test]
async fn what_was_given_or_ended_by_hand_stays() {
    let campus = campus().await;
    let (site, spring) = (campus.scene.site.node.site.clone(), campus.scene.spring.id);
    let browser = campus.lets_in(&student("ines")).await;
    let (ines, helen) = (campus.who(&browser), campus.scene.person("helen").id);
    site.write(move |tx| enrol::enrol(tx, spring, ines, CohortRole::Mentor, Some(helen))).await.unwrap();
    campus.lets_in(&entitled("ines", &["runs-spring"])).await.get(DESK).await.is(403);
    let browser = campus.lets_in(&student("ines")).await;
    browser.get(BOARD).await.is(200);
    site.write(move |tx| leave::leave(tx, spring, ines, helen)).await.unwrap();
    let browser = campus.lets_in(&entitled("ines", &["spring"])).await;
    browser.get(BOARD).await.is(404);
}

#[actix_web::test]
async fn a_role_goes_with_its_entitlement_and_one_that_was_granted_does_not() {
    let campus = campus().await;
    let site = campus.scene.site.node.site.clone();
    let browser = campus.lets_in(&entitled("ines", &["keeps-order"])).await;
    let ines = campus.who(&browser);
    let roles = || site.roster.member(ines).unwrap().roles.clone();
    assert_eq!(roles(), [Role::Moderator]);
    campus.lets_in(&student("ines")).await;
    assert_eq!(roles(), []);
    site.write(move |tx| grant::grant(tx, ines, Role::Moderator, None)).await.unwrap();
    campus.lets_in(&entitled("ines", &["keeps-order"])).await;
    campus.lets_in(&student("ines")).await;
    assert_eq!(roles(), [Role::Moderator]);
}

#[actix_web::test]
async fn whoever_has_left_the_university_is_out_at_once_with_all_that_it_gave() {
    let campus = campus().await;
    let first = campus.lets_in(&entitled("ines", &["spring", "keeps-order"])).await;
    let other = campus.lets_in(&entitled("omar", &["spring"])).await;
    let ines = campus.who(&first);
    let gone = campus.scene.as_visitor();
    let left = entitled("ines", &["spring", "keeps-order"]).without("affiliation");
    campus.sign_on(&gone, &left).await.is(403).shows("did not send “affiliation”");
    assert!(!is_in(&first).await && !is_in(&gone).await);
    assert!(is_in(&other).await, "whoever has not left is still in");
    let person = campus.scene.site.roster.member(ines).unwrap();
    assert!(person.roles.is_empty() && person.enrolments.is_empty(), "{person:?}");
    campus.lets_in(&entitled("ines", &["spring"])).await.get(BOARD).await.is(200);
}

#[actix_web::test]
async fn a_sign_on_that_is_under_way_when_its_provider_is_switched_off_comes_to_nothing() {
    let campus = campus().await;
    campus.scene.house.admin("gail").await;
    let admin = campus.scene.as_member("gail").await;
    let browser = campus.scene.as_visitor();
    let callback = campus.provider.allow(&start(&browser, "uni").await, &student("ines"));
    let more = json!({ "sub": "ines", "name": "Ines", "affiliation": STUDENT });
    campus.provider.script(|script| {
        script.is_thin = true;
        script.instead.insert(USERINFO, Answer::json(200, &more).late(Duration::from_millis(600)));
    });
    let before = campus.tally().await;
    let under_way = actix_web::rt::spawn(async move { come_back(&browser, &callback).await.status });
    tokio::time::sleep(Duration::from_millis(200)).await;
    admin.send(admin.get("/admin/sign-on/").await.form("Switch off")).await.is(200);
    assert_eq!(under_way.await.unwrap(), 403);
    let after = campus.tally().await;
    assert_eq!((after.members, after.identities), (before.members, before.identities));
    assert_eq!(after.sessions, before.sessions);
}
