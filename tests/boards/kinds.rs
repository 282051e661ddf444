//! Kinds of boards: questions, introductions, announcements, one thread; so many posts in a span, templates, and one thread
//! for all of somebody's cohorts.

use lyceum::roster::BoardKind;
use lyceum::worker;

use crate::support::scene::TITLE;
use crate::support::{Browser, Page, Scene};

/// Fills in the form of a board and sends it.
async fn starts(browser: &Browser, board: &str, button: &str, title: &str, body: &str) -> Page {
    let form = browser.get(&format!("/b/{board}/new")).await.form(button);
    let text = ["Who are you?", "What would you like to say?", "What would you like to know?"];
    let label = if button == "Post introduction" {
        text[0]
    } else if button == "Post announcement" {
        text[1]
    } else {
        text[2]
    };
    browser.send(form.fill("Title", title).fill(label, body)).await
}

#[actix_web::test]
async fn who_runs_a_board_says_what_it_is_for_and_the_board_says_so() {
    let scene = Scene::new().await;
    let (helen, ada) = (scene.as_member("helen").await, scene.as_member("ada").await);
    ada.get("/b/ask/").await.lacks("Each thread here is a question").shows("No replies yet");
    let form = helen.get("/b/ask/settings").await.form("Save").choose("Questions and answers");
    helen.send(form).await.is(303);
    let board = ada.get("/b/ask/").await;
    board.shows("Each thread here is a question, and its replies are answers.").shows("No answer yet");
    assert!(board.has_link("Ask a question") && !board.has_link("Start a thread"));
    let page = ada.get(&scene.thread.path).await;
    assert!(page.has_button("Post answer") && !page.has_button("Post reply"));
    assert_eq!(scene.ask.entry().kind, BoardKind::Questions);
    let ben = scene.as_member("ben").await;
    ben.send(ben.get(&scene.thread.path).await.form("Post answer").fill("Your answer", "Begin.")).await.is(303);
    ada.get("/b/ask/").await.shows("1 answer");
    assert!(helen.get("/b/ask/settings").await.has("input[value=questions][checked]"));
}

#[actix_web::test]
async fn a_board_of_one_thread_leads_to_it_and_takes_no_second() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").for_cohort(&scene.spring).of_kind(BoardKind::OneThread).await;
    let (ada, ben, helen) =
        (scene.as_member("ada").await, scene.as_member("ben").await, scene.as_member("helen").await);
    ada.get("/b/hall/").await.is(200).shows("This board is a single thread.");
    let late =
        ben.get("/b/hall/new").await.form("Post thread").fill("Title", "Mine").fill("What would you like", "Too.");
    starts(&ada, "hall", "Post thread", "The one", "Say it all here.").await.is(303);
    let to = ben.get("/b/hall/").await.is(302).location().to_owned();
    ben.get(&to).await.is(200).shows("Say it all here.");
    let refused = ben.send(late).await;
    refused.is(409).shows("This board is a single thread, and it is there already.").shows("Too.");
    ben.get("/b/hall/new").await.is(409).shows("Go to the thread");
    // Those who keep order come by the board to its desk, and are offered no second thread.
    let desk = helen.get("/b/hall/").await;
    assert!(desk.is(200).has_link("Change this board") && !desk.has_link("Start a thread"));
    ben.get("/b/hall/").await.is(302);
    for nobody in [scene.as_member("olga").await, scene.as_visitor()] {
        nobody.get("/b/hall/").await.is(404);
    }
    // Nor does one come there from elsewhere, or by moving posts.
    let split = helen.get(&format!("/t/{}/split", scene.site.thread_at(&to).id)).await.form("Move them");
    let split = helen.send(split.tick("Post 1 by Ada").fill("Title of a new thread", "A second")).await;
    split.is(422).shows("The posts stand on a board of one thread");
    let boards = ada.get(&format!("/t/{}/boards", scene.thread.id)).await.form("Continue");
    ada.send(boards.choose_for("board", &hall.slug)).await.is(409);
}

#[actix_web::test]
async fn a_board_with_several_threads_is_none_of_one_thread() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    scene.site.thread(&scene.person("ben"), &[&scene.ask], "Another", "Words.").await;
    let form = helen.get("/b/ask/settings").await.form("Save").choose("One thread");
    helen.send(form).await.is(422).shows("This board has 2 threads.");
    assert_eq!(scene.ask.entry().kind, BoardKind::Standard);
}

#[actix_web::test]
async fn everybody_introduces_themselves_once_and_a_second_try_leads_to_the_first() {
    let scene = Scene::new().await;
    scene.house.board("hello").for_cohort(&scene.spring).of_kind(BoardKind::Introductions).await;
    let (ada, ben) = (scene.as_member("ada").await, scene.as_member("ben").await);
    let late = ada.get("/b/hello/new").await.form("Post introduction");
    let first = starts(&ada, "hello", "Post introduction", "Ada", "I count.").await.is(303).location().to_owned();
    let again = ada.get("/b/hello/new").await;
    again.is(409).shows("You have introduced yourself here already");
    let path = again.link("Go to your introduction");
    assert!(first.starts_with(&path), "{first} is not {path}");
    ada.send(late.fill("Title", "Ada").fill("Who are you?", "Me again.")).await.is(409).shows("Me again.");
    // What was put off until then is a draft again.
    let late = ben.get("/b/hello/new").await.form("Post it then").fill("Title", "Ben").fill("Who are you?", "Later.");
    let late = late.fill("Day", "2027-03-02").fill("Hour", "09:30");
    ben.send(late).await.is(303);
    starts(&ben, "hello", "Post introduction", "Ben", "I listen.").await.is(303);
    scene.site.wait(25 * 3_600);
    worker::fall_due(&scene.site).await.unwrap();
    ben.get("/drafts/").await.shows("this board takes one thread, or one from each member");
    // Everyone can reply; and who took theirs back can begin anew.
    let page = ben.get(&path).await;
    ben.send(page.form("Post reply").fill("Your reply", "Welcome.")).await.is(303);
    let post = page.attrs_of("article.post", "id")[0].replace("p-", "");
    let form = ada.get(&format!("/p/{post}/delete")).await.form("Delete this post");
    ada.send(form).await.is(303);
    starts(&ada, "hello", "Post introduction", "Ada", "I still count.").await.is(303);
}

#[actix_web::test]
async fn only_those_who_run_it_announce_and_replies_can_be_off() {
    let scene = Scene::new().await;
    let (ada, helen) = (scene.as_member("ada").await, scene.as_member("helen").await);
    let form = helen.get("/b/ask/settings").await.form("Save").choose("Announcements");
    helen.send(form).await.is(303);
    let board = ada.get("/b/ask/").await;
    board.shows("This board is for announcements: only those who run it start threads.");
    assert!(!board.has_link("Announce something") && board.shows(TITLE).is(200).status == 200);
    ada.get("/b/ask/new").await.is(403);
    let page = ada.get(&scene.thread.path).await;
    assert!(page.has_button("Post reply"));
    let late = page.form("Post reply").fill("Your reply", "What I meant to say.");
    starts(&helen, "ask", "Post announcement", "Rooms", "We meet in 4.").await.is(303);
    let form = helen.get("/b/ask/settings").await.form("Save").choose_for("reply", "nobody");
    helen.send(form).await.is(303);
    let page = ada.get(&scene.thread.path).await;
    assert!(!page.shows("Nobody can reply here: the board takes no replies.").has_button("Post reply"));
    ada.send(late).await.is(403);
    ada.get("/b/ask/").await.shows("Nobody replies here.");
}

#[actix_web::test]
async fn whoever_posted_often_enough_hears_when_they_may_again_and_keeps_what_they_typed() {
    let scene = Scene::new().await;
    let slow = scene.house.board("slow").for_cohort(&scene.spring).slow(2, "hour").await;
    let (ada, helen) = (scene.as_member("ada").await, scene.as_member("helen").await);
    ada.get("/b/slow/").await.shows("Everybody can post here 2 times in an hour.");
    let thread = scene.site.thread(&scene.person("ada"), &[&slow], "One", "First.").await;
    scene.site.wait(1_200);
    scene.site.reply(&thread, &scene.person("ada"), "Second.").await;
    let form = ada.get(&thread.path).await.form("Post reply").fill("Your reply", "Third.");
    let refused = ada.send(form.clone()).await;
    refused.is(403).shows("You have posted here 2 times in the last hour").shows("Third.");
    assert!(refused.has_button("Save as draft"));
    let refused = starts(&ada, "slow", "Post thread", "Two", "A new one.").await;
    refused.is(403).shows("You can post again on").shows("A new one.");
    // Elsewhere, for somebody else, and for those who keep order, nothing is counted.
    let asked = ada.get(&scene.thread.path).await;
    ada.send(asked.form("Post reply").fill("Your reply", "Elsewhere.")).await.is(303);
    for (who, words) in [("ben", "His."), ("helen", "Hers."), ("helen", "Again."), ("helen", "And again.")] {
        let browser = scene.as_member(who).await;
        let form = browser.get(&thread.path).await.form("Post reply").fill("Your reply", words);
        browser.send(form).await.is(303);
    }
    // Forty minutes later the first post is an hour old.
    scene.site.wait(2_300);
    ada.send(form.clone()).await.is(403);
    scene.site.wait(200);
    ada.send(form).await.is(303);
    helen.get(&thread.path).await.shows("Third.");
}

#[actix_web::test]
async fn what_would_be_one_post_too_many_at_its_hour_is_a_draft_again() {
    let scene = Scene::new().await;
    let slow = scene.house.board("slow").for_cohort(&scene.spring).slow(1, "day").await;
    let ada = scene.as_member("ada").await;
    let thread = scene.site.thread(&scene.person("ada"), &[&slow], "One", "First.").await;
    let put_off = |words: &'static str, day: &'static str| {
        let (ada, path) = (ada.clone(), format!("/t/{}/reply", thread.id));
        async move {
            let form = ada.get(&path).await.form("Post it then").fill("Your reply", words);
            ada.send(form.fill("Day", day).fill("Hour", "09:30")).await.is(303);
        }
    };
    put_off("Too soon.", "2027-03-01").await;
    scene.site.wait(3_600);
    worker::fall_due(&scene.site).await.unwrap();
    ada.get("/drafts/").await.shows("you had posted as often as its board lets one person. It is a draft again.");
    put_off("In time.", "2027-03-03").await;
    scene.site.wait(48 * 3_600);
    worker::fall_due(&scene.site).await.unwrap();
    ada.get(&thread.path).await.shows("In time.").lacks("Too soon.");
}

#[actix_web::test]
async fn a_template_fills_the_form_and_is_no_post_by_itself() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let (ada, label) = (scene.as_member("ada").await, "What would you like to know?");
    let form = helen.get("/b/ask/settings").await.form("Save");
    let template = "## What I tried\n\n## What happened";
    let begins = "What does the text of a new thread begin with?";
    helen.send(form.clone().fill(begins, &"long ".repeat(1_000))).await.is(422);
    helen.send(form.fill(begins, template)).await.is(303);
    let page = ada.get("/b/ask/new").await;
    assert_eq!(page.typed(label), template);
    let form = page.form("Post thread");
    let untouched = ada.send(form.clone().fill("Title", "Help")).await;
    untouched
        .is(422)
        .error_beside(label, "Only the template of this board stands here so far. Fill it in, and post it again.");
    let spaced = template.replace("\n\n", "\n \n\n");
    ada.send(form.clone().fill("Title", "Help").fill(label, &spaced)).await.is(422);
    // What was filled in is kept when something else is wrong.
    let filled = "## What I tried\nNothing.\n\n## What happened\nNothing.";
    let wrong = ada.send(form.fill(label, filled)).await;
    assert_eq!(wrong.is(422).typed(label), filled);
    ada.send(wrong.form("Post thread").fill("Title", "Help")).await.is(303);
}

#[actix_web::test]
async fn one_button_puts_a_thread_on_a_board_of_each_of_ones_cohorts() {
    let scene = Scene::new().await;
    let ruth = scene.person("ruth");
    scene.house.member("carol").await;
    let autumn = scene.house.cohort("autumn").mentee("carol").await;
    autumn.enrol(&ruth, lyceum::roster::CohortRole::Mentor).await;
    let news = scene.house.board("news").for_cohort(&autumn).started_by("coordinators").at(1).await;
    let open = scene.house.board("open-house").for_cohort(&autumn).at(2).await;
    let (browser, ada) = (scene.as_member("ruth").await, scene.as_member("ada").await);
    let words = "Choose a board of each of my 2 cohorts";
    assert!(!ada.get("/b/ask/new").await.has_button(words));
    let form = browser.get("/b/ask/new").await.form(words).fill("Title", "For all of you");
    let again = browser.send(form).await;
    again.is(200).shows("Open House");
    let form = again.form("Post thread");
    assert_eq!(form.value("title"), Some("For all of you"));
    let location = browser.send(form.fill("What would you like to know?", "Who comes on Friday?")).await;
    let path = location.is(303).location().to_owned();
    for who in ["ada", "carol"] {
        scene.as_member(who).await.get(&path).await.is(200).shows("Who comes on Friday?");
    }
    scene.as_member("olga").await.get(&path).await.is(404);
    scene.as_member("carol").await.get(&open.path()).await.shows("For all of you");
    scene.as_member("carol").await.get(&news.path()).await.lacks("For all of you");
}
