//! Mail: which posts come in it and when, what programs are told above it, by which way it leaves, and what is done when it
//! comes back.

mod digests;
mod headers;
mod hidden;
mod refusals;
mod schedule;
mod settings;
mod stop;
mod transport;

use crate::support::{Browser, Scene};

const DAY: i64 = 86_400;
const ADA: &str = "ada@northfield.example";
const BEN: &str = "ben@northfield.example";
const HELEN: &str = "helen@northfield.example";

/// Chooses how somebody gets mail, on their page.
async fn choose(browser: &Browser, fields: &[(&str, &str)]) {
    let form = browser.get("/settings/mail/").await.is(200).form("Save");
    let form = fields.iter().fold(form, |form, (name, value)| form.forge(name, value));
    browser.send(form).await.redirects_to("/settings/mail/");
}

/// Has everybody but Ben want no mail, so that a test looks at his alone.
async fn only_ben(scene: &Scene) {
    for username in ["ada", "ruth", "helen", "mo"] {
        choose(&scene.as_member(username).await, &[("rhythm", "never")]).await;
    }
}
