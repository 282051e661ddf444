//! clamd at its socket: it is asked about each file, and while it is away the settings say what becomes of them.

use std::io::{Read, Write};
use std::os::unix::net::UnixListener;
use std::path::Path;

use lyceum::config::Away;

use super::papers::pdf;
use super::{ADD, post_of, reply, rows};
use crate::support::{Scene, TestSite};

/// What a scanner finds something in.
const EVIL: &[u8] = b"a line of evil";

/// A scanner that reads as clamd does, and answers so many times.
fn listen(socket: &Path, times: usize) {
    let listener = UnixListener::bind(socket).unwrap();
    std::thread::spawn(move || {
        for _ in 0..times {
            let (mut stream, _) = listener.accept().unwrap();
            let mut order = [0; 10];
            stream.read_exact(&mut order).unwrap();
            assert_eq!(&order, b"zINSTREAM\0");
            let mut bytes = Vec::new();
            loop {
                let mut length = [0; 4];
                stream.read_exact(&mut length).unwrap();
                let mut piece = vec![0; u32::from_be_bytes(length) as usize];
                stream.read_exact(&mut piece).unwrap();
                if piece.is_empty() {
                    break;
                }
                bytes.extend(piece);
            }
            let is_evil = bytes.windows(EVIL.len()).any(|window| window == EVIL);
            let answer: &[u8] = if is_evil { b"stream: Evil-Test FOUND\0" } else { b"stream: OK\0" };
            stream.write_all(answer).unwrap();
        }
    });
}

#[actix_web::test]
async fn a_scanner_is_asked_about_each_file_and_when_it_is_away_they_wait() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd");
    let known = socket.clone();
    let scene = Scene::on(TestSite::with(move |settings| settings.config.files.clamd = Some(known)).await).await;
    let ada = scene.as_member("ada").await;
    let form = || async { reply(&ada, &scene, "Post reply").await };
    let away = ada.send(form().await.attach(ADD, "a.pdf", pdf())).await;
    away.is(422).shows("a.pdf was not taken: files cannot be checked just now");
    assert_eq!(away.typed("Your reply"), "See what I have found.");
    listen(&socket, 2);
    post_of(&ada.send(form().await.attach(ADD, "a.pdf", pdf())).await);
    let evil = ada.send(form().await.attach(ADD, "b.txt", [&[b' '; 100_000][..], EVIL].concat())).await;
    evil.is(422).shows("b.txt was refused: the virus scanner found something in it").lacks("Evil-Test");
    assert_eq!(rows(&scene).await, 1);
}

#[actix_web::test]
async fn a_scanner_that_is_away_is_not_waited_for_where_the_settings_say_so() {
    let site = TestSite::with(|settings| {
        settings.config.files.clamd = Some("/nowhere/clamd".into());
        settings.config.files.clamd_away = Away::Accept;
    });
    let scene = Scene::on(site.await).await;
    let ada = scene.as_member("ada").await;
    post_of(&ada.send(reply(&ada, &scene, "Post reply").await.attach(ADD, "a.pdf", pdf())).await);
}
