//! Boards: who may start and reply, what coordinators may change, what is in the list and what is new in it.

mod anonymous;
mod answer_first;
mod kinds;

use lyceum::boards::change::set_audience;
use lyceum::error::Error;

use crate::support::scene::TITLE;
use crate::support::{Browser, Scene};

/// Whether somebody is offered the form for a thread; where they are not, it is refused too.
async fn may_start(browser: &Browser, board: &str) -> bool {
    let (page, form) = (browser.get(&format!("/b/{board}/")).await, browser.get(&format!("/b/{board}/new")).await);
    let offered = page.is(200).has_link("Start a thread");
    assert_eq!(form.status, if offered { 200 } else { 403 }, "{board}");
    offered
}

#[actix_web::test]
async fn a_rule_says_who_starts_threads() {
    let scene = Scene::new().await;
    for rule in ["everyone", "mentors", "coordinators"] {
        scene.house.board(rule).for_cohort(&scene.spring).started_by(rule).await;
    }
    let expected =
        [("ada", [true, false, false]), ("ruth", [true, true, false]), ("helen", [true; 3]), ("mo", [true; 3])];
    for (username, may) in expected {
        let browser = scene.as_member(username).await;
        for (rule, may) in ["everyone", "mentors", "coordinators"].into_iter().zip(may) {
            assert_eq!(may_start(&browser, rule).await, may, "{username} where {rule} start");
        }
    }
    scene.as_member("olga").await.get("/b/everyone/new").await.is(404);
    scene.as_visitor().get("/b/everyone/new").await.is(404);
}

#[actix_web::test]
async fn a_rule_says_who_replies() {
    let scene = Scene::new().await;
    let helen = scene.person("helen");
    for rule in ["everyone", "mentors", "coordinators"] {
        let board = scene.house.board(rule).for_cohort(&scene.spring).replied_by(rule).await;
        let thread = scene.site.thread(&helen, &[&board], rule, "Words.").await;
        let may = ["ada", "ruth", "helen"].map(|username| match (rule, username) {
            ("everyone", _) | (_, "helen") => true,
            ("mentors", username) => username == "ruth",
            _ => false,
        });
        for (username, may) in ["ada", "ruth", "helen"].into_iter().zip(may) {
            let browser = scene.as_member(username).await;
            let page = browser.get(&thread.path).await;
            assert_eq!(page.is(200).has_button("Post reply"), may, "{username} where {rule} reply");
            let form =
                scene.as_member("helen").await.get(&thread.path).await.form("Post reply").fill("Your reply", "Mine.");
            browser.send_forged(form).await.is(if may { 303 } else { 403 });
        }
    }
}

#[actix_web::test]
async fn a_board_says_who_may_write_where_that_is_not_everyone() {
    let scene = Scene::new().await;
    scene.house.board("news").for_institution().started_by("coordinators").replied_by("mentors").await;
    let page = scene.as_member("ada").await.get("/b/news/").await;
    page.shows("Coordinators start threads here. Mentors and coordinators reply.");
    page.shows("Every member of this institution can read what is written here.");
    scene.as_member("ada").await.get("/b/ask/").await.lacks("start threads here");
}

#[actix_web::test]
async fn a_mentor_of_any_cohort_is_one_on_the_boards_of_the_institution() {
    let scene = Scene::new().await;
    scene.house.coordinator("kim").await;
    scene.house.board("library").for_institution().started_by("mentors").await;
    for (username, may) in [("ruth", true), ("kim", true), ("ada", false), ("olga", false)] {
        assert_eq!(may_start(&scene.as_member(username).await, "library").await, may, "{username}");
    }
    scene.as_visitor().get("/b/library/").await.is(404);
}

#[actix_web::test]
async fn everyone_reads_a_public_board_and_only_members_write_on_it() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await;
    let thread = scene.site.thread(&scene.person("olga"), &[&hall], "Open day", "Come.").await;
    let visitor = scene.as_visitor();
    let board = visitor.get("/b/hall/").await;
    board.is(200).shows("Everyone on the web can read what is written here.");
    assert!(!board.has_link("Start a thread"));
    let page = visitor.follow(&board, "Open day").await;
    assert!(!page.is(200).has_button("Post reply"));
    // Names stand there, and no way to the pages of members that a visitor may not see.
    page.shows("Post 1 by Olga");
    assert_eq!(page.attrs_of("main a[href^='/m/']", "href"), [""; 0]);
    visitor.get("/b/hall/new").await.is(404);
    scene.as_member("ada").await.get(&thread.path).await.has_button("Post reply");
}

#[actix_web::test]
async fn an_archived_board_is_read_and_takes_no_word() {
    let scene = Scene::new().await;
    let (helen, ruth) = (scene.as_member("helen").await, scene.as_member("ruth").await);
    let reply = ruth.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "Too late?");
    let start = ruth
        .get("/b/ask/new")
        .await
        .form("Post thread")
        .fill("Title", "Late")
        .fill("What would you like to know?", "Hm.");
    let form = helen.get("/b/ask/settings").await.form("Save").tick("This board is archived");
    helen.send_and_go_on(form).await.shows("This board is in the archive.");
    let page = ruth.get(&scene.thread.path).await;
    page.is(200).shows("This thread stands in the archive.");
    assert!(!page.has_button("Post reply") && !ruth.get("/b/ask/").await.has_link("Start a thread"));
    ruth.send(start).await.is(403);
    let refused = ruth.send(reply.clone()).await;
    assert_eq!(refused.is(403).typed("Your reply"), "Too late?");
    let form = helen.get("/b/ask/settings").await.form("Save").untick("This board is archived");
    helen.send(form).await.is(303);
    ruth.send_and_go_on(reply).await.shows("Too late?");
}

#[actix_web::test]
async fn boards_stand_in_the_order_they_were_given() {
    let scene = Scene::new().await;
    scene.house.board("zebra").for_cohort(&scene.spring).at(1).await;
    scene.house.board("apple").for_cohort(&scene.spring).at(2).await;
    let ada = scene.as_member("ada").await;
    for page in ["/", "/c/spring/"] {
        let boards: Vec<_> =
            ada.get(page).await.texts_of(".rows h3").into_iter().filter(|name| name != "Spring").collect();
        assert_eq!(boards, ["Ask", "Zebra", "Apple"], "{page}");
    }
    let helen = scene.as_member("helen").await;
    helen.send(helen.get("/b/ask/settings").await.form("Save").fill("Place in the list", "3")).await.is(303);
    assert_eq!(ada.get("/c/spring/").await.texts_of(".rows h3"), ["Zebra", "Apple", "Ask"]);
}

#[actix_web::test]
async fn its_coordinator_changes_a_board_and_nobody_else_does() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let form = helen.follow(&helen.get("/b/ask/").await, "Change this board").await.form("Save");
    let form = form.fill("Name", "Ask a mentor").fill("What is it for?", "Every question is welcome.");
    let form = form.choose_for("start", "mentors").choose_for("reply", "everyone");
    for (username, status) in [("ada", 403), ("ruth", 403), ("olga", 404)] {
        let browser = scene.as_member(username).await;
        browser.get("/b/ask/settings").await.is(status);
        assert!(!browser.get("/b/ask/").await.has_link("Change this board"));
        browser.send_forged(form.clone()).await.is(status);
    }
    scene.as_visitor().get("/b/ask/settings").await.is(404);
    let board = helen.send_and_go_on(form).await;
    assert_eq!(board.heading(), "Ask a mentor");
    board.shows("Every question is welcome.").shows("Mentors and coordinators start threads here.");
    let ada = scene.as_member("ada").await;
    assert!(!may_start(&ada, "ask").await);
    assert!(ada.get(&scene.thread.path).await.texts_of(".crumbs a").contains(&"Ask a mentor".to_owned()));
}

#[actix_web::test]
async fn settings_that_cannot_be_saved_come_back_as_they_were_typed() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let form = helen.get("/b/ask/settings").await.form("Save");
    for place in ["first", "-1", "10000", "99999999999999999999", "1.5", ""] {
        let answer =
            helen.send(form.clone().fill("Place in the list", place).fill("What is it for?", "For asking.")).await;
        answer.is(422).error_beside("Place in the list", "Write a whole number from 0 to 9,999");
        assert_eq!(
            (answer.typed("Place in the list"), answer.typed("What is it for?")),
            (place.to_owned(), "For asking.".to_owned())
        );
    }
    let answer = helen.send(form.clone().fill("Name", " ")).await;
    answer.is(422).error_beside("Name", "Give it a name");
    helen.send(form.forge("start", "nobody")).await.is(422).shows("Choose one of these");
    assert_eq!(helen.get("/b/ask/").await.lacks("For asking.").heading(), "Ask");
}

#[actix_web::test]
async fn what_is_new_on_a_board_can_be_marked_as_read() {
    let scene = Scene::new().await;
    scene.site.reply(&scene.thread, &scene.person("ruth"), "With a question.").await;
    let ben = scene.as_member("ben").await;
    let board = ben.get("/b/ask/").await;
    board.shows("New for you on this board").shows(&format!("{TITLE} 2 new, Ruth"));
    scene.site.wait(1);
    ben.send_and_go_on(board.form("Mark this board as read")).await.is(200).lacks("New for you");
    ben.get("/").await.lacks("New for you");
    scene.site.reply(&scene.thread, &scene.person("ruth"), "And another.").await;
    ben.get("/b/ask/").await.shows("New for you on this board");
}

#[actix_web::test]
async fn the_fifty_first_thread_stands_on_the_second_page() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await;
    let olga = scene.person("olga");
    for number in 1..=51 {
        scene.site.thread(&olga, &[&hall], &format!("Thread {number}"), "Words.").await;
    }
    let visitor = scene.as_visitor();
    let first = visitor.get("/b/hall/").await;
    let titles = first.texts_of(".rows h3");
    assert_eq!((titles.len(), titles[0].as_str(), titles[49].as_str()), (50, "Thread 51", "Thread 2"));
    let second = visitor.follow(&first, "Next").await;
    assert_eq!(second.texts_of(".rows h3"), ["Thread 1"]);
    assert_eq!(second.title(), "Hall, page 2 – Northfield");
    visitor.get("/b/hall/1/").await.is(301).redirects_to("/b/hall/");
    for absent in ["/b/hall/0/", "/b/hall/3/", "/b/hall/-1/", "/b/hall/99999999999/"] {
        let page = visitor.get(absent).await;
        assert!(page.status == 404 || page.status == 301 && page.location() == "/b/hall/", "{absent}: {}", page.status);
    }
    // Whoever stood last comes to the front, and the first page's last moves over.
    let oldest = scene.site.thread_at(&second.link("Thread 1"));
    scene.site.reply(&oldest, &olga, "Up again.").await;
    assert_eq!(visitor.get("/b/hall/").await.texts_of(".rows h3")[0], "Thread 1");
    assert_eq!(visitor.get("/b/hall/2/").await.texts_of(".rows h3"), ["Thread 2"]);
}

#[actix_web::test]
async fn a_board_is_not_given_to_the_cohorts_that_it_does_not_have() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await.id;
    let refused = scene.site.write(move |tx| set_audience(tx, hall, "cohorts", &[])).await;
    let Err(Error::Invalid(problems)) = refused else { panic!("nobody could read it: {refused:?}") };
    assert_eq!(problems.0[0].1.key, "boards-cohort-missing");
    scene.as_visitor().get("/b/hall/").await.is(200);
    let spring = scene.spring.id;
    let refused = scene.site.write(move |tx| set_audience(tx, hall, "institution", &[spring])).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "a cohort beside a wider audience: {refused:?}");

    scene.site.write(move |tx| set_audience(tx, hall, "cohorts", &[spring])).await.unwrap();
    scene.as_visitor().get("/b/hall/").await.is(404);
    scene.as_member("olga").await.get("/b/hall/").await.is(404);
    scene.as_member("ada").await.get("/c/spring/").await.shows("Hall");
}

#[actix_web::test]
async fn a_board_that_goes_to_another_cohort_leaves_the_first() {
    let scene = Scene::new().await;
    let autumn = scene.house.cohort("autumn").mentor("mia").coordinator("ida").await.id;
    let (ada, mia) = (scene.as_member("ada").await, scene.as_member("mia").await);
    ada.get("/c/spring/").await.shows("Ask");
    let ask = scene.ask.id;
    scene.site.write(move |tx| set_audience(tx, ask, "cohorts", &[autumn])).await.unwrap();
    ada.get("/b/ask/").await.is(404);
    assert!(!ada.get("/c/spring/").await.has_link("Ask"));
    mia.get("/b/ask/").await.is(200).shows(TITLE);
    assert!(mia.get("/c/autumn/").await.has_link("Ask"));
}

#[actix_web::test]
async fn where_nobody_can_write_any_more_that_is_the_reason_given() {
    let scene = Scene::new().await;
    scene.house.board("news").for_institution().started_by("coordinators").await;
    let (ada, helen) = (scene.as_member("ada").await, scene.as_member("helen").await);
    ada.get("/b/news/new").await.is(403).shows("only some of its readers can start threads");
    scene.spring.becomes("closed").await;
    ada.get("/b/ask/new").await.is(403).shows("The cohort of this board is not open any more.");
    helen.send(helen.get("/b/ask/settings").await.form("Save").tick("This board is archived")).await.is(303);
    ada.get("/b/ask/new").await.is(403).shows("This board is in the archive.");
}
