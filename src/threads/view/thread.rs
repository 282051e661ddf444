//! A page of a thread.

use serde::Serialize;

use super::PostView;
use super::post;
use crate::theme::view::{AudienceView, LinkView, PagerView, PersonView, View, examples};

/// A page of a thread.
///
/// A full page must be the same whatever is written behind it, so only the last one has `whole`, and the pager of the
/// others knows no more than whether one follows. Parts: `reply` (the form, for those who may), `closed`, and
/// `answers` (what stands behind the first post, where one has to answer first).
#[derive(Debug, Clone, Serialize)]
pub struct ThreadView {
    /// Its id in base32.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The title's language where it is not the page's; else empty.
    pub language_of_title: String,
    /// The way here after home: its first board, and that board's cohort before it.
    pub crumbs: Vec<LinkView>,
    /// Who can read it, with its boards where there are several.
    pub audience: AudienceView,
    /// Whether it is a question, so that its replies are answers.
    pub is_question: bool,
    /// Whether peers do not read who writes.
    pub masks: bool,
    /// What is so where one has to answer first.
    pub answer_first: Option<AnswersView>,
    /// Whether nobody can reply.
    pub locked: bool,
    /// Which page this is, from 1.
    pub page: u32,
    /// The number of the first post on this page.
    pub first: u32,
    /// The number of the last post on this page.
    pub last: u32,
    /// On the last page, how much there is in all.
    pub whole: Option<WholeView>,
    /// The posts in order.
    pub posts: Vec<PostView>,
    /// The other pages.
    pub pager: PagerView,
    /// Whether the reply form stands on this page: on the last one, unless it is closed.
    pub reply: bool,
    /// Why nobody can reply: `locked`, `archived` or `unanswered` (its boards take no replies).
    pub closed: Option<String>,
    /// Those who wrote on this page, in the order of their first post.
    pub people: Vec<PersonView>,
    /// The boards it stands on besides the one in `crumbs`.
    pub boards: Vec<LinkView>,
}

/// A page of a thread in which one answers before one reads what the others answered.
#[derive(Debug, Clone, Serialize)]
pub struct AnswersView {
    /// Whether it is the first page, of which all but the first post is the part `answers`.
    pub is_opening: bool,
    /// How many posts follow the first; said on the last page alone.
    pub posts: Option<u32>,
    /// How many of `people` everybody knows of: who wrote the first post, where it shows.
    pub voices: usize,
}

/// How much there is in all, on the page that changes anyway.
#[derive(Debug, Clone, Serialize)]
pub struct WholeView {
    /// Posts in the thread.
    pub posts: u32,
    /// People who wrote them.
    pub people: u32,
}

impl View for ThreadView {
    const TEMPLATE: &'static str = "threads/thread.html";

    fn samples() -> Vec<Self> {
        let posts = post::samples();
        let address = |page| format!("/t/0f2m6q1t9s3zd/how-do-i/{page}/");
        let last = Self {
            id: "0f2m6q1t9s3zd".to_owned(),
            title: "How do I talk about a group project when I only did part of it?".to_owned(),
            language_of_title: String::new(),
            crumbs: examples::crumbs(),
            audience: examples::audience(),
            is_question: false,
            answer_first: None,
            masks: false,
            locked: false,
            page: 3,
            first: 41,
            last: 54,
            whole: Some(WholeView { posts: 54, people: 9 }),
            people: examples::people(),
            posts,
            pager: PagerView::new(3, 3, None, address),
            reply: true,
            closed: None,
            boards: Vec::new(),
        };
        let full = Self {
            page: 1,
            first: 1,
            last: 20,
            whole: None,
            pager: PagerView::new(1, 2, Some("/t/0f2m6q1t9s3zd/last".to_owned()), address),
            reply: false,
            ..last.clone()
        };
        let shut = |why: &str| Self {
            reply: false,
            locked: why == "locked",
            closed: Some(why.to_owned()),
            pager: PagerView::default(),
            page: 1,
            ..last.clone()
        };
        let arabic = Self {
            title: "هل يذكر أحد المعدّل التراكمي في السيرة الذاتية؟".to_owned(),
            language_of_title: "ar".to_owned(),
            whole: Some(WholeView { posts: 1, people: 1 }),
            ..last.clone()
        };
        let several = examples::audiences().into_iter().map(|audience| Self {
            boards: audience.boards.clone(),
            audience,
            ..last.clone()
        });
        let question = Self { is_question: true, masks: true, ..last.clone() };
        [last.clone(), full, shut("locked"), shut("archived"), shut("unanswered"), question, arabic]
            .into_iter()
            .chain(several)
            .chain(answers_first(&last))
            .collect()
    }
}

/// Pages of threads in which one has to answer first.
fn answers_first(last: &ThreadView) -> [ThreadView; 4] {
    let page = |is_opening, posts: Option<u32>| ThreadView {
        answer_first: Some(AnswersView { is_opening, posts, voices: 1 }),
        whole: posts.map(|posts| WholeView { posts: posts + 1, people: 9 }),
        posts: last.posts.iter().take(posts.map_or(last.posts.len(), |posts| posts as usize + 1)).cloned().collect(),
        ..last.clone()
    };
    [page(true, Some(13)), page(true, Some(0)), page(true, None), page(false, Some(20))]
}
