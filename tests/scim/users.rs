//! People are added, read and changed; nobody is taken over, and nobody of another institution is touched.

use actix_web::http::Method;
use lyceum::scim::adopt;
use serde_json::json;

use super::directory::{Directory, id, is_in, is_refused, member, said, scene, user};

#[actix_web::test]
async fn somebody_who_is_added_is_a_member_under_a_name_that_is_no_address() {
    let (scene, directory) = scene().await;
    let page = directory.post("Users", user("Ines")).await;
    let made = said(page.is(201));
    let ines = scene.site.roster.member(member(made["id"].as_str().unwrap())).unwrap();
    assert_eq!((ines.name.as_str(), ines.username.as_str(), ines.may_enter), ("Ines", "ines", true));
    assert!(ines.roles.is_empty() && ines.enrolments.is_empty());
    let place = format!("http://northfield.localhost:8080/scim/v2/Users/{}", made["id"].as_str().unwrap());
    assert_eq!((page.header("location"), &made["meta"]["location"]), (Some(place.as_str()), &json!(place)));
    assert_eq!((&made["userName"], &made["externalId"]), (&json!("ines@northfield.example"), &json!("id-of-Ines")));
    assert_eq!((&made["active"], &made["title"]), (&json!(true), &json!(null)));
    assert_eq!(said(directory.get(&format!("Users/{}", ines.id)).await.is(200)), made);
    let visitor = scene.as_visitor();
    visitor
        .send(visitor.get("/sign-in").await.form("Send me a link").fill("E-mail address", "ines@northfield.example"))
        .await
        .is(200);
    assert!(scene.site.mail_to("ines@northfield.example").await.len() == 1, "she can come in by her address");
}

#[actix_web::test]
async fn a_name_is_made_of_what_there_is() {
    let (scene, directory) = scene().await;
    let cases = [
        (json!({ "userName": "a1", "displayName": "Ada B", "name": { "givenName": "X" } }), "Ada B", "a1"),
        (json!({ "userName": "b2", "name": { "formatted": "Ben C", "givenName": "X" } }), "Ben C", "b2"),
        (json!({ "userName": "c3", "name": { "givenName": "Cy", "familyName": "D" } }), "Cy D", "c3"),
        (json!({ "USERNAME": "dora.e@x.example", "Active": "True" }), "dora.e", "dora-e"),
        (json!({ "userName": "e5", "displayName": "\u{200b}\u{202e}" }), "e5", "e5"),
        (json!({ "userName": "F 6!", "displayName": "Fay" }), "Fay", "fay"),
    ];
    for (body, name, username) in cases {
        let made = id(directory.post("Users", body.clone()).await.is(201));
        let person = scene.site.roster.member(member(&made)).unwrap();
        assert_eq!((person.name.as_str(), person.username.as_str()), (name, username), "{body}");
    }
}

#[actix_web::test]
async fn nobody_is_taken_over_by_a_name_or_an_address() {
    let (scene, directory) = scene().await;
    directory.adds("Ines").await;
    let other = |name: &str, field: &str, value: serde_json::Value| {
        let mut body = user(name);
        body[field] = value;
        body
    };
    let before = scene.site.roster.member(scene.person("ada").id).unwrap();
    let cases = [
        ("the same again", user("Ines")),
        ("the same in capitals", other("Omar", "userName", json!("INES@northfield.example"))),
        ("the same other name", other("Omar", "externalId", json!("id-of-Ines"))),
        ("her address", other("Omar", "emails", json!([{ "value": "Ines@Northfield.example" }]))),
        ("the address of a member", other("Omar", "emails", json!([{ "value": "ada@northfield.example" }]))),
        ("the username of a member", other("Omar", "userName", json!("ada"))),
    ];
    for (what, body) in cases {
        let page = directory.post("Users", body).await;
        is_refused(&page, 409, "uniqueness", what);
        if what.ends_with("of a member") {
            page.shows("lyceum scim user adopt");
        }
    }
    assert_eq!(scene.site.roster.member(before.id).unwrap(), before);
    // Nor by a change of somebody else.
    let omar = format!("Users/{}", directory.adds("Omar").await);
    let taken =
        json!([{ "op": "replace", "path": "emails[type eq \"work\"].value", "value": "ada@northfield.example" }]);
    is_refused(&directory.patch(&omar, taken).await, 409, "uniqueness", "by a change");
    let taken = json!([{ "op": "replace", "value": { "userName": "ines@northfield.example" } }]);
    is_refused(&directory.patch(&omar, taken).await, 409, "uniqueness", "by a change of name");
}

#[actix_web::test]
async fn a_member_whom_the_operator_hands_over_is_found_and_shut_out_like_any_other() {
    let (scene, directory) = scene().await;
    let (ada, house) = (scene.person("ada").id, scene.house.id);
    let browser = scene.as_member("ada").await;
    let seek = "Users?filter=userName%20eq%20%22ada%40northfield.example%22";
    assert_eq!(said(&directory.get(seek).await)["totalResults"], 0);
    directory.get(&format!("Users/{ada}")).await.is(404);
    directory.delete(&format!("Users/{ada}")).await.is(404);
    let taken = scene.site.write(move |tx| adopt::adopt(tx, house, ada, "")).await;
    assert!(taken.is_err());
    scene.site.write(move |tx| adopt::adopt(tx, house, ada, "ada@northfield.example")).await.unwrap();
    assert!(scene.site.write(move |tx| adopt::adopt(tx, house, ada, "again")).await.is_err());
    assert_eq!(said(&directory.get(seek).await)["Resources"][0]["id"], ada.to_string());
    directory.patch(&format!("Users/{ada}"), json!([{ "op": "replace", "value": { "active": false } }])).await.is(200);
    assert!(!is_in(&browser).await);
}

#[actix_web::test]
async fn of_another_institutions_members_there_is_nothing() {
    let (scene, directory) = scene().await;
    let elsewhere = scene.site.institution("eastbridge").await;
    let foreign = Directory::of(&scene.site, &elsewhere).await;
    let ines = directory.adds("Ines").await;
    let group = directory.groups("Readers", &[&ines]).await;
    let nobody = "0000000000001";
    for (own, none) in
        [(format!("Users/{ines}"), format!("Users/{nobody}")), (format!("Groups/{group}"), format!("Groups/{nobody}"))]
    {
        let body = if own.starts_with("Users") { user("Omar") } else { json!({ "displayName": "Others" }) };
        let change = json!({ "Operations": [{ "op": "replace", "path": "displayName", "value": "Taken" }] });
        for (method, body) in
            [(Method::GET, None), (Method::PUT, Some(body)), (Method::PATCH, Some(change)), (Method::DELETE, None)]
        {
            let theirs = foreign.ask(method.clone(), &own, body.clone()).await;
            let nothing = foreign.ask(method, &none, body).await;
            assert_eq!((theirs.status, theirs.source()), (404, nothing.source()), "{own}");
        }
        directory.get(&own).await.is(200);
    }
    let strange = json!({ "displayName": "Strangers", "members": [{ "value": ines }] });
    is_refused(&foreign.post("Groups", strange).await, 400, "invalidValue", "a member of elsewhere");
    assert_eq!(said(&foreign.get("Users").await)["totalResults"], 0);
}

#[actix_web::test]
async fn what_is_put_is_all_there_is_and_a_name_that_a_member_chose_stays_until_theirs_changes() {
    let (scene, directory) = scene().await;
    let ines = directory.adds("Ines").await;
    let path = format!("Users/{ines}");
    let browser = scene.as_member("ines").await;
    browser.send(browser.get("/settings/").await.form("Save").fill("Name", "Inês")).await.is(303);
    let mut body = user("Ines");
    body["emails"] = json!([{ "value": "ines.sa@northfield.example" }]);
    let put = said(directory.put(&path, body).await.is(200));
    assert_eq!(put["emails"], json!([{ "value": "ines.sa@northfield.example" }]));
    assert_eq!(scene.site.roster.member(member(&ines)).unwrap().name, "Inês");
    let mut body = user("Ines");
    body["displayName"] = json!("Ines de Sá");
    body.as_object_mut().unwrap().remove("externalId");
    body.as_object_mut().unwrap().remove("active");
    let put = said(directory.put(&path, body).await.is(200));
    assert_eq!((&put["externalId"], &put["active"]), (&json!(null), &json!(true)));
    assert_eq!(scene.site.roster.member(member(&ines)).unwrap().name, "Ines de Sá");
    browser.get("/m/ines/").await.is(200).shows("Ines de Sá");
    for old in ["ines", "ines.sa"] {
        assert_eq!(scene.site.mail_to(&format!("{old}@northfield.example")).await.len(), 1, "{old} is told");
    }
}
