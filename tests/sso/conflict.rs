//! Two people have the form of one provider open, and a client id that may make strangers of people.

use super::campus::{Campus, STUDENT, student};
use crate::support::Browser;
use crate::support::form::Form;
use crate::support::provider::CLIENT_SECRET;

const CHANGE: &str = "/admin/sign-on/uni/change";

async fn campus() -> (Campus, Browser) {
    let campus = Campus::new().await;
    campus.scene.house.admin("gail").await;
    let admin = campus.scene.as_member("gail").await;
    (campus, admin)
}

async fn form(admin: &Browser) -> Form {
    admin.get(CHANGE).await.is(200).form("Save")
}

#[actix_web::test]
async fn whoever_changes_what_somebody_else_has_changed_meanwhile_is_told_and_may_go_on() {
    let (campus, admin) = campus().await;
    let (first, second) = (form(&admin).await, form(&admin).await);
    admin.send(first.clone().fill("Words on its button", "the first words")).await.is(303);
    // The second one would put the old words back without having seen the new ones.
    let page =
        admin.send(second.clone().fill("How long ago somebody may have signed in there, in minutes", "60")).await;
    page.is(422).shows("Now it is: the first words.");
    assert_eq!(page.typed("How long ago somebody may have signed in there, in minutes"), "60", "what was typed stays");
    let told = admin.get(CHANGE).await;
    assert_eq!(told.typed("Words on its button"), "the first words", "and nothing is undone");
    // A slip of the pen is no look at what stands now.
    let page = admin.send(second.clone().fill("Who gets what", "everything:to=me")).await;
    admin.send(page.is(422).form("Save").fill("Who gets what", &format!("member:affiliation={STUDENT}"))).await.is(422);
    // Whoever has seen it may go on, or leave it.
    let page = admin.send(second.fill("Words on its button", "the second words")).await;
    admin.send(page.is(422).form("Save")).await.is(303);
    assert_eq!(admin.get(CHANGE).await.typed("Words on its button"), "the second words");
    // A secret that somebody typed meanwhile is not put away by another one without a word.
    let (one, other) = (form(&admin).await, form(&admin).await);
    admin.send(one.fill("Client secret", "the secret of the first")).await.is(303);
    let page = admin.send(other.fill("Client secret", "the secret of the second")).await;
    page.is(422).error_beside(
        "Client secret",
        "Somebody has changed this provider while you had it open. Type your secret again if it is to count",
    );
    admin.send(page.form("Save").fill("Client secret", CLIENT_SECRET)).await.is(303);
    // Both want the same: there is nothing to be told.
    let (one, other) = (form(&admin).await, form(&admin).await);
    for form in [one, other] {
        admin.send(form.fill("Words on its button", "the same words")).await.is(303);
    }
    campus.lets_in(&student("ines")).await;
}

#[actix_web::test]
async fn another_client_id_is_taken_once_somebody_is_sure() {
    let (campus, admin) = campus().await;
    admin.send(form(&admin).await.fill("Client id", "lyceum:other")).await.is(303);
    admin.send(form(&admin).await.fill("Client id", "lyceum:northfield")).await.is(303);
    campus.lets_in(&student("ines")).await;
    let page = admin.send(form(&admin).await.fill("Client id", "lyceum:other")).await;
    page.is(422).shows("One member came by this provider.");
    assert_eq!(page.typed("Client id"), "lyceum:other");
    admin.send(page.form("Save")).await.is(422);
    campus.lets_in(&student("ines")).await;
    admin.send(page.form("Save").tick("Take the other client id")).await.is(303);
    assert_eq!(admin.get(CHANGE).await.typed("Client id"), "lyceum:other");
    admin.get(CHANGE).await.lacks("Take the other client id");
}
