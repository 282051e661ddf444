//! An identity system: it has a token of an institution and says what it likes in JSON.

use actix_web::http::Method;
use lyceum::db::ids::MemberId;
use lyceum::scim::token;
use serde_json::{Value, json};

use crate::support::{Browser, House, Page, Scene, TestSite};

/// An identity system, or somebody with its token.
#[derive(Clone)]
pub struct Directory {
    /// What it asks with; it has no cookie.
    pub browser: Browser,
    /// What it proves itself by.
    pub token: String,
}

impl Directory {
    /// One of an institution, with a token called Entra.
    pub async fn of(site: &TestSite, house: &House) -> Self {
        Self { browser: site.browser().at(&house.host()), token: token(site, house, "Entra", None).await }
    }

    /// Asks, and sends something along if there is something.
    pub async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Page {
        let path = format!("/scim/v2/{path}");
        let asking = self.browser.asking(method, &path).with("authorization", &format!("Bearer {}", self.token));
        let asking = asking.without("sec-fetch-site").with("accept", "application/scim+json");
        match body {
            Some(body) => asking.with("content-type", "application/scim+json").body(body.to_string()).send().await,
            None => asking.send().await,
        }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Page {
        self.ask(Method::GET, path, None).await
    }

    /// Adds.
    pub async fn post(&self, path: &str, body: Value) -> Page {
        self.ask(Method::POST, path, Some(body)).await
    }

    /// Replaces.
    pub async fn put(&self, path: &str, body: Value) -> Page {
        self.ask(Method::PUT, path, Some(body)).await
    }

    /// Changes: `operations` as they stand in the list.
    pub async fn patch(&self, path: &str, operations: Value) -> Page {
        let schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
        self.ask(Method::PATCH, path, Some(json!({ "schemas": schemas, "Operations": operations }))).await
    }

    /// Deletes.
    pub async fn delete(&self, path: &str) -> Page {
        self.ask(Method::DELETE, path, None).await
    }

    /// Adds somebody, and gives their id.
    pub async fn adds(&self, name: &str) -> String {
        id(self.post("Users", user(name)).await.is(201))
    }

    /// Adds a group of these people, and gives its id.
    pub async fn groups(&self, name: &str, members: &[&str]) -> String {
        let members: Vec<Value> = members.iter().map(|id| json!({ "value": id })).collect();
        id(self.post("Groups", json!({ "displayName": name, "members": members })).await.is(201))
    }
}

/// Somebody as Entra says them: Ines is ines@northfield.example, and her name is Ines.
pub fn user(name: &str) -> Value {
    let address = format!("{}@northfield.example", name.to_lowercase());
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": address,
        "externalId": format!("id-of-{name}"),
        "displayName": name,
        "emails": [{ "type": "work", "value": address, "primary": true }],
        "active": true,
        "title": "passed over",
    })
}

/// What an answer says.
#[track_caller]
pub fn said(page: &Page) -> Value {
    assert_eq!(page.header("content-type"), Some("application/scim+json"), "{}", page.told());
    serde_json::from_str(&page.source()).unwrap()
}

/// The id of what is new.
pub fn id(page: &Page) -> String {
    said(page)["id"].as_str().unwrap().to_owned()
}

/// An answer is a refusal of this kind, with a sentence.
#[track_caller]
pub fn is_refused(page: &Page, status: u16, kind: &str, what: &str) {
    assert_eq!(page.status, status, "{what}: {}", page.source());
    let told = said(page);
    assert_eq!(told["status"], status.to_string(), "{what}");
    assert_eq!(told["scimType"].as_str().unwrap_or_default(), kind, "{what}: {told}");
    assert!(told["detail"].as_str().unwrap().split(' ').count() > 3, "{what}: {told}");
}

/// A token.
pub async fn token(site: &TestSite, house: &House, name: &str, days: Option<i64>) -> String {
    let (id, name) = (house.id, name.to_owned());
    site.write(move |tx| token::make(tx, id, &name, days, None)).await.unwrap()
}

/// The scene with an identity system.
pub async fn scene() -> (Scene, Directory) {
    let scene = Scene::new().await;
    let directory = Directory::of(&scene.site, &scene.house).await;
    (scene, directory)
}

/// The member that an id of an answer is.
pub fn member(id: &str) -> MemberId {
    id.parse().unwrap()
}

/// The browser of somebody who was added.
pub async fn browser_of(scene: &Scene, id: &str) -> Browser {
    let username = scene.site.roster.member(member(id)).unwrap().username.clone();
    scene.as_member(&username).await
}

/// Whether somebody is in.
pub async fn is_in(browser: &Browser) -> bool {
    browser.get("/settings/").await.status == 200
}
