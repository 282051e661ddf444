//! Subjects without what lists and mail programs put in front of them.

use lyceum::cli::import::subject;

fn title(line: &str) -> String {
    subject::parse(line).title
}

#[test]
fn an_answer_is_known_in_many_languages() {
    for mark in
        ["Re:", "RE :", "re[2]:", "Re(3):", "Re^2:", "AW:", "SV:", "Antw:", "RES:", "Re: AW:", "回复:", "回复：", "رد:"]
    {
        let subject = subject::parse(&format!("{mark} Löss on Tuesday"));
        assert!(subject.is_reply, "{mark}");
        assert_eq!((subject.title.as_str(), subject.topic.as_str()), ("Löss on Tuesday", "löss on tuesday"), "{mark}");
    }
}

#[test]
fn what_only_looks_like_a_mark_stays() {
    for line in [
        "R: a language",
        "NA: a value",
        "Note: read this",
        "12: a number",
        ": nothing",
        "Retry: how",
        "Re-creating: how",
    ] {
        let subject = subject::parse(line);
        assert!(!subject.is_reply, "{line}");
        assert_eq!(subject.title, line);
    }
}

#[test]
fn something_passed_on_is_no_answer() {
    let subject = subject::parse("Fwd: News");
    assert_eq!((subject.title.as_str(), subject.is_reply), ("News", false));
}

#[test]
fn the_lists_tag_goes_and_other_tags_stay_in_the_title() {
    assert_eq!(title("[R-pkg-devel] Hello"), "Hello");
    assert_eq!(title("Re: [R-pkg-devel] Re: [R-pkg-devel] Hello"), "Hello");
    assert_eq!(title("[R-pkg-devel] Re: [patch] Hello"), "[patch] Hello");
    assert_eq!(title("R: [R-pkg-devel] Hello"), "Hello");
    assert_eq!(subject::parse("[R-pkg-devel] Re: [patch] Re: Hello").topic, "hello");
}

#[test]
fn tags_of_mail_servers_on_the_way_go_too() {
    assert_eq!(title("[EXTERNAL] Re: [list] [SUSPECTED SPAM] Hello"), "Hello");
}

#[test]
fn a_subject_of_nothing_but_marks_is_left_or_empty() {
    assert_eq!(title("[list]"), "[list]");
    assert_eq!(title("Re:"), "");
    assert_eq!(title(""), "");
}
