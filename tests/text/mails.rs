//! Plain-text mail, as archives of mailing lists have it.

use lyceum::text::{SafeHtml, mail};

/// The mail as readers see it.
pub fn drawn(body: &str) -> SafeHtml {
    mail(body)
}

fn html(body: &str) -> String {
    drawn(body).into_string()
}

#[test]
fn lines_that_the_program_broke_are_joined_and_those_the_writer_broke_are_not() {
    let body = "Dear all,\n\nI have some functions in my package that are getting confused for S3\nmethods. I named them badly.\n\nThanks,\nAda\n";
    let wanted = "<p>Dear all,</p>\n<p>I have some functions in my package that are getting confused for S3 methods. I named them badly.</p>\n<p>Thanks,<br>\nAda</p>\n";
    assert_eq!(html(body), wanted);
}

#[test]
fn points_and_addresses_keep_their_lines() {
    let body = "There are several reasons why this cannot work as you describe it:\n- first, it is late\n- second, it is here\nhttps://a.example/b";
    assert!(html(body).contains("describe it:<br>\n- first, it is late<br>\n- second, it is here<br>\n<a href=\"https://a.example/b\" rel=\"nofollow ugc\">"));
}

#[test]
fn plain_text_is_not_mangled_as_markdown_would() {
    assert_eq!(
        html("2 * 3 * 4 and __init__ and [[1]](x), 1 < 2"),
        "<p>2 * 3 * 4 and __init__ and [[1]](x), 1 &lt; 2</p>\n"
    );
}

#[test]
fn quotations_nest_and_say_whom_they_quote() {
    let body = "On 3 May 2021, Ada Lovelace wrote:\n> On 2 May 2021, Grace wrote:\n>> first\n> > still first\n> \n> second\n\nmine";
    let wanted = "<p class=\"cite\">On 3 May 2021, Ada Lovelace wrote:</p>\n<blockquote>\n<p class=\"cite\">On 2 May 2021, Grace wrote:</p>\n\
                  <blockquote>\n<p>first<br>\nstill first</p>\n</blockquote>\n<p>second</p>\n</blockquote>\n<p>mine</p>\n";
    assert_eq!(html(body), wanted);
}

#[test]
fn the_line_before_a_quotation_is_known_in_many_forms() {
    for cite in [
        "On Mon, 3 May 2021 at 12:00, Ada <ada at a.example> wrote:",
        "On Mon, 3 May 2021 at 12:00, Ada Lovelace <ada at a.example>\nwrote:",
        "Am 03.05.2021 um 12:00 schrieb Ada <ada at a.example>:",
        "Le 03/05/2021 à 12:00, Ada a écrit :",
        "El lun, 3 may 2021 a las 12:00, Ada escribió:",
        "Ada Lovelace <ada at a.example> writes:",
        "2021-05-03 12:00 GMT+02:00 Ada <ada at a.example>:",
        "\"Ada Lovelace\" <ada at a.example>\nwrote:",
    ] {
        let drawn = html(&format!("Hello.\n\n{cite}\n\n> quoted"));
        assert!(drawn.starts_with("<p>Hello.</p>\n<p class=\"cite\">"), "{cite}: {drawn}");
        assert!(drawn.ends_with("</p>\n<blockquote>\n<p>quoted</p>\n</blockquote>\n"), "{cite}: {drawn}");
        assert_eq!(drawn.matches("<p").count(), 3, "{cite}: {drawn}");
    }
    assert!(
        html("I know what she wrote about this:\n\n> quoted").starts_with("<p>I know"),
        "a sentence is no announcement"
    );
}

#[test]
fn bars_quote_only_where_somebody_is_announced() {
    assert!(
        html("On 3 May, Ada wrote:\n| a question\n| on two lines\n\nanswer")
            .contains("<blockquote>\n<p>a question<br>\non two lines</p>\n</blockquote>\n<p>answer</p>")
    );
    assert!(!html("| a | b |\n| 1 | 2 |").contains("blockquote"));
}

#[test]
fn emacs_quotes_with_a_name_and_indented_marks() {
    let drawn = html(
        ">>>>> Ada Lovelace <ada at a.example>\n>>>>>     on Tue, 2 Feb 2016 17:23:46 +0000 writes:\n\n    > a question\n    >> an older one\n\nan answer",
    );
    assert!(drawn.starts_with("<p class=\"cite\">Ada Lovelace &lt;ada at a.example&gt; on Tue, 2 Feb 2016 17:23:46 +0000 writes:</p>\n<blockquote>\n<p>a question</p>\n<blockquote>"), "{drawn}");
}

#[test]
fn a_mail_quoted_whole_below_the_answer_is_a_quotation() {
    for rule in ["-----Original Message-----\n", "________________________________\n", ""] {
        let drawn =
            html(&format!("My answer.\n\n{rule}From: Ada\nSent: Monday\nTo: list\nSubject: a question\n\nHow?\n\nAda"));
        let wanted = "<p>My answer.</p>\n<p class=\"cite\">From: Ada<br>\nSent: Monday<br>\nTo: list<br>\nSubject: a question</p>\n<blockquote>\n<p>How?</p>\n<p>Ada</p>\n</blockquote>\n";
        assert_eq!(drawn, wanted);
    }
}

#[test]
fn signatures_and_footers_are_set_off_also_above_a_quotation() {
    let body = "Hello.\n\n-- \nAda\nhttps://a.example\n\nOn 3 May, Grace wrote:\n> hi\n> ______________________________________________\n> a at b.example mailing list\n> https://lists.example/\n";
    let wanted = "<p>Hello.</p>\n<div class=\"signature\">\n<p>Ada<br>\n<a href=\"https://a.example\" rel=\"nofollow ugc\">https://a.example</a></p>\n</div>\n\
                  <p class=\"cite\">On 3 May, Grace wrote:</p>\n<blockquote>\n<p>hi</p>\n<div class=\"signature\">\n<p>a at b.example mailing list<br>\n\
                  <a href=\"https://lists.example/\" rel=\"nofollow ugc\">https://lists.example/</a></p>\n</div>\n</blockquote>\n";
    assert_eq!(html(body), wanted);
    let long = format!("Hello.\n--\n{}", "a line of text\n".repeat(40));
    assert!(!html(&long).contains("signature"), "forty lines are no signature");
}

#[test]
fn notices_of_the_archive_are_dropped_or_set_off() {
    assert_eq!(html("Hello.\n\n\t[[alternative HTML version deleted]]\n"), "<p>Hello.</p>\n");
    let cut = "Hello.\n\n-------------- next part --------------\nA non-text attachment was scrubbed...\nName: key.asc\nURL: <https://a.example/key.asc>\n";
    assert!(html(cut).starts_with(
        "<p>Hello.</p>\n<div class=\"signature\">\n<p>A non-text attachment was scrubbed...<br>\nName: key.asc<br>"
    ));
    let page = "Hello.\n\n-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <https://a.example/x.html>\n";
    assert_eq!(html(page), "<p>Hello.</p>\n");
}

#[test]
fn code_consoles_and_columns_keep_their_spaces() {
    for code in [
        "f <- function(x) {\n  x + 1\n}",
        "> news <- read(\"NEWS\")\n> str(news)\nClasses 'news_db' and 'data.frame':     21 obs. of  4 variables:",
        "--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,3 @@\n-int a;\n+int b;",
        "* checking dependencies in R code ... OK\n* checking S3 generic/method consistency ... WARNING",
        "name      hours   grade\nAda          12       1\nGrace         9       1",
    ] {
        let escaped = code.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert_eq!(
            html(&format!("Look:\n\n{code}\n\nThat is all I have to say about it.")),
            format!("<p>Look:</p>\n<pre tabindex=\"0\">{escaped}</pre>\n<p>That is all I have to say about it.</p>\n")
        );
    }
    assert_eq!(html("```r\nany words\n\nat all\n```"), "<pre tabindex=\"0\">any words\n\nat all</pre>\n");
    assert!(
        html("    I think this would make life harder for all of us,\n    so it is unlikely to happen here.")
            .starts_with("<p>"),
        "indented words are words"
    );
}

#[test]
fn addresses_are_linked_and_people_are_not_harvested() {
    assert_eq!(
        html("<https://a.example/b>, ada at a.example, n@me @ending from host"),
        "<p>&lt;<a href=\"https://a.example/b\" rel=\"nofollow ugc\">https://a.example/b</a>&gt;, ada at a.example, n@me @ending from host</p>\n"
    );
}

#[test]
fn a_mail_without_words_is_empty() {
    for body in ["", "\n\n", "> \n>> \n", "\u{0}\u{202e}", "-- \n"] {
        assert!(!html(body).contains("<p></p>") && !html(body).contains("<blockquote>\n</blockquote>"), "{body:?}");
    }
    assert!(drawn("> \n>\n").is_empty());
}
