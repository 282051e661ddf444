//! Choosing what a link in a course leads to: who may, what is offered, and where the answer goes.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use data_encoding::BASE64URL_NOPAD;
use lyceum::cohorts::leave;
use lyceum::db::ids::{CohortId, MemberId};
use lyceum::lti::change::change;
use lyceum::lti::map::Mapping;
use lyceum::members::{grant, suspend};
use lyceum::roster::Role;
use lyceum::sign_in::second::turn;
use lyceum::sign_in::session;
use lyceum::site::Tx;
use serde_json::{Value, json};

use super::course::{
    CLIENT, COURSE, Comer, Course, DEPLOYMENT, claim, described, get_within, instructor, learner, map_to,
    send_from_elsewhere, usual,
};
use crate::sso::campus::sets_session;
use crate::support::provider::Wish;
use crate::support::{Browser, Page, Phone};

const DEEP: &str = "https://purl.imsglobal.org/spec/lti-dl/claim/";
/// Where the answer goes.
pub const RETURN: &str = "https://moodle.example/mod/lti/contentitem_return.php?course=2";

/// Makes of a launch one to choose by.
pub fn asks(claims: &mut Value, return_url: &str) {
    claims[claim("message_type")] = "LtiDeepLinkingRequest".into();
    claims.as_object_mut().unwrap().remove(&claim("resource_link"));
    claims[format!("{DEEP}deep_linking_settings")] = json!({
        "deep_link_return_url": return_url,
        "accept_types": ["link", "ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
        "data": format!("what the platform wants back{}", "!".repeat(9_000)),
    });
}

/// Somebody comes to choose, within a page of the platform.
async fn comes(course: &Course, browser: &Browser, who: Comer, twist: impl FnOnce(&mut Value)) -> Page {
    let page = get_within(browser, &course.login(who.sub)).await;
    let page = get_within(browser, &page.is(200).link("Go on here, to choose what a link leads to")).await;
    let wish = Wish::of(page.is(303).location());
    let token = course.token(&wish, who, |claims| {
        asks(claims, RETURN);
        twist(claims);
    });
    send_from_elsewhere(browser, "/lti/launch", &[("state", wish.get("state")), ("id_token", &token)], "iframe").await
}

/// What a token says that one of our published keys has sealed.
fn opened(token: &str, keys: &Value) -> Value {
    let parts: Vec<&str> = token.split('.').collect();
    let decode = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
    let head: Value = serde_json::from_slice(&decode(parts[0])).unwrap();
    let key =
        keys["keys"].as_array().unwrap().iter().find(|key| key["kid"] == head["kid"]).expect("a key of that name");
    assert_eq!((&head["alg"], &key["kty"], &key["e"]), (&json!("RS256"), &json!("RSA"), &json!("AQAB")));
    let components = RsaPublicKeyComponents { n: decode(key["n"].as_str().unwrap()), e: vec![1, 0, 1] };
    let message = format!("{}.{}", parts[0], parts[1]);
    components.verify(&RSA_PKCS1_2048_8192_SHA256, message.as_bytes(), &decode(parts[2])).expect("a true signature");
    serde_json::from_slice(&decode(parts[1])).unwrap()
}

async fn keys(course: &Course) -> Value {
    let page = course.scene.as_visitor().get("/lti/jwks").await;
    assert_eq!(page.is(200).header("content-type"), Some("application/json"));
    serde_json::from_slice(&page.body).unwrap()
}

/// What is otherwise in a token.
type Twist = Box<dyn Fn(&mut Value)>;

#[actix_web::test]
async fn an_instructor_chooses_a_thread_and_a_launch_by_that_link_leads_there() {
    let course = Course::new().await;
    let scene = &course.scene;
    scene.house.board("staff-room").for_cohort(&scene.house.cohort("autumn").mentee("olga").await).await;
    let browser = scene.as_visitor();
    let page = comes(&course, &browser, instructor("ines"), |_| ()).await;
    page.is(200).shows("Choose what the link leads to").shows("How do I begin?").lacks("Staff Room");
    assert!(!sets_session(&page), "nobody is signed in by choosing");
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("frame-ancestors https://moodle.example;")
            || policy.ends_with("frame-ancestors https://moodle.example")
    );
    assert!(policy.contains("form-action 'self'") && page.header("x-frame-options").is_none(), "{policy}");
    // Within a page of another site no cookie of ours comes along, and none is needed.
    let stranger = scene.as_visitor();
    let honest = page.form("Choose it");
    stranger.send(honest.clone().forge("place", "board:staff-room")).await.is(422).shows("Choose one of these");
    stranger.send(honest.clone().forge("title", "x")).await.is(400);
    let foreign = [("token", honest.value("token").unwrap()), ("place", "cohort")];
    send_from_elsewhere(&stranger, "/lti/pick", &foreign, "iframe").await.is(403);
    let thread = format!("thread:{}", scene.thread.id);
    let page = stranger.send(honest.clone().forge("place", &thread)).await;
    page.is(200).shows("Put the link into Moodle of Northfield").shows("How do I begin?");
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("form-action https://moodle.example;") && !policy.contains("form-action 'self'"),
        "{policy}"
    );
    let back = page.form("Put the link into Moodle of Northfield");
    assert_eq!(back.action, RETURN, "the answer goes where the launch said");
    let said = opened(back.value("JWT").unwrap(), &keys(&course).await);
    assert_eq!((&said["iss"], &said["aud"]), (&json!(CLIENT), &json!(course.platform.issuer())));
    assert_eq!(said[claim("message_type")], "LtiDeepLinkingResponse");
    assert_eq!(said[claim("deployment_id")], DEPLOYMENT);
    let data = said[format!("{DEEP}data")].as_str().unwrap();
    assert!(data.starts_with("what the platform wants back") && data.len() > 9_000, "all of it comes back");
    let item = &said[format!("{DEEP}content_items")][0];
    assert_eq!((&item["type"], &item["title"]), (&json!("ltiResourceLink"), &json!("How do I begin?")));
    assert_eq!(item["window"]["targetName"], "_blank");
    // Chosen once, and not again.
    stranger.send(honest).await.is(403);
    let (url, custom) = (item["url"].clone(), item["custom"].clone());
    let omar = scene.as_visitor();
    let page = course.launch_as(&omar, learner("omar"), |claims| {
        claims[claim("target_link_uri")] = url;
        claims[claim("custom")] = custom;
    });
    page.await.redirects_to(&format!("/t/{}/", scene.thread.id));
}

#[actix_web::test]
async fn what_not_everybody_from_the_course_reads_is_not_offered_nor_anything_before_a_second_factor() {
    let course = Course::new().await;
    let scene = &course.scene;
    super::flow::narrowed(&course).await;
    let page = comes(&course, &scene.as_visitor(), instructor("ines"), |_| ()).await;
    page.is(200).shows("its title will stand in your course").shows("How do I begin?");
    page.lacks("Mentors").lacks("Among us").lacks("An unkind plan");
    // Where learners get nothing by the course, nobody but mentors reads the title there.
    let to = Mapping { learner: None, ..usual(scene.spring.id) };
    map_to(&scene.site, &scene.house, DEPLOYMENT, COURSE, Some(to)).await;
    let page = comes(&course, &scene.as_visitor(), instructor("ines"), |_| ()).await;
    page.is(200).shows("Among us").lacks("An unkind plan");
    let (ines, key) = (scene.house.person("ines").id, Phone::of([7; 20]).key());
    scene.site.write(move |tx| turn::on(tx, ines, &key, 0)).await.unwrap();
    let page = comes(&course, &scene.as_visitor(), instructor("ines"), |_| ()).await;
    page.is(200).shows("Spring").lacks("How do I begin?").lacks("Ask");
    let thread = format!("thread:{}", scene.thread.id);
    let form = page.form("Choose it");
    scene.as_visitor().send(form.clone().forge("place", &thread)).await.is(422).lacks("How do I begin?");
    scene.as_visitor().send(form).await.is(200).shows("Put the link into Moodle of Northfield");
}

/// Something that changes while somebody chooses.
type Meanwhile = fn(&mut Tx<'_>, MemberId, CohortId) -> lyceum::error::Result<()>;

#[actix_web::test]
async fn whoever_is_not_any_more_what_they_came_as_chooses_nothing() {
    let course = Course::new().await;
    let scene = &course.scene;
    let cases: [(&str, &'static str, Meanwhile); 4] = [
        ("power over others", "ines", |tx, who, _| grant::grant(tx, who, Role::Careers, None)),
        ("out of the cohort", "omar", |tx, who, spring| leave::leave(tx, spring, who, who)),
        ("signed out everywhere", "pia", |tx, who, _| session::end_all(tx, who)),
        ("suspended", "quinn", |tx, who, _| suspend::suspend(tx, who, None, "for a while")),
    ];
    let spring = scene.spring.id;
    for (what, sub, change) in cases {
        let form = comes(&course, &scene.as_visitor(), instructor(sub), |_| ()).await.is(200).form("Choose it");
        let who = scene.house.person(sub).id;
        scene.site.write(move |tx| change(tx, who, spring)).await.unwrap();
        let page = scene.as_visitor().send(form).await;
        assert_eq!(page.status, 403, "{what}: {}", page.told());
    }
    let autumn = scene.house.cohort("autumn").await;
    let form = comes(&course, &scene.as_visitor(), instructor("rosa"), |_| ()).await.is(200).form("Choose it");
    map_to(&scene.site, &scene.house, DEPLOYMENT, COURSE, Some(usual(autumn.id))).await;
    scene.as_visitor().send(form).await.is(403);
    let form = comes(&course, &scene.as_visitor(), instructor("rosa"), |_| ()).await.is(200).form("Choose it");
    let (house, mut to) = (scene.house.id, described(&course.platform, "moodle", "another"));
    to.deployments = vec!["another".into()];
    scene.site.write(move |tx| change(tx, house, "moodle", to, None)).await.unwrap();
    scene.as_visitor().send(form).await.is(403);
}

#[actix_web::test]
async fn nobody_else_chooses_and_the_answer_goes_to_no_other_address() {
    let course = Course::new().await;
    let settings = format!("{DEEP}deep_linking_settings");
    let cases: Vec<(&str, &str, Comer, Twist)> = vec![
        ("a learner", "position", learner("mallory"), Box::new(|_| ())),
        ("nobody in the course", "position", Comer { sub: "mallory", role: "x" }, Box::new(|_| ())),
        ("no settings", "launch", instructor("mallory"), {
            let settings = settings.clone();
            Box::new(move |claims| drop(claims.as_object_mut().unwrap().remove(&settings)))
        }),
        ("no links", "launch", instructor("mallory"), {
            let settings = settings.clone();
            Box::new(move |claims| claims[&settings]["accept_types"] = json!(["file"]))
        }),
        ("more to give back than is taken", "launch", instructor("mallory"), {
            let settings = settings.clone();
            Box::new(move |claims| claims[&settings]["data"] = "d".repeat(16_385).into())
        }),
        ("no address", "launch", instructor("mallory"), Box::new(|claims| asks(claims, ""))),
        ("a script", "launch", instructor("mallory"), Box::new(|claims| asks(claims, "javascript:alert(1)"))),
        ("plain http", "launch", instructor("mallory"), Box::new(|claims| asks(claims, "http://moodle.example/"))),
        ("our own machines", "launch", instructor("mallory"), Box::new(|claims| asks(claims, "https://10.0.0.1/"))),
    ];
    for (what, why, who, twist) in cases {
        let before = course.tally().await;
        let page = comes(&course, &course.scene.as_visitor(), who, twist).await;
        course.nothing_came(what, why, &page, before).await;
    }
    // What was begun is worth nothing after half an hour, nor when the platform is switched off.
    let page = comes(&course, &course.scene.as_visitor(), instructor("ines"), |_| ()).await;
    let form = page.is(200).form("Choose it");
    course.scene.site.wait(1_801);
    course.scene.as_visitor().send(form).await.is(403);
    let keys = keys(&course).await;
    let told = keys.to_string();
    assert!(
        keys["keys"].as_array().unwrap().len() == 1 && !told.contains("\"d\"") && !told.contains("\"p\""),
        "{told}"
    );
}
