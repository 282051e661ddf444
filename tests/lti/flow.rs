//! The honest way in, and where it leads.

use std::collections::HashSet;

use actix_web::http::Method;
use lyceum::boards;
use lyceum::db::events::BoardEvent;
use lyceum::roster::CohortRole;
use lyceum::threads::hide;
use serde_json::json;

use super::course::{
    ATTEMPT, Comer, Course, INSTRUCTOR, LEARNER, claim, get_within, instructor, learner, send_from_elsewhere,
};
use crate::sso::campus::{is_in, sets_session};
use crate::support::provider::Wish;
use crate::support::{Page, Thread};

#[actix_web::test]
async fn whoever_follows_a_link_in_a_course_is_in_its_cohort_as_what_they_are_there() {
    let course = Course::new().await;
    let ines = course.lets_in(learner("ines")).await;
    ines.get("/b/ask/").await.is(200);
    ines.get("/settings/sign-in/").await.shows("From a course");
    let member = course.who(&ines);
    assert_eq!(course.role(member), Some(CohortRole::Mentee));
    assert_eq!(course.scene.site.roster.member(member).unwrap().name, "Ines");
    // They are who they were, in another browser; and another position there is another one here.
    let before = course.tally().await;
    let again = course.lets_in(instructor("ines")).await;
    assert_eq!((course.who(&again), course.role(member)), (member, Some(CohortRole::Mentor)));
    assert_eq!(course.tally().await.members, before.members);
    let both = course.scene.as_visitor();
    course
        .launch_as(&both, learner("omar"), |claims| claims[claim("roles")] = json!([LEARNER, INSTRUCTOR]))
        .await
        .is(303);
    assert_eq!(course.role(course.who(&both)), Some(CohortRole::Mentor), "who is both is the more trusted");
    let short = course.scene.as_visitor();
    course.launch_as(&short, learner("omar"), |claims| claims[claim("roles")] = json!(["Learner"])).await.is(303);
    assert_eq!(course.role(course.who(&short)), Some(CohortRole::Mentee), "a role in a course by its short name");
    // The same address and name as somebody who is here already is somebody else.
    let ada = course.lets_in(learner("ada")).await;
    assert_ne!(course.who(&ada), course.scene.person("ada").id);
    course.scene.site.wait(12 * 3_600 - 1);
    assert!(is_in(&ada).await);
    course.scene.site.wait(1);
    assert!(!is_in(&ada).await, "the platform is asked again after twelve hours");
}

#[actix_web::test]
async fn the_attempt_has_a_cookie_of_its_own_that_another_sites_form_brings_along_and_the_session_has_not() {
    let course = Course::new().await;
    let browser = course.scene.as_visitor();
    let cookies = |page: &crate::support::Page| -> Vec<String> {
        page.headers.get_all("set-cookie").map(|value| value.to_str().unwrap().to_owned()).collect()
    };
    let fields = course.initiation("ines");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = send_from_elsewhere(&browser, "/lti/login", &fields, "document").await;
    let set = cookies(page.is(303));
    assert_eq!(set.len(), 1);
    assert!(set[0].starts_with(ATTEMPT), "{set:?}");
    for flag in ["SameSite=None", "Secure", "HttpOnly", "Path=/", "Partitioned"] {
        assert!(set[0].contains(flag), "{flag} in {set:?}");
    }
    let wish = Wish::of(page.location());
    let token = course.token(&wish, learner("ines"), |_| ());
    let page = course.come_back(&browser, &wish, &token).await;
    let set = cookies(page.is(303));
    assert!(set.iter().all(|cookie| cookie.contains("SameSite=Lax") && !cookie.contains("Partitioned")), "{set:?}");
}

/// A thread that is hidden, and one on a board of the cohort that its mentors alone read.
pub async fn narrowed(course: &Course) -> (Thread, Thread) {
    let scene = &course.scene;
    let (ada, helen) = (scene.person("ada"), scene.person("helen"));
    let hidden = scene.site.thread(&ada, &[&scene.ask], "An unkind plan", "Not here.").await;
    let board = scene.house.board("mentors").for_cohort(&scene.spring).await;
    let among = scene.site.thread(&helen, &[&board], "Among us", "Mentors alone.").await;
    let (keeper, id, narrow) = (scene.site.viewer(&helen).await, hidden.id, board.id);
    let mentors = scene.site.roster.cohort(scene.spring.id).unwrap().mentors;
    let change = scene.site.write(move |tx| {
        hide::hide_thread(tx, &keeper, id, "unkind")?;
        boards::model::set_circles(tx.conn, narrow, "read", &[mentors])?;
        tx.record(BoardEvent::AudienceChanged { board: narrow }).map(drop)
    });
    change.await.unwrap();
    (hidden, among)
}

#[actix_web::test]
async fn a_launch_leads_to_what_its_link_names_if_that_is_the_cohorts() {
    let course = Course::new().await;
    let scene = &course.scene;
    let autumn = scene.house.cohort("autumn").mentee("olga").await;
    let theirs = scene.house.board("letters").for_cohort(&autumn).await;
    let olga = scene.person("olga");
    let secret = scene.site.thread(&olga, &[&theirs], "A secret plan", "Nobody else knows.").await;
    let east = scene.site.institution("eastbridge").await;
    east.board("foreign").await;
    let (hidden, among_mentors) = narrowed(&course).await;
    // Not even what it is called stands in the address, which the page itself says to whoever reads it.
    let thread = format!("/t/{}/", scene.thread.id);
    let cases = [
        ("nothing", json!({}), "/c/spring/"),
        ("its board", json!({ "board": "ask" }), "/b/ask/"),
        ("its thread", json!({ "thread": scene.thread.id.to_string() }), &*thread),
        ("a thread that is hidden", json!({ "thread": hidden.id.to_string() }), "/c/spring/"),
        ("a board that they do not read", json!({ "board": "mentors" }), "/c/spring/"),
        ("a thread there", json!({ "thread": among_mentors.id.to_string() }), "/c/spring/"),
        ("another cohort", json!({ "cohort": "autumn" }), "/c/spring/"),
        ("another cohort's board", json!({ "board": "letters" }), "/c/spring/"),
        ("another cohort's thread", json!({ "thread": secret.id.to_string() }), "/c/spring/"),
        ("another house's board", json!({ "board": "foreign" }), "/c/spring/"),
        ("no thread", json!({ "thread": "0000000000001" }), "/c/spring/"),
        ("what is no id", json!({ "thread": "../../settings", "board": 7 }), "/c/spring/"),
        ("what is no list", json!("board=ask"), "/c/spring/"),
    ];
    for (what, custom, to) in cases {
        let page =
            course.launch_as(&scene.as_visitor(), learner("ines"), |claims| claims[claim("custom")] = custom).await;
        assert_eq!((page.status, page.location()), (303, to), "{what}");
    }
    // A mentor reads it, also one whose place begins by this very launch.
    let by = [
        (json!({ "board": "mentors" }), "/b/mentors/".to_owned()),
        (json!({ "thread": among_mentors.id.to_string() }), format!("/t/{}/", among_mentors.id)),
    ];
    for (sub, (custom, to)) in ["pia", "quinn"].into_iter().zip(by) {
        let browser = scene.as_visitor();
        let page = course.launch_as(&browser, instructor(sub), |claims| claims[claim("custom")] = custom).await;
        assert_eq!(page.location(), to);
        browser.go_on(browser.get(&to).await).await.is(200);
    }
    for (target, to) in
        [("/b/ask/", "/b/ask/"), ("/", "/c/spring/"), ("//evil.example/", "/c/spring/"), ("/%2f/x?y", "/%2f/x")]
    {
        let browser = scene.as_visitor();
        let page = course.launch_as(&browser, learner("ines"), |claims| {
            claims[claim("target_link_uri")] = json!(format!("http://northfield.localhost:8080{target}"));
        });
        let page = page.await;
        assert_eq!((page.status, page.location()), (303, to), "{target}");
    }
}

/// An answer that a platform shows within its page, and all others of ours it may not.
fn may_be_framed(page: &Page) {
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors *") && policy.contains("form-action 'self'"), "{policy}");
    assert!(policy.contains("default-src 'none'") && page.header("x-frame-options").is_none(), "{policy}");
    assert!(page.has("base[target=_blank]"), "its links open windows");
    assert!(!sets_session(page));
}

#[actix_web::test]
async fn within_a_page_of_the_platform_a_launch_leads_out_into_a_window_before_the_platform_is_asked() {
    let course = Course::new().await;
    let framed = course.scene.as_visitor();
    let before = course.tally().await;
    // Moodle and Canvas take what they hint at once.
    let mut taken = HashSet::new();
    let mut takes = |page: &Page| {
        let wish = Wish::of(page.is(303).location());
        assert!(taken.insert(wish.get("lti_message_hint").to_owned()), "a hint is taken once");
        wish
    };
    let fields = course.initiation("ines");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = get_within(&framed, &course.login("ines")).await;
    page.is(200).shows("Go on in a window of its own");
    may_be_framed(&page);
    assert_eq!(page.header("set-cookie"), None);
    let posted = send_from_elsewhere(&framed, "/lti/login", &fields, "iframe").await;
    assert_eq!((posted.status, posted.link("Open it in a new window")), (200, page.link("Open it in a new window")));
    assert_eq!(course.tally().await, before);
    assert_eq!(framed.get("/sign-in").await.header("x-frame-options"), Some("DENY"));
    // The link begins it, in a window without any cookie of that page.
    let link = page.link("Open it in a new window");
    let again = Wish::of(&link);
    assert_eq!(again.endpoint, "/lti/login");
    for (name, value) in course.initiation("ines") {
        assert_eq!(again.get(name), value, "all that the platform had sent");
    }
    let window = course.scene.as_visitor();
    let wish = takes(&window.get(&link).await);
    let token = course.token(&wish, learner("ines"), |_| ());
    course.come_back(&window, &wish, &token).await.redirects_to("/c/spring/");
    assert!(is_in(&window).await && !is_in(&framed).await);
    // Whoever goes on where they are, and chooses nothing, is told so there, and is not in.
    let link = page.link("Go on here, to choose what a link leads to");
    let wish = Wish::of(get_within(&framed, &link).await.is(303).location());
    let token = course.token(&wish, learner("ines"), |_| ());
    let fields = [("state", wish.get("state")), ("id_token", &token)];
    let before = course.tally().await;
    let page = send_from_elsewhere(&framed, "/lti/launch", &fields, "iframe").await;
    course.nothing_came("a link that is to stay in the frame", "frame", &page, before).await;
    page.shows("open it in a window of its own");
    may_be_framed(&page);
}

#[actix_web::test]
async fn within_a_page_of_the_platform_a_refusal_can_be_read() {
    let course = Course::unmapped().await;
    let browser = course.scene.as_member("ada").await;
    let unknown = course.login("ines").replace("client-forum-1", "nobody");
    for (what, dest, status) in [("a frame", "iframe", 403), ("an object", "object", 403)] {
        let asking = browser.asking(Method::GET, &format!("{unknown}&stays=1")).with("sec-fetch-site", "cross-site");
        let page = asking.with("sec-fetch-dest", dest).send().await;
        page.is(status).shows("does not know the course platform").lacks("Ada");
        may_be_framed(&page);
        for path in ["/lti/launch", "/lti/pick"] {
            let page = send_from_elsewhere(&browser, path, &[("state", "x")], dest).await;
            may_be_framed(page.is(403));
            assert!(
                page.words().contains("follow its link once more") || path == "/lti/pick",
                "{what}: {}",
                page.told()
            );
        }
    }
    let wish = course.start(&browser, "ines").await;
    let token = course.token(&wish, learner("ines"), |_| ());
    let fields = [("state", wish.get("state")), ("id_token", &*token)];
    let page = send_from_elsewhere(&browser, "/lti/launch", &fields, "iframe").await;
    may_be_framed(page.is(403));
    // In a window, and anywhere else, nobody frames it.
    let page = browser.get(&unknown).await;
    assert_eq!(page.is(403).header("x-frame-options"), Some("DENY"));
    let asking = browser.asking(Method::GET, "/nowhere").with("sec-fetch-dest", "iframe");
    assert_eq!(asking.send().await.is(404).header("x-frame-options"), Some("DENY"));
}

#[actix_web::test]
async fn one_launch_twenty_times_at_once_brings_one_session_and_one_member() {
    let course = Course::new().await;
    let browser = course.scene.as_visitor();
    let wish = course.start(&browser, "ines").await;
    let token = course.token(&wish, learner("ines"), |_| ());
    let before = course.tally().await;
    let state = wish.get("state").to_owned();
    let coming = (0..20).map(|_| {
        let (browser, token, state) = (browser.apart(), token.clone(), state.clone());
        actix_web::rt::spawn(async move {
            send_from_elsewhere(&browser, "/lti/launch", &[("state", &state), ("id_token", &token)], "document").await
        })
    });
    let mut pages = Vec::new();
    for page in coming.collect::<Vec<_>>() {
        pages.push(page.await.unwrap());
    }
    assert_eq!(pages.iter().filter(|page| page.status == 303 && sets_session(page)).count(), 1);
    assert!(pages.iter().all(|page| page.status == 303 || (400..500).contains(&page.status)));
    let after = course.tally().await;
    assert_eq!((after.members, after.identities), (before.members + 1, before.identities + 1));
    assert_eq!((after.sessions, after.refusals), (before.sessions + 1, before.refusals + 19));
    // Ten first launches of one person, each honest, are one member, too.
    let mut honest = Vec::new();
    for _ in 0..10 {
        let browser = course.scene.as_visitor();
        let wish = course.start(&browser, "omar").await;
        let token = course.token(&wish, Comer { sub: "omar", role: LEARNER }, |_| ());
        let state = wish.get("state").to_owned();
        honest.push(actix_web::rt::spawn(async move {
            send_from_elsewhere(&browser, "/lti/launch", &[("state", &state), ("id_token", &token)], "document").await
        }));
    }
    for page in honest {
        page.await.unwrap().is(303);
    }
    assert_eq!(course.tally().await.members, after.members + 1);
}
