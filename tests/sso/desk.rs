//! The desk of sign-on: who runs the institution adds, tests and switches providers; to everybody else it is not there.

use super::campus::{Campus, STUDENT, come_back, is_in, site_beside, start, student};
use crate::support::form::Form;
use crate::support::provider::{Answer, CLIENT, CLIENT_SECRET, METADATA};
use crate::support::{Browser, Provider, Scene};

const DESK: &str = "/admin/sign-on/";
const NEW: &str = "/admin/sign-on/new";

/// The form for a new provider, filled in.
async fn filled(admin: &Browser, provider: &Provider) -> Form {
    let page = admin.follow(&admin.get(DESK).await, "Add a provider").await;
    page.form("Add it")
        .fill("Words on its button", "your Northfield account")
        .fill("Short name", "uni")
        .fill("Issuer", &provider.issuer())
        .fill("Client id", CLIENT)
        .fill("Client secret", CLIENT_SECRET)
        .fill("Who gets what", &format!("member:affiliation={STUDENT}"))
}

/// Northfield with an admin, beside a provider that nobody has added.
async fn unsigned() -> (Scene, Provider, Browser) {
    let provider = Provider::start();
    let scene = Scene::on(site_beside(&[&provider]).await).await;
    provider.follow(&scene.site.node.clock);
    scene.house.admin("gail").await;
    let admin = scene.as_member("gail").await;
    (scene, provider, admin)
}

#[actix_web::test]
async fn whoever_runs_the_institution_adds_a_provider_and_people_sign_on_by_it() {
    let (scene, provider, admin) = unsigned().await;
    admin.get(DESK).await.is(200).shows("There is none yet");
    scene.as_visitor().get("/sign-in").await.lacks("Continue with");
    admin.send_and_go_on(filled(&admin, &provider).await).await.is(200).shows("On: it stands on the sign-in page");
    let desk = admin.get(DESK).await;
    desk.shows("http://northfield.localhost:8080/sso/uni/callback").shows(&format!("member:affiliation={STUDENT}"));
    desk.lacks(CLIENT_SECRET);
    let visitor = scene.as_visitor();
    let door = visitor.get("/sign-in?to=/settings/").await;
    door.shows("Continue with your Northfield account");
    let location = start(&visitor, "uni").await;
    come_back(&visitor, &provider.allow(&location, &student("ines"))).await.is(303);
    assert!(is_in(&visitor).await);
}

#[actix_web::test]
async fn to_everybody_else_there_is_no_such_desk() {
    let (scene, provider, admin) = unsigned().await;
    let form = filled(&admin, &provider).await;
    admin.send(form.clone()).await.is(303);
    for who in ["ada", "ruth", "helen", "mo"] {
        let browser = scene.as_member(who).await;
        browser.get(DESK).await.is(404);
        browser.get(NEW).await.is(404);
        browser.send_forged(form.clone().forge("slug", "other")).await.is(404);
        browser.send_forged(admin.get(DESK).await.form("Switch off")).await.is(404);
        browser.send_forged(admin.get(DESK).await.form("Test")).await.is(404);
    }
    admin.get(DESK).await.shows("On: it stands on the sign-in page").lacks("other");
}

#[actix_web::test]
async fn a_form_that_cannot_be_taken_comes_back_with_all_but_the_secret() {
    let (_scene, provider, admin) = unsigned().await;
    let good = filled(&admin, &provider).await;
    let wrong =
        good.clone().fill("Issuer", "https://127.0.0.1/").fill("Short name", "Uni !").fill("Client secret", "canary");
    let page = admin.send(wrong.fill("Who gets what", "everything:to=me")).await;
    page.is(422).shows("everything:to=me is no rule");
    assert_eq!(page.typed("Issuer"), "https://127.0.0.1/");
    page.lacks("canary");
    let page = admin.send(good.clone().fill("Issuer", "https://127.0.0.1/").fill("Short name", "Uni !")).await;
    page.is(422).shows("Write a short name of small letters").shows("list it under fetch.internal_hosts");
    let page = admin.send(good.clone().fill("Who gets what", "admin:role=boss")).await;
    page.is(422).shows("is listed by whoever runs the server");
    let page = admin.send(good.clone().fill("Who gets what", "mentee@nowhere:role=student")).await;
    page.is(422).shows("Places in nowhere are given by its coordinators");
    let page = admin.send(good.clone().fill("Who gets what", "mentee@spring:role=student")).await;
    page.is(422).shows("Places in spring are given by its coordinators");
    let page = admin.send(good.clone().fill("Claims that have to be there", "hd")).await;
    page.is(422).shows("hd is no CLAIM=VALUE");
    admin.send(good.clone()).await.is(303);
    admin.send(good).await.is(422).shows("Another provider has this short name");
}

#[actix_web::test]
async fn a_test_says_whether_a_provider_can_be_used_and_what_is_wrong() {
    let (_scene, provider, admin) = unsigned().await;
    admin.send(filled(&admin, &provider).await).await.is(303);
    let tried = async || admin.send(admin.get(DESK).await.form("Test")).await;
    tried().await.is(200).shows("“your Northfield account” answers, is who it says");
    provider.script(|script| {
        script.instead.insert(METADATA, Answer::new(404, "text/html", "canary words"));
    });
    tried().await.is(200).shows("cannot be used: it answered with 404").lacks("canary");
    provider.script(|script| {
        script.instead.insert(METADATA, Answer::raw("canary words"));
    });
    tried().await.shows("its answer is not the document").lacks("canary");
    provider.honest();
    tried().await.shows("answers, is who it says");
}

#[actix_web::test]
async fn a_provider_that_is_switched_off_lets_nobody_in_and_ends_its_sessions() {
    let campus = Campus::new().await;
    campus.scene.house.admin("gail").await;
    let admin = campus.scene.as_member("gail").await;
    let (signed_on, local) = (campus.lets_in(&student("ines")).await, campus.scene.as_member("ada").await);
    let begun = campus.scene.as_visitor();
    let callback = campus.provider.allow(&start(&begun, "uni").await, &student("ines"));
    admin.send(admin.get(DESK).await.form("Switch off")).await.is(200).shows("is off, and the sessions");
    assert!(!is_in(&signed_on).await, "whoever came by it is out");
    assert!(is_in(&local).await, "whoever came another way is not");
    begun.get(&callback).await.is(404);
    begun.get("/sso/uni/start").await.is(404);
    begun.get("/sign-in").await.lacks("Continue with");
    admin.send(admin.get(DESK).await.form("Switch on")).await.is(200).shows("is on.");
    assert!(!is_in(&signed_on).await, "a session that has ended stays so");
    campus.lets_in(&student("ines")).await;
}

#[actix_web::test]
async fn a_provider_that_says_nothing_of_itself_is_described_at_the_desk() {
    let (scene, provider, admin) = unsigned().await;
    provider.script(|script| script.is_plain = true);
    let at = |path: &str| format!("{}{path}", provider.issuer());
    let described = filled(&admin, &provider)
        .await
        .fill("Where people are sent", &at("/authorize"))
        .fill("Where it changes codes", &at("/token"))
        .fill("Where it tells of a person", &at("/userinfo"))
        .fill("Under which name it tells what they are called, if not name", "display_name");
    let subject = "Under which name it tells what stays of a person, such as id";
    for (label, value, is_issued, words) in [
        (subject, "id", true, "has no issuer"),
        (subject, "", false, "Write under which name it tells what stays of a person"),
        (subject, "email", false, "email may change, or be somebody else's later"),
        ("Where it changes codes", "http://169.254.169.254/token", false, "https"),
    ] {
        let form = described.clone().fill(label, value);
        let form = if is_issued { form } else { form.fill("Issuer", "") };
        let page = admin.send(form).await;
        assert_eq!(page.is(422).typed("Where people are sent"), at("/authorize"), "{words}");
        page.shows(words);
    }
    let form = described.fill("Issuer", "").fill(subject, "id");
    admin.send_and_go_on(form).await.is(200).shows(&at("/userinfo"));
    let visitor = scene.as_visitor();
    let location = start(&visitor, "uni").await;
    let ines = student("ines").without("name").with("id", 7).with("display_name", "Ines");
    come_back(&visitor, &provider.allow(&location, &ines)).await.is(303);
    visitor.get("/settings/").await.is(200).shows("Ines");
}

#[actix_web::test]
async fn an_admin_elsewhere_changes_nothing_here_whatever_they_send() {
    let campus = Campus::new().await;
    let scene = &campus.scene;
    scene.house.admin("gail").await;
    let east = scene.site.institution("eastbridge").await;
    east.admin("zoe").await;
    let (admin, zoe) = (scene.as_member("gail").await, Browser::new(&scene.site.node, &east.host()));
    let zoe = zoe.as_member(&east.person("zoe")).await;
    // A person of theirs with the same power, at the same addresses: of their own host, and of ours with their session.
    let crossed = scene.as_visitor();
    crossed.set_cookie("__Host-session", &zoe.cookie("__Host-session").unwrap());
    let desk = admin.get(DESK).await;
    let change = admin.follow(&desk, "Change").await;
    let forms =
        [desk.form("Switch off"), desk.form("Test"), change.form("Save").fill("Who gets what", "member:role=evil")];
    let token = zoe.get("/settings/").await.form("Save").value("csrf").unwrap().to_owned();
    for form in forms {
        zoe.send_forged(form.clone()).await.is(404);
        let page = crossed.send(form.forge("csrf", &token)).await;
        assert!((400..500).contains(&page.status), "{}", page.told());
    }
    zoe.get(DESK).await.is(200).shows("There is none yet");
    assert_eq!(crossed.get(DESK).await.status, 404);
    campus.lets_in(&student("ines")).await;
    admin.get(DESK).await.shows(&campus.provider.issuer()).lacks("role=evil");
}

#[actix_web::test]
async fn no_page_on_the_way_in_may_be_framed() {
    let campus = Campus::new().await;
    let (visitor, ada) = (campus.scene.as_visitor(), campus.scene.as_member("ada").await);
    let refused = visitor.get("/sso/uni/callback?state=nothing&code=nothing").await;
    let pages = [
        visitor.get("/sign-in").await,
        visitor.get("/sign-in/passkey").await,
        visitor.get("/sign-in?ended=uni").await,
        ada.get("/settings/sign-in/").await,
        ada.get("/sign-in/again?to=/settings/").await,
        refused,
    ];
    for page in pages {
        assert_eq!(page.header("x-frame-options"), Some("DENY"), "{}", page.told());
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}: {}", page.told());
    }
}
