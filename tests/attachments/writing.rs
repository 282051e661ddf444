//! Handing files in: from the thread's page on, with scripts off, up to the post; and changing them later.

use image::ImageFormat;

use super::papers::{pdf, picture};
use super::{ADD, files_of, post_of, reply, rows};
use crate::support::{Scene, TestSite};

#[actix_web::test]
async fn a_reply_brings_pictures_and_papers_and_a_picture_is_described_first() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    let form = ben.get(&scene.thread.path).await.form(ADD).fill("Your reply", "Look at *this*.");
    let page = ben.send(form).await;
    page.is(200).lacks("There is a problem");
    assert!(!page.has(".preview"));
    let form = page.form("Preview").attach(ADD, "bridge.jpg", picture(ImageFormat::Jpeg, 900, 600));
    let page = ben.send(form.attach(ADD, "Notes & plans.pdf", pdf())).await;
    assert_eq!(page.is(200).text_of(".preview em"), "this");
    assert_eq!(page.attrs_of(".handed img", "width"), ["480"]);
    ben.get(&page.attrs_of(".handed img", "src")[0]).await.is(200);
    let asked = ben.send(page.form("Post reply")).await;
    asked.is(422).shows("Say what bridge.jpg shows, or tick that it is decoration");
    let form = asked.form("Post reply").fill("What does bridge.jpg show?", "A footbridge with two piers");
    let answer = ben.send(form).await;
    let post = post_of(&answer);

    let page = scene.as_member("ruth").await.go_on(answer).await;
    let css = format!("#p-{post} .files");
    assert_eq!(page.attrs_of(&format!("{css} img"), "alt"), ["A footbridge with two piers"]);
    assert_eq!(page.attrs_of(&format!("{css} img"), "loading"), ["lazy"]);
    assert_eq!(page.attrs_of(&format!("{css} img"), "width"), ["480"]);
    assert_eq!(page.attrs_of(&format!("{css} img"), "height"), ["320"]);
    assert!(page.attrs_of(&format!("{css} a"), "href")[0].ends_with("/bridge.jpg"));
    assert!(page.text_of(&css).contains("Notes & plans.pdf") && page.text_of(&css).contains("PDF, 1 KB"));
    scene.site.done().await;
}

#[actix_web::test]
async fn a_thread_begins_with_files_and_decoration_needs_no_words() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let form = ada.get("/b/ask/new").await.form("Post thread").fill("Title", "Two files");
    let form = form.fill("What would you like to know?", "Both are here.");
    let form = form.attach(ADD, "a.png", picture(ImageFormat::Png, 30, 30)).attach(ADD, "b.csv", "one,two\n");
    let asked = ada.send(form).await;
    asked.is(422).shows("Say what a.png shows");
    let form = asked.form("Post thread").tick("a.png is decoration: it says nothing that the text does not say");
    let answer = ada.send(form).await;
    let files = files_of(&scene, post_of(&answer)).await;
    let told: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.kind.as_str(), file.is_decoration)).collect();
    assert_eq!(told, [("a.png", "png", true), ("b.csv", "csv", false)]);
    let page = ada.go_on(answer).await;
    assert_eq!(page.attrs_of(".files img", "alt"), [""]);
    assert_eq!(page.attrs_of(".files img", "width"), ["30"]);
    // A link of nothing but a picture without words has a name all the same.
    assert_eq!(page.text_of(".files a .vh"), "a.png");
}

#[actix_web::test]
async fn a_form_without_files_is_as_it_was_and_one_that_is_sent_twice_brings_them_once() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    assert!(files_of(&scene, post_of(&ada.send(reply(&ada, &scene, "Post reply").await).await)).await.is_empty());
    let form = reply(&ada, &scene, "Post reply").await.attach(ADD, "a.pdf", pdf());
    let (first, second) = (ada.send(form.clone()).await, ada.send(form.clone()).await);
    assert_eq!(post_of(&first), post_of(&second));
    assert_eq!(files_of(&scene, post_of(&first)).await.len(), 1);
    // What the second one brings beyond the first is not lost.
    let third = ada.send(form.attach(ADD, "b.txt", "more")).await;
    assert_eq!(post_of(&third), post_of(&first));
    assert_eq!(files_of(&scene, post_of(&first)).await.len(), 2);
    ada.get(&scene.thread.path).await.shows("b.txt");
}

#[actix_web::test]
async fn an_edit_takes_files_off_and_adds_them_and_the_history_says_so() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let form = reply(&ada, &scene, "Post reply").await.attach(ADD, "old.pdf", pdf()).attach(ADD, "stays.txt", "words");
    let post = post_of(&ada.send(form).await);
    let address = format!("/f/{}/old.pdf", files_of(&scene, post).await[0].id);
    ada.get(&address).await.is(200);
    scene.site.wait(60);
    let form = ada.get(&format!("/p/{post}/edit")).await.form("Save").tick("Remove old.pdf");
    let form = form.attach(ADD, "new.csv", "a,b\n").fill("Why did you change it?", "the newer list");
    let page = ada.send_and_go_on(form).await;
    page.shows("new.csv").shows("stays.txt").lacks("old.pdf").shows("the newer list");
    ada.get(&address).await.is(404);
    let history = scene.as_member("ben").await.get(&format!("/p/{post}/history/")).await;
    let entries = history.is(200).texts_of(".entry");
    assert!(
        entries[0].contains("Files added: new.csv") && entries[0].contains("Files removed: old.pdf"),
        "{entries:?}"
    );
    assert!(entries[1].contains("old.pdf and stays.txt"), "{entries:?}");
    // A form that changes nothing still leaves no trace.
    ada.send_and_go_on(ada.get(&format!("/p/{post}/edit")).await.form("Save")).await;
    assert_eq!(ada.get(&format!("/p/{post}/history/")).await.texts_of(".entry").len(), 2);
}

#[actix_web::test]
async fn what_somebody_handed_in_is_theirs_alone_until_it_hangs_on_a_post() {
    let scene = Scene::new().await;
    let (ada, ben) = (scene.as_member("ada").await, scene.as_member("ben").await);
    let page = ada.send(reply(&ada, &scene, "Preview").await.attach(ADD, "mine.pdf", pdf())).await;
    let (id, address) = (page.attrs_of("[name=attached]", "value").remove(0), page.link("mine.pdf"));
    ada.get(&address).await.is(200);
    ben.get(&address).await.is(404);
    let stolen = reply(&ben, &scene, "Post reply").await.forge("attached", &id);
    ben.send(stolen).await.is(422).shows("One of the files is not there any more");
    let post = post_of(&ada.send(page.form("Post reply")).await);
    assert_eq!(files_of(&scene, post).await.len(), 1);
    ben.get(&address).await.is(200);
    // It hangs on one post and on no second one, and nonsense names no file.
    ada.send(reply(&ada, &scene, "Post reply").await.forge("attached", &id)).await.is(422);
    let nonsense = reply(&ada, &scene, "Post reply").await.forge("attached", "../../etc/passwd");
    assert!(files_of(&scene, post_of(&ada.send(nonsense).await)).await.is_empty());
}

#[actix_web::test]
async fn only_so_many_so_large_and_so_much_in_all_and_each_is_said() {
    let site = TestSite::with(|settings| {
        settings.config.files.file_mib = 1;
        settings.config.files.post_files = 2;
        settings.config.files.member_mib = 1;
    });
    let scene = Scene::on(site.await).await;
    let ada = scene.as_member("ada").await;
    let form = || async { reply(&ada, &scene, "Post reply").await };
    let large = ada.send(form().await.attach(ADD, "large.txt", vec![b'x'; 1_100_000])).await;
    large.is(422).shows("large.txt is larger than 1 MB");
    assert_eq!(large.typed("Your reply"), "See what I have found.");
    let many = form().await.attach(ADD, "1.txt", "one").attach(ADD, "2.txt", "two").attach(ADD, "3.txt", "three");
    let many = ada.send(many).await;
    many.is(422).shows("A post takes 2 files").shows("Remove one to add another");
    let post = post_of(&ada.send(many.form("Post reply")).await);
    assert_eq!(files_of(&scene, post).await.len(), 2);
    post_of(&ada.send(form().await.attach(ADD, "a.txt", vec![b'x'; 600_000])).await);
    let full = form().await.attach(ADD, "b.txt", vec![b'y'; 600_000]);
    ada.send(full.clone()).await.is(422).shows("all your files together may come to 1 MB");
    let before = rows(&scene).await;
    let endless = ada.send(form().await.attach(ADD, "c.txt", vec![b'x'; 7_000_000])).await;
    assert_eq!(endless.is(413).heading(), "That did not work", "{}", endless.told());
    assert_eq!(rows(&scene).await, before);
}
