//! What was done by a token stands in the audit under its name, and a token is no way to become an administrator.

use lyceum::members::grant;
use lyceum::roster::{CohortRole, Role};
use serde_json::json;

use super::directory::{is_refused, member, said, scene};

#[actix_web::test]
async fn every_act_is_in_the_audit_with_the_name_of_the_token() {
    let (scene, directory) = scene().await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    let ines = directory.adds("Ines").await;
    let (path, group) = (format!("Users/{ines}"), directory.groups("Readers", &[&ines]).await);
    let change = |value: serde_json::Value| json!([{ "op": "replace", "value": value }]);
    directory.patch(&path, change(json!({ "displayName": "Inês" }))).await.is(200);
    directory.patch(&path, change(json!({ "active": false }))).await.is(200);
    directory.patch(&path, change(json!({ "active": false }))).await.is(200);
    directory.patch(&path, change(json!({ "active": true }))).await.is(200);
    directory.patch(&format!("Groups/{group}"), change(json!({ "displayName": "All" }))).await.is(200);
    directory.patch(&path, change(json!({ "displayName": "Inês" }))).await.is(200);
    directory.delete(&format!("Groups/{group}")).await.is(204);
    directory.delete(&path).await.is(204);
    let done = async |verb: &str| {
        let page = gail.get(&format!("/admin/audit/?verb={verb}")).await;
        let lines = page.texts_of("article.entry");
        (lines.len(), lines.iter().filter(|line| line.contains("Entra")).count())
    };
    let expected = [
        ("members.provision", 1),
        ("scim.change", 1),
        ("members.suspend", 2),
        ("members.restore", 1),
        ("scim.group", 1),
        ("scim.group-change", 1),
        ("scim.group-remove", 1),
        ("scim.remove", 1),
    ];
    for (verb, count) in expected {
        assert_eq!(done(verb).await, (count, count), "{verb}");
    }
}

#[actix_web::test]
async fn the_address_of_whoever_runs_something_is_not_changed_from_outside() {
    let (scene, directory) = scene().await;
    let (boss, lead, plain) =
        (directory.adds("Boss").await, directory.adds("Lead").await, directory.adds("Plain").await);
    let (id, of) = (member(&boss), member(&lead));
    scene.site.write(move |tx| grant::grant(tx, id, Role::Admin, None)).await.unwrap();
    let spring = scene.spring.id;
    let lead_it =
        scene.site.write(move |tx| lyceum::cohorts::enrol::enrol(tx, spring, of, CohortRole::Coordinator, None));
    lead_it.await.unwrap();
    let change = json!([{ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "thief@evil.example" }]);
    for who in [&boss, &lead] {
        let path = format!("Users/{who}");
        is_refused(&directory.patch(&path, change.clone()).await, 403, "", "somebody who runs something");
        let name = json!([{ "op": "replace", "path": "displayName", "value": "Another name" }]);
        directory.patch(&path, name).await.is(200);
        directory.get(&path).await.is(200).lacks("thief");
    }
    let page = directory.patch(&format!("Users/{plain}"), change).await;
    assert_eq!(said(page.is(200))["emails"][0]["value"], "thief@evil.example");
    let told = scene.site.mail_to("plain@northfield.example").await;
    assert_eq!((told.len(), told[0].subject.as_str()), (1, "Your address at Northfield was changed"));
    assert!(!told[0].text.contains("thief"), "the old address learns nothing of the new: {}", told[0].text);
    assert!(scene.site.mail_to("boss@northfield.example").await.is_empty());
}

#[actix_web::test]
async fn whoever_runs_the_institution_and_came_another_way_is_not_there_for_a_token() {
    let (scene, directory) = scene().await;
    scene.house.admin("gail").await;
    let gail = scene.as_member("gail").await;
    let id = scene.person("gail").id;
    let path = format!("Users/{id}");
    let out = json!([{ "op": "replace", "value": { "active": false } }]);
    let mut body = super::directory::user("Gail");
    body["active"] = json!(false);
    for page in [
        directory.get(&path).await,
        directory.put(&path, body).await,
        directory.patch(&path, out.clone()).await,
        directory.delete(&path).await,
    ] {
        is_refused(&page, 404, "", "an administrator of another way in");
    }
    gail.get("/admin/audit/").await.is(200);
    // Whom it brought itself it also takes away: a university that closes an account means it.
    let boss = directory.adds("Boss").await;
    let member = member(&boss);
    scene.site.write(move |tx| grant::grant(tx, member, Role::Admin, None)).await.unwrap();
    directory.patch(&format!("Users/{boss}"), out).await.is(200);
    assert!(!scene.site.roster.member(member).unwrap().may_enter);
}
