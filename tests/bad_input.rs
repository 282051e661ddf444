//! Bad input: whatever is sent, the answer is 4xx with a sentence, what was typed is kept, and no row is written.

mod forgery;
mod forms;
mod paths;

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use lyceum::invitations::add::{self, Kind, NewInvitation};
use lyceum::roster::CohortRole;

use crate::support::form::Form;
use crate::support::{Browser, Page, Scene};

/// A form of ours, and somebody who may send it.
struct Case {
    browser: Browser,
    form: Form,
}

/// Every form of the site that writes, as the person it is made for finds it.
async fn every_form(scene: &Scene) -> Vec<Case> {
    scene.house.board("hall").public().await;
    scene.site.reply(&scene.thread, &scene.person("ben"), "Hidden words.").await;
    let (ada, helen, visitor) = (scene.as_member("ada").await, scene.as_member("helen").await, scene.as_visitor());
    let (first, second) = (scene.thread.post(1).await, scene.thread.post(2).await);
    let (olga, link) = (scene.as_member("olga").await, way_in(scene).await);
    let found = [
        (&olga, link.clone(), "Join"),
        (&visitor, link, "Make an account"),
        (&olga, "/join".into(), "Join"),
        (&helen, "/c/spring/invitations/".into(), "Make an invitation"),
        (&helen, "/c/spring/invitations/".into(), "Make a code word"),
        (&helen, "/c/spring/invitations/".into(), "Take it back Link"),
        (&ada, "/b/ask/new".to_owned(), "Post thread"),
        (&ada, scene.thread.path.clone(), "Post reply"),
        (&ada, format!("/p/{first}/edit"), "Save"),
        (&ada, "/settings/".into(), "Save"),
        (&ada, "/settings/mail/".into(), "Save"),
        (&ada, "/settings/".into(), "Set a password"),
        (&ada, "/settings/".into(), "Sign out everywhere"),
        (&ada, "/settings/sign-in/".into(), "Set it up"),
        (&ada, "/settings/sign-in/".into(), "Add a passkey"),
        (&ada, "/c/spring/leave".into(), "Leave this cohort"),
        (&ada, "/".into(), "Sign out"),
        (&ada, format!("/t/{}/boards", scene.thread.id), "Continue"),
        (&helen, format!("/p/{first}/actions"), "Lock it"),
        (&helen, format!("/p/{first}/actions"), "Pin it to the top"),
        (&helen, format!("/p/{second}/actions"), "Hide this post"),
        (&helen, format!("/t/{}/hide", scene.thread.id), "Hide this thread"),
        (&helen, "/b/ask/".into(), "Mark this board as read"),
        (&helen, "/b/ask/settings".into(), "Save"),
        (&helen, "/c/spring/manage/".into(), "Add them"),
        (&helen, "/c/spring/manage/".into(), "Save name and dates"),
        (&helen, "/c/spring/manage/".into(), "Change the state"),
        (&helen, "/c/spring/manage/".into(), "Change role Ben"),
        (&helen, "/c/spring/manage/end?who=ben".into(), "End it"),
        (&visitor, "/sign-in".into(), "Send me a link"),
        (&visitor, "/sign-in".into(), "Sign in"),
        (&visitor, "/sign-in".into(), "Use a passkey"),
    ];
    let mut cases = Vec::new();
    for (browser, path, button) in found {
        let form = filled(browser.get(&path).await.is(200).form(button));
        // There it is for password managers; whose password it is, the session says.
        let form = if button == "Set a password" { form.without("username") } else { form };
        cases.push(Case { browser: browser.clone(), form });
    }
    cases
}

/// The path of an invitation into the cohort.
async fn way_in(scene: &Scene) -> String {
    let new = NewInvitation {
        cohort: scene.spring.id,
        kind: Kind::Link,
        role: CohortRole::Mentee,
        address: String::new(),
        note: String::new(),
        uses: 9,
        days: 9,
    };
    let made = scene.site.write(move |tx| add::add(tx, new, None)).await.unwrap();
    format!("/invitations/{}", made.secret.unwrap())
}

/// The form with words in it that would be accepted.
fn filled(form: Form) -> Form {
    let words = [
        ("title", "A title"),
        ("body", "Some words."),
        ("reason", "a reason"),
        ("who", "olga"),
        ("email", "ada@northfield.example"),
        ("username", "ada"),
        ("name", "A name"),
        ("word", "maple-lantern-otter-river-417"),
        ("password", "not the password"),
        ("new_password", "correct horse battery"),
    ];
    words
        .into_iter()
        .fold(form, |form, (name, value)| if form.names().contains(&name) { form.forge(name, value) } else { form })
}

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// How many rows each table has. What reading moves (marks, versions of pages) does not count.
async fn rows(scene: &Scene) -> BTreeMap<&'static str, i64> {
    const TABLES: [&str; 31] = [
        "institutions",
        "hosts",
        "members",
        "member_emails",
        "member_roles",
        "passwords",
        "sign_in_links",
        "pending_sign_ins",
        "second_factors",
        "passkeys",
        "recovery_codes",
        "sessions",
        "cohorts",
        "enrolments",
        "invitations",
        "invitation_uses",
        "invitation_requests",
        "circles",
        "boards",
        "board_cohorts",
        "board_circles",
        "threads",
        "thread_boards",
        "posts",
        "post_revisions",
        "submissions",
        "events",
        "deliveries",
        "mail_choices",
        "mail_boards",
        "audit",
    ];
    let count = scene.site.read(|conn| {
        let mut counts = BTreeMap::new();
        for table in TABLES {
            let found: Vec<Rows> = diesel::sql_query(format!("SELECT count(*) AS rows FROM {table}")).load(conn)?;
            counts.insert(table, found[0].rows);
        }
        Ok(counts)
    });
    count.await.unwrap()
}

/// The answer is a refusal that a person understands: 4xx, in the face of the house, with a sentence.
#[track_caller]
fn is_refused(page: &Page, what: &str) {
    assert!((400..500).contains(&page.status), "{what}: {}", page.told());
    let told = [page.texts_of("main .lede"), page.texts_of("main .problems li")].concat();
    assert!(told.iter().any(|sentence| sentence.split(' ').count() > 2), "{what}: no sentence in {}", page.told());
    assert!(page.title().contains("Northfield"), "{what}: {}", page.title());
}
