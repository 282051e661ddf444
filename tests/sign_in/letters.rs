//! Letters with a link: none where no mail can be sent, and none whose link has stopped working.

use diesel::prelude::*;
use lyceum::db::deliveries as queue;
use lyceum::db::schema::{deliveries, events, sign_in_links};
use lyceum::mail::Mailer;
use lyceum::members::suspend;
use lyceum::{config, worker};

use super::{ADA, ask_for_link, set_password};
use crate::support::{Scene, TestSite};

#[actix_web::test]
async fn a_site_without_mail_offers_no_link_and_queues_no_letter() {
    let scene = Scene::on(TestSite::with(|settings| settings.config.mail.smtp.clear()).await).await;
    set_password(&scene, "ruth", "correct horse battery").await;
    let browser = scene.as_visitor();
    let page = browser.get("/sign-in?to=/b/ask/").await;
    let words = "Links by mail are not set up here. Ask Northfield for a link.";
    page.is(200).shows(words).shows("help@northfield.example").lacks("Send me a link");
    // A page that was opened when mail was still set up.
    let token = page.form("Sign in").value("csrf").unwrap().to_owned();
    let ask = |address: &str| browser.post("/sign-in", format!("csrf={token}&email={address}&to=/b/ask/"));
    let (answer, same) = (ask(ADA).await, ask("eve@northfield.example").await);
    answer.is(409).shows(words);
    assert_eq!(answer.source().replace(ADA, "eve@northfield.example"), same.is(409).source());
    let form = browser.follow(&answer, "Go to the sign-in page").await.form("Sign in");
    let form = form.fill("Username or e-mail address", "ruth").fill("Password", "correct horse battery");
    browser.send(form).await.is(303).redirects_to("/b/ask/");
    assert!(scene.site.mail_to(ADA).await.is_empty());
}

#[actix_web::test]
async fn a_letter_whose_link_has_stopped_working_is_dropped_and_not_sent() {
    let scene = Scene::new().await;
    // Nobody listens there, so what is tried has failed, and what was not tried has not.
    let settings = config::Mail { smtp: "smtp://127.0.0.1:1".into(), ..scene.site.config.mail.clone() };
    let mailer = Mailer::new(&settings).unwrap();
    ask_for_link(&scene.as_visitor(), ADA, "/").await.is(200);
    scene.site.wait(14 * 60);
    assert!(scene.site.mail_to(ADA).await[0].text.contains("It works once, for one minute"));
    worker::send(&scene.site, &mailer).await.unwrap();
    assert_eq!(standing(&scene).await, (1, false), "a link that works is tried");
    scene.site.wait(60 * 60);
    worker::send(&scene.site, &mailer).await.unwrap();
    assert_eq!(standing(&scene).await, (1, true), "a link that has stopped working is not tried again");
}

/// How often the only letter was tried, and whether it is done with.
async fn standing(scene: &Scene) -> (i32, bool) {
    let row = deliveries::table.select((deliveries::attempts, deliveries::done_at.is_not_null()));
    scene.site.read(move |conn| Ok(row.first(conn)?)).await.unwrap()
}

/// How many links, events and deliveries there are.
async fn rows(scene: &Scene) -> (i64, i64, i64) {
    let read = scene.site.read(|conn| {
        Ok((
            sign_in_links::table.count().get_result(conn)?,
            events::table.count().get_result(conn)?,
            deliveries::table.count().get_result(conn)?,
        ))
    });
    read.await.unwrap()
}

#[actix_web::test]
async fn asking_for_a_link_is_the_same_work_whether_or_not_the_address_is_known() {
    let scene = Scene::new().await;
    let ada = scene.person("ada").id;
    let mut before = rows(&scene).await;
    let suspended = scene.person("olga").id;
    scene.site.write(move |tx| suspend::suspend(tx, suspended, None, "asked for it")).await.unwrap();
    before.1 = rows(&scene).await.1;
    for address in [ADA, "nobody@northfield.example", "olga@northfield.example"] {
        ask_for_link(&scene.as_visitor(), address, "/b/ask/").await.is(200).shows("Look at your mail");
        let after = rows(&scene).await;
        assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 1, 1), "{address}");
        before = after;
    }
    let of_somebody = scene.site.read(move |conn| {
        let own = sign_in_links::table.filter(sign_in_links::member_id.eq(ada));
        Ok((own.count().get_result::<i64>(conn)?, queue::queue_now(conn)?.waiting))
    });
    assert_eq!(of_somebody.await.unwrap(), (1, 1), "one letter waits, and it is hers");
    assert_eq!(scene.site.mail_to(ADA).await.len(), 1);
}

#[actix_web::test]
async fn a_newer_link_ends_the_older_ones_and_the_sixth_in_a_quarter_of_an_hour_is_never_sent() {
    let scene = Scene::new().await;
    let browser = scene.as_visitor();
    for _ in 0..5 {
        ask_for_link(&browser, ADA, "/").await.is(200);
    }
    let fifth = ask_for_link(&browser, ADA, "/").await;
    let letters = scene.site.mail_to(ADA).await;
    assert_eq!(letters.len(), 5, "the sixth is not sent");
    let other = ask_for_link(&browser, "nobody@northfield.example", "/").await;
    assert_eq!(fifth.is(200).source().replace(ADA, "nobody@northfield.example"), other.is(200).source());
    for older in &letters[..4] {
        browser.get(older.path()).await.is(409).shows("This link has been used, or its time is over.");
    }
    let welcome = browser.get(letters[4].path()).await;
    scene.site.wait(14 * 60);
    browser.send(welcome.is(200).form("Sign in")).await.is(303);
    scene.site.wait(60);
    ask_for_link(&scene.as_visitor(), ADA, "/").await.is(200);
    assert_eq!(scene.site.mail_to(ADA).await.len(), 6, "later there is one again");
}
