//! Somebody comes back from their university while the database fails under them, at each step in turn.

use diesel::prelude::*;
use lyceum::db::schema::{identities, members, sessions};
use lyceum::http::session::COOKIE;
use lyceum::site::Site;

use super::door::Manner;
use super::template::Template;
use crate::support::{Browser, Person, Provider};

/// How many members, identities of this person, and sessions there are.
async fn counted(site: &Site, sub: &str) -> (i64, i64, i64) {
    let sub = sub.to_owned();
    let counted = site.read(move |conn| {
        let own = identities::table.filter(identities::subject.eq(sub));
        Ok((
            members::table.count().get_result(conn)?,
            own.count().get_result(conn)?,
            sessions::table.count().get_result(conn)?,
        ))
    });
    counted.await.unwrap()
}

async fn way_back(browser: &Browser, campus: &Provider, person: &Person) -> String {
    campus.allow(browser.get("/sso/campus/start").await.is(303).location(), person)
}

#[actix_web::test]
async fn whoever_comes_back_while_the_database_fails_is_told_and_comes_in_the_next_time_as_one_person() {
    let template = Template::new().await;
    let copy = template.copy(0).await;
    let (site, campus) = (&copy.node.site, &template.world.campus);
    campus.follow(&copy.node.clock);
    // There it answers as a course platform.
    campus.script(|script| drop(script.instead.remove("/token")));
    for number in 1.. {
        assert!(number < 1_000, "there is no end to it");
        let sub = format!("omar-{number}");
        let person = Person::new(&sub).with("name", "Omar").with("role", "student");
        let browser = template.world.site.browser().of(&copy.node);
        let callback = way_back(&browser, campus, &person).await;
        let before = counted(site, &sub).await;
        copy.door.shut_at(Manner::Fails, number);
        let page = browser.get(&callback).await;
        copy.door.rest();
        let after = counted(site, &sub).await;
        let Some(step) = copy.door.shut() else {
            assert_eq!((page.status, after), (303, (before.0 + 1, 1, before.2 + 1)));
            assert!(number > 10, "{number} steps are too few to be all");
            break;
        };
        // Whoever hears nothing else is in, or is told so in a sentence.
        let is_in = browser.cookie(COOKIE).is_some();
        assert!(is_in == (page.status == 303), "step {number}, {step:?}: {}", page.told());
        assert!(is_in || (400..=503).contains(&page.status), "step {number}, {step:?}: {}", page.told());
        assert!(is_in || page.words().split(' ').count() > 8, "step {number}, {step:?}: {}", page.told());
        assert_eq!(after.0 - before.0, after.1, "step {number}, {step:?}: a member without a way in, or the reverse");
        // The next attempt brings them in, as one person.
        let next = template.world.site.browser().of(&copy.node);
        let callback = way_back(&next, campus, &person).await;
        next.get(&callback).await.is(303);
        let last = counted(site, &sub).await;
        assert_eq!((last.0, last.1), (before.0 + 1, 1), "step {number}, {step:?}");
        super::rounds::work(site).await.unwrap();
    }
}
