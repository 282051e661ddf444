//! Moving posts to a new thread, or into another.

use crate::support::scene::TITLE;
use crate::support::{Scene, Thread};

/// The path of the page on which posts of a thread are moved.
fn split(thread: &Thread) -> String {
    format!("/t/{}/split", thread.id)
}

#[actix_web::test]
async fn posts_go_to_a_new_thread_keep_their_address_and_leave_stubs_with_their_numbers() {
    let scene = Scene::new().await;
    scene.site.grow(&scene.thread, &scene.person("ben"), 23).await;
    let (helen, ben) = (scene.as_member("helen").await, scene.as_member("ben").await);
    let (second, last) = (scene.thread.post(2).await, scene.thread.post(23).await);
    let actions = helen.get(&format!("/p/{second}/actions")).await;
    let page = helen.follow(&actions, "Move posts").await;
    let bare = helen.send(page.form("Move them")).await;
    bare.is(422).shows("Choose at least one post").shows("Write either the title");
    let form = bare.form("Move them").tick("Post 2 by Ben").fill("And every post from", "22");
    let form = form.fill("Title of a new thread", "About rent");
    let new = helen.send_and_go_on(form.clone()).await;
    assert_eq!(new.is(200).heading(), "About rent");
    assert_eq!(new.texts_of("article.post .foot a[href^='#p-']"), ["Post 1", "Post 2", "Post 3"]);
    new.shows("Post 2 of Ben").shows("Post 22 of Ben").shows("Post 23 of Ben");
    // The same form once more moves nothing, and leads to the same place.
    helen.send(form).await.is(303);
    assert_eq!(ben.go_on(ben.get(&format!("/p/{second}/")).await).await.heading(), "About rent");
    assert_eq!(ben.go_on(ben.get(&format!("/p/{last}/")).await).await.heading(), "About rent");
    // What stays has the numbers that it had.
    let old = ben.get(&scene.thread.path).await;
    old.shows("This post was moved to another thread").shows("Post 3 of Ben").lacks("Post 2 of Ben");
    assert_eq!(old.attrs_of("article.post", "id").len(), 20);
    let stub = ben.go_on(ben.get(&old.link("Go to it")).await).await;
    assert_eq!(stub.heading(), "About rent");
    ben.get(&scene.thread.page(2)).await.is(200).shows("Post 21 of Ben").lacks("Post 22 of Ben");
    ben.go_on(ben.get(&format!("/t/{}/last", scene.thread.id)).await).await.is(200);
    ben.get("/b/ask/").await.shows("About rent").shows(TITLE);
    // A stub can be neither hidden nor brought back as a post of nothing.
    let stub = scene.thread.post(2).await;
    assert_ne!(stub, second);
    let shown = helen.get(&format!("/p/{stub}/actions")).await;
    assert!(!shown.is(200).has_button("Hide this post") && !shown.has_link("Change it"));
    let forged = helen.get(&format!("/p/{second}/actions")).await.form("Hide this post").fill("Why?", "So.");
    let body = forged.body();
    helen.post(&format!("/p/{stub}/restore"), body).await.is(409);
    // Reading on, replying and reporting work where they went.
    scene.site.reply(&scene.site.thread_at(&new_path(&new)), &scene.person("ada"), "How much is it?").await;
    ben.get(&new_path(&new)).await.shows("How much is it?");
}

fn new_path(page: &crate::support::Page) -> String {
    page.asked.split(' ').nth(1).unwrap().to_owned()
}

#[actix_web::test]
async fn a_thread_is_merged_into_another_and_what_is_left_is_locked() {
    let scene = Scene::new().await;
    let twin =
        scene.site.thread(&scene.person("ben"), &[&scene.ask], "How does one begin?", "The same question.").await;
    scene.site.reply(&scene.thread, &scene.person("ruth"), "By beginning.").await;
    let (mo, ada) = (scene.as_member("mo").await, scene.as_member("ada").await);
    let page = mo.get(&split(&twin)).await;
    let wrong = page.form("Move them").tick("All of them: this thread");
    for absent in ["/t/0000000000001/x/", "nowhere", &twin.path] {
        let told = mo.send(wrong.clone().fill("Or the address of another thread", absent)).await;
        told.is(422).error_beside(
            "Or the address of another thread",
            "There is no other thread at that address that you may lock",
        );
    }
    let address = format!("http://northfield.localhost:8080{}", scene.thread.path);
    let merged = mo.send_and_go_on(wrong.fill("Or the address of another thread", &address)).await;
    assert_eq!(merged.is(200).heading(), TITLE);
    merged.shows("By beginning.").shows("The same question.");
    let left = ada.get(&twin.path).await;
    left.is(200).shows("This post was moved to another thread").lacks("The same question.");
    assert!(!left.has_button("Post reply"), "what is left is locked");
    ada.get("/").await.is(200);
}

#[actix_web::test]
async fn posts_come_to_more_readers_only_after_that_was_said_and_agreed_to() {
    let scene = Scene::new().await;
    let max = scene.house.moderator("max").await;
    scene.spring.enrol(&max, lyceum::roster::CohortRole::Moderator).await;
    let plaza = scene.house.board("plaza").for_institution().await;
    let wide = scene.site.thread(&scene.person("olga"), &[&plaza], "For everybody", "Hello.").await;
    let (max, olga) = (scene.site.browser().as_member(&max).await, scene.as_member("olga").await);
    let form = max.get(&split(&scene.thread)).await.form("Move them").tick("Post 1 by Ada");
    let asked = max.send(form.fill("Or the address of another thread", &wide.path)).await;
    asked.is(200).shows("Others would read these posts, too");
    olga.get(&wide.path).await.lacks("nobody answered");
    max.send(asked.form("Move them, and let").without("confirmed")).await.is(200);
    olga.get(&wide.path).await.lacks("nobody answered");
    max.send(asked.form("Move them, and let")).await.is(303);
    olga.get(&wide.path).await.shows("nobody answered");
    olga.get(&scene.thread.path).await.is(404);
    // Back again is to fewer, and nobody is asked; and who came to read them there no longer does.
    let back = max.get(&split(&wide)).await.form("Move them").tick("Post 2 by Ada");
    max.send(back.fill("Title of a new thread", "Only a while")).await.is(303);
    // Who keeps order on one of the two boards alone moves nothing between them.
    let mo = scene.as_member("mo").await;
    mo.get(&split(&wide)).await.is(403);
    let twin = scene.site.thread(&scene.person("ada"), &[&scene.ask], "Mine", "My own words.").await;
    let form = mo.get(&split(&twin)).await.form("Move them").tick("Post 1 by Ada");
    mo.send(form.fill("Or the address of another thread", &wide.path).forge("confirmed", "1")).await.is(422);
    for username in ["ada", "ruth", "ben"] {
        scene.as_member(username).await.get(&split(&twin)).await.is(403);
    }
    olga.get(&split(&twin)).await.is(404);
}
