//! The desk of those who run a cohort: to whom it opens, and what it changes.

use lyceum::roster::CohortRole;
use lyceum::worker;

use crate::support::Scene;

#[actix_web::test]
async fn only_who_runs_a_cohort_manages_it() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let desk = helen.get("/c/spring/manage/").await;
    let forms = [
        desk.form("Save name and dates").fill("Name", "Winter"),
        desk.form("Add them").fill("Username or e-mail address", "olga"),
        desk.form("Change the state").fill("Where this cohort is in its life", "Closed"),
        desk.form("Change role Ben").fill("Role of Ben", "Coordinator"),
        helen.get("/c/spring/manage/end?who=ben").await.form("End it"),
    ];
    for (username, status) in [("ada", 403), ("ruth", 403), ("mo", 403), ("olga", 404)] {
        let browser = scene.as_member(username).await;
        browser.get("/c/spring/manage/").await.is(status);
        for form in &forms {
            browser.send_forged(form.clone()).await.is(status);
        }
    }
    scene.as_visitor().get("/c/spring/manage/").await.is(404);
    helen.get("/c/spring/").await.shows("They are 1 mentor, 2 students, 1 coordinator and 1 moderator.");
}

#[actix_web::test]
async fn the_way_to_the_desk_is_shown_to_whom_it_opens() {
    let scene = Scene::new().await;
    for username in ["helen", "mo", "ruth", "ada"] {
        let browser = scene.as_member(username).await;
        for page in ["/c/spring/", "/c/spring/people/"] {
            let has_way = browser.get(page).await.is(200).has("a[href='/c/spring/manage/']");
            assert_eq!(has_way, username == "helen", "{username} at {page}");
        }
    }
    let mo = scene.as_member("mo").await;
    mo.get("/c/spring/").await.lacks("You run this cohort.");
    scene.spring.enrol(&scene.person("mo"), CohortRole::Coordinator).await;
    let page = mo.get("/c/spring/").await;
    mo.follow(&page, "Change its people, name and dates").await.is(200);
    scene.spring.enrol(&scene.person("mo"), CohortRole::Moderator).await;
    mo.get("/c/spring/").await.lacks("You run this cohort.");
}

#[actix_web::test]
async fn an_admin_appoints_coordinators_and_reads_nothing() {
    let scene = Scene::new().await;
    scene.house.admin("agnes").await;
    let (agnes, helen) = (scene.as_member("agnes").await, scene.as_member("helen").await);
    let desk = agnes.get("/c/spring/manage/").await;
    desk.is(200).shows("You are not in this cohort.").shows("you cannot read what is written there");
    assert!(!desk.has("a[href='/c/spring/']"), "a way to a page that is not there for them");
    let own = helen.get("/c/spring/manage/").await;
    assert!(own.lacks("You are not in this cohort.").has("a[href='/c/spring/']"));
    agnes.send(desk.form("Change role Ben").fill("Role of Ben", "Coordinator")).await.is(303);
    for page in ["/c/spring/", "/c/spring/people/", "/b/ask/"] {
        agnes.get(page).await.is(404);
    }
    scene.site.mail_to("helen@northfield.example").await;
}

#[actix_web::test]
async fn an_admin_does_not_let_themselves_in_where_somebody_can_be_asked() {
    let scene = Scene::new().await;
    scene.house.admin("agnes").await;
    let agnes = scene.as_member("agnes").await;
    let refused = "Ask one of its coordinators to add you. Whoever is in a cohort can read all that is written there, so nobody adds themselves.";
    for role in ["Coordinator", "Observer"] {
        let form = agnes.get("/c/spring/manage/").await.form("Add them");
        let answer = agnes.send(form.fill("Username or e-mail address", "agnes").fill("Role", role)).await;
        answer.is(422).error_beside("Username or e-mail address", refused);
    }
    agnes.get("/b/ask/").await.is(404);
    scene.house.cohort("autumn").await;
    let form = agnes.get("/c/autumn/manage/").await.form("Add them");
    agnes.send(form.fill("Username or e-mail address", "agnes").fill("Role", "Coordinator")).await.is(303);
    agnes.get("/c/autumn/").await.is(200);
}

#[actix_web::test]
async fn coordinators_hear_of_whom_somebody_else_lets_in() {
    let scene = Scene::new().await;
    scene.house.admin("agnes").await;
    let letters = || async { scene.site.mail_to("helen@northfield.example").await };
    let add = |desk: crate::support::Page, who: &str| {
        desk.form("Add them").fill("Username or e-mail address", who).fill("Role", "Observer")
    };
    let (agnes, helen) = (scene.as_member("agnes").await, scene.as_member("helen").await);
    helen.send(add(helen.get("/c/spring/manage/").await, "olga")).await.is(303);
    assert!(letters().await.is_empty(), "she did it herself");
    let desk = agnes.get("/c/spring/manage/").await;
    agnes.send(desk.form("Change role Olga").fill("Role of Olga", "Mentor")).await.is(303);
    scene.house.member("pia").await;
    agnes.send(add(desk, "pia")).await.is(303);
    let told = letters().await;
    assert_eq!(told.len(), 2);
    assert_eq!(told[1].subject, "Somebody was let into Spring");
    for words in
        ["Agnes, who helps to run the institution and does not coordinate Spring, let Pia in there", "Observer"]
    {
        assert!(told[1].text.contains(words), "{words} is not in {}", told[1].text);
    }
    assert!(scene.site.mail_to("ruth@northfield.example").await.is_empty(), "a mentor is not told");
}

#[actix_web::test]
async fn the_last_coordinator_neither_leaves_nor_becomes_something_else() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let refused = "You are the only coordinator here. Make somebody else a coordinator first; then you can leave, or take another role.";
    let answer = helen.send(helen.get("/c/spring/leave").await.form("Leave this cohort")).await;
    assert_eq!(answer.is(409).texts_of(".problems li"), [refused]);
    assert_eq!(answer.heading(), "Leave Spring?");
    assert!(answer.title().starts_with("Error: "), "{}", answer.title());
    let desk = helen.follow(&answer, "Make somebody else a coordinator").await;
    for form in [
        desk.form("Change role Helen").fill("Role of Helen", "Mentor"),
        helen.follow(&desk, "Remove Helen").await.form("End it"),
    ] {
        let answer = helen.send(form).await;
        assert_eq!(answer.is(409).texts_of(".problems a[href='#people']"), [refused]);
        assert!(answer.has("#people") && answer.heading() == "Run Spring");
    }
    scene.house.admin("agnes").await;
    let agnes = scene.as_member("agnes").await;
    let form = agnes.get("/c/spring/manage/").await.form("Change role Helen").fill("Role of Helen", "Mentor");
    agnes.send(form).await.is(409).shows("Helen is the only coordinator here.").lacks("You are the only coordinator");
    helen.send(desk.form("Change role Ruth").fill("Role of Ruth", "Coordinator")).await.is(303);
    helen.send(desk.form("Change role Helen").fill("Role of Helen", "Mentor")).await.is(303);
    helen.get("/c/spring/manage/").await.is(403);
}

#[actix_web::test]
async fn a_role_that_was_not_offered_is_marked_beside_its_list() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let desk = helen.get("/c/spring/manage/").await;
    let (roles, states) = (desk.form("Add them"), desk.form("Change the state"));
    let answer = helen.send(roles.fill("Username or e-mail address", "olga").forge("role", "owner")).await;
    answer.is(422).error_beside("Role", "Choose one of these");
    let answer = helen.send(states.forge("state", "forgotten")).await;
    answer.is(422).error_beside("Where this cohort is in its life", "Choose planned, running, closed or archived");
    assert!(!helen.get("/c/spring/manage/").await.has("[aria-invalid]"));
}

#[actix_web::test]
async fn a_coordinator_gives_a_cohort_another_name_and_other_days() {
    let scene = Scene::new().await;
    let (helen, ada) = (scene.as_member("helen").await, scene.as_member("ada").await);
    let pages = ["/", "/c/spring/", "/c/spring/people/", "/b/ask/", &scene.thread.path, "/m/ruth/"];
    for page in pages {
        ada.get(page).await.is(200).shows("Spring");
    }
    let form = helen.get("/c/spring/manage/").await.form("Save name and dates");
    let form = form.fill("Name", "  Summer\u{a0}term ").fill("First day", "2027-04-05").fill("Last day", "2027-07-16");
    let desk = helen.send_and_go_on(form).await;
    assert_eq!((desk.heading(), desk.typed("Name")), ("Run Summer term".into(), "Summer term".into()));
    assert_eq!([desk.typed("First day"), desk.typed("Last day")], ["2027-04-05", "2027-07-16"]);
    for page in pages {
        ada.get(page).await.is(200).shows("Summer term").lacks("Spring");
    }
    ada.get("/c/spring/").await.shows("5 April 2027 It begins").shows("16 July 2027 It closes");
    ada.get("/").await.shows("until 16 July 2027");
    let open = desk.form("Save name and dates").fill("First day", "").fill("Last day", "");
    helen.send(open).await.is(303);
    ada.get("/c/spring/").await.lacks("It begins").lacks("It closes");
}

#[actix_web::test]
async fn days_that_cannot_be_come_back_as_they_were_typed() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let form = helen.get("/c/spring/manage/").await.form("Save name and dates");
    let form = form.fill("Last day", "2027-07-16");
    let (form_of_day, far) =
        ("Write the day as year, month and day, such as 2026-10-05", "Choose a year from 2000 to 2199");
    for (typed, told) in [
        ("5 April 2027", form_of_day.to_owned()),
        ("2027-02-29", form_of_day.to_owned()),
        (
            "on the first Monday after Easter, whenever",
            "Make it shorter: it has 42 characters, and 40 is the most".to_owned(),
        ),
        ("20270405", form_of_day.to_owned()),
        ("1999-12-31", far.to_owned()),
        ("2200-01-01", far.to_owned()),
        ("2027-04-05T09:00", form_of_day.to_owned()),
    ] {
        let answer = helen.send(form.clone().fill("Name", "Summer").fill("First day", typed)).await;
        answer.is(422).error_beside("First day", &told);
        assert_eq!(
            [answer.typed("Name"), answer.typed("First day"), answer.typed("Last day")],
            ["Summer", typed, "2027-07-16"]
        );
    }
    let early = helen.send(form.clone().fill("Name", " ").fill("First day", "2027-07-17")).await;
    early.is(422).error_beside("Name", "Give it a name");
    early.error_beside("Last day", "It would end before it begins; choose a later last day");
    helen.get("/c/spring/").await.shows("Spring").lacks("It begins").lacks("It closes");
    for same in ["2000-01-01", "2027-07-16"] {
        helen.send(form.clone().fill("First day", same)).await.is(303);
    }
}

#[actix_web::test]
async fn the_calendar_follows_the_new_days() {
    let scene = Scene::new().await;
    let helen = scene.as_member("helen").await;
    let save = async |first: &str, last: &str| {
        let form = helen.get("/c/spring/manage/").await.form("Save name and dates");
        helen.send(form.fill("First day", first).fill("Last day", last)).await.is(303);
    };
    let day = 86_400;
    save("2027-02-01", "2027-03-02").await;
    save("2027-02-01", "2027-03-04").await;
    scene.site.wait(3 * day);
    worker::fall_due(&scene.site).await.unwrap();
    assert_eq!(scene.spring.entry().state, "running", "it does not close on the day it was given before");
    save("2027-02-01", "").await;
    scene.site.wait(3 * day);
    worker::fall_due(&scene.site).await.unwrap();
    assert_eq!(scene.spring.entry().state, "running", "a day that was taken back does not come");
    save("2027-02-01", "2027-03-05").await;
    worker::fall_due(&scene.site).await.unwrap();
    assert_eq!(scene.spring.entry().state, "closed");
}
