//! Where a group leads is said by those who run the institution, within bounds, and by the operator.

use lyceum::members::grant;
use lyceum::roster::{CohortRole, Role};
use lyceum::scim::{adopt, map};

use super::directory::{member, scene};
use crate::support::{Browser, Scene};

const DESK: &str = "/admin/provisioning/";

/// Helen, who coordinates the cohort and from now on runs the institution, too.
async fn both(scene: &Scene) -> Browser {
    let helen = scene.person("helen").id;
    scene.site.write(move |tx| grant::grant(tx, helen, Role::Admin, None)).await.unwrap();
    scene.as_member("helen").await
}

#[actix_web::test]
async fn an_administrator_who_coordinates_maps_a_group_that_waits_and_takes_it_back() {
    let (scene, directory) = scene().await;
    let gail = both(&scene).await;
    let (ines, spring) = (directory.adds("Ines").await, scene.spring.id);
    directory.groups("Readers", &[&ines]).await;
    let role = || scene.site.roster.member(member(&ines)).unwrap().role_in(spring);
    let desk = gail.get(DESK).await;
    desk.is(200).shows("Readers").shows("One person").shows("Waits: it gives nothing yet");
    let form = |page: &crate::support::Page| page.form("Map it Readers");
    let page = gail.send(form(&desk).fill("Cohort for Readers", "Spring").fill("Role for Readers", "Student")).await;
    page.is(200).shows("It gives that place to all who are in it").shows("Student in Spring");
    assert_eq!(role(), Some(CohortRole::Mentee));
    gail.send(form(&page).fill("Role for Readers", "Mentor")).await.is(200).shows("Mentor in Spring");
    assert_eq!(role(), Some(CohortRole::Mentor));
    let page = gail.send(form(&gail.get(DESK).await).fill("Cohort for Readers", "Nothing")).await;
    page.is(200).shows("It gives nothing any more.");
    assert_eq!(role(), None);
    // What no page offers.
    for (field, value) in [("cohort", "nowhere"), ("role", "coordinator"), ("role", "observer"), ("role", "admin")] {
        let forged = form(&desk).fill("Cohort for Readers", "Spring").forge(field, value);
        gail.send(forged).await.is(422);
        assert_eq!(role(), None, "{field}={value}");
    }
    let forged = form(&desk).fill("Cohort for Readers", "Spring");
    for who in ["ada", "mo"] {
        scene.as_member(who).await.send_forged(forged.clone()).await.is(404);
    }
    assert_eq!(role(), None);
}

#[actix_web::test]
async fn only_the_operator_makes_coordinators_of_a_group_and_no_form_changes_that() {
    let (scene, directory) = scene().await;
    let gail = both(&scene).await;
    let ines = directory.adds("Ines").await;
    let group = directory.groups("Runs it", &[&ines]).await;
    let before = gail.get(DESK).await.form("Map it Runs it").fill("Cohort for Runs it", "Spring");
    let (house, spring) = (scene.house.id, scene.spring.id);
    for role in [CohortRole::Moderator, CohortRole::Observer] {
        assert!(scene.site.write(move |tx| map::add(tx, house, "Runs it", (spring, role), None)).await.is_err());
    }
    let role = CohortRole::Coordinator;
    scene.site.write(move |tx| map::add(tx, house, "Runs it", (spring, role), None)).await.unwrap();
    let desk = gail.get(DESK).await;
    desk.shows("Coordinator in Spring").shows("Coordinators come from a group only where");
    assert!(!desk.has_button("Map it Runs it"));
    gail.send(before).await.is(422).shows("Coordinators come from a group only where");
    assert_eq!(scene.site.roster.member(member(&ines)).unwrap().role_in(spring), Some(role));
    directory.delete(&format!("Groups/{group}")).await.is(204);
}

#[actix_web::test]
async fn whoever_reads_nothing_of_a_cohort_maps_no_group_to_it() {
    let (scene, directory) = scene().await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    let (house, id, olga) = (scene.house.id, scene.person("gail").id, scene.person("olga").id);
    // An account of hers under another name, and one of her own.
    for (member, name) in [(id, "gail"), (olga, "olga")] {
        scene.site.write(move |tx| adopt::adopt(tx, house, member, name)).await.unwrap();
    }
    let group = directory.groups("Staff", &[&id.to_string(), &olga.to_string()]).await;
    let desk = gail.get(DESK).await;
    assert!(!desk.shows("Only whoever coordinates a cohort maps a group to it").has_button("Map it Staff"));
    let helen = both(&scene).await;
    let form = helen.get(DESK).await.form("Map it Staff").fill("Cohort for Staff", "Spring");
    gail.send_forged(form.clone()).await.is(403).shows("Only whoever coordinates a cohort maps a group to it");
    scene.as_member("olga").await.get("/b/ask/").await.is(404);
    helen.send(form).await.is(200).has_button("Map it Staff");
    scene.as_member("olga").await.get("/b/ask/").await.is(200);
    // What others mapped can be taken back, and no more.
    let desk = gail.get(DESK).await;
    assert!(!desk.shows("Others coordinate that cohort").has_button("Map it Staff"));
    gail.send(desk.form("Take it back Staff")).await.is(200).shows("It gives nothing any more");
    scene.as_member("olga").await.get("/b/ask/").await.is(404);
    directory.delete(&format!("Groups/{group}")).await.is(204);
}
