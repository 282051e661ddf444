//! Plain text of a mail, told to Markdown as it is.

use lyceum::text::as_markdown;

#[test]
fn what_markdown_would_take_for_more_is_a_character_again() {
    assert_eq!(as_markdown("# not a heading\n*x* and a_b"), "\\# not a heading\n\\*x\\* and a\\_b\n");
    assert_eq!(as_markdown("1. one\n- two\n    code()"), "1\\. one\n\\- two\n   code()\n");
    assert_eq!(as_markdown("see <https://a.example>"), "see \\<https://a.example>\n");
}

#[test]
fn a_signature_is_nobodys_words() {
    assert_eq!(as_markdown("Yes.\n-- \nAda\n"), "Yes.\n");
    assert_eq!(as_markdown("Yes. -- no\n"), "Yes. -- no\n");
}
