//! Where roles come from: coordinator and above never from a claim, and each grant and its end is in the audit.

use diesel::prelude::*;
use lyceum::cohorts::enrol;
use lyceum::db::schema::{enrolments, member_roles};
use lyceum::error::Error;
use lyceum::members::grant;
use lyceum::rights::Source;
use lyceum::roster::{CohortRole, Role};

use crate::support::Scene;

#[actix_web::test]
async fn no_claim_makes_anybody_a_coordinator_or_anything_above() {
    let scene = Scene::new().await;
    let (olga, spring) = (scene.person("olga").id, scene.spring.id);
    for role in Role::ALL.iter().copied() {
        let claimed = scene.site.write(move |tx| grant::grant_from(tx, olga, role, Source::Claim, None)).await;
        assert!(matches!(claimed, Err(Error::Forbidden(_))), "{role:?}: {claimed:?}");
    }
    for role in [CohortRole::Coordinator, CohortRole::Moderator] {
        let claimed = scene.site.write(move |tx| enrol::enrol_from(tx, spring, olga, role, Source::Claim, None)).await;
        assert!(matches!(claimed, Err(Error::Forbidden(_))), "{role:?}: {claimed:?}");
    }
    assert!(scene.site.roster.member(olga).unwrap().roles.is_empty());
    let mentee = scene.site.write(move |tx| {
        enrol::enrol_from(tx, spring, olga, CohortRole::Mentee, Source::Claim, None)?;
        grant::grant_from(tx, olga, Role::Moderator, Source::Entitlement, None)
    });
    mentee.await.unwrap();
    let sources = scene.site.read(move |conn| {
        let role = member_roles::table.filter(member_roles::member_id.eq(olga)).select(member_roles::source);
        let place = enrolments::table.filter(enrolments::member_id.eq(olga)).select(enrolments::source);
        Ok((role.first::<Option<String>>(conn)?, place.first::<Option<String>>(conn)?))
    });
    let (role, place) = sources.await.unwrap();
    assert_eq!((role.as_deref(), place.as_deref()), (Some("entitlement"), Some("claim")));
}

#[actix_web::test]
async fn a_claim_leaves_whoever_was_given_a_role_here_in_that_role() {
    let scene = Scene::new().await;
    let (helen, olga, spring) = (scene.person("helen").id, scene.person("olga").id, scene.spring.id);
    let claim =
        |member, role| scene.site.write(move |tx| enrol::enrol_from(tx, spring, member, role, Source::Claim, None));
    claim(helen, CohortRole::Mentee).await.unwrap();
    assert_eq!(scene.site.roster.member(helen).unwrap().role_in(spring), Some(CohortRole::Coordinator));
    for role in [CohortRole::Mentee, CohortRole::Mentor] {
        claim(olga, role).await.unwrap();
        assert_eq!(
            scene.site.roster.member(olga).unwrap().role_in(spring),
            Some(role),
            "what a claim gave, it changes"
        );
    }
}

#[actix_web::test]
async fn an_invitation_is_worth_what_whoever_wrote_it_may_do_when_it_is_taken() {
    let scene = Scene::new().await;
    scene.house.admin("ada-lee").await;
    let (olga, spring) = (scene.person("olga").id, scene.spring.id);
    let invited = |by: &str| {
        let by = Some(scene.person(by).id);
        let role = CohortRole::Coordinator;
        scene.site.write(move |tx| enrol::enrol_from(tx, spring, olga, role, Source::Invitation, by))
    };
    for by in ["ruth", "mo", "olga"] {
        let refused = invited(by).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{by}: {refused:?}");
    }
    let helen = Some(scene.person("helen").id);
    let refused =
        scene.site.write(move |tx| grant::grant_from(tx, olga, Role::Moderator, Source::Invitation, helen)).await;
    assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    invited("helen").await.unwrap();
    let admin = Some(scene.person("ada-lee").id);
    scene.site.write(move |tx| grant::grant_from(tx, olga, Role::Moderator, Source::Invitation, admin)).await.unwrap();
    let olga = scene.site.roster.member(olga).unwrap();
    assert_eq!((olga.role_in(spring), &*olga.roles), (Some(CohortRole::Coordinator), &[Role::Moderator][..]));
}

#[actix_web::test]
async fn roles_are_granted_by_those_who_run_the_institution_and_by_commands() {
    let scene = Scene::new().await;
    scene.house.admin("ada-lee").await;
    let olga = scene.person("olga").id;
    for name in ["helen", "mo", "olga"] {
        let by = Some(scene.person(name).id);
        let refused = scene.site.write(move |tx| grant::grant(tx, olga, Role::Moderator, by)).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{name}: {refused:?}");
        let refused = scene.site.write(move |tx| grant::take_back(tx, olga, Role::Moderator, by)).await;
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{name}: {refused:?}");
    }
    let by = Some(scene.person("ada-lee").id);
    scene.site.write(move |tx| grant::grant(tx, olga, Role::Moderator, by)).await.unwrap();
    let stored = member_roles::table.filter(member_roles::member_id.eq(olga));
    let stored = stored.select((member_roles::source, member_roles::granted_by));
    let stored: (Option<String>, Option<i64>) = scene.site.read(move |conn| Ok(stored.first(conn)?)).await.unwrap();
    assert_eq!(stored, (Some("grant".to_owned()), by.map(|id| id.0)));
}

#[actix_web::test]
async fn each_grant_and_its_end_is_in_the_audit_with_where_it_came_from() {
    let scene = Scene::new().await;
    scene.house.admin("ada-lee").await;
    let (helen, admin) = (scene.as_member("helen").await, scene.as_member("ada-lee").await);
    let desk = helen.get("/c/spring/manage/").await;
    let form = desk.form("Add them").fill("Username or e-mail address", "olga").fill("Role", "Coordinator");
    helen.send(form).await.is(303);
    let desk = helen.get("/c/spring/manage/").await;
    let form = desk.form("Add them").fill("Username or e-mail address", "olga").fill("Role", "Mentor");
    helen.send(form).await.is(303);
    let end = helen.get("/c/spring/manage/end?who=olga").await;
    helen.send(end.form("End it")).await.is(303);
    let olga = scene.person("olga").id;
    let by = Some(scene.person("ada-lee").id);
    scene.site.write(move |tx| grant::grant(tx, olga, Role::Careers, by)).await.unwrap();
    scene.site.write(move |tx| grant::take_back(tx, olga, Role::Careers, by)).await.unwrap();
    let page = admin.get("/admin/audit/?from=2027-03-01").await;
    let told = page.texts_of("article").into_iter().filter(|line| line.contains("Olga")).collect::<Vec<_>>();
    for (line, parts) in told.iter().zip([
        ["Took a role back", "careers", "{}"],
        ["Granted a role", "careers", "grant"],
        ["Ended somebody’s place in a cohort", "removed", "\"was\":\"mentor\""],
        ["Gave somebody a role in a cohort", "mentor", "\"was\":\"coordinator\""],
        ["Gave somebody a role in a cohort", "coordinator", "\"source\":\"grant\""],
    ]) {
        let is_told = parts.iter().filter(|part| **part != "{}").all(|part| line.contains(part));
        assert!(is_told, "{parts:?} in {line}");
    }
    assert!(told.len() >= 6, "{told:#?}");
}
