//! What is taken is told by its bytes, and what is not is refused with a sentence.

use image::{GenericImageView, ImageFormat};
use lyceum::attachments::kind::Kind;
use lyceum::attachments::look::look;

use super::papers::{Zip, clear, from_a_telephone, office, open, part, pdf, picture};
use super::{ADD, reply, rows};
use crate::support::Scene;

fn png() -> Vec<u8> {
    picture(ImageFormat::Png, 40, 20)
}

/// A PNG that says it is so large, and holds no points.
fn claiming(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let parts = [part(b"IHDR", &head), part(b"IDAT", b"x\x9c\x03\0\0\0\0\x01"), part(b"IEND", b"")].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts].concat()
}

/// A WebP that says in its head that it moves.
fn moving() -> Vec<u8> {
    let head = [&b"VP8X\x0a\0\0\0\x02\0\0\0"[..], &[9, 0, 0, 9, 0, 0]].concat();
    let length = u32::try_from(4 + head.len()).unwrap().to_le_bytes();
    [&b"RIFF"[..], &length, b"WEBP", &head].concat()
}

/// Each with the beginning of the key of what is said of it.
fn bad() -> Vec<(&'static str, &'static str, Vec<u8>, &'static str)> {
    let jpeg = picture(ImageFormat::Jpeg, 64, 48);
    let docx = || office("word/document.xml");
    let good = docx().done();
    let inside = |name: &str, content: &[u8]| docx().part(name, content).done();
    let animated = [&png()[..33], &part(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), &png()[33..]].concat();
    let twice = docx().part("word/document.xml", b"<other/>").done();
    let locked_pdf = String::from_utf8(pdf()).unwrap().replace("/Root", "/Encrypt 2 0 R/Root").into_bytes();
    let many = (0..2_001).fold(docx(), |zip, number| zip.part(&format!("word/{number}.xml"), b"")).done();
    vec![
        ("nothing", "a.txt", Vec::new(), "empty"),
        ("a page", "a.html", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), "strange"),
        ("a page called text", "a.txt", b" \n<HTML><script>alert(1)</script>".to_vec(), "strange"),
        ("a drawing", "a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "strange"),
        ("a drawing called table", "a.csv", b"<?xml version='1.0'?><svg/>".to_vec(), "strange"),
        ("a program", "a.exe", b"MZ\x90\0\x03\0\0\0".to_vec(), "strange"),
        ("a program called text", "a.txt", b"MZ\x90\0\x03\0\0\0".to_vec(), "strange"),
        ("a script", "a.sh", b"#!/bin/sh\nrm -rf /\n".to_vec(), "strange"),
        ("text with a NUL", "a.txt", b"one\0two".to_vec(), "strange"),
        ("text in another encoding", "a.txt", b"Caf\xe9 au lait".to_vec(), "not-utf8"),
        ("text called a picture", "a.png", b"only words".to_vec(), "renamed"),
        ("a picture called PDF", "a.pdf", png(), "renamed"),
        ("a PNG called JPEG", "a.jpg", png(), "renamed"),
        ("a picture called a program", "a.exe", png(), "strange"),
        ("a GIF", "a.gif", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), "gif"),
        ("a PNG that moves", "a.png", animated, "gif"),
        ("a WebP that moves", "a.webp", moving(), "gif"),
        ("half a PNG", "a.png", png()[..png().len() / 2].to_vec(), "damaged"),
        ("half a JPEG", "a.jpg", jpeg[..jpeg.len() * 2 / 3].to_vec(), "damaged"),
        ("half a WebP", "a.webp", picture(ImageFormat::WebP, 40, 40)[..30].to_vec(), "damaged"),
        ("a billion points", "a.png", claiming(16_000, 16_000), "points"),
        ("a side too long", "a.png", claiming(100_000, 1), "points"),
        ("half a PDF", "a.pdf", pdf()[..40].to_vec(), "damaged"),
        ("a PDF that goes on", "a.pdf", [pdf(), b"<script>".to_vec()].concat(), "mixed"),
        ("a PDF that is an archive", "a.pdf", [pdf(), good.clone(), b"\n%%EOF".to_vec()].concat(), "mixed"),
        ("a locked PDF", "a.pdf", locked_pdf, "locked"),
        ("an archive", "a.zip", Zip::new().part("a.txt", b"words").done(), "archive"),
        ("an archive called a document", "a.docx", Zip::new().part("a.txt", b"words").done(), "archive"),
        ("a packed file", "a.gz", b"\x1f\x8b\x08\0\0\0\0\0".to_vec(), "archive"),
        ("a RAR", "a.rar", b"Rar!\x1a\x07\0".to_vec(), "archive"),
        ("an old document", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest".to_vec(), "old-office"),
        ("a locked document", "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest".to_vec(), "old-office"),
        ("a document with macros", "a.docx", inside("word/vbaProject.bin", b"Sub"), "macros"),
        ("an OpenDocument with macros", "a.odt", open("text").part("Basic/Standard/M.xml", b"Sub").done(), "macros"),
        (
            "a locked OpenDocument",
            "a.odt",
            open("text").part("META-INF/manifest.xml", b"<manifest:encryption-data/>").done(),
            "locked",
        ),
        ("a locked part", "a.docx", docx().said("word/a.xml", b"x", 1, 1).done(), "locked"),
        ("an archive within", "a.docx", inside("word/embeddings/a.xlsx", &good), "nested"),
        ("an old document within", "a.docx", inside("word/a.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "nested"),
        ("a name that leads out", "a.docx", inside("../../etc/cron.d/a", b"x"), "mixed"),
        ("one name twice", "a.docx", twice, "mixed"),
        ("something before", "a.docx", [b"PK\x03\x04 and more".to_vec(), good.clone()].concat(), "mixed"),
        ("something behind", "a.docx", [good.clone(), b"<script>".to_vec()].concat(), "mixed"),
        ("half a document", "a.docx", good[..good.len() / 2].to_vec(), "damaged"),
        ("a part that is longer than it says", "a.docx", docx().said("word/a.xml", &[0; 9_999], 0, 10).done(), "bomb"),
        ("a part that says too much", "a.docx", docx().said("word/a.xml", b"x", 0, 200 << 20).done(), "bomb"),
        ("parts without end", "a.docx", many, "bomb"),
        (
            "two kinds at once",
            "a.odt",
            open("text").part("xl/workbook.xml", b"<x/>").part("[Content_Types].xml", b"<x/>").done(),
            "mixed",
        ),
    ]
}

#[actix_web::test]
async fn what_is_not_one_whole_file_of_a_known_kind_is_refused() {
    for (what, name, bytes, key) in bad() {
        let refused = look(name, bytes).map(|looked| looked.kind).unwrap_err();
        assert_eq!(refused, format!("attachments-{key}"), "{what}");
    }
}

#[actix_web::test]
async fn each_kind_is_taken_for_what_it_is() {
    let other = |name: &str| open(name).part("META-INF/manifest.xml", b"<manifest:manifest/>").done();
    for (name, bytes, kind) in [
        ("a.png", png(), Kind::Png),
        ("A.JPEG", picture(ImageFormat::Jpeg, 40, 20), Kind::Jpeg),
        ("a.webp", picture(ImageFormat::WebP, 40, 20), Kind::Jpeg),
        ("a.webp", clear(ImageFormat::WebP, 40, 20), Kind::Png),
        ("a.pdf", pdf(), Kind::Pdf),
        ("no ending", "Wörter.\r\n\tMore.".into(), Kind::Text),
        ("a.md", b"# A title".to_vec(), Kind::Text),
        ("MZ.txt", b"MZ is how programs begin, and words".to_vec(), Kind::Text),
        ("a.csv", "\u{feff}name;größe\n".into(), Kind::Csv),
        ("a.odt", other("text"), Kind::Odt),
        ("a.ods", other("spreadsheet"), Kind::Ods),
        ("a.odp", other("presentation"), Kind::Odp),
        ("a.docx", office("word/document.xml").part("word/media/a.png", &png()).done(), Kind::Docx),
        ("a.xlsx", office("xl/workbook.xml").done(), Kind::Xlsx),
        ("a.pptx", office("ppt/presentation.xml").done(), Kind::Pptx),
    ] {
        let looked = look(name, bytes.clone()).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(looked.kind, kind, "{name}");
        assert_eq!(looked.sides.is_some(), kind.is_picture(), "{name}");
        assert_eq!(looked.bytes == bytes, !kind.is_picture(), "{name}");
    }
}

#[actix_web::test]
async fn a_picture_stands_upright_is_small_on_the_page_and_tells_nothing_of_its_maker() {
    let sent = [from_a_telephone(&picture(ImageFormat::Jpeg, 1_200, 600)), b"PK and another file".to_vec()].concat();
    let looked = look("IMG_0001.jpg", sent).unwrap();
    assert_eq!(looked.sides, Some((600, 1_200)));
    let has = |words: &[u8]| looked.bytes.windows(words.len()).any(|window| window == words);
    assert!(!has(b"GPS") && !has(b"Exif") && !has(b"another file"));
    // What was left is up.
    let drawn = image::load_from_memory(&looked.bytes).unwrap();
    let (top, foot) = (drawn.get_pixel(300, 100), drawn.get_pixel(300, 1_100));
    assert!(top[0] > 150 && top[2] < 100 && foot[2] > 150 && foot[0] < 100, "{top:?} {foot:?}");
    let small = looked.small.unwrap();
    assert_eq!((small.sides, small.kind), ((240, 480), Kind::Jpeg));
    assert!(small.bytes.len() < looked.bytes.len());
    let clear = look("a.png", clear(ImageFormat::Png, 900, 300)).unwrap();
    assert_eq!(clear.small.map(|small| (small.kind, small.sides)), Some((Kind::Png, (480, 160))));
    assert!(look("a.png", png()).unwrap().small.is_none(), "a small one is its own");
}

#[actix_web::test]
async fn each_refusal_is_a_sentence_beside_what_was_written_and_nothing_is_kept() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let form = reply(&ada, &scene, "Post reply").await;
    let mut sentences = std::collections::BTreeSet::new();
    for (what, name, bytes, _) in bad().into_iter().filter(|(_, _, bytes, _)| bytes.len() < 100_000) {
        let page = ada.send(form.clone().attach(ADD, name, bytes)).await;
        assert_eq!(page.is(422).typed("Your reply"), "See what I have found.", "{what}");
        let said = page.text_of(".problems li");
        assert!(said.contains(name) && said.len() > 30 && !said.contains("attachments-"), "{what}: {said}");
        assert!(page.has("a[href='#files']") && page.has("#files"), "{what}");
        sentences.insert(said.replace(name, "it"));
    }
    assert!(sentences.len() >= 13, "{sentences:#?}");
    assert_eq!(rows(&scene).await, 0);
    assert_eq!(std::fs::read_dir(scene.site.config.data.join("files")).unwrap().count(), 1, "the lock is all");
}
