//! The site proves itself to a provider by a key of its own, and no secret is known to both.

use diesel::prelude::*;
use lyceum::db::schema::sso_providers;
use lyceum::sso::change::{self, Change};
use lyceum::sso::own_key::OwnKey;
use lyceum::sso::switch;
use serde_json::Value;

use super::campus::{Campus, come_back, is_in, start, student};
use crate::support::Browser;
use crate::support::form::Form;
use crate::support::provider::{CLIENT_SECRET, TOKEN};

const DESK: &str = "/admin/sign-on/";
const KEYS: &str = "/sso/uni/jwks";

async fn campus() -> (Campus, Browser) {
    let campus = Campus::new().await;
    campus.scene.house.admin("gail").await;
    let admin = campus.scene.as_member("gail").await;
    (campus, admin)
}

async fn form(admin: &Browser) -> Form {
    admin.follow(&admin.get(DESK).await, "Change").await.form("Save")
}

async fn keys(campus: &Campus) -> Value {
    let page = campus.scene.as_visitor().get(KEYS).await;
    assert_eq!(page.is(200).header("content-type"), Some("application/json"));
    serde_json::from_str(&page.source()).unwrap()
}

/// The provider reads the keys that it was told of, and takes nothing else from now on.
async fn takes_keys(campus: &Campus) {
    let known = keys(campus).await;
    campus.provider.script(|script| script.client_keys = known);
}

#[actix_web::test]
async fn a_key_takes_the_place_of_the_secret_and_proves_us_anew_each_time() {
    let (campus, admin) = campus().await;
    campus.scene.as_visitor().get(KEYS).await.is(404);
    let ines = campus.lets_in(&student("ines")).await;
    let chosen = form(&admin).await.fill("How this site proves itself", "By a key of its own (ES256)");
    admin.send_and_go_on(chosen).await.is(200).shows("http://northfield.localhost:8080/sso/uni/jwks");
    assert!(is_in(&ines).await, "a key is no word about people");
    takes_keys(&campus).await;
    campus.lets_in(&student("ines")).await;
    campus.lets_in(&student("omar")).await;
    let asked = campus.provider.last(TOKEN).unwrap();
    assert!(!asked.contains("client_secret=") && !asked.contains("Basic "), "{asked}");
    // Saved again, it is the same key: whoever runs the provider has read it.
    let before = keys(&campus).await;
    admin.send(form(&admin).await.fill("Words on its button", "your campus key")).await.is(303);
    assert_eq!(keys(&campus).await, before);
    campus.lets_in(&student("ines")).await;
    // One that is off shows its key all the same: it is set up at both ends, and tried, before it is switched on.
    let house = campus.scene.house.id;
    campus.scene.site.write(move |tx| switch::switch(tx, house, "uni", false, None)).await.unwrap();
    assert_eq!(keys(&campus).await, before);
    let location = admin.get("/admin/sign-on/uni/try").await.is(303).location().to_owned();
    come_back(&admin, &campus.provider.allow(&location, &student("ines"))).await.is(200).shows("comes in");
    campus.scene.as_visitor().get("/sso/uni/start").await.is(404);
}

#[actix_web::test]
async fn a_proof_by_another_key_or_for_another_client_is_worth_nothing() {
    let (campus, admin) = campus().await;
    admin.send(form(&admin).await.fill("How this site proves itself", "By a key of its own (ES256)")).await.is(303);
    takes_keys(&campus).await;
    campus.lets_in(&student("ines")).await;
    let before = keys(&campus).await;
    // A new key is another: the provider has to read it first.
    let site = campus.scene.site.node.site.clone();
    let (house, key) = (campus.scene.house.id, OwnKey::make(&site, "RS256").await.unwrap());
    let change = Change { client_key: Some(Some(key)), ..Change::default() };
    site.write(move |tx| change::change(tx, house, "uni", change, None)).await.unwrap();
    let visitor = campus.scene.as_visitor();
    let back = campus.provider.allow(&start(&visitor, "uni").await, &student("omar"));
    come_back(&visitor, &back).await.is(403).shows("do not agree any more");
    takes_keys(&campus).await;
    // Both are shown for a day: a proof by the old one may be under way.
    let shown = keys(&campus).await;
    assert_eq!((&shown["keys"][0]["alg"], &shown["keys"][1]), (&Value::from("RS256"), &before["keys"][0]));
    campus.lets_in(&student("omar")).await;
    campus.scene.site.wait(86_400);
    assert_eq!(keys(&campus).await["keys"].as_array().unwrap().len(), 1);
    campus.lets_in(&student("omar")).await;
    let admin = campus.scene.as_member("gail").await;
    // Back to a secret, which has to be typed in, for none is kept beside a key.
    let back_to_secret = form(&admin).await.fill("How this site proves itself", "By the client secret");
    admin.send(back_to_secret.clone().fill("Client secret", CLIENT_SECRET)).await.is(303);
    campus.scene.as_visitor().get(KEYS).await.is(404);
    campus.provider.honest();
    campus.lets_in(&student("omar")).await;
}

#[actix_web::test]
async fn a_new_provider_needs_a_secret_or_a_key_and_the_private_half_is_sealed() {
    let (campus, admin) = campus().await;
    let page = admin.follow(&admin.get(DESK).await, "Add a provider").await;
    let typed = page
        .form("Add it")
        .fill("Words on its button", "your other account")
        .fill("Short name", "other")
        .fill("Issuer", &campus.provider.issuer())
        .fill("Client id", "lyceum")
        .fill("Who gets what", "member:affiliation=student");
    admin.send(typed.clone()).await.is(422).shows("Write the client secret that the provider gave you");
    admin.send(typed.clone().forge("proof", "none")).await.is(422);
    admin.send(typed.fill("How this site proves itself", "By a key of its own (ES256)")).await.is(303);
    let kept = sso_providers::table.filter(sso_providers::slug.eq("other")).select(sso_providers::client_key);
    let kept: Option<String> = campus.scene.site.read(move |conn| Ok(kept.first(conn)?)).await.unwrap();
    let kept: Value = serde_json::from_str(&kept.unwrap()).unwrap();
    assert!(kept["public"]["d"].is_null() && kept["sealed"].as_str().unwrap().contains('.'), "{kept}");
    let change = admin.get("/admin/sign-on/other/change").await.form("Save");
    admin
        .send(change.fill("How this site proves itself", "By the client secret"))
        .await
        .is(422)
        .shows("Write the client secret");
}
