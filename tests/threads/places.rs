//! A thread on several boards: one discussion at one address, for the readers of all of them.

use crate::support::{Board, Browser, Cohort, Page, Scene, Thread};

/// The scene, and a second cohort beside the first: Mia mentors Sam there, Ida coordinates; Helen mentors in it too,
/// so she may write on both boards.
async fn two_cohorts() -> (Scene, Cohort, Board) {
    let scene = Scene::new().await;
    let autumn = scene.house.cohort("autumn").mentor("mia").mentee("sam").coordinator("ida").mentor("helen").await;
    let harvest = scene.house.board("harvest").for_cohort(&autumn).await;
    (scene, autumn, harvest)
}

async fn boards_of(browser: &Browser, thread: &Thread) -> Page {
    browser.get(&format!("/t/{}/boards", thread.id)).await
}

#[actix_web::test]
async fn a_thread_on_two_boards_is_read_by_the_people_of_both() {
    let (scene, _, _) = two_cohorts().await;
    let helen = scene.as_member("helen").await;
    let form = helen.get("/b/ask/new").await.form("Post thread").tick("Harvest");
    let form = form.fill("Title", "For all of you").fill("What would you like to know?", "Who comes along?");
    let asked = helen.send(form).await;
    asked
        .is(422)
        .shows("Look who will be able to read this thread")
        .shows("The 8 people of these 2 cohorts will be able");
    assert!(asked.has("a[href='#board']") && asked.has("#board"), "the summary leads to the boards");
    scene.as_member("sam").await.get("/b/harvest/").await.lacks("For all of you");
    let thread = helen.send_and_go_on(asked.form("Post thread")).await;
    thread.shows("Only the 8 people of these 2 cohorts can read").shows("It stands on Ask and Harvest.");
    let path = helen.get("/b/harvest/").await.link("For all of you");
    for reader in ["ada", "sam", "mia", "mo"] {
        let browser = scene.as_member(reader).await;
        let page = browser.get(&path).await;
        assert_eq!(page.is(200).heading(), "For all of you");
        let form = page.form("Post reply").fill("Your reply", &format!("{reader} does."));
        browser.send(form).await.is(303);
    }
    scene.as_member("olga").await.get(&path).await.is(404);
    scene.as_member("sam").await.get("/b/harvest/").await.shows("4 replies");
    scene.as_member("ada").await.get("/b/ask/").await.shows("4 replies");
    scene.as_member("sam").await.get("/b/ask/").await.is(404);
}

#[actix_web::test]
async fn a_start_form_says_who_will_read_it_on_all_its_boards() {
    let (scene, _, _) = two_cohorts().await;
    let helen = scene.as_member("helen").await;
    let alone = helen.get("/b/ask/new").await;
    alone
        .shows("The 5 people of this cohort will be able to read it.")
        .shows("1 mentor, 2 students, 1 coordinator and 1 moderator");
    let form = alone.form("Preview").tick("Harvest").fill("Title", "Both").fill("What would you like to know?", "Hm.");
    let both = helen.send(form).await;
    both.shows("The 8 people of these 2 cohorts will be able to read it.").shows("It will stand on Ask and Harvest.");
}

#[actix_web::test]
async fn putting_a_thread_on_a_wider_board_asks_first_and_says_who_would_read_it() {
    let (scene, _, harvest) = two_cohorts().await;
    let helen = scene.as_member("helen").await;
    scene.site.reply(&scene.thread, &scene.person("ada"), "Between us.").await;
    let asked = helen.send(boards_of(&helen, &scene.thread).await.form("Continue").choose("Harvest")).await;
    asked.is(200).shows("Put it on “Harvest” too?").shows("3 more people will be able to read this thread.");
    asked
        .shows("That includes the 2 posts that were written before they came.")
        .shows("Autumn: 2 mentors, 1 student and 1 coordinator");
    scene.as_member("sam").await.get(&scene.thread.path).await.is(404);
    let placed = helen.send_and_go_on(asked.form("Yes, put it there too")).await;
    assert_eq!(placed.texts_of(".rows h3"), ["Ask", &harvest.name]);
    scene.as_member("sam").await.get(&scene.thread.path).await.is(200).shows("Between us.");
    scene.as_member("sam").await.get("/b/harvest/").await.shows("How do I begin?");
}

#[actix_web::test]
async fn a_wider_board_of_the_house_counts_those_who_are_new_and_nobody_else() {
    let scene = Scene::new().await;
    scene.house.board("hall").for_institution().await;
    let ada = scene.as_member("ada").await;
    let asked = ada.send(boards_of(&ada, &scene.thread).await.form("Continue").choose("Hall")).await;
    // Of the house, only Olga is not in the cohort.
    asked.shows("One more person will be able to read this thread: every member of this institution can.");
    let nothing = ada.send(boards_of(&ada, &scene.thread).await.form("Continue").forge("board", "")).await;
    nothing.is(422).shows("Choose");
}

#[actix_web::test]
async fn a_thread_that_everyone_reads_needs_no_leave_for_a_narrower_board() {
    let (scene, _, _) = two_cohorts().await;
    let hall = scene.house.board("hall").public().await;
    let thread = scene.site.thread(&scene.person("helen"), &[&hall], "Open day", "Come.").await;
    let helen = scene.as_member("helen").await;
    let placed = helen.send_and_go_on(boards_of(&helen, &thread).await.form("Continue").choose("Harvest")).await;
    assert_eq!(placed.texts_of(".rows h3"), ["Hall", "Harvest"]);
}

#[actix_web::test]
async fn the_web_is_warned_of_before_a_private_thread_goes_there() {
    let scene = Scene::new().await;
    scene.house.board("hall").public().await;
    let ada = scene.as_member("ada").await;
    let asked = ada.send(boards_of(&ada, &scene.thread).await.form("Continue").choose("Hall")).await;
    asked.shows("Everyone on the web will be able to read this thread.");
    scene.as_visitor().get(&scene.thread.path).await.is(404);
    ada.send(asked.form("Yes, put it there too")).await.is(303);
    scene.as_visitor().get(&scene.thread.path).await.is(200);
}

#[actix_web::test]
async fn taking_a_thread_off_a_board_takes_its_readers_away_at_once() {
    let (scene, _, harvest) = two_cohorts().await;
    let helen = scene.person("helen");
    let thread = scene.site.thread(&helen, &[&scene.ask, &harvest], "For both", "Words.").await;
    let (sam, browser) = (scene.as_member("sam").await, scene.as_member("helen").await);
    sam.get(&thread.path).await.is(200);
    let page = boards_of(&browser, &thread).await;
    let left = browser.send_and_go_on(page.form("Take it off Harvest")).await;
    assert_eq!(left.texts_of(".rows h3"), ["Ask"]);
    sam.get(&thread.path).await.is(404);
    sam.get("/b/harvest/").await.lacks("For both");
    scene.as_member("ada").await.get(&thread.path).await.is(200).lacks("Harvest");
    // The last board it cannot leave.
    let refused = browser.send(page.form("Take it off Harvest").forge("board", "ask")).await;
    refused.is(409).shows("A thread stands on at least one board.");
}

#[actix_web::test]
async fn a_thread_that_leaves_its_first_board_belongs_to_the_next() {
    let (scene, _, harvest) = two_cohorts().await;
    let thread = scene.site.thread(&scene.person("helen"), &[&scene.ask, &harvest], "Moving", "Words.").await;
    let (helen, ida) = (scene.as_member("helen").await, scene.as_member("ida").await);
    let actions = format!("/p/{}/actions", thread.post(1).await);
    assert!(!ida.get(&actions).await.has_button("Lock it"), "the lock belongs to the first board");
    assert!(ida.get(&actions).await.has_button("Hide this post"), "posts are hidden by the moderators of any");
    helen.send(boards_of(&helen, &thread).await.form("Take it off Ask")).await.is(303);
    scene.as_member("ada").await.get(&thread.path).await.is(404);
    assert!(ida.get(&actions).await.has_button("Lock it"));
}

#[actix_web::test]
async fn only_its_author_and_who_keeps_order_choose_its_boards() {
    let (scene, _, _) = two_cohorts().await;
    boards_of(&scene.as_member("ben").await, &scene.thread).await.is(403).shows("only its author and its moderators");
    boards_of(&scene.as_member("sam").await, &scene.thread).await.is(404);
    // A board that one may not read is as unknown as one that is not there.
    let ada = scene.as_member("ada").await;
    let helen = scene.as_member("helen").await;
    let form = boards_of(&helen, &scene.thread).await.form("Continue").choose("Harvest");
    let unknown = ada.send_forged(form.clone().forge("board", "harvest")).await;
    let missing = ada.send_forged(form.forge("board", "nowhere")).await;
    assert_eq!((unknown.status, unknown.source()), (404, missing.source()));
}
