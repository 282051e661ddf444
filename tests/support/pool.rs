//! Databases of a PostgreSQL server that tests use one after the other: to empty one takes a twentieth of the time in which
//! the server copies three hundred files of its own and all of ours.

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Text};
use lyceum::db::Db;
use url::Url;

use std::path::Path;

/// Makes a database as it is when its tables are new, whatever somebody did to its rows; says no where they did something to
/// its tables.
const EMPTY: &str = include_str!("pool.sql");
const LOCKS: i32 = 1_818_587_237;

/// A database that is nobody else's while this lives.
pub struct Pooled {
    /// The address to open it at.
    pub url: String,
    /// The lock is this connection's, so that it ends with the process, however that ends.
    _holder: Box<PgConnection>,
}

impl Pooled {
    /// The first that is free, made now where there is none yet.
    pub fn take(server: &str) -> Self {
        let mut holder = PgConnection::establish(server).unwrap();
        let first = first(server);
        let number = (0..).find(|number| locks(&mut holder, *number)).unwrap();
        let name = format!("{first}_{number}");
        let url = named(server, &name);
        if !exists(&mut holder, &name) || !empties(&mut holder, &name, &url) {
            holder.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).unwrap();
            holder.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {first}")).unwrap();
        }
        Self { url, _holder: Box::new(holder) }
    }
}

/// Whatever the last test left running there ends first: it would write on.
fn empties(holder: &mut PgConnection, name: &str, url: &str) -> bool {
    let end = "SELECT pg_terminate_backend(pid, 5000) AS is_so FROM pg_stat_activity WHERE datname = $1";
    diesel::sql_query(end).bind::<Text, _>(name).load::<Answer>(holder).unwrap();
    let Ok(mut conn) = PgConnection::establish(url) else { return false };
    conn.batch_execute(EMPTY).is_ok()
}

fn locks(holder: &mut PgConnection, number: i32) -> bool {
    let lock = diesel::sql_query("SELECT pg_try_advisory_lock($1, $2) AS is_so");
    lock.bind::<Integer, _>(LOCKS).bind::<Integer, _>(number).get_result::<Answer>(holder).unwrap().is_so
}

fn exists(holder: &mut PgConnection, name: &str) -> bool {
    let found = diesel::sql_query("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS is_so");
    found.bind::<Text, _>(name).get_result::<Answer>(holder).unwrap().is_so
}

/// The database that the others are copies of: whichever test comes first makes it, and it has its name only when it is
/// whole. It is called after the migrations, so that a server that stays has another one when they change.
fn first(server: &str) -> String {
    let name = format!("first_{}", HEXLOWER.encode(&digest(&SHA256, migrations().as_bytes()).as_ref()[..8]));
    let mut conn = PgConnection::establish(server).unwrap();
    if exists(&mut conn, &name) {
        return name;
    }
    // Until this connection ends.
    conn.batch_execute(&format!("SELECT pg_advisory_lock({LOCKS})")).unwrap();
    if !exists(&mut conn, &name) {
        let half = format!("half_{name}");
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {half}")).unwrap();
        conn.batch_execute(&format!("CREATE DATABASE {half}")).unwrap();
        Db::open(&named(server, &half), 1).unwrap().migrate().unwrap();
        PgConnection::establish(&named(server, &half)).unwrap().batch_execute(include_str!("first.sql")).unwrap();
        conn.batch_execute(&format!("ALTER DATABASE {half} RENAME TO {name}")).unwrap();
    }
    name
}

/// The address of another database on the same server.
fn named(server: &str, database: &str) -> String {
    let mut url = Url::parse(server).unwrap();
    url.set_path(database);
    url.into()
}

fn migrations() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("up.sql")).collect();
    files.sort();
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect::<String>();
    texts + include_str!("first.sql")
}

#[derive(QueryableByName)]
struct Answer {
    #[diesel(sql_type = Bool)]
    is_so: bool,
}
