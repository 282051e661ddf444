//! The way out and back when everybody is honest, and what a browser may carry along.

use std::collections::BTreeSet;

use actix_web::http::Method;
use lyceum::http::session::COOKIE;

use super::campus::{Campus, TO, come_back, is_in, start, student};
use crate::support::provider::{CLIENT, METADATA, TOKEN, USERINFO, Wish, twist};

#[actix_web::test]
async fn somebody_goes_to_their_university_and_comes_back_where_they_wanted_to_be() {
    let campus = Campus::new().await;
    let browser = campus.scene.as_visitor();
    let out = browser.get(&format!("/sso/uni/start?to={TO}")).await;
    let wish = Wish::of(out.is(303).location());
    assert_eq!(wish.endpoint, format!("{}/authorize", campus.provider.issuer()));
    assert_eq!(wish.get("response_type"), "code");
    assert_eq!(wish.get("client_id"), CLIENT);
    assert_eq!(wish.get("redirect_uri"), "http://northfield.localhost:8080/sso/uni/callback");
    assert_eq!(wish.get("scope"), "openid profile email");
    assert_eq!(wish.get("code_challenge_method"), "S256");
    assert_eq!(out.header("cache-control"), Some("no-store"));
    let callback = campus.provider.allow(out.location(), &student("ines"));
    assert!(!is_in(&browser).await);
    let back = come_back(&browser, &callback).await;
    back.is(303).redirects_to(TO);
    campus.gives_nothing_away("the way back", &back);
    browser.go_on(back).await.is(200).shows("Ines");
    let exchange = campus.provider.last(TOKEN).unwrap();
    assert!(exchange.contains("code_verifier=") && !exchange.contains("client_secret="), "{exchange}");
    assert_eq!(campus.provider.asked(USERINFO), 0, "the token answered everything");
}

#[actix_web::test]
async fn each_attempt_is_another_one_and_plain_proof_is_never_asked_for() {
    let campus = Campus::new().await;
    let mut seen = BTreeSet::new();
    for _ in 0..5 {
        let wish = Wish::of(&start(&campus.scene.as_visitor(), "uni").await);
        assert_eq!(wish.get("code_challenge_method"), "S256");
        for name in ["state", "nonce", "code_challenge"] {
            assert!(seen.insert(wish.get(name).to_owned()), "{name} came twice");
        }
    }
    assert_eq!(campus.provider.asked(METADATA), 1, "what a provider says about itself is kept");
}

#[actix_web::test]
async fn both_cookies_stay_with_their_host_and_come_along_from_elsewhere() {
    let campus = Campus::new().await;
    let browser = campus.scene.as_visitor();
    let out = browser.get("/sso/uni/start?to=/").await;
    let binding = out.header("set-cookie").unwrap();
    assert!(binding.starts_with("__Host-sso=") && binding.contains("SameSite=Lax"), "{binding}");
    let back = come_back(&browser, &campus.provider.allow(out.location(), &student("ines"))).await;
    let cookies: Vec<_> = back.is(303).headers.get_all("set-cookie").map(|value| value.to_str().unwrap()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with(COOKIE)).unwrap();
    assert!(session.contains("SameSite=Lax") && session.contains("HttpOnly"), "{session}");
    assert_eq!(back.header("cache-control"), Some("no-store"));
}

#[actix_web::test]
async fn a_session_of_the_universitys_ends_after_twelve_hours() {
    let campus = Campus::new().await;
    let browser = campus.lets_in(&student("ines")).await;
    campus.scene.site.wait(12 * 3_600 - 1);
    assert!(is_in(&browser).await);
    campus.scene.site.wait(1);
    assert!(!is_in(&browser).await);
    campus.lets_in(&student("ines")).await;
}

#[actix_web::test]
async fn a_provider_that_nobody_has_added_is_not_there() {
    let campus = Campus::new().await;
    campus.scene.site.institution("eastbridge").await;
    let browser = campus.scene.as_visitor();
    for path in ["/sso/nobody/start", "/sso/nobody/callback?code=a&state=b", "/sso/UNI/start", "/sso/uni", "/sso/"] {
        browser.get(path).await.is(404);
    }
    let elsewhere = campus.scene.as_visitor().at("eastbridge.localhost");
    elsewhere.get("/sso/uni/start").await.is(404);
    elsewhere.get("/sso/uni/callback?code=a&state=b").await.is(404);
    assert_eq!(campus.provider.asked_in_all(), 0);
    start(&browser, "uni").await;
}

#[actix_web::test]
async fn nobody_is_sent_to_another_site_after_signing_on() {
    let campus = Campus::new().await;
    let long = format!("/{}", "a".repeat(5_000));
    for foreign in [
        "//evil.example",
        "/%5Cevil.example",
        "%5C%5Cevil.example",
        "https:evil.example",
        "https://evil.example/",
        "%2F%2Fevil.example",
        "/%09/evil.example",
        "/%0A/evil.example",
        "/%0D%0Aset-cookie:a=b",
        "%20//evil.example",
        "javascript:alert(1)",
        "@evil.example",
        "http://eastbridge.localhost:8080/b/ask/",
        "//eastbridge.localhost:8080/",
        "evil",
        "",
        &long,
    ] {
        let browser = campus.scene.as_visitor();
        let out = browser.get(&format!("/sso/uni/start?to={foreign}")).await;
        let callback = campus.provider.allow(out.is(303).location(), &student("ines"));
        come_back(&browser, &callback).await.is(303).redirects_to("/");
        // Nor does the way back take one.
        let browser = campus.scene.as_visitor();
        let callback = campus.provider.allow(&start(&browser, "uni").await, &student("ines"));
        let back = come_back(&browser, &format!("{callback}&to={foreign}")).await;
        let is_kept_out = back.status == 303 && back.location() == TO || (400..500).contains(&back.status);
        assert!(is_kept_out, "{foreign}: {}", back.told());
    }
    for odd in ["/%2f%2fevil.example", "/..//evil.example", "/\u{ff0f}evil.example", "/@evil.example"] {
        let browser = campus.scene.as_visitor();
        let out = browser.get(&format!("/sso/uni/start?to={}", crate::support::form::encode(odd))).await;
        let back = come_back(&browser, &campus.provider.allow(out.is(303).location(), &student("ines"))).await;
        let to = back.is(303).location();
        assert!(to.starts_with('/') && !to.starts_with("//") && !to.contains('\\'), "{odd} leads to {to}");
    }
}

#[actix_web::test]
async fn whoever_starts_twice_and_goes_back_afterwards_stays_in() {
    let campus = Campus::new().await;
    let browser = campus.scene.as_visitor();
    start(&browser, "uni").await;
    let callback = campus.provider.allow(&start(&browser, "uni").await, &student("ines"));
    come_back(&browser, &callback).await.is(303);
    let (who, before) = (campus.who(&browser), campus.tally().await);
    let again = come_back(&browser, &callback).await;
    campus.nothing_came("the back button", &again, before).await;
    assert!(is_in(&browser).await);
    assert_eq!(campus.who(&browser), who);
}

#[actix_web::test]
async fn a_session_that_was_there_before_is_never_taken_over() {
    let campus = Campus::new().await;
    let browser = campus.scene.as_visitor();
    browser.set_cookie(COOKIE, &"x".repeat(80));
    browser.set_cookie("__Host-sso", "planted");
    let location = start(&browser, "uni").await;
    assert_ne!(browser.cookie("__Host-sso").as_deref(), Some("planted"));
    come_back(&browser, &campus.provider.allow(&location, &student("ines"))).await.is(303);
    let ines = campus.who(&browser);

    // In the browser of somebody who is in already, another one is in afterwards, under another session.
    let shared = campus.scene.as_member("ada").await;
    let before = shared.cookie(COOKIE).unwrap();
    campus.sign_on(&shared, &student("ines")).await.is(303);
    assert_ne!(shared.cookie(COOKIE).unwrap(), before);
    let copied = campus.scene.as_visitor();
    copied.set_cookie(COOKIE, &before);
    assert!(!is_in(&copied).await, "whose browser it was before is in no more");
    assert_eq!(campus.who(&shared), ines);
    let first = shared.cookie(COOKIE).unwrap();
    campus.sign_on(&shared, &student("ines")).await.is(303);
    assert_ne!(shared.cookie(COOKIE).unwrap(), first, "each sign-on begins a session of its own");
}

#[actix_web::test]
async fn the_way_back_is_asked_for_and_never_sent_as_a_form() {
    let campus = Campus::new().await;
    let browser = campus.scene.as_visitor();
    let callback = campus.provider.allow(&start(&browser, "uni").await, &student("ines"));
    let (path, query) = callback.split_once('?').unwrap();
    for (at, body) in [(path, query), (callback.as_str(), "")] {
        let asking = browser.asking(Method::POST, at).with("origin", &campus.provider.issuer());
        let kind = "application/x-www-form-urlencoded";
        let asking = asking.with("sec-fetch-site", "cross-site").with("content-type", kind);
        let page = asking.body(body).send().await;
        assert!((400..500).contains(&page.status) && browser.cookie(COOKIE).is_none(), "{}", page.told());
    }
    come_back(&browser, &callback).await.is(303);
}

#[actix_web::test]
async fn whoever_signs_out_here_is_led_to_the_end_there_by_a_link() {
    let campus = Campus::new().await;
    campus.provider.script(|script| {
        script.metadata =
            twist(|told| told["end_session_endpoint"] = format!("{}/end", told["issuer"].as_str().unwrap()).into());
    });
    let browser = campus.lets_in(&student("ines")).await;
    let form = browser.get("/settings/").await.form("Sign out");
    let out = browser.send_and_go_on(form).await;
    out.is(200).shows("You are signed out.").shows("on a shared machine, sign out there, too");
    assert!(!is_in(&browser).await);
    let ines = campus.lets_in(&student("ines")).await;
    come_back(&ines, "/sso/uni/sign-out").await.is(302);
    assert!(is_in(&ines).await, "a link from elsewhere ends nothing");
    let there = browser.follow(&out, "Sign out there").await;
    let address = there.is(302).location();
    assert!(address.starts_with(&format!("{}/end?client_id=", campus.provider.issuer())), "{address}");
    assert!(address.ends_with("sign-in%3Fended%3D1"), "{address}");
    let local = campus.scene.as_member("ada").await;
    let form = local.get("/settings/").await.form("Sign out");
    local.send_and_go_on(form).await.is(200).shows("You are signed out.").lacks("shared machine");
    campus.scene.as_visitor().get("/sign-in?ended=nobody").await.is(200).lacks("shared machine");
}

#[actix_web::test]
async fn a_provider_without_an_end_says_so() {
    let campus = Campus::new().await;
    campus.scene.as_visitor().get("/sso/uni/sign-out").await.is(409).shows("has no place to sign out");
    campus.scene.as_visitor().get("/sso/nobody/sign-out").await.is(404);
}
