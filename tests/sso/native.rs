//! SAML that the program speaks itself, as far as it goes without a provider; `tests/steps/saml.sh` has one, and its attackers.

use lyceum::db::ids::ProviderId;
use lyceum::error::Error;
use lyceum::sso::add::{self, NewProvider};
use lyceum::sso::rules::Gives;
use lyceum::sso::saml::native::metadata::NewMetadata;
use lyceum::sso::saml::native::{IS_BUILT, replay_model};
use lyceum::sso::saml::{SAML, SHIBBOLETH};

use super::campus::rule;
use super::shibboleth::ENTITY;
use crate::support::Scene;

fn described(kind: &str, slug: &str) -> NewProvider {
    NewProvider {
        slug: slug.into(),
        name: "Northfield University".into(),
        kind: kind.into(),
        issuer: ENTITY.into(),
        subject: "pairwise-id".into(),
        speaks_for: vec!["northfield.example".into()],
        rules: vec![rule("eduperson_scoped_affiliation", "staff@northfield.example", Gives::Member)],
        ..NewProvider::default()
    }
}

async fn add(scene: &Scene, new: NewProvider) -> Result<ProviderId, Error> {
    let house = scene.house.id;
    scene.site.write(move |tx| add::add(tx, house, new, None)).await
}

/// The fields that are wrong.
async fn wrong(scene: &Scene, new: NewProvider) -> Vec<&'static str> {
    match add(scene, new).await {
        Err(Error::Invalid(problems)) => problems.0.into_iter().map(|(field, _)| field).collect(),
        Err(error) => panic!("{error}"),
        Ok(_) => Vec::new(),
    }
}

#[actix_web::test]
async fn a_provider_is_described_whole_or_not_taken() {
    let scene = Scene::new().await;
    assert_eq!(wrong(&scene, described(SHIBBOLETH, "good")).await, [""; 0]);
    let front = || described(SHIBBOLETH, "uni");
    for (field, new) in [
        ("issuer", NewProvider { issuer: "northfield".into(), ..front() }),
        ("issuer", NewProvider { issuer: "https://idp.example/a b".into(), ..front() }),
        ("issuer", NewProvider { issuer: format!("urn:{}", "x".repeat(1_024)), ..front() }),
        ("client_id", NewProvider { client_id: "lyceum".into(), ..front() }),
        ("subject", NewProvider { subject: "email".into(), ..front() }),
        ("speaks_for", NewProvider { speaks_for: Vec::new(), ..front() }),
        ("speaks_for", NewProvider { speaks_for: vec![".*".into()], ..front() }),
        ("speaks_for", NewProvider { speaks_for: vec!["northfield".into()], ..front() }),
        ("speaks_for", NewProvider { speaks_for: vec!["@northfield.example".into()], ..front() }),
        ("slug", NewProvider { slug: "good".into(), ..front() }),
    ] {
        assert_eq!(wrong(&scene, new.clone()).await, [field], "{new:?}");
    }
    // Whoever signs the metadata is named, and nothing that they did not sign is taken; a program that was built without
    // says so at once.
    let document = "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"x\"/>".to_owned();
    let unsigned = NewMetadata { document, certificate: "none".into(), ..NewMetadata::default() };
    let field = if IS_BUILT { "metadata" } else { "kind" };
    for metadata in [NewMetadata::default(), unsigned] {
        assert_eq!(wrong(&scene, NewProvider { metadata, ..described(SAML, "own") }).await, [field]);
    }
}

#[actix_web::test]
async fn what_has_come_from_a_provider_does_not_come_again() {
    let scene = Scene::new().await;
    let one = add(&scene, described(SHIBBOLETH, "one")).await.unwrap();
    let other = add(&scene, described(SHIBBOLETH, "other")).await.unwrap();
    let until = scene.site.now().plus_seconds(300);
    let take = async |provider, names: &[&str]| {
        let keys: Vec<_> = names.iter().map(|name| ((*name).to_owned(), until)).collect();
        scene.site.write(move |tx| replay_model::take(tx.conn, provider, &keys)).await.unwrap()
    };
    assert!(take(one, &["response:_1", "assertion:_1"]).await);
    assert!(!take(one, &["response:_1", "assertion:_1"]).await, "the same again");
    assert!(!take(one, &["response:_2", "assertion:_1"]).await, "the same assertion in another response");
    assert!(take(other, &["response:_1", "assertion:_1"]).await, "another provider's has another name");
    assert!(!take(one, &[]).await, "one that has no name cannot be told from another");
    scene.site.wait(2 * 86_400);
    let now = scene.site.now();
    scene.site.write(move |tx| replay_model::forget(tx.conn, now)).await.unwrap();
    assert!(take(one, &["response:_1"]).await, "one that could not be taken any more in any case is forgotten");
}
