//! What somebody with the database alone could do to the audit, and what is found of it: each thing is planted in a
//! transaction of its own, which is taken back.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use lyceum::audit::fault::What;
use lyceum::audit::verify::{Report, verify};
use lyceum::audit::{kept, seal};
use lyceum::db::Conn;
use lyceum::db::schema::audit;
use lyceum::error::{Error, Result};
use lyceum::http::secret::Secret;
use lyceum::site::Site;
use lyceum::site::line::details_hash;

use crate::support::Scene;

/// What is found after somebody did this.
fn after(site: &Site, deed: impl FnOnce(&mut Conn) -> Result<()>) -> Report {
    let key = &site.secret.audit;
    let kept = kept::read(&site.config.data, key).unwrap();
    let mut found = None;
    let taken_back = site.db.write_at_length(|conn| {
        deed(conn)?;
        found = Some(verify(conn, key, kept.as_ref())?);
        Err::<(), _>(Error::NotFound)
    });
    assert!(matches!(taken_back, Err(Error::NotFound)), "{taken_back:?}");
    found.unwrap()
}

fn does(sql: &str) -> impl FnOnce(&mut Conn) -> Result<()> {
    move |conn| Ok(conn.batch_execute(sql)?)
}

/// The places that are named, each with what is wrong there.
fn told(found: &Report) -> Vec<(i64, What)> {
    found.faults.iter().map(|fault| (fault.number.unwrap_or(0), fault.what)).collect()
}

/// A scene whose audit is sealed, and how many lines that has.
async fn sealed() -> (Scene, i64) {
    let scene = Scene::new().await;
    seal::seal(&scene.site).await.unwrap();
    let whole = after(&scene.site, |_| Ok(()));
    assert!(whole.is_whole() && whole.sealed > 12, "{whole:#?}");
    (scene, whole.newest.number)
}

#[actix_web::test]
async fn a_line_that_says_something_else_is_found() {
    let (scene, _) = sealed().await;
    for change in [
        "verb = 'members.take-back'",
        "actor_id = 1",
        "subject = 'nobody'",
        "at = at + 1",
        "institution_id = 1",
        "mark = '00000000.' || substr(mark, 10)",
        "mark = NULL",
    ] {
        let found = after(&scene.site, does(&format!("UPDATE audit SET {change} WHERE number = 5")));
        assert_eq!(told(&found), [(5, What::Altered)], "{change}");
    }
    let done_by = audit::table.filter(audit::actor_id.is_not_null()).select(audit::number);
    let number = scene.site.read(move |conn| Ok(done_by.first::<Option<i64>>(conn)?)).await.unwrap().unwrap();
    let nobodys = format!("UPDATE audit SET actor_id = NULL WHERE number = {number}");
    assert_eq!(told(&after(&scene.site, does(&nobodys))), [(number, What::Altered)]);
    for change in ["why = 'because'", "details = '[]'", "salt = 'aa'", "why = '', details = '', salt = NULL"] {
        let found = after(&scene.site, does(&format!("UPDATE audit SET {change} WHERE number = 5")));
        assert_eq!(told(&found), [(5, What::DetailsAltered)], "{change}");
    }
    let hash = details_hash("aa", "because", "{}");
    let fitting = format!("why = 'because', details = '{{}}', salt = 'aa', details_hash = '{hash}'");
    let found = after(&scene.site, does(&format!("UPDATE audit SET {fitting} WHERE number = 5")));
    assert_eq!(told(&found), [(5, What::Altered)], "a reason with a hash that fits it");
    assert_eq!(found.faults[0].says, "who, what, to what, where or when is not what was written");
}

#[actix_web::test]
async fn a_line_that_is_gone_is_found_wherever_it_stood() {
    let (scene, last) = sealed().await;
    for (gone, what) in [(1, What::Removed), (5, What::Removed), (last, What::Cut)] {
        let found = after(&scene.site, does(&format!("DELETE FROM audit WHERE number = {gone}")));
        assert_eq!(told(&found), [(gone, what)]);
    }
    let found = after(&scene.site, does(&format!("DELETE FROM audit WHERE number > {}", last - 3)));
    assert_eq!(told(&found), [(last - 2, What::Cut), (last - 1, What::Cut), (last, What::Cut)]);
    let hidden = "UPDATE audit SET number = NULL, seal = NULL, code = NULL, sealed_at = NULL WHERE number = ";
    let found = after(&scene.site, does(&format!("{hidden}{last}")));
    assert_eq!((told(&found), found.waiting), (vec![(last, What::Cut)], 1), "as if it had not been sealed yet");
    let closed = "DELETE FROM audit WHERE number = 5; UPDATE audit SET number = -number WHERE number > 5; \
                  UPDATE audit SET number = -number - 1 WHERE number < 0";
    let found = after(&scene.site, does(closed));
    let mut expected: Vec<_> = (5..last).map(|number| (number, What::Seal)).collect();
    expected.push((last, What::Cut));
    assert_eq!(told(&found), expected, "the gap was closed");
}

#[actix_web::test]
async fn a_line_that_was_put_in_is_found_sealed_or_not() {
    let (scene, last) = sealed().await;
    let insert = |number: &str, seals: &str| {
        format!(
            "INSERT INTO audit (id, at, institution_id, actor_id, verb, subject, why, details, salt, details_hash, mark, \
             number, sealed_at, seal, code) SELECT 7, at, institution_id, actor_id, 'members.grant', subject, why, \
             details, salt, details_hash, mark, {number}, {seals} FROM audit WHERE number = 5"
        )
    };
    let found = after(&scene.site, does(&insert(&(last + 1).to_string(), "sealed_at, seal, code")));
    assert_eq!(told(&found), [(last + 1, What::Inserted)]);
    let unsealed = insert("NULL", "NULL, NULL, NULL");
    let found = after(&scene.site, does(&unsealed));
    assert_eq!((told(&found), found.waiting), (vec![(0, What::Inserted)], 0));
    let unmarked = format!("{unsealed}; UPDATE audit SET mark = NULL, details_hash = NULL WHERE id = 7");
    let foreign = format!("{unsealed}; UPDATE audit SET mark = '00000000.' || substr(mark, 10) WHERE id = 7");
    assert_eq!(told(&after(&scene.site, does(&unmarked))), [(0, What::Inserted)]);
    for planted in [unsealed, unmarked, foreign] {
        let found = after(&scene.site, |conn| {
            conn.batch_execute(&planted)?;
            seal::seal_piece(conn, &scene.site.secret.audit, scene.site.now()).map(drop)
        });
        assert_eq!(told(&found), [(last + 1, What::Inserted)], "the sealer takes it in, and it is found all the same");
    }
}

#[actix_web::test]
async fn lines_that_changed_places_and_seals_that_were_changed_are_found() {
    let (scene, _) = sealed().await;
    let exchanged = "UPDATE audit SET number = -4 WHERE number = 4; UPDATE audit SET number = 4 WHERE number = 5; \
                     UPDATE audit SET number = 5 WHERE number = -4";
    let both = [(4, What::Seal), (5, What::Seal)];
    assert_eq!(told(&after(&scene.site, does(exchanged))), both);
    let with_seals = format!(
        "CREATE TEMPORARY TABLE seals AS SELECT number, seal, code, sealed_at FROM audit WHERE number IN (4, 5); \
         {exchanged}; UPDATE audit SET seal = (SELECT seal FROM seals WHERE seals.number = audit.number), \
         code = (SELECT code FROM seals WHERE seals.number = audit.number) WHERE number IN (4, 5)"
    );
    assert_eq!(told(&after(&scene.site, does(&with_seals))), both, "each with the seal of its new place");
    for change in ["seal = 'aa'", "code = 'aa'", "sealed_at = sealed_at + 1", "seal = NULL, code = NULL"] {
        let found = after(&scene.site, does(&format!("UPDATE audit SET {change} WHERE number = 5")));
        assert_eq!(told(&found), [(5, What::Seal)], "{change}");
    }
}

#[actix_web::test]
async fn a_chain_that_was_made_anew_under_another_secret_is_found() {
    let (scene, last) = sealed().await;
    let other = Secret::from_bytes(&[7; 32]).unwrap().audit;
    let found = after(&scene.site, |conn| {
        conn.batch_execute("UPDATE audit SET verb = 'members.add', number = NULL, seal = NULL, code = NULL")?;
        seal::seal_piece(conn, &other, scene.site.now()).map(drop)
    });
    let of = |what: What| found.faults.iter().filter(|fault| fault.what == what).count();
    assert_eq!(of(What::Foreign), 1, "{found:#?}");
    let wholly = after(&scene.site, |conn| {
        conn.batch_execute("UPDATE audit SET mark = '00000000.00000000000000000000000000000000', number = NULL")?;
        seal::seal_piece(conn, &other, scene.site.now()).map(drop)
    });
    assert_eq!(told(&wholly), [(1, What::Foreign), (last, What::Seal)], "the kept seal is another, too");
}
