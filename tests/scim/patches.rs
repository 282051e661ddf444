//! Changes as identity systems write them, and those that lead nowhere.

use serde_json::{Value, json};

use super::directory::{is_refused, said, scene};

/// What is changed, where to look, and what stands there then.
fn honest() -> Vec<(Value, &'static str, Value)> {
    let work = "emails[type eq \"work\"].value";
    let core = "urn:ietf:params:scim:schemas:core:2.0:User";
    let company = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    vec![
        (json!([{ "op": "Replace", "path": "displayName", "value": "One" }]), "/displayName", json!("One")),
        (json!([{ "op": "Add", "path": "name.givenName", "value": "Ines" }]), "/name/givenName", json!("Ines")),
        (
            json!([{ "op": "replace", "value": { "name.familyName": "Sá", "active": "True" } }]),
            "/name",
            json!({ "givenName": "Ines", "familyName": "Sá" }),
        ),
        (json!([{ "op": "replace", "path": "name", "value": { "givenName": "I" } }]), "/name/familyName", json!("Sá")),
        (json!([{ "op": "remove", "path": "name.familyName" }]), "/name", json!({ "givenName": "I" })),
        (
            json!([{ "op": "Replace", "path": work, "value": "a@northfield.example" }]),
            "/emails/0/value",
            json!("a@northfield.example"),
        ),
        (
            json!([{ "op": "replace", "value": { work: "b@northfield.example" } }]),
            "/emails/0/value",
            json!("b@northfield.example"),
        ),
        (
            json!([{ "op": "add", "path": "emails", "value": [{ "type": "home", "value": "c@northfield.example", "primary": true }] }]),
            "/emails/0/primary",
            json!(false),
        ),
        (
            json!([{ "op": "Add", "path": "emails[type eq \"other\"].value", "value": "d@northfield.example" }]),
            "/emails/2",
            json!({ "type": "other", "value": "d@northfield.example" }),
        ),
        (json!([{ "op": "remove", "path": "emails[type eq \"home\"]" }]), "/emails/1/type", json!("other")),
        (
            json!([{ "op": "remove", "path": "emails", "value": [{ "value": "d@northfield.example" }] }]),
            "/emails/1",
            json!(null),
        ),
        (
            json!([{ "op": "remove", "path": "emails[type eq \"nowhere\"]" }]),
            "/emails/0/value",
            json!("b@northfield.example"),
        ),
        (json!([{ "op": "replace", "path": format!("{core}:userName"), "value": "ines" }]), "/userName", json!("ines")),
        (json!([{ "op": "replace", "value": { format!("{core}:externalId"): "x-1" } }]), "/externalId", json!("x-1")),
        (json!([{ "op": "remove", "path": "externalId" }]), "/externalId", json!(null)),
        // Known and not kept, unknown in a value, and ours in a value: passed over.
        (json!([{ "op": "Add", "path": "title", "value": "Dean" }]), "/title", json!(null)),
        (
            json!([{ "op": "Add", "path": "phoneNumbers[type eq \"work\"].value", "value": "1" }]),
            "/phoneNumbers",
            json!(null),
        ),
        (
            json!([{ "op": "Add", "path": format!("{company}:department"), "value": "Law" }]),
            "/displayName",
            json!("One"),
        ),
        (
            json!([{ "op": "replace", "value": { "id": "x", "shoeSize": 44, "displayName": "Two" } }]),
            "/displayName",
            json!("Two"),
        ),
        (
            json!([{ "op": "remove", "path": "displayName" }, { "op": "remove", "path": "emails" }]),
            "/displayName",
            json!(null),
        ),
    ]
}

#[actix_web::test]
async fn changes_are_taken_as_they_are_really_sent() {
    let (scene, directory) = scene().await;
    let path = format!("Users/{}", directory.adds("Ines").await);
    for (change, pointer, expected) in honest() {
        let page = directory.patch(&path, change.clone()).await;
        assert_eq!(page.status, 200, "{change}: {}", page.source());
        let now = said(&page);
        assert_eq!(now.pointer(pointer).unwrap_or(&Value::Null), &expected, "{change} gives {now}");
        assert_eq!(said(&directory.get(&path).await), now, "{change}");
    }
    let last = said(&directory.get(&path).await);
    assert_eq!(last["emails"], json!(null));
    for address in ["ines", "a", "b", "c"] {
        let told = scene.site.mail_to(&format!("{address}@northfield.example")).await;
        assert!(!told.is_empty(), "{address} was hers, and was told that it is no more");
    }
}

#[actix_web::test]
async fn a_change_that_leads_nowhere_is_refused_as_a_whole() {
    let (_scene, directory) = scene().await;
    let path = format!("Users/{}", directory.adds("Ines").await);
    let before = said(&directory.get(&path).await);
    let first = json!({ "op": "replace", "path": "displayName", "value": "Taken" });
    let cases = [
        (json!({ "op": "replace", "path": "shoeSize", "value": 1 }), "invalidPath"),
        (json!({ "op": "replace", "path": "name.nickname", "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": "active.value", "value": false }), "invalidPath"),
        (json!({ "op": "replace", "path": "emails.nothing", "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": "urn:example:User:userName", "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": "name[type eq \"x\"]", "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": "", "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": 7, "value": "x" }), "invalidPath"),
        (json!({ "op": "replace", "path": "emails[type co \"w\"].value", "value": "x" }), "invalidFilter"),
        (json!({ "op": "replace", "path": "emails[type eq work].value", "value": "x" }), "invalidFilter"),
        (json!({ "op": "replace", "path": "emails[type eq \"a\" or type eq \"b\"]", "value": {} }), "invalidFilter"),
        (json!({ "op": "replace", "path": "emails[type eq \"a\"", "value": {} }), "invalidFilter"),
        (json!({ "op": "replace", "path": "id", "value": "x" }), "mutability"),
        (json!({ "op": "replace", "path": "meta.location", "value": "x" }), "mutability"),
        (json!({ "op": "remove" }), "noTarget"),
        (json!({ "op": "replace", "value": "x" }), "noTarget"),
        (json!({ "op": "move", "path": "displayName" }), "invalidSyntax"),
        (json!({ "path": "displayName" }), "invalidSyntax"),
        (json!("replace"), "invalidSyntax"),
        (json!({ "op": "remove", "path": "userName" }), "invalidValue"),
        (json!({ "op": "replace", "path": "userName", "value": "  " }), "invalidValue"),
        (json!({ "op": "replace", "path": "displayName", "value": 7 }), "invalidValue"),
        (json!({ "op": "replace", "path": "name", "value": "Ines" }), "invalidValue"),
        (json!({ "op": "replace", "path": "emails.value", "value": "no address" }), "invalidValue"),
        (
            json!({ "op": "replace", "path": "emails", "value": [{ "value": "a@x.example", "primary": "maybe" }] }),
            "invalidValue",
        ),
        (json!({ "op": "add", "path": "emails", "value": "a@x.example" }), "invalidValue"),
        // A list of thousands, each given a text as long as the whole, would be all the memory there is.
        (json!({ "op": "replace", "path": "emails", "value": vec![json!({ "type": "a" }); 5_001] }), "invalidValue"),
        (
            json!({ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "x".repeat(1_001) }),
            "invalidValue",
        ),
    ];
    for (case, kind) in cases {
        is_refused(&directory.patch(&path, json!([first, case])).await, 400, kind, &case.to_string());
    }
    for operations in [json!([]), json!({}), json!(null), json!(vec![first; 501])] {
        is_refused(&directory.patch(&path, operations).await, 400, "invalidSyntax", "no list of changes");
    }
    assert_eq!(said(&directory.get(&path).await), before);
}
