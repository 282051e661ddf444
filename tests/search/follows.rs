//! What is found follows what is written, hidden, moved and taken back, in the same moment.

use lyceum::threads::{edit, hide, place};

use super::{ask, boards, titles};
use crate::support::Scene;

#[actix_web::test]
async fn an_edit_a_title_and_a_hidden_post_are_found_as_they_are_now() {
    let scene = Scene::new().await;
    let (ada, mo) = (scene.person("ada"), scene.person("mo"));
    let reply = scene.site.reply(&scene.thread, &ada, "a marmoset").await;
    let ben = scene.as_member("ben").await;
    let found = async |word: &str| titles(ask(&ben, word).await.is(200)).len();
    assert_eq!((found("marmoset").await, found("tried").await, found("begin").await), (1, 1, 1));

    let (viewer, first) = (scene.site.viewer(&ada).await, scene.thread.post(1).await);
    let draft = edit::Draft {
        title: Some("How do I finish?".into()),
        body: "No *pangolin* answered.".into(),
        why: String::new(),
        files: None,
    };
    scene.site.write(move |tx| edit::edit(tx, &viewer, first, &draft)).await.unwrap();
    assert_eq!(
        (found("begin").await, found("finish").await, found("tried").await, found("pangolin").await),
        (0, 1, 0, 1)
    );

    let viewer = scene.site.viewer(&mo).await;
    for (id, word) in [(reply, "marmoset"), (first, "pangolin")] {
        let (by, why) = (viewer.clone(), "unkind");
        scene.site.write(move |tx| hide::hide(tx, &by, id, why)).await.unwrap();
        assert_eq!(found(word).await, 0, "{word} is hidden, also from who keeps order");
        assert_eq!(titles(&ask(&scene.as_member("mo").await, word).await).len(), 0);
        assert_eq!(found("finish").await, 1, "the title still shows");
        let by = viewer.clone();
        scene.site.write(move |tx| hide::restore(tx, &by, id, "")).await.unwrap();
        assert_eq!(found(word).await, 1);
    }
    let (by, id) = (viewer.clone(), scene.thread.id);
    scene.site.write(move |tx| hide::hide_thread(tx, &by, id, "unkind")).await.unwrap();
    assert_eq!((found("finish").await, found("marmoset").await, found("pangolin").await), (0, 0, 0));
    ask(&ben, "marmozet").await.lacks("instead");
    scene.site.write(move |tx| hide::restore_thread(tx, &viewer, id, "")).await.unwrap();
    assert_eq!((found("finish").await, found("marmoset").await, found("pangolin").await), (1, 1, 1));
}

#[actix_web::test]
async fn a_thread_is_found_by_the_readers_of_the_boards_it_stands_on() {
    let scene = Scene::new().await;
    let (open, _) = boards(&scene).await;
    let ada = scene.person("ada");
    scene.site.reply(&scene.thread, &ada, "an okapi").await;
    let visitor = scene.as_visitor();
    let found = async |word: &str| titles(ask(&visitor, word).await.is(200)).len();
    assert_eq!((found("begin").await, found("okapi").await), (0, 0));
    let (viewer, id, board) = (scene.site.viewer(&ada).await, scene.thread.id, open.id);
    let by = viewer.clone();
    scene.site.write(move |tx| place::add(tx, &by, id, board, true)).await.unwrap();
    assert_eq!((found("begin").await, found("okapi").await), (1, 1));
    scene.site.write(move |tx| place::remove(tx, &viewer, id, board)).await.unwrap();
    assert_eq!((found("begin").await, found("okapi").await), (0, 0));
    assert_eq!(titles(&ask(&scene.as_member("ben").await, "okapi").await).len(), 1);
}

#[actix_web::test]
async fn every_page_has_the_field_and_it_leads_to_what_it_finds() {
    let scene = Scene::new().await;
    let (open, _) = boards(&scene).await;
    scene.site.thread(&scene.person("ada"), &[&open], "Open", "a capybara").await;
    for browser in [scene.as_visitor(), scene.as_member("ben").await] {
        for path in ["/", "/b/open/", "/search", "/help/", "/nothing-here"] {
            let page = browser.get(path).await;
            assert_eq!(page.attrs_of(".masthead form", "action"), ["/search"], "{path}");
            assert_eq!(page.text_of(".masthead label[for=q]"), "Search");
            assert_eq!(page.attrs_of(".masthead input", "name"), ["q"]);
        }
        assert_eq!(titles(browser.get("/search?q=capybara").await.is(200)), ["Open"]);
    }
}
