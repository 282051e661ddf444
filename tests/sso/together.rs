//! Many at the same moment: one answer brings one session, and one person is new once.

use super::campus::{Campus, Tally, come_back, is_in, sets_session, start, student};
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
