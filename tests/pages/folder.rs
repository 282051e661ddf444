//! What lies in the folders: plain files for visitors, private documents elsewhere, and nothing where it may not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lyceum::pages::stitch::Effort;

use crate::support::Scene;

/// Every file below a folder, by its path there.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut folders = vec![root.to_owned()];
    let mut found = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(root).unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn public(scene: &Scene) -> BTreeMap<String, Vec<u8>> {
    files(&scene.site.folder().join("public"))
}

#[actix_web::test]
async fn the_public_folder_holds_what_the_web_may_read_and_nothing_else() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await;
    let thread = scene.site.thread(&scene.person("olga"), &[&hall], "Open day", "Come all.").await;
    scene.house.board("library").for_institution().await;
    for reader in ["ada", "olga"] {
        let browser = scene.as_member(reader).await;
        for path in [
            "/",
            "/b/ask/",
            "/b/hall/",
            "/b/library/",
            "/c/spring/",
            "/c/spring/people/",
            "/m/ada/",
            &scene.thread.path,
            &thread.path,
        ] {
            browser.get(path).await;
        }
    }
    scene.site.settled().await;
    let found = public(&scene);
    let pages: Vec<_> = found.keys().filter(|path| path.ends_with(".html")).cloned().collect();
    let id = thread.id;
    assert_eq!(
        pages,
        [
            "northfield/b/hall/index.html".to_owned(),
            "northfield/index.html".into(),
            format!("northfield/t/{id}/index.html")
        ]
    );
    assert_eq!(found.len(), 3 * pages.len(), "each in three codings: {:?}", found.keys());
    for (path, bytes) in found.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        for secret in ["Spring", "Ask", "Library", "begin", "Ada", "csrf", "method=\"post\""] {
            assert!(!text.contains(secret), "{secret} stands in {path}");
        }
    }
    let visitor = scene.as_visitor();
    for (file, path) in [("northfield/index.html", "/"), ("northfield/b/hall/index.html", "/b/hall/")] {
        assert!(found[file] == visitor.get(path).await.body, "a web server that serves {file} gives what we give");
        assert!(found[&format!("{file}.gz")] == visitor.accepting("gzip").get(path).await.wire, "{file}.gz");
        assert!(found[&format!("{file}.br")] == visitor.accepting("br").get(path).await.wire, "{file}.br");
    }
}

#[actix_web::test]
async fn narrowing_a_board_takes_its_files_away_before_the_answer() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await;
    let thread = scene.site.thread(&scene.person("olga"), &[&hall], "Open day", "Come all.").await;
    let visitor = scene.as_visitor();
    visitor.get("/b/hall/").await.is(200);
    visitor.get(&thread.path).await.is(200);
    let of_hall =
        |scene: &Scene| public(scene).into_keys().filter(|path| path.contains("/b/") || path.contains("/t/")).count();
    assert_eq!(of_hall(&scene), 6);
    hall.becomes("institution").await;
    assert_eq!(of_hall(&scene), 0, "before anything else is asked");
    visitor.get("/b/hall/").await.is(404);
    visitor.get(&thread.path).await.is(404);
    visitor.get("/").await.lacks("Hall");
    scene.as_member("ada").await.get(&thread.path).await.is(200).shows("Come all.");
    assert_eq!(of_hall(&scene), 0);
    hall.becomes("public").await;
    visitor.get(&thread.path).await.is(200);
}

#[actix_web::test]
async fn a_hidden_thread_leaves_no_file() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await;
    let thread = scene.site.thread(&scene.person("olga"), &[&hall], "Spam", "Buy this.").await;
    scene.house.moderator("max").await;
    let max = scene.as_member("max").await;
    let form = max.get(&format!("/t/{}/hide", thread.id)).await.form("Hide this thread").fill("Why?", "spam");
    max.send(form).await.is(303);
    let all = files(scene.site.folder());
    let told: Vec<_> = all.keys().filter(|path| path.contains(&thread.id.to_string())).collect();
    assert!(told.is_empty(), "{told:?}");
    for (path, bytes) in all.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!String::from_utf8_lossy(bytes).contains("Spam"), "{path}");
    }
}

#[actix_web::test]
async fn a_page_that_was_thrown_away_comes_back_the_same() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    ada.get(&scene.thread.path).await;
    let before = ada.get(&scene.thread.path).await;
    scene.site.settled().await;
    fs::remove_dir_all(scene.site.folder().join("private")).unwrap();
    let restarted = scene.site.second_process().await;
    let made = ada.of(&restarted).get(&scene.thread.path).await;
    assert_eq!((made.header("server-timing"), made.source()), (Some("rendered"), before.source()));
    let stored = ada.of(&restarted).get(&scene.thread.path).await;
    assert_eq!((stored.header("server-timing"), stored.source()), (Some("stored"), before.source()));
    let site = restarted.site.clone();
    let pages = scene.site.expected(scene.house.id).await.unwrap();
    tokio::task::spawn_blocking(move || site.make_every(&pages, Effort::Quick, &|| ())).await.unwrap().unwrap();
    restarted.site.write_down().await.unwrap();
}

#[actix_web::test]
async fn a_damaged_file_is_a_missing_file() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    ada.get(&scene.thread.path).await;
    let before = ada.get(&scene.thread.path).await;
    scene.site.settled().await;
    let file = scene.site.folder().join(format!("private/northfield/t/{}/index.page", scene.thread.id));
    let whole = fs::read(&file).unwrap();
    for damage in [
        &whole[..whole.len() / 2],
        &[],
        &[whole[..whole.len() - 1].to_vec(), vec![whole[whole.len() - 1] ^ 1]].concat(),
    ] {
        fs::write(&file, damage).unwrap();
        let restarted = scene.site.second_process().await;
        let page = ada.of(&restarted).get(&scene.thread.path).await;
        assert_eq!((page.header("server-timing"), page.source()), (Some("rendered"), before.source()));
        restarted.site.close().await.unwrap();
    }
}

#[actix_web::test]
async fn a_page_that_cannot_be_written_anew_keeps_the_files_that_say_the_same() {
    let scene = Scene::new().await;
    let hall = scene.house.board("hall").public().await;
    scene.as_visitor().get("/b/hall/").await.is(200);
    scene.site.settled().await;
    let (site, before) = (scene.site.node.site.clone(), public(&scene));
    let every = scene.site.expected(scene.house.id).await.unwrap();
    let make = move || site.make_every(&every, Effort::Quick, &|| ());
    let brotli = scene.site.folder().join("public/northfield/b/hall/index.html.br");
    fs::remove_file(&brotli).unwrap();
    // No file takes the place of a folder.
    fs::create_dir(&brotli).unwrap();
    assert!(tokio::task::spawn_blocking(make).await.unwrap().is_err());
    let file = "northfield/b/hall/index.html";
    assert!(public(&scene).get(file) == before.get(file), "a web server gives visitors what it gave them");
    // Of a page that has become another one, nothing of before may stay.
    scene.site.thread(&scene.person("olga"), &[&hall], "Open day", "Come all.").await;
    assert_eq!(public(&scene).get(file), None);
    fs::remove_dir(&brotli).unwrap();
    scene.site.settle(-1).await.unwrap();
    assert!(public(&scene)[file] != before[file], "what had failed is tried again");
}
