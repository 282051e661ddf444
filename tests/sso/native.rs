//! SAML that the program speaks itself, as far as it goes without a provider; `tests/steps/saml.sh` has one, and its attackers.

use diesel::prelude::*;
use lyceum::db::ids::{ProviderId, Time};
use lyceum::db::schema::sso_providers;
use lyceum::error::Error;
use lyceum::sso::add::{self, NewProvider};
use lyceum::sso::rules::Gives;
use lyceum::sso::saml::native::metadata::{NewMetadata, in_time, prove};
use lyceum::sso::saml::native::metadata_model::{self, Metadata};
use lyceum::sso::saml::native::renew::{Renewal, take};
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
    // Nothing of it is taken that nobody signed; a program that was built without says so at once.
    let field = if IS_BUILT { "metadata" } else { "kind" };
    assert_eq!(wrong(&scene, described(SAML, "own")).await, [field]);
    let document = format!("<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{ENTITY}\"/>");
    let unsigned = NewMetadata { document, certificate: "none".into(), ..NewMetadata::default() };
    let keyed = NewMetadata { own_key: "none".into(), own_certificate: "none".into(), ..unsigned.clone() };
    for (field, new) in [("metadata", unsigned), ("own_key_file", keyed)] {
        let told = prove(new, ENTITY, scene.site.now()).await;
        assert!(matches!(&told, Err(Error::Invalid(problems)) if problems.0[0].0 == field), "{told:?}");
    }
}

#[test]
fn an_end_is_believed_that_is_to_come_and_near() {
    let now = Time(1_800_000_000_000_000);
    for (seconds, is_good) in [(-1, false), (0, false), (1, true), (30 * 86_400, true), (30 * 86_400 + 1, false)] {
        assert_eq!(in_time(now.plus_seconds(seconds), now).is_ok(), is_good, "{seconds}");
    }
}

/// A provider that the program speaks with, as a program that can would have added it, good for so many days.
async fn spoken(scene: &Scene, slug: &str, days: i64) -> ProviderId {
    let id = add(scene, NewProvider { name: format!("{slug} campus"), ..described(SHIBBOLETH, slug) }).await.unwrap();
    let until = scene.site.now().plus_seconds(days * 86_400);
    let written = scene.site.write(move |tx| {
        let row = Metadata {
            provider_id: id,
            address: String::new(),
            certificate: "one".into(),
            document: "<x/>".into(),
            valid_until: until,
            read_at: tx.now,
            own_key: String::new(),
            own_certificate: String::new(),
        };
        metadata_model::insert(tx.conn, &row)?;
        diesel::update(sso_providers::table.find(id)).set(sso_providers::kind.eq(SAML)).execute(tx.conn)?;
        Ok(())
    });
    written.await.unwrap();
    id
}

#[actix_web::test]
async fn it_is_not_tried_from_the_desk_which_says_until_when_it_is_good() {
    let scene = Scene::new().await;
    for (slug, days) in [("good", 5), ("over", -1)] {
        spoken(&scene, slug, days).await;
    }
    add(&scene, described(SHIBBOLETH, "front")).await.unwrap();
    scene.house.admin("gail").await;
    let admin = scene.as_member("gail").await;
    let desk = admin.get("/admin/sign-on/").await;
    let leads = |slug: &str| desk.source().contains(&format!("/admin/sign-on/{slug}/try"));
    assert!(leads("front") && !leads("good"), "only one that can be tried has a link");
    admin.get("/admin/sign-on/good/try").await.is(409).shows("cannot be tried from here");
    let ways = admin.get("/settings/sign-in/").await;
    admin.send(ways.form("Add good campus")).await.is(409).shows("cannot be made another way in");
    for (slug, words) in [("good", "signing on in another browser"), ("over", "nobody can sign on by it")] {
        admin.send(desk.form(&format!("Test {slug} campus"))).await.is(200).shows(words);
    }
    let before = scene.site.now().plus_seconds(3 * 86_400);
    let ending = scene.site.read(move |conn| metadata_model::ending(conn, before)).await.unwrap();
    let slugs: Vec<_> = ending.iter().map(|(_, slug, _)| slug.as_str()).collect();
    assert_eq!(slugs, ["over"]);
}

#[actix_web::test]
async fn what_is_agreed_about_metadata_changes_whole_or_not_at_all() {
    let scene = Scene::new().await;
    let id = spoken(&scene, "uni", 5).await;
    let known = async || scene.site.read(move |conn| metadata_model::of(conn, id)).await.unwrap();
    let address = Some("https://idp.northfield.example/metadata.xml".to_owned());
    let at = Renewal { address, ..Renewal::default() };
    let (document, certificate) = (Some("<y/>".to_owned()), Some("another".to_owned()));
    for (what, new) in [
        ("nothing that the new certificate signs", Renewal { certificate: certificate.clone(), ..at.clone() }),
        ("nobody signed it", Renewal { document: document.clone(), is_vouched_for: true, ..at.clone() }),
        ("nor with another certificate", Renewal { document, certificate, is_vouched_for: true, ..at.clone() }),
        ("no key", Renewal { own: Some(("none".into(), "none".into())), ..at.clone() }),
    ] {
        let told = take(&scene.site, id, new).await;
        assert!(matches!(told, Err(Error::Invalid(_))), "{what}: {told:?}");
        let row = known().await;
        assert_eq!((row.address.as_str(), row.certificate.as_str(), row.own_key.as_str()), ("", "one", ""), "{what}");
    }
    take(&scene.site, id, at).await.unwrap();
    assert_eq!(known().await.address, "https://idp.northfield.example/metadata.xml");
    scene.house.admin("gail").await;
    scene.as_member("gail").await.get("/admin/audit/").await.shows("metadata_address");
}

#[cfg(feature = "saml")]
#[test]
fn what_is_weakly_sealed_is_refused_before_it_is_opened() {
    use lyceum::sso::saml::native::leftovers::unsealed;

    const GCM: &str = "Algorithm='http://www.w3.org/2009/xmlenc11#aes256-gcm'";
    const CBC: &str = "Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'";
    const CBC_192: &str = "Algorithm='http://www.w3.org/2001/04/xmlenc#aes192-cbc'";
    let data = |methods: &str| format!("<e:EncryptedData xmlns:e='e' xmlns:x='x'>{methods}</e:EncryptedData>");
    let method = |name: &str| data(&format!("<e:EncryptionMethod {name}/>"));
    let two = |first: &str, second: &str| data(&format!("<x:EncryptionMethod {first}/><e:EncryptionMethod {second}/>"));
    for (what, inside, plain, signed) in [
        ("nothing is encrypted", String::new(), true, true),
        ("GCM", method(GCM), true, true),
        ("CBC", method(CBC), false, true),
        ("CBC that the library does not know", method(CBC_192), false, false),
        ("no word of how", data(""), false, false),
        ("an empty word", method(""), false, false),
        ("GCM before CBC, in another namespace", two(GCM, CBC), false, false),
        ("CBC before GCM, in another namespace", two(CBC, GCM), false, false),
        ("two words in two namespaces", method(&format!("x:{GCM} {CBC}")), false, false),
        ("two parts", method(GCM) + &method(GCM), false, false),
    ] {
        let whole =
            |seal: &str| format!("<Response>{seal}<EncryptedAssertion>{inside}</EncryptedAssertion></Response>");
        let is_taken = (unsealed(&whole("")).is_none(), unsealed(&whole("<Signature/>")).is_none());
        assert_eq!(is_taken, (plain, signed), "{what}");
    }
}

#[cfg(feature = "saml")]
#[test]
fn metadata_that_is_weakly_signed_is_refused_whoever_signed_it() {
    use lyceum::sso::saml::native::leftovers::weak;

    const RSA_256: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    const RSA_1: &str = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    const HMAC: &str = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
    const SHA_256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
    const SHA_1: &str = "http://www.w3.org/2000/09/xmldsig#sha1";
    let digest = |name: &str| format!("<DigestMethod Algorithm='{name}'/>");
    let seal = |by: &str, of: &str| format!("<Signature><SignatureMethod Algorithm='{by}'/>{}</Signature>", digest(of));
    let strong = seal(RSA_256, SHA_256);
    let elsewhere = format!("{strong}<EncryptionMethod>{}</EncryptionMethod>", digest(SHA_1));
    for (what, inside, is_taken) in [
        ("RSA with SHA-256", strong.clone(), true),
        ("a weak digest in an encryption method", elsewhere, true),
        ("SHA-1", seal(RSA_1, SHA_256), false),
        ("SHA-256 of SHA-1", seal(RSA_256, SHA_1), false),
        ("HMAC", seal(HMAC, SHA_256), false),
        ("nothing", String::new(), false),
        ("no word of how", "<Signature/>".to_owned(), false),
        ("two", strong.clone() + &strong, false),
        ("a weak one within", format!("{strong}<x>{}</x>", seal(RSA_1, SHA_1)), false),
    ] {
        assert_eq!(weak(&format!("<EntityDescriptor>{inside}</EntityDescriptor>")).is_none(), is_taken, "{what}");
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
