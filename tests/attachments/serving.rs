//! Who gets a file: the readers of its post, asked each time; and how it goes out.

use actix_web::http::Method;
use image::ImageFormat;

use super::papers::picture;
use super::{ADD, files_of, post_of, reply, with_pdf};
use crate::support::{Browser, Page, Scene, TestSite};

/// What of an answer must not differ between hidden and absent.
fn told(page: &Page) -> (u16, Vec<(String, String)>, String) {
    let text = |value: &actix_web::http::header::HeaderValue| value.to_str().unwrap().to_owned();
    let mut headers: Vec<_> = page
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value)))
        .filter(|(name, _)| name != "date")
        .collect();
    headers.sort();
    (page.status, headers, page.source())
}

/// A file is as absent as one that never was.
async fn is_absent(browser: &Browser, address: &str) {
    const NOBODY: &str = "0000000000000";
    let id = &address[3..16];
    let (found, absent) = (browser.get(address).await, browser.get(&address.replace(id, NOBODY)).await);
    assert_eq!(found.status, 404, "{address}");
    let (found, absent) = (told(&found), told(&absent));
    assert_eq!((found.0, found.1, found.2.replace(id, NOBODY)), absent);
}

#[actix_web::test]
async fn a_file_is_for_the_readers_of_its_post_and_absent_for_all_others() {
    let scene = Scene::new().await;
    let file = with_pdf(&scene).await;
    let address = format!("/f/{}/Notes%20%26%20plans.pdf", file.id);
    for who in ["ada", "ben", "ruth", "helen", "mo"] {
        scene.as_member(who).await.get(&address).await.is(200);
    }
    let (olga, visitor) = (scene.as_member("olga").await, scene.as_visitor());
    is_absent(&olga, &address).await;
    is_absent(&visitor, &address).await;
    // Not even that its name was another is told.
    is_absent(&olga, &format!("/f/{}/other.pdf", file.id)).await;
    let ben = scene.as_member("ben").await;
    ben.get(&format!("/f/{}/other.pdf", file.id)).await.redirects_to(&address);
    ben.get(&format!("/f/{}/small/Notes%20%26%20plans.pdf", file.id)).await.is(404);
    // At another institution there is no such file.
    scene.site.institution("eastbridge").await;
    ben.clone().at("eastbridge.localhost").get(&address).await.is(404);
}

#[actix_web::test]
async fn what_is_hidden_takes_its_files_along_and_what_is_shown_again_brings_them() {
    let scene = Scene::new().await;
    let file = with_pdf(&scene).await;
    let (post, address) = (file.post_id.unwrap(), format!("/f/{}/Notes%20%26%20plans.pdf", file.id));
    let (mo, ben, ada) = (scene.as_member("mo").await, scene.as_member("ben").await, scene.as_member("ada").await);
    let actions = format!("/p/{post}/actions");
    mo.send_and_go_on(mo.get(&actions).await.form("Hide this post").fill("Why?", "Names somebody.")).await;
    is_absent(&ben, &address).await;
    ben.get(&scene.thread.path).await.lacks("plans.pdf");
    ben.get(&actions).await.lacks("plans.pdf");
    // Whoever sees its text sees what hangs on it.
    mo.get(&actions).await.shows("plans.pdf");
    mo.get(&address).await.is(200);
    ada.get(&address).await.is(200);
    mo.send_and_go_on(mo.get(&actions).await.form("Bring this post back").fill("Why?", "It is fine.")).await;
    ben.get(&address).await.is(200);
    let helen = scene.as_member("helen").await;
    let form = helen.get(&format!("/t/{}/hide", scene.thread.id)).await.form("Hide this thread");
    helen.send(form.fill("Why?", "All of it.")).await.is(303);
    is_absent(&ben, &address).await;
    helen.get(&address).await.is(200);
}

#[actix_web::test]
async fn a_file_goes_out_whole_in_parts_or_not_at_all_and_runs_nothing() {
    let scene = Scene::new().await;
    let ben = scene.as_member("ben").await;
    let words: Vec<u8> = (0..200_000_u32).map(|number| b'a' + u8::try_from(number % 26).unwrap()).collect();
    let form = reply(&ben, &scene, "Post reply").await.attach(ADD, "Grüße.txt", words.clone());
    let file = files_of(&scene, post_of(&ben.send(form).await)).await.remove(0);
    let address = format!("/f/{}/Gr%C3%BC%C3%9Fe.txt", file.id);
    let page = ben.get(&address).await;
    assert!(page.is(200).wire == words);
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-disposition", "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt"),
        ("content-security-policy", "sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cache-control", "private, no-cache"),
        ("vary", "Cookie"),
        ("accept-ranges", "bytes"),
        ("etag", &format!("\"{}\"", file.sha256)),
    ] {
        assert_eq!(page.header(name), Some(value), "{name}");
    }
    let etag = page.header("etag").unwrap().to_owned();
    let asking = |name, value| ben.asking(Method::GET, &address).with(name, value);
    assert!(asking("if-none-match", &etag).send().await.is(304).wire.is_empty());
    for (range, from, to) in [
        ("bytes=0-0", 0, 0),
        ("bytes=100-", 100, 199_999),
        ("bytes=-5", 199_995, 199_999),
        ("bytes=70000-999999999", 70_000, 199_999),
    ] {
        let page = asking("range", range).send().await;
        assert!(page.is(206).wire == words[from..=to], "{range}");
        assert_eq!(page.header("content-range").unwrap(), format!("bytes {from}-{to}/200000"));
    }
    for range in ["bytes=200000-", "bytes=-0"] {
        let page = asking("range", range).send().await;
        assert_eq!(page.is(416).header("content-range"), Some("bytes */200000"));
    }
    for range in ["lines=1-2", "bytes=5-2", "bytes=a-b", "bytes=0-1,4-5", "bytes=-", "bytes=99999999999999999999-"] {
        assert_eq!(asking("range", range).send().await.is(200).wire.len(), 200_000, "{range}");
    }
    assert_eq!(asking("range", "bytes=0-9").with("if-range", "\"other\"").send().await.is(200).wire.len(), 200_000);
    assert_eq!(asking("range", "bytes=0-9").with("if-range", &etag).send().await.is(206).wire.len(), 10);
    ben.asking(Method::POST, &address).send().await.is(405);
}

#[actix_web::test]
async fn a_picture_is_shown_and_a_proxy_may_keep_what_visitors_may_read() {
    let site = TestSite::new().await;
    let scene = Scene::on(site).await;
    let open = scene.house.board("open").public().await;
    let thread = scene.site.thread(&scene.person("ada"), &[&open], "For everybody", "Look.").await;
    let ada = scene.as_member("ada").await;
    let form = ada.get(&format!("/t/{}/reply", thread.id)).await.form("Preview").fill("Your reply", "A bridge.");
    let page = ada.send(form.attach(ADD, "bridge.webp", picture(ImageFormat::WebP, 1_000, 500))).await;
    let form = page.form("Post reply").fill("What does bridge.jpg show?", "A bridge");
    let file = files_of(&scene, post_of(&ada.send(form).await)).await.remove(0);
    assert_eq!((file.width, file.height, file.small_width, file.small_height), (1_000, 500, 480, 240));
    for address in [format!("/f/{}/bridge.jpg", file.id), format!("/f/{}/small/bridge.jpg", file.id)] {
        let page = scene.as_visitor().get(&address).await;
        assert_eq!(page.is(200).header("content-type"), Some("image/jpeg"));
        assert_eq!(page.header("content-disposition"), None);
        assert_eq!(page.header("content-security-policy"), Some("sandbox"));
        assert_eq!(page.header("cache-control"), Some("public, max-age=0, must-revalidate"));
        assert_eq!(page.header("set-cookie"), None);
        assert_eq!(ada.get(&address).await.header("cache-control"), Some("private, no-cache"));
    }
    open.becomes("institution").await;
    scene.as_visitor().get(&format!("/f/{}/bridge.jpg", file.id)).await.is(404);
    scene.as_member("olga").await.get(&format!("/f/{}/bridge.jpg", file.id)).await.is(200);
}
