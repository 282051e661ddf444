//! One click that ends letters (RFC 8058), and the page for whoever looks first.

use super::{BEN, DAY, choose, only_ben};
use crate::support::{Browser, Scene};

/// The address in Ben's digest, and a browser that is nobody's.
async fn offered(scene: &Scene) -> (String, Browser) {
    only_ben(scene).await;
    scene.site.told().await;
    scene.site.wait(DAY);
    scene.site.mailed().await;
    let letters = scene.site.mail_to(BEN).await;
    let message = mail_parser::MessageParser::default().parse(letters[0].raw.as_bytes()).unwrap();
    assert_eq!(message.header_raw("List-Unsubscribe-Post").unwrap().trim(), "List-Unsubscribe=One-Click");
    let address = message.header_raw("List-Unsubscribe").unwrap().trim().trim_matches(['<', '>']).to_owned();
    let (_, rest) = address.split_once("://").unwrap();
    (rest[rest.find('/').unwrap()..].to_owned(), scene.as_visitor())
}

#[actix_web::test]
async fn one_post_without_a_cookie_ends_letters_and_looking_ends_nothing() {
    let scene = Scene::new().await;
    let (path, mailbox) = offered(&scene).await;
    mailbox.get(&path).await.is(200).shows("Send me no more of these");
    let ben = scene.as_member("ben").await;
    assert_eq!(ben.get("/settings/mail/").await.form("Save").value("rhythm"), Some("daily"));
    // As a mail program sends it: no cookie, no origin, no page before it.
    let asked = mailbox.asking(actix_web::http::Method::POST, &path).without("origin").without("sec-fetch-site");
    let asked = asked.with("content-type", "application/x-www-form-urlencoded").body("List-Unsubscribe=One-Click");
    asked.send().await.is(200).shows("you get no more mail about posts");
    assert_eq!(ben.get("/settings/mail/").await.form("Save").value("rhythm"), Some("never"));
    assert!(scene.site.mail_to(BEN).await.is_empty(), "what waits does not leave either");
    scene.site.thread(&scene.person("ruth"), &[&scene.ask], "Another", "Dear @ben.").await;
    scene.site.told().await;
    scene.site.wait(DAY);
    assert_eq!(scene.site.mailed().await, 0);
    // Twice is once; in parts or by hand it is the same; and a program that looks by POST ends nothing.
    let page = mailbox.get(&path).await;
    mailbox.send(page.form("Send me no more of these")).await.is(200);
    choose(&ben, &[("rhythm", "weekly")]).await;
    mailbox.post(&path, "").await.is(400);
    assert_eq!(ben.get("/settings/mail/").await.form("Save").value("rhythm"), Some("weekly"));
    let parts = "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    mailbox.post_as("multipart/form-data; boundary=b", &path, parts).await.is(200);
    assert_eq!(ben.get("/settings/mail/").await.form("Save").value("rhythm"), Some("never"));
}

#[actix_web::test]
async fn nobody_ends_anothers_letters() {
    let scene = Scene::new().await;
    let (path, mailbox) = offered(&scene).await;
    let (start, code) = path.split_at("/mail/stop/".len() + 13);
    let ada = format!("/mail/stop/{}{code}", scene.person("ada").id);
    let other = code.replace(code.chars().last().unwrap(), "x");
    for wrong in [ada, format!("{start}{other}"), start.to_owned(), "/mail/stop/%C3%A9".to_owned()] {
        mailbox.get(&wrong).await.is(404);
        mailbox.post(&wrong, "List-Unsubscribe=One-Click").await.is(404);
    }
    let ben = scene.as_member("ben").await;
    assert_eq!(ben.get("/settings/mail/").await.form("Save").value("rhythm"), Some("daily"));
}
