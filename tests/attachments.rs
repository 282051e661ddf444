//! Files of posts: handing them in, what is taken and what is refused, who gets them, and what becomes of them.

mod bodies;
mod hostile;
mod kept;
mod papers;
mod scanner;
mod serving;
mod writing;

use lyceum::attachments::model::{self, Attachment};
use lyceum::db::ids::PostId;

use crate::support::{Browser, Page, Scene};

/// The words of the button that leads to where files are chosen.
const ADD: &str = "Add files";

/// The reply form with a text, where files can be chosen.
async fn reply(browser: &Browser, scene: &Scene, button: &str) -> crate::support::form::Form {
    let form = browser.get(&format!("/t/{}/reply", scene.thread.id)).await.form(button);
    form.fill("Your reply", "See what I have found.")
}

/// The last post of the thread that an answer leads to.
fn post_of(answer: &Page) -> PostId {
    answer.is(303).location().rsplit("#p-").next().unwrap().parse().unwrap()
}

/// What hangs on a post.
async fn files_of(scene: &Scene, post: PostId) -> Vec<Attachment> {
    scene.site.read(move |conn| model::of_posts(conn, &[post])).await.unwrap()
}

/// How many files there are at all, in rows.
async fn rows(scene: &Scene) -> usize {
    let house = scene.house.id;
    scene.site.read(move |conn| model::all(conn, house)).await.unwrap().len()
}

/// A reply of Ada's with a PDF; the file's row.
async fn with_pdf(scene: &Scene) -> Attachment {
    let ada = scene.as_member("ada").await;
    let form = reply(&ada, scene, "Post reply").await.attach(ADD, "Notes & plans.pdf", papers::pdf());
    let post = post_of(&ada.send(form).await);
    files_of(scene, post).await.remove(0)
}
