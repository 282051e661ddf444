//! Who may come in: shut out at once and on every node, let in again by whoever shut them out, and never by a slip.

use lyceum::members::suspend;
use serde_json::{Value, json};

use super::directory::{Directory, browser_of, is_in, is_refused, member, said, scene, user};
use crate::support::Scene;

/// Whether an identity system is told that somebody is active.
async fn is_active(directory: &Directory, id: &str) -> bool {
    said(directory.get(&format!("Users/{id}")).await.is(200))["active"] == json!(true)
}

fn out_and_in() -> [(&'static str, Value, Value); 6] {
    let patch = |one: Value| json!([one]);
    [
        (
            "Entra",
            patch(json!({ "op": "Replace", "path": "active", "value": "False" })),
            patch(json!({ "op": "Replace", "path": "active", "value": "True" })),
        ),
        (
            "Entra by the standard",
            patch(json!({ "op": "replace", "value": { "active": false } })),
            patch(json!({ "op": "add", "value": { "active": true } })),
        ),
        (
            "in capitals",
            patch(json!({ "op": "Replace", "path": "active", "value": "FALSE" })),
            patch(json!({ "op": "Replace", "path": "active", "value": "TRUE" })),
        ),
        (
            "Okta",
            patch(json!({ "op": "replace", "value": { "active": false } })),
            patch(json!({ "op": "replace", "value": { "active": true } })),
        ),
        (
            "by its full name",
            patch(
                json!({ "op": "REPLACE", "path": "urn:ietf:params:scim:schemas:core:2.0:User:active", "value": false }),
            ),
            patch(json!({ "op": "Add", "path": "ACTIVE", "value": "TRUE" })),
        ),
        (
            "the last word counts",
            json!([{ "op": "replace", "path": "active", "value": true }, { "op": "replace", "path": "active", "value": false }]),
            json!([{ "op": "replace", "path": "active", "value": "false" }, { "op": "replace", "path": "active", "value": true }]),
        ),
    ]
}

#[actix_web::test]
async fn whoever_is_not_active_is_out_at_once_and_comes_back_when_they_are() {
    let (scene, directory) = scene().await;
    let ines = directory.adds("Ines").await;
    let path = format!("Users/{ines}");
    for (what, out, back) in out_and_in() {
        let browser = browser_of(&scene, &ines).await;
        assert!(is_in(&browser).await, "{what}");
        assert_eq!(said(directory.patch(&path, out).await.is(200))["active"], json!(false), "{what}");
        assert!(!is_in(&browser).await, "{what}");
        assert_eq!(said(directory.patch(&path, back).await.is(200))["active"], json!(true), "{what}");
        assert!(!is_in(&browser).await, "{what}: a session that ended stays so");
    }
    let mut body = user("Ines");
    body["active"] = json!(false);
    directory.put(&path, body.clone()).await.is(200);
    assert!(!is_active(&directory, &ines).await);
    // Whoever does not say it leaves it as it is: a form that knows nothing of it lets nobody back in.
    body.as_object_mut().unwrap().remove("active");
    directory.put(&path, body).await.is(200);
    assert!(!is_active(&directory, &ines).await);
    directory.put(&path, user("Ines")).await.is(200);
    assert!(is_active(&directory, &ines).await);
}

#[actix_web::test]
async fn a_word_that_is_neither_yes_nor_no_is_refused_and_changes_nothing() {
    let (_scene, directory) = scene().await;
    let ines = directory.adds("Ines").await;
    let path = format!("Users/{ines}");
    let cases = [
        json!({ "op": "replace", "path": "active", "value": "no" }),
        json!({ "op": "replace", "path": "active", "value": "" }),
        json!({ "op": "replace", "path": "active", "value": 0 }),
        json!({ "op": "replace", "path": "active", "value": null }),
        json!({ "op": "replace", "path": "active", "value": [false] }),
        json!({ "op": "replace", "path": "active" }),
        json!({ "op": "remove", "path": "active" }),
        json!({ "op": "replace", "value": { "active": "off", "displayName": "Other" } }),
        json!({ "op": "replace", "value": { "displayName": "Other", "active": null } }),
    ];
    for case in cases {
        is_refused(&directory.patch(&path, json!([case])).await, 400, "invalidValue", &case.to_string());
    }
    let mut body = user("Ines");
    body["active"] = json!("disabled");
    is_refused(&directory.put(&path, body.clone()).await, 400, "invalidValue", "put");
    body["userName"] = json!("other");
    is_refused(&directory.post("Users", body).await, 400, "invalidValue", "posted");
    let said = said(&directory.get(&path).await);
    assert_eq!((&said["active"], &said["displayName"]), (&json!(true), &json!("Ines")));
}

#[actix_web::test]
async fn another_process_shuts_them_out_as_soon_as_it_hears() {
    let (scene, directory) = scene().await;
    let ines = directory.adds("Ines").await;
    let other = scene.site.second_process().await;
    let browser = browser_of(&scene, &ines).await.of(&other);
    other.site.listen().unwrap();
    assert!(is_in(&browser).await);
    directory.patch(&format!("Users/{ines}"), json!([{ "op": "replace", "value": { "active": false } }])).await.is(200);
    // The worker asks five times a second; this is one time of it.
    other.site.listen().unwrap();
    assert!(!is_in(&browser).await);
}

async fn somebody_suspends(scene: &Scene, id: &str, is_out: bool) {
    let member = member(id);
    let done = scene.site.write(move |tx| match is_out {
        true => suspend::suspend(tx, member, None, "was unkind"),
        false => suspend::restore(tx, member, None, "talked it over"),
    });
    done.await.unwrap();
}

#[actix_web::test]
async fn a_suspension_is_lifted_only_by_whoever_laid_it() {
    let (scene, directory) = scene().await;
    let (out, back) = (
        json!([{ "op": "replace", "value": { "active": false } }]),
        json!([{ "op": "replace", "value": { "active": true } }]),
    );
    let first = directory.adds("Ines").await;
    somebody_suspends(&scene, &first, true).await;
    for change in [&back, &out, &back] {
        let page = directory.patch(&format!("Users/{first}"), change.clone()).await;
        assert_eq!(said(page.is(200))["active"], json!(false), "a moderator's stays");
    }
    somebody_suspends(&scene, &first, false).await;
    assert!(is_active(&directory, &first).await);
    // Shut out by the identity system, and then by somebody here as well.
    let second = directory.adds("Omar").await;
    directory.patch(&format!("Users/{second}"), out.clone()).await.is(200);
    somebody_suspends(&scene, &second, true).await;
    directory.patch(&format!("Users/{second}"), back.clone()).await.is(200);
    assert!(!is_active(&directory, &second).await);
    // Let in again by somebody here, and shut out by them later.
    let third = directory.adds("Mira").await;
    directory.patch(&format!("Users/{third}"), out).await.is(200);
    somebody_suspends(&scene, &third, false).await;
    somebody_suspends(&scene, &third, true).await;
    directory.patch(&format!("Users/{third}"), back).await.is(200);
    assert!(!is_active(&directory, &third).await);
}

#[actix_web::test]
async fn who_is_deleted_is_suspended_and_unknown_and_what_they_wrote_stays() {
    let (scene, directory) = scene().await;
    let ines = directory.adds("Ines").await;
    let path = format!("Users/{ines}");
    let browser = browser_of(&scene, &ines).await;
    directory.delete(&path).await.is(204);
    assert!(!is_in(&browser).await);
    directory.get(&path).await.is(404);
    directory.delete(&path).await.is(404);
    assert_eq!(said(&directory.get("Users").await)["totalResults"], 0);
    let ada = scene.as_member("ada").await;
    ada.get("/m/ines/").await.is(200);
    assert!(!scene.site.roster.member(member(&ines)).unwrap().may_enter);
    is_refused(&directory.post("Users", user("Ines")).await, 409, "uniqueness", "her address is still hers");
}
