//! Whom no rule lets in, somebody who runs a cohort can: into that cohort, and by the same sign-in from then on.

use lyceum::cohorts::leave;
use lyceum::sso::rules::{Gives, Rule};

use super::campus::{Campus, come_back, is_in, rule, start, student};
use crate::support::{Browser, Page, Person};

const DESK: &str = "/c/spring/manage/requests/";
const BOARD: &str = "/b/ask/";

/// Somebody of whom the university says nothing that a rule asks for.
fn alumna(sub: &str) -> Person {
    Person::new(sub).with("name", "Noor Haddad").with("email", "noor@northfield.example")
}

/// They come, and are turned away.
async fn knock(campus: &Campus, person: &Person) -> Page {
    let browser = campus.scene.as_visitor();
    let back = campus.provider.allow(&start(&browser, "uni").await, person);
    come_back(&browser, &back).await
}

async fn asked() -> (Campus, Browser) {
    let campus = Campus::new().await;
    knock(&campus, &alumna("noor")).await.is(403).shows("can see that you came");
    let helen = campus.scene.as_member("helen").await;
    (campus, helen)
}

#[actix_web::test]
async fn whoever_is_let_in_comes_into_that_cohort_and_by_the_same_sign_in() {
    let (campus, helen) = asked().await;
    let desk = helen.follow(&helen.get("/c/spring/manage/").await, "Who asked to come in").await;
    desk.shows("Noor Haddad").shows("By Northfield University").lacks("noor@northfield.example");
    let page = helen.send_and_go_on(desk.form("Let in").fill("Role of Noor Haddad", "Mentor")).await;
    page.is(200).shows("Nobody waits");
    let noor = campus.lets_in(&alumna("noor")).await;
    noor.get(BOARD).await.is(200);
    noor.get("/c/spring/people/").await.shows("Noor Haddad");
    // It is the word of a person, and a sign-on takes nothing of it back.
    campus.lets_in(&alumna("noor")).await.get(BOARD).await.is(200);
    assert!(is_in(&noor).await);
    // The same name at the same provider is another person.
    knock(&campus, &alumna("another")).await.is(403);
    helen.get(DESK).await.shows("Noor Haddad");
}

#[actix_web::test]
async fn whoever_was_let_in_into_a_cohort_and_is_in_none_any_more_asks_again() {
    let (campus, helen) = asked().await;
    helen.send(helen.get(DESK).await.form("Let in")).await.is(303);
    let noor = campus.lets_in(&alumna("noor")).await;
    let (member, spring, by) = (campus.who(&noor), campus.scene.spring.id, campus.scene.person("helen").id);
    campus.scene.site.write(move |tx| leave::leave(tx, spring, member, by)).await.unwrap();
    knock(&campus, &alumna("noor")).await.is(403).shows("can see that you came");
    assert!(!is_in(&noor).await);
    helen.send(helen.get(DESK).await.shows("Noor Haddad").form("Let in")).await.is(303);
    assert_eq!(campus.who(&campus.lets_in(&alumna("noor")).await), member, "she is who she was");
}

#[actix_web::test]
async fn whoever_is_turned_down_is_not_shown_again_for_ninety_days() {
    let (campus, helen) = asked().await;
    let form = helen.get(DESK).await.form("Turn down");
    helen.send(form.clone()).await.is(303);
    helen.send(form).await.is(422).shows("Somebody has decided this meanwhile");
    knock(&campus, &alumna("noor")).await.is(403);
    helen.get(DESK).await.shows("Nobody waits").lacks("Noor");
    let clock = &campus.scene.site.node.clock;
    clock.advance(89 * 86_400);
    let tidied = async || lyceum::worker::tidy(&campus.scene.site.node.site).await.unwrap();
    tidied().await;
    knock(&campus, &alumna("noor")).await.is(403);
    let helen = campus.scene.as_member("helen").await;
    helen.get(DESK).await.shows("Nobody waits");
    clock.advance(2 * 86_400);
    tidied().await;
    knock(&campus, &alumna("noor")).await.is(403);
    campus.scene.as_member("helen").await.get(DESK).await.shows("Noor Haddad");
}

#[actix_web::test]
async fn of_two_who_decide_at_once_one_does() {
    let (campus, helen) = asked().await;
    let (let_in, turn_down) = (helen.get(DESK).await.form("Let in"), helen.get(DESK).await.form("Turn down"));
    let before = campus.tally().await.members;
    helen.send(let_in.clone()).await.is(303);
    helen.send(turn_down).await.is(422).shows("Somebody has decided this meanwhile");
    helen.send(let_in).await.is(422);
    assert_eq!(campus.tally().await.members, before + 1);
}

#[actix_web::test]
async fn nobody_lets_in_who_runs_no_cohort_or_more_than_mentors() {
    let (campus, helen) = asked().await;
    let form = helen.get(DESK).await.form("Let in");
    for (who, status) in [("ada", 403), ("ruth", 403), ("mo", 403), ("olga", 404)] {
        let browser = campus.scene.as_member(who).await;
        browser.get(DESK).await.is(status).lacks("Noor");
        browser.send_forged(form.clone()).await.is(status);
    }
    campus.scene.as_visitor().get(DESK).await.is(404);
    // An admin, who appoints coordinators and reads nothing of a cohort, could come in under another name.
    campus.scene.house.admin("gail").await;
    let gail = campus.scene.as_member("gail").await;
    gail.get(DESK).await.is(404);
    gail.get("/c/spring/manage/").await.is(200).lacks("Who asked to come in");
    gail.send_forged(form.clone()).await.is(404);
    helen.send_forged(form.clone().forge("role", "coordinator")).await.is(422);
    helen.send_forged(form.clone().forge("request", "nothing")).await.is(422).shows("Somebody has decided this");
    helen.send_forged(form.clone().forge("request", "0000000000001")).await.is(422);
    knock(&campus, &alumna("noor")).await.is(403);
    helen.get(DESK).await.shows("Noor Haddad");
    helen.send(form).await.is(303);
    campus.lets_in(&alumna("noor")).await;
}

#[actix_web::test]
async fn whoever_was_let_in_still_has_to_be_of_this_institution() {
    let campus = Campus::with(|new| new.must.push(("hd".into(), "northfield.example".into()))).await;
    let here = |sub: &str| alumna(sub).with("hd", "northfield.example");
    knock(&campus, &alumna("noor")).await.is(403);
    let helen = campus.scene.as_member("helen").await;
    // Somebody of another institution of the same provider has not asked anybody here.
    helen.get(DESK).await.shows("Nobody waits");
    knock(&campus, &here("noor")).await.is(403);
    helen.send(helen.get(DESK).await.form("Let in")).await.is(303);
    campus.lets_in(&here("noor")).await;
    knock(&campus, &alumna("noor")).await.is(403);
    campus.lets_in(&here("noor")).await;
}

#[actix_web::test]
async fn somebody_who_left_the_university_can_be_let_in_again_as_who_they_were() {
    let campus = Campus::with(|new| {
        let mentee = Rule { cohort: Some("spring".into()), ..rule("entitlement", "spring", Gives::Mentee) };
        new.rules.push(mentee);
    })
    .await;
    let ines = campus.lets_in(&student("ines").with("entitlement", "spring")).await;
    let member = campus.who(&ines);
    let graduate = Person::new("ines").with("name", "Ines");
    knock(&campus, &graduate).await.is(403);
    assert!(!is_in(&ines).await);
    campus.scene.site.node.clock.advance(60);
    let helen = campus.scene.as_member("helen").await;
    helen.send(helen.get(DESK).await.form("Let in").fill("Role of Ines", "Mentor")).await.is(303);
    let again = campus.lets_in(&graduate).await;
    assert_eq!(campus.who(&again), member, "they are who they were");
    again.get(BOARD).await.is(200);
}
