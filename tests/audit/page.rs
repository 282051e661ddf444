//! `/admin/audit/` and `/admin/roles/`, as those read them who run the institution, and as nobody else does.

use lyceum::members::suspend;

use super::chain::lines;
use crate::support::{Browser, Page, Scene};

/// A scene with its administrator.
async fn with_admin() -> (Scene, Browser) {
    let scene = Scene::new().await;
    scene.house.admin("ada-lee").await;
    let admin = scene.as_member("ada-lee").await;
    (scene, admin)
}

/// What was done, line by line.
fn done(page: &Page) -> Vec<String> {
    page.texts_of("article h2")
}

#[actix_web::test]
async fn whoever_runs_the_institution_reads_the_audit_and_to_everybody_else_there_is_none() {
    let (scene, admin) = with_admin().await;
    scene.house.moderator("nora").await;
    scene.house.coordinator("carl").await;
    for path in ["/admin/audit/", "/admin/audit/lines.csv", "/admin/roles/"] {
        admin.get(path).await.is(200);
        for name in ["nora", "carl", "helen", "mo", "ruth", "ada", "olga"] {
            scene.as_member(name).await.get(path).await.is(404);
        }
        scene.as_visitor().get(path).await.is(404);
    }
    for wrong in ["/admin/audit/?verb=a&verb=b", "/admin/audit/lines.csv?verb=a&verb=b"] {
        admin.get(wrong).await.is(400);
        scene.as_visitor().get(wrong).await.is(404);
        scene.as_member("helen").await.get(wrong).await.is(404);
    }
    let page = admin.get("/admin/audit/").await;
    page.is(200).shows("Downloaded the audit").shows("Granted a role").shows("Ada Lee");
    assert!(page.title().starts_with("Audit – "), "{}", page.title());
    let settings = admin.get("/settings/").await;
    assert!(settings.has_link("Audit") && settings.has_link("Roles and what they may do"));
    assert!(!scene.as_member("helen").await.get("/settings/").await.has_link("Audit"));
}

#[actix_web::test]
async fn the_audit_of_another_institution_is_another_one() {
    let (scene, admin) = with_admin().await;
    let east = scene.site.institution("eastbridge").await;
    let other = scene.site.browser().as_member(&east.admin("zora").await).await;
    let theirs = other.get("/admin/audit/").await;
    assert_eq!(
        done(theirs.is(200).lacks("Ada")),
        ["Signed in", "Granted a role", "Added a member", "Added the institution"]
    );
    admin.get("/admin/audit/").await.is(200).lacks("Zora");
}

#[actix_web::test]
async fn the_list_is_narrowed_by_what_was_done_by_whom_to_what_and_when() {
    let (scene, admin) = with_admin().await;
    let (ben, helen) = (scene.person("ben").id, scene.person("helen").id);
    scene.site.wait(3 * 86_400);
    scene.site.write(move |tx| suspend::suspend(tx, ben, Some(helen), "He asked for it.")).await.unwrap();
    let all = admin.get("/admin/audit/").await;
    let ask = || all.form("Show");
    let by_verb = admin.send(ask().fill("What was done", "Suspended a member")).await;
    by_verb.is(200).shows("He asked for it.").shows("Helen").shows("Ben");
    assert_eq!(done(&by_verb), ["Suspended a member"]);
    let by_actor = admin.send(ask().fill("By whom", "helen")).await;
    assert_eq!(done(by_actor.is(200)), ["Suspended a member"]);
    let by_nobody = admin.send(ask().fill("By whom", "-").fill("What was done", "Opened a cohort")).await;
    assert_eq!(done(by_nobody.is(200).shows("A command or the clock")), ["Opened a cohort"]);
    let to_ben = admin.send(ask().fill("To whom or what", "Ben")).await;
    let his = ["Suspended a member", "Gave somebody a role in a cohort", "Added a member"];
    assert_eq!(done(to_ben.is(200)), his);
    let to_spring = admin.send(ask().fill("To whom or what", "spring")).await;
    let of_spring = done(to_spring.is(200));
    assert!(of_spring.iter().filter(|what| *what == "Gave somebody a role in a cohort").count() > 2, "{of_spring:?}");
    assert_eq!(of_spring.last().map(String::as_str), Some("Opened a cohort"));
    let place = to_spring.link("Everything about");
    assert_eq!(done(&admin.get(&place).await), ["Gave somebody a role in a cohort"], "one place in it");
    let later = admin.send(ask().fill("From", "2027-03-04")).await;
    assert_eq!(done(later.is(200)), ["Suspended a member"], "and the sessions before it were begun on the first day");
    let earlier = admin.send(ask().fill("Up to and including", "2027-03-01")).await;
    assert!(!done(earlier.is(200)).contains(&"Suspended a member".to_owned()));
    let none = admin.send(ask().fill("By whom", "helen").fill("Up to and including", "2027-03-01")).await;
    none.is(200).shows("Nothing like this was done");
    let same = admin.follow(&by_verb, "Everything about").await;
    assert_eq!(done(same.is(200)), his);
}

#[actix_web::test]
async fn a_filter_that_cannot_be_is_refused_beside_its_field_with_what_was_typed() {
    let (_scene, admin) = with_admin().await;
    let all = admin.get("/admin/audit/").await;
    let ask = || all.form("Show");
    let wrong =
        admin.send(ask().fill("By whom", "ruht").fill("To whom or what", "nothing").fill("From", "1 May")).await;
    wrong.is(422).error_beside("By whom", "Nobody here has that username; write one, or a hyphen for commands");
    let nothing =
        "Nothing here has that name; write a username, the address name of a cohort, or what stands below a line";
    let day = "Write the day as year, month and day, such as 2026-10-05";
    wrong.error_beside("To whom or what", nothing).error_beside("From", day);
    assert_eq!((&*wrong.typed("By whom"), &*wrong.typed("From")), ("ruht", "1 May"));
    let turned = admin.send(ask().fill("From", "2027-03-02").fill("Up to and including", "2027-03-01")).await;
    turned.is(422).error_beside("Up to and including", "Choose a day that is not before the first one");
    let unknown = admin.get("/admin/audit/?verb=%00").await;
    unknown.is(422).error_beside("What was done", "Nothing is called like this; choose one from the list");
    admin.get("/admin/audit/?from=9999-12-31").await.is(422).error_beside("From", day);
    admin.get("/admin/audit/?before=nothing").await.is(404);
    admin.get("/admin/audit/lines.csv?actor=ruht").await.is(400);
}

#[actix_web::test]
async fn every_line_stands_on_one_page_and_a_verb_without_words_is_shown_as_it_is() {
    let (scene, admin) = with_admin().await;
    lines(&scene.site, &scene.house, 120).await;
    let ask = "/admin/audit/?verb=test.mark";
    let first = admin.get(ask).await;
    assert_eq!(done(first.is(200)), vec!["test.mark"; 50]);
    assert!(!first.has_link("Newer"));
    let second = admin.follow(&first, "Older").await;
    let third = admin.follow(&second, "Older").await;
    assert_eq!((done(&second).len(), done(&third).len()), (50, 20));
    assert!(!third.has_link("Older"));
    let back = admin.follow(&third, "Newer").await;
    assert_eq!(back.texts_of("article"), second.texts_of("article"));
    assert_eq!(admin.follow(&back, "Newer").await.texts_of("article"), first.texts_of("article"));
    assert_eq!(admin.follow(&third, "Newest").await.texts_of("article"), first.texts_of("article"));
}

#[actix_web::test]
async fn the_roles_page_shows_the_table_that_the_rules_ask() {
    let (_scene, admin) = with_admin().await;
    let page = admin.get("/admin/roles/").await;
    assert_eq!(page.is(200).heading(), "Roles and what they may do");
    let rights = lyceum::rights::table::TABLE.len();
    assert_eq!(page.texts_of("section + section tbody tr").len(), rights, "{}", page.told());
    let row = |css: &str, begins: &str| {
        let rows = page.texts_of(css);
        rows.iter().find(|row| row.starts_with(begins)).cloned().unwrap_or_else(|| panic!("{begins}: {rows:#?}"))
    };
    let run = row("tbody tr", "Choose who is in a cohort");
    assert!(run.contains("Coordinator of the cohort, Administrator"), "{run}");
    let coordinator = row("section:first-of-type tbody tr", "Coordinator of the cohort");
    assert!(!coordinator.contains("sign-on") && coordinator.contains("an invitation"), "{coordinator}");
    assert!(row("section:first-of-type tbody tr", "Mentor").contains("what the university’s sign-on says"));
}
