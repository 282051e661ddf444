//! What the list of drafts is drawn from, and what the forms of writing say of them.

use serde::Serialize;

use crate::theme::view::{FormView, LinkView, PagerView, View, examples};

/// What stands around the fields of a form of writing. Fields: `draft`, `save`, `schedule`, `post_on`, `post_at`, `insert`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DraftingView {
    /// The draft that the form goes on with, in base32; empty where it goes on with none.
    pub draft: String,
    /// Another draft that the writer has at this place.
    pub here: Option<HereView>,
    /// The piece of Markdown that was just put at the end of the text.
    pub inserted: Option<String>,
    /// The pieces that can be put there; the words are `drafts-piece-{piece}`.
    pub pieces: Vec<String>,
    /// Whether it can be posted later.
    pub may_schedule: bool,
    /// Whether the hour is shown open.
    pub is_scheduling: bool,
    /// The day, as `YYYY-MM-DD`, or what was typed.
    pub post_on: String,
    /// The hour, as `HH:MM`, or what was typed.
    pub post_at: String,
    /// The zone in which both are meant.
    pub zone: String,
}

/// A draft that is here already.
#[derive(Debug, Clone, Serialize)]
pub struct HereView {
    /// When it was saved.
    pub at: i64,
    /// Its id in base32; the form's own address takes it as `draft`.
    pub id: String,
}

impl DraftingView {
    /// With a draft beside, a piece put in, and an hour chosen.
    pub fn sample() -> Self {
        Self {
            draft: "0f2m6q1t9s3zd".to_owned(),
            here: Some(HereView { at: examples::NOON, id: "0f2m6q1t9s3zd".to_owned() }),
            inserted: Some("bold".to_owned()),
            pieces: super::pieces::PIECES.map(str::to_owned).to_vec(),
            may_schedule: true,
            is_scheduling: true,
            post_on: "2027-03-02".to_owned(),
            post_at: "09:30".to_owned(),
            zone: "Europe/London".to_owned(),
        }
    }
}

/// A member's drafts, `/drafts/`, last saved first. Its forms go to `/drafts/{id}/delete` and `/drafts/{id}/keep`.
#[derive(Debug, Clone, Serialize)]
pub struct DraftsView {
    /// The way here after home.
    pub crumbs: Vec<LinkView>,
    /// Token.
    pub form: FormView,
    /// How many there are.
    pub count: u32,
    /// How many there may be.
    pub most: u32,
    /// Which page this is, from 1.
    pub page: u32,
    /// Those on this page.
    pub drafts: Vec<DraftView>,
    /// The other pages.
    pub pager: PagerView,
}

/// A draft in the list.
#[derive(Debug, Clone, Serialize)]
pub struct DraftView {
    /// Its id in base32.
    pub id: String,
    /// `reply`, `start` or `edit`.
    pub kind: String,
    /// The thread or board that it is for; nothing where its writer cannot read that any more.
    pub place: Option<LinkView>,
    /// Where it is gone on with, if it can be.
    pub go_on: Option<String>,
    /// The title, of a thread.
    pub title: String,
    /// What was typed.
    pub body: String,
    /// How many files wait with it.
    pub files: u32,
    /// When it was saved.
    pub saved_at: i64,
    /// When it will be posted: the instant, and day, hour and zone as its writer chose them.
    pub post_at: Option<HourView>,
    /// Why it could not be posted, as a word: `locked`, `gone`, `text`, `rights`, `kind` or `slow`; else empty.
    pub refused: String,
}

/// An hour in somebody's own zone.
#[derive(Debug, Clone, Serialize)]
pub struct HourView {
    /// The instant.
    pub at: i64,
    /// The hour there, as `HH:MM`.
    pub hour: String,
    /// The day there, as `YYYY-MM-DD`.
    pub day: String,
    /// The zone.
    pub zone: String,
}

impl View for DraftsView {
    const TEMPLATE: &'static str = "threads/drafts.html";

    fn samples() -> Vec<Self> {
        let reply = DraftView {
            id: "0f2m6q1t9s3zd".to_owned(),
            kind: "reply".to_owned(),
            place: Some(examples::link("/t/0f2m6q1t9s3zd/how-do-i/", "How do I talk about a group project?")),
            go_on: Some("/t/0f2m6q1t9s3zd/reply?draft=0f2m6q1t9s3zd".to_owned()),
            title: String::new(),
            body: "I would begin with\n\n- what <you> did".to_owned(),
            files: 2,
            saved_at: examples::NOON,
            post_at: None,
            refused: String::new(),
        };
        let later = DraftView {
            kind: "start".to_owned(),
            title: "What do I wear?".to_owned(),
            post_at: Some(HourView {
                at: examples::NOON + 86_400_000_000,
                hour: "09:30".to_owned(),
                day: "2027-03-02".to_owned(),
                zone: "Europe/London".to_owned(),
            }),
            ..reply.clone()
        };
        let refused = |why: &str| DraftView { refused: why.to_owned(), ..reply.clone() };
        let gone = DraftView { place: None, go_on: None, kind: "edit".to_owned(), ..reply.clone() };
        let drafts = ["locked", "gone", "text", "rights", "kind", "slow"].map(refused).into_iter().chain([
            reply.clone(),
            later,
            gone,
        ]);
        let full = Self {
            crumbs: vec![examples::link("/settings/", "Settings")],
            form: examples::form(&[]),
            count: 60,
            most: 100,
            page: 2,
            drafts: drafts.collect(),
            pager: PagerView::new(2, 2, None, |page| format!("/drafts/{page}/")),
        };
        let empty = Self { count: 0, page: 1, drafts: Vec::new(), pager: PagerView::default(), ..full.clone() };
        vec![full, empty]
    }
}
