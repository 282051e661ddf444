//! Where a group leads is said by those who run the institution, within bounds, and by the operator.

use lyceum::members::grant;
use lyceum::roster::{CohortRole, Role};
use lyceum::scim::{adopt, map};

use super::directory::{member, scene};

const DESK: &str = "/admin/provisioning/";

#[actix_web::test]
async fn an_administrator_maps_a_group_that_waits_and_takes_it_back() {
    let (scene, directory) = scene().await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
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
    for who in ["ada", "helen", "mo"] {
        scene.as_member(who).await.send_forged(forged.clone()).await.is(404);
    }
    assert_eq!(role(), None);
}

#[actix_web::test]
async fn only_the_operator_makes_coordinators_of_a_group_and_no_form_changes_that() {
    let (scene, directory) = scene().await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
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
async fn whoever_maps_a_group_does_not_let_themselves_in_by_it() {
    let (scene, directory) = scene().await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    let (house, id, olga) = (scene.house.id, scene.person("gail").id, scene.person("olga").id);
    for (member, name) in [(id, "gail"), (olga, "olga")] {
        scene.site.write(move |tx| adopt::adopt(tx, house, member, name)).await.unwrap();
    }
    let group = directory.groups("Staff", &[&id.to_string(), &olga.to_string()]).await;
    let form = gail.get(DESK).await.form("Map it Staff").fill("Cohort for Staff", "Spring");
    gail.send(form).await.is(200);
    gail.get("/b/ask/").await.is(404);
    scene.as_member("olga").await.get("/b/ask/").await.is(200);
    // Another administrator may.
    scene.site.write(move |tx| grant::grant(tx, olga, Role::Admin, None)).await.unwrap();
    let olga = scene.as_member("olga").await;
    olga.send(olga.get(DESK).await.form("Map it Staff")).await.is(200);
    gail.get("/b/ask/").await.is(200);
    directory.delete(&format!("Groups/{group}")).await.is(204);
}
