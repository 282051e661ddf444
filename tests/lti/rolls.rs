//! The list of a course: who comes in by it, who leaves by it, and what no list may do.

use diesel::prelude::*;
use lyceum::db::schema::audit;
use lyceum::lti::course_model::Makes;
use lyceum::lti::map::Mapping;
use lyceum::lti::sync::{self, Outcome, Synced, Terms};
use lyceum::roster::CohortRole;
use serde_json::{Value, json};

use super::course::{CLIENT, COURSE, Course, DEPLOYMENT, INSTRUCTOR, LEARNER, instructor, learner, map_to, usual};
use crate::sso::campus::is_in;
use crate::support::Browser;
use crate::support::provider::Answer;

const DESK: &str = "/admin/lti/";

fn entry(sub: &str, role: &str, status: &str) -> Value {
    let name = crate::support::house::capital(sub);
    json!({ "user_id": sub, "status": status, "name": name, "email": "ada@northfield.example", "roles": [role] })
}

/// The platform tells these lists, a page each.
fn tells(course: &Course, pages: &[Vec<Value>]) {
    let paths = ["/members", "/members/2", "/members/3"];
    let issuer = course.platform.issuer();
    course.platform.script(|script| {
        script.instead.insert("/token", Answer::json(200, &json!({ "access_token": "t0ken", "token_type": "Bearer" })));
        for (at, page) in pages.iter().enumerate() {
            let answer = Answer::json(200, &json!({ "id": "x", "context": { "id": COURSE }, "members": page }));
            let next = format!("<{issuer}{}>; rel=\"next\"", paths.get(at + 1).unwrap_or(&""));
            let last = format!("<{issuer}/differences>; rel=\"differences\"");
            script.instead.insert(paths[at], answer.with("link", if at + 1 < pages.len() { &next } else { &last }));
        }
    });
}

async fn asks(course: &Course, even_many: bool) -> Outcome {
    let house = course.scene.house.id;
    let id =
        course.scene.site.read(move |conn| Ok(lyceum::lti::course_model::all(conn, house)?[0].0.id)).await.unwrap();
    match sync::sync(&course.scene.site, house, id, Terms { even_many, by: None }).await.unwrap() {
        Synced::Done(outcome) => outcome,
        Synced::Away(fault) => panic!("{fault}"),
    }
}

async fn desk(course: &Course) -> Browser {
    course.scene.house.admin("gail").await;
    course.scene.as_member("gail").await
}

#[actix_web::test]
async fn who_is_on_the_list_has_a_place_and_who_is_no_more_has_none_and_posts_stay() {
    let course = Course::new().await;
    let mut browsers = Vec::new();
    for sub in ["ines", "omar", "pia", "quinn", "rosa"] {
        browsers.push(course.lets_in(learner(sub)).await);
    }
    let [ines, omar] = [course.who(&browsers[0]), course.who(&browsers[1])];
    course.scene.site.reply(&course.scene.thread, &course.scene.house.person("omar"), "I know how.").await;
    let rest = |status: &str| {
        vec![entry("pia", LEARNER, "Active"), entry("quinn", LEARNER, "Active"), entry("rosa", LEARNER, status)]
    };
    let gail = desk(&course).await;
    tells(
        &course,
        &[
            vec![entry("ines", INSTRUCTOR, "Active")],
            vec![entry("omar", LEARNER, "Inactive"), entry("unknown", LEARNER, "Active")],
            rest("Active"),
        ],
    );
    let page = gail.send(gail.get(DESK).await.form("Take over who is in Mentoring 1")).await;
    page.is(200)
        .shows("6 people on its list")
        .shows("1 have another role")
        .shows("1 left it")
        .shows("1 have no account");
    assert_eq!((course.role(ines), course.role(omar)), (Some(CohortRole::Mentor), None));
    assert!(is_in(&browsers[1]).await, "their account is theirs");
    browsers[1].get("/b/ask/").await.is(404);
    browsers[0].get(&course.scene.thread.path).await.shows("I know how.");
    // Who is active again comes in again: nobody here had removed them.
    tells(&course, &[vec![entry("ines", INSTRUCTOR, "Active"), entry("omar", LEARNER, "Active")], rest("Active")]);
    assert_eq!(asks(&course, false).await, Outcome { listed: 5, came: 1, ..Outcome::default() });
    assert_eq!(course.role(omar), Some(CohortRole::Mentee));
    assert_eq!(asks(&course, false).await, Outcome { listed: 5, ..Outcome::default() }, "nothing new, nothing done");
    // Who is missing is gone as who is deleted is.
    tells(&course, &[vec![entry("ines", INSTRUCTOR, "Active")], rest("Active")]);
    assert_eq!(asks(&course, false).await, Outcome { listed: 4, left: 1, ..Outcome::default() });
}

#[actix_web::test]
async fn a_list_of_short_names_puts_nobody_out_and_one_that_nobody_can_read_is_refused_whatever_is_said() {
    let course = Course::new().await;
    course.lets_in(instructor("ines")).await;
    course.lets_in(learner("omar")).await;
    let [ines, omar] = ["ines", "omar"].map(|name| course.scene.house.person(name).id);
    let are = || [course.role(ines), course.role(omar)];
    let here = [Some(CohortRole::Mentor), Some(CohortRole::Mentee)];
    // As a Moodle writes it, whose teacher runs the whole site, too.
    let mut teacher = entry("ines", "Instructor", "Active");
    let system = "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator";
    teacher["roles"] = json!(["Instructor", system]);
    tells(&course, &[vec![teacher, entry("omar", "Learner", "Active")]]);
    assert_eq!(asks(&course, false).await, Outcome { listed: 2, ..Outcome::default() });
    assert_eq!(are(), here);
    let gail = desk(&course).await;
    for roles in [json!([]), json!(["Student"]), json!([system]), json!(["x/institution/person#Learner"]), json!("Learner")] {
        let strange = ["ines", "omar"].map(|sub| {
            let mut one = entry(sub, "", "Active");
            one["roles"] = roles.clone();
            one
        });
        tells(&course, &[strange.to_vec()]);
        let form = gail.get(DESK).await.form("Take over who is in Mentoring 1").tick("Even if many leave Mentoring 1");
        gail.send(form).await.is(200).shows("no list of people");
        assert_eq!(are(), here, "{roles}");
    }
}

#[actix_web::test]
async fn a_list_makes_accounts_only_where_the_mapping_says_so_and_by_a_launch_they_are_found() {
    let course = Course::new().await;
    course.lets_in(learner("ines")).await;
    tells(
        &course,
        &[vec![entry("ines", LEARNER, "Active"), entry("omar", INSTRUCTOR, "Active"), entry("x", "x", "Active")]],
    );
    let before = course.tally().await;
    assert_eq!(asks(&course, false).await, Outcome { listed: 3, unknown: 1, ..Outcome::default() });
    assert_eq!(course.tally().await.members, before.members);
    let to = Mapping { makes: Makes::List, ..usual(course.scene.spring.id) };
    map_to(&course.scene.site, &course.scene.house, DEPLOYMENT, COURSE, Some(to)).await;
    assert_eq!(asks(&course, false).await, Outcome { listed: 3, came: 1, ..Outcome::default() });
    assert_eq!(course.tally().await.members, before.members + 1, "who is in no position gets no account");
    let omar = course.lets_in(instructor("omar")).await;
    assert_eq!(course.who(&omar), course.scene.house.person("omar").id);
    assert_eq!(course.tally().await.members, before.members + 1);
}

#[actix_web::test]
async fn we_prove_ourselves_with_a_token_of_our_own_that_is_good_once() {
    let course = Course::new().await;
    course.lets_in(learner("ines")).await;
    tells(&course, &[vec![entry("ines", LEARNER, "Active")]]);
    let mut names = Vec::new();
    for _ in 0..2 {
        asks(&course, false).await;
        let asked = course.platform.last("/token").unwrap();
        for part in ["grant_type=client_credentials", "jwt-bearer", "contextmembership.readonly"] {
            assert!(asked.contains(part), "{part} in {asked}");
        }
        let assertion = asked.split("client_assertion=").nth(1).unwrap().split('&').next().unwrap();
        let claims = lyceum::sso::signed::payload(assertion).unwrap();
        let (iat, exp) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
        assert_eq!((&claims["iss"], &claims["sub"]), (&json!(CLIENT), &json!(CLIENT)));
        assert_eq!(claims["aud"], format!("{}/token", course.platform.issuer()));
        assert!(exp > iat && exp - iat <= 300);
        names.push(claims["jti"].clone());
        assert!(course.platform.last("/members").unwrap().contains("Bearer t0ken"));
    }
    assert_ne!(names[0], names[1]);
}

#[actix_web::test]
async fn a_list_that_is_cut_off_or_leads_elsewhere_changes_nothing() {
    let course = Course::new().await;
    for sub in ["ines", "omar", "pia"] {
        course.lets_in(learner(sub)).await;
    }
    let ines = course.scene.house.person("ines").id;
    let gail = desk(&course).await;
    let button = "Take over who is in Mentoring 1";
    tells(&course, &[vec![entry("ines", LEARNER, "Active")]]);
    let page = gail.send(gail.get(DESK).await.form(button)).await;
    page.is(200).shows("2 of 3 people would lose their places");
    let issuer = course.platform.issuer();
    let full = json!({ "members": [entry("ines", LEARNER, "Active")] });
    let cases: Vec<(&str, &'static str, Answer, &str)> = vec![
        (
            "another host",
            "/members",
            Answer::json(200, &full).with("link", "<https://evil.example/x>; rel=\"next\""),
            "goes on at another host",
        ),
        (
            "round and round",
            "/members",
            Answer::json(200, &full).with("link", &format!("<{issuer}/members>; rel=\"next\"")),
            "has no end",
        ),
        ("no list", "/members", Answer::raw("[]"), "no list of people"),
        ("no right", "/members", Answer::json(403, &json!({})), "403"),
        ("a redirect", "/members", Answer::redirect(302, "https://evil.example/"), "302"),
        ("no token", "/token", Answer::json(400, &json!({ "error": "invalid_client" })), "400"),
        (
            "a strange token",
            "/token",
            Answer::json(200, &json!({ "access_token": "a b\r\nx: y" })),
            "no list of people",
        ),
    ];
    for (what, path, answer, told) in cases {
        tells(&course, &[vec![entry("ines", LEARNER, "Active")]]);
        course.platform.script(|script| drop(script.instead.insert(path, answer)));
        let page = gail.send(gail.get(DESK).await.form(button)).await;
        assert!(page.is(200).words().contains(told), "{what}: {}", page.told());
    }
    let lines = audit::table.filter(audit::verb.eq("lti.sync")).count();
    let count: i64 = course.scene.site.read(move |conn| Ok(lines.get_result(conn)?)).await.unwrap();
    assert_eq!(count, 0, "nothing was taken over");
    tells(&course, &[vec![entry("ines", LEARNER, "Active")]]);
    let form = gail.get(DESK).await.form(button).tick("Even if many leave Mentoring 1");
    gail.send(form).await.is(200).shows("2 left it");
    assert_eq!(course.role(ines), Some(CohortRole::Mentee));
    // The worker does the same once a day.
    tells(&course, &[vec![entry("ines", INSTRUCTOR, "Active")]]);
    sync::daily(&course.scene.site).await.unwrap();
    assert_eq!(course.role(ines), Some(CohortRole::Mentor));
    let asked = course.platform.asked("/members");
    sync::daily(&course.scene.site).await.unwrap();
    assert_eq!(course.platform.asked("/members"), asked, "once is enough for a day");
    course.scene.site.wait(86_401);
    sync::daily(&course.scene.site).await.unwrap();
    assert_eq!(course.platform.asked("/members"), asked + 1);
}
