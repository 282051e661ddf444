//! The list of a course: who comes in by it, who leaves by it, and what no list may do.

use diesel::prelude::*;
use lyceum::db::schema::{audit, events};
use lyceum::lti::course_model::Makes;
use lyceum::lti::last::Outcome;
use lyceum::lti::links;
use lyceum::lti::map::Mapping;
use lyceum::lti::position::Position;
use lyceum::lti::roll::Listed;
use lyceum::lti::sync::{self, Synced, Terms};
use lyceum::lti::take_over::{Order, take_over};
use lyceum::roster::CohortRole;
use serde_json::{Value, json};

use super::course::{
    CLIENT, COURSE, Course, DEPLOYMENT, INSTRUCTOR, LEARNER, Twist, instructor, learner, map_to, usual,
};
use crate::sso::campus::is_in;
use crate::support::Browser;
use crate::support::provider::Answer;

const DESK: &str = "/admin/lti/";
const ROSTER: &str = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";

fn entry(sub: &str, role: &str, status: &str) -> Value {
    let name = crate::support::house::capital(sub);
    json!({ "user_id": sub, "status": status, "name": name, "email": "ada@northfield.example", "roles": [role] })
}

/// The platform tells these lists, a page each.
fn tells(course: &Course, pages: &[Vec<Value>]) {
    let paths = ["/members", "/members/2", "/members/3"];
    let issuer = course.platform.issuer();
    // Whoever comes in the very moment in which a list is asked for knows better than the list.
    course.scene.site.wait(1);
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
        Synced::Many { count, all } => panic!("{count} of {all} would leave"),
        Synced::Away(fault) => panic!("{fault}"),
    }
}

async fn lines(course: &Course, verb: &'static str) -> i64 {
    let lines = audit::table.filter(audit::verb.eq(verb)).count();
    course.scene.site.read(move |conn| Ok(lines.get_result(conn)?)).await.unwrap()
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
    for roles in
        [json!([]), json!(["Student"]), json!([system]), json!(["x/institution/person#Learner"]), json!("Learner")]
    {
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
async fn of_a_small_course_a_few_leave_at_a_time_and_a_course_without_a_list_says_so() {
    let course = Course::new().await;
    let untold: Twist = |claims| drop(claims.as_object_mut().unwrap().remove(ROSTER));
    course.launch_as(&course.scene.as_visitor(), learner("ines"), untold).await.is(303);
    let gail = desk(&course).await;
    let helen = course.scene.as_member("helen").await;
    for (browser, desk) in [(&gail, DESK), (&helen, "/c/spring/manage/courses/")] {
        browser.get(desk).await.is(200).shows("tells no list of Mentoring 1");
    }
    for sub in ["omar", "pia", "quinn"] {
        course.lets_in(learner(sub)).await;
    }
    gail.get(DESK).await.lacks("tells no list");
    let [ines, quinn] = ["ines", "quinn"].map(|name| course.scene.house.person(name).id);
    let all = ["ines", "omar", "pia"].map(|sub| entry(sub, LEARNER, "Active"));
    tells(&course, &[all.to_vec()]);
    assert_eq!(asks(&course, false).await, Outcome { listed: 3, left: 1, ..Outcome::default() });
    assert_eq!((course.role(ines), course.role(quinn)), (Some(CohortRole::Mentee), None));
    // A list that names nobody at all says nothing of who left.
    tells(&course, &[vec![]]);
    let page = gail.send(gail.get(DESK).await.form("Take over who is in Mentoring 1")).await;
    page.is(200).shows("3 of 3 people would lose their places");
    assert_eq!(course.role(ines), Some(CohortRole::Mentee));
}

#[actix_web::test]
async fn who_comes_by_a_launch_while_a_list_is_read_stays_what_the_launch_said() {
    let course = Course::new().await;
    course.lets_in(learner("ines")).await;
    course.lets_in(learner("omar")).await;
    let (site, house) = (&course.scene.site, course.scene.house.id);
    site.wait(60);
    let asked_at = site.now();
    let read = site.read(move |conn| {
        let (row, _) = lyceum::lti::course_model::all(conn, house)?.remove(0);
        Ok((lyceum::lti::model::by_id(conn, row.platform_id)?, row))
    });
    let (platform, row) = read.await.unwrap();
    // The list is on its way: Omar becomes an instructor, and Pia comes for the first time.
    course.lets_in(instructor("omar")).await;
    course.lets_in(learner("pia")).await;
    let listed =
        |subject: &str| Listed { subject: subject.into(), name: String::new(), position: Some(Position::Learner) };
    let terms = Terms { even_many: true, by: None };
    let order = Order { institution: house, platform, course: row, asked_at, terms };
    let done = take_over(site, order.clone(), vec![listed("omar")]).await.unwrap();
    assert!(matches!(done, Synced::Done(Outcome { left: 1, moved: 0, .. })), "Ines alone left");
    let roles = ["ines", "omar", "pia"].map(|name| course.role(course.scene.house.person(name).id));
    assert_eq!(roles, [None, Some(CohortRole::Mentor), Some(CohortRole::Mentee)]);
    // What the next list says, which is asked for later, is believed.
    site.wait(60);
    let order = Order { asked_at: site.now(), ..order };
    take_over(site, order.clone(), vec![listed("omar")]).await.unwrap();
    let roles = ["omar", "pia"].map(|name| course.role(course.scene.house.person(name).id));
    assert_eq!(roles, [Some(CohortRole::Mentee), None]);
    // And not of a course that was mapped to something else meanwhile.
    let to = Mapping { learner: None, ..usual(course.scene.spring.id) };
    map_to(site, &course.scene.house, DEPLOYMENT, COURSE, Some(to)).await;
    assert!(take_over(site, order, vec![listed("pia")]).await.is_err());
}

#[actix_web::test]
async fn a_list_of_hundreds_is_taken_over_in_portions_each_told_by_one_event() {
    let course = Course::new().await;
    course.lets_in(learner("ines")).await;
    let to = Mapping { makes: Makes::List, ..usual(course.scene.spring.id) };
    map_to(&course.scene.site, &course.scene.house, DEPLOYMENT, COURSE, Some(to)).await;
    let mut all: Vec<Value> = (0..210).map(|one| entry(&format!("p{one}"), LEARNER, "Active")).collect();
    all.push(entry("ines", LEARNER, "Active"));
    tells(&course, &[all]);
    let mentees = || course.scene.site.roster.cohort(course.scene.spring.id).unwrap().counts.mentees;
    let were = mentees();
    let newest = events::table.order(events::id.desc()).select(events::id);
    let before = course.scene.site.read(move |conn| Ok(newest.first::<i64>(conn)?)).await.unwrap();
    assert_eq!(asks(&course, false).await, Outcome { listed: 211, came: 210, ..Outcome::default() });
    let kinds = course.scene.site.read(move |conn| {
        let kinds = events::table.filter(events::id.gt(before)).filter(events::kind.like("cohort.%")).count();
        Ok(kinds.get_result::<i64>(conn)?)
    });
    assert_eq!(kinds.await.unwrap(), 0, "nobody's coming in is told by itself");
    assert_eq!(mentees(), were + 210);
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
    for sub in ["ines", "omar", "pia", "quinn", "rosa"] {
        course.lets_in(learner(sub)).await;
    }
    let ines = course.scene.house.person("ines").id;
    let gail = desk(&course).await;
    let button = "Take over who is in Mentoring 1";
    tells(&course, &[vec![entry("ines", LEARNER, "Active")]]);
    let page = gail.send(gail.get(DESK).await.form(button)).await;
    page.is(200).shows("4 of 5 people would lose their places");
    // It stays to be read, for those who coordinate the cohort, too; and once is enough for the audit.
    gail.send(gail.get(DESK).await.form(button)).await.is(200);
    let helen = course.scene.as_member("helen").await;
    for (browser, desk) in [(&gail, DESK), (&helen, "/c/spring/manage/courses/")] {
        browser.get(desk).await.is(200).shows("4 of 5 people would lose their places").shows("Never taken over yet");
    }
    assert_eq!(lines(&course, "lti.unsynced").await, 1);
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
    assert_eq!(lines(&course, "lti.sync").await, 0, "nothing was taken over");
    tells(&course, &[vec![entry("ines", LEARNER, "Active")]]);
    let form = gail.get(DESK).await.form(button).tick("Even if many leave Mentoring 1");
    gail.send(form).await.is(200).shows("4 left it");
    helen.get("/c/spring/manage/courses/").await.shows("It named 1 people: 0 came, 4 left");
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

#[test]
fn where_a_list_goes_on_is_read_as_the_header_is_written() {
    let next = |lines: &[&str]| {
        let mut headers = ::http::HeaderMap::new();
        for line in lines {
            headers.append("link", line.parse().unwrap());
        }
        links::next(&headers)
    };
    for (line, found) in [
        ("<https://m.example/2>; rel=\"next\"", Some("https://m.example/2")),
        ("<https://m.example/2>;rel=next", Some("https://m.example/2")),
        ("<https://m.example/2?a=1,2;b=3>; rel=\"next\"", Some("https://m.example/2?a=1,2;b=3")),
        ("<https://m.example/2>; REL=\"Next\"", Some("https://m.example/2")),
        ("<https://m.example/2>; title=\"a, <b>; rel=last\"; rel=\"next\"", Some("https://m.example/2")),
        ("<https://m.example/2>; title=\"a \\\" b\"; rel=\"next\"", Some("https://m.example/2")),
        ("<https://m.example/2>; rel=\"last next\"", Some("https://m.example/2")),
        (
            "<https://m.example/1>; rel=\"differences\", <https://m.example/2>; rel=\"next\"",
            Some("https://m.example/2"),
        ),
        ("<https://m.example/1>, <https://m.example/2>; rel=next", Some("https://m.example/2")),
        ("<https://m.example/2>; rel=prev; rel=next", None),
        ("<https://m.example/2>; rel=nextish", None),
        ("<https://m.example/2", None),
        ("https://m.example/2; rel=next", None),
        ("", None),
    ] {
        assert_eq!(next(&[line]).as_deref(), found, "{line}");
    }
    let two = next(&["<https://m.example/1>; rel=\"differences\"", "<https://m.example/2>; rel=\"next\""]);
    assert_eq!(two.as_deref(), Some("https://m.example/2"));
}
