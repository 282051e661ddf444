//! What a university gave goes when nobody has asked it for too long, whatever other ways in somebody has.

use diesel::prelude::*;
use lyceum::db::ids::MemberId;
use lyceum::db::schema::identities;
use lyceum::members::grant;
use lyceum::roster::Role;
use lyceum::sign_in::session;
use lyceum::sso::lapsed;
use lyceum::sso::rules::{Gives, Rule};
use serde_json::json;

use super::campus::{Campus, rule, student};
use crate::support::Person;

const DAY: i64 = 86_400;

async fn campus() -> Campus {
    Campus::with(|new| {
        new.rules.push(Rule { cohort: Some("spring".into()), ..rule("entitlement", "spring", Gives::Mentee) });
        new.rules.push(rule("entitlement", "keeps-order", Gives::Role(Role::Moderator)));
    })
    .await
}

fn entitled() -> Person {
    student("ines").with("entitlement", json!(["spring", "keeps-order"]))
}

/// What somebody has after some days on which they came in by a passkey alone: how many roles, and how many places.
async fn after(campus: &Campus, days: i64, who: MemberId) -> (usize, usize) {
    let site = &campus.scene.site;
    site.wait(days * DAY);
    site.write(move |tx| session::begin(tx, who, "passkey")).await.unwrap();
    lapsed::look(site).await.unwrap();
    let person = site.roster.member(who).unwrap();
    (person.roles.len(), person.enrolments.len())
}

#[actix_web::test]
async fn power_lapses_after_a_week_and_a_place_after_three_months_and_a_passkey_renews_neither() {
    let campus = campus().await;
    let ines = campus.who(&campus.lets_in(&entitled()).await);
    for (days, has) in [(0, (1, 1)), (6, (1, 1)), (1, (0, 1)), (82, (0, 1)), (1, (0, 0)), (1, (0, 0))] {
        assert_eq!(after(&campus, days, ines).await, has, "{days} days later");
    }
    // The university still says so, and it is theirs again; a lesser word of it is no more than it says.
    campus.lets_in(&entitled()).await;
    assert_eq!(after(&campus, 6, ines).await, (1, 1));
    campus.lets_in(&student("ines").with("entitlement", "spring")).await;
    assert_eq!(after(&campus, 7, ines).await, (0, 1));
}

#[actix_web::test]
async fn what_people_gave_stays_and_for_those_of_long_ago_the_time_begins_now() {
    let campus = campus().await;
    let site = &campus.scene.site;
    let ines = campus.who(&campus.lets_in(&entitled()).await);
    site.write(|tx| {
        Ok(diesel::update(identities::table).set(identities::asked_at.eq(None::<i64>)).execute(tx.conn)?)
    })
    .await
    .unwrap();
    assert_eq!(after(&campus, 100, ines).await, (1, 1), "nobody knew when they came last");
    assert_eq!(after(&campus, 7, ines).await, (0, 1));
    site.write(move |tx| grant::grant(tx, ines, Role::Moderator, None)).await.unwrap();
    assert_eq!(after(&campus, 100, ines).await, (1, 0));
}
