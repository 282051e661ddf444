//! Cohorts: who can read is said before anyone writes, and coordinators look after who is in.

mod manage;

use lyceum::cohorts;
use lyceum::cohorts::add::{NewCohort, add};
use lyceum::error::Error;
use lyceum::roster::CohortRole;
use lyceum::worker;

use crate::support::scene::TITLE;
use crate::support::{Scene, TestSite};

#[actix_web::test]
async fn a_cohort_says_who_can_read_it_before_anyone_writes() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let readers = "Only the 5 people of this cohort can read what is written here. They are 1 mentor, 2 students, 1 coordinator and 1 moderator.";
    for page in ["/c/spring/", "/b/ask/", &scene.thread.path] {
        ada.get(page).await.is(200).shows(readers);
    }
    let will = "The 5 people of this cohort will be able to read it. They are 1 mentor, 2 students, 1 coordinator and 1 moderator.";
    ada.get("/b/ask/new").await.shows(will);
    ada.get(&scene.thread.path).await.shows(will);
    let people = ada.follow(&ada.get("/c/spring/").await, "See who they are").await;
    people.shows("These 5 people can read what is written in this cohort.");
    for name in ["Ruth", "Ada", "Ben", "Helen", "Mo"] {
        people.shows(name);
    }
    people.lacks("Olga");
    assert_eq!(people.texts_of("main h2"), ["Mentors 1", "Coordinators 1", "Moderators 1", "Students 2"]);
}

#[actix_web::test]
async fn the_numbers_on_every_page_follow_who_comes_and_goes() {
    let scene = Scene::new().await;
    let (ada, olga) = (scene.as_member("ada").await, scene.person("olga"));
    let pages = ["/c/spring/", "/c/spring/people/", "/b/ask/", "/b/ask/new", &scene.thread.path];
    for page in pages {
        ada.get(page).await.shows("5 people");
    }
    scene.spring.enrol(&olga, CohortRole::Mentor).await;
    for page in pages {
        ada.get(page).await.shows("6 people");
    }
    ada.get(&scene.thread.path).await.shows("2 mentors, 2 students, 1 coordinator and 1 moderator");
    scene.spring.enrol(&olga, CohortRole::Observer).await;
    ada.get(&scene.thread.path).await.shows("1 mentor, 2 students, 1 coordinator, 1 moderator and 1 observer");
    scene.spring.remove(&olga).await;
    for page in pages {
        ada.get(page).await.shows("5 people");
    }
}

#[actix_web::test]
async fn whoever_comes_may_read_at_once_and_whoever_goes_no_more() {
    let scene = Scene::new().await;
    let olga = scene.as_member("olga").await;
    let pages = ["/c/spring/", "/c/spring/people/", "/b/ask/", &scene.thread.path];
    for page in pages {
        olga.get(page).await.is(404).lacks(TITLE);
    }
    scene.spring.enrol(&scene.person("olga"), CohortRole::Mentee).await;
    for page in pages {
        olga.get(page).await.is(200);
    }
    scene.spring.remove(&scene.person("olga")).await;
    for page in pages {
        olga.get(page).await.is(404).lacks(TITLE);
    }
}

#[actix_web::test]
async fn nobody_from_outside_learns_that_a_cohort_is_there() {
    let scene = Scene::new().await;
    let other = scene.site.institution("eastbridge").await;
    other.admin("yara").await;
    let stranger = scene.site.browser().as_member(&other.person("yara")).await.at("northfield.localhost");
    for browser in [scene.as_visitor(), scene.as_member("olga").await, stranger] {
        for step in ["", "people/", "manage/", "leave"] {
            let (page, missing) =
                (browser.get(&format!("/c/spring/{step}")).await, browser.get(&format!("/c/nowhere/{step}")).await);
            assert_eq!(page.is(404).source().replace("spring", "nowhere"), missing.source(), "/c/spring/{step}");
        }
    }
    scene.site.browser().as_member(&other.person("yara")).await.get("/c/spring/").await.is(404);
}

#[actix_web::test]
async fn a_coordinator_adds_people_by_username_or_address() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let desk = helen.follow(&helen.get("/c/spring/").await, "Change its people, name and dates").await;
    let form = desk.form("Add them").fill("Username or e-mail address", "Olga").fill("Role", "Mentor");
    helen.send_and_go_on(form.clone()).await.is(200).shows("Olga Mentor");
    scene.house.member("uma").await;
    helen.send(form.fill("Username or e-mail address", "Uma@Northfield.example").fill("Role", "Student")).await.is(303);
    helen.get("/c/spring/").await.shows("They are 2 mentors, 3 students, 1 coordinator and 1 moderator.");
    scene.as_member("uma").await.get("/b/ask/").await.is(200);
}

#[actix_web::test]
async fn somebody_who_is_not_known_is_asked_for_again() {
    let scene = Scene::new().await;
    let (helen, other) = (scene.as_member("helen").await, scene.site.institution("eastbridge").await);
    other.member("yara").await;
    scene.house.imported("Quentin").await;
    let form = helen.get("/c/spring/manage/").await.form("Add them");
    for unknown in ["nobody", "yara", "yara@eastbridge.example", "quentin", "quentin@old.example"] {
        let answer =
            helen.send(form.clone().fill("Username or e-mail address", unknown).fill("Role", "Observer")).await;
        answer
            .is(422)
            .error_beside("Username or e-mail address", "Nobody with that name or address has an account here");
        assert_eq!(answer.typed("Username or e-mail address"), unknown);
        assert_eq!(answer.form("Add them").value("role"), Some("observer"));
    }
    let empty = helen.send(form.clone()).await;
    empty.is(422).error_beside("Username or e-mail address", "Write a username or an e-mail address");
    helen.send(form.fill("Username or e-mail address", "olga").forge("role", "owner")).await.is(422);
    helen.get("/c/spring/").await.shows("Only the 5 people");
}

#[actix_web::test]
async fn a_coordinator_gives_people_other_roles_and_ends_their_place() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let desk = helen.get("/c/spring/manage/").await;
    let changed = helen.send_and_go_on(desk.form("Change role Ben").fill("Role of Ben", "Mentor")).await;
    changed.is(200).shows("Ben Mentor");
    helen.get("/c/spring/").await.shows("They are 2 mentors, 1 student, 1 coordinator and 1 moderator.");
    let asked = helen.follow(&changed, "Remove Ben").await;
    assert_eq!(asked.is(200).heading(), "End Ben’s time in this cohort?");
    let ben = scene.as_member("ben").await;
    ben.get("/b/ask/").await.is(200);
    helen.send_and_go_on(asked.form("End it")).await.is(200);
    ben.get("/b/ask/").await.is(404);
    helen.get("/c/spring/manage/end?who=ben").await.is(404);
}

#[actix_web::test]
async fn somebody_leaves_and_what_they_wrote_stays() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let asked = ada.follow(&ada.get("/c/spring/").await, "Leave this cohort").await;
    asked.shows("Leave Spring?").shows("You will no longer be able to read its boards.");
    ada.send_and_go_on(asked.form("Leave this cohort")).await.is(200).lacks("Spring");
    for page in ["/c/spring/", "/b/ask/", &scene.thread.path] {
        ada.get(page).await.is(404);
    }
    scene.as_member("ruth").await.get(&scene.thread.path).await.shows("Post 1 by Ada").shows("Only the 4 people");
}

#[actix_web::test]
async fn a_closed_cohort_is_read_and_not_written_in() {
    let scene = Scene::new().await;
    let (helen, ada) = (scene.as_member("helen").await, scene.as_member("ada").await);
    let reply = ada.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "One more thing.");
    for state in ["Closed", "Archived"] {
        let form = helen
            .get("/c/spring/manage/")
            .await
            .form("Change the state")
            .fill("Where this cohort is in its life", state);
        helen.send(form).await.is(303);
        ada.get("/c/spring/").await.is(200).shows("nobody can write here any more");
        let page = ada.get(&scene.thread.path).await;
        assert!(!page.is(200).shows("nobody can reply").has_button("Post reply"), "{state}");
        assert!(!ada.get("/b/ask/").await.is(200).has_link("Start a thread"), "{state}");
        ada.get("/b/ask/new").await.is(403);
        assert_eq!(ada.send(reply.clone()).await.is(403).typed("Your reply"), "One more thing.");
    }
    let form = helen
        .get("/c/spring/manage/")
        .await
        .form("Change the state")
        .fill("Where this cohort is in its life", "Running");
    helen.send(form).await.is(303);
    ada.send_and_go_on(reply).await.shows("One more thing.");
}

#[actix_web::test]
async fn a_cohort_begins_and_closes_by_the_calendar() {
    let site = TestSite::new().await;
    let house = site.institution("northfield").await;
    let new = NewCohort {
        slug: "summer".into(),
        name: "Summer".into(),
        state: "planned".into(),
        starts_on: "2027-06-01".into(),
        ends_on: "2027-08-31".into(),
        time_zone: "Europe/London".into(),
        ..NewCohort::default()
    };
    let id = house.id;
    let summer = site.write(move |tx| cohorts::add::add(tx, id, new)).await.unwrap();
    let state = || site.roster.cohort(summer).unwrap().state.clone();
    worker::fall_due(&site).await.unwrap();
    assert_eq!(state(), "planned");
    let until = |text: &str| (text.parse::<jiff::Timestamp>().unwrap().as_microsecond() - site.now().0) / 1_000_000;
    // In London it is summer time: the day begins at 23:00 in UTC.
    site.wait(until("2027-05-31T22:59:59Z"));
    worker::fall_due(&site).await.unwrap();
    assert_eq!(state(), "planned");
    site.wait(1);
    worker::fall_due(&site).await.unwrap();
    assert_eq!(state(), "running");
    site.wait(until("2027-08-31T22:59:59Z"));
    worker::fall_due(&site).await.unwrap();
    assert_eq!(state(), "running");
    site.wait(1);
    worker::fall_due(&site).await.unwrap();
    assert_eq!(state(), "closed");
}

#[actix_web::test]
async fn a_cohort_does_not_end_before_it_begins() {
    let scene = Scene::new().await;
    let (house, day) = (scene.house.id, "2027-05-01");
    let lasting = move |ends: &str| NewCohort {
        slug: "short".into(),
        name: "Short".into(),
        state: "running".into(),
        starts_on: day.into(),
        ends_on: ends.into(),
        ..NewCohort::default()
    };
    let (early, same) = (lasting("2027-04-30"), lasting(day));
    let refused = scene.site.write(move |tx| add(tx, house, early)).await;
    let Err(Error::Invalid(problems)) = refused else { panic!("it was closed at once: {refused:?}") };
    assert_eq!((problems.0[0].0, problems.0[0].1.key), ("ends_on", "cohorts-ends-early"));
    scene.site.write(move |tx| add(tx, house, same)).await.unwrap();
}
