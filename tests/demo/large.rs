//! What is made up for size l.

use std::collections::HashSet;

use lyceum::demo::chance::Chance;
use lyceum::demo::content::Content;
use lyceum::demo::large::phrases::Phrases;
use lyceum::demo::names::place;
use lyceum::text::{Context, markdown};

#[test]
fn what_is_put_together_is_what_rendering_the_whole_would_give() {
    let phrases = Phrases::of(&Content::load().unwrap()).unwrap();
    let (mut chance, mut seen) = (Chance::of(7), HashSet::new());
    let nobody = |_: &str| None;
    for _ in 0..500 {
        let (source, html) = phrases.post(&mut chance);
        let whole = markdown(&source, &Context { anchor: "demo", mention: &nobody }).unwrap().html.into_string();
        assert_eq!(whole, html, "{source}");
        seen.insert(source);
    }
    assert!(seen.len() > 400, "too few to look like talk: {}", seen.len());
}

#[test]
fn no_two_places_have_one_name() {
    let places: HashSet<String> = (0..250).map(place).collect();
    assert_eq!(places.len(), 250);
}
