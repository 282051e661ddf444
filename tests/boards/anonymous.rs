//! Boards on which peers do not read who writes: no page, address, letter or order of things names anybody, now or later,
//! and those who keep order can look.

use lyceum::boards::change::set_kind;
use lyceum::db::ids::PostId;
use lyceum::roster::{BoardKind, BoardSettings};
use lyceum::worker;

use crate::support::{Board, Browser, Page, Scene, Thread};

/// Ada asks on the board Veil, Ben answers twice and Ruth once.
struct Veiled {
    scene: Scene,
    veil: Board,
    thread: Thread,
    posts: Vec<PostId>,
}

impl Veiled {
    async fn new() -> Self {
        let scene = Scene::new().await;
        let veil = scene.house.board("veil").for_cohort(&scene.spring).of_kind(BoardKind::Anonymous).await;
        let thread = scene.site.thread(&scene.person("ada"), &[&veil], "Am I alone?", "I feel slow.").await;
        let mut posts = vec![thread.post(1).await];
        for (username, words) in [("ben", "Me too."), ("ruth", "So did I."), ("ben", "Thank you.")] {
            posts.push(scene.site.reply(&thread, &scene.person(username), words).await);
        }
        Self { scene, veil, thread, posts }
    }

    async fn browser(&self, username: &str) -> Browser {
        self.scene.as_member(username).await
    }

    async fn becomes(&self, kind: BoardKind) {
        let board = self.veil.id;
        let set = self.scene.site.write(move |tx| set_kind(tx, board, kind, BoardSettings::default()));
        set.await.unwrap();
    }
}

/// Whether a page names somebody: by name, by address, or by what stands for them in the database.
fn names(page: &Page, scene: &Scene, username: &str) -> bool {
    let person = scene.person(username);
    let whole = format!("{} {}", page.told(), page.source());
    let id = lyceum::db::ids::encode(person.id.0);
    [person.name.as_str(), &format!("/m/{username}"), &id, &person.id.0.to_string()]
        .iter()
        .any(|one| whole.contains(one))
}

#[actix_web::test]
async fn readers_see_a_mask_that_stays_the_same_in_a_thread_and_is_another_in_the_next() {
    let veiled = Veiled::new().await;
    let helen = veiled.scene.person("helen");
    veiled.scene.site.reply(&veiled.thread, &helen, "You are not alone.").await;
    let other = veiled.scene.site.thread(&veiled.scene.person("ben"), &[&veiled.veil], "Another", "Words.").await;
    for username in ["ada", "ruth", "helen", "mo"] {
        let page = veiled.browser(username).await.get(&veiled.thread.path).await;
        page.is(200).shows("Students and mentors write here without their names").shows("5 posts by 4 people");
        assert_eq!(
            page.texts_of("article.post h2"),
            [
                "Post 1 by Anonymous member 1",
                "Post 2 by Anonymous member 2",
                "Post 3 by Anonymous member 3",
                "Post 4 by Anonymous member 2",
                "Post 5 by Helen"
            ]
        );
        assert!(!names(&page, &veiled.scene, "ben"), "{username}");
    }
    veiled.browser("ada").await.get(&other.path).await.shows("Post 1 by Anonymous member 1");
    let board = veiled.browser("ruth").await.get("/b/veil/").await;
    board.shows("Readers here do not see who writes").shows("Anonymous member 1");
    assert!(!names(&board, &veiled.scene, "ada") && !names(&board, &veiled.scene, "ben"));
}

#[actix_web::test]
async fn a_mask_says_what_somebody_is_only_where_enough_others_are_that_too() {
    let veiled = Veiled::new().await;
    let house = &veiled.scene.house;
    let large = house.cohort("large").mentor("mia").mentee("a1").mentee("a2").mentee("a3").mentee("a4").mentee("a5");
    let large = large.coordinator("ida").await;
    let board = house.board("large").for_cohort(&large).of_kind(BoardKind::Anonymous).await;
    let thread = veiled.scene.site.thread(&veiled.scene.person("a1"), &[&board], "Hello", "Words.").await;
    veiled.scene.site.reply(&thread, &veiled.scene.person("mia"), "I am the only mentor.").await;
    let page = veiled.browser("a2").await.get(&thread.path).await;
    page.shows("Post 1 by Anonymous student 1").shows("Post 2 by Anonymous member 2");
}

#[actix_web::test]
async fn through_no_door_does_a_peer_learn_who_wrote() {
    let veiled = Veiled::new().await;
    let (ada, ben, id) = (veiled.browser("ada").await, veiled.browser("ben").await, veiled.thread.id);
    let edit = ben.get(&format!("/p/{}/edit", veiled.posts[1])).await.form("Save");
    ben.send(edit.fill("Your text", "Me too, once.").fill("Why did you change it?", "Said too much.")).await.is(303);
    veiled.scene.site.told().await;
    let take_back = ben.get(&format!("/p/{}/delete", veiled.posts[3])).await.form("Delete this post");
    ada.get("/unread/").await.shows("Anonymous member 2").lacks("Ben");
    let post = &veiled.posts[1];
    let mut paths = ["actions", "history/", "report"].map(|step| format!("/p/{post}/{step}")).to_vec();
    paths.extend(
        ["/", "/b/veil/", "/notices/", "/unread/", "/search?q=too", "/search?q=alone", "/drafts/"].map(String::from),
    );
    paths.extend([veiled.thread.path.clone(), format!("/t/{id}/reply?to=2")]);
    for path in &paths {
        let page = ada.get(path).await;
        assert!(page.status == 200, "{path}: {}", page.status);
        assert!(!names(&page, &veiled.scene, "ben"), "{path}: {}", page.source());
    }
    ada.get("/notices/").await.shows("Anonymous member 2 replied where you wrote");
    ada.get(&format!("/t/{id}/reply?to=2")).await.shows("Anonymous member 2");
    ada.get(&format!("/p/{post}/report")).await.shows("Anonymous member 2");
    // Nor do they find by a name what it does not show.
    ada.get("/search?q=by%3Aben").await.is(422);
    veiled.scene.site.reply(&veiled.scene.thread, &veiled.scene.person("ben"), "Too, here.").await;
    let found = ada.get("/search?q=by%3Aben+too").await;
    found.is(200).shows("1 found").shows("Too, here.").lacks("Me too, once");
    ben.send(take_back).await.is(303);
    let mo = veiled.browser("mo").await;
    let page = mo.get(&format!("/p/{}/actions", veiled.posts[3])).await;
    assert!(!names(&page, &veiled.scene, "ben"), "nor by who deleted it");
    for path in [format!("/t/{id}/split"), "/b/veil/hidden/".into(), format!("/p/{post}/amend")] {
        let page = mo.get(&path).await;
        assert!(page.status != 200 || !names(&page, &veiled.scene, "ben"), "{path}");
    }
}

#[actix_web::test]
async fn letters_and_feeds_carry_masks() {
    let veiled = Veiled::new().await;
    let hall = veiled.scene.house.board("hall").public().of_kind(BoardKind::Anonymous).await;
    let open = veiled.scene.site.thread(&veiled.scene.person("ben"), &[&hall], "In the open", "Words.").await;
    let visitor = veiled.scene.as_visitor();
    for path in ["/b/hall/feed.atom".into(), format!("/t/{}/feed.json", open.id), open.path.clone(), "/b/hall/".into()]
    {
        let page = visitor.get(&path).await;
        assert!(!names(page.is(200), &veiled.scene, "ben") && page.source().contains("Anonymous member 1"), "{path}");
    }
    veiled.scene.site.told().await;
    veiled.scene.site.wait(2 * 86_400);
    veiled.scene.site.mailed().await;
    for username in ["ada", "ben", "ruth", "helen", "mo"] {
        for letter in veiled.scene.site.mail_to(&veiled.scene.person(username).address).await {
            if !letter.text.contains("Am I alone?") || letter.text.contains("How do I begin?") && username != "ada" {
                continue;
            }
            for other in ["Ben", "Ruth"].iter().filter(|other| !other.to_lowercase().starts_with(username)) {
                assert!(!letter.raw.contains(other) && !letter.html.contains(other), "{username}: {}", letter.raw);
            }
        }
    }
}

#[actix_web::test]
async fn who_keeps_order_looks_who_wrote_and_that_is_noted() {
    let veiled = Veiled::new().await;
    veiled.scene.house.admin("agnes").await;
    let (mo, agnes) = (veiled.browser("mo").await, veiled.browser("agnes").await);
    let actions = format!("/p/{}/actions", veiled.posts[1]);
    let page = mo.get(&actions).await;
    page.is(200).shows("Anonymous member 2").lacks("Ben");
    let form = page.form("Look who wrote this");
    for (username, status) in [("ada", 403), ("ruth", 403), ("ben", 403), ("olga", 404), ("agnes", 404)] {
        let browser = veiled.browser(username).await;
        assert!(!browser.get(&actions).await.has_button("Look who wrote this"), "{username}");
        let page = browser.send_forged(form.clone()).await;
        page.is(status);
        assert!(username == "ben" || !names(&page, &veiled.scene, "ben"), "{username}");
    }
    let lines = |page: &Page| page.texts_of("article.entry h2").join(" ");
    assert!(!lines(agnes.get("/admin/audit/").await.is(200)).contains("Looked who wrote an anonymous post"));
    mo.send(form).await.is(200).shows("Written by Ben. That you looked is noted.");
    mo.get(&actions).await.lacks("Ben");
    let log = lines(&agnes.get("/admin/audit/").await);
    assert!(log.contains("Looked who wrote an anonymous post"), "{log}");
    // Under a post that shows its author there is nothing to look behind.
    assert!(!mo.get(&format!("/p/{}/actions", veiled.scene.thread.post(1).await)).await.has_button("Look who wrote"));
}

#[actix_web::test]
async fn whoever_reports_an_anonymous_post_is_not_told_whose_it_is() {
    let veiled = Veiled::new().await;
    let (ada, mo) = (veiled.browser("ada").await, veiled.browser("mo").await);
    let report = ada.get(&format!("/p/{}/report", veiled.posts[1])).await.form("Send the report");
    let receipt = ada.send(report.choose("It is unkind")).await.is(303).location().to_owned();
    let case = mo.get("/moderation/").await.is(200).attrs_of("main a[href*='/moderation/cases/']", "href").remove(0);
    // Whoever judges it knows whom it is about, as of every report.
    mo.get(&case).await.is(200).shows("Ben");
    let act = mo.get(&format!("{case}act/warn")).await;
    let form = act.is(200).form("Warn them").fill("Why?", "It was unkind.");
    assert!(form.value("note").unwrap().contains("Anonymous member 2 has heard from us"), "{form:?}");
    mo.send(form).await.is(303);
    let page = ada.get(&receipt).await;
    page.is(200).shows("Anonymous member 2 has heard from us");
    assert!(!names(&page, &veiled.scene, "ben"));
    veiled.scene.site.mail_to(&veiled.scene.person("ben").address).await;
}

#[actix_web::test]
async fn the_form_says_who_will_see_the_name_before_one_writes() {
    let veiled = Veiled::new().await;
    let (ada, helen) = (veiled.browser("ada").await, veiled.browser("helen").await);
    ada.get(&veiled.thread.path)
        .await
        .shows("Your name is not shown to other readers, now or later, unless you keep order");
    let reply = format!("/t/{}/reply", veiled.thread.id);
    for path in [reply.as_str(), "/b/veil/new"] {
        ada.get(path).await.shows("they read “anonymous” and a number that is yours in this thread");
        helen.get(path).await.shows("your own name is shown to all readers");
    }
    ada.get("/b/ask/new").await.lacks("Your name is not shown");
    // One anonymous board among several is enough, and the form says so before it posts.
    let form = ada.get("/b/ask/new").await.form("Post thread").fill("Title", "On both");
    let form = form.fill("What would you like to know?", "Words.").tick("Veil");
    let again = ada.send(form).await;
    again.is(422).shows("they read “anonymous” and a number");
    let to = ada.send(again.form("Post thread")).await.is(303).location().to_owned();
    veiled.browser("ben").await.get(&to).await.shows("Post 1 by Anonymous member 1");
}

#[actix_web::test]
async fn nobody_is_unmasked_by_what_becomes_of_the_board_the_thread_or_themselves() {
    let veiled = Veiled::new().await;
    let (ada, helen, mo) = (veiled.browser("ada").await, veiled.browser("helen").await, veiled.browser("mo").await);
    veiled.becomes(BoardKind::Standard).await;
    let path = veiled.thread.path.clone();
    ada.get(&path).await.is(200).shows("Post 2 by Anonymous member 2");
    // The thread goes on as it began; a new one is named, and its form says nothing else.
    veiled.scene.site.reply(&veiled.thread, &veiled.scene.person("ben"), "Still me.").await;
    ada.get(&path).await.shows("Post 5 by Anonymous member 2");
    let named = veiled.scene.site.thread(&veiled.scene.person("ben"), &[&veiled.veil], "By name", "Words.").await;
    ada.get(&named.path).await.shows("Post 1 by Ben").lacks("without their names");
    // On a further board, in another thread, and in one of its own.
    let place = helen.get(&format!("/t/{}/boards", veiled.thread.id)).await.form("Continue");
    helen.send(place.choose_for("board", "ask")).await.is(303);
    ada.get("/b/ask/").await.lacks("Ben").shows("Anonymous member 1");
    let second = veiled.scene.site.thread(&veiled.scene.person("ruth"), &[&veiled.veil], "Second", "By Ruth.").await;
    let split = helen.get(&format!("/t/{}/split", veiled.thread.id)).await.form("Move them");
    let split = split.tick("Post 2 by Anonymous member 2").tick("Post 5 by Anonymous member 2");
    let split = split.fill("Or the address of another thread", &format!("/t/{}/", second.id));
    let to = helen.send(split).await;
    let to = if to.status == 303 { to } else { helen.send(to.form("Move them")).await };
    to.is(303);
    let page = ada.get(&second.path).await;
    page.shows("Post 1 by Ruth")
        .shows("Post 2 by Anonymous member 2")
        .shows("Post 3 by Anonymous member 2")
        .lacks("Ben");
    // Another name, a role, hiding and bringing back, and leaving.
    let ben = veiled.scene.person("ben");
    let hide = mo.get(&format!("/p/{}/actions", veiled.posts[1])).await.form("Hide this post").fill("Why?", "Hm.");
    mo.send(hide).await.is(303);
    let back =
        mo.get(&format!("/p/{}/actions", veiled.posts[1])).await.form("Bring this post back").fill("Why?", "Oh.");
    mo.send(back).await.is(303);
    let browser = veiled.browser("ben").await;
    let settings = browser.get("/settings/").await.form("Save").fill("Name", "Benjamin");
    browser.send(settings).await.is(303);
    veiled.scene.spring.remove(&ben).await;
    let page = ada.get(&second.path).await;
    page.shows("Post 2 by Anonymous member 2").lacks("Ben");
}

#[actix_web::test]
async fn masks_of_two_threads_that_meet_stay_two() {
    let veiled = Veiled::new().await;
    let helen = veiled.browser("helen").await;
    let other = veiled.scene.site.thread(&veiled.scene.person("ruth"), &[&veiled.veil], "Other", "First there.").await;
    veiled.scene.site.reply(&other, &veiled.scene.person("ada"), "Second there.").await;
    let split = helen.get(&format!("/t/{}/split", veiled.thread.id)).await.form("Move them");
    let split = split.tick("Post 2 by Anonymous member 2").tick("Post 4 by Anonymous member 2");
    let split = split.fill("Or the address of another thread", &format!("/t/{}/", other.id));
    helen.send(split).await.is(303);
    let page = veiled.browser("ruth").await.get(&other.path).await;
    assert_eq!(
        page.texts_of("article.post h2"),
        [
            "Post 1 by Anonymous member 1",
            "Post 2 by Anonymous member 2",
            "Post 3 by Anonymous member 3",
            "Post 4 by Anonymous member 3"
        ]
    );
}

#[actix_web::test]
async fn what_was_written_under_a_mask_is_not_posted_without_it() {
    let veiled = Veiled::new().await;
    let ben = veiled.browser("ben").await;
    let blank = veiled.scene.site.thread(&veiled.scene.person("helen"), &[&veiled.veil], "Blank", "Say.").await;
    let reply = ben.get(&blank.path).await.form("Post reply").fill("Your reply", "It is me.");
    let start = ben.get("/b/veil/new").await.form("Post thread").fill("Title", "Mine");
    let start = start.fill("What would you like to know?", "It is me.");
    let later = ben.get("/b/veil/new").await.form("Post it then").fill("Title", "Later");
    let later = later.fill("What would you like to know?", "Is it me?").fill("Day", "2027-03-02").fill("Hour", "09:30");
    ben.send(later).await.is(303);
    veiled.becomes(BoardKind::Standard).await;
    let told = "your name would be shown now";
    let again = ben.send(reply).await;
    again.is(409).shows(told);
    assert_eq!(again.typed("Your reply"), "It is me.");
    ben.send(start).await.is(409).shows(told).shows("It is me.");
    veiled.scene.site.wait(25 * 3_600);
    worker::fall_due(&veiled.scene.site).await.unwrap();
    ben.get("/drafts/").await.shows("your name would have been shown").shows("Later");
    // Whoever has read that posts it under their name.
    ben.send_and_go_on(again.form("Post reply")).await.is(200).shows("Post 2 by Ben");
}
