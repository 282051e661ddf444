//! Words: each text is found by what somebody would type for it, in whatever script, on both engines alike.

use lyceum::text::words::{RESERVED, joined, shapes, spelled};
use proptest::prelude::*;

use super::{ask, titles};
use crate::support::Scene;

/// A text, its language, what finds it, and what does not.
const TEXTS: [(&str, &str, &[&str], &[&str]); 9] = [
    (
        "Running bridges",
        "en",
        &["run", "bridge", "BRIDGES runs", "\"running bridge\"", "brid*"],
        &["ridge", "\"bridges running\"", "runner*"],
    ),
    (
        "Häuser und Brückenbau für Straßen",
        "de",
        &["haus", "Hauser", "häuser", "Strasse", "brückenbau", "BRUCKENBAU", "brück*", "\"Häuser und\""],
        &["bau", "haus*er"],
    ),
    ("L'école à côté : études déjà lues", "fr", &["ecole", "l'école", "etude", "deja lu", "\"à côté\""], &["l'étude"]),
    ("机器学习的基础", "zh", &["机器", "学习", "机器学习", "学", "\"学习的基础\""], &["习学", "机学", "机器人"]),
    ("東京タワーのそば、ひらがな", "ja", &["東京", "タワー", "ﾀﾜｰ", "ひらがな"], &["京東", "ワタ"]),
    ("데이터베이스를 배우다", "ko", &["데이터", "베이스", "데이터베이스"], &["스베"]),
    (
        "الكِتَابُ والمدرسة أحمد ١٢٣",
        "ar",
        &["كتاب", "الكتاب", "مدرسه", "المدرسة", "احمد", "123", "والكتاب"],
        &["كتب", "مدرس"],
    ),
    (
        "Learn C++ and C#, or foo_bar 2.5 for naïve œuvres",
        "en",
        &["c++", "C#", "foo_bar", "2.5", "naive", "oeuvre"],
        &["f#", "bar_foo", "5.2"],
    ),
    ("Σωκράτης και Жёлтые мосты", "el", &["σωκρατησ", "ΣΩΚΡΆΤΗΣ", "желтые", "МОСТЫ"], &["сократ"]),
];

#[actix_web::test]
async fn a_text_is_found_by_what_somebody_would_type_for_it() {
    let scene = Scene::new().await;
    let ada = scene.person("ada");
    for (place, (text, language, _, _)) in TEXTS.iter().enumerate() {
        let (id, language) = (ada.id, (*language).to_owned());
        let speak = scene.site.write(move |tx| {
            use diesel::prelude::*;
            use lyceum::db::schema::members;
            diesel::update(members::table.find(id.0)).set(members::language.eq(language)).execute(tx.conn)?;
            let event = lyceum::db::events::MemberEvent::ProfileChanged { member: id, is_renamed: true };
            tx.record(event).map(drop)
        });
        speak.await.unwrap();
        scene.site.thread(&ada, &[&scene.ask], &format!("Text {place}"), text).await;
    }
    let browser = scene.as_member("ben").await;
    for (place, (text, _, finding, missing)) in TEXTS.iter().enumerate() {
        let title = format!("Text {place}");
        for question in *finding {
            let found = ask(&browser, question).await;
            assert!(titles(found.is(200)).contains(&title), "{question} finds no {text}: {}", found.told());
            assert!(found.has("article.entry mark"), "{question} is not marked in {text}");
        }
        for question in *missing {
            assert!(!titles(&ask(&browser, question).await).contains(&title), "{question} finds {text}");
        }
    }
}

#[test]
fn the_words_of_a_mistyped_one_are_those_that_are_spelled() {
    let known = spelled("Brückenbau, x2 and 机器 naïve ab");
    assert_eq!(known, [("bruckenbau".to_owned(), "brückenbau".to_owned()), ("naive".to_owned(), "naïve".to_owned())]);
}

proptest! {
    /// Whatever is written, no word of it comes apart in an engine, nor is taken for a mark; and what is found in a text is
    /// what the same text asks for.
    #[test]
    fn no_word_holds_what_an_engine_would_take_for_more_than_a_word(text in "\\PC{0,60}", language in "en|de|fr|ru|ar|zh|") {
        let line = joined(&text, &language);
        for word in line.split(' ').filter(|word| !word.is_empty()) {
            prop_assert!(!word.starts_with(RESERVED));
            prop_assert!(word.chars().all(|letter| !letter.is_whitespace() && !letter.is_control()), "{word:?}");
            prop_assert!(word.chars().all(|letter| !letter.is_ascii() || letter.is_ascii_alphanumeric() || "+#".contains(letter)));
            prop_assert!(word.len() <= 48);
        }
        prop_assert!(!line.contains("  ") && !line.starts_with(' '));
        let asked: Vec<String> = shapes(&text, &[language]).into_iter().flatten().collect();
        prop_assert_eq!(asked.join(" "), line);
    }
}
