//! One post as it stands in a thread.

use serde::Serialize;

use crate::attachments::view::FileView;
use crate::theme::view::{PersonView, examples};

/// A post, or the stub that keeps its number.
#[derive(Debug, Clone, Serialize)]
pub struct PostView {
    /// Its id in base32.
    pub id: String,
    /// Its number in the thread, from 1, for ever.
    pub number: u32,
    /// `published`, or why it is a stub: `hidden`, `held`, `deleted`, `erased`, `moved`. A stub shows neither author nor text.
    pub state: String,
    /// Who wrote it, with the role they have on this thread's boards.
    pub author: PersonView,
    /// When.
    pub at: i64,
    /// The text, sanitised; empty in a stub.
    pub body_html: String,
    /// The text's language where it is not the page's; else empty.
    pub language: String,
    /// Its files, in order; none in a stub.
    pub files: Vec<FileView>,
    /// The last change, if there was one.
    pub edited: Option<EditedView>,
}

/// That a post was changed.
#[derive(Debug, Clone, Serialize)]
pub struct EditedView {
    /// When.
    pub at: i64,
    /// Why, in the author's words.
    pub why: Option<String>,
    /// Who, where it was not the author.
    pub by: Option<String>,
}

/// Posts in every state, in two directions.
pub(super) fn samples() -> Vec<PostView> {
    let people = examples::people();
    let post = PostView {
        id: "0f2m6q1t9s3z1".to_owned(),
        number: 1,
        state: "published".to_owned(),
        author: people[2].clone(),
        at: examples::NOON,
        body_html: "<p>If I say “we built”, it sounds as if I did <em>all</em> of it.</p>\
            <blockquote><p>It only sounds small because you stopped there.</p></blockquote>\
            <pre tabindex=\"0\"><code>git shortlog --summary\n  --numbered</code></pre>\
            <ul><li>one</li><li>two</li></ul><table><thead><tr><th>Part</th><th>Whose</th></tr></thead><tbody><tr><td>Logger</td><td>mine</td></tr></tbody></table>"
            .to_owned(),
        language: String::new(),
        files: FileView::samples().to_vec(),
        edited: None,
    };
    let decorated = FileView { alt: String::new(), is_decoration: true, ..FileView::samples()[0].clone() };
    let numbered = |number: u32, author: usize| PostView {
        id: format!("0f2m6q1t9s3z{number}"),
        number,
        author: people[author].clone(),
        body_html: "<p>Following.</p>".to_owned(),
        files: Vec::new(),
        ..post.clone()
    };
    let edited = PostView {
        edited: Some(EditedView {
            at: examples::NOON + 60_000_000,
            why: Some("corrected the link".to_owned()),
            by: None,
        }),
        ..numbered(2, 0)
    };
    let arabic = PostView {
        body_html: "<p>سألني أحد المحاورين السؤال نفسه الأسبوع الماضي.</p>".to_owned(),
        language: "ar".to_owned(),
        files: vec![decorated],
        edited: Some(EditedView {
            at: examples::NOON,
            why: Some("a telephone number".to_owned()),
            by: Some("Helen Marsh".to_owned()),
        }),
        ..numbered(3, 3)
    };
    let stub = |number: u32, state: &str| PostView {
        state: state.to_owned(),
        body_html: String::new(),
        ..numbered(number, 9)
    };
    let mut posts =
        vec![post.clone(), edited, arabic, stub(4, "hidden"), stub(5, "held"), stub(6, "deleted"), stub(7, "erased")];
    posts.extend((1..).zip([1, 4, 5, 6, 7, 8, 9]).map(|(at, author)| numbered(7 + at, author)));
    posts.push(stub(15, "moved"));
    posts
}
