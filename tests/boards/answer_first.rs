//! Boards on which one answers before one reads what the others answered: through no door does anybody else learn of them,
//! nor that they are there.

use lyceum::boards::change::set_kind;
use lyceum::db::ids::PostId;
use lyceum::roster::{BoardKind, BoardSettings};

use crate::support::{Board, Browser, Page, Scene, Thread};

const QUESTION: &str = "What went wrong?";
/// A word that stands in Ada's answer and nowhere else.
const CANARY: &str = "zirconium";

/// Helen asks on the board Prompts; Ada answers, with a canary and a mention of Ben, who has not answered yet.
struct Asked {
    scene: Scene,
    prompts: Board,
    thread: Thread,
    answer: PostId,
}

impl Asked {
    async fn new() -> Self {
        let scene = Scene::new().await;
        let prompts = scene.house.board("prompts").for_cohort(&scene.spring).of_kind(BoardKind::AnswerFirst).await;
        let thread = scene.site.thread(&scene.person("helen"), &[&prompts], QUESTION, "Tell us.").await;
        let answer = format!("The {CANARY} broke, @ben.");
        let answer = scene.site.reply(&thread, &scene.person("ada"), &answer).await;
        Self { scene, prompts, thread, answer }
    }

    async fn answers(&self, username: &str) -> PostId {
        self.scene.site.reply(&self.thread, &self.scene.person(username), &format!("Mine, says {username}.")).await
    }

    async fn browser(&self, username: &str) -> Browser {
        self.scene.as_member(username).await
    }
}

/// All that somebody is told by a page, its headers too.
fn all(page: &Page) -> String {
    format!("{} {}", page.told(), page.source())
}

#[actix_web::test]
async fn whoever_has_answered_reads_the_others_answers_and_who_keeps_order_and_mentors_read_all() {
    let asked = Asked::new().await;
    let ben = asked.browser("ben").await;
    let page = ben.get(&asked.thread.path).await;
    page.is(200).shows("Tell us.").shows("Once you have answered here, you can read what others answered.");
    page.lacks(CANARY).lacks("Ada").lacks("1 answer");
    for username in ["ada", "ruth", "helen", "mo"] {
        let page = asked.browser(username).await.get(&asked.thread.path).await;
        page.is(200).shows(CANARY).shows("Post 2 by Ada").shows("1 answer");
    }
    for nobody in [asked.browser("olga").await, asked.scene.as_visitor()] {
        nobody.get(&asked.thread.path).await.is(404);
    }
    let other = asked.scene.site.second_process().await;
    let there = ben.of(&other);
    there.get(&asked.thread.path).await.is(200).lacks(CANARY);
    let after = ben.send_and_go_on(page.form("Post answer").fill("Your answer", "The bolts.")).await;
    after.is(200).shows(CANARY).shows("The bolts.").shows("2 answers");
    // Another process hears of it, and one that begins later knows it.
    other.site.listen().unwrap();
    there.get(&asked.thread.path).await.shows(CANARY);
    let later = asked.scene.site.second_process().await;
    ben.of(&later).get(&asked.thread.path).await.shows(CANARY);
}

#[actix_web::test]
async fn a_page_says_the_same_whether_others_have_answered_or_nobody() {
    let asked = Asked::new().await;
    let empty = asked.scene.site.thread(&asked.scene.person("helen"), &[&asked.prompts], "Another", "Tell us.").await;
    let ben = asked.browser("ben").await;
    let before = ben.get(&empty.path).await;
    let lists = [ben.get("/b/prompts/").await, ben.get("/").await, ben.get("/c/spring/").await];
    let seen = |page: &Page| (page.header("etag").map(str::to_owned), page.source());
    for number in 0..25 {
        asked.scene.site.reply(&empty, &asked.scene.person("ada"), &format!("{CANARY} {number}")).await;
    }
    let after = ben.get(&empty.path).await;
    assert_eq!(seen(&before), seen(&after), "not even the page's validator tells");
    for (page, path) in lists.iter().zip(["/b/prompts/", "/", "/c/spring/"]) {
        assert_eq!(seen(page), seen(&ben.get(path).await), "{path}");
    }
    ben.get(&empty.page(2)).await.is(404);
    let ruth = asked.browser("ruth").await;
    let page = ruth.get(&empty.path).await;
    page.shows("Posts 1 to 20").shows("Latest post");
    assert!(page.has_link("Next") && page.has_button("Post answer"));
    ruth.get(&empty.page(2)).await.is(200).shows(&format!("{CANARY} 24")).shows("26 posts");
    // The form on the first page is there for whoever knows of no other.
    ben.send_and_go_on(before.form("Post answer").fill("Your answer", "Me too.")).await.is(200).shows("Me too.");
    ben.get(&empty.path).await.shows(&format!("{CANARY} 0"));
}

#[actix_web::test]
async fn no_address_of_an_answer_leads_anybody_to_it_who_has_not_answered() {
    let asked = Asked::new().await;
    let (ben, ruth, answer, id) =
        (asked.browser("ben").await, asked.browser("ruth").await, asked.answer, asked.thread.id);
    let ada = asked.browser("ada").await;
    let edit = ada.get(&format!("/p/{answer}/edit")).await.form("Save");
    ada.send(edit.fill("Your text", &format!("The {CANARY} broke twice."))).await.is(303);
    let paths = [
        format!("/p/{answer}/"),
        format!("/p/{answer}/actions"),
        format!("/p/{answer}/history/"),
        format!("/p/{answer}/report"),
        format!("/t/{id}/from/2"),
    ];
    for path in &paths {
        assert_ne!(ruth.get(path).await.status, 404, "{path}");
        let (hidden, absent) = (ben.get(path).await, ben.get("/p/0000000000000/actions").await);
        assert_eq!((hidden.status, absent.status), (404, 404), "{path}");
        assert!(!all(&hidden).contains(CANARY));
    }
    let (quoted, none) = (ben.get(&format!("/t/{id}/reply?to=2")).await, ben.get(&format!("/t/{id}/reply?to=9")).await);
    assert_eq!(quoted.is(400).words(), none.is(400).words());
    ruth.get(&format!("/t/{id}/reply?to=2")).await.is(200).shows(CANARY);
    assert_eq!(
        ben.get(&format!("/t/{id}/last")).await.is(302).location(),
        format!("{}#p-{}", asked.thread.path, asked.thread.post(1).await)
    );
    assert!(ruth.get(&format!("/t/{id}/last")).await.location().ends_with(&format!("#p-{answer}")));
    // Nor does a form that another page was made for.
    let forms = [
        ruth.get(&paths[1]).await.form("Mark as unread from here"),
        ruth.get(&paths[3]).await.form("Send the report").choose("Something else"),
    ];
    for form in forms {
        ben.send_forged(form).await.is(404);
    }
}

#[actix_web::test]
async fn a_file_of_an_answer_is_for_whoever_reads_the_answer() {
    let asked = Asked::new().await;
    let (ada, ben) = (asked.browser("ada").await, asked.browser("ben").await);
    let form = ada.get(&format!("/t/{}/reply", asked.thread.id)).await.form("Post answer").fill("Your answer", "See.");
    let form = form.attach("Add files", "bolts.txt", "bolts and nuts");
    let page = ada.send_and_go_on(form).await;
    let file = page.attrs_of("main a[href^='/f/']", "href").remove(0);
    ada.get(&file).await.is(200);
    ben.get(&file).await.is(404);
    asked.answers("ben").await;
    ben.get(&file).await.is(200);
}

#[actix_web::test]
async fn no_search_finds_counts_or_spells_an_answer_for_whoever_has_not_answered() {
    let asked = Asked::new().await;
    let find = |browser: Browser, words: &'static str| async move { browser.get(&format!("/search?q={words}")).await };
    let questions = ["zirconium", "zirconiun", "by%3Aada+broke", "in%3Aprompts+broke", "zirconium+-in%3Aask"];
    for words in questions {
        find(asked.browser("ruth").await, words).await.is(200).shows("1 found");
        find(asked.browser("ada").await, words).await.is(200).shows("1 found");
        let page = find(asked.browser("ben").await, words).await;
        page.lacks("The zirconium").lacks("1 found").lacks("Shown instead");
        assert!(page.status == 200, "{words}");
    }
    find(asked.browser("ben").await, "went+wrong").await.is(200).shows("1 found");
    asked.answers("ben").await;
    for words in questions {
        find(asked.browser("ben").await, words).await.is(200).shows("1 found");
    }
    find(asked.browser("ruth").await, "zirconium+-in%3Aprompts").await.is(200).lacks("1 found");
}

#[actix_web::test]
async fn nobody_is_told_or_sent_an_answer_that_they_may_not_read() {
    let asked = Asked::new().await;
    let (ben, ada, ruth) = (asked.browser("ben").await, asked.browser("ada").await, asked.browser("ruth").await);
    asked.scene.site.told().await;
    ben.get("/notices/").await.lacks("Ada replied").lacks("mentioned you").shows(QUESTION);
    ben.get("/unread/").await.shows("What went wrong? 1 new");
    ruth.get("/unread/").await.shows("What went wrong? 2 new");
    ben.get(&asked.thread.path).await.is(200);
    ben.get("/unread/").await.lacks(QUESTION);
    ben.get("/").await.lacks(QUESTION);
    ruth.get("/b/prompts/").await.shows("2 new");
    // Whoever has answered hears of those who answer after them.
    asked.answers("mo").await;
    asked.scene.site.told().await;
    ada.get("/notices/").await.shows("Mo replied where you wrote");
    ben.get("/unread/").await.lacks(QUESTION);
    let found = asked.answers("ben").await;
    asked.scene.site.told().await;
    ben.get("/unread/").await.shows(QUESTION).shows("3 new");
    ada.get("/notices/").await.shows("3 posts");
    // What somebody was promised while they could read it is not sent when they cannot.
    let delete = ben.get(&format!("/p/{found}/delete")).await.form("Delete this post");
    asked.answers("helen").await;
    asked.scene.site.told().await;
    assert!(ben.get("/").await.has_link("2 notices"));
    ben.get("/notices/").await.shows("Helen replied where you wrote");
    ben.send(delete).await.is(303);
    assert!(ben.get("/").await.has_link("1 notice"));
    ben.get("/notices/").await.lacks("Helen replied");
    asked.scene.site.wait(2 * 86_400);
    asked.scene.site.mailed().await;
    for username in ["ada", "ben", "ruth", "mo", "helen"] {
        let letters = asked.scene.site.mail_to(&asked.scene.person(username).address).await;
        let raw: String = letters.iter().map(|letter| format!("{}\n{}", letter.raw, letter.text)).collect();
        assert_eq!(raw.contains("says helen"), ["ada", "mo"].contains(&username), "{username}: {raw}");
    }
}

#[actix_web::test]
async fn feeds_have_the_questions_and_no_answer() {
    let asked = Asked::new().await;
    let hall = asked.scene.house.board("hall").public().of_kind(BoardKind::AnswerFirst).await;
    let thread = asked.scene.site.thread(&asked.scene.person("helen"), &[&hall], "In the open", "Tell us.").await;
    asked.scene.site.reply(&thread, &asked.scene.person("ada"), CANARY).await;
    let visitor = asked.scene.as_visitor();
    for path in ["/b/hall/feed.atom".to_owned(), format!("/t/{}/feed.json", thread.id), thread.path.clone()] {
        let page = visitor.get(&path).await;
        assert!(page.is(200).source().contains("In the open") && !all(&page).contains(CANARY), "{path}");
    }
    let ruth = asked.browser("ruth").await;
    let page = ruth.send_and_go_on(ruth.get("/settings/feeds/").await.form("Make my address")).await;
    let feed = page.attrs_of("main a[href*='/b/prompts/']", "href").remove(0);
    let feed = visitor.get(feed.strip_prefix("http://northfield.localhost:8080").unwrap()).await;
    assert!(feed.is(200).source().contains(QUESTION) && !all(&feed).contains(CANARY));
    ruth.get(&thread.path).await.shows(CANARY);
}

#[actix_web::test]
async fn whoever_takes_their_answer_back_or_whose_is_hidden_reads_the_others_no_more() {
    let asked = Asked::new().await;
    let (ben, mo) = (asked.browser("ben").await, asked.browser("mo").await);
    let first = asked.answers("ben").await;
    ben.get(&asked.thread.path).await.shows(CANARY);
    ben.send(ben.get(&format!("/p/{first}/delete")).await.form("Delete this post")).await.is(303);
    ben.get(&asked.thread.path).await.is(200).lacks(CANARY);
    let second = asked.answers("ben").await;
    ben.get(&asked.thread.path).await.shows(CANARY);
    let hide = mo.get(&format!("/p/{second}/actions")).await.form("Hide this post").fill("Why?", "A single letter.");
    mo.send(hide).await.is(303);
    ben.get(&asked.thread.path).await.is(200).lacks(CANARY);
    // Their own they still find, and hear why it is hidden.
    ben.get(&format!("/p/{second}/actions")).await.is(200).shows("A single letter.");
    let back = mo.get(&format!("/p/{second}/actions")).await.form("Bring this post back").fill("Why?", "It will do.");
    mo.send(back).await.is(303);
    ben.get(&asked.thread.path).await.shows(CANARY);
    // Whoever leaves the cohort reads neither.
    asked.scene.spring.remove(&asked.scene.person("ben")).await;
    ben.get(&asked.thread.path).await.is(404);
}

#[actix_web::test]
async fn a_thread_stays_what_it_began_as_whatever_becomes_of_its_boards() {
    let asked = Asked::new().await;
    let (ben, ada, helen) = (asked.browser("ben").await, asked.browser("ada").await, asked.browser("helen").await);
    let set = |kind| {
        let board = asked.prompts.id;
        asked.scene.site.write(move |tx| set_kind(tx, board, kind, BoardSettings::default()))
    };
    set(BoardKind::Standard).await.unwrap();
    ben.get(&asked.thread.path).await.is(200).lacks(CANARY);
    let open = asked.scene.site.thread(&asked.scene.person("ada"), &[&asked.prompts], "In between", "Say.").await;
    asked.scene.site.reply(&open, &asked.scene.person("ada"), "Open words.").await;
    set(BoardKind::AnswerFirst).await.unwrap();
    ben.get(&open.path).await.shows("Open words.");
    // One such board among several is enough.
    let both = [&asked.scene.ask, &asked.prompts];
    let both = asked.scene.site.thread(&asked.scene.person("helen"), &both, "On both", "Say.").await;
    asked.scene.site.reply(&both, &asked.scene.person("ada"), "Closed words.").await;
    ben.get(&both.path).await.is(200).lacks("Closed words.");
    ben.get("/b/ask/").await.shows("On both").shows("Answer to read the others’ answers");
    // A thread whose answers everybody reads does not come there, and one where they do not goes nowhere else in parts.
    let place = ada.get(&format!("/t/{}/boards", asked.scene.thread.id)).await.form("Continue");
    ada.send(place.choose_for("board", "prompts"))
        .await
        .is(409)
        .shows("Everybody who reads this thread reads its answers");
    let split = helen.get(&format!("/t/{}/split", asked.thread.id)).await.form("Move them");
    let split = split.tick("Post 2 by Ada").fill("Title of a new thread", "Apart");
    helen.send(split).await.is(409).shows("It cannot be moved to where others would read it.");
}
