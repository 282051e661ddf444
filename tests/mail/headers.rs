//! What mail programs are told above a letter, and that no name can say more there than a name.

use diesel::prelude::*;
use lyceum::db::schema::{boards, institutions, members, threads};
use mail_parser::{Message, MessageParser};

use super::{BEN, DAY, choose, only_ben};
use crate::support::{Scene, TestSite};

/// Ben gets each post as a letter of its own.
async fn at_once() -> Scene {
    // What a test forges in the database, no page was made anew for.
    let scene = Scene::on(TestSite::with(|settings| settings.is_compared = false).await).await;
    only_ben(&scene).await;
    choose(&scene.as_member("ben").await, &[("rhythm", "at-once"), ("amount", "whole")]).await;
    scene
}

async fn raw(scene: &Scene) -> Vec<String> {
    scene.site.told().await;
    scene.site.wait(61);
    scene.site.mailed().await;
    scene.site.mail_to(BEN).await.into_iter().map(|letter| letter.raw).collect()
}

fn read(raw: &str) -> Message<'_> {
    MessageParser::default().parse(raw.as_bytes()).unwrap()
}

/// No line longer than RFC 5322, 2.1.1 allows, and nothing but ASCII above the text.
fn is_well_formed(raw: &str) {
    assert!(raw.split("\r\n").all(|line| line.len() <= 998 && !line.contains(['\r', '\n'])), "{raw}");
    let (head, _) = raw.split_once("\r\n\r\n").unwrap();
    assert!(head.is_ascii(), "{head}");
}

#[actix_web::test]
async fn a_reply_finds_its_thread_and_a_post_has_one_name_for_everybody() {
    let scene = at_once().await;
    choose(&scene.as_member("helen").await, &[("rhythm", "at-once")]).await;
    let helen = scene.as_member("helen").await;
    let page = helen.get(&format!("/t/{}/watch", scene.thread.id)).await;
    helen.send(page.form("Save").forge("level", "all")).await.is(303);
    let ben = scene.as_member("ben").await;
    let page = ben.get(&format!("/t/{}/watch", scene.thread.id)).await;
    ben.send(page.form("Save").forge("level", "all")).await.is(303);
    let second = scene.site.reply(&scene.thread, &scene.person("ruth"), "Begin *here*.").await;
    let letters = raw(&scene).await;
    let first = format!("post-{}@northfield.localhost", scene.thread.post(1).await);
    assert_eq!(letters.len(), 2);
    let (one, two) = (read(&letters[0]), read(&letters[1]));
    assert_eq!(one.message_id(), Some(&*first));
    assert!(one.header("In-Reply-To").is_none());
    assert_eq!(two.message_id(), Some(&*format!("post-{second}@northfield.localhost")));
    assert_eq!(two.in_reply_to().as_text(), Some(&*first));
    assert_eq!(two.references().as_text(), Some(&*first));
    let list = format!("Northfield <board-{}.northfield.localhost>", scene.ask.id);
    assert_eq!(two.header_raw("List-Id").unwrap().trim(), list);
    assert_eq!(two.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
    assert!(two.header("Precedence").is_none());
    let of_helen = scene.site.mail_to("helen@northfield.example").await;
    assert_eq!(read(&of_helen.last().unwrap().raw).message_id(), two.message_id());
    letters.iter().for_each(|raw| is_well_formed(raw));
}

#[actix_web::test]
async fn it_comes_as_text_and_in_the_institutions_colours() {
    let scene = at_once().await;
    let letters = raw(&scene).await;
    let letter = read(&letters[0]);
    let (text, html) = (letter.body_text(0).unwrap(), letter.body_html(0).unwrap());
    assert!(text.contains("I have tried *twice*") && html.contains("I have tried <em>twice</em>"));
    assert!(letters[0].contains("multipart/alternative"));
    let theme = scene.site.themes.get(&scene.house.entry().theme);
    assert!(html.contains(&format!("background-color:{}", theme.colors().get("band", false).unwrap())));
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\">") && !html.contains("<script") && !html.contains("<img"));
    let href = format!("/p/{}/", scene.thread.post(1).await);
    assert!(text.contains(&href) && html.contains(&href));
}

#[actix_web::test]
async fn a_letter_of_any_kind_says_that_a_program_wrote_it_and_has_a_name_of_its_own() {
    let scene = Scene::new().await;
    scene.as_visitor().get("/sign-in").await;
    let visitor = scene.as_visitor();
    let page = visitor.get("/sign-in").await;
    visitor.send(page.form("Send me a link").fill("E-mail address", BEN)).await.is(200);
    let letters = scene.site.mail_to(BEN).await;
    let letter = read(&letters[0].raw);
    assert!(letter.message_id().unwrap().starts_with("letter-"));
    assert_eq!(letter.header_raw("Auto-Submitted").unwrap().trim(), "auto-generated");
    assert!(letter.header("List-Unsubscribe").is_none(), "nobody signs in without it");
}

#[actix_web::test]
async fn no_name_begins_a_header_and_none_is_too_long() {
    let names = [
        "Northfield\r\nBcc: all@evil.example".to_owned(),
        "A \"quoted\" <name@evil.example>, and another".to_owned(),
        "جامعة نورثفيلد للعمارة والهندسة".repeat(30),
        "Northfieldwithoutanyspace".repeat(60),
        "=?utf-8?q?Bcc:_all=40evil.example?=\u{0}".replace('\u{0}', ""),
    ];
    for name in names {
        let scene = at_once().await;
        let hall = scene.house.board("hall").public().await;
        scene.site.thread(&scene.person("ruth"), &[&hall], "Title", "Dear @ben, words.").await;
        let (house, all) = (scene.house.id, name.clone());
        // As no form lets anybody write them: an older version, another program, a restored backup.
        let forge = scene.site.db.write(move |conn| {
            diesel::update(institutions::table.find(house.0))
                .set((institutions::name.eq(&all), institutions::short_name.eq(&all)))
                .execute(conn)?;
            diesel::update(threads::table).set(threads::title.eq(&all)).execute(conn)?;
            diesel::update(boards::table).set(boards::name.eq(&all)).execute(conn)?;
            diesel::update(members::table).set(members::name.eq(&all)).execute(conn)?;
            Ok(())
        });
        forge.await.unwrap();
        let later = scene.site.second_process().await;
        scene.site.told().await;
        scene.site.wait(DAY);
        scene.site.mailed().await;
        for delivery in scene.site.mail_to(BEN).await {
            is_well_formed(&delivery.raw);
        }
        let letters = scene.site.mail_as(&later, BEN).await;
        assert_eq!(letters.len(), 2);
        for letter in &letters {
            is_well_formed(&letter.raw);
            let message = read(&letter.raw);
            assert!(message.header("Bcc").is_none(), "{}", letter.raw);
            let from: Vec<_> = message.from().unwrap().iter().map(|one| one.address.as_deref().unwrap()).collect();
            assert_eq!(from, ["no-reply@localhost"]);
            assert_eq!(message.to().unwrap().iter().count(), 1);
        }
    }
}
