//! The answer that comes back through the browser: for which attempt it is, in which browser, and at which institution.

use super::course::{COURSE, Course, DEPLOYMENT, add_to, described, learner, map_to, send_from_elsewhere, usual};
use crate::sso::campus::{is_in, sets_session};
use crate::support::provider::Wish;

/// What it is, where it comes to, and what it says otherwise.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, Option<&'a str>)]);

#[actix_web::test]
async fn a_launch_that_nobody_began_here_or_that_was_used_is_refused() {
    let course = Course::new().await;
    let browser = course.scene.as_visitor();
    let honest = |wish: &Wish| course.token(wish, learner("mallory"), |_| ());
    for (what, why, fields) in [
        ("no state", "state", vec![("id_token", "HONEST")]),
        ("a state of nobody", "state", vec![("state", "forged"), ("id_token", "HONEST")]),
        ("nothing", "state", vec![]),
        ("two states", "answer", vec![("state", "OWN"), ("state", "other"), ("id_token", "HONEST")]),
        ("two tokens", "answer", vec![("state", "OWN"), ("id_token", "HONEST"), ("id_token", "x")]),
        ("no token", "token", vec![("state", "OWN")]),
        ("an error", "denied", vec![("state", "OWN"), ("error", "login_required"), ("error_description", "<b>canary")]),
        ("an error and a token", "denied", vec![("state", "OWN"), ("error", "x"), ("id_token", "HONEST")]),
    ] {
        let wish = course.start(&browser, "mallory").await;
        let token = honest(&wish);
        let real = |value: &'static str| match value {
            "OWN" => wish.get("state").to_owned(),
            "HONEST" => token.clone(),
            other => other.to_owned(),
        };
        let fields: Vec<(&str, String)> = fields.into_iter().map(|(name, value)| (name, real(value))).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let before = course.tally().await;
        let page = send_from_elsewhere(&browser, "/lti/launch", &fields, "document").await;
        course.nothing_came(what, why, &page, before).await;
        page.lacks("canary");
    }
    let wish = course.start(&browser, "mallory").await;
    let token = honest(&wish);
    let other = course.scene.as_visitor();
    let elsewhere = course.start(&other, "omar").await;
    let before = course.tally().await;
    let page = course.come_back(&browser, &wish, &course.token(&elsewhere, learner("omar"), |_| ())).await;
    course.nothing_came("a token of another attempt", "token", &page, before).await;
    let before = course.tally().await;
    let page = course.come_back(&browser, &wish, &token).await;
    course.nothing_came("the right token after a wrong one", "state", &page, before).await;
    let wish = course.start(&browser, "ines").await;
    let token = course.token(&wish, learner("ines"), |_| ());
    course.come_back(&browser, &wish, &token).await.is(303);
    let before = course.tally().await;
    let page = course.come_back(&browser, &wish, &token).await;
    course.nothing_came("the same launch again", "state", &page, before).await;
    let wish = course.start(&browser, "mallory").await;
    course.scene.site.wait(601);
    let before = course.tally().await;
    let page = course.come_back(&browser, &wish, &honest(&wish)).await;
    course.nothing_came("a launch of ten minutes ago", "state", &page, before).await;
}

#[actix_web::test]
async fn an_answer_that_is_refused_is_used_up_also_where_somebody_came_too_often() {
    // A room full of people has twelve times as many.
    let course = Course::limited(1).await;
    map_to(&course.scene.site, &course.scene.house, DEPLOYMENT, COURSE, Some(usual(course.scene.spring.id))).await;
    let browser = course.scene.as_visitor();
    let mut wish = course.start(&browser, "mallory").await;
    for _ in 1..12 {
        wish = course.start(&browser, "mallory").await;
    }
    course.come_back(&browser, &wish, "forged").await.is(429);
    browser.comes_from([198, 51, 100, 7]);
    let before = course.tally().await;
    let page = course.come_back(&browser, &wish, &course.token(&wish, learner("mallory"), |_| ())).await;
    course.nothing_came("the right token after one that was not even judged", "state", &page, before).await;
}

#[actix_web::test]
async fn a_launch_is_worth_nothing_in_another_browser_which_is_shown_how_to_go_on() {
    let course = Course::new().await;
    let victim_who_began = course.scene.as_visitor();
    course.start(&victim_who_began, "ines").await;
    for (what, browser) in [
        ("a browser without the cookie", course.scene.as_visitor()),
        ("a browser with an attempt of its own", victim_who_began),
        ("the browser of a member", course.scene.as_member("ada").await),
    ] {
        let mallory = course.scene.as_visitor();
        let wish = course.start(&mallory, "mallory").await;
        let token = course.token(&wish, learner("mallory"), |_| ());
        let before = course.tally().await;
        let page = course.come_back(&browser, &wish, &token).await;
        course.nothing_came(what, "browser", &page, before).await;
        page.is(403).shows("Your browser did not bring back what this site gave it");
        // It is used up, also for whoever began it.
        assert!(!sets_session(&course.come_back(&mallory, &wish, &token).await), "{what}");
    }
}

#[actix_web::test]
async fn a_launch_begins_only_from_a_platform_that_is_set_up_and_on() {
    let course = Course::new().await;
    let browser = course.scene.as_visitor();
    let cases: [Case<'_>; 8] = [
        ("no issuer", "answer", &[("iss", None)]),
        ("no hint", "answer", &[("login_hint", None)]),
        ("no target", "answer", &[("target_link_uri", None)]),
        ("another issuer", "platform", &[("iss", Some("https://evil.example"))]),
        ("a slash behind", "platform", &[("iss", Some("SLASH"))]),
        ("another client", "platform", &[("client_id", Some("other"))]),
        ("9 kB", "answer", &[("lti_message_hint", Some("LONG"))]),
        ("everything is empty", "answer", &[("iss", Some("")), ("login_hint", Some(""))]),
    ];
    let slash = format!("{}/", course.platform.issuer());
    let long = "a".repeat(9_000);
    for (what, why, changes) in cases {
        let mut fields = course.initiation("mallory");
        for (name, value) in changes {
            fields.remove(name);
            if let Some(value) = value {
                let value = match *value {
                    "SLASH" => &slash,
                    "LONG" => &long,
                    other => other,
                };
                fields.insert(name, value.to_owned());
            }
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let before = course.tally().await;
        let page = send_from_elsewhere(&browser, "/lti/login", &fields, "document").await;
        course.nothing_came(what, why, &page, before).await;
    }
    let before = course.tally().await;
    let page = browser.get(&format!("{}&iss=https%3A%2F%2Fevil.example", course.login("mallory"))).await;
    course.nothing_came("two issuers", "answer", &page, before).await;
    // One that says nothing of its client is taken where there is one alone.
    let login = course.login("ines").replace("client_id=client-forum-1&", "");
    assert_eq!(Wish::of(browser.get(&login).await.is(303).location()).get("client_id"), "client-forum-1");
    let mut second = described(&course.platform, "second", "1");
    second.client_id = "client-forum-2".into();
    second.name = "Another Moodle".into();
    add_to(&course.scene.site, &course.scene.house, second).await;
    let before = course.tally().await;
    let page = browser.get(&login).await;
    course.nothing_came("two clients and neither named", "platform", &page, before).await;
}

#[actix_web::test]
async fn one_issuer_and_client_stand_for_two_institutions_by_deployment_and_host() {
    let course = Course::new().await;
    let scene = &course.scene;
    let east = scene.site.institution("eastbridge").await;
    let summer = east.cohort("summer").mentor("eve").await;
    add_to(&scene.site, &east, described(&course.platform, "moodle", "deploy-east")).await;
    map_to(&scene.site, &east, "deploy-east", "course-42", Some(usual(summer.id))).await;
    // The other one's deployment, at this one's host.
    course
        .refuses("a deployment of another institution", "deployment", learner("mallory"), |claims| {
            claims[super::course::claim("deployment_id")] = "deploy-east".into();
        })
        .await;
    // This one's deployment at the other one's host: it comes with a target of this host, and a deployment of this one.
    let abroad = scene.as_visitor().at("eastbridge.localhost");
    let page = abroad.get(&course.login("mallory")).await;
    let wish = Wish::of(page.is(303).location());
    let token = course.token(&wish, learner("mallory"), |_| ());
    let before = course.tally().await;
    let page = course.come_back(&abroad, &wish, &token).await;
    course.nothing_came("a deployment at another host", "deployment", &page, before).await;
    // An attempt of one host is none at the other.
    let browser = scene.as_visitor();
    let wish = course.start(&browser, "mallory").await;
    let token = course.token(&wish, learner("mallory"), |_| ());
    let there = browser.clone().at("eastbridge.localhost");
    let before = course.tally().await;
    let page = course.come_back(&there, &wish, &token).await;
    course.nothing_came("an attempt of another host", "state", &page, before).await;
    // The same subject at both is two people.
    let north = course.lets_in(learner("ines")).await;
    let wish = Wish::of(abroad.get(&course.login("ines")).await.is(303).location());
    let token = course.token(&wish, learner("ines"), |claims| {
        claims[super::course::claim("deployment_id")] = "deploy-east".into();
        claims[super::course::claim("target_link_uri")] = "http://eastbridge.localhost:8080/lti/launch".into();
    });
    course.come_back(&abroad, &wish, &token).await.redirects_to("/c/summer/");
    assert!(is_in(&abroad).await && is_in(&north).await);
    assert_ne!(course.who(&abroad), course.who(&north));
}
