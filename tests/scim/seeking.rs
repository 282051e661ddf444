//! Filters and lists.

use serde_json::{Value, json};

use super::directory::{Directory, is_refused, said, scene};
use crate::support::form::encode;

async fn sought(directory: &Directory, kind: &str, filter: &str) -> (i64, Vec<String>) {
    let list = said(directory.get(&format!("{kind}?filter={}", encode(filter))).await.is(200));
    let ids = list["Resources"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
    (list["totalResults"].as_i64().unwrap(), ids.collect())
}

#[actix_web::test]
async fn what_is_sought_is_found_and_nothing_else() {
    let (_scene, directory) = scene().await;
    let (ines, omar) = (directory.adds("Ines").await, directory.adds("Omar").await);
    let mut odd = super::directory::user("Odd");
    odd["userName"] = json!("a \"b\" \\c] eq [d\u{e9}");
    let odd = super::directory::id(directory.post("Users", odd).await.is(201));
    let group = directory.groups("All of them", &[&ines]).await;
    let users = [
        ("userName eq \"ines@northfield.example\"", Some(&ines)),
        ("USERNAME EQ \"Ines@Northfield.Example\"", Some(&ines)),
        ("  userName   eq   \"ines@northfield.example\"  ", Some(&ines)),
        ("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"omar@northfield.example\"", Some(&omar)),
        ("userName eq \"a \\\"b\\\" \\\\c] eq [d\\u00e9\"", Some(&odd)),
        ("externalId eq \"id-of-Omar\"", Some(&omar)),
        ("externalId eq \"ID-OF-OMAR\"", None),
        ("emails.value eq \"OMAR@northfield.example\"", Some(&omar)),
        ("emails[type eq \"work\"].value eq \"omar@northfield.example\"", Some(&omar)),
        ("emails.value eq \"ada@northfield.example\"", None),
        ("userName eq \"ada\"", None),
        ("userName eq \"\"", None),
        ("userName eq \"%\"", None),
        ("userName eq \"\\u0000\"", None),
        ("id eq \"nothing\"", None),
    ];
    for (filter, found) in users {
        let expected = found.map_or((0, vec![]), |id| (1, vec![id.clone()]));
        assert_eq!(sought(&directory, "Users", filter).await, expected, "{filter}");
    }
    assert_eq!(sought(&directory, "Users", &format!("id eq \"{ines}\"")).await.1, [ines]);
    for filter in ["displayName eq \"all OF them\"".to_owned(), format!("id eq \"{group}\"")] {
        assert_eq!(sought(&directory, "Groups", &filter).await.1, std::slice::from_ref(&group), "{filter}");
    }
    assert_eq!(sought(&directory, "Groups", "externalId eq \"x\"").await.0, 0);
}

#[actix_web::test]
async fn another_question_is_refused_and_not_answered_as_if_it_were_none() {
    let (_scene, directory) = scene().await;
    directory.adds("Ines").await;
    let users = [
        "userName",
        "userName eq",
        "userName eq ines",
        "userName eq 'ines'",
        "userName eq \"ines",
        "userName eq true",
        "userName co \"i\"",
        "userName sw \"i\"",
        "userName pr",
        "not (userName eq \"x\")",
        "userName eq \"x\" and active eq true",
        "userName eq \"x\" or userName eq \"y\"",
        "\" or 1 eq 1",
        "userName eq \"\" or \"\"=\"",
        "userName eq \"x\\\" or userName pr",
        "displayName eq \"Ines\"",
        "active eq true",
        "emails[type eq \"home\"].value eq \"x\"",
        "emails[value eq \"x\"]",
        "urn:example:userName eq \"x\"",
        "] eq \"x\"",
        "eq",
    ];
    for filter in users {
        let page = directory.get(&format!("Users?filter={}", encode(filter))).await;
        is_refused(&page, 400, "invalidFilter", filter);
    }
    for filter in ["members.value eq \"x\"", "userName eq \"x\"", "displayName co \"x\""] {
        let page = directory.get(&format!("Groups?filter={}", encode(filter))).await;
        is_refused(&page, 400, "invalidFilter", filter);
    }
}

#[actix_web::test]
async fn a_list_is_read_in_parts_and_with_what_is_wanted_of_it() {
    let (_scene, directory) = scene().await;
    for number in 0..5 {
        directory.adds(&format!("Person{number}")).await;
    }
    let list = async |query: &str| said(directory.get(&format!("Users?{query}")).await.is(200));
    let cases = [
        ("", 1, 5),
        ("startIndex=2&count=2", 2, 2),
        ("startIndex=5", 5, 1),
        ("startIndex=6", 6, 0),
        ("count=0", 1, 0),
        ("startIndex=-3&count=-1", 1, 0),
        ("count=100000", 1, 5),
    ];
    for (query, from, some) in cases {
        let list = list(query).await;
        let told = (&list["totalResults"], &list["startIndex"], &list["itemsPerPage"]);
        assert_eq!(told, (&json!(5), &json!(from), &json!(some)), "{query}");
        assert_eq!(list["Resources"].as_array().unwrap().len(), some, "{query}");
    }
    for query in ["count=many", "startIndex=1.5"] {
        is_refused(&directory.get(&format!("Users?{query}")).await, 400, "invalidValue", query);
    }
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let cut = list("attributes=userName,emails.value&count=1").await;
    assert_eq!(names(&cut["Resources"][0]), ["emails", "id", "schemas", "userName"]);
    let cut = list("excludedAttributes=userName,meta,id,emails&count=1").await;
    assert_eq!(names(&cut["Resources"][0]), ["active", "displayName", "externalId", "id", "schemas"]);
    let ines = directory.adds("Ines").await;
    let group = directory.groups("Readers", &[&ines]).await;
    for path in [format!("Groups/{group}"), "Groups".to_owned()] {
        directory.get(&path).await.is(200).shows(&ines);
        directory.get(&format!("{path}?excludedAttributes=members")).await.is(200).lacks(&ines);
    }
}

#[actix_web::test]
async fn a_long_list_that_grows_while_it_is_read_names_everybody_once() {
    let (_scene, directory) = scene().await;
    let mut there = Vec::new();
    for number in 0..30 {
        there.push(directory.adds(&format!("Person{number}")).await);
    }
    let mut read = Vec::new();
    for page in 0..4 {
        let list = said(directory.get(&format!("Users?startIndex={}&count=10", page * 10 + 1)).await.is(200));
        let ids = list["Resources"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned());
        read.extend(ids);
        there.push(directory.adds(&format!("Late{page}")).await);
    }
    let late = there.split_off(33);
    read.retain(|id| !late.contains(id));
    assert_eq!(read, there, "in the order in which they came, those who came meanwhile behind them");
}
