//! Forms in parts as nobody's browser sends them: a sentence, nothing kept, and never a fault of ours.

use std::time::{Duration, Instant};

use actix_web::web::Bytes;
use actix_web::{FromRequest, test::TestRequest, web};
use lyceum::error::Error;
use lyceum::http::FilledForm;
use lyceum::http::body::BodyDeadline;
use lyceum::http::multipart::Uploads;

use super::papers::pdf;
use super::{ADD, reply, rows};
use crate::support::Scene;

const KIND: &str = "multipart/form-data; boundary=XX";

fn part(head: &str, content: &str) -> String {
    format!("--XX\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
}

#[actix_web::test]
async fn the_token_may_come_last_and_without_it_nothing_is_kept() {
    let scene = Scene::new().await;
    let (ada, ben) = (scene.as_member("ada").await, scene.as_member("ben").await);
    let path = format!("/t/{}/reply", scene.thread.id);
    let token = ada.get(&path).await.form("Post reply").value("csrf").unwrap().to_owned();
    let file = part("name=\"files\"; filename=\"a.txt\"", "words in a file");
    let form = |token: &str| {
        format!("{file}{}{}--XX--\r\n", part("name=\"body\"", "Written first."), part("name=\"csrf\"", token))
    };
    for (who, token) in [(&ben, token.as_str()), (&ada, "wrong"), (&ada, ""), (&scene.as_visitor(), &token)] {
        let page = who.post_as(KIND, &path, form(token)).await;
        page.is(403).shows("Written first.");
    }
    let elsewhere = ada.asking(actix_web::http::Method::POST, &path).with("content-type", KIND);
    let elsewhere = elsewhere.with("sec-fetch-site", "cross-site").with("origin", "https://evil.example");
    elsewhere.body(form(&token)).send().await.is(403);
    assert_eq!(rows(&scene).await, 0);
    assert_eq!(std::fs::read_dir(scene.site.config.data.join("files")).unwrap().count(), 1, "the lock is all");
    ada.post_as(KIND, &path, form(&token)).await.is(303);
    assert_eq!(rows(&scene).await, 1);
}

#[actix_web::test]
async fn a_body_that_is_none_is_answered_with_a_sentence() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let path = format!("/t/{}/reply", scene.thread.id);
    let token = ada.get(&path).await.form("Post reply").value("csrf").unwrap().to_owned();
    let start = part("name=\"csrf\"", &token) + &part("name=\"body\"", "Words.");
    let whole = |more: &str| format!("{start}{more}--XX--\r\n");
    let file = |name: &str| part(&format!("name=\"files\"; filename=\"{name}\""), "words");
    let long = "n".repeat(5_000);
    let cases: Vec<(&str, &str, Vec<u8>, u16)> = vec![
        ("no boundary", "multipart/form-data", whole("").into(), 400),
        ("an empty boundary", "multipart/form-data; boundary=", whole("").into(), 400),
        ("another boundary", "multipart/form-data; boundary=YY", whole("").into(), 400),
        ("another type", "multipart/mixed; boundary=XX", whole("").into(), 415),
        ("nothing", KIND, Vec::new(), 400),
        ("no end", KIND, start.clone().into(), 400),
        ("an end within a part", KIND, start.clone().into_bytes()[..start.len() - 6].to_vec(), 400),
        ("an end within a file", KIND, format!("{start}{}", &file("a.txt")[..60]).into(), 400),
        ("a thousand parts", KIND, whole(&part("name=\"attached\"", "x").repeat(1_000)).into(), 400),
        ("a thousand files", KIND, whole(&file("").repeat(1_000)).into(), 400),
        ("a name too long", KIND, whole(&part(&format!("name=\"{long}\""), "x")).into(), 400),
        ("a head too long", KIND, whole(&part(&format!("name=\"{}\"", "n".repeat(90_000)), "x")).into(), 400),
        ("a field of no form", KIND, whole(&part("name=\"other\"", "x")).into(), 400),
        ("a file in no field", KIND, whole(&part("name=\"other\"; filename=\"a\"", "x")).into(), 400),
        ("a part without a name", KIND, whole("--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n").into(), 400),
        ("a part without a head", KIND, whole("--XX\r\n\r\nx\r\n").into(), 400),
        ("a line end in a name", KIND, whole(&file("a\r\nX-Evil: 1\r\n.txt")).into(), 400),
        ("no text", KIND, [start.as_bytes(), b"--XX\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\n\xff\r\n--XX--\r\n"].concat(), 400),
        ("a text too long", KIND, whole(&part("name=\"alt\"", &"x".repeat(400_000))).into(), 413),
        ("parts within a part", KIND, whole("--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\nContent-Type: multipart/mixed; boundary=YY\r\n\r\n--YY--\r\n").into(), 400),
        ("a file's name that is long", KIND, whole(&part(&format!("name=\"files\"; filename=\"{long}.txt\""), "x")).into(), 303),
        ("a folder in a file's name", KIND, whole(&file("../../etc/a%0D%0Ab.txt").replace("words", "others")).into(), 303),
    ];
    for (what, kind, body, status) in cases {
        let page = ada.post_as(kind, &path, body).await;
        assert_eq!(page.status, status, "{what}: {}", page.told());
        assert!(status == 303 || page.words().len() > 60, "{what}: a sentence");
    }
    let page = ada.get(&scene.thread.path).await;
    page.shows("a b.txt").lacks("etc/").lacks("%0D");
    let longest = page.texts_of(".files a").iter().map(|name| name.chars().count()).max().unwrap();
    assert!(longest < 100, "{longest}");
}

/// A body that comes a few bytes at a time, and how it ends.
async fn trickle(pause: Duration, pieces: usize) -> (Result<FilledForm, Error>, Duration) {
    let folder = tempfile::tempdir().unwrap();
    let uploads = Uploads { folder: folder.path().to_owned(), largest: 1 << 20, most: 2 };
    let deadline = BodyDeadline(Duration::from_millis(400));
    let request = TestRequest::post().insert_header(("content-type", KIND));
    let request = request.app_data(web::Data::new(uploads)).app_data(web::Data::new(deadline)).to_http_request();
    let head = part("name=\"files\"; filename=\"a\"", "");
    let start = futures_util::stream::iter([Ok(Bytes::from(head.trim_end_matches("\r\n").to_owned() + "\r\n\r\n"))]);
    let slow = futures_util::stream::unfold(0, move |count| async move {
        tokio::time::sleep(pause).await;
        (count < pieces).then(|| (Ok(Bytes::from_static(b"xxxxxxxx")), count + 1))
    });
    let end = futures_util::stream::iter([Ok(Bytes::from_static(b"\r\n--XX--\r\n"))]);
    let body = futures_util::StreamExt::chain(futures_util::StreamExt::chain(start, slow), end);
    let stream: std::pin::Pin<Box<dyn futures_util::Stream<Item = _>>> = Box::pin(body);
    let mut payload = actix_web::dev::Payload::from(stream);
    let begun = Instant::now();
    (FilledForm::from_request(&request, &mut payload).await, begun.elapsed())
}

#[actix_web::test]
async fn who_sends_a_byte_now_and_then_is_not_waited_for() {
    let (quick, _) = trickle(Duration::from_millis(1), 10).await;
    quick.unwrap();
    let (slow, after) = trickle(Duration::from_millis(50), 100).await;
    assert!(matches!(slow, Err(Error::TooSlow)), "{slow:?}");
    assert!(after < Duration::from_secs(2), "{after:?}");
}

#[actix_web::test]
async fn a_form_that_is_full_of_mistakes_keeps_its_texts_and_its_good_files() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let form = reply(&ada, &scene, "Post reply").await.fill("Your reply", " ");
    let page = ada.send(form.attach(ADD, "good.pdf", pdf()).attach(ADD, "bad.exe", "MZ\0\0")).await;
    page.is(422).error_beside("Your reply", "Write something first");
    page.shows("bad.exe is not a kind of file that can be added").shows("good.pdf");
    let form = page.form("Post reply").fill("Your reply", "Now with words.");
    ada.send_and_go_on(form).await.shows("Now with words.").shows("good.pdf");
}
