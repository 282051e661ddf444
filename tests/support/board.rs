//! Boards: said in one sentence, with whom they are for and who may write.

use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;

use lyceum::boards;
use lyceum::boards::add::NewBoardOf;
use lyceum::db::ids::BoardId;
use lyceum::roster::{BoardEntry, BoardKind, Slow};

use super::cohort::Cohort;
use super::house::{House, capital};

/// A board that is not there yet: for the institution, and everyone may write.
pub struct BoardToBe {
    house: House,
    new: NewBoardOf,
}

/// A board.
#[derive(Clone)]
pub struct Board {
    /// Its id.
    pub id: BoardId,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    house: House,
}

impl BoardToBe {
    pub(super) fn new(house: &House, slug: &str) -> Self {
        let new = NewBoardOf {
            slug: slug.to_owned(),
            name: capital(slug),
            audience: "institution".into(),
            start: "everyone".into(),
            reply: "everyone".into(),
            ..NewBoardOf::default()
        };
        Self { house: house.clone(), new }
    }

    /// For everyone on the web to read.
    pub fn public(mut self) -> Self {
        self.new.audience = "public".into();
        self
    }

    /// For the members of the institution.
    pub fn for_institution(mut self) -> Self {
        self.new.audience = "institution".into();
        self
    }

    /// For the people of a cohort; said twice, for both.
    pub fn for_cohort(mut self, cohort: &Cohort) -> Self {
        self.new.audience = "cohorts".into();
        self.new.cohorts.push(cohort.id);
        self
    }

    /// Who may start threads: `everyone`, `mentors` or `coordinators`.
    pub fn started_by(mut self, who: &str) -> Self {
        self.new.start = who.into();
        self
    }

    /// Who may reply: `everyone`, `mentors` or `coordinators`.
    pub fn replied_by(mut self, who: &str) -> Self {
        self.new.reply = who.into();
        self
    }

    /// Of this kind.
    pub fn of_kind(mut self, kind: BoardKind) -> Self {
        self.new.kind = kind;
        self
    }

    /// With so many posts at most by one person in a span.
    pub fn slow(mut self, posts: i32, span: &str) -> Self {
        self.new.settings.slow = Some(Slow { posts, span: span.into() });
        self
    }

    /// With what the text of a new thread begins with.
    pub fn beginning_with(mut self, template: &str) -> Self {
        self.new.settings.template = template.into();
        self
    }

    /// Its place in the list.
    pub fn at(mut self, position: i32) -> Self {
        self.new.position = position;
        self
    }
}

impl IntoFuture for BoardToBe {
    type Output = Board;
    type IntoFuture = Pin<Box<dyn Future<Output = Board>>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let (house, new) = (self.house, self.new);
            let (slug, name, institution) = (new.slug.clone(), new.name.clone(), house.id);
            let id = house.node.site.write(move |tx| boards::add::add(tx, institution, new)).await.unwrap();
            Board { id, slug, name, house }
        })
    }
}

impl Board {
    /// The path of its first page.
    pub fn path(&self) -> String {
        format!("/b/{}/", self.slug)
    }

    /// What the roster knows of it.
    pub fn entry(&self) -> Arc<BoardEntry> {
        self.house.node.site.roster.board(self.id).unwrap()
    }

    /// Makes it wider or narrower: `public`, `institution` or `cohorts`.
    pub async fn becomes(&self, audience: &'static str) {
        let board = self.id;
        self.house.node.site.write(move |tx| boards::change::set_audience(tx, board, audience, &[])).await.unwrap();
    }
}
