//! Forms that did not come from a page of ours, or not from this reader's.

use actix_web::http::Method;

use super::{Case, every_form, is_refused, rows};
use crate::support::Scene;

#[actix_web::test]
async fn a_form_without_its_readers_token_does_nothing() {
    let scene = Scene::new().await;
    let cases = every_form(&scene).await;
    let others = scene.as_member("ruth").await.get("/settings/").await.form("Save").value("csrf").unwrap().to_owned();
    let visitors = scene.as_visitor().get("/sign-in").await.form("Sign in").value("csrf").unwrap().to_owned();
    let before = rows(&scene).await;
    for Case { browser, form } in &cases {
        let own = form.value("csrf").unwrap().to_owned();
        for wrong in ["", "x", &own[1..], &own.to_ascii_uppercase(), &format!("{own}x"), &others, &visitors] {
            let page = browser.send(form.clone().forge("csrf", wrong)).await;
            is_refused(page.is(403), &format!("{} with the token {wrong:?}", form.action));
        }
        is_refused(browser.send(form.clone().without("csrf")).await.is(403), &form.action);
        assert_eq!(rows(&scene).await, before, "{} wrote something", form.action);
    }
}

#[actix_web::test]
async fn a_form_from_another_site_does_nothing() {
    let scene = Scene::new().await;
    let cases = every_form(&scene).await;
    let before = rows(&scene).await;
    for Case { browser, form } in &cases {
        let post = || {
            browser
                .asking(Method::POST, &form.action)
                .with("content-type", "application/x-www-form-urlencoded")
                .body(form.body())
        };
        let own = browser.origin();
        let foreign = [
            post().with("origin", "https://evil.example"),
            post().with("origin", "null"),
            post().with("origin", "http://eastbridge.localhost:8080"),
            post().with("origin", "http://northfield.localhost:8081"),
            post().with("origin", "https://northfield.localhost:8080"),
            post().with("origin", &own).with("sec-fetch-site", "cross-site"),
            post().with("origin", &own).with("sec-fetch-site", "same-site"),
            post().with("origin", &own).with("sec-fetch-site", "none"),
            post().without("sec-fetch-site").with("origin", "https://evil.example"),
            post().without("sec-fetch-site").without("origin"),
            post().without("sec-fetch-site").without("origin").with("referer", &format!("{own}/")),
        ];
        for asking in foreign {
            is_refused(asking.send().await.is(403), &form.action);
        }
        assert_eq!(rows(&scene).await, before, "{} wrote something", form.action);
    }
}

#[actix_web::test]
async fn a_form_is_sent_by_post_and_by_nothing_else() {
    let scene = Scene::new().await;
    let cases = every_form(&scene).await;
    let before = rows(&scene).await;
    for Case { browser, form } in &cases {
        for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
            let asking = browser.asking(method.clone(), &form.action).with("origin", &browser.origin());
            let page = asking.with("content-type", "application/x-www-form-urlencoded").body(form.body()).send().await;
            is_refused(page.is(405), &form.action);
        }
        let page = browser.get(&format!("{}?{}", form.action, form.body())).await;
        assert!(page.status < 500, "{}: {}", form.action, page.status);
        assert_eq!(rows(&scene).await, before, "{} wrote something", form.action);
    }
}

#[actix_web::test]
async fn every_form_works_when_nothing_is_forged() {
    let scene = Scene::new().await;
    // What ends a session or a place comes last, or the others could not be sent any more.
    let ends = |case: &Case| {
        ["leave", "hide", "lock", "sign-out", "everywhere", "password"]
            .iter()
            .any(|word| case.form.action.contains(word))
    };
    let (last, first): (Vec<_>, Vec<_>) = every_form(&scene).await.into_iter().partition(ends);
    for Case { browser, form } in first {
        let page = browser.send(form.clone()).await;
        let is_fine = page.status == 303
            || (page.status == 200 && ["/sign-in", "/settings/sign-in/app"].contains(&form.action.as_str()))
            || (page.status == 200 && ["/sign-in", "/account", "/link", "/word", "/passkey"].iter().any(|end| form.action.ends_with(end)))
            // A code word that was never made.
            || (page.status == 422 && form.action == "/join")
            || form.action.ends_with("/boards");
        assert!(is_fine, "{}: {}", form.action, page.told());
    }
    let status = |action: &str| if action == "/sign-in/password" { 422 } else { 303 };
    for Case { browser, form } in last.into_iter().filter(|case| !case.form.action.contains("leave")) {
        let page = browser.send(form.clone()).await;
        let has_ended = page.status == 403 && form.action.contains("sign-out");
        assert!(page.status == status(&form.action) || has_ended, "{}: {}", form.action, page.told());
    }
    scene.site.mail_to("ada@northfield.example").await;
}
