//! What becomes of files: they go when nothing needs them, a backup carries them, and one that is lost is named.

use lyceum::attachments::lost::lost;
use lyceum::backup::proof::Backup;
use lyceum::backup::take::{Order, take};
use lyceum::backup::{Unwatched, restore};
use lyceum::db::Db;
use lyceum::files::{Files, model as blobs};
use lyceum::worker;

use super::papers::pdf;
use super::{ADD, post_of, reply, rows, with_pdf};
use crate::support::Scene;
use crate::support::site::MORNING;

async fn referred(scene: &Scene) -> usize {
    scene.site.read(blobs::referred).await.unwrap().len()
}

#[actix_web::test]
async fn what_waits_for_a_post_for_a_day_is_forgotten_and_what_hangs_on_one_stays() {
    let scene = Scene::new().await;
    with_pdf(&scene).await;
    let ada = scene.as_member("ada").await;
    let page = ada.send(reply(&ada, &scene, "Preview").await.attach(ADD, "later.txt", "words")).await;
    scene.site.wait(80_000);
    worker::sweep_files(&scene.site).await.unwrap();
    assert_eq!((rows(&scene).await, referred(&scene).await), (2, 2));
    scene.site.wait(10_000);
    worker::sweep_files(&scene.site).await.unwrap();
    assert_eq!((rows(&scene).await, referred(&scene).await), (1, 1));
    let gone = ada.send(page.form("Post reply")).await;
    gone.is(422).shows("One of the files is not there any more");
    post_of(&ada.send(gone.form("Post reply")).await);
}

#[actix_web::test]
async fn a_file_that_is_taken_off_is_no_longer_kept_unless_another_post_has_it() {
    let scene = Scene::new().await;
    let file = with_pdf(&scene).await;
    let post = file.post_id.unwrap();
    let ada = scene.as_member("ada").await;
    let other = reply(&ada, &scene, "Post reply").await.fill("Your reply", "The same again.");
    post_of(&ada.send(other.attach(ADD, "same.pdf", pdf())).await);
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Save").tick("Remove Notes & plans.pdf");
    ada.send(form).await.is(303);
    assert_eq!((rows(&scene).await, referred(&scene).await), (1, 1));
    let form = ada.get(&scene.thread.path).await;
    form.shows("same.pdf").lacks("plans.pdf");
}

#[actix_web::test]
async fn the_files_of_a_post_that_its_author_deletes_go_with_its_words() {
    let scene = Scene::new().await;
    let post = with_pdf(&scene).await.post_id.unwrap();
    let ada = scene.as_member("ada").await;
    ada.send(ada.get(&format!("/p/{post}/delete")).await.form("Delete this post")).await.is(303);
    let after = async |days: i64| {
        scene.site.wait(days * 86_400);
        worker::fall_due(&scene.site).await.unwrap();
        worker::sweep_files(&scene.site).await.unwrap();
        (rows(&scene).await, referred(&scene).await)
    };
    assert_eq!(after(29).await, (1, 1), "moderators can bring the post back with what hangs on it");
    assert_eq!(after(2).await, (0, 0));
    let names = scene.site.read(move |conn| lyceum::attachments::model::ever_of(conn, post)).await.unwrap();
    assert!(names.iter().all(|file| file.name.is_empty()), "nor does its name stay");
}

#[actix_web::test]
async fn a_file_that_is_lost_or_altered_is_named() {
    let scene = Scene::new().await;
    let file = with_pdf(&scene).await;
    let house = scene.house.id;
    let found = |found: Vec<lyceum::site::whole::Fault>| -> Vec<_> {
        found.into_iter().map(|fault| (fault.what, fault.path)).collect()
    };
    assert_eq!(found(lost(&scene.site, house).await.unwrap()), []);
    let place = scene.site.config.data.join("files").join(&file.sha256[..2]).join(&file.sha256[2..]);
    std::fs::write(&place, b"another").unwrap();
    let named = format!("/f/{}/Notes & plans.pdf", file.id);
    assert_eq!(found(lost(&scene.site, house).await.unwrap()), [("file altered", named.clone())]);
    std::fs::remove_file(&place).unwrap();
    assert_eq!(found(lost(&scene.site, house).await.unwrap()), [("file missing", named)]);
    let ben = scene.as_member("ben").await;
    ben.get(&format!("/f/{}/Notes%20%26%20plans.pdf", file.id)).await.is(500);
}

#[actix_web::test]
async fn a_backup_carries_what_hangs_on_posts() {
    let scene = Scene::new().await;
    let file = with_pdf(&scene).await;
    let folder = tempfile::tempdir().unwrap();
    let order = Order { file: folder.path().join("site.backup"), may_replace: false, now: MORNING };
    let about = take(&scene.site.db, &scene.site.files, &order, &Unwatched).unwrap();
    assert_eq!(about.files, 1);
    let mut backup = Backup::open(&order.file).unwrap();
    backup.prove(&Unwatched).unwrap();
    let url = format!("sqlite://{}", folder.path().join("lyceum.db").display());
    let (db, files) = (Db::open(&url, 1).unwrap(), Files::open(folder.path()).unwrap());
    restore::restore(&mut backup, &db, &files, MORNING, &Unwatched).unwrap();
    let (_, size) = files.read(file.sha256.parse().unwrap()).unwrap();
    assert_eq!(i64::try_from(size).unwrap(), file.bytes);
    let post = file.post_id.unwrap();
    let kept = db.read_now(move |conn| lyceum::attachments::model::of_posts(conn, &[post])).unwrap();
    assert_eq!(kept.len(), 1);
}

#[actix_web::test]
async fn a_draft_keeps_its_files_and_the_list_of_drafts_counts_them() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    ada.get("/drafts/").await.shows("You have no drafts");
    ada.send(reply(&ada, &scene, "Save as draft").await.attach(ADD, "later.pdf", pdf())).await.is(303);
    let list = ada.get("/drafts/").await;
    list.shows("1 file is with it.");
    scene.site.wait(90_000);
    worker::sweep_files(&scene.site).await.unwrap();
    let ada = scene.as_member("ada").await;
    let form = ada.follow(&ada.get("/drafts/").await, "Go on writing").await.form("Post reply");
    let post = post_of(&ada.send(form).await);
    assert_eq!(super::files_of(&scene, post).await.len(), 1);
    ada.get("/drafts/").await.lacks("with it.");
}
