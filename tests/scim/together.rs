//! Many at the same moment: one person is one member, and one group is one.

use serde_json::json;

use super::directory::{Directory, id, said, scene, token, user};

async fn at_once(
    directories: [&Directory; 2],
    path: &'static str,
    body: serde_json::Value,
) -> Vec<crate::support::Page> {
    let asking = (0..20).map(|number: usize| {
        let (directory, body) = (directories[number % 2].clone(), body.clone());
        actix_web::rt::spawn(async move { directory.post(path, body).await })
    });
    let mut pages = Vec::new();
    for page in asking.collect::<Vec<_>>() {
        pages.push(page.await.unwrap());
    }
    pages
}

#[actix_web::test]
async fn twenty_times_the_same_person_or_group_at_once_is_one() {
    let (scene, one) = scene().await;
    let other = Directory { token: token(&scene.site, &scene.house, "other", None).await, ..one.clone() };
    for (path, body) in [("Users", user("Ines")), ("Groups", json!({ "displayName": "Readers" }))] {
        let pages = at_once([&one, &other], path, body).await;
        let made: Vec<_> = pages.iter().filter(|page| page.status == 201).collect();
        assert_eq!((made.len(), pages.iter().filter(|page| page.status == 409).count()), (1, 19), "{path}");
        let list = said(&one.get(path).await);
        assert_eq!((&list["totalResults"], list["Resources"][0]["id"].as_str()), (&json!(1), Some(&*id(made[0]))));
    }
}
