//! Many at the same moment: one answer brings one session, and one person is new once.

use lyceum::sso::rules::{Gives, Rule};

use super::campus::{Campus, Tally, come_back, is_in, rule, sets_session, start, student};
use crate::support::{Browser, Page};

/// Everybody comes back at once; gives the answers.
async fn at_once(coming: Vec<(Browser, String)>) -> Vec<Page> {
    let coming = coming
        .into_iter()
        .map(|(browser, callback)| actix_web::rt::spawn(async move { come_back(&browser, &callback).await }));
    let mut pages = Vec::new();
    for page in coming.collect::<Vec<_>>() {
        pages.push(page.await.unwrap());
    }
    pages
}

#[actix_web::test]
async fn one_answer_twenty_times_at_once_brings_one_session() {
    let campus = Campus::new().await;
    let browser = campus.scene.as_visitor();
    let callback = campus.provider.allow(&start(&browser, "uni").await, &student("ines"));
    let before = campus.tally().await;
    let pages = at_once((0..20).map(|_| (browser.apart(), callback.clone())).collect()).await;
    let in_count = pages.iter().filter(|page| page.status == 303 && sets_session(page)).count();
    assert_eq!(in_count, 1);
    assert!(pages.iter().all(|page| page.status == 303 || (400..500).contains(&page.status)));
    let expected = Tally {
        members: before.members + 1,
        identities: before.identities + 1,
        sessions: before.sessions + 1,
        refusals: before.refusals + 19,
    };
    assert_eq!(campus.tally().await, expected);
    for page in &pages {
        campus.gives_nothing_away("one of twenty", page);
    }
}

#[actix_web::test]
async fn one_person_who_is_new_in_ten_browsers_at_once_is_one_member() {
    let campus = Campus::new().await;
    let mut coming = Vec::new();
    for _ in 0..10 {
        let browser = campus.scene.as_visitor();
        let callback = campus.provider.allow(&start(&browser, "uni").await, &student("ines"));
        coming.push((browser, callback));
    }
    let browsers: Vec<_> = coming.iter().map(|(browser, _)| browser.clone()).collect();
    let before = campus.tally().await;
    for page in at_once(coming).await {
        page.is(303);
    }
    let after = campus.tally().await;
    assert_eq!((after.members, after.identities), (before.members + 1, before.identities + 1));
    assert_eq!((after.sessions, after.refusals), (before.sessions + 10, before.refusals));
    let ines = campus.who(&browsers[0]);
    for browser in &browsers {
        assert!(is_in(browser).await);
        assert_eq!(campus.who(browser), ines);
    }
}

#[actix_web::test]
async fn an_identity_that_goes_while_somebody_comes_by_it_leaves_nothing_behind() {
    let campus = Campus::with(|new| {
        new.rules.push(Rule { cohort: Some("spring".into()), ..rule("entitlement", "spring", Gives::Mentee) });
    })
    .await;
    let (scene, ways) = (&campus.scene, "/settings/sign-in/");
    let id = scene.person("olga").id;
    for round in 0..3 {
        let person = student(&format!("o-{round}")).with("entitlement", "spring");
        let olga = scene.as_member("olga").await;
        let page = olga.send(olga.get(ways).await.form("Add Northfield University")).await;
        let way = campus.provider.allow(&page.link("Continue with Northfield University"), &person);
        olga.send(come_back(&olga, &way).await.form("It is mine, add it")).await.is(303);
        campus.lets_in(&person).await;
        let elsewhere: Vec<Browser> = (0..4).map(|_| scene.as_visitor()).collect();
        let mut coming = Vec::new();
        for browser in &elsewhere {
            coming.push((browser.clone(), campus.provider.allow(&start(browser, "uni").await, &person)));
        }
        let asked = olga.follow(&olga.get(ways).await, "Take it away Northfield University").await;
        let going = actix_web::rt::spawn({
            let olga = olga.clone();
            async move { olga.send(asked.form("Take it away")).await }
        });
        at_once(coming).await;
        going.await.unwrap().is(303);
        let left = scene.site.roster.member(id).unwrap();
        assert!(left.enrolments.is_empty(), "round {round}: {left:?}");
        for browser in &elsewhere {
            assert!(!is_in(browser).await || campus.who(browser) != id, "round {round}: somebody is Olga still");
        }
    }
    assert_eq!(scene.site.mail_to("olga@northfield.example").await.len(), 6);
}
