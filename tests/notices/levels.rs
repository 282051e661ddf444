//! How much somebody wants to hear of a thread, a board or a cohort, and what is forced on everybody.

use crate::support::{Browser, Page, Scene};

/// Places, and how much somebody wants to hear of each.
type Choices<'a> = &'a [(&'a str, &'a str)];

async fn choose(browser: &Browser, place: &str, level: &str) {
    let page = browser.get(&format!("{place}watch")).await;
    browser.send(page.is(200).form("Save").forge("level", level)).await.is(303);
}

fn lines(page: &Page) -> Vec<String> {
    page.texts_of(".rows h3")
}

/// Of how many posts each of these was told.
async fn told(scene: &Scene, people: &[&str]) -> Vec<usize> {
    scene.site.told().await;
    let mut counts = Vec::new();
    for person in people {
        counts.push(lines(&scene.as_member(person).await.get("/notices/").await).len());
    }
    counts
}

#[actix_web::test]
async fn the_most_specific_choice_wins_and_a_default_never_speaks_against_a_mute() {
    let scene = Scene::new().await;
    let thread = format!("/t/{}/", scene.thread.id);
    let (ben, ada) = (scene.as_member("ben").await, scene.as_member("ada").await);
    // Each line: what Ben and Ada choose, and who is told of Ruth's reply to Ada's question.
    let cases: [(Choices<'_>, Choices<'_>, [usize; 2]); 6] = [
        (&[], &[], [0, 1]),
        (&[("/c/spring/", "all")], &[("/c/spring/", "mentions")], [1, 1]),
        (&[("/b/ask/", "mentions")], &[("/b/ask/", "muted")], [0, 0]),
        (&[(&thread, "all")], &[(&thread, "all")], [1, 1]),
        (&[(&thread, "muted")], &[(&thread, "mentions")], [0, 0]),
        (&[(&thread, ""), ("/b/ask/", "")], &[(&thread, "")], [1, 0]),
    ];
    scene.site.told().await;
    for (number, (of_ben, of_ada, expected)) in cases.into_iter().enumerate() {
        for (place, level) in of_ben {
            choose(&ben, place, level).await;
        }
        for (place, level) in of_ada {
            choose(&ada, place, level).await;
        }
        for browser in [&ben, &ada] {
            let page = browser.get("/notices/").await;
            if page.has_button("Mark all as seen") {
                browser.send(page.form("Mark all as seen")).await.is(303);
            }
        }
        scene.site.reply(&scene.thread, &scene.person("ruth"), &format!("Answer {number}.")).await;
        scene.site.told().await;
        let mut found = Vec::new();
        for browser in [&ben, &ada] {
            found.push(browser.get("/notices/").await.texts_of(".rows .is-unread").len());
        }
        assert_eq!(found, expected, "case {number}");
    }
}

#[actix_web::test]
async fn what_is_muted_is_neither_new_nor_told_and_what_is_forced_is_told_to_everybody() {
    let scene = Scene::new().await;
    let (ben, ruth) = (scene.as_member("ben").await, scene.person("ruth"));
    choose(&ben, "/b/ask/", "muted").await;
    let mine = scene.site.thread(&ruth, &[&scene.ask], "For Ben", "Do you read this, @ben?").await;
    assert_eq!(told(&scene, &["ben", "ada"]).await, [0, 1]);
    ben.get("/unread/").await.shows("Nothing is new here");
    ben.get("/").await.lacks("For Ben").lacks("All that is new");
    // But for a thread that he wants to hear of.
    choose(&ben, &format!("/t/{}/", mine.id), "all").await;
    assert_eq!(lines(&ben.get("/unread/").await), ["For Ben 1 new"]);
    ben.get("/").await.shows("For Ben");
    choose(&ben, &format!("/t/{}/", mine.id), "").await;
    // Whoever keeps order there forces it on everybody, and nobody turns it down.
    assert!(!ben.get("/b/ask/watch").await.has_button("Tell everybody of every post"));
    let forged = ben.get("/b/ask/watch").await.form("Save").value("csrf").unwrap().to_owned();
    ben.post("/b/ask/watch/force", format!("csrf={forged}&forced=yes")).await.is(403);
    let helen = scene.as_member("helen").await;
    let page = helen.get("/b/ask/watch").await;
    helen.send_and_go_on(page.form("Tell everybody of every post")).await.shows("want everybody to hear of every post");
    ben.get("/b/ask/watch").await.shows("want everybody to hear of every post");
    assert_eq!(lines(&ben.get("/unread/").await), ["For Ben 1 new", "How do I begin? 1 new"]);
    scene.site.reply(&mine, &ruth, "Nobody may miss this.").await;
    // Mo hears of both questions, as everybody in spring does.
    assert_eq!(told(&scene, &["ben", "ada", "mo"]).await, [1, 1, 2]);
    ben.get("/notices/").await.shows("Ruth wrote what everybody is to hear");
    // Another process knows of it, and of its end.
    let other = scene.site.second_process().await;
    ben.of(&other).get("/b/ask/watch").await.shows("want everybody to hear of every post");
    let page = helen.get("/b/ask/watch").await;
    helen.send(page.form("Let everybody choose again")).await.is(303);
    other.site.listen().unwrap();
    ben.of(&other).get("/b/ask/watch").await.lacks("want everybody to hear of every post");
    ben.get("/unread/").await.shows("Nothing is new here");
    // A cohort is forced by those who run it.
    let page = helen.get("/c/spring/watch").await;
    helen.send(page.form("Tell everybody of every post")).await.is(303);
    scene.site.reply(&mine, &ruth, "Nor this.").await;
    assert_eq!(told(&scene, &["ben"]).await, [1]);
    assert_eq!(ben.get("/notices/").await.texts_of(".fresh"), ["2 new"]);
    scene.as_member("mo").await.get("/c/spring/watch").await.lacks("Tell everybody of every post");
}

#[actix_web::test]
async fn all_that_somebody_chose_stands_in_their_settings_as_far_as_they_may_know_of_it() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    let hall = scene.house.board("hall").public().await;
    ben.get("/settings/watching/").await.shows("Spring You are told of the first post").shows("This is what is usual.");
    choose(&ben, "/b/ask/", "all").await;
    choose(&ben, &hall.path(), "mentions").await;
    choose(&ben, &format!("/t/{}/", scene.thread.id), "muted").await;
    let page = ben.get("/settings/watching/").await;
    assert_eq!(lines(&page), ["Spring", "Ask", "Hall", "How do I begin?"]);
    assert_eq!(page.link("Change How do I begin?"), format!("/t/{}/watch", scene.thread.id));
    ben.get("/settings/").await.shows("What you hear of");
    let chosen = ben.get(&format!("/p/{}/actions", scene.thread.post(1).await)).await;
    assert_eq!(chosen.form("Save").value("level"), Some("muted"));
    // What cannot be chosen is refused beside the field.
    let page = ben.get("/b/ask/watch").await;
    page.shows("You are told of every post.");
    let answer = ben.send(page.form("Save").forge("level", "loud")).await;
    answer.is(422).error_beside("Tell me of", "Choose one of these");
    scene.spring.remove(&scene.person("ben")).await;
    assert_eq!(lines(&ben.get("/settings/watching/").await), ["Hall"]);
    for gone in ["/b/ask/watch", "/c/spring/watch", &format!("/t/{}/watch", scene.thread.id)] {
        ben.get(gone).await.is(404);
    }
    scene.as_visitor().get("/b/hall/watch").await.is(404);
}
