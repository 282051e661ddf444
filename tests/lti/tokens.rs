//! Launches that the platform did not sign, or that say what they may not.

use lyceum::lti::switch;
use serde_json::{Value, json};

use super::course::{CLIENT, Course, DEPLOYMENT, LEARNER, Twist, claim, learner, sealed, send_from_elsewhere};
use crate::support::provider::{Key, encode};

/// How a token is made of what an honest one says.
type Sealing = Box<dyn Fn(&Value) -> String>;

#[actix_web::test]
async fn a_token_that_the_platform_did_not_sign_is_refused() {
    let course = Course::new().await;
    let under = |key: Key, header: Value| -> Sealing {
        Box::new(move |claims| key.seal(&header, claims.to_string().as_bytes()))
    };
    let head = |alg: &str| json!({ "alg": alg, "kid": "k1", "typ": "JWT" });
    let public = Key::First.public("k1").to_string().into_bytes();
    let cases: Vec<(&str, Sealing)> = vec![
        ("no signature", under(Key::Nothing, head("none"))),
        ("no signature, in other letters", under(Key::Nothing, head("nOnE"))),
        ("another key under the same name", under(Key::Attacker, head("RS256"))),
        ("another hash", under(Key::FirstWith384, head("RS384"))),
        ("a curve", under(Key::Curve, head("ES256"))),
        ("the public key as a secret, in PEM", under(Key::Shared(Key::First.pem().into_bytes()), head("HS256"))),
        ("the public key as a secret, in JSON", under(Key::Shared(public), head("HS256"))),
        ("nothing as a secret", under(Key::Shared(Vec::new()), head("HS256"))),
        ("a key that nobody has", under(Key::First, json!({ "alg": "RS256", "kid": "k9", "typ": "JWT" }))),
        (
            "a key in the header",
            under(Key::Attacker, json!({ "alg": "RS256", "kid": "k7", "jwk": Key::Attacker.public("k7") })),
        ),
        ("another kind of token", under(Key::First, json!({ "alg": "RS256", "kid": "k1", "typ": "at+jwt" }))),
        ("a header to be understood", under(Key::First, json!({ "alg": "RS256", "kid": "k1", "crit": ["x"], "x": 1 }))),
        (
            "claims that were changed",
            Box::new(|claims| {
                let (honest, mut other) = (sealed(claims), claims.clone());
                other["sub"] = "root".into();
                let parts: Vec<&str> = honest.split('.').collect();
                format!("{}.{}.{}", parts[0], encode(other.to_string()), parts[2])
            }),
        ),
        ("no token", Box::new(|_| String::new())),
        ("two dots", Box::new(|_| "..".to_owned())),
        ("100 kB", Box::new(|_| "a".repeat(100_000))),
    ];
    for (what, seal) in cases {
        let browser = course.scene.as_visitor();
        let wish = course.start(&browser, "mallory").await;
        let token = seal(&course.claims(&wish, learner("mallory")));
        let before = course.tally().await;
        let page = course.come_back(&browser, &wish, &token).await;
        course.nothing_came(what, "token", &page, before).await;
    }
    course.lets_in(learner("honest")).await;
}

#[actix_web::test]
async fn a_token_that_is_no_launch_into_this_institution_now_is_refused() {
    let course = Course::new().await;
    let mallory = learner("mallory");
    let cases: [(&str, &str, Twist); 34] = [
        ("another client", "token", |claims| claims["aud"] = "someone-else".into()),
        ("two clients", "token", |claims| claims["aud"] = json!([CLIENT, "x"])),
        ("made for another one", "token", |claims| {
            claims["aud"] = json!([CLIENT]);
            claims["azp"] = "x".into();
        }),
        ("no client", "token", |claims| drop(claims["aud"].take())),
        ("an old nonce", "token", |claims| claims["nonce"] = "stale".into()),
        ("no nonce", "token", |claims| drop(claims.as_object_mut().unwrap().remove("nonce"))),
        ("over", "token", |claims| {
            claims["exp"] = json!(claims["iat"].as_i64().unwrap() - 61);
            claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 900);
        }),
        ("made before the attempt", "token", |claims| claims["iat"] = json!(claims["iat"].as_i64().unwrap() - 600)),
        ("not yet", "token", |claims| claims["nbf"] = json!(claims["iat"].as_i64().unwrap() + 600)),
        ("another issuer", "token", |claims| claims["iss"] = "http://127.0.0.41:1".into()),
        ("nobody", "token", |claims| claims["sub"] = "".into()),
        ("no subject", "token", |claims| drop(claims.as_object_mut().unwrap().remove("sub"))),
        ("a long subject", "token", |claims| claims["sub"] = "s".repeat(256).into()),
        ("another version", "launch", |claims| claims[claim("version")] = "1.0".into()),
        ("no version", "launch", |claims| drop(claims.as_object_mut().unwrap().remove(&claim("version")))),
        ("another message", "launch", |claims| claims[claim("message_type")] = "LtiStartProctoring".into()),
        ("no message", "launch", |claims| drop(claims.as_object_mut().unwrap().remove(&claim("message_type")))),
        ("no link", "launch", |claims| drop(claims.as_object_mut().unwrap().remove(&claim("resource_link")))),
        ("a link without a name", "launch", |claims| claims[claim("resource_link")] = json!({ "id": "" })),
        ("no course", "launch", |claims| drop(claims.as_object_mut().unwrap().remove(&claim("context")))),
        ("a course that is a number", "launch", |claims| claims[claim("context")] = json!({ "id": 42 })),
        ("another deployment", "deployment", |claims| claims[claim("deployment_id")] = "other".into()),
        ("no deployment", "deployment", |claims| drop(claims.as_object_mut().unwrap().remove(&claim("deployment_id")))),
        ("all deployments", "deployment", |claims| claims[claim("deployment_id")] = json!([DEPLOYMENT])),
        ("another host", "target", |claims| claims[claim("target_link_uri")] = "https://evil.example/b/ask/".into()),
        ("another institution", "target", |claims| {
            claims[claim("target_link_uri")] = "http://eastbridge.localhost:8080/b/ask/".into();
        }),
        ("another port", "target", |claims| {
            claims[claim("target_link_uri")] = "http://northfield.localhost:8081/lti/launch".into();
        }),
        ("our host as a name", "target", |claims| {
            claims[claim("target_link_uri")] = "http://northfield.localhost:8080@evil.example/".into();
        }),
        ("a name and our host", "target", |claims| {
            claims[claim("target_link_uri")] = "http://root@northfield.localhost:8080/lti/launch".into();
        }),
        ("no target", "target", |claims| drop(claims.as_object_mut().unwrap().remove(&claim("target_link_uri")))),
        ("an administrator of the system", "position", |claims| {
            claims[claim("roles")] = json!(["http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator"]);
        }),
        ("an instructor of the institution", "position", |claims| {
            claims[claim("roles")] = json!(["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"]);
        }),
        ("roles by half their names", "position", |claims| {
            claims[claim("roles")] =
                json!(["instructor", "#Learner", "urn:lti:sysrole:ims/lis/Administrator", "x#Learner"]);
        }),
        ("a role that is no list", "position", |claims| claims[claim("roles")] = LEARNER.into()),
    ];
    for (what, why, twist) in cases {
        course.refuses(what, why, mallory, twist).await;
    }
    course.lets_in(learner("honest")).await;
}

#[actix_web::test]
async fn a_platform_that_has_another_key_is_asked_once_and_one_that_does_not_answer_lets_nobody_in() {
    let course = Course::new().await;
    course.lets_in(learner("ines")).await;
    assert_eq!(course.platform.asked("/keys"), 1);
    course.platform.script(|script| script.keys = vec![Key::Second.public("k2")]);
    let second = |claims: &Value| {
        Key::Second.seal(&json!({ "alg": "RS256", "kid": "k2", "typ": "JWT" }), claims.to_string().as_bytes())
    };
    course.scene.site.wait(61);
    for (sub, asked) in [("omar", 2), ("pia", 2)] {
        let browser = course.scene.as_visitor();
        let wish = course.start(&browser, sub).await;
        let token = second(&course.claims(&wish, learner(sub)));
        course.come_back(&browser, &wish, &token).await.redirects_to("/c/spring/");
        assert_eq!(course.platform.asked("/keys"), asked);
    }
    // What is signed with the old one is not worth another question so soon.
    course.refuses("the old key", "token", learner("mallory"), |_| ()).await;
    assert_eq!(course.platform.asked("/keys"), 2);
    course.platform.script(|script| {
        script.instead.insert("/keys", crate::support::provider::Answer::new(500, "text/plain", "ill"));
    });
    // What is known is good for an hour, and nobody asks twice in a moment for what is not to be had.
    course.scene.site.wait(3_000);
    let asked = course.platform.asked("/keys");
    for sub in ["ines", "omar"] {
        let browser = course.scene.as_visitor();
        let wish = course.start(&browser, sub).await;
        let token = second(&course.claims(&wish, learner(sub)));
        course.come_back(&browser, &wish, &token).await.redirects_to("/c/spring/");
    }
    assert_eq!(course.platform.asked("/keys"), asked + 1);
    course.scene.site.wait(601);
    let before = course.tally().await;
    let browser = course.scene.as_visitor();
    course.launch(&browser, learner("ines")).await.is(502);
    assert_eq!(course.tally().await, before);
}

#[actix_web::test]
async fn a_class_that_comes_at_once_asks_for_the_keys_once_and_whoever_changes_the_platform_has_them_read_anew() {
    let course = Course::new().await;
    let mut coming = Vec::new();
    for sub in ["ines", "omar", "pia", "quinn", "rosa", "sam"] {
        let browser = course.scene.as_visitor();
        let wish = course.start(&browser, sub).await;
        let (token, state) = (course.token(&wish, learner(sub), |_| ()), wish.get("state").to_owned());
        coming.push(actix_web::rt::spawn(async move {
            send_from_elsewhere(&browser, "/lti/launch", &[("state", &state), ("id_token", &token)], "document").await
        }));
    }
    for page in coming {
        page.await.unwrap().redirects_to("/c/spring/");
    }
    assert_eq!(course.platform.asked("/keys"), 1);
    course.scene.site.settled().await;
    course.scene.site.wait(599);
    course.lets_in(learner("ines")).await;
    assert_eq!(course.platform.asked("/keys"), 1);
    course.scene.site.wait(2);
    course.lets_in(learner("ines")).await;
    assert_eq!(course.platform.asked("/keys"), 2);
    // A platform that has lost its key shows another one, and whoever runs the institution switches it off and on.
    course.platform.script(|script| script.keys = vec![Key::Second.public("k2")]);
    course.scene.site.wait(1);
    let house = course.scene.house.id;
    for is_on in [false, true] {
        course.scene.site.write(move |tx| switch::switch(tx, house, "moodle", is_on, None)).await.unwrap();
    }
    course.refuses("a key that was withdrawn", "token", learner("mallory"), |_| ()).await;
}
