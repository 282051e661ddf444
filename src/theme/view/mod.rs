//! What every slice's pages are drawn from: the frame, and the pieces that stand on many pages.
//!
//! Views hold plain things only: text, numbers, flags, times in microseconds UTC. Text that is already markup stands in
//! a field whose name ends in `_html` and comes from the sanitiser; everything else is escaped where it is printed.

use serde::Serialize;

mod audience;
mod error;
pub mod examples;
mod form;
mod pager;
mod people;
mod piece;
mod rows;
mod slot;

pub use audience::{AudienceView, ReadersView};
pub use error::{AgainView, ErrorView, FieldView, KeptView, TypedView};
pub use form::{ChoiceView, ConfirmView, FormView, NoticeView, ProblemView};
pub use pager::{PageLinkView, PagerView};
pub use people::PersonView;
pub use piece::PieceView;
pub use rows::{BoardRowView, CohortRowView, LinkView};
pub use slot::{FreshView, MemberSlotView, ReadOnView, ToldView, UnreadView, VisitorSlotView};

/// Something that a template draws.
pub trait View: Serialize {
    /// The template's name, such as `threads/thread.html`.
    const TEMPLATE: &'static str;
    /// For a letter, the template of its subject; else empty.
    const SUBJECT: &'static str = "";

    /// Instances that between them reach every branch of the template; tests draw them in every theme and language.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// Whose house a page stands in. It holds nothing about who reads.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// A language tag (BCP 47) such as `en-GB`.
    pub language: &'a str,
    /// The institution, or [`InstitutionView::portal`].
    pub institution: &'a InstitutionView,
    /// What `<meta name="lyceum-audience">` says: `public`, `institution`, or `cohort` and slugs.
    pub audience: &'a str,
    /// Which entry of the main navigation the page belongs to: `cohorts`, `boards` or nothing.
    pub current: &'a str,
}

/// What the band and the titles say of an institution.
#[derive(Debug, Clone, Serialize)]
pub struct InstitutionView {
    /// The name in its addresses; empty on the portal, which has no boards.
    pub slug: String,
    /// The full name.
    pub name: String,
    /// What stands at the end of page titles.
    pub short_name: String,
    /// A few words under the name in the band; may be empty.
    pub tagline: String,
    /// Who can help: the name beside the address.
    pub contact_name: String,
    /// Their e-mail address, and nothing else: links are made of it. May be empty.
    pub contact_address: String,
}

impl InstitutionView {
    /// The house itself, on the host that lists its institutions.
    pub fn portal() -> Self {
        let name = "Lyceum".to_owned();
        Self {
            slug: String::new(),
            short_name: name.clone(),
            name,
            tagline: String::new(),
            contact_name: String::new(),
            contact_address: String::new(),
        }
    }
}
