//! Searching: what is found, by whom, and what nobody finds.

mod asked;
mod filters;
mod follows;
mod index;
mod readers;
mod tongues;

use crate::support::{Browser, Page, Scene};

/// Asks as a person does who types it into the address.
async fn ask(browser: &Browser, question: &str) -> Page {
    let query: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", question).finish();
    browser.get(&format!("/search?{query}")).await
}

/// The titles of what was found, sorted; a reply counts by its thread's.
fn titles(page: &Page) -> Vec<String> {
    let mut titles = page.texts_of("article.entry h3");
    titles.sort();
    titles
}

/// A cohort, Spring, with the boards Ask (its own), Open (public) and House (the institution's), and nothing written but
/// Ada's question on Ask.
async fn boards(scene: &Scene) -> (crate::support::Board, crate::support::Board) {
    (scene.house.board("open").public().await, scene.house.board("house").for_institution().await)
}
