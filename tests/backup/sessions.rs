//! Sessions after a restore: none is open, whatever the backup knew of it.

use super::{backup, bring, sqlite};
use crate::support::Scene;
use crate::support::node::Node;

#[actix_web::test]
async fn a_cookie_that_was_signed_out_everywhere_is_a_visitors_after_a_restore_with_the_same_key() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let (file, _) = backup(&scene.site, "site.backup");
    ada.get("/b/ask/").await.is(200);
    let stolen = [ada.apart(), {
        // One that began after the backup, with an epoch that it does not know.
        let form = ada.get("/settings/sign-in/").await.form("Sign out everywhere else");
        ada.send(form).await.is(303);
        ada.apart()
    }];
    let form = ada.get("/settings/").await.form("Sign out everywhere");
    ada.send(form).await.is(303);
    for thief in &stolen {
        thief.get("/b/ask/").await.is(404);
    }

    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(scene.site.folder().join("secret.key"), folder.path().join("secret.key")).unwrap();
    bring(&file, folder.path(), &sqlite(folder.path())).unwrap();
    let mut config = scene.site.config.clone();
    (config.data, config.database.url) = (folder.path().to_owned(), sqlite(folder.path()));
    let node = Node::open(config, scene.site.node.clock.clone(), false).await;
    for thief in &stolen {
        thief.of(&node).get("/b/ask/").await.is(404);
    }
    let back = scene.as_visitor().of(&node).as_member(&scene.person("ada")).await;
    back.get("/b/ask/").await.is(200);
    assert_eq!(back.get("/settings/sign-in/").await.texts_of("main section:last-of-type .rows h3").len(), 1);
    node.site.close().await.unwrap();
}
