//! Whoever runs the institution tries a provider to the end, and sees what it says; nobody comes in by that.

use lyceum::sso::rules::Gives;

use super::campus::{Campus, STUDENT, come_back, is_in, rule, sets_session, student};
use crate::support::provider::twist;
use crate::support::{Browser, Person};

const TRY: &str = "/admin/sign-on/uni/try";

async fn campus() -> (Campus, Browser) {
    let campus = Campus::with(|new| {
        new.rules.push(rule("entitlement", "alumni", Gives::Alumni));
        new.must.push(("hd".into(), "northfield.example".into()));
    })
    .await;
    campus.scene.house.admin("gail").await;
    let admin = campus.scene.as_member("gail").await;
    (campus, admin)
}

fn here(sub: &str) -> Person {
    student(sub).with("hd", "northfield.example")
}

/// The way to the provider and back, as far as the answer.
async fn tried(campus: &Campus, admin: &Browser, person: &Person) -> String {
    let page = admin.get(TRY).await;
    campus.provider.allow(page.is(303).location(), person)
}

#[actix_web::test]
async fn what_it_says_and_what_that_gives_is_shown_and_nobody_comes_in() {
    let (campus, admin) = campus().await;
    let before = campus.tally().await;
    let back = tried(&campus, &admin, &here("ines")).await;
    let page = come_back(&admin, &back).await;
    page.is(200).shows("whoever is described like this comes in").shows(STUDENT).shows("ines");
    let rows = page.texts_of(".rows li, .facts div");
    let has = |row: &str| assert!(rows.iter().any(|told| told == row), "{row} is not among {rows:?}");
    has(&format!("member:affiliation={STUDENT} Holds"));
    has("alumni:entitlement=alumni Does not hold");
    has("hd=northfield.example Holds");
    has("entitlement It says nothing of this.");
    assert!(!sets_session(&page), "whoever tries stays who they are");
    assert_eq!(campus.tally().await, before, "and nobody has come in");
    admin.get("/admin/audit/").await.shows("Tried a provider of sign-on");
    come_back(&admin, &back).await.is(403);
    // Beside it, the same answer of a sign-on lets in.
    campus.lets_in(&here("ines")).await;
}

#[actix_web::test]
async fn whoever_would_stay_out_is_told_so_and_a_fault_is_told_in_words() {
    let (campus, admin) = campus().await;
    let back = tried(&campus, &admin, &student("ines")).await;
    let page = come_back(&admin, &back).await;
    page.is(200).shows("does not come in");
    assert!(page.texts_of(".rows li, .facts div").iter().any(|row| row == "hd=northfield.example Does not hold"));
    campus.provider.script(|script| script.claims = twist(|claims| claims["aud"] = "another-client".into()));
    let back = tried(&campus, &admin, &here("ines")).await;
    come_back(&admin, &back)
        .await
        .is(200)
        .shows("It did not work")
        .shows("Look at the algorithm")
        .lacks("another-client");
    campus.provider.honest();
    let back = tried(&campus, &admin, &here("ines")).await;
    come_back(&admin, &back).await.shows("comes in");
}

#[actix_web::test]
async fn one_that_is_off_can_be_tried_and_lets_nobody_in() {
    let (campus, admin) = campus().await;
    admin.send(admin.get("/admin/sign-on/").await.form("Switch off")).await.is(200);
    let back = tried(&campus, &admin, &here("ines")).await;
    come_back(&admin, &back).await.is(200).shows("comes in");
    campus.scene.as_visitor().get("/sso/uni/start").await.is(404);
}

#[actix_web::test]
async fn only_whoever_began_it_sees_it_and_only_those_who_run_the_institution_begin_it() {
    let (campus, admin) = campus().await;
    for who in ["ada", "ruth", "helen", "mo"] {
        campus.scene.as_member(who).await.get(TRY).await.is(404);
    }
    campus.scene.as_visitor().get(TRY).await.is(404);
    let back = tried(&campus, &admin, &here("ines")).await;
    let visitor = campus.scene.as_visitor();
    let page = come_back(&visitor, &back).await;
    page.is(403).lacks(STUDENT);
    assert!(!is_in(&visitor).await);
    // Signed out on the way, they are a visitor, too, although it is their browser.
    let back = tried(&campus, &admin, &here("ines")).await;
    let page = admin.get("/settings/").await;
    admin.send(page.form("Sign out")).await.is(303);
    come_back(&admin, &back).await.is(403).lacks(STUDENT);
    assert!(!is_in(&admin).await);
}
