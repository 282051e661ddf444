//! Nobody finds, counts or is helped to what they may not read; the one rule says what that is.

use lyceum::pages::audience::{Act, Reach};

use super::{ask, boards, titles};
use crate::support::{Browser, Scene};

/// What somebody is told about a word, without what they typed.
async fn told(browser: &Browser, word: &str) -> String {
    ask(browser, word).await.is(200).words().replace(word, "…")
}

#[actix_web::test]
async fn another_cohorts_words_are_not_found_not_counted_and_not_offered_as_spelling() {
    let scene = Scene::new().await;
    let autumn = scene.house.cohort("autumn").mentee("evelyn").await;
    let theirs = scene.house.board("theirs").for_cohort(&autumn).await;
    let (open, house) = boards(&scene).await;
    let (ada, evelyn) = (scene.person("ada"), scene.person("evelyn"));
    scene.house.admin("agnes").await;
    scene.site.thread(&evelyn, &[&theirs], "Zanzibar plans", "the zanzibar secret").await;
    scene.site.thread(&ada, &[&open], "Open words", "everybody reads these gardens").await;
    scene.site.thread(&ada, &[&house], "House words", "members read these gardens").await;
    scene.site.thread(&ada, &[&scene.ask], "Spring words", "spring reads these gardens").await;

    let insider = scene.as_member("evelyn").await;
    assert_eq!(titles(ask(&insider, "zanzibar").await.is(200)), ["Zanzibar plans"]);
    ask(&insider, "zanzibbar").await.is(200).shows("Shown instead: zanzibar");
    ask(&insider, "by:evelyn").await.is(200).shows("1 found");
    ask(&insider, "in:theirs").await.is(200).shows("1 found");
    for username in ["ada", "ruth", "helen", "mo", "olga", "agnes", ""] {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        assert_eq!(told(&browser, "zanzibar").await, told(&browser, "qqqqqqqq").await, "{username}");
        assert_eq!(told(&browser, "zanzibbar").await, told(&browser, "qqqqqqqqq").await, "{username}");
        for filter in ["in", "by"] {
            let (known, unknown) = match filter {
                "in" => ("theirs", "absent"),
                _ => ("evelyn", "xyz"),
            };
            let (a, b) = (
                ask(&browser, &format!("{filter}:{known}")).await,
                ask(&browser, &format!("{filter}:{unknown}")).await,
            );
            assert_eq!(
                a.is(422).words().replace(known, "…"),
                b.is(422).words().replace(unknown, "…"),
                "{username} {filter}"
            );
        }
    }
    for (username, expected) in [
        ("", vec!["Open words"]),
        ("olga", vec!["House words", "Open words"]),
        ("evelyn", vec!["House words", "Open words"]),
        ("ada", vec!["House words", "Open words", "Spring words"]),
    ] {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        let found = ask(&browser, "gardens").await;
        assert_eq!(titles(found.is(200)), expected, "{username}");
        assert_eq!(found.text_of("[role=status]"), format!("{} found", expected.len()));
    }
}

#[actix_web::test]
async fn a_board_that_is_narrowed_takes_its_words_along_at_once() {
    let scene = Scene::new().await;
    let (open, _) = boards(&scene).await;
    scene.site.thread(&scene.person("ada"), &[&open], "Wide", "gazebo").await;
    let (visitor, olga) = (scene.as_visitor(), scene.as_member("olga").await);
    assert_eq!(titles(&ask(&visitor, "gazebo").await), ["Wide"]);
    open.becomes("institution").await;
    assert_eq!(told(&visitor, "gazebo").await, told(&visitor, "qqqqqq").await);
    assert_eq!(titles(&ask(&olga, "gazebo").await), ["Wide"]);
    open.becomes("public").await;
    assert_eq!(titles(&ask(&visitor, "gazebo").await), ["Wide"]);
}

#[actix_web::test]
async fn people_are_found_by_those_who_may_see_their_pages() {
    let scene = Scene::new().await;
    let (open, _) = boards(&scene).await;
    scene.house.imported("Zoe Quill").await;
    for (username, name, is_found) in [
        ("ben", "ruth", true),
        ("olga", "Ruth", true),
        ("olga", "ru*", true),
        ("", "ruth", false),
        ("ben", "Quill", false),
    ] {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        let found = ask(&browser, name).await;
        assert_eq!(
            found.is(200).has_link("Ruth") || found.has_link("Zoe Quill"),
            is_found,
            "{username} asks for {name}"
        );
    }
    let ruth = scene.person("ruth").id;
    let rename = move |tx: &mut lyceum::site::Tx<'_>| {
        let before = lyceum::members::model::by_id(tx.conn, ruth)?;
        let draft = lyceum::members::profile::Draft {
            name: "Rosalind Ofori".into(),
            time_zone: before.time_zone,
            ..lyceum::members::profile::Draft::default()
        };
        lyceum::members::profile::change(tx, ruth, &draft)
    };
    scene.site.write(rename).await.unwrap();
    let ben = scene.as_member("ben").await;
    assert!(ask(&ben, "rosalind").await.has_link("Rosalind Ofori"));
    // Names are not guessed at.
    ask(&ben, "ofory").await.is(200).lacks("instead").shows("Nothing for");
    assert!(!ask(&ben, "rosalind has:link").await.has_link("Rosalind Ofori"), "a filter is about what is written");
    drop(open);
}

#[actix_web::test]
async fn in_worlds_made_by_chance_everybody_finds_just_what_the_rule_lets_them_read() {
    let scene = Scene::new().await;
    let autumn = scene.house.cohort("autumn").mentor("ruth").mentee("eve").coordinator("ida").await;
    scene.house.admin("agnes").await;
    let mut places = vec![scene.ask.clone()];
    for number in 0..6 {
        let board = scene.house.board(&format!("place-{number}"));
        places.push(match number % 4 {
            0 => board.public().await,
            1 => board.for_institution().await,
            2 => board.for_cohort(&autumn).await,
            _ => board.for_cohort(&autumn).for_cohort(&scene.spring).await,
        });
    }
    let mut chance: u64 = 7;
    let mut below = |most: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % most
    };
    let writer = scene.person("ruth");
    let mut threads = Vec::new();
    for number in 0..24 {
        let mut on: Vec<_> = (0..=below(2)).map(|_| &places[below(7)]).collect();
        on.dedup_by_key(|board| board.id);
        let board = on[0].id;
        if !scene.site.roster.may(board, Act::Start, scene.site.viewer(&writer).await.circles()) {
            continue;
        }
        let boards: Vec<_> = on.iter().map(|board| board.id).collect();
        let title = format!("Chance {number:02}");
        threads.push((scene.site.thread(&writer, &on, &title, "haphazard").await, title, boards));
    }
    places[1].becomes("institution").await;
    places[2].becomes("public").await;
    assert!(threads.len() > 15);
    for username in ["ruth", "ada", "eve", "ida", "helen", "olga", "agnes", ""] {
        let browser = if username.is_empty() { scene.as_visitor() } else { scene.as_member(username).await };
        let circles = match username {
            "" => lyceum::pages::audience::Circles::visitor(),
            _ => scene.site.roster.member(scene.person(username).id).unwrap().circles.clone(),
        };
        let may_read = |boards: &Vec<_>| scene.site.roster.admits(&Reach::boards(boards.clone(), Act::Read), &circles);
        let expected: Vec<String> =
            threads.iter().filter(|(_, _, boards)| may_read(boards)).map(|(_, title, _)| title.clone()).collect();
        let mut found = titles(ask(&browser, "haphazard").await.is(200));
        if expected.len() > 20 {
            found.extend(titles(&browser.get("/search?q=haphazard&page=2").await));
            found.sort();
        }
        assert_eq!(found, expected, "{username}");
    }
}
