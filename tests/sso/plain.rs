//! A provider that speaks OAuth 2 and gives no ID tokens: who somebody is, its user information says.

use lyceum::members::model;
use lyceum::sign_in::link;
use lyceum::sso::add;
use lyceum::sso::asks::Asks;
use lyceum::sso::places::Places;
use serde_json::{Value, json};

use super::campus::{Campus, come_back, is_in, start, student};
use super::logout::{BACK, says};
use crate::support::provider::{Answer, TOKEN, USERINFO, Wish};
use crate::support::{Browser, Person, Provider};

fn places(provider: &Provider) -> Places {
    let at = |path: &str| format!("{}{path}", provider.issuer());
    Places {
        authorize: at("/authorize"),
        token: at(TOKEN),
        userinfo: at(USERINFO),
        subject: "id".into(),
        name: "display_name".into(),
        email: "mail".into(),
    }
}

/// A campus whose provider speaks OAuth 2 alone; a test calls `honest` no more.
async fn campus() -> Campus {
    let campus = Campus::new().await;
    let (house, places) = (campus.scene.house.id, places(&campus.provider));
    let described = super::campus::described(&campus.provider, "plain");
    let new = add::NewProvider { issuer: String::new(), scopes: "read_user".into(), places: Some(places), ..described };
    campus.scene.site.write(move |tx| add::add(tx, house, new, None)).await.unwrap();
    campus.provider.script(|script| script.is_plain = true);
    campus
}

fn person(id: impl Into<Value>, name: &str) -> Person {
    let told = student(&name.to_lowercase()).without("name").without("email");
    told.with("id", id).with("display_name", name).with("mail", format!("{name}@students.example"))
}

async fn sign_on(campus: &Campus, person: &Person) -> (Browser, crate::support::Page) {
    let browser = campus.scene.as_visitor();
    let location = start(&browser, "plain").await;
    let page = come_back(&browser, &campus.provider.allow(&location, person)).await;
    (browser, page)
}

#[actix_web::test]
async fn somebody_comes_in_by_what_stays_of_them_and_not_by_what_they_are_called() {
    let campus = campus().await;
    let wish = Wish::of(&start(&campus.scene.as_visitor(), "plain").await);
    assert_eq!((wish.get("scope"), wish.get("code_challenge_method")), ("read_user", "S256"));
    let (ines, page) = sign_on(&campus, &person(4711, "Ines")).await;
    page.is(303);
    ines.get("/settings/").await.is(200).shows("Ines");
    let who = campus.who(&ines);
    // That an address was looked at is said of another one.
    let house = campus.scene.house.id;
    let found = campus.scene.site.read(move |conn| model::by_address(conn, house, "ines@students.example"));
    assert_eq!(found.await.unwrap(), None);
    let (again, _) = sign_on(&campus, &person(4711, "Inez")).await;
    assert_eq!(campus.who(&again), who, "another name, and the same person");
    let (text, _) = sign_on(&campus, &person("4711", "Ines")).await;
    assert_eq!(campus.who(&text), who, "a number is the number that it spells");
    let (other, _) = sign_on(&campus, &person(4712, "Ines")).await;
    assert_ne!(campus.who(&other), who, "the same name, and another person");
    let exchange = campus.provider.last(TOKEN).unwrap();
    assert!(exchange.contains("code_verifier="), "{exchange}");
    let mallory = person(4713, "Mallory").with("affiliation", "guest@northfield.example");
    sign_on(&campus, &mallory).await.1.is(403).shows("did not say that you belong here");
    // It ends nothing here: there is no key by which its word could be told.
    let token = campus.provider.logout_token(|claims| claims["sub"] = "4711".into());
    says(&campus, &BACK.replace("uni", "plain"), &token).await.is(400);
    assert!(is_in(&ines).await);
}

#[actix_web::test]
async fn whoever_it_does_not_name_for_ever_stays_out() {
    let campus = campus().await;
    for (what, id) in [
        ("nothing", Value::Null),
        ("an empty name", json!("")),
        ("a fraction", json!(1.5)),
        ("a list", json!([4711])),
        ("an object", json!({ "id": 4711 })),
        ("true", json!(true)),
        ("a line end", json!("4711\n")),
        ("a name without an end", json!("4".repeat(256))),
    ] {
        let before = campus.tally().await;
        let (_, page) = sign_on(&campus, &person(id, "Ines")).await;
        campus.nothing_came(what, &page, before).await;
    }
    for (what, answer, status) in [
        ("another's token", Answer::json(401, &json!({ "error": "invalid_token" })), 403),
        ("no object", Answer::raw("[4711]"), 403),
        ("a way elsewhere", Answer::redirect(302, "https://beta.example/"), 403),
        ("a fault", Answer::new(500, "text/html", "canary"), 503),
    ] {
        campus.provider.script(|script| drop(script.instead.insert(USERINFO, answer)));
        let (browser, page) = sign_on(&campus, &person(4711, "Ines")).await;
        assert_eq!(page.status, status, "{what}: {}", page.told());
        assert!(!is_in(&browser).await, "{what}");
        campus.provider.script(|script| script.instead.clear());
    }
    // A code is good in the browser and for the provider it was begun with, as everywhere.
    let (first, second) = (campus.scene.as_visitor(), campus.scene.as_visitor());
    let back = campus.provider.allow(&start(&first, "plain").await, &person(4711, "Ines"));
    come_back(&second, &back).await.is(403);
    come_back(&first, &back.replace("/plain/", "/uni/")).await.is(403);
    let (_, page) = sign_on(&campus, &person(4711, "Ines")).await;
    page.is(303);
}

#[actix_web::test]
async fn who_comes_by_it_alone_is_offered_no_proof_that_it_cannot_give_but_a_road_that_works() {
    let campus = campus().await;
    let scene = &campus.scene;
    let (ines, page) = sign_on(&campus, &person(4711, "Ines")).await;
    page.is(303);
    let asked = ines.send(ines.get("/settings/sign-in/").await.form("Set it up")).await;
    let page = ines.get(asked.is(303).location()).await;
    page.is(200).shows("lyceum member sign-in-link").shows("Ask Northfield");
    assert!(!page.has_link("Continue with Northfield University"), "{}", page.told());
    let before = campus.tally().await;
    ines.get("/sso/plain/again").await.is(409).shows("Show it another way");
    assert_eq!(campus.tally().await, before, "a page that somebody only looks at leaves no line");
    let who = campus.who(&ines);
    let token = scene.site.write(move |tx| link::make(tx, who, "/")).await.unwrap();
    let page = ines.get(&format!("/sign-in/link/{token}")).await;
    ines.send(page.is(200).form("Sign in")).await.is(303);
    assert_eq!(campus.who(&ines), who);
    ines.send(ines.get("/settings/sign-in/").await.form("Set it up")).await.is(200);
    // What comes back to be added is shown, and that is all there is to go by.
    let olga = scene.as_member("olga").await;
    let page = olga.get("/settings/sign-in/").await;
    let mut form = page.form("Add Northfield University");
    form.action = "/settings/sign-in/add/plain".to_owned();
    let page = olga.send(form).await;
    let location = page.is(200).link("Continue with Northfield University");
    assert!(!Wish::of(&location).says("prompt"), "it would not know what that is");
    let page = come_back(&olga, &campus.provider.allow(&location, &person(12, "Olga"))).await;
    page.is(200).shows("Is this you: Olga, Olga@students.example");
    olga.send(page.form("It is mine, add it")).await.is(303);
    let told = scene.site.mail_to("olga@northfield.example").await;
    assert!(told[0].text.contains("(Olga, Olga@students.example) was added"), "{}", told[0].text);
}

#[actix_web::test]
async fn whoever_sets_it_up_is_told_what_it_cannot_do() {
    let campus = campus().await;
    let admin = campus.scene.house.admin("gail").await;
    let admin = campus.scene.site.browser().as_member(&admin).await;
    admin.get("/admin/sign-on/").await.is(200).shows("It speaks OAuth 2 without ID tokens").shows(USERINFO);
    let page = admin.get("/admin/sign-on/plain/try").await;
    let tried = come_back(&admin, &campus.provider.allow(page.is(303).location(), &person(4711, "Ines"))).await;
    tried.is(200).shows("comes in").shows("4711");
    let change = admin.get("/admin/sign-on/plain/change").await.form("Save");
    let wrong = change.clone().fill("How long ago somebody may have signed in there, in minutes", "60");
    admin.send(wrong).await.is(422).shows("gives no ID tokens");
    admin.send(change.fill("Words on its button", "your old account")).await.is(303);
    let good = places(&campus.provider);
    let bad = |change: fn(&mut Places)| {
        let mut bad = good.clone();
        change(&mut bad);
        bad
    };
    for (what, places, asks) in [
        ("an address", bad(|places| places.subject = "email".into()), Asks::default()),
        ("a name", bad(|places| places.subject = "Login".into()), Asks::default()),
        ("nothing", bad(|places| places.subject = String::new()), Asks::default()),
        ("a place within the house", bad(|places| places.userinfo = "https://10.0.0.1/me".into()), Asks::default()),
        ("a word", bad(|places| places.token = "token".into()), Asks::default()),
        ("what it cannot say", good.clone(), Asks { max_age_minutes: Some(1), ..Asks::default() }),
    ] {
        let described = super::campus::described(&campus.provider, "other");
        let new = add::NewProvider { issuer: String::new(), places: Some(places), asks, ..described };
        let house = campus.scene.house.id;
        let added = campus.scene.site.write(move |tx| add::add(tx, house, new, None)).await;
        assert!(added.is_err(), "{what}");
    }
}
