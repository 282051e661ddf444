//! Groups as identity systems write them; until one is mapped it gives nothing.

use serde_json::{Value, json};

use super::directory::{Directory, is_refused, member, said, scene};

async fn members(directory: &Directory, group: &str) -> Vec<String> {
    let said = said(directory.get(&format!("Groups/{group}")).await.is(200));
    let all = said["members"].as_array().unwrap().iter();
    let mut ids: Vec<String> = all.map(|one| one["value"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

#[actix_web::test]
async fn who_is_in_a_group_is_changed_as_it_is_really_sent() {
    let (scene, directory) = scene().await;
    let (a, b, c) = (directory.adds("Ann").await, directory.adds("Bea").await, directory.adds("Cem").await);
    let group = directory.groups("Readers", &[&a]).await;
    let path = format!("Groups/{group}");
    let one = |id: &str| json!([{ "$ref": null, "value": id }]);
    let cases: Vec<(Value, Vec<&String>)> = vec![
        (json!([{ "op": "Add", "path": "members", "value": one(&b) }]), vec![&a, &b]),
        (json!([{ "op": "Add", "path": "members", "value": one(&b) }]), vec![&a, &b]),
        (json!([{ "op": "Remove", "path": "members", "value": one(&a) }]), vec![&b]),
        (json!([{ "op": "Remove", "path": "members", "value": one(&a) }]), vec![&b]),
        (json!([{ "op": "add", "value": { "members": [{ "value": c }] } }]), vec![&b, &c]),
        (json!([{ "op": "remove", "path": format!("members[value eq \"{b}\"]") }]), vec![&c]),
        (
            json!([{ "op": "replace", "path": "members", "value": [{ "value": a }, { "value": b }, { "value": a }] }]),
            vec![&a, &b],
        ),
        (json!([{ "op": "replace", "value": { "id": group, "displayName": "All readers" } }]), vec![&a, &b]),
        (json!([{ "op": "remove", "path": "members" }]), vec![]),
    ];
    for (change, expected) in cases {
        let page = directory.patch(&path, change.clone()).await;
        assert_eq!(page.status, 200, "{change}: {}", page.source());
        let mut expected: Vec<String> = expected.into_iter().cloned().collect();
        expected.sort();
        assert_eq!(members(&directory, &group).await, expected, "{change}");
    }
    let said = said(
        directory
            .put(&path, json!({ "displayName": "Readers", "externalId": "g-1", "members": one(&c) }))
            .await
            .is(200),
    );
    assert_eq!((&said["displayName"], &said["externalId"]), (&json!("Readers"), &json!("g-1")));
    let place = format!("http://northfield.localhost:8080/scim/v2/Users/{c}");
    assert_eq!(said["members"], json!([{ "value": c, "$ref": place, "type": "User" }]));
    assert!(scene.site.roster.member(member(&c)).unwrap().enrolments.is_empty(), "it is mapped to nothing");
    directory.delete(&path).await.is(204);
    directory.get(&path).await.is(404);
    directory.delete(&path).await.is(404);
}

#[actix_web::test]
async fn a_group_that_cannot_be_is_refused_and_none_is_changed_by_half() {
    let (scene, directory) = scene().await;
    let ann = directory.adds("Ann").await;
    let group = directory.groups("Readers", &[&ann]).await;
    let ada = scene.person("ada").id.to_string();
    let cases = [
        (json!({ "displayName": "readers" }), 409, "uniqueness"),
        (json!({ "members": [] }), 400, "invalidValue"),
        (json!({ "displayName": "" }), 400, "invalidValue"),
        (json!({ "displayName": "Others", "members": [{ "value": ada }] }), 400, "invalidValue"),
        (json!({ "displayName": "Others", "members": [{ "value": group }] }), 400, "invalidValue"),
        (json!({ "displayName": "Others", "members": [{ "display": "Ann" }] }), 400, "invalidValue"),
        (json!({ "displayName": "Others", "members": ["ann"] }), 400, "invalidValue"),
    ];
    for (body, status, kind) in cases {
        is_refused(&directory.post("Groups", body.clone()).await, status, kind, &body.to_string());
    }
    let path = format!("Groups/{group}");
    let half = json!([{ "op": "add", "path": "displayName", "value": "Taken" }, { "op": "add", "path": "members", "value": [{ "value": ada }] }]);
    is_refused(&directory.patch(&path, half).await, 400, "invalidValue", "a member it does not know");
    let nowhere = json!([{ "op": "add", "path": "owners", "value": [] }]);
    is_refused(&directory.patch(&path, nowhere).await, 400, "invalidPath", "owners");
    let left = said(&directory.get("Groups").await);
    assert_eq!((&left["totalResults"], &left["Resources"][0]["displayName"]), (&json!(1), &json!("Readers")));
}
