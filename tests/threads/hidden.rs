//! The list of hidden threads: for those who keep order on a board, with the way to bring them back.

use lyceum::threads::{hide, start};

use crate::support::scene::TITLE;
use crate::support::{Browser, Scene, Thread};

/// Hides a thread with its own form.
async fn hide_with(browser: &Browser, thread: &Thread, why: &str) {
    let asked = browser.get(&format!("/t/{}/hide", thread.id)).await;
    browser.send(asked.form("Hide this thread").fill("Why?", why)).await.is(303);
}

#[actix_web::test]
async fn who_keeps_order_finds_a_hidden_thread_again_and_brings_it_back() {
    let scene = Scene::new().await;
    let (mo, helen, ada) = (scene.as_member("mo").await, scene.as_member("helen").await, scene.as_member("ada").await);
    let empty = mo.follow(&mo.get("/b/ask/").await, "Hidden threads").await;
    empty.is(200).shows("No thread of this board is hidden");
    assert_eq!(mo.follow(&empty, "Back to the board").await.is(200).heading(), "Ask");
    hide_with(&mo, &scene.thread, "names somebody who is not here").await;
    ada.get("/b/ask/").await.lacks(TITLE);
    let list = helen.get("/b/ask/hidden/").await;
    list.is(200).shows("Hidden by Mo: names somebody who is not here").shows("Ada, 1 March 2027. No replies yet.");
    assert_eq!(list.texts_of("main time").len(), 2, "when it began, and when it was hidden");
    let read = helen.follow(&list, TITLE).await;
    read.is(200).shows("nobody answered").shows("This thread is hidden.");
    let back = helen.send_and_go_on(list.form("Bring it back")).await;
    assert_eq!(back.is(200).heading(), TITLE);
    ada.get("/b/ask/").await.shows(TITLE);
    helen.get("/b/ask/hidden/").await.shows("No thread of this board is hidden").lacks(TITLE);
    hide_with(&helen, &scene.thread, "once more").await;
    mo.get("/b/ask/hidden/").await.shows("Hidden by Helen: once more").lacks("Hidden by Mo");
}

#[actix_web::test]
async fn to_everybody_else_there_is_no_such_list() {
    let scene = Scene::new().await;
    scene.house.admin("agnes").await;
    scene.house.moderator("max").await;
    hide_with(&scene.as_member("mo").await, &scene.thread, "unkind").await;
    for username in ["ada", "ben", "ruth", "olga", "agnes", "max", ""] {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        for page in ["", "1/", "2/"] {
            let (list, missing) = (
                browser.get(&format!("/b/ask/hidden/{page}")).await,
                browser.get(&format!("/b/nowhere/hidden/{page}")).await,
            );
            assert_eq!(list.is(404).source().replace("/b/ask/", "/b/nowhere/"), missing.is(404).source(), "{username}");
        }
        let board = browser.get("/b/ask/").await;
        assert!(!board.has("a[href='/b/ask/hidden/']"), "{username} is led to the list");
    }
    scene.as_member("helen").await.get("/b/ask/hidden/").await.is(200).shows("unkind");
}

#[actix_web::test]
async fn a_thread_on_two_boards_is_brought_back_where_it_belongs() {
    let scene = Scene::new().await;
    let autumn = scene.house.cohort("autumn").coordinator("ida").mentee("ada").await;
    let harvest = scene.house.board("harvest").for_cohort(&autumn).await;
    let both = scene.site.thread(&scene.person("ada"), &[&scene.ask, &harvest], "On both", "Words.").await;
    hide_with(&scene.as_member("mo").await, &both, "unkind").await;
    let (mo, ida) = (scene.as_member("mo").await, scene.as_member("ida").await);
    assert!(mo.get("/b/ask/hidden/").await.is(200).shows("On both").has_button("Bring it back"));
    let list = ida.get("/b/harvest/hidden/").await;
    assert!(!list.is(200).shows("On both").shows("Hidden by Mo: unkind").has_button("Bring it back"));
    ida.follow(&list, "On both").await.is(200);
    ida.get("/b/ask/hidden/").await.is(404);
}

#[actix_web::test]
async fn a_long_list_has_pages() {
    let scene = Scene::new().await;
    let (keeper, author, board) = (scene.site.viewer(&scene.person("mo")).await, scene.person("ada").id, scene.ask.id);
    let hide_many = scene.site.write(move |tx| {
        for number in 1..=51 {
            let draft = start::Draft {
                title: format!("Thread number {number}."),
                body: "Of no matter.".into(),
                boards: vec![board],
                key: String::new(),
                is_masked: false,
            };
            let location = start::start(tx, author, &draft)?;
            let id = location.split('/').nth(2).unwrap().parse()?;
            hide::hide_thread(tx, &keeper, id, "unkind")?;
        }
        Ok(())
    });
    hide_many.await.unwrap();
    let mo = scene.as_member("mo").await;
    let first = mo.get("/b/ask/hidden/").await;
    assert_eq!(first.is(200).texts_of("main article h2").len(), 50);
    first.shows("Thread number 51.").lacks("Thread number 1.");
    let second = mo.follow(&first, "Next").await;
    assert_eq!(second.is(200).texts_of("main article h2"), ["Thread number 1."]);
    assert!(second.title().contains("page 2"), "{}", second.title());
    mo.get("/b/ask/hidden/1/").await.is(301).redirects_to("/b/ask/hidden/");
    for absent in ["0/", "3/", "-1/", "x/", "99999999999999999999/"] {
        mo.get(&format!("/b/ask/hidden/{absent}")).await.is(404);
    }
}
