//! Code words: typed by members, guessed by nobody, and the same answer for whatever is wrong with one.

use std::collections::BTreeSet;

use lyceum::invitations::add::{Kind, NewInvitation};
use lyceum::invitations::word::{WORDS, make, plain};
use lyceum::roster::CohortRole;

use super::{made, role, usual};
use crate::support::{Browser, Page, Scene, TestSite};

const WRONG: &str = "No code word like this can be used here. Look whether it is spelled right, or ask for a new one.";

async fn type_word(browser: &Browser, word: &str) -> Page {
    browser.send(browser.get("/join").await.is(200).form("Join").fill("Code word", word)).await
}

async fn word(scene: &Scene, uses: i32, days: i64) -> String {
    let new = NewInvitation { kind: Kind::Word, role: CohortRole::Mentor, uses, days, ..usual(scene) };
    made(scene, new).await.secret.unwrap()
}

#[actix_web::test]
async fn a_member_types_a_code_word_however_it_was_said_to_them() {
    let scene = Scene::new().await;
    let (helen, olga) = (scene.as_member("helen").await, scene.as_member("olga").await);
    let form = helen.get("/c/spring/invitations/").await.form("Make a code word");
    let answer = helen.send(form.fill("What they will be here", "Mentor").fill("How many may use it", "2")).await;
    let word = answer.is(200).shows("Members type it at /join.").text_of(".notice code");
    assert_eq!(word.split('-').count(), 5, "{word}");
    helen.get("/c/spring/invitations/").await.shows("Code word").shows("used 0 of 2").lacks(&word);
    scene.as_visitor().get("/join").await.is(303).redirects_to("/sign-in?to=/join");
    let typed = format!("  {} ", word.to_uppercase().replace('-', " - "));
    let settings = olga.get("/settings/").await;
    olga.follow(&settings, "Type the code word that you were given").await.is(200);
    type_word(&olga, &typed).await.is(303).redirects_to("/c/spring/");
    assert_eq!(role(&scene, "olga"), Some(CohortRole::Mentor));
    type_word(&olga, &word).await.is(409).shows("You are in this cohort already.");
    helen.get("/c/spring/invitations/").await.shows("used 1 of 2").shows("Olga, 1 March 2027");
    // A word is no link, and its hash is not to be had from the word.
    olga.get(&format!("/invitations/{word}")).await.is(409);
}

#[actix_web::test]
async fn whatever_is_wrong_with_a_code_word_the_answer_is_the_same() {
    let scene = Scene::new().await;
    let east = scene.site.institution("eastbridge").await;
    let (helen, olga) = (scene.as_member("helen").await, scene.as_member("olga").await);
    let pia = scene.site.browser().as_member(&scene.house.member("pia").await).await;
    let (used, late, open) = (word(&scene, 1, 9).await, word(&scene, 9, 1).await, word(&scene, 9, 9).await);
    type_word(&pia, &used).await.is(303);
    let revoked = word(&scene, 9, 9).await;
    helen.send(helen.get("/c/spring/invitations/").await.form("Take it back Code word")).await.is(303);
    scene.site.wait(86_400);
    let expected = type_word(&olga, "maple-lantern-otter-river-417").await;
    expected.is(422).error_beside("Code word", WRONG);
    for wrong in [&used, &late, &revoked, &format!("{open}1"), &open[1..].to_owned(), &"'; --".to_owned()] {
        assert_eq!(type_word(&olga, wrong).await.is(422).source(), expected.source(), "{wrong}");
    }
    type_word(&olga, " ").await.is(422).error_beside("Code word", "Write the code word");
    assert_eq!(role(&scene, "olga"), None);
    let eve = scene.site.browser().as_member(&east.member("eve").await).await;
    type_word(&eve, &open).await.is(422).shows(WRONG);
    type_word(&olga, &open).await.is(303);
}

#[actix_web::test]
async fn code_words_are_not_found_by_trying() {
    let scene = Scene::on(TestSite::with(|settings| settings.config.limits.sign_in_per_minute = 3).await).await;
    let (ada, ben) = (scene.as_member("ada").await, scene.as_member("ben").await);
    let right = word(&scene, 9, 9).await;
    for _ in 0..3 {
        type_word(&ada, "maple-lantern-otter-river-417").await.is(422);
    }
    let refused = type_word(&ada, &right).await;
    assert!((1..=60).contains(&refused.is(429).header("retry-after").unwrap().parse::<u32>().unwrap()));
    // From elsewhere they are still themselves, and beside them somebody else may type.
    ada.comes_from([198, 51, 100, 7]);
    type_word(&ada, &right).await.is(429);
    type_word(&ben, "maple").await.is(422);
    // Behind one address sits a lecture room; past that, it is one who tries under many names.
    let mut tried = 0;
    for number in 0..20 {
        let browser = scene.site.browser().as_member(&scene.house.member(&format!("pia-{number}")).await).await;
        for _ in 0..2 {
            tried += usize::from(type_word(&browser, "maple").await.status == 422);
        }
    }
    assert_eq!(tried, 36 - 4, "three times twelve in a minute, of which Ada and Ben had four");
}

#[test]
fn every_word_is_another_and_can_be_typed_on_any_keyboard() {
    assert_eq!(WORDS.iter().collect::<BTreeSet<_>>().len(), 256);
    assert!(WORDS.iter().all(|word| word.len() > 2 && word.bytes().all(|letter| letter.is_ascii_lowercase())));
    let made = make().unwrap();
    assert_eq!(plain(&format!("  {} ", made.to_uppercase().replace('-', " - "))), made);
    assert_ne!(make().unwrap(), made);
}
