//! What stands in the audit of somebody who came in: who, by which provider, and what its rules gave; no secret of anybody.

use diesel::prelude::*;
use lyceum::db::schema::audit;
use lyceum::sso::rules::{Gives, Rule};

use super::campus::{Campus, rule, student};

/// The lines about one member since a line, oldest first: verb, why and details.
async fn lines(campus: &Campus, since: i64) -> Vec<(String, String, String)> {
    let rows = audit::table.filter(audit::id.gt(since)).order(audit::id);
    let rows = rows.select((audit::verb, audit::why, audit::details));
    campus.scene.site.read(move |conn| Ok(rows.load(conn)?)).await.unwrap()
}

async fn newest(campus: &Campus) -> i64 {
    let newest = audit::table.select(diesel::dsl::max(audit::id));
    campus.scene.site.read(move |conn| Ok(newest.first::<Option<i64>>(conn)?)).await.unwrap().unwrap_or(0)
}

#[actix_web::test]
async fn the_audit_says_who_came_by_which_provider_and_what_its_rules_gave() {
    let campus = Campus::with(|new| {
        new.rules.push(Rule { cohort: Some("spring".into()), ..rule("entitlement", "mentee", Gives::Mentee) });
    })
    .await;
    let before = newest(&campus).await;
    let ines = campus.lets_in(&student("ines").with("entitlement", "mentee")).await;
    let told = lines(&campus, before).await;
    let verbs: Vec<&str> = told.iter().map(|(verb, ..)| verb.as_str()).collect();
    assert_eq!(verbs, ["members.sign-on", "cohorts.enrol", "sign-in.begin"], "{told:?}");
    assert_eq!(told[2].1, "sign-on uni", "the line says by which provider: {told:?}");
    let (member, of_lines) = (campus.who(&ines), audit::table.filter(audit::id.gt(before)));
    let actors = of_lines.filter(audit::verb.eq("sign-in.begin")).select(audit::actor_id);
    let actor: Option<i64> = campus.scene.site.read(move |conn| Ok(actors.first(conn)?)).await.unwrap();
    assert_eq!(actor, Some(member.0), "and who");
    let all = format!("{told:?}");
    let found = campus.provider.secrets().into_iter().find(|secret| all.contains(secret.as_str()));
    assert_eq!(found, None, "no secret stands there");
    // The second time nothing is given, so one line is enough.
    let before = newest(&campus).await;
    campus.lets_in(&student("ines").with("entitlement", "mentee")).await;
    let verbs: Vec<String> = lines(&campus, before).await.into_iter().map(|(verb, ..)| verb).collect();
    assert_eq!(verbs, ["sign-in.begin"]);
}
