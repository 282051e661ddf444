//! Invitations: links and code words by which people come into a cohort, and what is asked of whoever holds one.

mod accounts;
mod commands;
mod over;
mod words;

use diesel::prelude::*;
use lyceum::db::schema::{audit, enrolments, invitations};
use lyceum::invitations::add::{self, Kind, Made, NewInvitation};
use lyceum::roster::CohortRole;

use crate::support::{Browser, Page, Scene};

/// An invitation as a student into Spring, made by Helen, that nine may use for nine days.
fn usual(scene: &Scene) -> NewInvitation {
    NewInvitation {
        cohort: scene.spring.id,
        kind: Kind::Link,
        role: CohortRole::Mentee,
        address: String::new(),
        note: String::new(),
        uses: 9,
        days: 9,
    }
}

/// Makes one, as Helen.
async fn made(scene: &Scene, new: NewInvitation) -> Made {
    let by = scene.person("helen").id;
    scene.site.write(move |tx| add::add(tx, new, Some(by))).await.unwrap()
}

/// The path of a link that was made so.
async fn link(scene: &Scene, new: NewInvitation) -> String {
    format!("/invitations/{}", made(scene, new).await.secret.unwrap())
}

async fn join(browser: &Browser, path: &str) -> Page {
    browser.send(browser.get(path).await.is(200).form("Join")).await
}

fn role(scene: &Scene, username: &str) -> Option<CohortRole> {
    let person = scene.site.roster.member_named(scene.house.id, username)?;
    person.role_in(scene.spring.id)
}

#[actix_web::test]
async fn a_coordinator_makes_a_link_and_sees_who_came_by_it() {
    let scene = Scene::new().await;
    let (helen, olga, visitor) = (scene.as_member("helen").await, scene.as_member("olga").await, scene.as_visitor());
    let manage = helen.get("/c/spring/manage/").await;
    let desk = helen.follow(&manage, "Invite people who have no account yet, or many at once").await;
    let form = desk.is(200).form("Make an invitation").fill("What they will be here", "Mentor");
    let made = helen.send(form.fill("What you want to say", "We meet <on Mondays>.")).await;
    assert_eq!(made.is(200).header("cache-control"), Some("no-store"));
    let link = made.text_of(".notice code");
    let path = link.strip_prefix("http://northfield.localhost:8080").unwrap().to_owned();
    assert_eq!(path.len(), "/invitations/".len() + 32, "24 bytes by chance");
    helen.get("/c/spring/invitations/").await.shows("used 0 of 1").lacks(&path);

    // Looking changes nothing, whoever looks.
    for browser in [&visitor, &visitor, &olga, &helen] {
        let page = browser.get(&path).await;
        page.is(200).shows("You are invited to Spring").shows("Helen invites you, at Northfield.");
        page.shows("We meet <on Mondays>.").shows("The 5 people of this cohort will be able to read it.");
        page.shows("1 mentor, 2 students, 1 coordinator and 1 moderator").shows("15 March 2027").lacks("Ruth");
    }
    assert!(helen.get(&path).await.shows("You are in this cohort already.").has("a[href='/c/spring/']"));
    assert_eq!(role(&scene, "olga"), None);
    olga.get("/c/spring/").await.is(404);

    join(&olga, &path).await.is(303).redirects_to("/c/spring/");
    olga.get("/c/spring/").await.is(200);
    assert_eq!(role(&scene, "olga"), Some(CohortRole::Mentor));
    helen.get("/c/spring/invitations/").await.shows("Used up").shows("used 1 of 1").shows("Olga, 1 March 2027");
    let (olga, helen) = (scene.person("olga").id, scene.person("helen").id);
    let (source, lines) = scene
        .site
        .read(move |conn| {
            let own = enrolments::table.filter(enrolments::member_id.eq(olga));
            let source = own
                .select((enrolments::source, enrolments::granted_by))
                .first::<(Option<String>, Option<i64>)>(conn)?;
            let lines = audit::table.filter(audit::verb.like("invitations.%")).order(audit::id);
            Ok((
                source,
                lines
                    .select((audit::verb, audit::actor_id, audit::details))
                    .load::<(String, Option<i64>, String)>(conn)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(source, (Some("invitation".into()), Some(helen.0)));
    let kept: Vec<_> = lines.iter().map(|(verb, actor, _)| (verb.as_str(), *actor)).collect();
    assert_eq!(kept, [("invitations.add", Some(helen.0)), ("invitations.use", Some(olga.0))]);
    assert!(lines.iter().all(|(_, _, details)| details.contains("spring") && !details.contains(&path[13..])));
}

#[actix_web::test]
async fn who_signs_in_first_comes_back_to_the_invitation_and_its_token_is_kept_nowhere() {
    let scene = Scene::new().await;
    let path = link(&scene, usual(&scene)).await;
    let visitor = scene.as_visitor();
    let page = visitor.get(&path).await;
    // Neither way to sign in has the token in it: where somebody comes back to is written down.
    assert_eq!(
        page.attrs_of("a[href^='/sign-in']", "href"),
        ["/sign-in?to=/invitations/", "/sign-in?to=/invitations/"]
    );
    let stale = page.form("Make an account").fill("Your name", "Nia").forge("csrf", "from yesterday");
    let ways = visitor.send(stale).await.is(403).attrs_of("a[href^='/sign-in']", "href");
    assert!(!ways.is_empty() && ways.iter().all(|way| way == "/sign-in?to=/invitations/"), "{ways:?}");
    let sign_in = visitor.follow(&page, "Sign in").await;
    visitor.send(sign_in.form("Send me a link").fill("E-mail address", "olga@northfield.example")).await.is(200);
    let letter = scene.site.mail_to("olga@northfield.example").await.remove(0);
    let welcome = visitor.get(letter.path()).await;
    let answer = visitor.send(welcome.form("Sign in")).await;
    let back = visitor.go_on(answer).await;
    back.is(200).shows("You are invited to Spring").shows("You are signed in as Olga.");
    visitor.send(back.form("Join")).await.is(303).redirects_to("/c/spring/");
    assert_eq!(visitor.cookie("__Host-invitation").unwrap_or_default(), "", "the browser has forgotten it");
    visitor.get("/invitations/").await.is(409).shows("Open the invitation once more");
    let token = path.strip_prefix("/invitations/").unwrap();
    let database = std::fs::read(scene.site.folder().join("lyceum.db")).unwrap_or_default();
    let log = std::fs::read(scene.site.folder().join("lyceum.db-wal")).unwrap_or_default();
    for bytes in [database, log] {
        assert!(!bytes.windows(token.len()).any(|window| window == token.as_bytes()), "the token lies in the database");
    }
}

#[actix_web::test]
async fn nobody_but_a_coordinator_invites_and_nobody_gives_what_was_not_offered() {
    let scene = Scene::new().await;
    scene.house.admin("agnes").await;
    let helen = scene.as_member("helen").await;
    let desk = helen.get("/c/spring/invitations/").await;
    let (by_link, by_word) = (desk.form("Make an invitation"), desk.form("Make a code word"));
    let before = count(&scene).await;
    for (username, status) in [("ada", 403), ("ruth", 403), ("mo", 403), ("olga", 404), ("agnes", 404)] {
        let browser = scene.as_member(username).await;
        browser.get("/c/spring/invitations/").await.is(status);
        assert!(!browser.get("/c/spring/manage/").await.has("a[href='/c/spring/invitations/']"), "{username}");
        for form in [&by_link, &by_word] {
            browser.send_forged(form.clone()).await.is(status);
        }
    }
    scene.as_visitor().get("/c/spring/invitations/").await.is(404);
    for (form, field, label, given) in [
        (&by_link, "role", "What they will be here", &["moderator", "observer", "admin", "owner", ""][..]),
        (&by_word, "word_role", "What they will be here", &["coordinator", "moderator", "admin", ""]),
    ] {
        for role in given {
            let answer = helen.send(form.clone().forge(field, role)).await;
            assert_eq!(answer.is(422).texts_of(&format!(".problems a[href='#{field}']")).len(), 1, "{label} {role}");
        }
    }
    for (field, given) in [("uses", ["0", "-1", "1001", "two"]), ("days", ["0", "-1", "181", "1.5"])] {
        for value in given {
            let answer = helen.send(by_link.clone().forge(field, value)).await;
            assert_eq!(answer.is(422).attrs_of(&format!("#{field}"), "value"), [value]);
        }
    }
    helen.send(by_link.clone().fill("E-mail address", "nowhere")).await.is(422);
    assert_eq!(count(&scene).await, before);
    for (form, button) in [(by_link, ".notice code"), (by_word, ".notice code")] {
        assert!(helen.send(form).await.is(200).has(button));
    }
    scene.spring.becomes("closed").await;
    helen.send(desk.form("Make a code word")).await.is(409).shows("This cohort has ended");
}

async fn count(scene: &Scene) -> i64 {
    scene.site.read(|conn| Ok(invitations::table.count().get_result(conn)?)).await.unwrap()
}

#[actix_web::test]
async fn who_is_in_the_cohort_stays_what_they_are() {
    let scene = Scene::new().await;
    let path = link(&scene, usual(&scene)).await;
    let olga = scene.as_member("olga").await;
    let form = olga.get(&path).await.form("Join");
    // A coordinator who pressed the button for students would no longer run the cohort.
    for username in ["helen", "ruth"] {
        let browser = scene.as_member(username).await;
        assert!(!browser.get(&path).await.has_button("Join"));
        let answer = browser.send_forged(form.clone()).await;
        answer.is(409).shows("You are in this cohort already.");
        browser.follow(&answer, "Go there").await.is(200);
    }
    assert_eq!(
        [role(&scene, "helen"), role(&scene, "ruth")],
        [Some(CohortRole::Coordinator), Some(CohortRole::Mentor)]
    );
    scene.as_member("helen").await.get("/c/spring/invitations/").await.shows("used 0 of 9");
    // Whoever left may come back by it; whoever was removed may not.
    olga.send(form.clone()).await.is(303);
    scene.spring.remove(&scene.person("olga")).await;
    olga.get("/c/spring/").await.is(404);
    olga.send(form.clone()).await.is(303).redirects_to("/c/spring/");
    let helen = scene.as_member("helen").await;
    helen.send(helen.get("/c/spring/manage/end?who=olga").await.form("End it")).await.is(303);
    olga.send(form).await.is(409).shows("This invitation has been used up or taken back");
    olga.get("/c/spring/").await.is(404);
    let anew = link(&scene, usual(&scene)).await;
    join(&olga, &anew).await.is(303);
}
