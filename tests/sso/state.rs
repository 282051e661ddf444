//! The answer that comes back through the browser: whose it is, for which attempt, and what it must not say.

use super::campus::{Campus, add_to, come_back, described, is_in, site_beside, start, student};
use crate::support::provider::{Wish, twist};
use crate::support::{Browser, Page, Provider, Scene};

/// An attempt by somebody new, up to the way back: where their browser was sent, and what it would bring.
async fn attempt(campus: &Campus, sub: &str) -> (Browser, String, String) {
    let browser = campus.scene.as_visitor();
    let location = start(&browser, "uni").await;
    let callback = campus.provider.allow(&location, &student(sub));
    (browser, location, callback)
}

/// The way back with one pair said otherwise.
fn with(callback: &str, name: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let (path, query) = callback.split_once('?').unwrap();
    let pairs = query.split('&').filter_map(|pair| match pair.split_once('=') {
        Some((known, value)) if known == name => change(value),
        _ => Some(pair.to_owned()),
    });
    format!("{path}?{}", pairs.collect::<Vec<_>>().join("&"))
}

async fn is_refused(campus: &Campus, what: &str, browser: &Browser, path: &str) -> Page {
    let before = campus.tally().await;
    let page = come_back(browser, path).await;
    campus.nothing_came(what, &page, before).await;
    assert!(!is_in(browser).await, "{what}");
    page
}

#[actix_web::test]
async fn an_answer_without_the_state_of_an_attempt_is_refused() {
    let campus = Campus::new().await;
    for (what, state) in [
        ("no state", None),
        ("an empty state", Some("state=".to_owned())),
        ("a state that we never gave", Some(format!("state={}", "A".repeat(43)))),
        ("a state that is no state", Some("state=%00%ff'%22%3E%3Cb%3E".to_owned())),
        ("a state of 10 kB", Some(format!("state={}", "A".repeat(10_000)))),
    ] {
        let (browser, _, callback) = attempt(&campus, "mallory").await;
        is_refused(&campus, what, &browser, &with(&callback, "state", |_| state.clone())).await;
    }
    let browser = campus.scene.as_visitor();
    for what in ["/sso/uni/callback", "/sso/uni/callback?", "/sso/uni/callback?&&=&a"] {
        is_refused(&campus, what, &browser, what).await;
    }
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn an_attempt_lasts_ten_minutes() {
    let campus = Campus::new().await;
    let (late, location, _) = attempt(&campus, "mallory").await;
    let (just, other, _) = attempt(&campus, "ines").await;
    campus.scene.site.wait(10 * 60 - 1);
    come_back(&just, &campus.provider.allow(&other, &student("ines"))).await.is(303);
    campus.scene.site.wait(2);
    let callback = campus.provider.allow(&location, &student("mallory"));
    is_refused(&campus, "an attempt of ten minutes ago", &late, &callback).await;
}

#[actix_web::test]
async fn an_answer_is_taken_once_whatever_came_of_it() {
    let campus = Campus::new().await;
    let (browser, _, callback) = attempt(&campus, "ines").await;
    let before = browser.apart();
    come_back(&browser, &callback).await.is(303);
    is_refused(&campus, "the same answer again", &before, &callback).await;
    let (browser, location, callback) = attempt(&campus, "mallory").await;
    let wrong = with(&callback, "code", |_| Some("code=wrong".to_owned()));
    is_refused(&campus, "a code that is none", &browser, &wrong).await;
    is_refused(&campus, "the right code after a wrong one", &browser, &callback).await;
    let callback = campus.provider.allow(&location, &student("mallory"));
    is_refused(&campus, "another code for a state that is used", &browser, &callback).await;
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn an_answer_is_worth_nothing_in_another_browser() {
    let campus = Campus::new().await;
    let (_, _, callback) = attempt(&campus, "mallory").await;
    is_refused(&campus, "a browser that never started", &campus.scene.as_visitor(), &callback).await;
    let (_, _, callback) = attempt(&campus, "mallory").await;
    let (victim, _, _) = attempt(&campus, "ines").await;
    is_refused(&campus, "a browser with an attempt of its own", &victim, &callback).await;
    let (_, _, callback) = attempt(&campus, "mallory").await;
    let ada = campus.scene.as_member("ada").await;
    let (before, who) = (campus.tally().await, campus.who(&ada));
    let page = come_back(&ada, &callback).await;
    campus.nothing_came("the browser of a member", &page, before).await;
    assert_eq!(campus.who(&ada), who);
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn somebody_elses_code_is_worth_nothing_in_ones_own_attempt() {
    let campus = Campus::new().await;
    let (_, stolen, _) = attempt(&campus, "victim").await;
    let (browser, own, _) = attempt(&campus, "mallory").await;
    let code = campus.provider.code(&stolen, &student("victim"));
    is_refused(&campus, "a stolen code", &browser, &campus.provider.back(&own, &[("code", &code)])).await;
    // A provider that does not look at the proof gives a token, but for the other attempt.
    campus.provider.script(|script| script.checks_proof = false);
    let (browser, own, _) = attempt(&campus, "mallory").await;
    let code = campus.provider.code(&stolen, &student("victim"));
    let callback = campus.provider.back(&own, &[("code", &code)]);
    is_refused(&campus, "a stolen code at a careless provider", &browser, &callback).await;
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn an_answer_says_whose_it_is_and_that_is_the_provider_that_was_asked() {
    let campus = Campus::new().await;
    let issuer = campus.provider.issuer();
    for (what, iss) in [
        ("another issuer", Some("iss=https://beta.example".to_owned())),
        ("a slash behind", Some(format!("iss={issuer}/"))),
        ("capital letters", Some(format!("iss={}", issuer.replace("http", "HTTP")))),
        ("an empty issuer", Some("iss=".to_owned())),
        ("two issuers", Some(format!("iss={issuer}&iss=https://beta.example"))),
        ("the same issuer twice", Some(format!("iss={issuer}&iss={issuer}"))),
        ("no issuer although it promised one", None),
    ] {
        let (browser, _, callback) = attempt(&campus, "mallory").await;
        is_refused(&campus, what, &browser, &with(&callback, "iss", |_| iss.clone())).await;
    }
    campus.lets_in(&student("honest")).await;
    // A provider that promises nothing need not say it, but may not say somebody else.
    campus.provider.script(|script| {
        script.metadata = twist(|said| {
            said.as_object_mut().unwrap().remove("authorization_response_iss_parameter_supported");
        });
        script.names_itself = false;
    });
    campus.scene.site.wait(3_601);
    campus.lets_in(&student("quiet")).await;
    let (browser, _, callback) = attempt(&campus, "mallory").await;
    is_refused(&campus, "an issuer nobody asked for", &browser, &format!("{callback}&iss=https://beta.example")).await;
}

#[actix_web::test]
async fn what_is_said_twice_is_not_taken_once() {
    let campus = Campus::new().await;
    let (browser, _, callback) = attempt(&campus, "mallory").await;
    is_refused(&campus, "two states", &browser, &format!("{callback}&state=other")).await;
    let (browser, _, callback) = attempt(&campus, "mallory").await;
    is_refused(&campus, "two codes", &browser, &format!("{callback}&code=other")).await;
    let (browser, location, callback) = attempt(&campus, "mallory").await;
    let same = format!("{callback}&state={}", Wish::of(&location).get("state"));
    is_refused(&campus, "the same state twice", &browser, &same).await;
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn an_error_is_told_in_our_own_words() {
    let campus = Campus::new().await;
    for (what, said) in [
        ("a code and an error", "error=access_denied".to_owned()),
        (
            "an error in HTML",
            "error=%3Cscript%3Ealert(1)%3C/script%3E&error_description=%3Cb%3Ecanary+words".to_owned(),
        ),
        ("an error of 10 kB", format!("error=server_error&error_description={}", "canary+words+".repeat(800))),
    ] {
        let (browser, _, callback) = attempt(&campus, "mallory").await;
        let page = is_refused(&campus, what, &browser, &format!("{callback}&{said}")).await;
        page.lacks("<script>alert").lacks("alert(1)").lacks("<b>canary");
    }
    for error in ["login_required", "interaction_required", "consent_required", "access_denied", "server_error"] {
        let browser = campus.scene.as_visitor();
        let location = start(&browser, "uni").await;
        is_refused(&campus, error, &browser, &campus.provider.deny(&location, error)).await.lacks(error);
        let callback = campus.provider.allow(&location, &student("mallory"));
        is_refused(&campus, "a code after an error", &browser, &callback).await;
    }
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn an_attempt_at_one_provider_is_worth_nothing_at_another() {
    let (alpha, beta) = (Provider::start(), Provider::start());
    let scene = Scene::on(site_beside(&[&alpha, &beta]).await).await;
    let east = scene.site.institution("eastbridge").await;
    add_to(&scene.site, &scene.house, described(&alpha, "uni")).await;
    add_to(&scene.site, &scene.house, described(&beta, "beta")).await;
    add_to(&scene.site, &east, described(&alpha, "uni")).await;
    let campus = Campus { scene, provider: alpha };
    let (browser, location, _) = attempt(&campus, "mallory").await;
    let code = beta.code(&start(&browser.apart(), "beta").await, &student("mallory"));
    is_refused(&campus, "a code of another provider", &browser, &campus.provider.back(&location, &[("code", &code)]))
        .await;
    let (browser, _, callback) = attempt(&campus, "mallory").await;
    let crossed = callback.replace("/sso/uni/", "/sso/beta/");
    is_refused(&campus, "the way back of another provider", &browser, &crossed).await;
    let (browser, _, callback) = attempt(&campus, "mallory").await;
    let elsewhere = browser.clone().at("eastbridge.localhost");
    elsewhere.set_cookie("__Host-sso", &browser.cookie("__Host-sso").unwrap());
    is_refused(&campus, "the way back of another institution", &elsewhere, &callback).await;
    campus.lets_in(&student("honest")).await;
}
