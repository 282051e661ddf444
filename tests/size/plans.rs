//! No question that is asked while the site serves walks a whole table: what it costs would grow with the site.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection, set_default_instrumentation};
use diesel::prelude::*;
use diesel::sql_types::Text;
use lyceum::audit::seal;
use lyceum::db::Conn;
use lyceum::worker;
use parking_lot::Mutex;

use crate::support::node::Node;
use crate::support::{Browser, Scene};

/// Tables with a row for each migration, institution or node, or for nothing but what waits: the walk is short.
const SHORT: [&str; 5] = ["__diesel_schema_migrations", "pragma_data_version", "institutions", "hosts", "nodes"];
/// Indexes that hold nothing but what waits.
const PARTIAL: [&str; 2] = ["pages_waiting", "audit_unsealed"];

pub(super) static IS_LISTENING: AtomicBool = AtomicBool::new(false);
pub(super) static ASKED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Notes every statement of every connection of this process; the runner gives each test a process.
pub(super) struct Listener;

impl Instrumentation for Listener {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event
            && IS_LISTENING.load(Ordering::Relaxed)
        {
            let sql = query.to_string();
            let sql = sql.split(" -- binds:").next().unwrap_or_default().to_owned();
            if ["SELECT", "UPDATE", "DELETE"].iter().any(|verb| sql.starts_with(verb)) {
                ASKED.lock().insert(sql);
            }
        }
    }
}

/// Does what people and the worker do all day, from memory, from disk, and from nothing.
async fn a_day(scene: &Scene, second: &Node) {
    let (ada, helen, mo) = (scene.as_member("ada").await, scene.as_member("helen").await, scene.as_member("mo").await);
    for path in ["/", "/b/ask/", "/c/spring/", "/c/spring/people/", "/m/ruth/", "/settings/", &scene.thread.path] {
        ada.get(path).await.is(200);
    }
    helen.get("/b/ask/settings").await.is(200);
    helen.get("/c/spring/manage/").await.is(200);
    write(scene, &ada, second).await;
    let post = scene.thread.post(1).await;
    let actions = format!("/p/{post}/actions");
    mo.send(mo.get(&actions).await.form("Hide this post").fill("Why?", "a test")).await.is(303);
    mo.send(mo.get(&actions).await.form("Bring this post back").fill("Why?", "a test")).await.is(303);
    mo.send(mo.get(&actions).await.form("Pin it to the top")).await.is(303);
    helen.send(helen.get(&actions).await.form("Lock it")).await.is(303);
    scene.spring.enrol(&scene.person("olga"), lyceum::roster::CohortRole::Mentee).await;
    let sign_in = scene.as_visitor().get("/sign-in").await;
    assert!(sign_in.has_button("Sign in"));
    scene.site.listen().unwrap();
    scene.site.settle(30).await.unwrap();
    scene.site.settled().await;
    worker::fall_due(&scene.site).await.unwrap();
    seal::seal(&scene.site).await.unwrap();
    scene.as_visitor().get("/readyz").await.is(200);
}

async fn write(scene: &Scene, ada: &Browser, second: &Node) {
    let form = ada.get("/b/ask/new").await.form("Post thread").fill("Title", "Another one");
    ada.send(form.fill("What would you like to know?", "Much.")).await.is(303);
    let form = ada.get(&scene.thread.path).await.form("Post reply").fill("Your reply", "Still there.");
    ada.send(form).await.is(303);
    let form = ada.get(&format!("/p/{}/edit", scene.thread.post(2).await)).await.form("Save");
    ada.send(form.fill("Your text", "Still here.")).await.is(303);
    ada.of(second).get("/").await.is(200);
    second.site.listen().unwrap();
}

#[actix_web::test]
async fn no_question_of_a_day_walks_a_whole_table() {
    set_default_instrumentation(|| Some(Box::new(Listener))).unwrap();
    let scene = Scene::new().await;
    scene.site.settled().await;
    let second = scene.site.second_process().await;
    IS_LISTENING.store(true, Ordering::Relaxed);
    a_day(&scene, &second).await;
    IS_LISTENING.store(false, Ordering::Relaxed);
    let asked = std::mem::take(&mut *ASKED.lock());
    assert!(asked.len() > 60, "only {} statements were heard", asked.len());
    let walks = scene.site.read(move |conn| Ok(asked.iter().flat_map(|sql| walks(conn, sql)).collect::<Vec<_>>()));
    let walks = walks.await.unwrap();
    assert!(walks.is_empty(), "an index is missing, or a question asks for too much:\n{}", walks.join("\n"));
}

#[derive(QueryableByName)]
pub(super) struct Step {
    #[diesel(sql_type = Text)]
    pub(super) detail: String,
}

#[derive(QueryableByName)]
pub(super) struct Line {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    pub(super) line: String,
}

/// Whether a step walks a table; the index of searching is virtual, and by its row's number it is one look.
fn is_walk(step: &str) -> bool {
    step.starts_with("SCAN") && !step.ends_with("VIRTUAL TABLE INDEX 0:=")
}

/// The steps of a statement's plan that walk a table from one end to the other, each with the statement.
pub(super) fn walks(conn: &mut Conn, sql: &str) -> Vec<String> {
    let steps = match conn {
        Conn::Sqlite(inner) => {
            let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(inner).unwrap();
            steps.into_iter().map(|step| step.detail).filter(|step| is_walk(step)).collect()
        }
        Conn::Postgres(inner) => walks_of_postgres(inner, sql),
    };
    let is_short = |step: &str| {
        PARTIAL.iter().any(|index| step.contains(index))
            || SHORT.iter().any(|table| step.split(' ').any(|word| word == *table))
    };
    steps.into_iter().filter(|step: &String| !is_short(step)).map(|step| format!("{step}\n    {sql}")).collect()
}

/// The same of PostgreSQL, which would walk a table of three rows whatever indexes it has: it is asked not to, and
/// shows then whether it can.
fn walks_of_postgres(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let binds = (1..).take_while(|number| sql.contains(&format!("${number}"))).map(|_| "NULL").collect::<Vec<_>>();
    let given = if binds.is_empty() { String::new() } else { format!("({})", binds.join(", ")) };
    conn.batch_execute("SET LOCAL enable_seqscan = off; SET LOCAL plan_cache_mode = force_generic_plan").unwrap();
    conn.batch_execute(&format!("PREPARE asked AS {sql}")).unwrap();
    let lines: Vec<Line> = diesel::sql_query(format!("EXPLAIN EXECUTE asked{given}")).load(conn).unwrap();
    conn.batch_execute("DEALLOCATE asked").unwrap();
    lines.into_iter().map(|line| line.line).filter(|line| line.contains("Seq Scan on")).collect()
}
