//! Letters with a link: none where no mail can be sent, and none whose link has stopped working.

use diesel::prelude::*;
use lyceum::db::schema::deliveries;
use lyceum::mail::Mailer;
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
