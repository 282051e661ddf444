//! Page numbers: words and numbers, never an endless scroll.

use serde::Serialize;

/// The links between the pages of one thing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PagerView {
    /// Page numbers in order; empty when there is only one page.
    pub pages: Vec<PageLinkView>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// An address that always leads to the last page, where this page does not know how many there are.
    pub last: Option<String>,
}

/// One page number.
#[derive(Debug, Clone, Serialize)]
pub struct PageLinkView {
    /// The page, from 1.
    pub number: u32,
    /// Its address.
    pub href: String,
    /// Whether it is this one.
    pub current: bool,
    /// Whether pages are left out before it.
    pub gap: bool,
}

impl PagerView {
    /// The first page, the ones near to `current`, and the last of those that are `known`.
    ///
    /// A thread's page knows only itself and whether one follows (`known` is `current` or one more): so it stays the
    /// same while pages are added behind it.
    pub fn new(current: u32, known: u32, last: Option<String>, address: impl Fn(u32) -> String) -> Self {
        if known <= 1 {
            return Self::default();
        }
        let mut pages: Vec<PageLinkView> = Vec::new();
        for number in (1..=known).filter(|number| *number == 1 || *number == known || number.abs_diff(current) <= 2) {
            let gap = pages.last().is_some_and(|before| before.number + 1 < number);
            pages.push(PageLinkView { number, href: address(number), current: number == current, gap });
        }
        Self {
            pages,
            previous: (current > 1).then(|| address(current - 1)),
            next: (current < known).then(|| address(current + 1)),
            last,
        }
    }
}
