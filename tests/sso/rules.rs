//! What claims are worth: exactly what a rule says, and nothing that only looks like it.

use lyceum::roster::Role;
use lyceum::sso::rules::Gives;
use serde_json::{Value, json};

use super::campus::{Campus, STUDENT, Tally, rule, sets_session, student};
use crate::support::Person;

/// Somebody is not let in, nobody is new, and one line tells of it.
async fn stays_out(campus: &Campus, what: &str, person: &Person) {
    let before = campus.tally().await;
    let browser = campus.scene.as_visitor();
    let page = campus.sign_on(&browser, person).await;
    assert!((400..500).contains(&page.status) && !sets_session(&page), "{what}: {}", page.told());
    assert_eq!(campus.tally().await, Tally { refusals: before.refusals + 1, ..before }, "{what}");
}

#[actix_web::test]
async fn a_rule_asks_for_one_value_letter_by_letter() {
    let campus = Campus::new().await;
    for value in [
        json!("student@eastbridge.example"),
        json!("student@northfield.example@eastbridge.example"),
        json!("student@northfield.example.evil"),
        json!("student@northfield.exampl"),
        json!("student@northfield.example "),
        json!(" student@northfield.example"),
        json!("student@northfield.example\u{0}"),
        json!("student@northfield.example\nx"),
        json!("student@northfield.example,staff@northfield.example"),
        json!("student@northfield.example;x"),
        json!("astudent@northfield.example"),
        json!("student@"),
        json!("@northfield.example"),
        json!("student"),
        json!("stud\u{435}nt@northfield.example"),
        json!(".*"),
        json!("*"),
        json!("%"),
        json!("student@.*"),
        json!(""),
        json!([]),
        json!(["staff@northfield.example", "student@eastbridge.example"]),
        json!([["student@northfield.example"]]),
        json!({ "student@northfield.example": true }),
        json!({ "value": "student@northfield.example" }),
        json!(true),
        json!(1),
        Value::Null,
    ] {
        stays_out(&campus, &value.to_string(), &student("mallory").with("affiliation", value.clone())).await;
    }
    stays_out(&campus, "nothing", &student("mallory").without("affiliation")).await;
    let elsewhere =
        student("mallory").without("affiliation").with("affiliations", STUDENT).with("Affiliation", STUDENT);
    stays_out(&campus, "the right value under another name", &elsewhere).await;
    campus.lets_in(&student("text")).await;
    let list = json!(["staff@northfield.example", STUDENT, "student@eastbridge.example"]);
    campus.lets_in(&student("list").with("affiliation", list)).await;
    // A list with something strange in it is still a list of what is in it.
    campus.lets_in(&student("mixed").with("affiliation", json!([1, null, STUDENT]))).await;
}

#[actix_web::test]
async fn a_claim_that_has_to_be_there_has_to_be_that_one() {
    let campus = Campus::with(|new| new.must = vec![("hd".into(), "northfield.example".into())]).await;
    for (what, hd) in [
        ("another domain", json!("eastbridge.example")),
        ("a domain below", json!("x.northfield.example")),
        ("a domain above", json!("example")),
        ("a domain that goes on", json!("northfield.example.evil")),
        ("an empty domain", json!("")),
        ("null", Value::Null),
        ("true", json!(true)),
        ("an object", json!({ "northfield.example": 1 })),
    ] {
        let before = campus.tally().await;
        let page = campus.sign_on(&campus.scene.as_visitor(), &student("mallory").with("hd", hd)).await;
        campus.nothing_came(what, &page, before).await;
    }
    let before = campus.tally().await;
    let page = campus.sign_on(&campus.scene.as_visitor(), &student("mallory")).await;
    campus.nothing_came("no domain", &page, before).await;
    let ines = student("ines").with("hd", "northfield.example");
    let who = campus.who(&campus.lets_in(&ines).await);
    // Whoever is known is asked for it each time.
    let before = campus.tally().await;
    let page = campus.sign_on(&campus.scene.as_visitor(), &ines.clone().with("hd", "eastbridge.example")).await;
    campus.nothing_came("a domain that has changed", &page, before).await;
    assert_eq!(campus.who(&campus.lets_in(&ines).await), who);
}

#[actix_web::test]
async fn whoever_stays_out_because_something_was_not_sent_is_told_what_and_whom_to_ask() {
    let campus = Campus::with(|new| {
        new.rules.push(rule("entitlement", "urn:mace:alumni", Gives::Alumni));
        new.rules.push(rule("mentors", "yes", Gives::Role(Role::Moderator)));
        new.must = vec![("home".into(), "northfield.example".into())];
    })
    .await;
    let here = |sub: &str| student(sub).with("home", "northfield.example");
    let nothing = here("omar").without("affiliation");
    for (person, says, silent) in [
        (student("omar").without("affiliation"), "did not send “home”, “affiliation”, “entitlement”,", "let you in"),
        (student("omar"), "did not send “home”, by which", "affiliation"),
        (nothing, "did not send “affiliation”, “entitlement”, by which", "mentors"),
        (
            here("omar").with("affiliation", "guest@northfield.example"),
            "did not say that you belong here",
            "entitlement",
        ),
        (student("omar").with("home", "elsewhere.example"), "did not say that you belong here", "home"),
    ] {
        let page = campus.sign_on(&campus.scene.as_visitor(), &person).await;
        let words = page.is(403).text_of("main .lede");
        assert!(words.contains(says) && words.contains("Ask Northfield"), "{says} is not in {words}");
        assert!(!words.contains(silent), "{silent} is in {words}");
        if says.contains("send") {
            assert!(words.contains("Ask Northfield (help@northfield.example) to have it sent"), "{words}");
        }
    }
    campus.scene.house.admin("gail").await;
    campus.lets_in(&here("ines")).await;
}

#[actix_web::test]
async fn being_a_student_gives_no_role_and_a_role_comes_without_its_claim_to_nobody() {
    let campus = Campus::with(|new| {
        new.rules.push(rule("entitlement", "urn:northfield:moderates", Gives::Role(Role::Moderator)));
    })
    .await;
    let roles = |who| campus.scene.site.roster.member(who).unwrap().roles.clone();
    let ines = campus.who(&campus.lets_in(&student("ines")).await);
    assert!(roles(ines).is_empty());
    for claimed in ["admin", "moderator", "urn:northfield:administers", "urn:northfield:moderates.evil"] {
        let person = student("mallory").with("entitlement", claimed).with("role", claimed).with("roles", claimed);
        let mallory = campus.who(&campus.lets_in(&person).await);
        assert!(roles(mallory).is_empty(), "{claimed}");
    }
    let omar = student("omar").with("entitlement", json!(["x", "urn:northfield:moderates"]));
    let omar = campus.who(&campus.lets_in(&omar).await);
    assert_eq!(&*roles(omar), &[Role::Moderator]);
}

/// Entra leaves out groups of which somebody has too many, and says only where they could be asked for.
#[actix_web::test]
async fn groups_that_are_too_many_to_be_sent_give_nothing() {
    let campus = Campus::with(|new| {
        new.rules =
            vec![rule("groups", "students", Gives::Member), rule("groups", "moderators", Gives::Role(Role::Moderator))];
    })
    .await;
    let elsewhere = json!({ "src1": { "endpoint": "https://graph.example/students/moderators" } });
    let many = student("omar").with("_claim_names", json!({ "groups": "src1" })).with("_claim_sources", elsewhere);
    stays_out(&campus, "named elsewhere", &many).await;
    stays_out(&campus, "only told of", &student("omar").with("hasgroups", true)).await;
    stays_out(&campus, "a word for many", &student("omar").with("groups:src1", json!(["students"]))).await;
    let ines = campus.who(&campus.lets_in(&student("ines").with("groups", json!(["students"]))).await);
    assert!(campus.scene.site.roster.member(ines).unwrap().roles.is_empty());
}
