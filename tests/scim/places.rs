//! What a mapped group gives, what it takes back, and what it leaves to those who are here.

use diesel::prelude::*;
use lyceum::cohorts::{enrol, leave};
use lyceum::db::schema::enrolments;
use lyceum::rights::Source;
use lyceum::roster::CohortRole;
use lyceum::scim::{adopt, map};
use serde_json::json;

use super::directory::{Directory, browser_of, member, scene};
use crate::support::Scene;

const BOARD: &str = "/b/ask/";

async fn mapped(scene: &Scene, name: &str, role: CohortRole) {
    let (house, spring, name) = (scene.house.id, scene.spring.id, name.to_owned());
    scene.site.write(move |tx| map::add(tx, house, &name, (spring, role), None)).await.unwrap();
}

async fn puts(directory: &Directory, group: &str, op: &str, id: &str) {
    let change = json!([{ "op": op, "path": "members", "value": [{ "value": id }] }]);
    directory.patch(&format!("Groups/{group}"), change).await.is(200);
}

fn role(scene: &Scene, id: &str) -> Option<CohortRole> {
    scene.site.roster.member(member(id)).unwrap().role_in(scene.spring.id)
}

/// Where somebody's place comes from.
async fn source(scene: &Scene, id: &str) -> Option<String> {
    let rows = enrolments::table.filter(enrolments::member_id.eq(member(id))).filter(enrolments::state.eq("active"));
    let rows = rows.select(enrolments::source);
    scene.site.read(move |conn| Ok(rows.first::<Option<String>>(conn).optional()?.flatten())).await.unwrap()
}

#[actix_web::test]
async fn whoever_is_in_a_mapped_group_is_in_the_cohort_for_as_long() {
    let (scene, directory) = scene().await;
    let (ines, omar) = (directory.adds("Ines").await, directory.adds("Omar").await);
    let group = directory.groups("Mentees", &[&ines]).await;
    let browser = browser_of(&scene, &ines).await;
    browser.get(BOARD).await.is(404);
    // What is mapped later is for all who are in it already.
    mapped(&scene, "mentees", CohortRole::Mentee).await;
    browser.get(BOARD).await.is(200);
    assert_eq!(source(&scene, &ines).await.as_deref(), Some("scim"));
    puts(&directory, &group, "Add", &omar).await;
    assert_eq!(role(&scene, &omar), Some(CohortRole::Mentee));
    puts(&directory, &group, "Remove", &ines).await;
    browser.get(BOARD).await.is(404);
    puts(&directory, &group, "Add", &ines).await;
    browser.get(BOARD).await.is(200);
    directory.delete(&format!("Users/{omar}")).await.is(204);
    assert_eq!(role(&scene, &omar), None);
    directory.delete(&format!("Groups/{group}")).await.is(204);
    browser.get(BOARD).await.is(404);
}

#[actix_web::test]
async fn a_place_that_was_given_or_ended_by_hand_is_left_alone() {
    let (scene, directory) = scene().await;
    let (ines, omar, mira) = (directory.adds("Ines").await, directory.adds("Omar").await, directory.adds("Mira").await);
    let group = directory.groups("Mentees", &[]).await;
    mapped(&scene, "Mentees", CohortRole::Mentee).await;
    let (spring, helen) = (scene.spring.id, scene.person("helen").id);
    let [first, second, third] = [&ines, &omar, &mira].map(|id| member(id));
    let by = Some(helen);
    scene.site.write(move |tx| enrol::enrol(tx, spring, first, CohortRole::Mentor, by)).await.unwrap();
    for id in [&ines, &omar, &mira] {
        puts(&directory, &group, "add", id).await;
    }
    assert_eq!(role(&scene, &ines), Some(CohortRole::Mentor), "she was made a mentor by hand");
    puts(&directory, &group, "remove", &ines).await;
    assert_eq!(role(&scene, &ines), Some(CohortRole::Mentor), "and is one still");
    // A coordinator removes one, and another leaves: no list puts them back.
    scene.site.write(move |tx| leave::leave(tx, spring, second, helen)).await.unwrap();
    scene.site.write(move |tx| leave::leave(tx, spring, third, third)).await.unwrap();
    for id in [&omar, &mira] {
        puts(&directory, &group, "remove", id).await;
        puts(&directory, &group, "add", id).await;
        assert_eq!(role(&scene, id), None);
    }
    // And one whom a coordinator has made a mentor meanwhile stays one.
    let nora = directory.adds("Nora").await;
    puts(&directory, &group, "add", &nora).await;
    let fourth = member(&nora);
    scene.site.write(move |tx| enrol::enrol(tx, spring, fourth, CohortRole::Mentor, by)).await.unwrap();
    puts(&directory, &group, "remove", &nora).await;
    assert_eq!(role(&scene, &nora), Some(CohortRole::Mentor));
}

#[actix_web::test]
async fn who_is_in_two_groups_of_a_cohort_has_the_place_of_the_more_trusted_one() {
    let (scene, directory) = scene().await;
    let ines = directory.adds("Ines").await;
    let mentees = directory.groups("Mentees", &[&ines]).await;
    let mentors = directory.groups("Mentors", &[]).await;
    mapped(&scene, "Mentees", CohortRole::Mentee).await;
    mapped(&scene, "Mentors", CohortRole::Mentor).await;
    assert_eq!(role(&scene, &ines), Some(CohortRole::Mentee));
    puts(&directory, &mentors, "add", &ines).await;
    assert_eq!(role(&scene, &ines), Some(CohortRole::Mentor));
    puts(&directory, &mentees, "remove", &ines).await;
    assert_eq!(role(&scene, &ines), Some(CohortRole::Mentor));
    puts(&directory, &mentees, "add", &ines).await;
    puts(&directory, &mentors, "remove", &ines).await;
    assert_eq!(role(&scene, &ines), Some(CohortRole::Mentee));
    puts(&directory, &mentees, "remove", &ines).await;
    assert_eq!(role(&scene, &ines), None);
}

#[actix_web::test]
async fn what_a_sign_on_claimed_belongs_to_the_group_from_then_on() {
    let (scene, directory) = scene().await;
    let ines = directory.adds("Ines").await;
    let (spring, id) = (scene.spring.id, member(&ines));
    let claimed =
        scene.site.write(move |tx| enrol::enrol_from(tx, spring, id, CohortRole::Mentee, Source::Claim, None));
    claimed.await.unwrap();
    let group = directory.groups("Mentors", &[&ines]).await;
    mapped(&scene, "Mentors", CohortRole::Mentor).await;
    assert_eq!((role(&scene, &ines), source(&scene, &ines).await), (Some(CohortRole::Mentor), Some("scim".into())));
    puts(&directory, &group, "remove", &ines).await;
    assert_eq!(role(&scene, &ines), None);
}

#[actix_web::test]
async fn the_only_coordinator_stays_whatever_a_group_says() {
    let (scene, directory) = scene().await;
    let (house, helen, spring) = (scene.house.id, scene.person("helen").id, scene.spring.id);
    let ines = directory.adds("Ines").await;
    let group = directory.groups("Coordinators", &[&ines]).await;
    mapped(&scene, "Coordinators", CohortRole::Coordinator).await;
    assert_eq!(role(&scene, &ines), Some(CohortRole::Coordinator));
    scene.site.write(move |tx| leave::leave(tx, spring, helen, helen)).await.unwrap();
    puts(&directory, &group, "remove", &ines).await;
    assert_eq!(role(&scene, &ines), Some(CohortRole::Coordinator));
    scene.site.write(move |tx| adopt::adopt(tx, house, helen, "helen")).await.unwrap();
}
