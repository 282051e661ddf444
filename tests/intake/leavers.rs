//! Those whom a list does not name any more: they leave, but not half a university at once, and not for good.

use std::fmt::Write;

use lyceum::error::Error;
use lyceum::intake::import::Order;
use lyceum::members::suspend;
use lyceum::roster::CohortRole;

use super::{HEAD, order, role, take, taken, told};
use crate::support::Scene;

/// A list of these numbers.
fn list(numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().fold(HEAD.to_owned(), |mut file, number| {
        writeln!(file, "s{number:03},Pia {number},s{number}@old.example,spring,mentee,").unwrap();
        file
    })
}

fn leaving(scene: &Scene) -> Order {
    Order { leavers: true, ..order(scene) }
}

#[actix_web::test]
async fn a_fifth_may_leave_and_no_more_unless_the_operator_says_so() {
    let scene = Scene::new().await;
    assert_eq!(taken(&scene, &list(0..100)).await.len(), 100);
    let pia = scene.as_member("pia-99").await;
    pia.get("/c/spring/").await.is(200);
    let refused = take(&scene, leaving(&scene), list(0..79).as_bytes()).await.unwrap_err();
    let Error::Invalid(problems) = refused else { panic!("{refused}") };
    assert_eq!((problems.0[0].0, problems.0[0].1.key), ("leavers", "intake-many-leavers"));
    // Somebody without a key that can be read could be any of those who are missing.
    let unknown = format!("{},Pia,x@old.example,,,\n", list(0..95));
    let refused = take(&scene, leaving(&scene), unknown.as_bytes()).await.unwrap_err();
    assert!(matches!(refused, Error::Invalid(problems) if problems.0[0].1.key == "intake-unknown-row"));
    pia.get("/c/spring/").await.is(200);

    let dry = take(&scene, Order { is_dry_run: true, ..leaving(&scene) }, list(0..81).as_bytes()).await.unwrap();
    assert_eq!(told(&dry).iter().filter(|line| line.ends_with(" left")).count(), 19);
    pia.get("/c/spring/").await.is(200);
    let done = told(&take(&scene, leaving(&scene), list(0..81).as_bytes()).await.unwrap());
    assert_eq!((done[0].as_str(), done[80].as_str(), done[81].as_str()), ("2 unchanged", "82 unchanged", "s081 left"));
    pia.get("/c/spring/").await.is(404);
    pia.get("/settings/").await.is(303);
    assert_eq!((role(&scene, "pia-99"), role(&scene, "pia-80")), (None, Some(CohortRole::Mentee)));
    scene.as_member("ada").await.get("/c/spring/").await.shows("83 students");
    let again = told(&take(&scene, leaving(&scene), list(0..81).as_bytes()).await.unwrap());
    assert_eq!(again.len(), 81, "who left does not leave again");
    let most = Order { leavers: true, most: 22, ..order(&scene) };
    let done = told(&take(&scene, most, list(0..64).as_bytes()).await.unwrap());
    assert_eq!(done.iter().filter(|line| line.ends_with(" left")).count(), 17);
}

#[actix_web::test]
async fn a_file_that_says_of_many_that_they_left_is_asked_about_too() {
    let scene = Scene::new().await;
    taken(&scene, &list(0..40)).await;
    let left = |numbers: std::ops::Range<usize>| list(numbers).replace("mentee,", "mentee,left");
    let refused = take(&scene, order(&scene), left(0..11).as_bytes()).await.unwrap_err();
    let Error::Invalid(problems) = refused else { panic!("{refused}") };
    assert_eq!(problems.0[0].1.key, "intake-many-leavers");
    assert!(role(&scene, "pia-0").is_some());
    assert_eq!(taken(&scene, &left(0..10)).await.len(), 10);
    assert_eq!(role(&scene, "pia-0"), None);
    let most = Order { most: 100, ..order(&scene) };
    take(&scene, most, left(10..40).as_bytes()).await.unwrap();
    assert_eq!(role(&scene, "pia-39"), None);
}

#[actix_web::test]
async fn whoever_comes_back_is_let_in_but_for_those_whom_somebody_suspended() {
    let scene = Scene::new().await;
    taken(&scene, &list(0..10)).await;
    let (two, three) = (scene.person("pia-2").id, scene.person("pia-3").id);
    scene.site.write(move |tx| suspend::suspend(tx, two, None, "not kind")).await.unwrap();
    let helen = scene.as_member("helen").await;
    let desk = helen.get("/c/spring/manage/").await;
    helen.send(desk.form("Change role Pia 3").fill("Role of Pia 3", "Coordinator")).await.is(303);
    helen.send(desk.form("Change role Helen").fill("Role of Helen", "Mentor")).await.is(303);
    let left = Order { leavers: true, most: 100, ..order(&scene) };
    let done = told(&take(&scene, left, list([0, 4, 5, 6, 7, 8, 9]).as_bytes()).await.unwrap());
    assert_eq!(done[7..], ["s001 left", "s003 refused cohorts-last-coordinator-named"]);
    assert!(scene.site.roster.member(three).unwrap().may_enter);
    let status = format!("{HEAD}s004,Pia 4,s4@old.example,,,left\n");
    assert_eq!((taken(&scene, &status).await, role(&scene, "pia-4")), (vec!["2 left".to_owned()], None));
    assert_eq!(taken(&scene, &status).await, ["2 unchanged"]);
    let back = taken(&scene, &list([1, 2, 4, 5])).await;
    assert_eq!(back, ["2 changed", "3 refused intake-suspended", "4 changed", "5 unchanged"]);
    assert_eq!(role(&scene, "pia-1"), Some(CohortRole::Mentee));
    scene.as_member("pia-4").await.get("/c/spring/").await.is(200);
    // Whoever is suspended by a person after the list left them out is that person's to let in.
    assert_eq!(taken(&scene, &status).await, ["2 left"]);
    let four = scene.person("pia-4").id;
    scene.site.write(move |tx| suspend::suspend(tx, four, None, "not kind either")).await.unwrap();
    assert_eq!(taken(&scene, &list([4])).await, ["2 refused intake-suspended"]);
    assert!(!scene.site.roster.member(four).unwrap().may_enter);
    assert!(!scene.site.roster.member(two).unwrap().may_enter);
}
