//! Several ways into one account: added by whoever is signed in and has just shown who they are, and taken away again.

use diesel::prelude::*;
use lyceum::db::ids::{InstitutionId, MemberId, ProviderId, Time};
use lyceum::db::schema::{audit, identities};
use lyceum::roster::{CohortRole, Role};
use lyceum::sign_in::passkey::model::Row;
use lyceum::sign_in::ways::{Gone, Ways};
use lyceum::sign_in::ways_model::Identity;
use lyceum::sso;
use lyceum::sso::rules::{Gives, Rule};

use super::campus::{Campus, come_back, is_in, rule, sets_session, student};
use crate::support::provider::{Answer, METADATA, Wish, twist};
use crate::support::{Browser, Page, Person};

const WAYS: &str = "/settings/sign-in/";
const ADD: &str = "Add Northfield University";
const ON: &str = "Continue with Northfield University";
const MINE: &str = "It is mine, add it";
const PASSWORD: &str = "correct horse battery";
/// For how long it counts that somebody has shown who they are.
const FRESH: i64 = 300;

/// The way to the provider, from the button among one's own ways in.
async fn begin(browser: &Browser) -> String {
    let page = browser.send(browser.get(WAYS).await.form(ADD)).await;
    page.is(200).link(ON)
}

/// The way to the provider, to show once more who one is; gives the answer to the way back.
async fn again(campus: &Campus, browser: &Browser, person: &Person) -> Page {
    let begun = browser.get(&format!("/sso/uni/again?to={WAYS}")).await;
    let wish = Wish::of(begun.is(303).location());
    assert_eq!((wish.get("prompt"), wish.get("max_age")), ("login", "0"), "the provider is told to ask");
    come_back(browser, &campus.provider.allow(begun.location(), person)).await
}

impl Campus {
    /// Whose the identities are, by their subjects.
    async fn owners(&self) -> Vec<(String, i64)> {
        let rows = identities::table.order(identities::id).select((identities::subject, identities::member_id));
        self.scene.site.read(move |conn| Ok(rows.load(conn)?)).await.unwrap()
    }

    async fn lines(&self, verb: &'static str) -> i64 {
        let rows = audit::table.filter(audit::verb.eq(verb)).count();
        self.scene.site.read(move |conn| Ok(rows.get_result(conn)?)).await.unwrap()
    }

    /// Somebody comes back to whoever has this browser, to be added: the page that shows whose identity it is.
    async fn shown(&self, browser: &Browser, person: &Person) -> Page {
        let location = begin(browser).await;
        come_back(browser, &self.provider.allow(&location, person)).await
    }

    /// Adds somebody's university to the account of whoever has this browser.
    async fn link(&self, browser: &Browser, sub: &str) -> Page {
        browser.send(self.shown(browser, &student(sub)).await.is(200).form(MINE)).await
    }
}

#[actix_web::test]
async fn a_member_adds_their_university_and_comes_in_by_it_to_the_same_account() {
    let campus = Campus::with(|new| {
        new.rules.push(Rule { cohort: Some("spring".into()), ..rule("entitlement", "mentor", Gives::Mentee) });
    })
    .await;
    let scene = &campus.scene;
    let (olga, other) = (scene.as_member("olga").await, scene.as_member("olga").await);
    let before = olga.cookie("__Host-session").unwrap();
    let page = olga.send(olga.get(WAYS).await.form(ADD)).await;
    page.is(200).shows("look that it is yours");
    let person = student("o-1").with("entitlement", "mentor");
    let wish = Wish::of(&page.link(ON));
    assert_eq!((wish.get("prompt"), wish.get("max_age")), ("login", "0"), "the provider is told to ask");
    let shown = come_back(&olga, &campus.provider.allow(&page.link(ON), &person)).await;
    shown.is(200).shows("Is this you: O 1, o-1@students.example (Northfield University)?");
    assert_eq!((campus.owners().await, campus.lines("sso.link").await), (vec![], 0), "nothing is added by coming back");
    let back = olga.send(shown.form(MINE)).await;
    let page = olga.go_on(back).await;
    page.is(200).shows("That is another way in from now on.").shows("Northfield University");
    page.shows("O 1, o-1@students.example");
    assert!(!page.has_button(ADD), "it can be added once");
    assert_ne!(olga.cookie("__Host-session").unwrap(), before);
    other.get("/settings/").await.is(303);
    assert_eq!(campus.owners().await, [("o-1".to_owned(), scene.person("olga").id.0)]);
    assert_eq!(campus.lines("sso.link").await, 1);
    let told = scene.site.mail_to("olga@northfield.example").await;
    assert_eq!(told[0].subject, "Another way into your account at Northfield");
    assert!(told[0].text.contains("Northfield University (O 1, o-1@students.example) was added"), "{}", told[0].text);
    // It gave nothing by itself; coming in by it does.
    olga.get("/b/ask/").await.is(404);
    let elsewhere = campus.lets_in(&person).await;
    assert_eq!(campus.who(&elsewhere), scene.person("olga").id);
    elsewhere.get("/b/ask/").await.is(200);
}

#[actix_web::test]
async fn nothing_is_added_by_a_session_that_was_left_open_nor_by_a_link() {
    let campus = Campus::new().await;
    let olga = campus.scene.as_member("olga").await;
    let form = olga.get(WAYS).await.form(ADD);
    olga.send(form.clone().forge("csrf", "x")).await.is(403);
    olga.get("/settings/sign-in/add/uni").await.is(405);
    campus.scene.as_visitor().send(form.clone()).await.is(404);
    olga.send(form.clone().forge("x", "1")).await.is(400);
    campus.scene.site.wait(FRESH);
    let asked = olga.send(form).await;
    assert!(asked.is(303).location().starts_with("/sign-in/again?to="), "{}", asked.told());
    assert_eq!(campus.provider.asked_in_all(), 0, "the provider was asked");
    // Coming in by a provider is no proof: whoever is still signed in there is waved through.
    let ines = campus.lets_in(&student("ines")).await;
    let set_up = ines.send(ines.get(WAYS).await.form("Set it up")).await;
    assert!(set_up.is(303).location().starts_with("/sign-in/again?to="), "{}", set_up.told());
}

#[actix_web::test]
async fn what_came_back_is_added_by_its_owner_alone_once_in_that_session_and_soon() {
    let campus = Campus::new().await;
    let scene = &campus.scene;
    let (olga, other, ben) =
        (scene.as_member("olga").await, scene.as_member("olga").await, scene.as_member("ben").await);
    let form = campus.shown(&olga, &student("o-1")).await.form(MINE);
    scene.as_visitor().send(form.clone()).await.is(404);
    olga.send(form.clone().forge("csrf", "x")).await.is(403);
    olga.send(form.clone().forge("x", "1")).await.is(400);
    let elsewhere = olga.apart();
    elsewhere.set_cookie("__Host-sso", &"x".repeat(32));
    for (what, browser) in [("another session", &other), ("somebody else", &ben), ("another browser", &elsewhere)] {
        if what != "another browser" {
            browser.set_cookie("__Host-sso", &olga.cookie("__Host-sso").unwrap());
        }
        let before = campus.tally().await;
        let page = browser.send_forged(form.clone()).await;
        campus.nothing_came(what, &page, before).await;
        page.is(403).shows("begun somewhere else, or took too long");
    }
    let before = campus.tally().await;
    let page = olga.send(form.clone().forge("offer", "x.y")).await;
    campus.nothing_came("what we never offered", &page, before).await;
    scene.site.wait(FRESH);
    let before = campus.tally().await;
    let page = olga.send(form).await;
    campus.nothing_came("an offer of five minutes ago", &page, before).await;

    let olga = scene.as_member("olga").await;
    let form = campus.shown(&olga, &student("o-1")).await.form(MINE);
    let twice = (olga.send(form.clone()).await, olga.send_forged(form).await);
    assert_eq!((twice.0.status, twice.1.status), (303, 403), "{}", twice.1.told());
    assert_eq!(campus.owners().await, [("o-1".to_owned(), scene.person("olga").id.0)]);
    assert_eq!(scene.site.mail_to("olga@northfield.example").await.len(), 1);
}

#[actix_web::test]
async fn whoever_was_waved_through_adds_nothing_where_the_provider_would_say_so() {
    let campus = Campus::new().await;
    let olga = campus.scene.as_member("olga").await;
    let hour_ago = campus.scene.site.now().0 / Time::SECOND - 3_600;
    let silent = || twist(|claims| drop(claims.as_object_mut().unwrap().remove("auth_time")));
    let says_when = || twist(|metadata| metadata["claims_supported"] = serde_json::json!(["sub", "auth_time"]));
    let before = campus.tally().await;
    let page = campus.shown(&olga, &student("o-1").with("auth_time", hour_ago)).await;
    campus.nothing_came("an old proof", &page, before).await;
    page.is(403).shows("let you through without asking");
    // One that never says when has no more than the page that asks whose it is.
    campus.provider.script(|script| script.claims = silent());
    campus.shown(&olga, &student("o-1")).await.is(200).form(MINE);
    campus.provider.script(|script| script.metadata = says_when());
    campus.scene.site.wait(3_600);
    let olga = campus.scene.as_member("olga").await;
    let before = campus.tally().await;
    let page = campus.shown(&olga, &student("o-1")).await;
    campus.nothing_came("no proof", &page, before).await;
}

#[actix_web::test]
async fn what_comes_back_is_refused_and_nothing_changes_unless_all_of_it_fits() {
    let campus = Campus::new().await;
    let scene = &campus.scene;
    campus.lets_in(&student("ines")).await;
    let olga = scene.as_member("olga").await;
    for (what, person, words) in [
        ("an identity that another account has", student("ines"), "Nothing was changed."),
        ("one that no rule lets in", Person::new("o-1").with("affiliation", "x"), "it would not let you in"),
    ] {
        let location = begin(&olga).await;
        let before = campus.tally().await;
        let page = come_back(&olga, &campus.provider.allow(&location, &person)).await;
        campus.nothing_came(what, &page, before).await;
        page.is(403).shows(words).lacks("Ines");
    }
    // The way back belongs to the session in which it was begun, and not to the browser alone.
    let (other, ben) = (scene.as_member("olga").await, scene.as_member("ben").await);
    for (what, browser) in [("another session", &other), ("somebody else", &ben), ("a visitor", &scene.as_visitor())] {
        let location = begin(&olga).await;
        browser.set_cookie("__Host-sso", &olga.cookie("__Host-sso").unwrap());
        let before = campus.tally().await;
        let path = campus.provider.allow(&location, &student("o-1"));
        campus.nothing_came(what, &come_back(browser, &path).await, before).await;
        let before = campus.tally().await;
        campus.nothing_came("the same way back once more", &come_back(&olga, &path).await, before).await;
    }
    let (id, location) = (scene.house.id, begin(&olga).await);
    scene.site.write(move |tx| sso::switch::switch(tx, id, "uni", false, None)).await.unwrap();
    come_back(&olga, &campus.provider.allow(&location, &student("o-1"))).await.is(404);
    assert_eq!(campus.owners().await.len(), 1);
    assert!(is_in(&olga).await, "a refusal signs nobody out");
}

#[actix_web::test]
async fn a_way_in_is_taken_away_in_two_steps_and_what_began_by_it_ends() {
    let campus = Campus::new().await;
    let scene = &campus.scene;
    let olga = scene.as_member("olga").await;
    campus.link(&olga, "o-1").await.is(303);
    let elsewhere = campus.lets_in(&student("o-1")).await;
    let before = olga.cookie("__Host-session").unwrap();
    let asked = olga.follow(&olga.get(WAYS).await, "Take it away Northfield University").await;
    asked.is(200).shows("Take Northfield University away?");
    let form = asked.form("Take it away");
    assert_eq!(campus.owners().await.len(), 1, "asking takes nothing away");
    // Nobody takes what is somebody else's, and nobody does it from a session that was left open.
    let ben = scene.as_member("ben").await;
    ben.get(&form.action).await.is(404);
    ben.send_forged(form.clone()).await.is(404);
    scene.as_visitor().get(&form.action).await.is(404);
    scene.site.wait(FRESH);
    olga.send(form.clone()).await.is(303);
    assert_eq!(campus.owners().await.len(), 1);

    let again = scene.as_member("olga").await;
    let done = again.send(again.get(&form.action).await.form("Take it away")).await;
    again.go_on(done).await.is(200).shows("That way in is gone.");
    assert_eq!(campus.owners().await, []);
    assert!(!is_in(&elsewhere).await && !is_in(&olga).await, "what began by it, and the other sessions, have ended");
    assert_ne!(again.cookie("__Host-session").unwrap(), before);
    assert_eq!(campus.lines("sso.unlink").await, 1);
    let told = scene.site.mail_to("olga@northfield.example").await;
    assert_eq!(told.last().unwrap().subject, "A way into your account at Northfield is gone");
    again.send(form.clone()).await.is(403);
    again.get(&form.action).await.is(404);
    // Whoever comes by it now is somebody else.
    let stranger = campus.lets_in(&student("o-1")).await;
    assert_ne!(campus.who(&stranger), scene.person("olga").id);
}

#[actix_web::test]
async fn the_last_way_in_stays_and_whoever_began_by_what_goes_is_signed_out() {
    let campus = Campus::with(|new| {
        new.rules.push(Rule { cohort: Some("spring".into()), ..rule("entitlement", "spring", Gives::Mentee) });
    })
    .await;
    let person = student("ines").without("email").with("entitlement", "spring");
    let ines = campus.lets_in(&person).await;
    let page = ines.get(WAYS).await;
    page.is(200).shows("It is the only way in that works for you");
    assert!(!page.has_link("Take it away"));
    let owned = identities::table.select(identities::id);
    let id: i64 = campus.scene.site.read(move |conn| Ok(owned.first(conn)?)).await.unwrap();
    let path = format!("/settings/sign-in/remove/{}", lyceum::db::ids::encode(id));
    ines.get(&path).await.is(409).shows("Add another one first");
    let token = page.form("Set it up").value("csrf").unwrap().to_owned();
    ines.post(&path, format!("csrf={token}")).await.is(409);

    // She shows by her university who she is, sets a password, and takes the university away.
    again(&campus, &ines, &person).await.is(303).redirects_to(WAYS);
    let form = ines.get("/settings/").await.form("Set a password").fill("A new password", PASSWORD);
    ines.send(form).await.is(303);
    let asked = ines.follow(&ines.get(WAYS).await, "Take it away Northfield University").await;
    ines.get("/b/ask/").await.is(200);
    let done = ines.send(asked.is(200).form("Take it away")).await;
    done.redirects_to("/sign-in?ended=1");
    assert_eq!(ines.cookie("__Host-session"), None);
    let form = ines.get("/sign-in").await.form("Sign in").fill("Username or e-mail address", "ines");
    ines.send(form.fill("Password", PASSWORD)).await.is(303);
    // Nobody reads any more whether the university gives her the place.
    ines.get("/b/ask/").await.is(404);
    assert!(!ines.get(WAYS).await.has_link("Take it away"));
}

#[test]
fn only_what_lets_somebody_in_counts_as_a_way_in() {
    let identity = |id, is_on| Identity {
        id,
        provider: ProviderId(id),
        slug: "uni".into(),
        name: "Northfield University".into(),
        is_on,
        added_at: Time(0),
        can_prove: true,
        told: None,
    };
    let passkey = |id| Row {
        id,
        institution_id: InstitutionId(1),
        member_id: MemberId(1),
        credential: "7f3a".into(),
        name: "Phone".into(),
        data: "{}".into(),
        created_at: Time(0),
        used_at: None,
    };
    let gone = Gone::Identity(1);
    let none =
        Ways { has_password: false, has_address: false, identities: vec![identity(1, true)], passkeys: Vec::new() };
    for (ways, is_left) in [
        (none.clone(), false),
        (Ways { has_password: true, ..none.clone() }, true),
        (Ways { has_address: true, ..none.clone() }, true),
        (Ways { identities: vec![identity(1, true), identity(2, false)], ..none.clone() }, false),
        (Ways { passkeys: vec![passkey(1)], ..none.clone() }, true),
        (Ways { identities: vec![identity(1, false), identity(2, true)], ..none.clone() }, true),
    ] {
        assert_eq!(ways.without(gone).is_ok(), is_left, "{ways:?}");
    }
    for (passkeys, is_left) in [(vec![passkey(1)], false), (vec![passkey(1), passkey(2)], true)] {
        let ways = Ways { identities: vec![identity(3, false)], passkeys, ..none.clone() };
        assert_eq!(ways.without(Gone::Passkey(1)).is_ok(), is_left, "{ways:?}");
    }
}

#[actix_web::test]
async fn a_provider_shows_who_somebody_is_only_if_it_asked_and_only_for_their_own_account() {
    let campus = Campus::new().await;
    let scene = &campus.scene;
    let ines = campus.lets_in(&student("ines")).await;
    campus.lets_in(&student("omar")).await;
    let seconds = |ago: i64| scene.site.now().0 / Time::SECOND - ago;
    for (what, person, words) in [
        ("somebody else's account", student("omar"), "another account than the one that you have here"),
        ("an account that nobody has here", student("nia"), "another account than the one that you have here"),
        ("whom no rule lets in any more", student("ines").without("affiliation"), "did not say that you belong here"),
        ("who was not asked", student("ines").with("auth_time", seconds(3_600)), "without asking who you are"),
    ] {
        let begun = ines.get(&format!("/sso/uni/again?to={WAYS}")).await;
        let path = campus.provider.allow(begun.is(303).location(), &person);
        let before = campus.tally().await;
        let page = come_back(&ines, &path).await;
        campus.nothing_came(what, &page, before).await;
        page.is(403).shows(words);
        ines.send(ines.get(WAYS).await.form("Set it up")).await.is(303);
    }
    // That it was to ask is a wish in an address. What is told beside the signed token is no word of when it did.
    campus
        .provider
        .script(|script| script.claims = twist(|claims| drop(claims.as_object_mut().unwrap().remove("auth_time"))));
    for person in [student("ines"), student("ines").without("name").with("auth_time", seconds(0))] {
        let before = campus.tally().await;
        let page = again(&campus, &ines, &person).await;
        campus.nothing_came("who does not say when it asked", &page, before).await;
        page.is(403).shows("did not say that it asked");
        ines.send(ines.get(WAYS).await.form("Set it up")).await.is(303);
    }
    campus.provider.honest();
    for person in [student("ines"), student("ines").with("auth_time", seconds(0))] {
        let before = ines.cookie("__Host-session").unwrap();
        let page = again(&campus, &ines, &person).await;
        assert!(sets_session(page.is(303).redirects_to(WAYS)));
        let thief = scene.as_visitor();
        thief.set_cookie("__Host-session", &before);
        assert!(!is_in(&thief).await && is_in(&ines).await);
    }
    ines.send(ines.get(WAYS).await.form("Set it up")).await.is(200);
    // The provider can still end it, and whoever it does not know is not sent there.
    scene.as_member("olga").await.get("/sso/uni/again").await.is(404);
    scene.as_visitor().get("/sso/uni/again").await.is(404);
}

#[actix_web::test]
async fn the_only_coordinator_by_a_rule_keeps_the_way_in_until_somebody_else_is_one() {
    let runs = rule("entitlement", "runs-it", Gives::Role(Role::Coordinator));
    let campus = Campus::with(|new| new.rules.push(Rule { cohort: Some("spring".into()), ..runs })).await;
    let (scene, desk) = (&campus.scene, "/c/spring/manage/");
    campus.link(&scene.as_member("olga").await, "o-1").await.is(303);
    campus.lets_in(&student("o-1").with("entitlement", "runs-it")).await.get(desk).await.is(200);
    scene.spring.remove(&scene.person("helen")).await;
    let olga = scene.as_member("olga").await;
    let form = olga.follow(&olga.get(WAYS).await, "Take it away Northfield University").await.form("Take it away");
    olga.send(form.clone()).await.is(409).shows("the only coordinator of a cohort");
    assert_eq!((campus.owners().await.len(), campus.lines("sso.unlink").await), (1, 0));
    olga.get(desk).await.is(200);
    scene.spring.enrol(&scene.person("helen"), CohortRole::Coordinator).await;
    olga.send(form).await.is(303);
    assert_eq!(campus.owners().await, []);
    olga.get(desk).await.is(404);
    assert_eq!(scene.site.mail_to("olga@northfield.example").await.len(), 2);
}

#[actix_web::test]
async fn whoever_is_signed_in_and_comes_to_nothing_is_led_back_to_where_they_began() {
    let campus = Campus::new().await;
    let ines = campus.lets_in(&student("ines")).await;
    let olga = campus.scene.as_member("olga").await;
    let to = "/sign-in/again?to=/settings/sign-in/";
    for (what, browser, location, way) in [
        ("adding", &olga, begin(&olga).await, WAYS),
        ("proving", &ines, ines.get(&format!("/sso/uni/again?to={WAYS}")).await.location().to_owned(), to),
    ] {
        let wish = Wish::of(&location);
        let answers = [("error", "access_denied"), ("state", wish.get("state")), ("iss", &campus.provider.issuer())];
        let page = come_back(browser, &wish.way_back(&answers)).await;
        assert_eq!(page.is(403).link("Back"), way, "{what}");
    }
    // A provider that is down: the door would be for those who are not signed in, and its forms for nobody.
    campus.provider.script(|script| drop(script.instead.insert(METADATA, Answer::json(500, &serde_json::Value::Null))));
    campus.scene.site.wait(90_000);
    let olga = campus.scene.as_member("olga").await;
    let page = olga.send(olga.get(WAYS).await.form(ADD)).await;
    assert_eq!(page.is(409).shows("does not answer just now").link("Back"), WAYS);
    campus.scene.as_visitor().get("/sso/uni/start").await.is(503);
}
