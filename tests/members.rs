//! Members: what others read of them, what they change, and what ends when they may no longer come in.

use lyceum::error::Error;
use lyceum::members::suspend;
use lyceum::routes;
use lyceum::sign_in::session;

use crate::support::{Browser, Scene};

#[actix_web::test]
async fn a_profile_is_for_the_members_of_the_institution() {
    let scene = Scene::new().await;
    let other = scene.site.institution("eastbridge").await;
    other.member("yara").await;
    let page = scene.as_member("olga").await.get("/m/ruth/").await;
    assert_eq!(page.is(200).heading(), "Ruth");
    page.shows("@ruth").lacks("ruth@northfield.example");
    // Which cohorts they are in is for those who share them.
    page.lacks("Spring").lacks("Mentor");
    scene.as_member("ada").await.get("/m/ruth/").await.shows("Mentor Spring");
    let missing = scene.as_visitor().get("/m/nobody/").await;
    assert_eq!(scene.as_visitor().get("/m/ruth/").await.is(404).source().replace("ruth", "nobody"), missing.source());
    scene.site.browser().as_member(&other.person("yara")).await.get("/m/ruth/").await.is(404);
}

#[actix_web::test]
async fn a_member_says_who_they_are() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let form = ruth.follow(&ruth.get("/").await, "Settings").await.form("Save");
    let form = form
        .fill("Pronouns", "she/her")
        .fill("Field of work or study", "Soil science")
        .fill("Year of graduation", "1998");
    let form = form.fill("Time zone", "Europe/Lisbon").fill("About you", "I *dig*.\n\n- clay\n- sand");
    let page = ruth.send_and_go_on(form).await;
    for words in ["she/her", "Soil science", "1998", "Europe/Lisbon"] {
        page.shows(words);
    }
    assert_eq!(
        (page.texts_of(".text em"), page.texts_of(".text li")),
        (vec!["dig".to_owned()], vec!["clay".to_owned(), "sand".to_owned()])
    );
    assert_eq!(ruth.get("/settings/").await.typed("About you").replace("\r\n", "\n"), "I *dig*.\n\n- clay\n- sand");
    let form = ruth.get("/settings/").await.form("Save").fill("Year of graduation", "");
    ruth.send_and_go_on(form).await.lacks("1998");
}

#[actix_web::test]
async fn settings_that_cannot_be_saved_come_back_as_they_were_typed() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let form = ruth.get("/settings/").await.form("Save").fill("Pronouns", "she/her");
    let cases = [
        ("Name", " ", "Write a name"),
        ("Year of graduation", "next", "Write a year such as 2028, or nothing"),
        ("Year of graduation", "-999", "Write a year such as 2028, or nothing"),
        ("Time zone", "Northfield", "Choose a time zone from the list, such as Europe/London"),
        ("Time zone", "../../etc/passwd", "Choose a time zone from the list, such as Europe/London"),
        ("Time zone", "", "Choose a time zone from the list, such as Europe/London"),
    ];
    for (label, typed, problem) in cases {
        let answer = ruth.send(form.clone().fill(label, typed)).await;
        answer.is(422).error_beside(label, problem);
        assert_eq!((answer.typed(label).as_str(), answer.typed("Pronouns").as_str()), (typed, "she/her"));
    }
    let long = "b".repeat(2_001);
    let answer = ruth.send(form.fill("About you", &long)).await;
    answer.is(422).error_beside("About you", "Make it shorter: it has 2001 characters, and 2000 is the most");
    assert_eq!(answer.typed("About you"), long);
    ruth.get("/m/ruth/").await.lacks("she/her");
}

#[actix_web::test]
async fn a_bio_brings_no_markup_of_its_own() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let bio =
        "<script>alert(1)</script> <img src=x onerror=alert(1)> [me](javascript:alert(1)) [you](https://example.org/)";
    let form = ruth.get("/settings/").await.form("Preview").fill("About you", bio);
    let preview = ruth.send(form).await;
    let page = ruth.send_and_go_on(preview.form("Save")).await;
    for (shown, of) in [(&preview, ".preview .text"), (&page, "main > .text")] {
        shown.is(200).shows("<script>alert(1)</script>");
        assert!(!shown.has("main script") && !shown.has("main [onerror]") && !shown.has("main a[href^='javascript']"));
        assert_eq!(shown.attrs_of(&format!("{of} a"), "href"), ["https://example.org/"]);
    }
}

#[actix_web::test]
async fn a_new_name_stands_on_old_threads_once_they_are_swept() {
    let scene = Scene::new().await;
    let (ada, ben) = (scene.as_member("ada").await, scene.as_member("ben").await);
    ada.send(ada.get("/settings/").await.form("Save").fill("Name", "Ada Marie")).await.is(303);
    ada.get("/").await.shows("Ada Marie");
    scene.site.settled().await;
    ben.get(&scene.thread.path).await.shows("Post 1 by Ada Marie");
    ben.get("/b/ask/").await.shows("Ada Marie,");
    ben.get("/c/spring/people/").await.shows("Ada Marie");
    ben.get("/m/ada/").await.shows("Ada Marie");
}

#[actix_web::test]
async fn a_suspended_members_session_is_dead_at_once_on_every_route() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let reply = ada.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "Still here?");
    let (id, post) = (scene.person("ada").id, scene.thread.post(1).await);
    scene.site.write(move |tx| suspend::suspend(tx, id, None, "a reason")).await.unwrap();
    let visitor = scene.as_visitor();
    for route in routes::all().into_iter().filter(|route| route.method == "GET" && !route.path.contains("readyz")) {
        let path = route.path.replace("{board}", "ask").replace("{cohort}", "spring").replace("{username}", "ruth");
        let path =
            path.replace("/t/{id}", &format!("/t/{}", scene.thread.id)).replace("/p/{id}", &format!("/p/{post}"));
        let path = path.replace("{slug}", "how-do-i-begin").replace("{page}", "2").replace("{number}", "1");
        let (theirs, anybodys) = (ada.get(&path).await, visitor.get(&path).await);
        assert_eq!(
            (theirs.status, theirs.header("location")),
            (anybodys.status, anybodys.header("location")),
            "{path}"
        );
        theirs.lacks("Sign out").lacks("nobody answered");
    }
    ada.send(reply).await.is(403);
    scene.as_member("ben").await.get(&scene.thread.path).await.lacks("Still here?");
}

#[actix_web::test]
async fn a_member_who_is_let_back_in_signs_in_anew() {
    let scene = Scene::new().await;
    let (ada, id) = (scene.as_member("ada").await, scene.person("ada").id);
    scene.site.write(move |tx| suspend::suspend(tx, id, None, "a reason")).await.unwrap();
    let refused = scene.site.write(move |tx| session::begin(tx, id, "link")).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    scene.site.write(move |tx| suspend::restore(tx, id, None, "talked it over")).await.unwrap();
    ada.get("/b/ask/").await.is(404);
    scene.as_member("ada").await.get("/b/ask/").await.is(200);
}

#[actix_web::test]
async fn the_sender_of_old_mail_has_a_page_and_no_way_in() {
    let scene = Scene::new().await;
    let quentin = scene.house.imported("Quentin").await;
    scene.as_visitor().get("/m/quentin/").await.is(404);
    let archive = scene.house.board("archive").public().await;
    scene.site.thread(&quentin, &[&archive], "An old question", "Who knows?").await;
    let page = scene.as_visitor().get("/m/quentin/").await;
    page.is(200).shows("They have no account.").lacks("old.example");
    let refused = scene.site.write(move |tx| session::begin(tx, quentin.id, "link")).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let visitor = scene.as_visitor();
    let form = visitor.get("/sign-in").await.form("Send me a link").fill("E-mail address", "quentin@old.example");
    visitor.send(form).await.is(200).shows("Look at your mail");
    assert!(scene.site.mail_to("quentin@old.example").await.is_empty());
}

/// Signs in by password, as a stranger's browser would.
async fn signs_in(scene: &Scene, password: &str) -> Option<Browser> {
    let browser = scene.as_visitor();
    let form = browser
        .get("/sign-in")
        .await
        .form("Sign in")
        .fill("Username or e-mail address", "ruth")
        .fill("Password", password);
    (browser.send(form).await.status == 303).then_some(browser)
}

#[actix_web::test]
async fn a_member_sets_a_password_and_changes_it_by_saying_the_old_one() {
    let scene = Scene::new().await;
    let ruth = scene.as_member("ruth").await;
    let form = ruth.get("/settings/").await.form("Set a password");
    let short = ruth.send(form.clone().fill("A new password", "eleven char")).await;
    short.is(422).error_beside("A new password", "Make it longer: 12 characters at least");
    assert_eq!(short.typed("A new password"), "", "no page carries a password");
    ruth.send(form.fill("A new password", "correct horse battery")).await.is(303);
    assert!(signs_in(&scene, "correct horse battery").await.is_some());

    let form = ruth.get("/settings/").await.form("Change the password").fill("A new password", "staple clay sand loam");
    let wrong = ruth.send(form.clone().fill("The password you have", "correct horse")).await;
    wrong.is(422).error_beside("The password you have", "That is not the password you have");
    ruth.send(form.fill("The password you have", "correct horse battery")).await.is(303);
    assert!(signs_in(&scene, "correct horse battery").await.is_none());
    assert!(signs_in(&scene, "staple clay sand loam").await.is_some());
    assert_eq!(scene.site.mail_to("ruth@northfield.example").await.len(), 2);
}

#[actix_web::test]
async fn signing_out_everywhere_ends_every_session_and_no_one_elses() {
    let scene = Scene::new().await;
    let (here, there, ben) = (scene.as_member("ada").await, scene.as_member("ada").await, scene.as_member("ben").await);
    let answer = here.send(here.get("/settings/").await.form("Sign out everywhere")).await;
    here.go_on(answer).await.shows("You are signed out.");
    for browser in [here, there] {
        browser.get("/b/ask/").await.is(404);
        browser.get("/settings/").await.is(303).redirects_to("/sign-in?to=/settings/");
    }
    ben.get("/b/ask/").await.is(200);
    scene.as_member("ada").await.get("/b/ask/").await.is(200);
}
