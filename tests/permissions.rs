//! Never to the wrong reader: every route, every kind of reader and every state of a thread, held against a policy
//! that was written by hand.
//!
//! `policy` says who may do what, `rows` has a row for every route, `verdict` puts the two together. A `world` has a
//! canary in every field that is not for everybody; whatever comes out of the program is searched for them.

mod absent;
mod asking;
mod forms;
mod later_pages;
mod narrowing;
mod people;
mod places;
mod policy;
mod quiet;
mod readers;
mod reading;
mod rights;
mod rows;
mod sweep;
mod talks;
mod verdict;
mod words;
mod world;
mod writing;

use std::collections::BTreeSet;

use lyceum::routes;
use rows::ROWS;

#[test]
fn every_route_has_a_row_in_the_policy_and_every_row_a_route() {
    let routes: BTreeSet<_> = routes::all().iter().map(|entry| (entry.method, entry.path)).collect();
    let rows: BTreeSet<_> = ROWS.iter().map(|row| (row.method, row.path)).collect();
    assert_eq!(rows.len(), ROWS.len(), "a route has two rows in tests/permissions/rows.rs");
    if let Some((method, path)) = routes.difference(&rows).next() {
        panic!("nobody has said who may {method} {path}: write a row for it in tests/permissions/rows.rs");
    }
    if let Some((method, path)) = rows.difference(&routes).next() {
        panic!("{method} {path} is no route any more: take its row out of tests/permissions/rows.rs");
    }
}
