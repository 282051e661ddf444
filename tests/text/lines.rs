//! Fields of forms, slugs and usernames.

use lyceum::text::{clean_line, clean_text, is_short_name, percent, slug, username};

#[test]
fn a_line_is_one_line_of_visible_characters() {
    for (typed, kept) in [
        ("  Ada \t\n Lovelace ", "Ada Lovelace"),
        ("a\u{0}b\u{1}\u{2}\u{3}c\u{7f}\u{9f}", "abc"),
        ("a\r\nBcc: all", "a Bcc: all"),
        ("a\u{2028}b\u{2029}c\u{a0}d", "a b c d"),
        ("\u{202e}gpj.exe", "gpj.exe"),
        ("a\u{202a}b\u{2066}c\u{2069}d", "abcd"),
        ("\u{200b}\u{2060}\u{feff}\u{ad}", ""),
        ("\u{200d}\u{3164} \u{2800}", ""),
        ("e\u{301}", "é"),
        ("يوسف حداد", "يوسف حداد"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("王小明", "王小明"),
        ("👩\u{200d}💻 Ada 🏳\u{fe0f}\u{200d}🌈", "👩\u{200d}💻 Ada 🏳\u{fe0f}\u{200d}🌈"),
        ("", ""),
    ] {
        assert_eq!(clean_line(typed), kept, "{typed:?}");
    }
}

#[test]
fn a_text_keeps_its_lines_and_its_indentation() {
    for (typed, kept) in [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("\n \n    code\n\tmore \n\n", "    code\n\tmore"),
        ("two spaces  \nbreak", "two spaces  \nbreak"),
        ("a\u{0}\u{8}\u{1b}[31mb\u{c}", "a[31mb"),
        ("if \u{2066}a\u{2069} \u{202e}//\u{202c}", "if a //"),
        ("\u{feff}e\u{301}", "é"),
        ("a\u{2028}b\u{85}c", "a\nb\nc"),
        (" \u{200f}שלום", " \u{200f}שלום"),
        ("\u{0}", ""),
        ("   ", ""),
    ] {
        assert_eq!(clean_text(typed), kept, "{typed:?}");
    }
}

#[test]
fn cleaning_twice_changes_nothing() {
    for text in ["\u{200b} \u{202e}a \r\n\r b\u{0}\n ", "e\u{0}\u{301}", "\u{feff}\n\u{feff}a", "a\u{200b}\u{301}"] {
        assert_eq!(clean_line(&clean_line(text)), clean_line(text), "{text:?}");
        assert_eq!(clean_text(&clean_text(text)), clean_text(text), "{text:?}");
    }
}

#[test]
fn a_slug_is_the_words_of_a_title_in_their_own_script() {
    for (title, wanted) in [
        ("How do I ask?", "how-do-i-ask"),
        ("Don’t panic — it's fine", "dont-panic-its-fine"),
        ("Über Größe & Smørrebrød, İstanbul", "uber-grosse-smorrebrod-istanbul"),
        ("C++ و Rust", "c-و-rust"),
        ("ﬁne ½ Ⅳ", "fine-1-2-iv"),
        ("مَرْحَبًا بكم!", "مَرْحَبًا-بكم"),
        ("می\u{200c}خواهم", "می-خواهم"),
        ("你好，世界", "你好-世界"),
        ("한국어 질문", "한국어-질문"),
        ("ガイド ｶﾞ", "ガイド-ガ"),
        ("Как ЁЖ живёт в Йорке?", "как-ёж-живёт-в-йорке"),
        ("मैं हिन्दी में पूछूँ", "मैं-हिन्दी-में-पूछूँ"),
        ("Ǿ e\u{301} é", "o-e-e"),
        ("1\u{fe0f}\u{20e3} \u{301}x", "1-x"),
        ("👩‍💻", "thread"),
        ("", "thread"),
        ("---", "thread"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\u{0}b\u{202e}c", "a-b-c"),
    ] {
        assert_eq!(slug(title), wanted, "{title:?}");
    }
}

#[test]
fn a_long_slug_ends_with_a_word() {
    let long = slug("What should I say when they ask about the group project that I only did a part of");
    assert_eq!(long, "what-should-i-say-when-they-ask-about-the-group-project-that");
    assert_eq!(slug(&"a".repeat(1_000)).len(), 60);
    assert_eq!(slug("为什么我的实验报告总是被退回来我应该怎样写才好"), "为什么我的实验报告总是被退回来我应该怎样");
    for title in [
        "x".repeat(59) + " y",
        "x".repeat(60) + " y",
        "ß".repeat(70),
        "ab ".repeat(50),
        "ﷺ".repeat(30_000),
        "ш".repeat(31),
    ] {
        let slug = slug(&title);
        assert!(slug.len() <= 60 && !slug.starts_with('-') && !slug.ends_with('-'), "{slug}");
    }
}

#[test]
fn an_address_has_every_script_in_ascii() {
    assert_eq!(percent("/b/é?a=1&b=2#x"), "/b/%C3%A9%3Fa%3D1%26b%3D2%23x");
    assert_eq!(percent("как-1"), "%D0%BA%D0%B0%D0%BA-1");
}

#[test]
fn a_short_name_can_be_typed_on_any_keyboard() {
    assert!(is_short_name("ask-a-mentor-2"));
    let long = "a".repeat(61);
    for other in ["", "Ask", "a b", "-a", "a--b", "café", "наука", "a/b", long.as_str()] {
        assert!(!is_short_name(other), "{other}");
    }
}

#[test]
fn a_username_is_made_of_a_name() {
    assert_eq!(username("José Ángel Núñez"), "jose-angel-nunez");
    assert_eq!(username("Łukasz O'Neil"), "lukasz-oneil");
    assert_eq!(username("يوسف حداد"), "member");
    assert!(username(&"Maximiliana ".repeat(9)).len() <= 40);
}
