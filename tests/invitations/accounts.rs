//! Accounts for those who are invited and have none: made when an address is shown to be theirs, and not before.

use diesel::prelude::*;
use lyceum::db::schema::{deliveries, members};
use lyceum::invitations::account::{self, Wanted};
use lyceum::invitations::add::NewInvitation;
use lyceum::roster::CohortRole;

use super::{link, made, role, usual};
use crate::support::{Browser, Page, Scene, TestSite};

async fn ask(browser: &Browser, path: &str, name: &str, address: &str) -> Page {
    let form = browser.get(path).await.is(200).form("Make an account");
    browser.send(form.fill("Your name", name).fill("E-mail address", address)).await
}

async fn people(scene: &Scene) -> i64 {
    scene.site.read(|conn| Ok(members::table.count().get_result(conn)?)).await.unwrap()
}

#[actix_web::test]
async fn an_account_is_made_by_the_link_of_a_letter_and_not_before() {
    let scene = Scene::new().await;
    let path = link(&scene, NewInvitation { uses: 1, ..usual(&scene) }).await;
    let (visitor, before) = (scene.as_visitor(), people(&scene).await);
    let sent = ask(&visitor, &path, "Nia  Obi", "Nia@Old.example").await;
    sent.is(200).shows("A letter with the next step is on its way to Nia@Old.example.").shows("15 minutes");
    let letter = scene.site.mail_to("nia@old.example").await.remove(0);
    assert_eq!(letter.subject, "Your account at Northfield");
    assert!(!letter.text.contains("Nia Obi"), "what a stranger typed is no greeting: {}", letter.text);
    for _ in 0..3 {
        let page = visitor.get(letter.path()).await;
        page.is(200).shows("Nia Obi").shows("nia@old.example");
        assert!(
            page.attrs_of("a", "href").iter().all(|href| !href.contains("/confirm/")),
            "a link tells the way in on"
        );
    }
    assert_eq!((people(&scene).await, visitor.cookie("__Host-session")), (before, None));
    let elsewhere = scene.as_visitor();
    let confirm = elsewhere.get(letter.path()).await;
    elsewhere.send(confirm.form("Make my account")).await.is(303).redirects_to("/c/spring/");
    elsewhere.get("/c/spring/").await.is(200).shows("Nia Obi");
    assert_eq!((people(&scene).await, role(&scene, "nia-obi")), (before + 1, Some(CohortRole::Mentee)));
    let again = visitor.get(letter.path()).await;
    again.is(409).shows("This link has been used, or its time is over.");
    visitor.send(confirm.form("Make my account").forge("csrf", &csrf(&visitor).await)).await.is(409);
    assert_eq!(people(&scene).await, before + 1);
}

async fn csrf(visitor: &Browser) -> String {
    visitor.get("/sign-in").await.form("Sign in").value("csrf").unwrap().to_owned()
}

#[actix_web::test]
async fn the_link_of_a_letter_lasts_a_quarter_of_an_hour_and_no_longer_than_its_invitation() {
    let scene = Scene::new().await;
    let made = made(&scene, usual(&scene)).await;
    let path = format!("/invitations/{}", made.secret.unwrap());
    let (visitor, before) = (scene.as_visitor(), people(&scene).await);
    ask(&visitor, &path, "Nia", "nia@old.example").await.is(200);
    let late = scene.site.mail_to("nia@old.example").await.remove(0);
    let form = visitor.get(late.path()).await.form("Make my account");
    scene.site.wait(15 * 60);
    visitor.send(form).await.is(409).shows("its time is over");
    ask(&visitor, &path, "Nia", "nia@old.example").await.is(200);
    let second = scene.site.mail_to("nia@old.example").await.remove(1);
    let form = visitor.get(second.path()).await.is(200).form("Make my account");
    let helen = scene.as_member("helen").await;
    helen.send(helen.get("/c/spring/invitations/").await.form("Take it back Link")).await.is(303);
    visitor.get(second.path()).await.is(409);
    visitor.send(form).await.is(409);
    assert_eq!(people(&scene).await, before);
}

#[actix_web::test]
async fn an_address_that_a_member_has_stays_theirs_and_is_answered_as_any_other() {
    let scene = Scene::new().await;
    let path = link(&scene, usual(&scene)).await;
    let (eve, other, before) = (scene.as_visitor(), scene.as_visitor(), people(&scene).await);
    let (known, unknown) = ("olga@northfield.example", "orla@northfield.example");
    let (answer, same) = (ask(&eve, &path, "Olga", known).await, ask(&other, &path, "Olga", unknown).await);
    assert_eq!(answer.is(200).source().replace(known, unknown), same.is(200).source());
    assert_eq!(answer.headers.len(), same.headers.len());
    let letter = scene.site.mail_to(known).await.remove(0);
    assert_eq!((letter.subject.as_str(), letter.path()), ("You have an account at Northfield", "/sign-in"));
    assert!(letter.text.contains("open the invitation to Spring once more"), "{}", letter.text);
    scene.site.mail_to(unknown).await;
    assert_eq!((people(&scene).await, role(&scene, "olga")), (before, None));
    // Somebody may get the address while a letter is under way.
    let slow = scene.site.mail_to(unknown).await.remove(0);
    let form = other.get(slow.path()).await.form("Make my account");
    scene.house.member("orla").await;
    other.send(form).await.is(409).shows("Somebody with this address has an account here by now.");
    assert_eq!((people(&scene).await, role(&scene, "orla")), (before + 1, None));
}

#[actix_web::test]
async fn an_invitation_by_mail_shows_that_its_address_is_theirs_and_no_other() {
    let scene = Scene::new().await;
    let (helen, visitor, before) = (scene.as_member("helen").await, scene.as_visitor(), people(&scene).await);
    let form = helen.get("/c/spring/invitations/").await.form("Make an invitation").fill("How many may use it", "2");
    let made =
        helen.send(form.fill("E-mail address", "Nia@Old.example").fill("What you want to say", "Hi & hello")).await;
    // Whoever makes it does not see the link: else they could show that anybody's address is theirs.
    made.is(200).shows("The invitation is on its way to: Nia@Old.example").lacks("/invitations/A");
    assert!(!made.source().contains("localhost:8080/invitations/"));
    let letter = scene.site.mail_to("nia@old.example").await.remove(0);
    assert_eq!(letter.subject, "You are invited to Northfield");
    for words in ["Helen invites you to Spring at Northfield, as a student", "“Hi & hello”", "for 14 days"] {
        assert!(letter.text.contains(words), "{}", letter.text);
    }
    let token = letter.path().strip_prefix("/invitations/").unwrap().to_owned();
    let payloads = scene.site.read(|conn| Ok(deliveries::table.select(deliveries::payload).load::<String>(conn)?));
    assert!(payloads.await.unwrap().iter().all(|payload| !payload.contains(&token)), "a token lies in the queue");

    let eve = scene.as_visitor();
    ask(&eve, letter.path(), "Eve", "eve@old.example").await.is(200).shows("on its way to eve@old.example");
    assert_eq!(scene.site.mail_to("eve@old.example").await.len(), 1);
    assert_eq!(people(&scene).await, before);
    ask(&visitor, letter.path(), "Nia", "NIA@old.example").await.is(303).redirects_to("/c/spring/");
    visitor.get("/c/spring/").await.is(200);
    assert_eq!((people(&scene).await, role(&scene, "nia")), (before + 1, Some(CohortRole::Mentee)));
    helen.get("/c/spring/invitations/").await.shows("nia@old.example").shows("used 1 of 2");
    // To somebody who has the address by now it is like any other.
    ask(&eve, letter.path(), "Nia", "nia@old.example").await.is(200);
    assert_eq!(scene.site.mail_to("nia@old.example").await[1].subject, "You have an account at Northfield");
}

#[actix_web::test]
async fn nobodys_mail_is_filled_by_an_invitation() {
    let scene = Scene::new().await;
    let path = link(&scene, usual(&scene)).await;
    for address in ["olga@northfield.example", "nia@old.example"] {
        for _ in 0..7 {
            ask(&scene.as_visitor(), &path, "Nia", address).await.is(200).shows("on its way");
        }
        assert_eq!(scene.site.mail_to(address).await.len(), 5, "{address}");
    }
    // Nor that of many people: a link sends so many letters in a day, and another one still sends its own.
    let (one, other) =
        (link(&scene, NewInvitation { uses: 1, ..usual(&scene) }).await, link(&scene, usual(&scene)).await);
    let (house, token) = (scene.house.id, one.strip_prefix("/invitations/").unwrap().to_owned());
    for number in 0..53 {
        let (token, wanted) = (token.clone(), Wanted { name: "Nia".into(), address: format!("n{number}@old.example") });
        scene.site.write(move |tx| account::ask(tx, house, &token, &wanted, "").map(drop)).await.unwrap();
    }
    ask(&scene.as_visitor(), &one, "Nia", "pia@old.example").await.is(429);
    ask(&scene.as_visitor(), &other, "Nia", "pia@old.example").await.is(200).shows("on its way");
    assert_eq!(scene.site.mail_to("pia@old.example").await.len(), 1);
    for number in 0..53 {
        assert_eq!(scene.site.mail_to(&format!("n{number}@old.example")).await.len(), 1);
    }
}

#[actix_web::test]
async fn one_person_mails_so_many_in_a_day_and_the_second_to_an_address_replaces_the_first() {
    let scene = Scene::new().await;
    let (helen, desk) = (scene.as_member("helen").await, "/c/spring/invitations/");
    for number in 0..198 {
        made(&scene, NewInvitation { address: format!("n{number}@old.example"), ..usual(&scene) }).await;
    }
    let form = helen.get(desk).await.form("Make an invitation").fill("E-mail address", "Nia@old.example");
    for _ in 0..2 {
        helen.send(form.clone()).await.is(200).shows("The invitation is on its way");
    }
    let letters = scene.site.mail_to("nia@old.example").await;
    scene.as_visitor().get(letters[0].path()).await.is(409).shows("has been used up or taken back");
    scene.as_visitor().get(letters[1].path()).await.is(200).shows("Spring");
    let too_many = "You have mailed 200 invitations since yesterday, and that is the most for one day. Make one link for several people, or go on tomorrow.";
    helen.send(form.clone()).await.is(422).error_beside("E-mail address", too_many);
    scene.as_visitor().get(letters[1].path()).await.is(200);
    helen.send(form.fill("E-mail address", "")).await.is(200);
    scene.site.wait(86_401);
    helen
        .send(helen.get(desk).await.form("Make an invitation").fill("E-mail address", "nia@old.example"))
        .await
        .is(200);
    for number in 0..198 {
        scene.site.mail_to(&format!("n{number}@old.example")).await;
    }
}

#[actix_web::test]
async fn where_no_letter_can_leave_nobody_is_promised_one() {
    let scene = Scene::on(TestSite::with(|settings| settings.config.mail.smtp.clear()).await).await;
    let path = link(&scene, usual(&scene)).await;
    let visitor = scene.as_visitor();
    let page = visitor.get(&path).await;
    page.is(200).shows("Accounts by mail are not set up here. Ask Northfield for one.").lacks("Make an account");
    let body = format!("csrf={}&name=Nia&email=nia@old.example", csrf(&visitor).await);
    visitor.post(&format!("{path}/account"), body).await.is(409).shows("Ask Northfield for one.");
    let helen = scene.as_member("helen").await;
    let form = helen.get("/c/spring/invitations/").await.form("Make an invitation");
    assert!(!form.names().contains(&"email"));
    let answer = helen.send(form.forge("email", "nia@old.example")).await;
    answer
        .is(422)
        .error_beside("E-mail address", "Letters cannot be sent here. Leave it empty, and pass the link on yourself.");
}
