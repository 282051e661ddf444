//! The front page: one document, and each reader gets the rows that are theirs.

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
    scene.spring.becomes("archived").await;
    assert_eq!(rows(&ada).await, [""; 0]);
    ada.get("/c/spring/").await.is(200).shows("Ask Archived");
}
