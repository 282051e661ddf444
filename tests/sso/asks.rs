//! What is asked of a provider beyond who somebody is: it is sent along, and looked for in what the provider signed.

use lyceum::sso::asks::{Asks, NewAsks};
use lyceum::sso::change::{self, Change};
use lyceum::sso::rules::{Gives, Rule};
use serde_json::{Value, json};

use super::campus::{Campus, Lie, come_back, is_in, rule, start, student};
use crate::support::Browser;
use crate::support::form::Form;
use crate::support::provider::{Wish, twist};

const DESK: &str = "/admin/sign-on/";
const MFA: &str = "https://refeds.org/profile/mfa";

async fn campus(asks: Asks) -> Campus {
    Campus::with(move |new| new.asks = asks).await
}

/// A token with one claim otherwise.
fn with(claim: &'static str, value: impl Into<Value>) -> Lie {
    let value = value.into();
    Box::new(move |script| script.claims = twist(move |claims| claims[claim] = value.clone()))
}

/// A token that says that somebody proved themselves so many seconds from now.
fn proved(seconds: i64) -> Lie {
    Box::new(move |script| {
        script.claims = twist(move |claims| claims["auth_time"] = (claims["iat"].as_i64().unwrap() + seconds).into());
    })
}

/// Everybody of a table is let in.
async fn lets_in_all(campus: &Campus, cases: Vec<Lie>) {
    for honest in cases {
        campus.provider.script(honest);
        campus.lets_in(&student("ines")).await;
        campus.provider.honest();
    }
}

#[actix_web::test]
async fn an_account_of_another_tenant_is_refused_whatever_was_asked_for() {
    for claim in ["hd", "tid"] {
        let campus =
            campus(Asks { tenant: Some((claim.into(), "Northfield.example".into())), ..Asks::default() }).await;
        let wish = Wish::of(&start(&campus.scene.as_visitor(), "uni").await);
        assert_eq!(wish.says("hd"), claim == "hd", "a hint where the provider takes one");
        for (what, lie) in [
            ("another tenant", with(claim, "eastbridge.example")),
            ("a tenant below", with(claim, "x.northfield.example")),
            ("a tenant that goes on", with(claim, "northfield.example.evil")),
            ("a list", with(claim, json!(["northfield.example"]))),
            ("nothing", with(claim, "")),
            ("null", with(claim, Value::Null)),
            ("another claim", with("tenant", "northfield.example")),
        ] {
            campus.refuses(what, lie).await;
        }
        // What is only told beside the token is not signed.
        campus
            .refuses("told beside it", |script| {
                script.userinfo = twist(move |told| told[claim] = "northfield.example".into());
                script.is_thin = true;
            })
            .await;
        let page = campus.sign_on(&campus.scene.as_visitor(), &student("private")).await;
        page.is(403).shows("an account that is not your institution");
        lets_in_all(&campus, vec![with(claim, "northfield.example"), with(claim, "NORTHFIELD.example")]).await;
    }
}

#[actix_web::test]
async fn a_guest_of_our_directory_is_of_another_one() {
    let campus = campus(Asks { tenant: Some(("tid".into(), "dir-1".into())), ..Asks::default() }).await;
    let in_ours = |name: &'static str, value: Value| -> Lie {
        Box::new(move |script| {
            script.claims = twist(move |claims| {
                claims["tid"] = "dir-1".into();
                claims[name] = value.clone();
            });
        })
    };
    for (what, lie) in [
        ("a guest", in_ours("acct", json!(1))),
        ("a guest in a word", in_ours("acct", json!("1"))),
        ("something new", in_ours("acct", json!(2))),
        ("neither", in_ours("acct", json!([0]))),
        ("of another directory", in_ours("idp", json!("https://sts.windows.net/dir-2/"))),
        ("of their own", in_ours("idp", json!("live.com"))),
    ] {
        campus.refuses(what, lie).await;
    }
    let own = json!("https://sts.windows.net/DIR-1/");
    let fine = vec![in_ours("acct", json!(0)), in_ours("acct", Value::Null), in_ours("idp", own)];
    lets_in_all(&campus, fine).await;
}

#[actix_web::test]
async fn whoever_is_of_another_tenant_loses_what_rules_gave_before_one_was_asked_for() {
    let spring = Rule { cohort: Some("spring".into()), ..rule("entitlement", "spring", Gives::Mentee) };
    let campus = Campus::with(move |new| new.rules.push(spring)).await;
    let entitled = student("ines").with("entitlement", json!(["spring"]));
    let ines = campus.lets_in(&entitled).await;
    ines.get("/b/ask/").await.is(200);
    let (member, house) = (campus.who(&ines), campus.scene.house.id);
    let asks = NewAsks { tenant: Some(Some(("hd".into(), "northfield.example".into()))), ..NewAsks::default() };
    let tenant = Change { asks, ..Change::default() };
    campus.scene.site.write(move |tx| change::change(tx, house, "uni", tenant, None)).await.unwrap();
    let place = || campus.scene.site.roster.member(member).unwrap().role_in(campus.scene.spring.id);
    assert!(place().is_some() && !is_in(&ines).await, "they are asked for again first");
    campus
        .sign_on(&campus.scene.as_visitor(), &entitled)
        .await
        .is(403)
        .shows("an account that is not your institution");
    assert_eq!(place(), None);
    campus.provider.script(with("hd", "northfield.example"));
    campus.lets_in(&entitled).await.get("/b/ask/").await.is(200);
    // What is not said stays: another level of proof is asked for, and the tenant with it.
    let levels = NewAsks { levels: Some(vec![MFA.into()]), ..NewAsks::default() };
    let before = Asks { tenant: Some(("hd".into(), "northfield.example".into())), ..Asks::default() };
    assert_eq!(levels.after(before.clone()), Asks { levels: vec![MFA.into()], ..before });
}

#[actix_web::test]
async fn whoever_proved_themselves_too_long_ago_is_asked_to_do_it_again() {
    let campus = campus(Asks { max_age_minutes: Some(10), ..Asks::default() }).await;
    let wish = Wish::of(&start(&campus.scene.as_visitor(), "uni").await);
    assert_eq!(wish.get("max_age"), "600");
    for (what, lie) in [
        ("661 seconds ago", proved(-661)),
        ("a day ago", proved(-86_400)),
        ("in the future", proved(61)),
        ("as text", with("auth_time", "now")),
        ("null", with("auth_time", Value::Null)),
    ] {
        campus.refuses(what, lie).await;
    }
    let without: Lie =
        Box::new(|script| script.claims = twist(|claims| drop(claims.as_object_mut().unwrap().remove("auth_time"))));
    campus.refuses("never", without).await;
    lets_in_all(&campus, vec![proved(-660), proved(0), proved(60)]).await;
}

#[actix_web::test]
async fn whoever_proved_themselves_less_well_than_is_asked_for_stays_out() {
    let levels = vec![MFA.to_owned(), "urn:northfield:two".to_owned()];
    let campus = campus(Asks { levels, ..Asks::default() }).await;
    let wish = Wish::of(&start(&campus.scene.as_visitor(), "uni").await);
    assert_eq!(wish.get("acr_values"), format!("{MFA} urn:northfield:two"));
    for (what, lie) in [
        ("a password", with("acr", "https://refeds.org/profile/sfa")),
        ("something that goes on", with("acr", format!("{MFA}/x"))),
        ("both in one", with("acr", format!("{MFA} urn:northfield:two"))),
        ("a list", with("acr", json!([MFA]))),
        ("nothing", with("acr", "")),
        ("another claim", with("amr", json!(["mfa"]))),
    ] {
        campus.refuses(what, lie).await;
    }
    lets_in_all(&campus, vec![with("acr", MFA), with("acr", "urn:northfield:two")]).await;
}

async fn form(admin: &Browser) -> Form {
    admin.follow(&admin.get(DESK).await, "Change").await.form("Save")
}

#[actix_web::test]
async fn what_is_asked_for_is_set_at_the_desk_and_holds_for_those_who_are_in() {
    let campus = campus(Asks::default()).await;
    campus.scene.house.admin("gail").await;
    let admin = campus.scene.as_member("gail").await;
    let ines = campus.lets_in(&student("ines")).await;
    for (field, value, words) in [
        ("Which tenant", "northfield.example", "choose by which claim"),
        ("How long ago somebody may have signed in there, in minutes", "an hour", "Write a whole number up to 43200"),
        ("How long ago somebody may have signed in there, in minutes", "-1", "Write a whole number up to 43200"),
    ] {
        let page = admin.send(form(&admin).await.fill(field, value)).await;
        page.is(422).shows(words);
        assert_eq!(page.typed(field), value);
    }
    let typed = form(&admin).await;
    let typed = typed
        .fill("Tenant", "Google: the hosted domain (hd)")
        .fill("Which tenant", "northfield.example")
        .fill("How long ago somebody may have signed in there, in minutes", "60")
        .fill("How well they have to prove themselves there", MFA);
    let desk = admin.send_and_go_on(typed).await;
    desk.is(200).shows("hd=northfield.example").shows("max_age=3600").shows(&format!("acr={MFA}"));
    assert!(!is_in(&ines).await, "whoever came by it signs on again");
    let visitor = campus.scene.as_visitor();
    let back = campus.provider.allow(&start(&visitor, "uni").await, &student("ines").with("hd", "northfield.example"));
    come_back(&visitor, &back).await.is(403).shows("more than a password");
    let ines = student("ines").with("hd", "northfield.example").with("acr", MFA);
    let browser = campus.lets_in(&ines).await;
    admin.send(form(&admin).await).await.is(303);
    assert!(is_in(&browser).await, "saved as it was, it is no change");
}
