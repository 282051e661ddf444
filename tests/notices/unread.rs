//! The page of all that is new, and what marks as read and as unread.

use actix_web::http::Method;

use crate::support::{Page, Scene};

fn titles(page: &Page) -> Vec<String> {
    page.texts_of(".rows h3")
}

#[actix_web::test]
async fn everything_that_somebody_has_not_read_stands_on_one_page_newest_first() {
    let scene = Scene::new().await;
    let (ruth, ben) = (scene.person("ruth"), scene.as_member("ben").await);
    let hall = scene.house.board("hall").public().await;
    let other = scene.house.cohort("autumn").mentor("otto").await;
    let shut = scene.house.board("shut").for_cohort(&other).await;
    let long = scene.site.thread(&ruth, &[&hall, &scene.ask], "Long talk", "One.").await;
    scene.site.thread(&scene.person("otto"), &[&shut], "Not for Ben", "Secret.").await;
    ben.get(&long.path).await.is(200);
    scene.site.grow(&long, &ruth, 4).await;
    let page = ben.get("/unread/").await;
    assert_eq!(titles(page.is(200)), ["Long talk 3 new", "How do I begin? 1 new"]);
    page.shows("Hall Ask").lacks("Not for Ben").lacks("Shut");
    assert_eq!(page.link("Long talk"), format!("/t/{}/from/2", long.id));
    assert_eq!(page.link("How do I begin?"), scene.thread.path);
    // On one board.
    let on_hall = ben.get("/unread/?board=hall").await;
    assert_eq!(titles(on_hall.is(200)), ["Long talk 3 new"]);
    ben.get("/unread/?board=shut").await.is(404);
    ben.get("/unread/2/").await.is(404);
    ben.get("/").await.shows("All that is new");
    scene.as_visitor().get("/unread/").await.is(303);
    // What is hidden is not there.
    let keeper = scene.as_member("mo").await;
    let ask = keeper.get(&format!("/t/{}/hide", scene.thread.id)).await;
    keeper.send(ask.form("Hide this thread").fill("Why?", "It has to be.")).await.is(303);
    assert_eq!(titles(&ben.get("/unread/").await), ["Long talk 3 new"]);
}

#[actix_web::test]
async fn it_does_not_end_after_fifty_threads() {
    let scene = Scene::new().await;
    for number in 1..=51 {
        scene.site.thread(&scene.person("ruth"), &[&scene.ask], &format!("Talk {number}"), "One.").await;
    }
    let ben = scene.as_member("ben").await;
    let first = ben.get("/unread/").await;
    first.shows("52 unread threads");
    assert_eq!((titles(&first).len(), &*titles(&first)[0]), (50, "Talk 51 1 new"));
    let second = ben.follow(&first, "Next").await;
    assert_eq!(titles(&second), ["Talk 1 1 new", "How do I begin? 1 new"]);
    ben.get("/unread/1/").await.is(301).redirects_to("/unread/");
    // Those that nobody could see on it are not marked by it.
    scene.site.thread(&scene.person("ruth"), &[&scene.ask], "Later", "One.").await;
    ben.send(second.form("Mark everything as read")).await.is(303).redirects_to("/unread/");
    assert_eq!(titles(&ben.get("/unread/").await), ["Later 1 new"]);
}

#[actix_web::test]
async fn a_thread_a_board_or_everything_is_marked_as_read_and_what_is_written_next_is_new() {
    let scene = Scene::new().await;
    let (ruth, ben) = (scene.person("ruth"), scene.as_member("ben").await);
    let hall = scene.house.board("hall").public().await;
    let long = scene.site.thread(&ruth, &[&hall], "Long talk", "One.").await;
    scene.site.grow(&long, &ruth, 3).await;
    let page = ben.get("/unread/").await;
    ben.send(page.form("Mark as read Long talk")).await.redirects_to("/unread/");
    let page = ben.get("/unread/").await;
    assert_eq!(titles(&page), ["How do I begin? 1 new"]);
    ben.get("/").await.lacks("Long talk");
    // One reply later one post is new, and reading goes on there.
    scene.site.reply(&long, &ruth, "Four.").await;
    assert_eq!(titles(&ben.get("/unread/?board=hall").await), ["Long talk 1 new"]);
    let page = ben.get("/unread/?board=ask").await;
    ben.send(page.form("Mark this board as read")).await.redirects_to("/unread/?board=ask");
    ben.get("/unread/?board=ask").await.shows("Nothing is new here");
    scene.site.reply(&scene.thread, &ruth, "Two.").await;
    assert_eq!(titles(&ben.get("/unread/").await), ["How do I begin? 1 new", "Long talk 1 new"]);
    ben.send(page.form("Mark this board as read").forge("board", "hall")).await.is(303);
    let page = ben.get("/unread/").await;
    assert_eq!(titles(&page), ["How do I begin? 1 new"]);
    ben.send(page.form("Mark everything as read")).await.is(303);
    ben.get("/unread/").await.shows("You have read everything on your boards.");
    ben.get("/").await.lacks("All that is new");
    // What no page of ours sends.
    for (field, value, status) in
        [("thread", "0000000000000", 404), ("board", "nowhere", 404), ("up_to", "soon", 400), ("colour", "red", 400)]
    {
        let answer = ben.send(page.form("Mark everything as read").forge(field, value)).await;
        assert_eq!(answer.status, status, "{field}");
    }
}

#[actix_web::test]
async fn what_is_marked_as_unread_stays_so_on_every_node_until_it_is_read() {
    let scene = Scene::new().await;
    scene.site.grow(&scene.thread, &scene.person("ruth"), 5).await;
    let ben = scene.as_member("ben").await;
    let other = scene.site.second_process().await;
    ben.get(&scene.thread.path).await.is(200);
    scene.site.settled().await;
    // The other node knows the mark, and has noted once more that the thread was read.
    ben.of(&other).get(&scene.thread.path).await.is(200);
    let board = ben.get("/b/ask/").await;
    board.lacks("New for you");
    let post = scene.thread.post(3).await;
    let actions = ben.get(&format!("/p/{post}/actions")).await;
    ben.send(actions.form("Mark as unread from here")).await.redirects_to("/unread/");
    other.site.write_down().await.unwrap();
    other.site.listen().unwrap();
    other.site.write_down().await.unwrap();
    for node in [&scene.site.node, &other] {
        let page = ben.of(node).get("/unread/").await;
        assert_eq!(titles(&page), ["How do I begin? 3 new"]);
        assert_eq!(page.link("How do I begin?"), format!("/t/{}/from/3", scene.thread.id));
        ben.of(node).get("/b/ask/").await.shows("3 new, Ruth");
    }
    // A browser that only looks ahead reads nothing; whoever opens it has read it.
    for (name, value) in [("sec-purpose", "prefetch;prerender"), ("purpose", "prefetch")] {
        ben.asking(Method::GET, &scene.thread.path).with(name, value).send().await.is(200);
    }
    assert_eq!(titles(&ben.get("/unread/").await).len(), 1);
    ben.get(&scene.thread.path).await.shows("3 new Read on from post 3");
    ben.get("/unread/").await.shows("Nothing is new here");
    scene.as_visitor().post(&format!("/p/{post}/unread"), "").await.is(403);
}

#[actix_web::test]
async fn what_is_marked_as_unread_is_new_though_its_board_was_read() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    let board = ben.get("/b/ask/").await;
    ben.send(board.form("Mark this board as read")).await.is(303);
    let actions = ben.get(&format!("/p/{}/actions", scene.thread.post(1).await)).await;
    ben.send(actions.form("Mark as unread from here")).await.is(303);
    assert_eq!(titles(&ben.get("/unread/").await), ["How do I begin? 1 new"]);
    let board = ben.get("/b/ask/").await;
    board.shows("1 new, Ada");
    ben.send(board.form("Mark this board as read")).await.is(303);
    ben.get("/unread/").await.shows("Nothing is new here");
}
