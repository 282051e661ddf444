//! What can be asked, what is wrong with a question, and what nobody can do with one.

use super::{ask, boards, titles};
use crate::support::{Scene, TestSite};

#[actix_web::test]
async fn words_phrases_and_exclusions_find_what_they_say_and_the_best_comes_first() {
    let scene = Scene::new().await;
    let ada = scene.person("ada");
    let filler = "so many other words that have nothing to do with it ".repeat(8);
    scene.site.thread(&ada, &[&scene.ask], "Far apart", &format!("A bridge, and {filler} only then cracks")).await;
    scene.site.thread(&ada, &[&scene.ask], "Side by side", &format!("The old bridge cracks. {filler}")).await;
    scene.site.thread(&ada, &[&scene.ask], "Bridge cracks", "What does one look at first?").await;
    let other = scene.site.thread(&ada, &[&scene.ask], "Arches", "Nothing here").await;
    scene.site.reply(&other, &ada, "An arch <b>bridge</b> & its cracks").await;
    let ben = scene.as_member("ben").await;

    let found = ask(&ben, "bridge cracks").await;
    assert_eq!(found.is(200).texts_of("article.entry h3"), ["Bridge cracks", "Side by side", "Arches", "Far apart"]);
    assert_eq!(found.text_of("[role=status]"), "4 found");
    assert_eq!(found.header("cache-control"), Some("no-store"));
    assert_eq!(found.typed("What to look for"), "bridge cracks");
    assert!(found.source().contains("&lt;b&gt;") || !found.source().contains("<b>bridge</b>"), "a hit is no markup");
    let reply = found.attrs_of("article.entry h3 a", "href").into_iter().find(|href| href.contains("#p-")).unwrap();
    assert!(
        ben.get(reply.split('#').next().unwrap()).await.is(200).has(&format!("#{}", reply.rsplit('#').next().unwrap()))
    );

    for (question, expected) in [
        ("\"old bridge\"", vec!["Side by side"]),
        ("“bridge cracks”", vec!["Bridge cracks", "Side by side"]),
        ("bridge -arch", vec!["Bridge cracks", "Far apart", "Side by side"]),
        ("bridge -\"bridge cracks\" -arch", vec!["Far apart"]),
        ("bridge nowhere", vec![]),
    ] {
        assert_eq!(titles(ask(&ben, question).await.is(200)), expected, "{question}");
    }
    let nothing = ask(&ben, "bridge nowhere").await;
    nothing.shows("Nothing for “bridge nowhere”").lacks("sign in to find");
    ben.get("/search").await.is(200).shows("How to search").lacks("Nothing for");
}

#[actix_web::test]
async fn what_is_wrong_with_a_question_is_said_beside_it_and_it_stays_as_it_was_typed() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    for (question, sentence) in [
        ("by:nobody begin", "by anybody called nobody"),
        ("in:nowhere", "no board and no cohort that is called nowhere"),
        ("before:May begin", "Write the day after before: as 2026-11-01; May is none"),
        ("after:2026-13-01", "Write the day after after:"),
        ("has:video", "and not has:video"),
        ("tag:bridges", "There are no tags yet"),
        ("by: ada", "Write something right after by:"),
        ("... ?! 🦀", "Write at least one word"),
        ("-begin", "Write at least one word"),
        ("a*", "at least two letters before the *"),
        (&"begin ".repeat(30), "at most 20 words and filters"),
        (&"b".repeat(201), "at most 200 characters; these are 201"),
    ] {
        let answer = ask(&ben, question).await;
        assert!(
            answer.is(422).text_of("#words-error").contains(sentence),
            "{question}: {}",
            answer.text_of("#words-error")
        );
        assert_eq!(answer.typed("What to look for"), question.trim(), "what was typed is kept");
    }
    ask(&ben, "by:ada begin in:ask has:code after:2027-01-01").await.is(200);
}

#[actix_web::test]
async fn no_question_breaks_it() {
    let scene = Scene::new().await;
    let (ben, visitor) = (scene.as_member("ben").await, scene.as_visitor());
    let long = "x".repeat(10_000);
    let hostile = [
        "\"",
        "\"\"",
        "\" OR \"",
        "'",
        "''; DROP TABLE posts; --",
        "a AND",
        "NEAR(a b)",
        "terms:begin",
        "begin*begin",
        "^begin",
        "(begin",
        "begin)",
        "begin:*",
        "begin & | !",
        "a <-> b",
        "\\",
        "\\'",
        "\0",
        "beg\0in",
        "%",
        "_",
        "_b0",
        "=begin",
        "-",
        "--",
        "-\"",
        "\u{202e}nigeb",
        "שלום עולם",
        "🦀🦀🦀",
        "the of and",
        "the",
        "*",
        "**",
        "begin**",
        "by:\"",
        "in:\0",
        "before:0000-01-01",
        "after:9999-12-31",
        "before:-9999-01-01",
        "by:@ada",
        "C++ C#",
        "+",
        "#",
        "a\u{300}\u{301}\u{302}",
        "\u{feff}",
        "ﷺ",
        "ǅ ŉ ﬁ",
        "１２３",
        "-by:ada begin",
        "-in:ask begin",
        "-has:link begin",
        "−begin x",
        "«begin»",
        "begin\"try\"twice",
    ];
    for question in hostile.into_iter().chain([long.as_str()]) {
        for browser in [&ben, &visitor] {
            let answer = ask(browser, question).await;
            assert!([200, 422].contains(&answer.status), "{question:?}: {}", answer.told());
        }
    }
    for (path, status) in [
        ("/search?q=%FF%FE", 200),
        ("/search?q=begin&page=0", 404),
        ("/search?q=begin&page=2", 404),
        ("/search?q=begin&page=51", 404),
        ("/search?q=begin&page=x", 404),
        ("/search?q=begin&q=twice", 400),
        ("/search?other=1", 200),
    ] {
        let answer = ben.get(path).await;
        assert!(answer.status == status || (status == 200 && answer.status == 422), "{path}: {}", answer.told());
    }
}

#[actix_web::test]
async fn many_hits_stand_on_pages_and_whoever_asks_too_often_waits() {
    let site = TestSite::with(|settings| settings.config.limits.searches_per_minute = 8).await;
    let scene = Scene::on(site).await;
    boards(&scene).await;
    let ada = scene.person("ada");
    scene.site.grow(&scene.thread, &ada, 46).await;
    let ben = scene.as_member("ben").await;
    let first = ask(&ben, "post").await;
    assert_eq!(
        (first.is(200).texts_of("article.entry").len(), first.text_of("[role=status]")),
        (20, "45 found".to_owned())
    );
    let third = ben.get(&first.link("Page 3")).await;
    assert_eq!(third.is(200).texts_of("article.entry").len(), 5);
    ben.get("/search?q=post&page=4").await.is(404);
    for _ in 0..5 {
        ask(&ben, "post").await.is(200);
    }
    let refused = ask(&ben, "post").await;
    assert!(refused.is(429).header("retry-after").is_some());
    ask(&scene.as_member("ada").await, "post").await.is(200);
    ben.get("/search").await.is(200);
}
