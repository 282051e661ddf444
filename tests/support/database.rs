//! The database of one test: a SQLite file in its folder, or one of its own on the PostgreSQL server that
//! `LYCEUM_TEST_DATABASE` names.

use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel::{Connection, PgConnection};
use lyceum::db::Db;
use lyceum::http::secret::random;
use url::Url;

/// A fresh database with every table.
pub struct Database {
    /// The address to open it at.
    pub url: String,
    /// What to take away afterwards, and on which server.
    left: Option<(String, String)>,
}

impl Database {
    /// Makes it and brings it up to date.
    pub fn fresh(folder: &Path) -> Self {
        if let Some(server) = server() {
            return Self::like_the_first(server);
        }
        let made = Self::empty(folder);
        Db::open(&made.url, 1).unwrap().migrate().unwrap();
        made
    }

    /// Makes it without any table.
    pub fn empty(folder: &Path) -> Self {
        match server() {
            Some(server) => Self::schema_on(server),
            None => Self { url: format!("sqlite://{}", folder.join("lyceum.db").display()), left: None },
        }
    }

    /// Whether this run is on PostgreSQL.
    pub fn is_postgres() -> bool {
        server().is_some()
    }

    /// A copy of one that was brought up to date once: the server copies files in a third of the time in which it makes
    /// fifty tables.
    fn like_the_first(server: String) -> Self {
        let first = first(&server);
        let name = name();
        let mut conn = PgConnection::establish(&server).unwrap();
        conn.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {first}")).unwrap();
        Self { url: named(&server, &name), left: Some((server, format!("DROP DATABASE {name} WITH (FORCE)"))) }
    }

    fn schema_on(server: String) -> Self {
        let name = name();
        let mut conn = PgConnection::establish(&server).unwrap();
        conn.batch_execute(&format!("CREATE SCHEMA {name}")).unwrap();
        let join = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{join}options=-c%20search_path%3D{name}");
        Self { url, left: Some((server, format!("DROP SCHEMA {name} CASCADE"))) }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, drop)) = &self.left
            && let Ok(mut conn) = PgConnection::establish(server)
            // In two messages: no database is dropped in one with something else.
            && let Err(cause) = conn.batch_execute("SET client_min_messages = warning").and_then(|()| conn.batch_execute(drop))
        {
            eprintln!("something stays behind, {drop}: {cause}");
        }
    }
}

/// The server that the suite was told of.
fn server() -> Option<String> {
    match std::env::var("LYCEUM_TEST_DATABASE") {
        Ok(server) if server.starts_with("postgres") => Some(server),
        Ok(other) if other != "sqlite" => panic!("LYCEUM_TEST_DATABASE is {other:?}; write sqlite or postgres://…"),
        _ => None,
    }
}

fn name() -> String {
    format!("test_{}", HEXLOWER.encode(&random::<8>().unwrap()))
}

/// The address of another database on the same server.
fn named(server: &str, database: &str) -> String {
    let mut url = Url::parse(server).unwrap();
    url.set_path(database);
    url.into()
}

/// The database that the others are copies of: whichever test comes first makes it, and it has its name only when it is
/// whole. It is called after the migrations, so that a server that stays has another one when they change.
fn first(server: &str) -> String {
    let mut conn = PgConnection::establish(server).unwrap();
    let name = format!("first_{}", HEXLOWER.encode(&digest(&SHA256, migrations().as_bytes()).as_ref()[..8]));
    // Until this connection ends.
    conn.batch_execute("SELECT pg_advisory_lock(1818587237)").unwrap();
    let is_there = diesel::sql_query("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS is_there");
    let found: Found = is_there.bind::<Text, _>(&name).get_result(&mut conn).unwrap();
    if !found.is_there {
        let half = format!("half_{name}");
        conn.batch_execute(&format!("DROP DATABASE IF EXISTS {half}")).unwrap();
        conn.batch_execute(&format!("CREATE DATABASE {half}")).unwrap();
        Db::open(&named(server, &half), 1).unwrap().migrate().unwrap();
        conn.batch_execute(&format!("ALTER DATABASE {half} RENAME TO {name}")).unwrap();
    }
    name
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Bool)]
    is_there: bool,
}

fn migrations() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("up.sql")).collect();
    files.sort();
    files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect()
}
