//! Keys that change, and those who would have us ask for them all day.

use serde_json::json;

use super::campus::{Campus, student};
use super::logout::{BACK, ending, in_session, says};
use crate::support::provider::{Answer, KEYS, Key, Script, twist};

/// The provider has changed to its second key.
fn has_changed(script: &mut Script) {
    script.keys = vec![Key::Second.public("k2")];
    (script.key, script.kid) = (Key::Second, "k2".into());
}

#[actix_web::test]
async fn a_key_that_is_new_is_asked_for_once() {
    let campus = Campus::new().await;
    campus.lets_in(&student("ines")).await;
    assert_eq!(campus.provider.asked(KEYS), 1);
    campus.scene.site.wait(120);
    campus.provider.script(has_changed);
    campus.lets_in(&student("omar")).await;
    assert_eq!(campus.provider.asked(KEYS), 2);
    campus.lets_in(&student("ines")).await;
    assert_eq!(campus.provider.asked(KEYS), 2);
    // The old key is gone with the old set.
    campus.scene.site.wait(120);
    let old = |script: &mut Script| {
        has_changed(script);
        (script.key, script.kid) = (Key::First, "k1".into());
    };
    campus.refuses("a key that the provider has given up", old).await;
    campus.provider.script(has_changed);
    campus.lets_in(&student("ines")).await;
}

#[actix_web::test]
async fn while_a_provider_changes_its_key_tokens_under_both_are_good() {
    let campus = Campus::new().await;
    let under = |key: Key, kid: &'static str| {
        move |script: &mut Script| {
            script.keys = vec![Key::First.public("k1"), Key::Second.public("k2")];
            (script.key, script.kid) = (key, kid.into());
        }
    };
    for (key, kid, sub) in [(Key::First, "k1", "ines"), (Key::Second, "k2", "omar"), (Key::First, "k1", "noor")] {
        campus.provider.script(under(key, kid));
        campus.lets_in(&student(sub)).await;
    }
    campus.refuses("the second key under the name of the first", under(Key::Second, "k1")).await;
    assert_eq!(campus.provider.asked(KEYS), 1);
}

#[actix_web::test]
async fn a_key_that_changes_under_its_old_name_is_found_within_the_hour() {
    let campus = Campus::new().await;
    campus.lets_in(&student("ines")).await;
    let same_name = |script: &mut Script| {
        script.keys = vec![Key::Second.public("k1")];
        script.key = Key::Second;
    };
    campus.scene.site.wait(3_601);
    campus.provider.script(same_name);
    campus.lets_in(&student("ines")).await;
}

#[actix_web::test]
async fn keys_that_nobody_has_are_asked_for_once_a_minute() {
    let campus = Campus::new().await;
    campus.lets_in(&student("ines")).await;
    campus.scene.site.wait(120);
    let begun = campus.provider.asked(KEYS);
    for number in 0..15 {
        let name = format!("k-{number}-of-nobody");
        let lie = move |script: &mut Script| script.header = twist(move |header| header["kid"] = name.clone().into());
        campus.refuses("a key that nobody has", lie).await;
    }
    assert_eq!(campus.provider.asked(KEYS), begun + 1, "one question for all of them");
    for number in 0..15 {
        let token = Key::Attacker.seal(
            &json!({ "alg": "RS256", "kid": format!("l-{number}"), "typ": "logout+jwt" }),
            campus.provider.logout_claims().to_string().as_bytes(),
        );
        says(&campus, BACK, &token).await.is(400);
    }
    assert_eq!(campus.provider.asked(KEYS), begun + 1, "whoever asks, and by whichever door");
    campus.lets_in(&student("ines")).await;
    campus.scene.site.wait(60);
    campus.provider.script(has_changed);
    campus.lets_in(&student("ines")).await;
    assert_eq!(campus.provider.asked(KEYS), begun + 2);
}

#[actix_web::test]
async fn keys_that_cannot_be_asked_for_now_leave_those_that_are_known() {
    let campus = Campus::new().await;
    let browser = campus.lets_in(&in_session("ines", "session-1")).await;
    campus.scene.site.wait(120);
    let ill = |script: &mut Script| drop(script.instead.insert(KEYS, Answer::new(500, "text/html", "canary words")));
    campus
        .refuses("an unknown key while the provider is ill", |script| {
            ill(script);
            script.kid = "k9".into();
        })
        .await;
    campus.provider.script(ill);
    campus.lets_in(&student("omar")).await;
    says(&campus, BACK, &ending(&campus, "ines", "session-1")).await.is(200);
    assert!(!super::campus::is_in(&browser).await);
}
