//! What an identity system says, by its token.

use actix_web::http::Method;
use serde_json::{Value, json};

use super::deed::Again::{self, Once};
use super::deed::{Answer, Deed};
use super::world::World;

fn deed(world: &World, name: &'static str, again: Again, method: Method, path: String, body: Value) -> Deed {
    let (browser, token) = (world.site.browser(), format!("Bearer {}", world.directory.token));
    Deed::new(name, again, move |node| {
        let (browser, token) = (browser.apart().of(node), token.clone());
        let (method, path, body) = (method.clone(), path.clone(), body.to_string());
        Box::pin(async move {
            let asking = browser.asking(method, &path).with("authorization", &token);
            let page = asking.with("content-type", "application/scim+json").body(body).send().await;
            let detail = || {
                let told: Value = serde_json::from_str(&page.source()).unwrap();
                told["detail"].as_str().unwrap().to_owned()
            };
            match page.status {
                200..=399 | 501 => Answer::Done,
                400..=499 => Answer::Refused(detail()),
                500 | 503 => {
                    Answer::Failed((detail().split(' ').count() < 5).then(|| format!("it only says {}", detail())))
                }
                status => Answer::Failed(Some(format!("the status is {status}"))),
            }
        })
    })
}

/// All that writes, and what is posted and not.
pub fn saying(world: &World) -> Vec<Deed> {
    let (nia, group) = (world.directory.nia, world.directory.group);
    let user = json!({
        "userName": "omar@northfield.example",
        "emails": [{ "value": "omar@northfield.example" }],
        "displayName": "Omar Haddad",
    });
    let out = json!({ "Operations": [{ "op": "Replace", "path": "active", "value": "False" }] });
    let other = json!({ "displayName": "Mentees", "members": [{ "value": nia.to_string() }] });
    vec![
        deed(world, "/scim/v2/Users", Once, Method::POST, "/scim/v2/Users".into(), user),
        deed(world, "PATCH a user", Once, Method::PATCH, format!("/scim/v2/Users/{nia}"), out),
        deed(world, "DELETE a user", Once, Method::DELETE, format!("/scim/v2/Users/{nia}"), json!({})),
        deed(world, "/scim/v2/Groups", Once, Method::POST, "/scim/v2/Groups".into(), other),
        deed(world, "DELETE a group", Once, Method::DELETE, format!("/scim/v2/Groups/{group}"), json!({})),
        deed(world, "/scim/v2/.search", Once, Method::POST, "/scim/v2/.search".into(), json!({})),
    ]
}
