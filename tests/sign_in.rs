//! Signing in: by a link that works once, by a password, in a demonstration by one click; and signing out.

mod again;
mod between;
mod devices;
mod door;
mod guessable;
mod letters;
mod links;
mod lost;
mod own;
mod passkeys;
mod promoted;
mod settings;
mod which;

use actix_web::http::Method;
use futures_util::future::{join, join_all};
use lyceum::sign_in::second::turn;
use lyceum::sign_in::{model, password};

use crate::support::{Browser, Page, Phone, Scene, TestSite};

const ADA: &str = "ada@northfield.example";

/// Asks for a link, as a visitor on the sign-in page that comes back to `to`.
async fn ask_for_link(browser: &Browser, address: &str, to: &str) -> Page {
    let page = browser.get(&format!("/sign-in?to={to}")).await;
    browser.send(page.form("Send me a link").fill("E-mail address", address)).await
}

pub async fn type_password(browser: &Browser, username: &str, password: &str) -> Page {
    let form = browser.get("/sign-in").await.form("Sign in");
    browser.send(form.fill("Username or e-mail address", username).fill("Password", password)).await
}

async fn set_password(scene: &Scene, username: &str, password: &str) {
    let browser = scene.as_member(username).await;
    let form = browser.get("/settings/").await.form("Set a password").fill("A new password", password);
    browser.send(form).await.is(303);
    let told = scene.site.mail_to(&scene.person(username).address).await;
    let is_told = told.last().is_some_and(|letter| letter.subject == "Your password at Northfield was changed");
    assert_eq!(is_told, scene.site.config.mail.is_set());
}

/// Gives somebody a second factor, and the phone that knows it.
async fn with_phone(scene: &Scene, username: &str) -> Phone {
    let member = scene.person(username);
    let phone = Phone::of([username.as_bytes()[0]; 20]);
    let (id, key) = (member.id, phone.key());
    scene.site.write(move |tx| turn::on(tx, id, &key, 0)).await.unwrap();
    scene.site.mail_to(&member.address).await;
    phone
}

/// The page that asks for a second factor, after a password.
async fn at_the_door(scene: &Scene, browser: &Browser, username: &str) -> Page {
    let answer = type_password(browser, username, PASSWORD).await;
    assert_eq!(browser.cookie("__Host-session"), None, "a session began by a password alone");
    assert_eq!(answer.is(303).location(), "/sign-in/code", "{} is not asked", scene.person(username).name);
    browser.go_on(answer).await
}

/// The same page with a code typed into it, and sent.
pub async fn type_code(browser: &Browser, page: &Page, code: &str) -> Page {
    browser.send(page.form("Sign in").fill("Code", code)).await
}

/// A password that has a letter already.
pub async fn with_password(scene: &Scene, username: &str) {
    let hash = password::hash(PASSWORD.to_owned(), Vec::new()).await.unwrap();
    let member = scene.person(username).id;
    scene.site.write(move |tx| model::set_password(tx.conn, member, &hash, tx.now)).await.unwrap();
}

pub const PASSWORD: &str = "correct horse battery";

#[actix_web::test]
async fn a_link_in_a_mail_signs_somebody_in_where_they_wanted_to_go() {
    let scene = Scene::new().await;
    let browser = scene.as_visitor();
    let absent = browser.get(&scene.thread.path).await;
    let sign_in = browser.follow(absent.is(404), "Sign in").await;
    let sent = browser.send(sign_in.form("Send me a link").fill("E-mail address", "Ada@Northfield.example")).await;
    sent.is(200).shows("Look at your mail").shows("The link works once, for 15 minutes.");
    let letters = scene.site.mail_to(ADA).await;
    assert_eq!((letters.len(), letters[0].subject.as_str()), (1, "Sign in at Northfield"));
    assert!(letters[0].text.starts_with("Hello Ada,"), "{}", letters[0].text);
    assert!(letters[0].link().starts_with("http://northfield.localhost:8080/sign-in/link/"));

    let welcome = browser.get(letters[0].path()).await;
    welcome.is(200).shows("Welcome back");
    browser.get("/b/ask/").await.is(404);
    let answer = browser.send(welcome.form("Sign in")).await;
    assert_eq!(answer.is(303).location(), scene.thread.path);
    browser.go_on(answer).await.is(200).shows("Ada");
}

#[actix_web::test]
async fn a_link_leads_to_the_institution_whatever_the_request_says_of_hosts() {
    let scene = Scene::new().await;
    let visitor = scene.as_visitor();
    let form = visitor.get("/sign-in").await.form("Send me a link").fill("E-mail address", ADA);
    let post = || {
        let asking = visitor.asking(Method::POST, &form.action).with("origin", &visitor.origin());
        asking.with("content-type", "application/x-www-form-urlencoded").body(form.body())
    };
    for (name, value) in [
        ("x-forwarded-host", "evil.example"),
        ("x-host", "evil.example"),
        ("forwarded", "host=evil.example;proto=https"),
        ("x-original-url", "https://evil.example/sign-in"),
        ("referer", "https://evil.example/"),
    ] {
        post().with(name, value).send().await.is(200);
        let letter = scene.site.mail_to(ADA).await.pop().unwrap();
        assert!(
            letter.link().starts_with("http://northfield.localhost:8080/sign-in/link/"),
            "{name}: {}",
            letter.link()
        );
    }
    // Another host is another site, and has neither this form nor this institution.
    let answer = post().with("host", "evil.example").send().await;
    assert!((400..500).contains(&answer.status), "{}", answer.told());
    assert_eq!(scene.site.mail_to(ADA).await.len(), 5);
}

#[actix_web::test]
async fn a_mail_program_that_opens_the_link_does_not_use_it_up() {
    let scene = Scene::new().await;
    ask_for_link(&scene.as_visitor(), ADA, "/").await.is(200);
    let letter = scene.site.mail_to(ADA).await.remove(0);
    for _ in 0..10 {
        let page = scene.as_visitor().get(letter.path()).await;
        let token = letter.path().rsplit('/').next().unwrap();
        assert!(
            !page.is(200).attrs_of("a", "href").iter().any(|href| href.contains(token)),
            "a link tells the way in on"
        );
    }
    let browser = scene.as_visitor();
    browser.send(browser.get(letter.path()).await.form("Sign in")).await.is(303).redirects_to("/");
}

#[actix_web::test]
async fn a_link_works_once() {
    let scene = Scene::new().await;
    ask_for_link(&scene.as_visitor(), ADA, "/").await.is(200);
    let letter = scene.site.mail_to(ADA).await.remove(0);
    let (first, second) = (scene.as_visitor(), scene.as_visitor());
    let late = second.get(letter.path()).await.form("Sign in");
    first.send(first.get(letter.path()).await.form("Sign in")).await.is(303);
    second.send(late).await.is(409).shows("This link has been used, or its time is over.");
    second.get(letter.path()).await.is(409).shows("Ask for a new one.");
    second.get("/b/ask/").await.is(404);
    let used = second.get("/sign-in/link/nothing").await;
    used.is(409).shows("This link has been used, or its time is over.");
    second.follow(&used, "Go to the sign-in page").await.is(200).shows("Send me a link");
}

#[actix_web::test]
async fn a_link_works_for_fifteen_minutes() {
    let scene = Scene::new().await;
    ask_for_link(&scene.as_visitor(), ADA, "/").await.is(200);
    let letter = scene.site.mail_to(ADA).await.remove(0);
    let browser = scene.as_visitor();
    scene.site.wait(15 * 60 - 1);
    let form = browser.get(letter.path()).await.is(200).form("Sign in");
    scene.site.wait(1);
    browser.send(form).await.is(409).shows("its time is over");
    browser.get(letter.path()).await.is(409);
    assert_eq!(browser.cookie("__Host-session"), None);
}

#[actix_web::test]
async fn an_address_that_nobody_has_gets_the_same_answer_and_no_letter() {
    let scene = Scene::new().await;
    let (known, unknown) = (scene.as_visitor(), scene.as_visitor());
    let stranger = "eve@northfield.example";
    let (answer, same) =
        (ask_for_link(&known, ADA, "/b/ask/").await, ask_for_link(&unknown, stranger, "/b/ask/").await);
    assert_eq!(answer.is(200).source().replace(ADA, stranger), same.is(200).source());
    assert_eq!(answer.headers.len(), same.headers.len());
    assert!(scene.site.mail_to(stranger).await.is_empty());
    assert_eq!(scene.site.mail_to(ADA).await.len(), 1);
}

#[actix_web::test]
async fn an_address_that_is_none_comes_back_as_it_was_typed() {
    let scene = Scene::new().await;
    let browser = scene.as_visitor();
    for typed in [
        "ada",
        "ada@northfield",
        "@northfield.example",
        "ada@northfield.example, eve@example.org",
        "<ada@northfield.example>",
    ] {
        let answer = ask_for_link(&browser, typed, "/").await;
        answer.is(422).error_beside("E-mail address", "Write an address such as name@example.org");
        assert_eq!(answer.typed("E-mail address"), typed);
    }
    ask_for_link(&browser, "  ", "/").await.is(422).error_beside("E-mail address", "Write your e-mail address");
}

#[actix_web::test]
async fn a_link_of_one_institution_opens_no_other() {
    let scene = Scene::new().await;
    scene.site.institution("eastbridge").await;
    ask_for_link(&scene.as_visitor(), ADA, "/").await.is(200);
    let letter = scene.site.mail_to(ADA).await.remove(0);
    let elsewhere = scene.as_visitor().at("eastbridge.localhost");
    elsewhere.get(letter.path()).await.is(409);
    let form = scene.as_visitor().get(letter.path()).await.is(200).form("Sign in");
    let token = elsewhere.get("/sign-in").await.form("Sign in").value("csrf").unwrap().to_owned();
    elsewhere.send(form.forge("csrf", &token)).await.is(409);
    assert_eq!(elsewhere.cookie("__Host-session"), None);
    // The refusal took nothing: where it belongs, the link still works.
    let here = scene.as_visitor();
    here.send(here.get(letter.path()).await.form("Sign in")).await.is(303);
}

#[actix_web::test]
async fn a_password_signs_in_and_a_wrong_one_says_no_more_than_an_unknown_name() {
    let scene = Scene::new().await;
    set_password(&scene, "ruth", "correct horse battery").await;
    let browser = scene.as_visitor();
    let words = "That name and that password do not belong together";
    for (name, password) in
        [("ruth", "wrong horse battery"), ("nobody", "correct horse battery"), ("ada", ""), ("ada", "x"), ("", "")]
    {
        let answer = type_password(&browser, name, password).await;
        answer.is(422).error_beside("Username or e-mail address", words);
        assert_eq!(
            (answer.typed("Username or e-mail address").as_str(), answer.typed("Password").as_str()),
            (name, "")
        );
        assert_eq!(browser.cookie("__Host-session"), None);
    }
    type_password(&browser, "ruth@northfield.example", "correct horse battery").await.is(303).redirects_to("/");
    browser.get("/b/ask/").await.is(200).shows("Ruth");
    type_password(&scene.as_visitor(), " Ruth ", "correct horse battery").await.is(303);
}

#[actix_web::test]
async fn nobody_is_sent_to_another_site_after_signing_in() {
    let scene = Scene::new().await;
    set_password(&scene, "ruth", "correct horse battery").await;
    for foreign in [
        "//evil.example",
        "https://evil.example/",
        "/%5Cevil.example",
        "%2F%2Fevil.example",
        "/%09/evil.example",
        "evil",
    ] {
        let browser = scene.as_visitor();
        let form = browser.get(&format!("/sign-in?to={foreign}")).await.form("Sign in");
        assert_eq!(form.value("to"), Some("/"), "{foreign}");
        let form = form.fill("Username or e-mail address", "ruth").fill("Password", "correct horse battery");
        browser.send(form.clone().forge("to", "//evil.example")).await.is(303).redirects_to("/");
        browser.get(&format!("/sign-in?to={foreign}")).await.is(303).redirects_to("/");
    }
    let browser = scene.as_member("ruth").await;
    browser.get("/sign-in?to=/b/ask/").await.is(303).redirects_to("/b/ask/");
}

#[actix_web::test]
async fn signing_out_ends_the_session_wherever_its_cookie_was_copied() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let (copied, other) = (scene.as_visitor(), scene.as_member("ada").await);
    copied.set_cookie("__Host-session", &ada.cookie("__Host-session").unwrap());
    copied.get("/b/ask/").await.is(200);
    let answer = ada.send(ada.get(&scene.thread.path).await.form("Sign out")).await;
    assert_eq!(answer.is(303).header("clear-site-data"), Some("\"cache\", \"storage\""));
    assert_eq!(ada.cookie("__Host-session"), None);
    ada.go_on(answer).await.is(200).shows("You are signed out.");
    copied.get("/b/ask/").await.is(404);
    other.get("/b/ask/").await.is(200);
}

#[actix_web::test]
async fn a_session_ends_after_thirty_days() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    scene.site.wait(30 * 86_400 - 1);
    ada.get("/b/ask/").await.is(200);
    scene.site.wait(1);
    ada.get("/b/ask/").await.is(404);
}

#[actix_web::test]
async fn a_cookie_that_we_did_not_make_makes_a_visitor() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let sealed = ada.cookie("__Host-session").unwrap();
    let turned: String = sealed
        .char_indices()
        .map(|(place, letter)| if place == 20 { if letter == 'A' { 'B' } else { 'A' } } else { letter })
        .collect();
    for forged in
        [turned, sealed[..79].to_owned(), format!("{sealed}A"), "x".repeat(80), String::new(), "\u{e9}".repeat(40)]
    {
        let browser = scene.as_visitor();
        browser.set_cookie("__Host-session", &forged);
        browser.get("/b/ask/").await.is(404);
        browser.get("/").await.is(200).shows("You are reading as a visitor.");
    }
}

#[actix_web::test]
async fn too_many_attempts_from_one_address_wait_and_others_do_not() {
    let site = TestSite::with(|settings| settings.config.limits.sign_in_per_minute = 3).await;
    site.institution("northfield").await.member("ada").await;
    let browser = site.browser();
    let form = browser
        .get("/sign-in")
        .await
        .form("Sign in")
        .fill("Username or e-mail address", "ada")
        .fill("Password", "guess");
    for _ in 0..3 {
        browser.send(form.clone()).await.is(422);
    }
    let refused = browser.send(form.clone()).await;
    refused.is(429).shows("That was a lot in a short time.");
    assert!((1..=60).contains(&refused.header("retry-after").unwrap().parse::<u32>().unwrap()));
    ask_for_link(&browser, ADA, "/").await.is(429);
    assert!(site.mail_to(ADA).await.is_empty());
    // A header that anybody can write does not make another address.
    let lied =
        browser.asking(actix_web::http::Method::POST, "/sign-in/password").with("x-forwarded-for", "198.51.100.7");
    lied.with("content-type", "application/x-www-form-urlencoded").body(form.body()).send().await.is(429);
    browser.comes_from([198, 51, 100, 7]);
    browser.send(form).await.is(422);
}

#[actix_web::test]
async fn too_many_passwords_for_one_account_wait_wherever_they_come_from_and_its_owner_has_another_way() {
    let site = TestSite::with(|settings| settings.config.limits.sign_in_per_minute = 3).await;
    let house = site.institution("northfield").await;
    house.member("ada").await;
    house.member("ben").await;
    let browser = site.browser();
    let empty = browser.get("/sign-in").await.form("Sign in");
    let guess = |name: &str| empty.clone().fill("Username or e-mail address", name).fill("Password", "guess");
    let from = |place: u8| browser.comes_from([198, 51, 100, place]);
    for name in ["ada", "nobody"] {
        for place in 0..6 {
            from(place / 3 + if name == "ada" { 10 } else { 20 });
            browser.send(guess(name)).await.is(422);
        }
        from(30);
        let refused = browser.send(guess(name)).await;
        refused.is(429).shows("That was a lot in a short time.");
    }
    from(40);
    browser.send(guess("ben")).await.is(422);
    ask_for_link(&browser, ADA, "/").await.is(200);
    assert_eq!(site.mail_to(ADA).await.len(), 1, "whoever reads her mail comes in all the same");
}

#[actix_web::test]
async fn of_many_passwords_at_once_some_are_sent_away_and_the_other_pages_are_there() {
    let scene = Scene::new().await;
    let (visitor, ada) = (scene.as_visitor(), scene.as_member("ada").await);
    let empty = visitor.get("/sign-in").await.form("Sign in").fill("Password", "guess");
    let guesses = (0..80).map(|number| {
        let (browser, name) = (visitor.apart(), format!("nobody-{number}"));
        let form = empty.clone().fill("Username or e-mail address", &name);
        async move { browser.send(form).await }
    });
    let (answers, page) = join(join_all(guesses), ada.get(&scene.thread.path)).await;
    page.is(200);
    let away = answers.iter().filter(|answer| answer.status == 503);
    assert!(away.clone().all(|answer| answer.header("retry-after").is_some()));
    // Fifty stand in the queue, and each takes 19 MiB only when it is its turn.
    let (away, wrong) = (away.count(), answers.iter().filter(|answer| answer.status == 422).count());
    assert!(away > 0 && wrong >= 50 && away + wrong == 80, "{away} were sent away, {wrong} were wrong");
    visitor.send(empty.fill("Username or e-mail address", "ada")).await.is(422);
}

#[actix_web::test]
async fn too_many_forms_of_one_member_wait() {
    let scene = Scene::on(TestSite::with(|settings| settings.config.limits.writes_per_minute = 2).await).await;
    let (ada, ben) = (scene.as_member("ada").await, scene.as_member("ben").await);
    let form = ada.get(&scene.thread.path).await.form("Preview").fill("Your reply", "Again.");
    for _ in 0..2 {
        ada.send(form.clone()).await.is(200);
    }
    let refused = ada.send(form).await;
    assert!(refused.is(429).header("retry-after").is_some());
    ben.send(ben.get(&scene.thread.path).await.form("Preview").fill("Your reply", "Mine.")).await.is(200);
}

#[actix_web::test]
async fn one_click_sign_in_is_there_in_a_demonstration_and_for_this_machine_only() {
    let demo = TestSite::with(|settings| settings.is_demo = true).await;
    demo.institution("northfield").await.member("ruth-osei").await;
    let browser = demo.browser();
    let page = browser.follow(&browser.get("/sign-in").await, "come in as one of its people").await;
    browser.send(page.is(200).form("Sign in Ruth Osei")).await.is(303).redirects_to("/");
    browser.get("/").await.shows("Ruth Osei");
    let far = demo.browser();
    far.comes_from([192, 0, 2, 9]);
    far.get("/sign-in/demo").await.is(404);
    far.get("/sign-in").await.is(200).lacks("/sign-in/demo");
    let token = far.get("/sign-in").await.form("Sign in").value("csrf").unwrap().to_owned();
    far.send(page.form("Sign in Ruth Osei").forge("csrf", &token)).await.is(404);

    let real = TestSite::new().await;
    real.institution("northfield").await.member("ruth-osei").await;
    let visitor = real.browser();
    visitor.get("/sign-in/demo").await.is(404);
    visitor.get("/sign-in").await.is(200).lacks("/sign-in/demo");
    let token = visitor.get("/sign-in").await.form("Sign in").value("csrf").unwrap().to_owned();
    visitor.send(page.form("Sign in Ruth Osei").forge("csrf", &token)).await.is(404);
    assert_eq!(visitor.cookie("__Host-session"), None);
}
