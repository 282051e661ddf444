//! Filters: by whom, where, when, and what is in it.

use super::{ask, boards, titles};
use crate::support::Scene;

#[actix_web::test]
async fn filters_narrow_what_is_found_and_can_stand_alone() {
    let scene = Scene::new().await;
    let (open, house) = boards(&scene).await;
    let (ada, ruth) = (scene.person("ada"), scene.person("ruth"));
    scene.site.thread(&ada, &[&open], "A link", "Beams: https://example.org/beams").await;
    scene.site.thread(&ada, &[&house], "Some code", "Beams\n\n```\nlet beam = 1;\n```").await;
    scene.site.wait(86_400 * 10);
    let later = scene.site.thread(&ruth, &[&scene.ask], "Later", "Beams, plainly, @ada").await;
    scene.site.reply(&later, &ada, "More about beams").await;
    let ben = scene.as_member("ben").await;
    for (question, expected) in [
        ("beams", vec!["A link", "Later", "Later", "Some code"]),
        ("beams by:ruth", vec!["Later"]),
        ("beams by:@Ruth", vec!["Later"]),
        ("beams -by:ruth", vec!["A link", "Later", "Some code"]),
        ("beams in:open", vec!["A link"]),
        ("beams in:spring", vec!["Later", "Later"]),
        ("beams -in:spring", vec!["A link", "Some code"]),
        ("beams before:2027-03-05", vec!["A link", "Some code"]),
        ("beams after:2027-03-05", vec!["Later", "Later"]),
        ("beams after:2027-03-01 before:2027-03-02", vec!["A link", "Some code"]),
        ("beams has:link", vec!["A link"]),
        ("has:code", vec!["Some code"]),
        ("by:ruth", vec!["Later"]),
        ("by:ruth has:image", vec![]),
    ] {
        let found = ask(&ben, question).await;
        assert_eq!(titles(found.is(200)), expected, "{question}");
    }
}

#[actix_web::test]
async fn a_mistyped_word_is_mended_where_that_finds_something() {
    let scene = Scene::new().await;
    let (open, _) = boards(&scene).await;
    let ada = scene.person("ada");
    scene.site.thread(&ada, &[&open], "Suspension bridges", "Cables and engineering").await;
    let ben = scene.as_member("ben").await;
    for (typed, meant) in [
        ("suspention", "suspension"),
        ("brigdes", "bridges"),
        ("cabels enginearing", "cables engineering"),
        ("suspension brigdes in:open", "suspension bridges in:open"),
    ] {
        let found = ask(&ben, typed).await;
        found.is(200).shows(&format!("Nothing for “{typed}”. Shown instead: {meant}"));
        assert_eq!(titles(&found), ["Suspension bridges"], "{typed}");
        assert_eq!(titles(ben.get(&found.link(meant)).await.is(200).lacks("instead")), ["Suspension bridges"]);
    }
    ask(&ben, "xylophones").await.is(200).lacks("instead").shows("Nothing for");
}
