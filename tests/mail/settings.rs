//! The page on which somebody chooses how they get mail.

use super::choose;
use crate::support::Scene;

#[actix_web::test]
async fn what_was_chosen_is_kept_and_what_cannot_be_is_said_beside_its_field() {
    let scene = Scene::new().await;
    let ada = scene.as_member("ada").await;
    let page = ada.get("/settings/mail/").await;
    page.is(200).shows("Mail goes to ada@northfield.example").shows("The first lines");
    assert_eq!((page.form("Save").value("rhythm"), page.form("Save").value("hour")), (Some("daily"), Some("8")));
    let ask = scene.ask.id.to_string();
    let fields = [("rhythm", "weekly"), ("weekday", "5"), ("hour", "18"), ("boards", "chosen"), ("board", &*ask)];
    choose(&ada, &fields).await;
    let form = ada.get("/settings/mail/").await.form("Save");
    for (name, value) in fields {
        assert_eq!(form.value(name), Some(value), "{name}");
    }
    let none = form.clone().without("board");
    let page = ada.send(none).await;
    page.is(422).shows("Choose at least one board, or all of them").shows("Error:");
    assert_eq!(page.form("Save").value("weekday"), Some("5"), "what was chosen stays");
    for (name, value) in [("rhythm", "yearly"), ("hour", "24"), ("weekday", "0"), ("board", "0000000000000")] {
        ada.send(form.clone().forge(name, value)).await.is(422);
    }
    ada.send(form.clone().forge("colour", "red")).await.is(400);
    scene.as_visitor().get("/settings/mail/").await.is(303);
}

#[actix_web::test]
async fn a_board_that_somebody_does_not_read_cannot_be_chosen_and_is_not_offered() {
    let scene = Scene::new().await;
    let olga = scene.as_member("olga").await;
    let page = olga.get("/settings/mail/").await;
    page.is(200).lacks("Ask");
    let form = page.form("Save").forge("boards", "chosen").forge("board", &scene.ask.id.to_string());
    olga.send(form).await.is(422);
    assert!(olga.get("/settings/").await.has_link("Mail about posts"));
}
