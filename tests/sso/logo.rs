//! The picture on a provider's button: a small PNG that we give out ourselves, whatever its file was called.

use flate2::Crc;
use lyceum::sso::{logo, png, switch};

use super::campus::Campus;

/// A part of a PNG.
fn part(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(body);
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], kind, body, &crc.sum().to_be_bytes()].concat()
}

/// What a picture of these sides begins with.
fn head(width: u32, height: u32) -> Vec<u8> {
    part(b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat())
}

fn file(parts: &[Vec<u8>]) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

fn picture() -> Vec<u8> {
    file(&[head(16, 16), part(b"IDAT", b"pixels"), part(b"IEND", b"")])
}

async fn put(campus: &Campus, bytes: Option<Vec<u8>>) -> bool {
    let house = campus.scene.house.id;
    let change = campus.scene.site.write(move |tx| logo::change(tx, house, "uni", bytes.as_deref(), None));
    change.await.is_ok()
}

#[actix_web::test]
async fn a_button_has_its_picture_from_us_and_under_an_address_of_its_own() {
    let campus = Campus::new().await;
    let visitor = campus.scene.as_visitor();
    assert!(visitor.get("/sign-in").await.attrs_of("main img", "src").is_empty());
    assert!(put(&campus, Some(picture())).await);
    let first = visitor.get("/sign-in").await.attrs_of("main a.button img", "src").remove(0);
    let page = visitor.get(&first).await;
    assert_eq!(page.is(200).header("content-type"), Some("image/png"));
    assert_eq!(page.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let other = file(&[head(32, 8), part(b"IDAT", b"others"), part(b"IEND", b"")]);
    assert!(put(&campus, Some(other)).await);
    let second = visitor.get("/sign-in").await.attrs_of("main a.button img", "src").remove(0);
    assert_ne!(first, second);
    visitor.get(&first).await.is(404);
    visitor.get("/sso/uni/logo/x").await.is(404);
    let house = campus.scene.house.id;
    campus.scene.site.write(move |tx| switch::switch(tx, house, "uni", false, None)).await.unwrap();
    visitor.get(&second).await.is(404);
    campus.scene.site.write(move |tx| switch::switch(tx, house, "uni", true, None)).await.unwrap();
    assert!(put(&campus, None).await);
    visitor.get(&second).await.is(404);
    assert!(visitor.get("/sign-in").await.attrs_of("main img", "src").is_empty());
}

#[actix_web::test]
async fn only_a_small_picture_is_taken_and_nothing_beside_it() {
    let campus = Campus::new().await;
    let (pixels, end) = (part(b"IDAT", b"pixels"), part(b"IEND", b""));
    let mut wrong_sum = picture();
    *wrong_sum.last_mut().unwrap() ^= 1;
    for (what, bytes) in [
        ("nothing", Vec::new()),
        ("a drawing", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec()),
        ("a page", b"<html>".to_vec()),
        ("another picture", b"GIF89a\x01\x00\x01\x00".to_vec()),
        ("half of one", picture()[..40].to_vec()),
        ("a sum that is wrong", wrong_sum),
        ("something behind", [picture(), b"<script>".to_vec()].concat()),
        ("no pixels", file(&[head(16, 16), end.clone()])),
        ("no end", file(&[head(16, 16), pixels.clone()])),
        ("two ends", file(&[head(16, 16), pixels.clone(), end.clone(), end.clone()])),
        ("no beginning", file(&[pixels.clone(), end.clone()])),
        ("a side too long", file(&[head(257, 16), pixels.clone(), end.clone()])),
        ("no height", file(&[head(16, 0), pixels.clone(), end.clone()])),
        ("a part that nobody knows", file(&[head(16, 16), part(b"EVIL", b"x"), pixels.clone(), end.clone()])),
        ("a length beyond the end", [picture(), vec![0xff; 12]].concat()),
        ("too much", file(&[head(16, 16), part(b"IDAT", &[0; 33_000]), end.clone()])),
    ] {
        assert!(!put(&campus, Some(bytes)).await, "{what} is taken");
    }
    // Words and places in a picture are nothing for strangers.
    let talkative = file(&[head(16, 16), part(b"tEXt", b"Author\0Ada"), pixels, part(b"eXIf", b"here"), end]);
    assert_eq!(png::bare(&talkative), Some(picture()));
    assert!(put(&campus, Some(talkative)).await);
}

#[actix_web::test]
async fn whoever_runs_the_institution_puts_a_picture_on_a_button_and_takes_it_away() {
    let campus = Campus::new().await;
    campus.scene.house.admin("gail").await;
    let (gail, visitor) = (campus.scene.as_member("gail").await, campus.scene.as_visitor());
    const CHANGE: &str = "/admin/sign-on/uni/change";
    const NONE: &str =
        "This is no picture for a button: it has to be a PNG of at most 32 KiB, and no side longer than 256 pixels";
    const AGAIN: &str = "Choose the picture again: a browser does not keep it when a form comes back";
    let shown = || async { visitor.get("/sign-in").await.attrs_of("main a.button img", "src") };
    let form = gail.get(CHANGE).await.form("Save");
    let label = "Picture on its button";
    // What is no picture, or comes with another mistake, changes nothing; what was typed stays.
    let renamed = form.clone().fill("Words on its button", "the other words");
    for (name, bytes) in [("a.png", b"<svg/>".to_vec()), ("a.png", vec![0; 40_000])] {
        let page = gail.send(renamed.clone().attach(label, name, bytes)).await;
        page.is(422).error_beside(label, NONE);
        assert_eq!(page.typed("Words on its button"), "the other words");
    }
    let page = gail.send(form.clone().fill("Words on its button", "").attach(label, "a.png", picture())).await;
    page.is(422).error_beside(label, AGAIN);
    assert!(shown().await.is_empty());
    gail.send(form.attach(label, "uni.png", picture())).await.is(303);
    let first = shown().await;
    assert_eq!(first.len(), 1);
    let page = gail.get(CHANGE).await;
    assert_eq!(page.attrs_of("main form img", "src"), first);
    let other = file(&[head(32, 8), part(b"IDAT", b"others"), part(b"IEND", b"")]);
    gail.send(page.form("Save").attach(label, "uni.png", other)).await.is(303);
    assert_ne!(shown().await, first);
    // A form without a picture leaves it as it is.
    gail.send(gail.get(CHANGE).await.form("Save")).await.is(303);
    assert_eq!(shown().await.len(), 1);
    gail.send(gail.get(CHANGE).await.form("Save").tick("Take the picture away")).await.is(303);
    assert!(shown().await.is_empty());
}
