//! What templates and stylesheets are made with: initials, numbers of pages, contrast, and fewer bytes.

use lyceum::theme::check::{contrast, faults};
use lyceum::theme::filters::initials;
use lyceum::theme::minify::css;
use lyceum::theme::view::{PagerView, TypedView};
use lyceum::theme::{Colors, TOKENS};

#[test]
fn a_face_holds_the_first_and_last_initial_in_any_script() {
    for (name, letters) in [
        ("Ruth Osei", "RO"),
        ("Prof. Edmund van Hale", "PH"),
        ("يوسف حداد", "يح"),
        ("陈美玲", "陈"),
        ("  ada  ", "A"),
        ("\"Bob\" (R) smith", "BS"),
        ("e\u{301}mile zola", "E\u{301}Z"),
        ("", ""),
        ("— !", ""),
        ("123 go", "1G"),
    ] {
        assert_eq!(initials(name), letters, "{name}");
    }
}

#[test]
fn a_field_is_as_tall_as_its_text_up_to_eight_lines() {
    let rows = |text: &str| TypedView::of(text.to_owned()).rows;
    assert_eq!([rows("A title"), rows("one\ntwo"), rows("one\r\n\r\nthree")], [1, 2, 3]);
    assert_eq!([rows(&"x".repeat(60)), rows(&"x".repeat(61)), rows(&"é".repeat(120))], [1, 2, 2]);
    assert_eq!([rows(&"line\n".repeat(8)), rows(&"line\n".repeat(9)), rows(&"x".repeat(20_000))], [8, 8, 8]);
    assert_eq!(rows(""), 1);
}

#[test]
fn one_page_needs_no_numbers() {
    assert!(PagerView::new(1, 1, None, |page| page.to_string()).pages.is_empty());
}

#[test]
fn far_pages_are_left_out_and_the_gap_is_marked() {
    let pager = PagerView::new(9, 40, None, |page| format!("/{page}/"));
    let shown: Vec<(u32, bool)> = pager.pages.iter().map(|page| (page.number, page.gap)).collect();
    assert_eq!(shown, [(1, false), (7, true), (8, false), (9, false), (10, false), (11, false), (40, true)]);
    assert_eq!((pager.previous.as_deref(), pager.next.as_deref()), (Some("/8/"), Some("/10/")));
}

#[test]
fn black_on_white_is_the_most_contrast_there_is() {
    assert_eq!(contrast("#000", "#ffffff").map(f64::round), Some(21.0));
}

#[test]
fn what_is_no_colour_has_no_contrast() {
    for wrong in ["", "#", "#12", "#12345g", "red", "#éé", "#+12"] {
        assert_eq!(contrast(wrong, "#fff"), None, "{wrong}");
    }
}

#[test]
fn grey_on_grey_is_reported_and_ink_on_paper_is_not() {
    let mut colors = Colors::default();
    for token in TOKENS {
        colors.light.insert(token.to_owned(), "#777777".to_owned());
    }
    assert!(faults(&colors).iter().any(|fault| fault.starts_with("fg on bg in light: 1.00")));
    colors.light.insert("bg".to_owned(), "#ffffff".to_owned());
    colors.light.insert("fg".to_owned(), "#000000".to_owned());
    assert!(!faults(&colors).iter().any(|fault| fault.starts_with("fg on bg")));
}

#[test]
fn space_and_comments_go() {
    assert_eq!(css("a , b > c {\n  color : red ;\n  /* why */ margin: 0 auto; }\n"), "a,b>c{color :red;margin:0 auto}");
}

#[test]
fn space_that_means_something_stays() {
    assert_eq!(css(".a :hover + b { width: calc(1px + 2px) }"), ".a :hover + b{width:calc(1px + 2px)}");
    assert_eq!(css("@media (a) and (b) { }"), "@media (a) and (b){}");
    assert_eq!(css("p /* x */ a { }"), "p a{}");
}

#[test]
fn strings_are_left_alone() {
    assert_eq!(css(r#"a::before { content: " ( /* no */ \" ; " }"#), r#"a::before{content:" ( /* no */ \" ; "}"#);
    assert_eq!(css("a { content: \"open"), "a{content:\"open");
}
