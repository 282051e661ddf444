//! The honest way in, and where it leads.

use lyceum::roster::CohortRole;
use serde_json::json;

use super::course::{ATTEMPT, Comer, Course, INSTRUCTOR, LEARNER, claim, instructor, learner, send_from_elsewhere};
use crate::sso::campus::{is_in, sets_session};
use crate::support::provider::Wish;

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
    let thread = scene.thread.path.clone();
    let cases = [
        ("nothing", json!({}), "/c/spring/"),
        ("its board", json!({ "board": "ask" }), "/b/ask/"),
        ("its thread", json!({ "thread": scene.thread.id.to_string() }), &*thread),
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

#[actix_web::test]
async fn within_a_page_of_the_platform_a_launch_leads_out_into_a_window_and_nobody_is_in_before() {
    let course = Course::new().await;
    let framed = course.scene.as_visitor();
    let wish = course.start(&framed, "ines").await;
    let token = course.token(&wish, learner("ines"), |_| ());
    let before = course.tally().await;
    let fields = [("state", wish.get("state")), ("id_token", &token)];
    let page = send_from_elsewhere(&framed, "/lti/launch", &fields, "iframe").await;
    page.is(200).shows("Go on in a window of its own");
    assert!(!sets_session(&page));
    assert_eq!(course.tally().await, before);
    // The page may stand within theirs, and every other one of ours may not.
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors *") && policy.contains("form-action 'self'"), "{policy}");
    assert!(policy.contains("default-src 'none'") && page.header("x-frame-options").is_none(), "{policy}");
    assert_eq!(framed.get("/sign-in").await.header("x-frame-options"), Some("DENY"));
    // The link begins the same launch once more, in a window without any cookie of that page.
    let link = page.link("Open it in a new window");
    let again = Wish::of(&link);
    assert_eq!(again.endpoint, "/lti/login");
    for (name, value) in course.initiation("ines") {
        assert_eq!(again.get(name), value, "all that the platform had sent");
    }
    let window = course.scene.as_visitor();
    let wish = Wish::of(window.get(&link).await.is(303).location());
    let token = course.token(&wish, learner("ines"), |_| ());
    course.come_back(&window, &wish, &token).await.redirects_to("/c/spring/");
    assert!(is_in(&window).await && !is_in(&framed).await);
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
