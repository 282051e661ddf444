//! The door of a site under test: it counts the steps, and shuts at one of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use lyceum::faults::{Faults, Step};
use parking_lot::Mutex;

/// What happens at the step where it shuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// This step fails, and the process goes on.
    Fails,
    /// The process comes no further: nothing that it still tries leaves a trace. A process that dies leaves what it had
    /// made lasting by then, so the steps are counted that make something so.
    Dies,
}

/// Both.
pub const MANNERS: [Manner; 2] = [Manner::Fails, Manner::Dies];

/// The door; clones are the same one.
#[derive(Clone, Default)]
pub struct Door(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    plan: Option<(Manner, usize)>,
    is_watched: bool,
    passed: usize,
    lasted: usize,
    shut: Option<Step>,
    known: BTreeSet<Step>,
}

impl Door {
    /// As a site takes it.
    pub fn faults(&self) -> Faults {
        let door = self.clone();
        Faults::guarded(move |step| door.0.lock().lets(step))
    }

    /// Begins to count, and shuts at the step with this number, from 1.
    pub fn shut_at(&self, manner: Manner, number: usize) {
        let mut state = self.0.lock();
        *state = State {
            plan: Some((manner, number)),
            is_watched: true,
            known: std::mem::take(&mut state.known),
            ..State::default()
        };
    }

    /// Lets everything through uncounted; to the dead it stays shut.
    pub fn rest(&self) {
        self.0.lock().is_watched = false;
    }

    /// Goes on counting where it rested.
    pub fn go_on(&self) {
        self.0.lock().is_watched = true;
    }

    /// How many steps came by while it counted: those that can fail, or those that can be the last.
    pub fn passed(&self, manner: Manner) -> usize {
        let state = self.0.lock();
        if manner == Manner::Fails { state.passed } else { state.lasted }
    }

    /// The step that was not let through.
    pub fn shut(&self) -> Option<Step> {
        self.0.lock().shut
    }

    /// Every kind of step that came by while it counted.
    pub fn known(&self) -> BTreeSet<Step> {
        self.0.lock().known.clone()
    }
}

impl State {
    fn lets(&mut self, step: Step) -> bool {
        let Some((manner, number)) = self.plan else { return true };
        if manner == Manner::Dies && self.shut.is_some() {
            return false;
        }
        if !self.is_watched {
            return true;
        }
        self.known.insert(step);
        self.passed += 1;
        self.lasted += usize::from(is_lasting(step));
        let is_it = match manner {
            Manner::Fails => self.passed == number,
            Manner::Dies => is_lasting(step) && self.lasted == number,
        };
        if is_it {
            self.shut = Some(step);
        }
        !is_it
    }
}

fn is_lasting(step: Step) -> bool {
    !matches!(step, Step::Read | Step::Begin | Step::Statement | Step::Draw | Step::Write)
}

#[test]
fn the_door_shuts_once_for_who_fails_and_for_good_for_who_dies() {
    let passes = |manner, number| {
        let door = Door::default();
        let faults = door.faults();
        door.shut_at(manner, number);
        [Step::Read, Step::Commit, Step::Tell, Step::Rename].map(|step| faults.pass(step).is_ok())
    };
    assert_eq!(passes(Manner::Fails, 2), [true, false, true, true]);
    assert_eq!(passes(Manner::Dies, 2), [true, true, false, false]);
    assert_eq!(passes(Manner::Fails, 5), [true; 4]);
    assert!(Faults::none().pass(Step::Commit).is_ok(), "a running site has no such door");
}
