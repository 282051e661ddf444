//! Posts that somebody keeps for themselves: found again, reminded of, and nobody else's.

mod keeping;
mod reminding;

use lyceum::db::schema::bookmarks;

use crate::support::{Browser, Page, Scene};

/// Where the form for a post of the scene's thread is.
async fn form_of(scene: &Scene, number: i32) -> String {
    format!("/p/{}/bookmark", scene.thread.post(number).await)
}

/// Keeps a post of the scene's thread, with words of one's own.
async fn keep(scene: &Scene, browser: &Browser, number: i32, note: &str) -> Page {
    let form = browser.get(&form_of(scene, number).await).await.is(200).form("Keep as a bookmark");
    browser.send_and_go_on(form.fill("Note", note)).await
}

async fn count(scene: &Scene) -> i64 {
    use diesel::prelude::*;
    scene.site.read(|conn| Ok(bookmarks::table.count().get_result(conn)?)).await.unwrap()
}
