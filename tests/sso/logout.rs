//! A provider says that somebody has signed out there: their sessions from there end here, and no others.

use actix_web::http::Method;
use lyceum::http::session::COOKIE;

use super::campus::{Campus, add_to, come_back, described, is_in, site_beside, start, student};
use crate::support::form::encode;
use crate::support::{Browser, Page, Person, Provider, Scene};

/// Where the provider of a campus says so.
pub const BACK: &str = "/sso/uni/backchannel";

/// A student in a session of the provider's.
pub fn in_session(sub: &str, sid: &str) -> Person {
    student(sub).with("sid", sid)
}

/// The provider says so: no browser, no cookie, no origin.
pub async fn says(campus: &Campus, path: &str, token: &str) -> Page {
    let machine = campus.scene.as_visitor();
    let asking = machine.asking(Method::POST, path).without("sec-fetch-site").without("accept");
    let asking = asking.with("content-type", "application/x-www-form-urlencoded");
    asking.body(format!("logout_token={}", encode(token))).send().await
}

/// A right token about a session.
pub fn ending(campus: &Campus, sub: &str, sid: &str) -> String {
    campus.provider.logout_token(|claims| {
        claims["sub"] = sub.into();
        claims["sid"] = sid.into();
    })
}

async fn two(campus: &Campus) -> (Browser, Browser) {
    let (first, second) = (in_session("ines", "session-1"), in_session("ines", "session-2"));
    (campus.lets_in(&first).await, campus.lets_in(&second).await)
}

#[actix_web::test]
async fn one_session_of_the_providers_ends_and_the_others_go_on() {
    let campus = Campus::new().await;
    let (first, second) = two(&campus).await;
    let other = campus.lets_in(&in_session("omar", "session-3")).await;
    let ada = campus.scene.as_member("ada").await;
    let answer = says(&campus, BACK, &ending(&campus, "ines", "session-1")).await;
    assert_eq!(answer.is(200).header("cache-control"), Some("no-store"));
    assert!(!is_in(&first).await, "within one request");
    assert!(is_in(&second).await && is_in(&other).await && is_in(&ada).await);
    // Whoever has signed out can sign on again, even in the session that is over.
    campus.lets_in(&in_session("ines", "session-4")).await;
}

#[actix_web::test]
async fn a_session_is_known_by_its_name_whatever_the_subject_is_called() {
    let campus = Campus::new().await;
    let (first, second) = two(&campus).await;
    let token = campus.provider.logout_token(|claims| claims["sid"] = "session-1".into());
    says(&campus, BACK, &token).await.is(200);
    assert!(!is_in(&first).await && is_in(&second).await);
    // Some providers name a person otherwise here than in their ID tokens.
    says(&campus, BACK, &ending(&campus, "raw-id-of-ines", "session-2")).await.is(200);
    assert!(!is_in(&second).await);
}

#[actix_web::test]
async fn a_session_that_had_no_name_ends_by_its_person_when_the_provider_names_one_later() {
    let campus = Campus::new().await;
    let (named, nameless) =
        (campus.lets_in(&in_session("ines", "session-1")).await, campus.lets_in(&student("ines")).await);
    let other = campus.lets_in(&student("omar")).await;
    // One that it did name ends alone.
    says(&campus, BACK, &ending(&campus, "ines", "session-1")).await.is(200);
    assert!(!is_in(&named).await && is_in(&nameless).await && is_in(&other).await);
    let named = campus.lets_in(&in_session("ines", "session-2")).await;
    let token = campus.provider.logout_token(|claims| claims["sid"] = "session-9".into());
    says(&campus, BACK, &token).await.is(200);
    assert!(is_in(&nameless).await, "nobody is meant");
    says(&campus, BACK, &ending(&campus, "ines", "session-9")).await.is(200);
    assert!(!is_in(&nameless).await && is_in(&named).await && is_in(&other).await);
}

#[actix_web::test]
async fn without_a_session_every_one_of_the_person_from_there_ends() {
    let campus = Campus::new().await;
    let (first, second) = two(&campus).await;
    let other = campus.lets_in(&in_session("omar", "session-3")).await;
    let ines = campus.who(&first);
    let site = campus.scene.site.node.site.clone();
    let opened = site.write(move |tx| lyceum::sign_in::session::begin(tx, ines, "command")).await.unwrap();
    let local = campus.scene.as_visitor();
    local.set_cookie(COOKIE, &opened.seal(&site.secret));
    let token = campus.provider.logout_token(|claims| claims["sub"] = "ines".into());
    says(&campus, BACK, &token).await.is(200);
    assert!(!is_in(&first).await && !is_in(&second).await);
    assert!(is_in(&other).await && is_in(&local).await, "another person, and a session from elsewhere");
}

#[actix_web::test]
async fn what_nobody_knows_here_is_answered_like_the_rest() {
    let campus = Campus::new().await;
    let (first, _) = two(&campus).await;
    let known = says(&campus, BACK, &ending(&campus, "ines", "session-2")).await;
    for (sub, sid) in [("ines", "no-such-session"), ("nobody", "no-such-session")] {
        let unknown = says(&campus, BACK, &ending(&campus, sub, sid)).await;
        assert_eq!((unknown.is(200).source(), unknown.headers.len()), (known.source(), known.headers.len()));
    }
    let token = campus.provider.logout_token(|claims| claims["sub"] = "nobody".into());
    says(&campus, BACK, &token).await.is(200);
    assert!(is_in(&first).await);
    says(&campus, "/sso/nobody/backchannel", &token).await.is(404);
}

#[actix_web::test]
async fn a_provider_ends_no_session_of_another_one() {
    let (alpha, beta) = (Provider::start(), Provider::start());
    let scene = Scene::on(site_beside(&[&alpha, &beta]).await).await;
    let east = scene.site.institution("eastbridge").await;
    add_to(&scene.site, &scene.house, described(&alpha, "uni")).await;
    add_to(&scene.site, &scene.house, described(&beta, "beta")).await;
    add_to(&scene.site, &east, described(&beta, "uni")).await;
    let campus = Campus { scene, provider: alpha };
    let person = in_session("ines", "session-1");
    let here = campus.lets_in(&person).await;
    let (there, far) = (campus.scene.as_visitor(), campus.scene.as_visitor().at("eastbridge.localhost"));
    for (browser, slug) in [(&there, "beta"), (&far, "uni")] {
        let location = start(browser, slug).await;
        come_back(browser, &beta.allow(&location, &person)).await.is(303);
    }
    let by_beta = || {
        beta.logout_token(|claims| {
            claims["sub"] = "ines".into();
            claims["sid"] = "session-1".into();
        })
    };
    says(&campus, BACK, &by_beta()).await.is(400);
    assert!(is_in(&here).await && is_in(&there).await && is_in(&far).await);
    says(&campus, "/sso/beta/backchannel", &by_beta()).await.is(200);
    assert!(is_in(&here).await && !is_in(&there).await && is_in(&far).await, "each provider of each institution");
}

#[actix_web::test]
async fn only_a_form_that_is_sent_ends_anything() {
    let campus = Campus::new().await;
    let (browser, _) = two(&campus).await;
    let token = ending(&campus, "ines", "session-1");
    let machine = campus.scene.as_visitor();
    let asked = machine.get(&format!("{BACK}?logout_token={token}")).await;
    assert!((400..500).contains(&asked.status), "{}", asked.told());
    let in_query = machine.asking(Method::POST, &format!("{BACK}?logout_token={token}"));
    let kind = "application/x-www-form-urlencoded";
    let page = in_query.without("sec-fetch-site").with("content-type", kind).send().await;
    assert_eq!(page.status, 400, "{}", page.told());
    for body in ["", "logout_token=", "logout_token", "token=x", "logout_token=x&logout_token=y", "%ff=%ff"] {
        let asking = machine.asking(Method::POST, BACK).without("sec-fetch-site").with("content-type", kind);
        let page = asking.body(body).send().await;
        assert!((400..500).contains(&page.status), "{body}: {}", page.told());
    }
    assert!(is_in(&browser).await);
    let with_more = format!("logout_token={token}&more=1");
    let asking = machine.asking(Method::POST, BACK).without("sec-fetch-site").with("content-type", kind);
    asking.body(with_more).send().await.is(200);
    assert!(!is_in(&browser).await);
}
