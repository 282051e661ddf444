//! A member's own page of feeds.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, View, examples};

/// The page `/settings/feeds/`. Its forms go to `make` and `end` beside it.
#[derive(Debug, Clone, Serialize)]
pub struct FeedsView {
    /// Token and key.
    pub form: FormView,
    /// When the address was made; none where there is none.
    pub made_at: Option<i64>,
    /// The boards that this member reads, each with the absolute address of its feed where there is one.
    pub boards: Vec<LinkView>,
}

impl View for FeedsView {
    const TEMPLATE: &'static str = "feeds/feeds.html";

    fn samples() -> Vec<Self> {
        let link = |slug: &str, name: &str| {
            let token = "0f2m6q1t9s3zd.1a2b3c4d.00112233445566778899aabbccddeeff";
            examples::link(&format!("https://northfield.example/feed/{token}/b/{slug}/feed.atom"), name)
        };
        let some = Self {
            form: examples::form(&[]),
            made_at: Some(examples::NOON),
            boards: vec![link("ask-a-mentor", "Ask a mentor"), link("design", "لوحة التصميم")],
        };
        let boards = some.boards.iter().map(|board| LinkView { href: String::new(), ..board.clone() }).collect();
        let none = Self { made_at: None, boards, ..some.clone() };
        let nowhere = Self { boards: Vec::new(), ..some.clone() };
        vec![some, none, nowhere]
    }
}
