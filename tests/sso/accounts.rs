//! Whose account it is: the one that this provider and this subject were given, and never one with the same address.

use diesel::prelude::*;
use lyceum::db::schema::{identities, member_emails, sso_requests};
use lyceum::members::suspend;

use super::campus::{Campus, Tally, add_to, come_back, described, is_in, sets_session, site_beside, start, student};
use crate::support::provider::{CLIENT, twist};
use crate::support::{Browser, Person, Provider, Scene};

/// How many have asked to be let in.
async fn requests(campus: &Campus) -> i64 {
    campus.scene.site.read(|conn| Ok(sso_requests::table.count().get_result(conn)?)).await.unwrap()
}

/// How many members have an address.
async fn with_address(scene: &Scene, address: &str) -> Vec<i64> {
    let own = member_emails::table.filter(member_emails::address.eq(address.to_owned()));
    scene.site.read(move |conn| Ok(own.select(member_emails::member_id).load::<i64>(conn)?)).await.unwrap()
}

#[actix_web::test]
async fn somebody_is_new_once_and_the_same_ever_after() {
    let campus = Campus::new().await;
    let before = campus.tally().await;
    let ines = campus.who(&campus.lets_in(&student("ines")).await);
    let after = campus.tally().await;
    assert_eq!((after.members, after.identities), (before.members + 1, before.identities + 1));
    let stored = campus.scene.site.read(|conn| {
        let columns = (identities::member_id, identities::subject);
        Ok(identities::table.select(columns).load::<(i64, String)>(conn)?)
    });
    assert_eq!(stored.await.unwrap(), [(ines.0, "ines".to_owned())]);
    let person = campus.scene.site.roster.member(ines).unwrap();
    assert_eq!((person.name.as_str(), person.roles.len()), ("Ines", 0));
    let renamed = student("ines").with("name", "Inés Okafor").with("email", "other@students.example");
    assert_eq!(campus.who(&campus.lets_in(&renamed).await), ines);
    assert_eq!(campus.who(&campus.lets_in(&student("ines").without("email").without("name")).await), ines);
    let last = campus.tally().await;
    assert_eq!((last.members, last.identities), (after.members, after.identities));
    assert_ne!(campus.who(&campus.lets_in(&student("INES")).await), ines, "subjects are told apart letter by letter");
}

#[actix_web::test]
async fn nobody_becomes_somebody_else_by_their_address() {
    let campus = Campus::new().await;
    let ada = campus.scene.person("ada");
    let before = with_address(&campus.scene, &ada.address).await;
    assert_eq!(before, [ada.id.0]);
    let shouted = ada.address.to_uppercase();
    for (sub, address, verified) in [
        ("mal", ada.address.as_str(), serde_json::json!(true)),
        ("mel", ada.address.as_str(), serde_json::json!(false)),
        ("mil", ada.address.as_str(), serde_json::json!("true")),
        ("mol", shouted.as_str(), serde_json::json!(true)),
    ] {
        let person = student(sub).with("email", address).with("email_verified", verified);
        let person = person.with("preferred_username", "ada").with("upn", address).with("name", "Ada");
        let browser = campus.lets_in(&person).await;
        assert_ne!(campus.who(&browser), ada.id, "{sub} is not Ada");
        assert_eq!(with_address(&campus.scene, &ada.address).await, before, "her address stays hers");
        assert!(with_address(&campus.scene, &shouted).await.is_empty());
    }
    let odd = student("odd").with("email", "no address").with("name", "  ");
    campus.lets_in(&odd).await;
    // What the standard says is a text and is none makes the whole token worth nothing.
    let is_list = |claims: &mut serde_json::Value| claims["email"] = serde_json::json!(["a@b.example", 1]);
    campus.refuses("a list of addresses", move |script| script.claims = twist(is_list)).await;
    // Ada herself signs in as ever, and meets nothing new.
    assert!(is_in(&campus.scene.as_member("ada").await).await);
}

#[actix_web::test]
async fn a_subject_of_another_provider_is_another_person() {
    let (alpha, beta) = (Provider::start(), Provider::start());
    let scene = Scene::on(site_beside(&[&alpha, &beta]).await).await;
    add_to(&scene.site, &scene.house, described(&alpha, "uni")).await;
    add_to(&scene.site, &scene.house, described(&beta, "beta")).await;
    let campus = Campus { scene, provider: alpha };
    let first = campus.who(&campus.lets_in(&student("ines")).await);
    let browser = campus.scene.as_visitor();
    let callback = beta.allow(&start(&browser, "beta").await, &student("ines"));
    come_back(&browser, &callback).await.is(303);
    assert_ne!(campus.who(&browser), first);
    assert_eq!(campus.tally().await.identities, 2);
    assert_eq!(campus.who(&campus.lets_in(&student("ines")).await), first);
}

/// Northfield and Eastbridge with the same provider, at which each is a client of its own.
async fn shared() -> (Campus, Browser) {
    let provider = Provider::start();
    provider.client("lyceum:eastbridge", "canary of eastbridge");
    let scene = Scene::on(site_beside(&[&provider]).await).await;
    let east = scene.site.institution("eastbridge").await;
    add_to(&scene.site, &scene.house, described(&provider, "uni")).await;
    let mut new = described(&provider, "uni");
    new.client_id = "lyceum:eastbridge".into();
    new.client_secret = "canary of eastbridge".into();
    add_to(&scene.site, &east, new).await;
    let elsewhere = scene.as_visitor().at("eastbridge.localhost");
    (Campus { scene, provider }, elsewhere)
}

#[actix_web::test]
async fn two_institutions_with_one_provider_have_each_their_own_people() {
    let (campus, elsewhere) = shared().await;
    let here = campus.who(&campus.lets_in(&student("ines")).await);
    campus.sign_on(&elsewhere, &student("ines")).await.is(303);
    assert_ne!(campus.who(&elsewhere), here);
    assert_eq!(campus.tally().await.identities, 2);
    // A session of one opens nothing at the other.
    let crossed = campus.scene.as_visitor();
    crossed.set_cookie("__Host-session", &elsewhere.cookie("__Host-session").unwrap());
    assert!(!is_in(&crossed).await);
}

#[actix_web::test]
async fn a_token_for_one_institution_is_worth_nothing_at_the_other() {
    let (campus, elsewhere) = shared().await;
    let location = start(&elsewhere, "uni").await;
    // The provider mixes them up: what Eastbridge asked for is a token for Northfield.
    campus.provider.script(|script| {
        script.claims = crate::support::provider::twist(|claims| claims["aud"] = CLIENT.into());
    });
    let before = campus.tally().await;
    let page = come_back(&elsewhere, &campus.provider.allow(&location, &student("mallory"))).await;
    campus.nothing_came("a token for the other institution", &page, before).await;
    campus.provider.honest();
    // And a code that was given to one client is worth nothing for the other.
    let browser = campus.scene.as_visitor();
    let (theirs, ours) = (start(&elsewhere, "uni").await, start(&browser, "uni").await);
    let code = campus.provider.code(&theirs, &student("mallory"));
    let before = campus.tally().await;
    let page = come_back(&browser, &campus.provider.back(&ours, &[("code", &code)])).await;
    campus.nothing_came("a code of the other institution", &page, before).await;
    campus.lets_in(&student("honest")).await;
}

/// Somebody is told whom to ask: nobody is new, and what they asked stands in the list.
async fn is_asked_to_ask(campus: &Campus, what: &str, person: &Person) {
    let (before, asked) = (campus.tally().await, requests(campus).await);
    let browser = campus.scene.as_visitor();
    let page = campus.sign_on(&browser, person).await;
    assert_eq!(page.status, 403, "{what}: {}", page.told());
    page.shows("Ask Northfield");
    assert!(!sets_session(&page) && !is_in(&browser).await, "{what}");
    assert_eq!(campus.tally().await, Tally { refusals: before.refusals + 1, ..before }, "{what}");
    assert_eq!(requests(campus).await, asked + 1, "{what}");
    campus.gives_nothing_away(what, &page);
}

#[actix_web::test]
async fn somebody_whom_no_rule_lets_in_is_told_whom_to_ask() {
    let campus = Campus::new().await;
    let person = student("guest").with("affiliation", "guest@northfield.example");
    is_asked_to_ask(&campus, "a guest", &person).await;
    campus.lets_in(&student("honest")).await;
    // Once a rule lets them in, nothing of before is in the way.
    campus.lets_in(&student("guest")).await;
}

#[actix_web::test]
async fn without_a_rule_nobody_is_let_in_by_themselves() {
    let campus = Campus::with(|new| new.rules.clear()).await;
    for sub in ["ines", "omar"] {
        is_asked_to_ask(&campus, sub, &student(sub)).await;
    }
}

#[actix_web::test]
async fn whoever_was_suspended_stays_out_until_they_are_let_back_in() {
    let campus = Campus::new().await;
    let browser = campus.lets_in(&student("ines")).await;
    let ines = campus.who(&browser);
    campus.scene.site.write(move |tx| suspend::suspend(tx, ines, None, "for a test")).await.unwrap();
    assert!(!is_in(&browser).await, "at once");
    let before = campus.tally().await;
    let page = campus.sign_on(&browser, &student("ines")).await;
    assert!((400..500).contains(&page.status) && !sets_session(&page), "{}", page.told());
    assert_eq!(campus.tally().await, Tally { refusals: before.refusals + 1, ..before });
    campus.lets_in(&student("honest")).await;
    campus.scene.site.write(move |tx| suspend::restore(tx, ines, None, "for a test")).await.unwrap();
    assert_eq!(campus.who(&campus.lets_in(&student("ines")).await), ines);
}
