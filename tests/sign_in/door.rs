//! Between the first factor and the second: who is asked, what a code is worth, and what a pending sign-in is worth.

use actix_web::http::Method;
use diesel::prelude::*;
use futures_util::future::join_all;
use lyceum::config::SecondFactor;
use lyceum::db::ids::Time;
use lyceum::db::schema::{second_factors, sessions};
use lyceum::members::suspend;
use lyceum::sign_in::second::{totp, turn};
use lyceum::sign_in::session;

use super::{ADA, PASSWORD, ask_for_link, at_the_door, type_code, type_password, with_password, with_phone};
use crate::support::{Browser, Page, Phone, Scene, TestSite};

const HELEN: &str = "helen@northfield.example";
const WRONG: &str = "That code is not right, or it was used already. Wait for the next one and type that";
const AGAIN: &str = "This sign-in took too long, or too many codes were wrong. Begin again.";

/// Ada with a password and a phone: nobody has to ask her, but she chose it.
async fn scene() -> (Scene, Phone) {
    let scene = Scene::new().await;
    with_password(&scene, "ada").await;
    let phone = with_phone(&scene, "ada").await;
    (scene, phone)
}

fn is_in(browser: &Browser) -> bool {
    browser.cookie("__Host-session").is_some()
}

#[actix_web::test]
async fn staff_without_a_second_factor_reach_no_page_before_they_have_set_one_up() {
    let scene = Scene::new().await;
    let browser = scene.as_visitor();
    ask_for_link(&browser, HELEN, &scene.thread.path).await.is(200);
    let letter = scene.site.mail_to(HELEN).await.remove(0);
    let answer = browser.send(browser.get(letter.path()).await.form("Sign in")).await;
    assert_eq!(answer.is(303).location(), "/sign-in/code");
    let offered = browser.go_on(answer).await;
    offered.is(200).shows("Set up a second factor").shows("Whoever has a role like yours at Northfield");
    assert!(offered.link("Open it in an app").starts_with("otpauth://totp/Northfield:helen?secret="));
    assert!(offered.has("svg[role=img] path[fill='#000']") && !is_in(&browser));
    for (path, status) in [("/b/ask/", 404), (scene.thread.path.as_str(), 404), ("/c/spring/manage/", 404)] {
        browser.get(path).await.is(status);
    }
    for path in ["/settings/", "/settings/sign-in/", "/b/hall/new"] {
        let answer = browser.get(path).await;
        assert!(matches!(answer.status, 303 | 404), "{}", answer.told());
    }
    let phone = Phone::told_by(&offered);
    let wrong = browser.send(offered.form("Turn it on").fill("Code", "000000")).await;
    wrong.is(422).error_beside("Code", WRONG);
    assert_eq!(Phone::told_by(&wrong).key(), phone.key(), "a wrong code is no reason for another secret");
    assert!(!is_in(&browser));
    let code = phone.code(scene.site.now());
    let codes = browser.send(wrong.form("Turn it on").fill("Code", &code)).await;
    assert_eq!(codes.is(200).texts_of("main li code").len(), 10);
    assert!(is_in(&browser));
    assert_eq!(codes.link("I have kept them"), scene.thread.path);
    browser.follow(&codes, "I have kept them").await.is(200).shows("Helen");
    browser.get("/sign-in/code").await.is(409);
    let told = scene.site.mail_to(HELEN).await;
    assert_eq!(told.last().unwrap().subject, "Your second factor at Northfield is on");
    // From then on a code is asked for, and no secret is offered any more; and the same code opens nothing again.
    with_password(&scene, "helen").await;
    let second = scene.as_visitor();
    let page = at_the_door(&scene, &second, "helen").await;
    page.lacks("Set up a second factor");
    type_code(&second, &page, &code).await.is(422);
    scene.site.wait(30);
    type_code(&second, &page, &phone.code(scene.site.now())).await.is(303).redirects_to("/");
    second.get("/c/spring/manage/").await.is(200);
}

#[actix_web::test]
async fn a_code_is_good_for_its_step_and_the_one_beside_it_and_once() {
    let (scene, phone) = scene().await;
    // Steps from that of now, and whether the code is good; each some minutes after the one before.
    for (steps, is_good) in [(-2, false), (-1, true), (0, true), (1, true), (2, false), (-100, false)] {
        scene.site.wait(300);
        let browser = scene.as_visitor();
        let page = at_the_door(&scene, &browser, "ada").await;
        let answer = type_code(&browser, &page, &phone.code_beside(scene.site.now(), steps)).await;
        assert_eq!((answer.status == 303, is_in(&browser)), (is_good, is_good), "{steps} steps off: {}", answer.told());
    }
    scene.site.wait(300);
    let now = scene.site.now();
    let browser = scene.as_visitor();
    let page = at_the_door(&scene, &browser, "ada").await;
    let typed = format!(" {} {}", &phone.code(now)[..3], &phone.code(now)[3..]);
    type_code(&browser, &page, &typed).await.is(303);
    // The one that was used, and the one before it, which was not.
    let thief = scene.as_visitor();
    let page = at_the_door(&scene, &thief, "ada").await;
    for steps in [0, -1] {
        let answer = type_code(&thief, &page, &phone.code_beside(now, steps)).await;
        answer.is(422).error_beside("Code", WRONG);
    }
    for nonsense in ["", "12345", "1234567", "abcdef", "१२३४५६", "-00001", "nfxg-i33s-mrzs-o5dv"] {
        let thief = scene.as_visitor();
        let page = at_the_door(&scene, &thief, "ada").await;
        let told = type_code(&thief, &page, nonsense).await;
        assert!(matches!(told.status, 422 | 429) && !is_in(&thief), "{nonsense}: {}", told.told());
    }
}

/// Sends the page's form with a cookie of the test's choice.
async fn with_pending(browser: &Browser, cookie: &str, code: &str) -> Page {
    browser.set_cookie("__Host-pending", cookie);
    let token = browser.get("/sign-in").await.form("Sign in").value("csrf").unwrap().to_owned();
    browser.post("/sign-in/code", format!("csrf={token}&code={code}")).await
}

#[actix_web::test]
async fn a_pending_sign_in_is_worth_its_own_code_at_its_own_institution_for_ten_minutes_and_five_tries() {
    let (scene, phone) = scene().await;
    with_password(&scene, "ben").await;
    let bens = with_phone(&scene, "ben").await;
    scene.site.institution("eastbridge").await;
    let pending = |browser: &Browser| browser.cookie("__Host-pending").unwrap();
    let code = |phone: &Phone| phone.code(scene.site.now());

    // Somebody else's, with one's own code.
    let (ada, ben) = (scene.as_visitor(), scene.as_visitor());
    at_the_door(&scene, &ada, "ada").await.is(200);
    at_the_door(&scene, &ben, "ben").await.is(200);
    with_pending(&ben, &pending(&ada), &code(&bens)).await.is(422);
    assert!(!is_in(&ben));
    // At another institution, and one that nobody began.
    let abroad = scene.as_visitor().at("eastbridge.localhost");
    with_pending(&abroad, &pending(&ada), &code(&phone)).await.is(409).shows(AGAIN);
    abroad.get("/sign-in/code").await.is(409).shows(AGAIN);
    for made_up in ["", "x", &"A".repeat(32)] {
        with_pending(&scene.as_visitor(), made_up, &code(&phone)).await.is(409).shows(AGAIN);
    }
    // The refusals took nothing of it; once used it is used.
    let copied = pending(&ada);
    with_pending(&ada, &copied, &code(&phone)).await.is(303);
    assert!(is_in(&ada));
    scene.site.wait(60);
    let thief = scene.as_visitor();
    with_pending(&thief, &copied, &code(&phone)).await.is(409);
    assert!(!is_in(&thief));

    // Its time.
    for (seconds, status) in [(590, 303), (600, 409)] {
        let browser = scene.as_visitor();
        let page = at_the_door(&scene, &browser, "ada").await;
        scene.site.wait(seconds);
        let answer = type_code(&browser, &page, &code(&phone)).await;
        assert_eq!((answer.status, is_in(&browser)), (status, status == 303), "after {seconds} seconds");
    }
    // Whatever ends all sessions ends it.
    let member = scene.person("ada").id;
    for what in ["signed out everywhere", "suspended"] {
        scene.site.wait(60);
        let browser = scene.as_visitor();
        let page = at_the_door(&scene, &browser, "ada").await;
        let change = scene.site.write(move |tx| match what {
            "suspended" => suspend::suspend(tx, member, None, "asked for it"),
            _ => session::end_all(tx, member),
        });
        change.await.unwrap();
        type_code(&browser, &page, &code(&phone)).await.is(409);
        browser.get("/sign-in/code").await.is(409);
        assert!(!is_in(&browser), "{what}");
    }
}

#[actix_web::test]
async fn after_five_wrong_codes_one_begins_again_and_waits_but_is_never_kept_out() {
    let (scene, phone) = scene().await;
    let wrong = |now| if phone.code(now) == "000000" { "999999" } else { "000000" };
    let browser = scene.as_visitor();
    let page = at_the_door(&scene, &browser, "ada").await;
    for _ in 0..4 {
        type_code(&browser, &page, wrong(scene.site.now())).await.is(422).error_beside("Code", WRONG);
    }
    type_code(&browser, &page, wrong(scene.site.now())).await.is(409).shows(AGAIN);
    // The sixth, and be it the right one.
    type_code(&browser, &page, &phone.code(scene.site.now())).await.is(409).shows(AGAIN);
    assert!(!is_in(&browser));

    // Whoever begins again waits: a right code is not looked at either, and costs nothing.
    let page = at_the_door(&scene, &browser, "ada").await;
    for _ in 0..7 {
        type_code(&browser, &page, &phone.code(scene.site.now())).await.is(429).shows("Wait");
    }
    scene.site.wait(30);
    type_code(&browser, &page, &phone.code(scene.site.now())).await.is(303);

    // However long somebody else goes on, it is a quarter of an hour at most; and a recovery code needs no wait.
    let member = scene.person("ada").id;
    let codes = scene.site.write(move |tx| turn::new_codes(tx, member)).await.unwrap();
    for _ in 0..13 {
        scene.site.wait(900);
        let thief = scene.as_visitor();
        let page = at_the_door(&scene, &thief, "ada").await;
        type_code(&thief, &page, wrong(scene.site.now())).await.is(422);
    }
    let own = scene.as_visitor();
    let page = at_the_door(&scene, &own, "ada").await;
    type_code(&own, &page, &phone.code(scene.site.now())).await.is(429);
    type_code(&own, &page, &codes[0]).await.is(303);
    for _ in 0..13 {
        scene.site.wait(900);
        let thief = scene.as_visitor();
        let page = at_the_door(&scene, &thief, "ada").await;
        type_code(&thief, &page, wrong(scene.site.now())).await.is(422);
    }
    scene.site.wait(900);
    let own = scene.as_visitor();
    let page = at_the_door(&scene, &own, "ada").await;
    type_code(&own, &page, &phone.code(scene.site.now())).await.is(303);
}

#[actix_web::test]
async fn a_recovery_code_lets_in_once() {
    let (scene, _) = scene().await;
    let member = scene.person("ada").id;
    let codes = scene.site.write(move |tx| turn::new_codes(tx, member)).await.unwrap();
    let other = scene.person("ben").id;
    let foreign = scene.site.write(move |tx| turn::new_codes(tx, other)).await.unwrap();
    let tries = [
        (codes[3].as_str(), true),
        (codes[3].as_str(), false),
        (foreign[0].as_str(), false),
        (&codes[4].replace('-', " ").to_uppercase(), true),
        (&codes[5][..10], false),
    ];
    for (code, is_good) in tries {
        let browser = scene.as_visitor();
        let page = at_the_door(&scene, &browser, "ada").await;
        let answer = type_code(&browser, &page, code).await;
        assert_eq!((answer.status == 303, is_in(&browser)), (is_good, is_good), "{code}: {}", answer.told());
    }
    let page = scene.as_member("ada").await.get("/settings/sign-in/").await;
    page.is(200).shows("8 recovery codes are left.");
    let told = scene.site.mail_to(&scene.person("ada").address).await;
    let told: Vec<_> = told.iter().filter(|letter| letter.subject.contains("recovery code was used")).collect();
    assert_eq!(told.len(), 2, "a letter for each that was good, and for no other");
    assert!(told[0].text.contains("somebody has your recovery codes"), "{}", told[0].text);
    scene.site.mail_to(&scene.person("ben").address).await;
}

#[actix_web::test]
async fn a_second_factor_that_the_server_cannot_read_any_more_is_said_to_be_lost_and_recovery_codes_still_let_in() {
    let (scene, phone) = scene().await;
    let member = scene.person("ada").id;
    let codes = scene.site.write(move |tx| turn::new_codes(tx, member)).await.unwrap();
    let foreign = "AAAAAAAA.AAAAAAAAAAAAAAAA";
    let change = move |tx: &mut lyceum::site::Tx<'_>| {
        Ok(diesel::update(second_factors::table).set(second_factors::secret.eq(foreign)).execute(tx.conn)?)
    };
    scene.site.write(change).await.unwrap();
    let browser = scene.as_visitor();
    let page = at_the_door(&scene, &browser, "ada").await;
    let page = type_code(&browser, &page, &phone.code(scene.site.now())).await;
    page.is(422).shows("the server lost its key to them. Type one of your recovery codes");
    assert!(!is_in(&browser));
    type_code(&browser, &page, &codes[0]).await.is(303);
    assert!(is_in(&browser));
}

#[actix_web::test]
async fn twenty_at_once_with_one_code_make_one_session() {
    let (scene, phone) = scene().await;
    let browser = scene.as_visitor();
    let page = at_the_door(&scene, &browser, "ada").await;
    let (member, body) =
        (scene.person("ada").id, page.form("Sign in").fill("Code", &phone.code(scene.site.now())).body());
    let copies: Vec<Browser> = (0..20).map(|_| browser.apart()).collect();
    let answers = join_all(copies.iter().map(|copy| copy.post("/sign-in/code", body.clone()))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [&[303][..], &[409; 19]].concat());
    assert_eq!(copies.iter().filter(|copy| is_in(copy)).count(), 1);
    let count = scene.site.read(move |conn| {
        Ok(sessions::table.filter(sessions::member_id.eq(member)).count().get_result::<i64>(conn)?)
    });
    assert_eq!(count.await.unwrap(), 1);
}

#[actix_web::test]
async fn the_setting_says_who_is_asked_and_some_ways_are_not() {
    let all = [("helen", true), ("mo", true), ("ruth", false), ("ben", false)];
    for (wanted, asked) in [
        (SecondFactor::Staff, all),
        (SecondFactor::Everybody, all.map(|(who, _)| (who, true))),
        (SecondFactor::Chosen, all.map(|(who, _)| (who, false))),
    ] {
        let site = TestSite::with(|settings| {
            settings.config.sign_in.second_factor = wanted;
            settings.is_demo = true;
        });
        let scene = Scene::on(site.await).await;
        scene.house.coordinator("ruth-osei").await;
        with_password(&scene, "ada").await;
        with_phone(&scene, "ada").await;
        for (who, is_asked) in asked.into_iter().chain([("ada", true)]) {
            with_password(&scene, who).await;
            let browser = scene.as_visitor();
            let answer = type_password(&browser, who, PASSWORD).await;
            let place = if is_asked { "/sign-in/code" } else { "/" };
            assert_eq!((answer.location(), is_in(&browser)), (place, !is_asked), "{who} under {wanted:?}");
        }
        // One click in a demonstration, and a command: neither is a first factor.
        let browser = scene.as_visitor();
        let page = browser.get("/sign-in/demo").await;
        browser.send(page.form("Sign in Ruth Osei")).await.is(303).redirects_to("/");
        assert!(is_in(&browser));
        scene.as_member("helen").await.get("/c/spring/manage/").await.is(200);
    }
}

#[actix_web::test]
async fn whoever_was_signed_in_before_is_not_while_another_is_at_the_door() {
    let (scene, phone) = scene().await;
    let browser = scene.as_member("ben").await;
    ask_for_link(&scene.as_visitor(), ADA, "/b/ask/").await.is(200);
    let letter = scene.site.mail_to(ADA).await.pop().unwrap();
    let answer = browser.send(browser.get(letter.path()).await.form("Sign in")).await;
    let page = browser.go_on(answer).await;
    assert!(!is_in(&browser));
    // Nor is a foreign page let in.
    let form = page.form("Sign in").fill("Code", &phone.code(scene.site.now()));
    let foreign = browser.asking(Method::POST, "/sign-in/code").with("sec-fetch-site", "cross-site");
    let foreign = foreign.with("content-type", "application/x-www-form-urlencoded").body(form.body());
    foreign.send().await.is(403);
    browser.send(form).await.is(303).redirects_to("/b/ask/");
    browser.get("/b/ask/").await.is(200).shows("Ada");
}

#[test]
fn codes_are_those_of_the_standard() {
    let key = *b"12345678901234567890";
    // RFC 6238, appendix B, of which apps show the last six digits.
    for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037"), (20_000_000_000, "353130")]
    {
        let now = Time(at * Time::SECOND);
        assert_eq!(totp::step_of(&key, code, now).unwrap(), Some(at / 30), "at {at}");
        assert_eq!(totp::step_of(&key, code, now.plus_seconds(60)).unwrap(), None, "two steps after {at}");
        assert_eq!(Phone::of(key).code(now), code);
    }
}

#[actix_web::test]
async fn a_clock_that_is_set_back_lets_no_code_in_twice_and_nobody_wait_for_good() {
    let (scene, phone) = scene().await;
    let code_now = |steps| phone.code_beside(scene.site.now(), steps);
    let browser = scene.as_visitor();
    let page = at_the_door(&scene, &browser, "ada").await;
    let used = code_now(0);
    type_code(&browser, &page, &used).await.is(303);
    // An hour back: what was used is still used once the clock comes to it again, and what is shown now is taken.
    scene.site.wait(-3_600);
    let browser = scene.as_visitor();
    let page = at_the_door(&scene, &browser, "ada").await;
    type_code(&browser, &page, &used).await.is(422);
    type_code(&browser, &page, &code_now(0)).await.is(303);
    // A day ahead: only what is shown then.
    scene.site.wait(86_400);
    let browser = scene.as_visitor();
    let page = at_the_door(&scene, &browser, "ada").await;
    type_code(&browser, &page, &used).await.is(422);
    let page = at_the_door(&scene, &browser, "ada").await;
    type_code(&browser, &page, &code_now(0)).await.is(303);
    // Five wrong codes make somebody wait; a clock that is set back meanwhile does not make that longer.
    let thief = scene.as_visitor();
    let page = at_the_door(&scene, &thief, "ada").await;
    for _ in 0..6 {
        type_code(&thief, &page, "000000").await;
    }
    scene.site.wait(-30 * 86_400);
    scene.site.wait(24 * 3_600);
    let browser = scene.as_visitor();
    let page = at_the_door(&scene, &browser, "ada").await;
    type_code(&browser, &page, &code_now(0)).await.is(303);
}
