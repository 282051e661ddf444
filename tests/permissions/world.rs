//! A world in one state of the policy: two institutions, two cohorts, five boards, five threads, and a canary in every
//! field that is not for everybody.

use diesel::connection::SimpleConnection;
use lyceum::boards::change::{Draft, change, set_audience, set_kind};
use lyceum::cohorts;
use lyceum::members::suspend;
use lyceum::roster::{BoardKind, BoardSettings};
use lyceum::threads::{hide, lock, place};

use super::asking::Asker;
use super::people::People;
use super::places::{self, Board, Cohort};
use super::policy::{ADMINS, Change, State, told_why};
use super::quiet::Quiet;
use super::readers::Reader;
use super::talks::{self, Talk};
use super::words::Words;
use crate::support::TestSite;

/// Everything that is there.
pub struct World {
    pub state: State,
    pub site: TestSite,
    pub words: Words,
    pub people: People,
    pub cohorts: Vec<Cohort>,
    pub boards: Vec<Board>,
    /// The subject first.
    pub talks: Vec<Talk>,
}

impl World {
    /// The world in its state.
    pub async fn new(state: State) -> Self {
        let mut world = Self::before(state).await;
        world.turn().await;
        world
    }

    /// The world before the change that its state is named after.
    pub async fn before(state: State) -> Self {
        let site = TestSite::with(|settings| settings.is_compared = false).await;
        let mut words = Words::default();
        let (north, east) = (site.institution("northfield").await, site.institution("eastbridge").await);
        let quiet = Quiet::new(&site);
        let mut people = People::add(&quiet, &north, &east, &state, &mut words).await;
        let cohorts = places::cohorts(&quiet, &north, &people, &state, &mut words).await;
        let boards = places::boards(&quiet, &north, &cohorts, &state, &mut words).await;
        people.sign_in(&quiet, &state).await;
        if state.subject.is_answer_first {
            let talk = boards.iter().find(|board| board.called == state.begins_on).unwrap().id;
            quiet.write(move |tx| set_kind(tx, talk, BoardKind::AnswerFirst, BoardSettings::default())).await;
        }
        let talks = talks::write(&quiet, &people, &boards, &state, &mut words).await;
        // Whoever runs one institution finds at home what they may not touch here.
        places::platform(&quiet, &north).await;
        places::platform(&quiet, &east).await;
        let sender = format!("UPDATE members SET kind = 'imported' WHERE id = {}", people.sender.id.0);
        site.db.write(move |conn| Ok(conn.batch_execute(&sender)?)).await.unwrap();
        Self { state, site, words, people, cohorts, boards, talks }
    }

    /// Makes the change, suspends one and removes another.
    pub async fn turn(&mut self) {
        let (removed, suspended) = (self.people.of(Reader::Removed).id, self.people.of(Reader::Suspended).id);
        let (spring, by, why) =
            (self.cohorts[0].id, self.people.leader.id, self.words.secret("why one was suspended", ADMINS));
        let part = self.site.write(move |tx| {
            cohorts::leave::leave(tx, spring, removed, by)?;
            suspend::suspend(tx, suspended, Some(by), &why)
        });
        part.await.unwrap();
        self.change().await;
    }

    /// Makes the change that the state is named after.
    pub async fn change(&mut self) {
        self.site.wait(1);
        let (keeper, starter) = (self.keeper().await, self.site.viewer(self.people.of(Reader::Mentee)).await);
        let keeps = told_why(self.state.subject.keeps);
        let (thread, post, spring) = (self.talks[0].thread.id, self.talks[0].posts[2].id, self.cohorts[0].id);
        let (mentee, by) = (self.people.of(Reader::Mentee).id, self.people.leader.id);
        let done = match self.state.change {
            Change::Nothing => Ok(()),
            Change::HideThirdPost => {
                self.talks[0].posts[2].is_hidden = true;
                let why = self.words.secret("why a post of the subject was hidden", keeps);
                self.site.write(move |tx| hide::hide(tx, &keeper, post, &why)).await
            }
            Change::Hide => {
                let why = self.words.secret("why the subject was hidden", keeps);
                self.site.write(move |tx| hide::hide_thread(tx, &keeper, thread, &why)).await
            }
            Change::Lock => self.site.write(move |tx| lock::set(tx, &keeper, thread, true)).await,
            Change::AddTo(board) => {
                let board = self.board(board).id;
                self.site.write(move |tx| place::add(tx, &keeper, thread, board, true)).await
            }
            Change::Move(from, to) => {
                self.talks[0].board = to;
                let (from, to) = (self.board(from).id, self.board(to).id);
                self.site
                    .write({
                        let starter = starter.clone();
                        move |tx| place::add(tx, &starter, thread, to, true)
                    })
                    .await
                    .unwrap();
                self.site.write(move |tx| place::remove(tx, &starter, thread, from)).await
            }
            Change::Archive(board) => self.archive(board).await,
            Change::Narrow(board) => {
                let board = self.board(board).id;
                self.site.write(move |tx| set_audience(tx, board, "institution", &[])).await
            }
            Change::CloseSpring => {
                self.site.write(move |tx| cohorts::change::set_state(tx, spring, "closed", Some(by))).await
            }
            Change::SuspendStarter => self.site.write(move |tx| suspend::suspend(tx, mentee, Some(by), "")).await,
        };
        done.unwrap();
    }

    async fn archive(&self, called: &str) -> lyceum::error::Result<()> {
        let (id, by) = (self.board(called).id, self.people.leader.id);
        let entry = self.site.roster.board(id).unwrap();
        let draft = Draft {
            name: entry.name.clone(),
            description: entry.description.clone(),
            start: "everyone".into(),
            reply: "everyone".into(),
            position: entry.position,
            is_archived: true,
            ..Draft::default()
        };
        self.site.write(move |tx| change(tx, id, &draft, by)).await
    }

    /// Somebody who keeps order where the subject begins.
    async fn keeper(&self) -> lyceum::http::Viewer {
        let keeper = if self.state.begins_on == "commons" {
            self.people.of(Reader::HouseModerator)
        } else {
            &self.people.leader
        };
        self.site.viewer(keeper).await
    }

    /// Whether everything is to be asked for, and not only what the change could have touched.
    pub fn is_asked_whole(&self) -> bool {
        self.state.change == Change::Nothing
    }

    /// A board by what the policy calls it.
    pub fn board(&self, called: &str) -> &Board {
        self.boards.iter().find(|board| board.called == called).unwrap()
    }

    /// What a reader holds.
    pub fn asker(&self, reader: Reader) -> &Asker {
        self.people.asker(reader)
    }
}
