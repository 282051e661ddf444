//! Many at once and the same again and again: who comes too often waits, and nobody waits for somebody else's provider.

use std::time::{Duration, Instant};

use serde_json::json;

use super::campus::{Campus, STUDENT, add_to, come_back, described, site_beside, start, student};
use crate::sign_in::{PASSWORD, type_password, with_password};
use crate::support::provider::{Answer, USERINFO};
use crate::support::{Provider, Scene, TestSite};

/// How many ways to a provider one address has in a minute, where it has one try at a password.
const A_ROOM: usize = 12;

#[actix_web::test]
async fn whoever_goes_and_comes_all_day_waits_and_others_do_not() {
    let provider = Provider::start();
    let hosts = vec![provider.host()];
    let site = TestSite::with(move |settings| {
        settings.config.fetch.internal_hosts = hosts;
        settings.config.limits.sign_in_per_minute = 1;
    });
    let scene = Scene::on(site.await).await;
    provider.follow(&scene.site.node.clock);
    add_to(&scene.site, &scene.house, described(&provider, "uni")).await;
    let campus = Campus { scene, provider };
    for (place, door) in [(1, "/sso/uni/start"), (2, "/sso/uni/callback?code=a&state=b"), (3, "/sso/uni/callback")] {
        let browser = campus.scene.as_visitor();
        browser.comes_from([198, 51, 100, place]);
        let mut counted = Vec::new();
        for _ in 0..A_ROOM + 4 {
            counted.push(come_back(&browser, door).await);
        }
        let (first, then) = counted.split_at(A_ROOM);
        assert!(first.iter().all(|page| page.status != 429), "{door}: a lecture room comes in");
        let late = then.iter().find(|page| page.status == 429).unwrap_or_else(|| panic!("{door}: nobody waits"));
        late.shows("That was a lot in a short time.");
        assert!((1..=60).contains(&late.header("retry-after").unwrap().parse::<u32>().unwrap()), "{door}");
        campus.scene.as_visitor().get("/").await.is(200);
    }
    let other = campus.scene.as_visitor();
    other.comes_from([198, 51, 100, 9]);
    campus.sign_on(&other, &student("ines")).await.is(303);
}

#[actix_web::test]
async fn fifty_who_wait_for_a_provider_that_says_nothing_keep_nobody_waiting() {
    let (silent, other) = (Provider::start(), Provider::start());
    let scene = Scene::on(site_beside(&[&silent, &other]).await).await;
    let east = scene.site.institution("eastbridge").await;
    add_to(&scene.site, &scene.house, described(&silent, "uni")).await;
    add_to(&scene.site, &east, described(&other, "uni")).await;
    with_password(&scene, "ada").await;
    let campus = Campus { scene, provider: silent };
    let mut coming = Vec::new();
    for number in 0..50 {
        let browser = campus.scene.as_visitor();
        let callback = campus.provider.allow(&start(&browser, "uni").await, &student(&format!("ines-{number}")));
        coming.push((browser, callback));
    }
    let more = json!({ "sub": "ines", "affiliation": STUDENT });
    campus.provider.script(|script| {
        script.is_thin = true;
        script.instead.insert(USERINFO, Answer::json(200, &more).late(Duration::from_secs(4)));
    });
    let waiting: Vec<_> = coming
        .into_iter()
        .map(|(browser, callback)| actix_web::rt::spawn(async move { come_back(&browser, &callback).await }))
        .collect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let begun = Instant::now();
    campus.scene.as_visitor().get("/").await.is(200);
    let elsewhere = campus.scene.as_visitor().at("eastbridge.localhost");
    let callback = other.allow(&start(&elsewhere, "uni").await, &student("ines"));
    come_back(&elsewhere, &callback).await.is(303);
    type_password(&campus.scene.as_visitor(), "ada", PASSWORD).await.is(303);
    assert!(begun.elapsed() < Duration::from_secs(4), "they waited for it");
    assert!(waiting.iter().all(|one| !one.is_finished()), "all of them still wait");
    for one in waiting {
        let page = one.await.unwrap();
        assert!((300..600).contains(&page.status), "{}", page.told());
    }
}
