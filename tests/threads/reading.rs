//! Reading: pages, addresses of posts, and where somebody stopped.

use crate::support::{Page, Scene, Thread};

/// A public thread of Ada's with so many posts.
async fn public_thread(scene: &Scene, height: i32) -> Thread {
    let hall = scene.house.board("hall").public().await;
    let thread = scene.site.thread(&scene.person("ada"), &[&hall], "Long talk", "Post 1 of Ada").await;
    scene.site.grow(&thread, &scene.person("ruth"), height).await;
    thread
}

fn numbers(page: &Page) -> Vec<String> {
    page.texts_of(".post .foot a:first-child")
}

#[actix_web::test]
async fn the_twenty_first_post_begins_the_second_page() {
    let scene = Scene::new().await;
    let thread = public_thread(&scene, 20).await;
    let ben = scene.as_member("ben").await;
    let first = ben.get(&thread.path).await;
    assert_eq!(numbers(&first).len(), 20);
    assert!(!first.has_link("Next"));
    ben.get(&thread.page(2)).await.is(404);
    let answer = ben.send(first.form("Post reply").fill("Your reply", "Over the edge.")).await;
    assert!(answer.location().starts_with(&thread.page(2)), "{}", answer.location());
    let second = ben.go_on(answer).await;
    assert_eq!(numbers(&second), ["Post 21"]);
    second.shows("Over the edge.").shows("21 posts by 3 people");
    assert_eq!(second.title(), "Long talk, page 2 – Northfield");
    let first = ben.follow(&second, "Previous").await;
    assert_eq!(numbers(&first).last().unwrap(), "Post 20");
    assert!(!first.has_button("Post reply"), "what grows stands on the last page");
    assert_eq!(numbers(&ben.follow(&first, "Next").await), ["Post 21"]);
}

#[actix_web::test]
async fn a_full_page_does_not_change_when_someone_writes_behind_it() {
    let scene = Scene::new().await;
    let thread = public_thread(&scene, 21).await;
    let visitor = scene.as_visitor();
    let before = visitor.get(&thread.path).await;
    let second = visitor.get(&thread.page(2)).await;
    scene.site.grow(&thread, &scene.person("ben"), 45).await;
    let after = visitor.get(&thread.path).await;
    assert_eq!(before.header("etag"), after.header("etag"));
    assert_eq!(before.source(), after.source());
    assert_ne!(second.source(), visitor.get(&thread.page(2)).await.source());
    assert_eq!(numbers(&visitor.get(&thread.page(3)).await).len(), 5);
}

#[actix_web::test]
async fn a_page_has_one_address() {
    let scene = Scene::new().await;
    let thread = public_thread(&scene, 21).await;
    let visitor = scene.as_visitor();
    let id = thread.id;
    visitor.get(&format!("/t/{id}/long-talk/1/")).await.is(301).redirects_to(&thread.path);
    visitor.get(&format!("/t/{id}/wrong-words/2/")).await.is(301).redirects_to(&thread.page(2));
    for absent in ["3/", "0/", "-1/", "02/", "2x/", "99999999999999999999/"] {
        let page = visitor.get(&format!("{}{absent}", thread.path)).await;
        assert!(
            page.status == 404 || page.status == 301 && page.location() != thread.page(3),
            "{absent}: {}",
            page.status
        );
    }
}

#[actix_web::test]
async fn every_post_has_an_address_that_holds() {
    let scene = Scene::new().await;
    let thread = public_thread(&scene, 21).await;
    let visitor = scene.as_visitor();
    let (first, last) = (thread.post(1).await, thread.post(21).await);
    visitor.get(&format!("/p/{first}/")).await.is(302).redirects_to(&format!("{}#p-{first}", thread.path));
    visitor.get(&format!("/p/{last}/")).await.is(302).redirects_to(&format!("{}#p-{last}", thread.page(2)));
    visitor.get(&format!("/t/{}/last", thread.id)).await.is(302).redirects_to(&format!("{}#p-{last}", thread.page(2)));
    visitor
        .get(&format!("/t/{}/from/21", thread.id))
        .await
        .is(302)
        .redirects_to(&format!("{}#n-{last}", thread.page(2)));
    visitor.get(&format!("/t/{}/from/22", thread.id)).await.is(404);
    let actions = visitor.get(&format!("/p/{first}/actions")).await;
    actions.shows(&format!("http://northfield.localhost:8080/p/{first}/"));
    scene.as_visitor().get(&format!("/p/{}/", scene.thread.post(1).await)).await.is(404);
}

#[actix_web::test]
async fn a_reader_is_shown_where_they_stopped_and_once_they_have_read_it_no_more() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    ben.get(&scene.thread.path).await.lacks("Read on");
    scene.site.reply(&scene.thread, &scene.person("ruth"), "One.").await;
    scene.site.reply(&scene.thread, &scene.person("ruth"), "Two.").await;
    let post = scene.thread.post(2).await;
    let page = ben.get(&scene.thread.path).await;
    page.shows("2 new Read on from post 2");
    assert_eq!(page.link("Read on from post 2"), format!("#n-{post}"));
    assert!(page.has(&format!("#n-{post}")));
    ben.get(&scene.thread.path).await.lacks("Read on").lacks("new");
}

#[actix_web::test]
async fn where_somebody_stopped_is_remembered_across_pages_and_restarts() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    ben.get(&scene.thread.path).await.is(200);
    scene.site.grow(&scene.thread, &scene.person("ruth"), 22).await;
    ben.get(&scene.thread.path).await.shows("21 new").shows("Read on from post 2");
    scene.site.settled().await;
    let restarted = scene.site.second_process().await;
    let again = ben.of(&restarted).get(&scene.thread.path).await;
    again.shows("2 new Read on from post 21");
    let on = ben.of(&restarted).follow(&again, "Read on from post 21").await;
    on.is(302).redirects_to(&format!("{}#n-{}", scene.thread.page(2), scene.thread.post(21).await));
}

#[actix_web::test]
async fn what_one_has_written_is_not_new_to_oneself() {
    let scene = Scene::new().await;
    let (ruth, ada) = (scene.as_member("ruth").await, scene.as_member("ada").await);
    ada.get(&scene.thread.path).await.is(200);
    let thread = ruth.get(&scene.thread.path).await;
    let answered = ruth.send_and_go_on(thread.form("Post reply").fill("Your reply", "Here.")).await;
    answered.lacks("Read on");
    ruth.get("/b/ask/").await.lacks("New for you");
    ada.get("/b/ask/").await.shows("New for you on this board").shows("1 new, Ruth");
}

#[actix_web::test]
async fn a_page_that_a_browser_only_fetched_ahead_is_still_unread() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    ben.get(&scene.thread.path).await.is(200);
    scene.site.reply(&scene.thread, &scene.person("ruth"), "One.").await;
    let ahead = ben.asking(actix_web::http::Method::GET, &scene.thread.path).with("sec-purpose", "prefetch");
    ahead.send().await.is(200);
    ben.get(&scene.thread.path).await.shows("Read on from post 2");
}
