//! Links that are over: one page for all of them, and a last use that one of many gets.

use diesel::prelude::*;
use lyceum::db::schema::{enrolments, invitations};
use lyceum::invitations::add::NewInvitation;
use lyceum::invitations::revoke;
use lyceum::roster::CohortRole;

use super::{join, link, made, role, usual};
use crate::support::{Browser, Scene};

const OVER: &str = "This invitation has been used up or taken back, or its time is over. Ask whoever sent it to you";

/// Whatever is done with it, it is over, and says so in the same words.
async fn is_over(browser: &Browser, form: &crate::support::form::Form, path: &str, what: &str) {
    for page in [browser.get(path).await, browser.send(form.clone()).await] {
        assert_eq!(page.status, 409, "{what}: {}", page.told());
        page.shows(OVER);
        browser.follow(&page, "Go to the front page").await.is(200);
    }
}

#[actix_web::test]
async fn whatever_ended_an_invitation_it_is_over_in_the_same_words() {
    let scene = Scene::new().await;
    let (olga, visitor) = (scene.as_member("olga").await, scene.as_visitor());
    let helen = scene.as_member("helen").await;
    let token = olga.get("/settings/").await.form("Save").value("csrf").unwrap().to_owned();

    let used = link(&scene, NewInvitation { uses: 1, ..usual(&scene) }).await;
    let form = olga.get(&used).await.form("Join").forge("csrf", &token);
    join(&scene.site.browser().as_member(&scene.house.member("pia").await).await, &used).await.is(303);
    is_over(&olga, &form, &used, "used up").await;

    let revoked = link(&scene, usual(&scene)).await;
    let form = olga.get(&revoked).await.form("Join");
    let desk = helen.get("/c/spring/invitations/").await;
    helen.send(desk.form("Take it back Link")).await.is(303).redirects_to("/c/spring/invitations/");
    helen.send(desk.form("Take it back Link")).await.is(409).shows("This invitation is over already.");
    helen.get("/c/spring/invitations/").await.shows("Taken back");
    is_over(&olga, &form, &revoked, "taken back").await;

    let late = link(&scene, NewInvitation { days: 1, ..usual(&scene) }).await;
    let form = olga.get(&late).await.form("Join");
    let ask = visitor.get(&late).await.form("Make an account");
    let ask = ask.fill("Your name", "Nia").fill("E-mail address", "nia@old.example");
    scene.site.wait(86_400 - 10);
    olga.get(&late).await.is(200);
    scene.site.wait(10);
    is_over(&olga, &form, &late, "expired").await;
    visitor.send(ask).await.is(409).shows(OVER);
    is_over(&olga, &form.forge("nothing", "").without("nothing"), "/invitations/never-made", "never made").await;

    let demoted = link(&scene, usual(&scene)).await;
    let form = olga.get(&demoted).await.form("Join");
    scene.spring.enrol(&scene.person("ruth"), CohortRole::Coordinator).await;
    scene.spring.enrol(&scene.person("helen"), CohortRole::Mentor).await;
    is_over(&olga, &form, &demoted, "by somebody who may not any more").await;

    scene.spring.enrol(&scene.person("helen"), CohortRole::Coordinator).await;
    olga.get(&demoted).await.is(200);
    scene.spring.becomes("archived").await;
    is_over(&olga, &form, &demoted, "into a cohort that has ended").await;
    assert_eq!(role(&scene, "olga"), None);
    assert!(scene.site.mail_to("nia@old.example").await.is_empty());
}

#[actix_web::test]
async fn an_invitation_is_of_one_institution() {
    let scene = Scene::new().await;
    let east = scene.site.institution("eastbridge").await;
    let path = link(&scene, usual(&scene)).await;
    let eve = scene.site.browser().as_member(&east.member("eve").await).await;
    let there = eve.get(&path).await;
    there.is(409).shows(OVER);
    assert_eq!(there.source(), eve.get("/invitations/never-made").await.source().replace("never-made", &path[13..]));
    // At the right host their session is nobody's.
    let here = eve.clone().at("northfield.localhost");
    here.set_cookie("__Host-session", &eve.cookie("__Host-session").unwrap());
    let page = here.get(&path).await;
    page.is(200).shows("If you have none");
    let answer = here.send(page.form("Make an account").forge("name", "").forge("email", "")).await;
    answer
        .is(422)
        .error_beside("Your name", "Write a name")
        .error_beside("E-mail address", "Write your e-mail address");
    let csrf = page.form("Make an account").value("csrf").unwrap().to_owned();
    here.post(&path, format!("csrf={csrf}")).await.is(303).redirects_to("/sign-in?to=/invitations/");
}

#[actix_web::test]
async fn one_of_twenty_at_once_gets_the_last_use() {
    let scene = Scene::new().await;
    let path = link(&scene, NewInvitation { uses: 1, ..usual(&scene) }).await;
    let mut forms = Vec::new();
    for number in 0..20 {
        let member = scene.house.member(&format!("pia-{number}")).await;
        let browser = scene.site.browser().as_member(&member).await;
        let form = browser.get(&path).await.form("Join");
        forms.push((browser, form));
    }
    let sent = forms.into_iter().map(|(browser, form)| actix_web::rt::spawn(async move { browser.send(form).await }));
    let mut came = 0;
    for answer in sent.collect::<Vec<_>>() {
        let page = answer.await.unwrap();
        came += usize::from(page.status == 303);
        assert!(matches!(page.status, 303 | 409), "{}", page.told());
    }
    let rows = scene.site.read(|conn| {
        let by = enrolments::table.filter(enrolments::source.eq("invitation")).count().get_result::<i64>(conn)?;
        Ok((by, invitations::table.select(invitations::uses).load::<i32>(conn)?))
    });
    assert_eq!((came, rows.await.unwrap()), (1, (1, vec![1])));
}

#[actix_web::test]
async fn an_invitation_of_another_cohort_is_none_to_take_back() {
    let scene = Scene::new().await;
    let autumn = scene.house.cohort("autumn").coordinator("ida").await;
    let mine = made(&scene, usual(&scene)).await.id;
    let desk = scene.as_member("helen").await.get("/c/spring/invitations/").await;
    let ida = scene.as_member("ida").await;
    let own = scene.site.write({
        let (cohort, by) = (autumn.id, scene.person("ida").id);
        let new = NewInvitation { cohort, ..usual(&scene) };
        move |tx| lyceum::invitations::add::add(tx, new, Some(by))
    });
    own.await.unwrap();
    ida.send_forged(desk.form("Take it back Link")).await.is(404);
    let form = ida.get("/c/autumn/invitations/").await.form("Take it back Link");
    ida.send(form.forge("invitation", &mine.to_string())).await.is(409).shows("This invitation is over already.");
    let (cohort, by) = (scene.spring.id, scene.person("ida").id);
    let refused = scene.site.write(move |tx| revoke::revoke(tx, cohort, mine, Some(by))).await;
    assert_eq!(refused.unwrap_err().status(), 403);
    scene.as_member("helen").await.get("/c/spring/invitations/").await.shows("Open");
}
