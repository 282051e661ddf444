//! Posts in Markdown.

use lyceum::text::{Context, SOURCE_LIMIT, TextError, excerpt, markdown};

use super::{find, html, render};

#[test]
fn a_line_break_stays_one_and_quotes_are_not_made_curly() {
    assert_eq!(html("Hello -- \"you\"\nsecond line\n\nnext"), "<p>Hello -- \"you\"<br>\nsecond line</p>\n<p>next</p>");
}

#[test]
fn headings_stand_below_the_posts_own_and_never_skip_a_level() {
    assert_eq!(html("# a\n\n### b\n\n## c\n\n# d"), "<h3>a</h3>\n<h4>b</h4>\n<h4>c</h4>\n<h3>d</h3>");
    assert_eq!(html("### only\n"), "<h3>only</h3>");
    assert_eq!(
        html("# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6"),
        "<h3>1</h3>\n<h4>2</h4>\n<h5>3</h5>\n<h6>4</h6>\n<h6>5</h6>\n<h6>6</h6>"
    );
    assert_eq!(html("#\n\ntext"), "<p>text</p>", "a heading without words helps nobody");
}

#[test]
fn a_table_scrolls_and_says_its_alignment_in_a_class() {
    let table = html("| who | hours | n |\n|:----|----:|:-:|\n| Tom | 3 | x |");
    assert!(table.starts_with("<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">who</th><th scope=\"col\" class=\"end\">hours</th>"), "{table}");
    assert!(table.contains("<tr><td>Tom</td><td class=\"end\">3</td><td class=\"center\">x</td></tr>"), "{table}");
    assert!(!table.contains("style"));
    assert!(
        html("| | b |\n|--|--|\n| a | 1 |").contains("<tr><td></td><th scope=\"col\">b</th></tr>"),
        "an empty heading is none"
    );
}

#[test]
fn code_can_be_scrolled_with_the_keyboard_and_keeps_its_language() {
    assert_eq!(
        html("```Rust,ignore\nlet a = &b;\n\n```"),
        "<pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"hl-k\">let</span> a = &amp;b;</code></pre>"
    );
    assert_eq!(html("```c++\nx\n```"), "<pre tabindex=\"0\"><code class=\"language-cpp\">x</code></pre>");
    assert_eq!(html("```../../x\nx\n```"), "<pre tabindex=\"0\"><code>x</code></pre>");
    assert_eq!(html("    indented"), "<pre tabindex=\"0\"><code>indented</code></pre>");
}

#[test]
fn tasks_are_marks_that_are_read_aloud_not_controls() {
    assert_eq!(
        html("- [x] done\n- [ ] not yet"),
        "<ul>\n<li class=\"task\">☑ done</li>\n<li class=\"task\">☐ not yet</li>\n</ul>"
    );
    assert!(html("- [x] done\n\n- [ ] not yet").contains("<li class=\"task\">\n<p>☑ done</p>"));
}

#[test]
fn a_picture_becomes_a_link_so_that_no_other_server_learns_who_reads() {
    assert_eq!(
        html("![a bridge](https://a.example/b.png)"),
        "<p><a href=\"https://a.example/b.png\" rel=\"nofollow ugc\">a bridge</a></p>"
    );
    assert_eq!(
        html("![](https://a.example/b.png)"),
        "<p><a href=\"https://a.example/b.png\" rel=\"nofollow ugc\">https://a.example/b.png</a></p>"
    );
    assert_eq!(html("[![a bridge](https://a.example/b.png)](/t/1/)"), "<p><a href=\"/t/1/\">a bridge</a></p>");
}

#[test]
fn links_lead_to_the_web_to_mail_and_into_this_site() {
    assert_eq!(html("[a](/library/)"), "<p><a href=\"/library/\">a</a></p>");
    assert_eq!(html("[a](mailto:ada@a.example)"), "<p><a href=\"mailto:ada@a.example\" rel=\"nofollow ugc\">a</a></p>");
    assert_eq!(
        html("[](https://a.example)"),
        "<p><a href=\"https://a.example\" rel=\"nofollow ugc\">https://a.example</a></p>",
        "a link has words"
    );
    assert_eq!(html("[a](page)"), "<p>a</p>");
}

#[test]
fn bare_addresses_are_linked_but_not_in_code_or_links() {
    let linked = "<a href=\"https://a.example/b_c_d\" rel=\"nofollow ugc\">https://a.example/b_c_d</a>";
    assert_eq!(html("See (https://a.example/b_c_d)."), format!("<p>See ({linked}).</p>"));
    assert_eq!(html("<https://a.example/b_c_d>"), format!("<p>{linked}</p>"));
    assert_eq!(
        html("www.a.example"),
        "<p><a href=\"https://www.a.example\" rel=\"nofollow ugc\">www.a.example</a></p>"
    );
    assert_eq!(html("`https://a.example`"), "<p><code>https://a.example</code></p>");
    assert_eq!(html("[https://a.example](/t/1/)"), "<p><a href=\"/t/1/\">https://a.example</a></p>");
    assert_eq!(
        html("data.frame ada@a.example file.R gopher://a.example"),
        "<p>data.frame ada@a.example file.R gopher://a.example</p>"
    );
}

#[test]
fn people_are_mentioned_by_their_username_and_shown_by_their_name() {
    let rendered = render("@Ada, and @ada again; @nobody. @grace@other.example!").unwrap();
    assert_eq!(
        rendered.html.as_str(),
        "<p><a class=\"mention\" href=\"/m/ada/\">@Ada &lt;Lovelace&gt;</a>, and <a class=\"mention\" href=\"/m/ada/\">@Ada &lt;Lovelace&gt;</a> again; \
         @nobody. <a class=\"mention\" href=\"https://other.example/grace\">@Grace</a>!</p>"
    );
    assert_eq!(rendered.mentions, ["ada", "grace@other.example"]);
}

#[test]
fn an_at_sign_elsewhere_mentions_nobody() {
    for source in [
        "mail@ada",
        "`@ada`",
        "    @ada",
        "[@ada](/x)",
        "@@ada",
        "@ada@elsewhere.example",
        "https://a.example/@ada",
        "@adam",
        "\\@",
        "x/@ada",
    ] {
        assert_eq!(render(source).unwrap().mentions, Vec::<String>::new(), "{source}");
    }
    assert_eq!(render("(@ada) **@ada** @ada's").unwrap().mentions, ["ada"]);
}

#[test]
fn footnotes_of_two_posts_on_one_page_do_not_collide() {
    let source = "One[^a], two[^b], one again[^a], [^none].\n\n[^b]: Second.\n[^a]: First.\n[^c]: Unnamed.";
    let (first, second) =
        (html(source), markdown(source, &Context { anchor: "p2", mention: &find }).unwrap().html.into_string());
    assert!(first.contains("One<sup><a id=\"p1-ref-1\" href=\"#p1-note-1\">1</a></sup>, two<sup><a id=\"p1-ref-2\" href=\"#p1-note-2\">2</a></sup>"), "{first}");
    assert!(first.contains("one again<sup><a href=\"#p1-note-1\">1</a></sup>, [^none]."), "{first}");
    assert!(
        first.contains(
            "<ol class=\"notes\">\n<li id=\"p1-note-1\">\n<p>First. <a href=\"#p1-ref-1\">↑&nbsp;1</a></p>\n</li>"
        ),
        "{first}"
    );
    assert!(first.ends_with("<li id=\"p1-note-3\">\n<p>Unnamed.</p>\n</li>\n</ol>"), "{first}");
    let ids = |html: &str| {
        html.split("id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&first).len(), 5);
    assert!(ids(&first).iter().all(|id| !ids(&second).contains(id)));
}

#[test]
fn a_source_too_long_is_refused_with_a_sentence() {
    assert!(render(&"a".repeat(SOURCE_LIMIT)).is_ok());
    let refused = render(&"a".repeat(SOURCE_LIMIT + 1)).unwrap_err();
    assert_eq!(refused, TextError::TooLong);
    assert_eq!(refused.message().key, "text-too-long");
    assert_eq!(refused.message().args, [("limit", "64".to_owned())]);
    assert_eq!(TextError::TooLarge.message().key, "text-too-large");
}

#[test]
fn an_excerpt_is_the_writers_own_first_words() {
    let post = render("> quoted\n\nHello **you** & <all>,\n\n- one\n- two https://a.example/x[^1]\n\n[^1]: note")
        .unwrap()
        .html;
    assert_eq!(excerpt(&post, 200), "Hello you & <all>, one two https://a.example/x");
    assert_eq!(excerpt(&post, 14), "Hello you &…");
    assert_eq!(excerpt(&post, 12), "Hello you &…");
    assert_eq!(excerpt(&render("> only quoted").unwrap().html, 200), "only quoted");
    assert_eq!(excerpt(&render("").unwrap().html, 200), "");
    assert_eq!(excerpt(&render("你好世界你好世界").unwrap().html, 5), "你好世界…");
    assert_eq!(excerpt(&render("ab👩‍💻👩‍💻").unwrap().html, 4), "ab…", "half an emoji is none");
    assert_eq!(excerpt(&render("word").unwrap().html, 0), "");
}
