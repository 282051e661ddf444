//! The list of the audit is read from an index from where a page begins, however it is narrowed: its four hundredth page
//! asks the database for as much as its first.

use std::sync::atomic::Ordering;

use diesel::connection::{SimpleConnection, set_default_instrumentation};
use lyceum::db::Conn;

use super::plans::{ASKED, IS_LISTENING, Line, Listener, Step, walks};
use crate::support::Scene;

/// As many lines as four hundred pages hold, and some.
const LINES: usize = 20_500;

#[actix_web::test]
async fn no_page_of_the_audit_walks_or_sorts_more_than_it_shows() {
    set_default_instrumentation(|| Some(Box::new(Listener))).unwrap();
    let scene = Scene::new().await;
    scene.house.admin("ada-lee").await;
    let admin = scene.as_member("ada-lee").await;
    let (house, helen) = (scene.house.id, scene.person("helen").id);
    let write = scene
        .site
        .write(move |tx| (0..LINES).try_for_each(|_| tx.audit(house, Some(helen), "threads.reply", helen, "because")));
    write.await.unwrap();
    // The line at which the four hundredth page begins, without following that many links.
    let deep = scene.site.read(move |conn| {
        use diesel::prelude::*;
        use lyceum::db::schema::audit::dsl::{at, audit, id, institution_id};
        let rows = audit.filter(institution_id.eq(house.0)).order((at.desc(), id.desc()));
        Ok(rows.offset(399 * 50 - 1).select(id).first::<i64>(conn)?)
    });
    let deep = lyceum::db::ids::encode(deep.await.unwrap());
    IS_LISTENING.store(true, Ordering::Relaxed);
    for narrowed in [
        "",
        "verb=threads.reply",
        "actor=helen",
        "actor=-",
        "subject=helen",
        "from=2027-02-01&to=2027-04-01",
        "verb=threads.reply&actor=helen",
        "verb=threads.reply&subject=helen&from=2027-02-01",
    ] {
        for way in ["".to_owned(), format!("&before={deep}"), format!("&after={deep}")] {
            admin.get(&format!("/admin/audit/?{narrowed}{way}")).await.is(200);
        }
    }
    IS_LISTENING.store(false, Ordering::Relaxed);
    let mut asked = std::mem::take(&mut *ASKED.lock());
    asked.retain(|sql| sql.contains("audit"));
    assert!(asked.len() > 15, "only {} questions were heard", asked.len());
    let slow = scene.site.read(move |conn| {
        let slow = asked.iter().flat_map(|sql| [walks(conn, sql), sorts(conn, sql)].concat());
        Ok(slow.collect::<Vec<_>>())
    });
    let slow = slow.await.unwrap();
    assert!(slow.is_empty(), "an index is missing:\n{}", slow.join("\n"));
}

/// The steps of a statement's plan that put rows in order after they were found, each with the statement.
fn sorts(conn: &mut Conn, sql: &str) -> Vec<String> {
    let steps: Vec<String> = match conn {
        Conn::Sqlite(inner) => {
            use diesel::RunQueryDsl;
            let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(inner).unwrap();
            steps.into_iter().map(|step| step.detail).filter(|step| step.contains("TEMP B-TREE")).collect()
        }
        Conn::Postgres(inner) => {
            use diesel::RunQueryDsl;
            let binds = (1..).take_while(|number| sql.contains(&format!("${number}"))).map(|_| "NULL");
            let binds = binds.collect::<Vec<_>>().join(", ");
            let given = if binds.is_empty() { String::new() } else { format!("({binds})") };
            // It would sort a few rows whatever indexes it has; so it is asked not to, and shows whether it can.
            inner.batch_execute("SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off").unwrap();
            inner.batch_execute(&format!("PREPARE asked AS {sql}")).unwrap();
            let lines: Vec<Line> = diesel::sql_query(format!("EXPLAIN EXECUTE asked{given}")).load(inner).unwrap();
            inner.batch_execute("DEALLOCATE asked").unwrap();
            lines.into_iter().map(|line| line.line).filter(|line| line.contains("Sort")).collect()
        }
    };
    steps.into_iter().map(|step| format!("{step}\n    {sql}")).collect()
}
