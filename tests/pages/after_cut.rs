//! After a power cut: files that were not synced may be gone, broken, or what they were before.

use std::fs;

use crate::support::Scene;

#[actix_web::test]
async fn after_a_power_cut_no_plain_file_shows_what_is_hidden_and_every_page_is_made_whole() {
    let scene = Scene::new().await;
    let site = &scene.site;
    let hall = scene.house.board("hall").public().await;
    let thread = site.thread(&scene.person("olga"), &[&hall], "Open day", "Come all.").await;
    site.settled().await;
    assert!(!site.distrust_after_cut().await.unwrap(), "nobody served before");
    let flat = site.folder().join(format!("public/northfield/t/{}/index.html", thread.id));
    let page = site.folder().join(format!("private/northfield/t/{}/index.page", scene.thread.id));
    let before = fs::read_to_string(&flat).unwrap();
    assert!(before.contains("Come all."));
    let nia = site.browser().as_member(&scene.house.moderator("nia").await).await;
    let post = thread.post(1).await;
    let form = nia.get(&format!("/p/{post}/actions")).await.form("Hide this post").fill("Why?", "wrong day");
    nia.send(form).await.is(303);
    site.settled().await;

    let cut = || {
        fs::write(&flat, &before).unwrap();
        fs::write(&page, "").unwrap();
    };
    cut();
    assert!(!site.distrust_after_cut().await.unwrap(), "the machine has not started anew");
    assert!(fs::read_to_string(&flat).unwrap().contains("Come all."));
    fs::write(site.folder().join("boot"), "another start of the machine").unwrap();
    assert!(site.distrust_after_cut().await.unwrap());
    assert!(!flat.exists(), "what was hidden just before the cut");
    site.settled().await;
    assert!(!fs::read_to_string(&flat).unwrap().contains("Come all."));
    assert!(fs::metadata(&page).unwrap().len() > 0);
    assert!(!site.distrust_after_cut().await.unwrap(), "once is enough");

    fs::write(site.folder().join("boot"), "another start of the machine").unwrap();
    site.rest_in_peace().unwrap();
    assert!(!site.distrust_after_cut().await.unwrap(), "a regular end leaves nothing to doubt");
    scene.site.done().await;
}
