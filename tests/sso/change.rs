//! A provider is changed: its secret, its words, and who gets what; what no rule gives any more is taken back.

use diesel::prelude::*;
use lyceum::db::schema::sso_providers;
use lyceum::roster::{CohortRole, Role};
use lyceum::sso::change::{self, Change};
use lyceum::sso::rules::{Gives, Rule};
use lyceum::sso::{add, identity_model, model, switch};
use serde_json::json;

use super::campus::{Campus, STUDENT, come_back, described, is_in, rule, start, student};
use crate::support::form::Form;
use crate::support::provider::CLIENT_SECRET;
use crate::support::{Browser, Person};

const DESK: &str = "/admin/sign-on/";
const BOARD: &str = "/b/ask/";

fn in_spring(value: &str, gives: Gives) -> Rule {
    Rule { cohort: Some("spring".into()), ..rule("entitlement", value, gives) }
}

fn entitled(sub: &str, to: &[&str]) -> Person {
    student(sub).with("entitlement", json!(to))
}

/// Students, mentees of Spring and moderators by their entitlements; and an admin.
async fn campus() -> (Campus, Browser) {
    let campus = Campus::with(|new| {
        new.rules.push(in_spring("spring", Gives::Mentee));
        new.rules.push(rule("entitlement", "keeps-order", Gives::Role(Role::Moderator)));
    })
    .await;
    campus.scene.house.admin("gail").await;
    let admin = campus.scene.as_member("gail").await;
    (campus, admin)
}

async fn form(admin: &Browser) -> Form {
    admin.follow(&admin.get(DESK).await, "Change").await.form("Save")
}

async fn tell(campus: &Campus, change: Change) {
    let house = campus.scene.house.id;
    campus.scene.site.node.site.write(move |tx| change::change(tx, house, "uni", change, None)).await.unwrap();
}

#[actix_web::test]
async fn a_secret_that_expired_is_typed_in_anew_and_nobody_is_signed_out() {
    let (campus, admin) = campus().await;
    let ines = campus.lets_in(&student("ines")).await;
    admin.send(form(&admin).await.fill("Client secret", "a wrong one")).await.is(303);
    let visitor = campus.scene.as_visitor();
    let back = campus.provider.allow(&start(&visitor, "uni").await, &student("omar"));
    come_back(&visitor, &back).await.is(403).shows("do not agree any more");
    assert!(is_in(&ines).await, "a secret is no word about people");
    let page = admin.follow(&admin.get(DESK).await, "Change").await;
    page.lacks("a wrong one").shows("Leave it empty to keep the one that is sealed");
    admin.send(form(&admin).await.fill("Client secret", CLIENT_SECRET)).await.is(303);
    campus.lets_in(&student("omar")).await;
    admin.send(form(&admin).await.fill("Words on its button", "your campus key")).await.is(303);
    campus.scene.as_visitor().get("/sign-in").await.shows("Continue with your campus key");
    campus.lets_in(&student("omar")).await;
    assert!(is_in(&ines).await);
    // Typed again, it is no change, and it lies sealed as it lay.
    let sealed = async || -> String {
        let stored = sso_providers::table.select(sso_providers::client_secret);
        campus.scene.site.read(move |conn| Ok(stored.first(conn)?)).await.unwrap()
    };
    let before = sealed().await;
    admin.send(form(&admin).await.fill("Client secret", CLIENT_SECRET)).await.is(303);
    assert_eq!(sealed().await, before);
    assert!(!before.contains(CLIENT_SECRET));
}

#[actix_web::test]
async fn whoever_is_with_their_provider_meanwhile_is_judged_by_what_holds_when_they_come_back() {
    let (campus, _) = campus().await;
    let begun = async || {
        let visitor = campus.scene.as_visitor();
        let back = campus.provider.allow(&start(&visitor, "uni").await, &student("ines"));
        (visitor, back)
    };
    let (in_vain, in_time) = (begun().await, begun().await);
    let rules =
        |value: &str| Change { rules: Some(vec![rule("affiliation", value, Gives::Member)]), ..Change::default() };
    tell(&campus, rules("staff@northfield.example")).await;
    come_back(&in_vain.0, &in_vain.1).await.is(403).shows("did not say that you belong here");
    tell(&campus, rules(STUDENT)).await;
    come_back(&in_time.0, &in_time.1).await.is(303);
}

#[actix_web::test]
async fn what_no_rule_gives_any_more_is_taken_back_at_once_and_what_was_given_by_hand_is_not() {
    let (campus, admin) = campus().await;
    let ines = campus.lets_in(&entitled("ines", &["spring", "keeps-order"])).await;
    let local = campus.scene.as_member("ada").await;
    ines.get(BOARD).await.is(200);
    let (member, site) = (campus.who(&ines), campus.scene.site.node.site.clone());
    let is_moderator = || site.roster.member(member).unwrap().roles.contains(&Role::Moderator);
    assert!(is_moderator());
    let typed = form(&admin).await;
    admin.send(typed.clone().fill("Who gets what", &format!("member:affiliation={STUDENT}"))).await.is(303);
    assert!(!is_in(&ines).await, "whoever came by it is asked for again");
    assert!(!is_moderator(), "a role goes with its rule");
    assert_eq!(site.roster.member(member).unwrap().enrolments.len(), 0, "and so does a place");
    local.get(BOARD).await.is(200);
    assert!(is_in(&admin).await && is_in(&local).await);
    let again = campus.lets_in(&entitled("ines", &["spring", "keeps-order"])).await;
    again.get(BOARD).await.is(404);
    // A rule that is listed again gives again: nobody ended that place by hand.
    tell(
        &campus,
        Change {
            rules: Some(vec![rule("affiliation", STUDENT, Gives::Member), in_spring("spring", Gives::Mentor)]),
            ..Change::default()
        },
    )
    .await;
    campus.lets_in(&entitled("ines", &["spring"])).await.get(BOARD).await.is(200);
    assert_eq!(site.roster.member(member).unwrap().role_in(campus.scene.spring.id), Some(CohortRole::Mentor));
}

#[actix_web::test]
async fn what_another_provider_lists_keeps_only_those_whom_it_knows_and_only_while_it_is_on() {
    let (campus, _) = campus().await;
    let (site, house) = (campus.scene.site.node.site.clone(), campus.scene.house.id);
    let mut other = described(&campus.provider, "other");
    other.rules.push(in_spring("spring", Gives::Mentee));
    site.write(move |tx| add::add(tx, house, other, None)).await.unwrap();
    let member = async |sub: &str| campus.who(&campus.lets_in(&entitled(sub, &["spring"])).await);
    let (ines, omar, mira) = (member("ines").await, member("omar").await, member("mira").await);
    let known = move |tx: &mut lyceum::site::Tx<'_>, subject: &str, who| {
        let (id, now, other) = (tx.id(), tx.now, model::by_slug(tx.conn, house, "other")?.id);
        identity_model::insert_identity(tx.conn, id, other, subject, who, now)?;
        identity_model::set_asked(tx.conn, other, subject, now)
    };
    site.write(move |tx| known(tx, "omar", omar).and_then(|()| known(tx, "mira", mira))).await.unwrap();
    let place = |member| site.roster.member(member).unwrap().role_in(campus.scene.spring.id);
    let rules = |more: &[Rule]| {
        let all = [&[rule("affiliation", STUDENT, Gives::Member)], more].concat();
        Change { rules: Some(all), ..Change::default() }
    };
    tell(&campus, rules(&[])).await;
    assert_eq!([place(ines), place(omar), place(mira)], [None, Some(CohortRole::Mentee), Some(CohortRole::Mentee)]);
    site.write(move |tx| switch::switch(tx, house, "other", false, None)).await.unwrap();
    // Looked at again when somebody comes, and when the rules change once more.
    campus.lets_in(&student("omar")).await;
    assert_eq!([place(omar), place(mira)], [None, Some(CohortRole::Mentee)]);
    tell(&campus, rules(&[rule("affiliation", "staff@northfield.example", Gives::Member)])).await;
    assert_eq!(place(mira), None);
}

#[actix_web::test]
async fn a_rule_that_is_spelled_otherwise_takes_nobodys_place_before_they_come_again() {
    let (campus, _) = campus().await;
    let ines = campus.lets_in(&entitled("ines", &["spring"])).await;
    let (member, site) = (campus.who(&ines), campus.scene.site.node.site.clone());
    let rules = vec![rule("affiliation", STUDENT, Gives::Member), in_spring("summer", Gives::Mentee)];
    tell(&campus, Change { rules: Some(rules), ..Change::default() }).await;
    assert!(!is_in(&ines).await);
    let place = || site.roster.member(member).unwrap().role_in(campus.scene.spring.id);
    assert_eq!(place(), Some(CohortRole::Mentee), "five hundred mentees do not leave for a slip of the pen");
    campus.lets_in(&entitled("ines", &["spring"])).await.get(BOARD).await.is(404);
    assert_eq!(place(), None);
}

#[actix_web::test]
async fn nobody_lists_by_a_change_what_they_could_not_add() {
    let (campus, admin) = campus().await;
    let typed = form(&admin).await;
    let known = admin.follow(&admin.get(DESK).await, "Change").await.typed("Who gets what");
    assert!(known.contains("moderator:entitlement=keeps-order"), "{known}");
    // What the operator listed stays through a change by an admin, who may take it away and not put it there.
    admin.send(typed.clone().fill("Words on its button", "another")).await.is(303);
    let more = |line: &str| format!("{known}\n{line}");
    for (line, why) in [
        ("admin:entitlement=boss", "is listed by whoever runs the server"),
        ("mentor@spring:entitlement=me", "Places in spring are given by its coordinators"),
        ("mentor@nowhere:entitlement=me", "Places in nowhere are given by its coordinators"),
        ("everything:to=me", "is no rule"),
    ] {
        let page = admin.send(typed.clone().fill("Who gets what", &more(line))).await;
        page.is(422).shows(why);
        assert_eq!(page.typed("Who gets what"), more(line), "what was typed stays");
    }
    let page = admin.send(typed.clone().fill("Client secret", "canary").fill("What is asked for", "email")).await;
    page.is(422).shows("Ask for openid, too").lacks("canary");
    admin.send_forged(typed.clone().forge("issuer", "https://evil.example")).await.is(400);
    for who in ["ada", "ruth", "helen", "mo"] {
        let browser = campus.scene.as_member(who).await;
        browser.get("/admin/sign-on/uni/change").await.is(404);
        browser.send_forged(typed.clone()).await.is(404);
    }
    admin.get("/admin/sign-on/nobody/change").await.is(404);
    admin.get(DESK).await.shows("another").lacks("evil").lacks("entitlement=boss");
}
