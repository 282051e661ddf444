//! Which steps of a deed are tried: each one where `LYCEUM_CRASH=every` says so; else the first, the last and some of
//! those between, so that the suite stays quick.

use std::sync::LazyLock;

use crate::support::database::Database;

/// How far apart the steps are that the short form tries. Each deed begins to count somewhere else, so that all kinds of
/// steps come by in one of them. A site on PostgreSQL takes three times as long to make and to look through, and the steps
/// are the same but for the database's own: there, the first step, before which nothing is written, is not tried either.
static STRIDE: LazyLock<usize> = LazyLock::new(|| if Database::is_postgres() { 61 } else { 23 });

static IS_EVERY: LazyLock<bool> = LazyLock::new(|| match std::env::var("LYCEUM_CRASH") {
    Ok(every) if every == "every" => true,
    Ok(other) if !other.is_empty() => panic!("LYCEUM_CRASH is {other:?}; write every, or leave it out"),
    _ => false,
});

/// Whether each step is tried.
pub fn is_every() -> bool {
    *IS_EVERY
}

/// Which form runs, for whoever reads the output.
pub fn said() -> String {
    match *IS_EVERY {
        true => "every step is tried".into(),
        false => {
            format!("one of {} steps is tried, the first and the last too; LYCEUM_CRASH=every tries each", *STRIDE)
        }
    }
}

/// The numbers of the steps to try, of so many; then those beyond, in one of which nothing is left to fail.
pub fn chosen(name: &str, steps: usize) -> impl Iterator<Item = usize> {
    let start = start(name);
    let is_chosen = move |number: &usize| *IS_EVERY || is_some(*number, start, steps);
    (1..=steps).filter(is_chosen).chain(steps + 1..)
}

fn is_some(number: usize, start: usize, steps: usize) -> bool {
    number == 1 && !Database::is_postgres() || number == steps || number % *STRIDE == start
}

fn start(name: &str) -> usize {
    name.bytes().map(usize::from).sum::<usize>() % *STRIDE
}

#[test]
fn the_first_step_and_the_last_are_tried_whatever_else_is() {
    for (name, steps) in [("/t/{id}/reply", 20), ("member add", 3), ("session new", 1)] {
        let numbers: Vec<_> = chosen(name, steps).take_while(|number| *number <= steps).collect();
        assert!(numbers.contains(&1) || Database::is_postgres() && !*IS_EVERY, "{name}: {numbers:?}");
        assert_eq!(numbers.last(), Some(&steps), "{name}: {numbers:?}");
        assert!(*IS_EVERY || numbers.len() <= steps.div_ceil(*STRIDE) + 2, "{name}: {numbers:?}");
    }
    assert_eq!(chosen("nothing to fail", 0).next(), Some(1));
    let starts = ["a", "b", "c"].map(start);
    assert!(starts[0] != starts[1] && starts[1] != starts[2], "deeds begin somewhere else");
}
