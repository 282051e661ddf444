//! A private address: made for one's own programs, worth what its owner may read at that moment, and ended by them.

use super::public::titles;
use crate::support::{Browser, Scene};

const OWN: &str = "/settings/feeds/";

/// Makes an address; gives that of the feed of Ask, from `/`.
async fn make(browser: &Browser, button: &str) -> String {
    let page = browser.send_and_go_on(browser.get(OWN).await.form(button)).await;
    let whole = page.is(200).attrs_of("main a[href*='/b/ask/']", "href").remove(0);
    whole.strip_prefix("http://northfield.localhost:8080").expect("an absolute address").to_owned()
}

#[actix_web::test]
async fn a_program_reads_by_it_what_its_owner_reads_and_no_more() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    ada.get(OWN).await.is(200).lacks("/feed/");
    let atom = make(&ada, "Make my address").await;
    let json = atom.replace("feed.atom", "feed.json");
    let program = scene.as_visitor();
    let feed = program.get(&json).await;
    assert_eq!(titles(&feed), ["How do I begin?"]);
    assert_eq!(feed.header("cache-control"), Some("private, no-cache"));
    assert_eq!(feed.header("set-cookie"), None);
    program.get(&atom).await.is(200).shows("How do I begin?");
    let thread = json.replace("/b/ask/", &format!("/t/{}/", scene.thread.id));
    assert_eq!(titles(&program.get(&thread).await), ["How do I begin?"]);
    // Another cohort's board, a board that is not there, a page that is no feed, and a code that nobody made.
    let autumn = scene.house.cohort("autumn").mentor("tom").await;
    scene.house.board("theirs").for_cohort(&autumn).await;
    let other = if atom[40..].starts_with('0') { "1" } else { "0" };
    let forged = format!("{}{other}{}", &atom[..40], &atom[41..]);
    for path in
        [atom.replace("/ask/", "/theirs/"), atom.replace("/ask/", "/nowhere/"), atom.replace("feed.atom", ""), forged]
    {
        program.get(&path).await.is(404).lacks("How do I begin");
    }
    program.get("/b/ask/").await.is(404);
    program.at("eastbridge.localhost").get(&atom).await.is(421);
}

#[actix_web::test]
async fn it_ends_when_another_is_made_when_its_owner_says_so_and_when_they_may_not_enter() {
    let scene = Scene::new().await;
    let (ada, ben, program) = (scene.as_member("ada").await, scene.as_member("ben").await, scene.as_visitor());
    let first = make(&ada, "Make my address").await;
    let second = make(&ada, "Make another address, and end this one").await;
    assert_ne!(first, second);
    program.get(&first).await.is(404);
    program.get(&second).await.is(200);
    ada.send_and_go_on(ada.get(OWN).await.form("End my address")).await.is(200).shows("Make my address");
    program.get(&second).await.is(404);
    let of_ben = make(&ben, "Make my address").await;
    program.get(&of_ben).await.is(200);
    scene.spring.remove(&scene.person("ben")).await;
    program.get(&of_ben).await.is(404).lacks("How do I begin");
    let open = scene.house.board("open").public().await;
    scene.site.thread(&scene.person("ada"), &[&open], "Where?", "Here.").await;
    let still = of_ben.replace("/b/ask/", "/b/open/");
    program.get(&still).await.is(200).shows("Where?");
    let member = scene.person("ben").id;
    scene.site.write(move |tx| lyceum::members::suspend::suspend(tx, member, None, "")).await.unwrap();
    program.get(&still).await.is(404);
}
