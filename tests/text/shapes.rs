//! Texts whose shape is the attack: they are bounded by what is counted, not by a clock.

use lyceum::text::{Change, OUTPUT_LIMIT, SOURCE_LIMIT, TextError, diff, mail};

use super::{html, render};

/// The deepest nesting of elements in `html`.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        match tag {
            tag if tag.starts_with('/') => depth -= 1,
            tag if tag.starts_with("br>") || tag.starts_with("hr>") => {}
            _ => depth += 1,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[test]
fn nesting_is_capped_and_the_words_below_the_cap_are_kept() {
    let shapes = [
        format!("{}word", ">".repeat(20_000)),
        format!("{}word", "- ".repeat(10_000)),
        format!("{}word", "1. ".repeat(10_000)),
        format!("{}word{}", "**a ".repeat(5_000), "**".repeat(5_000)),
        format!("{}word{}", "*a **b ".repeat(4_000), "***".repeat(4_000)),
        format!("{}| a |\n{}|---|\n{}| word |", "> ".repeat(40), "> ".repeat(40), "> ".repeat(40)),
        format!("{}- [x] word[^1]\n\n[^1]: {}note", "> ".repeat(21), "> ".repeat(40)),
        (0..200).map(|level| format!("{}- word\n", "  ".repeat(level))).collect(),
    ];
    for shape in shapes {
        let html = html(&shape);
        assert!(html.contains("word"), "{}", &shape[..40]);
        assert!(depth(&html) <= 32, "{} deep: {}", depth(&html), &shape[..40]);
    }
    assert_eq!(depth(&html(&format!("{}word", "> ".repeat(8)))), 9, "what is not too deep is left alone");
}

#[test]
fn a_mail_nests_at_most_eight_quotations() {
    let mail = mail(&format!("{} word", ">".repeat(30_000)));
    assert!(mail.as_str().contains("word"));
    assert_eq!(depth(mail.as_str()), 9);
    let forwarded = "-----Original Message-----\nFrom: a\nTo: b\nSubject: c\n\nword\n".repeat(1_000);
    assert!(depth(super::mails::drawn(&forwarded).as_str()) <= 9);
}

#[test]
fn a_table_of_ten_thousand_cells_is_shown_and_one_that_repeats_itself_without_end_is_refused() {
    let row = format!("{}|\n", "|a".repeat(100));
    let table = format!("{row}{}|\n{}", "|-".repeat(100), row.repeat(99));
    assert_eq!(html(&table).matches("<td>").count(), 9_900);
    let wide = format!("{}|\n{}|\n{}", "|a".repeat(8_000), "|-".repeat(8_000), "|a|\n".repeat(8_000));
    assert_eq!(render(&wide), Err(TextError::TooLarge));
}

#[test]
fn sixty_four_kilobytes_of_anything_stay_bounded() {
    let units = [
        "a",
        " ",
        "\n",
        "@",
        "@a",
        "@ada ",
        "[",
        "![",
        "](",
        "*a_",
        "`",
        "`a",
        "~~a",
        "&",
        "<",
        "<a ",
        "<!--",
        "<?",
        "<![CDATA[",
        "&#1;",
        "[^1]",
        "http://",
        "://",
        "www.",
        "a.",
        "a:",
        "http://a.b/(",
        "# a\n",
        "a\n---\n",
        "1. a\n",
        "> a\n\n",
        "- [x] a\n",
        "|",
        "```\n",
        "```x\n",
        "--\n",
        "On x wrote:\n> a\n",
        "____________________\nmailing list\n",
        "> f()\n",
        "a wrote:\n| a\n",
        ">>>>> a\n",
        "\ta",
        "\u{301}",
        "\u{fdfa}",
        "\u{202e}",
        "é ",
        "你",
    ];
    for unit in units {
        let source = unit.repeat(SOURCE_LIMIT / unit.len());
        match render(&source) {
            Ok(rendered) => assert!(
                rendered.html.as_str().len() <= OUTPUT_LIMIT + 100 && depth(rendered.html.as_str()) <= 32,
                "{unit:?}"
            ),
            Err(error) => assert_eq!(error, TextError::TooLarge, "{unit:?}"),
        }
        assert!(mail(&source).as_str().len() <= 10 * SOURCE_LIMIT, "{unit:?}");
    }
}

#[test]
fn a_difference_is_told_in_words() {
    let same = |text: &str| Change::Same(text.into());
    let changes = diff("The quick fox jumps.", "The slow red fox jumps!");
    let wanted = [
        same("The "),
        Change::Removed("quick".into()),
        Change::Added("slow red".into()),
        same(" fox jumps"),
        Change::Removed(".".into()),
        Change::Added("!".into()),
    ];
    assert_eq!(changes, wanted);
    assert_eq!(diff("", ""), []);
    assert_eq!(diff("a", "a"), [same("a")]);
    assert_eq!(diff("", "a"), [Change::Added("a".into())]);
}

#[test]
fn two_hostile_versions_are_still_compared_truly() {
    let numbers = |step: usize, wrap: usize| (0..11_000).map(|n| format!("{} ", n * step % wrap)).collect::<String>();
    for (old, new) in [
        (numbers(7_919, 10_007), numbers(104_729, 10_009)),
        ("a b ".repeat(16_000), "b a ".repeat(16_000)),
        ("a".repeat(SOURCE_LIMIT), String::new()),
    ] {
        let (mut before, mut after) = (String::new(), String::new());
        for change in diff(&old, &new) {
            match change {
                Change::Same(text) => {
                    before += &text;
                    after += &text;
                }
                Change::Added(text) => after += &text,
                Change::Removed(text) => before += &text,
            }
        }
        assert!(before == old && after == new);
    }
}
