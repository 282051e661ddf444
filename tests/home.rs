//! The front page: one document, and each reader gets the rows that are theirs.

use lyceum::threads::start;

use crate::support::{Browser, Scene};

async fn rows(browser: &Browser) -> Vec<String> {
    browser.get("/").await.is(200).texts_of("main .rows h3")
}

#[actix_web::test]
async fn everybody_finds_what_they_may_read_and_nothing_else() {
    let scene = Scene::new().await;
    let autumn = scene.house.cohort("autumn").mentor("mia").mentee("ben").coordinator("ida").await;
    scene.house.board("harvest").for_cohort(&autumn).at(1).await;
    scene.house.board("library").for_institution().at(2).await;
    scene.house.board("hall").public().at(3).await;
    scene.house.board("both").for_cohort(&scene.spring).for_cohort(&autumn).at(4).await;
    let expected: [(&str, &[&str]); 6] = [
        ("ada", &["Spring", "Ask", "Library", "Hall", "Both"]),
        ("mo", &["Spring", "Ask", "Library", "Hall", "Both"]),
        ("mia", &["Autumn", "Harvest", "Library", "Hall", "Both"]),
        ("ben", &["Autumn", "Spring", "Ask", "Harvest", "Library", "Hall", "Both"]),
        ("olga", &["Library", "Hall"]),
        ("", &["Hall"]),
    ];
    for (username, wanted) in expected {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        let mut found = rows(&browser).await;
        // Two cohorts without dates stand by name; what counts is who sees which.
        let cohorts = found.iter().take_while(|name| ["Spring", "Autumn"].contains(&name.as_str())).count();
        found[..cohorts].sort();
        assert_eq!(found, wanted, "{username}");
        let page = browser.get("/").await;
        for absent in
            ["Spring", "Autumn", "Ask", "Harvest", "Library", "Both"].into_iter().filter(|name| !wanted.contains(name))
        {
            page.lacks(absent);
        }
    }
}

#[actix_web::test]
async fn a_reader_without_anything_has_no_empty_lists() {
    let scene = Scene::new().await;
    let page = scene.as_visitor().get("/").await;
    assert!(!page.is(200).has("main section") && page.has("#cohorts") && page.has("#boards"));
    assert_eq!(page.heading(), "Northfield");
}

#[actix_web::test]
async fn a_visitor_for_whom_there_is_nothing_hears_so_and_not_whether_others_have_more() {
    let scene = Scene::new().await;
    let bare = scene.site.institution("eastbridge").await;
    let told = "You are reading as a visitor. Nothing here is open to visitors; sign in to find what is for you.";
    let (private, empty) = (scene.as_visitor().get("/").await, scene.as_visitor().at(&bare.host()).get("/").await);
    for page in [&private, &empty] {
        assert!(page.is(200).shows(told).has_link("Sign in") && !page.has("main section"));
    }
    let olive = bare.member("olive").await;
    scene.site.browser().as_member(&olive).await.get("/").await.shows("Nothing stands here yet").lacks(told);
    scene.house.board("hall").public().await;
    scene.as_visitor().get("/").await.shows("Hall").lacks("Nothing here is open");
}

#[actix_web::test]
async fn what_is_new_stands_on_top_until_it_is_read() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    let home = ben.get("/").await;
    home.shows("New for you").shows("How do I begin? 1 new, Ada");
    assert_eq!(ben.follow(&home, "How do I begin?").await.is(200).heading(), "How do I begin?");
    ben.get("/").await.lacks("New for you");
    scene.as_member("olga").await.get("/").await.lacks("How do I begin?");
    scene.as_visitor().get("/").await.lacks("How do I begin?");
}

/// What the shelf says of boards with something new.
async fn unread(browser: &Browser) -> Vec<String> {
    browser.get("/").await.is(200).texts_of(".shelf .new section li")
}

#[actix_web::test]
async fn the_shelf_counts_unread_threads_board_by_board() {
    let scene = Scene::new().await;
    let library = scene.house.board("library").for_institution().at(2).await;
    let (ruth, olga, ben) = (scene.person("ruth"), scene.person("olga"), scene.as_member("ben").await);
    assert_eq!(unread(&ben).await, ["Ask 1 unread thread"]);
    ben.get(&scene.thread.path).await.is(200);
    assert_eq!(unread(&ben).await, [""; 0], "nothing is said for nothing");
    let books = scene.site.thread(&olga, &[&library], "Which book?", "Any.").await;
    scene.site.thread(&olga, &[&library], "Which shelf?", "Any.").await;
    scene.site.reply(&scene.thread, &ruth, "One.").await;
    scene.site.reply(&scene.thread, &ruth, "Two.").await;
    assert_eq!(unread(&ben).await, ["Ask 1 unread thread", "Library 2 unread threads"]);
    let home = ben.get("/").await;
    assert_eq!(home.texts_of(".shelf .new h3"), ["On your boards"]);
    assert_eq!(home.attrs_of(".shelf .new section a", "href"), ["/b/ask/", "/b/library/"]);
    ben.get(&books.path).await.is(200);
    assert_eq!(unread(&ben).await, ["Ask 1 unread thread", "Library 1 unread thread"]);
    ben.send(ben.get("/b/library/").await.form("Mark this board as read")).await.is(303);
    assert_eq!(unread(&ben).await, ["Ask 1 unread thread"]);
    ben.get("/b/ask/").await.lacks("On your boards");
}

#[actix_web::test]
async fn what_somebody_may_not_read_is_not_counted_for_them() {
    let scene = Scene::new().await;
    let autumn = scene.house.cohort("autumn").mentor("mia").mentor("ida").await;
    let harvest = scene.house.board("harvest").for_cohort(&autumn).at(1).await;
    let hall = scene.house.board("hall").public().at(2).await;
    let both = scene.site.thread(&scene.person("ida"), &[&hall, &harvest], "On two boards", "Words.").await;
    for (username, wanted) in [
        ("mia", &["Harvest 1 unread thread", "Hall 1 unread thread"][..]),
        ("ben", &["Ask 1 unread thread", "Hall 1 unread thread"]),
        ("olga", &["Hall 1 unread thread"]),
        ("", &[]),
    ] {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        assert_eq!(unread(&browser).await, wanted, "{username}");
    }
    let (ben, mo) = (scene.as_member("ben").await, scene.as_member("mo").await);
    assert_eq!(unread(&ben).await.len(), 2);
    let asked = mo.get(&format!("/t/{}/hide", scene.thread.id)).await;
    mo.send(asked.form("Hide this thread").fill("Why?", "unkind")).await.is(303);
    assert_eq!(unread(&ben).await, ["Hall 1 unread thread"], "a hidden thread is not there to be read");
    scene.spring.remove(&scene.person("ben")).await;
    hall.becomes("institution").await;
    assert_eq!(unread(&ben).await, ["Hall 1 unread thread"]);
    ben.get(&both.path).await.is(200);
    assert_eq!(unread(&ben).await, [""; 0]);
}

#[actix_web::test]
async fn a_board_that_is_all_unread_says_that_there_may_be_more() {
    let scene = Scene::new().await;
    let (author, board) = (scene.person("ruth").id, scene.ask.id);
    let start_many = scene.site.write(move |tx| {
        for number in 2..=51 {
            let (title, body) = (format!("Thread number {number}."), "Of no matter.".into());
            start::start(
                tx,
                author,
                &start::Draft { title, body, boards: vec![board], key: String::new(), is_masked: false },
            )?;
        }
        Ok(())
    });
    start_many.await.unwrap();
    let ben = scene.as_member("ben").await;
    assert_eq!(unread(&ben).await, ["Ask 50 or more unread threads"]);
    assert_eq!(ben.get("/").await.texts_of(".shelf .new > ul > li").len(), 6, "and it names the newest");
}

#[actix_web::test]
async fn a_board_says_how_much_is_on_it() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    ada.get("/").await.shows("Ask 1 thread 1 March 2027, 09:00");
    scene.site.thread(&scene.person("ruth"), &[&scene.ask], "Another", "Words.").await;
    ada.get("/").await.shows("Ask 2 threads");
}

#[actix_web::test]
async fn what_is_in_the_archive_leaves_the_front_page() {
    let scene = Scene::new().await;
    let (ada, helen) = (scene.as_member("ada").await, scene.as_member("helen").await);
    helen.send(helen.get("/b/ask/settings").await.form("Save").tick("This board is archived")).await.is(303);
    assert_eq!(rows(&ada).await, ["Spring"]);
    assert_eq!(unread(&scene.as_member("ben").await).await, [""; 0], "and so does what is new on it");
    scene.spring.becomes("archived").await;
    assert_eq!(rows(&ada).await, [""; 0]);
    ada.get("/c/spring/").await.is(200).shows("Ask Archived");
}
