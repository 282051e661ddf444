//! What a provider says about itself: nothing of it is believed that leads elsewhere, and whoever wants to sign in is
//! told of the other ways.

use std::time::{Duration, Instant};

use lyceum::http::session::COOKIE;
use lyceum::sso::add;
use serde_json::{Value, json};

use super::campus::{Campus, add_to, described, start, student};
use crate::support::provider::{Answer, KEYS, METADATA, Script, TOKEN, USERINFO, twist};
use crate::support::{Browser, Page, Provider, Scene, TestSite};

/// Somebody who wants to sign on is told of the other ways in, and not sent anywhere.
async fn is_told_of_other_ways(what: &str, browser: &Browser) {
    let page = browser.get("/sso/uni/start?to=/b/ask/").await;
    assert_eq!(page.status, 503, "{what}: {}", page.told());
    assert!(page.header("location").is_none() && browser.cookie(COOKIE).is_none(), "{what}");
    assert!(has_other_ways(&page), "{what}: no other way in on {}", page.told());
    page.lacks("canary");
}

fn has_other_ways(page: &Page) -> bool {
    let (links, forms) = (page.attrs_of("a[href]", "href"), page.attrs_of("form", "action"));
    links.iter().chain(&forms).any(|address| address.starts_with("/sign-in"))
}

/// What is kept of a lie is old after this.
fn forget(campus: &Campus) {
    campus.provider.honest();
    campus.scene.site.wait(3_601);
}

#[actix_web::test]
async fn a_provider_that_says_it_is_another_is_not_asked() {
    let campus = Campus::new().await;
    let issuer = campus.provider.issuer();
    for (what, said) in [
        ("another issuer", json!("https://beta.example")),
        ("a slash behind", json!(format!("{issuer}/"))),
        ("capital letters", json!(issuer.to_uppercase())),
        ("a pattern", json!("http://127.0.0.1:{port}")),
        ("an empty issuer", json!("")),
        ("an issuer that is null", Value::Null),
        ("a list of issuers", json!([issuer])),
    ] {
        campus.provider.script(|script| script.metadata = twist(move |told| told["issuer"] = said.clone()));
        is_told_of_other_ways(what, &campus.scene.as_visitor()).await;
        forget(&campus);
    }
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn no_endpoint_is_elsewhere_over_a_plain_network() {
    let campus = Campus::new().await;
    let before = campus.tally().await;
    for endpoint in
        ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "end_session_endpoint"]
    {
        for place in [
            "http://beta.example/x",
            "http://169.254.169.254/latest/meta-data/",
            "http://127.0.0.1:1/x",
            "http://localhost/x",
            "http://[::1]/x",
            "ftp://127.0.0.1/x",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "//beta.example/x",
            "/token",
            "https://",
            "",
        ] {
            campus.provider.script(|script| script.metadata = twist(move |told| told[endpoint] = place.into()));
            is_told_of_other_ways(&format!("{endpoint} at {place:?}"), &campus.scene.as_visitor()).await;
            forget(&campus);
        }
    }
    assert_eq!(campus.tally().await.members, before.members);
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn an_endpoint_within_the_house_is_not_asked_over_tls_either() {
    let campus = Campus::new().await;
    for endpoint in ["token_endpoint", "jwks_uri"] {
        for place in ["https://169.254.169.254/x", "https://127.0.0.1:1/x", "https://[::1]:1/x", "https://10.0.0.1/x"] {
            let lie = |script: &mut Script| script.metadata = twist(move |told| told[endpoint] = place.into());
            campus.lets_nobody_in(&format!("{endpoint} at {place}"), lie).await;
            forget(&campus);
        }
    }
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn a_provider_that_says_too_little_or_too_much_is_not_asked() {
    let campus = Campus::new().await;
    let away = format!("{}/evil", campus.provider.issuer());
    for (what, answer) in [
        ("a way elsewhere", Answer::redirect(302, &away)),
        ("a way elsewhere for good", Answer::redirect(308, &away)),
        ("nothing here", Answer::new(404, "text/html", "canary")),
        ("a fault", Answer::new(500, "text/html", "canary")),
        ("a page", Answer::new(200, "text/html", "<b>canary</b>")),
        ("nothing", Answer::raw("")),
        ("a list", Answer::raw("[]")),
        ("half an answer", Answer::raw(r#"{"issuer":"#)),
        ("five megabytes", Answer::raw(vec![b' '; 5_000_000])),
        ("a hundred thousand levels", Answer::raw("[".repeat(100_000))),
    ] {
        campus.provider.script(|script| drop(script.instead.insert(METADATA, answer)));
        is_told_of_other_ways(what, &campus.scene.as_visitor()).await;
        forget(&campus);
    }
    for missing in ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"] {
        campus.provider.script(|script| {
            script.metadata = twist(move |told| drop(told.as_object_mut().unwrap().remove(missing)));
        });
        is_told_of_other_ways(missing, &campus.scene.as_visitor()).await;
        forget(&campus);
    }
    assert_eq!(campus.provider.asked("/evil"), 0, "nobody follows");
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn a_provider_that_says_nothing_is_not_waited_for() {
    let campus = Campus::new().await;
    let never = Duration::from_secs(120);
    let slow = Answer::raw("{}").slow(never);
    campus.provider.script(|script| drop(script.instead.insert(METADATA, slow)));
    let begun = Instant::now();
    is_told_of_other_ways("an answer that never comes", &campus.scene.as_visitor()).await;
    assert!(begun.elapsed() < Duration::from_secs(30), "it took {:?}", begun.elapsed());
    forget(&campus);
    campus.lets_in(&student("honest")).await;
}

#[actix_web::test]
async fn a_provider_that_is_gone_leaves_the_other_ways() {
    // Nobody listens on the first port of all.
    let gone = "127.0.0.1:1";
    let site = TestSite::with(|settings| settings.config.fetch.internal_hosts = vec![gone.to_owned()]).await;
    let scene = Scene::on(site).await;
    let mut new = described(&Provider::start(), "uni");
    new.issuer = format!("http://{gone}");
    add_to(&scene.site, &scene.house, new).await;
    let browser = scene.as_visitor();
    is_told_of_other_ways("nobody there", &browser).await;
    let page = browser.get("/sign-in").await;
    assert!(page.is(200).has_button("Send me a link") && has_other_ways(&page));
}

#[actix_web::test]
async fn a_provider_that_was_away_a_moment_ago_is_not_asked_by_everybody_who_comes() {
    let campus = Campus::new().await;
    let asked = || campus.provider.asked(METADATA);
    campus.provider.script(|script| drop(script.instead.insert(METADATA, Answer::new(500, "text/html", "canary"))));
    for _ in 0..3 {
        is_told_of_other_ways("a fault", &campus.scene.as_visitor()).await;
    }
    assert_eq!(asked(), 1, "one asked for all of them");
    campus.provider.honest();
    campus.scene.site.wait(29);
    is_told_of_other_ways("a moment later", &campus.scene.as_visitor()).await;
    assert_eq!(asked(), 1);
    campus.scene.site.wait(1);
    campus.lets_in(&student("ines")).await;
    // What is set up otherwise is asked at once, and so is what somebody who runs the institution tests.
    campus.provider.script(|script| drop(script.instead.insert(METADATA, Answer::new(500, "text/html", "canary"))));
    campus.scene.site.wait(3_601);
    start(&campus.scene.as_visitor(), "uni").await;
    assert_eq!(asked(), 3, "what is known of it is used");
    campus.lets_in(&student("ines")).await;
    assert_eq!(asked(), 3, "and it is not asked in between");
}

#[actix_web::test]
async fn a_provider_within_the_house_that_no_operator_listed_is_never_asked() {
    let provider = Provider::start();
    let scene = Scene::new().await;
    provider.follow(&scene.site.node.clock);
    let (house, new) = (scene.house.id, described(&provider, "uni"));
    // Whether that is refused when it is added or when somebody starts, it is never asked.
    if scene.site.write(move |tx| add::add(tx, house, new, None)).await.is_ok() {
        is_told_of_other_ways("an address within the house", &scene.as_visitor()).await;
    }
    assert_eq!(provider.asked_in_all(), 0);
}

#[actix_web::test]
async fn what_a_provider_says_of_itself_is_kept_for_an_hour() {
    let campus = Campus::new().await;
    for sub in ["ines", "omar", "ines"] {
        campus.lets_in(&student(sub)).await;
    }
    let asked = |path| campus.provider.asked(path);
    assert_eq!((asked(METADATA), asked(KEYS), asked(TOKEN), asked(USERINFO)), (1, 1, 3, 0));
    campus.scene.site.wait(3_601);
    campus.lets_in(&student("ines")).await;
    assert_eq!((asked(METADATA), asked(KEYS)), (2, 2));
    // Within the hour a provider that is ill costs nobody anything, as long as it still exchanges codes.
    campus.provider.script(|script| {
        script.instead.insert(METADATA, Answer::new(500, "text/html", "canary"));
        script.instead.insert(KEYS, Answer::new(500, "text/html", "canary"));
    });
    start(&campus.scene.as_visitor(), "uni").await;
    campus.lets_in(&student("ines")).await;
}
