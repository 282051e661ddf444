//! The database of one test: a SQLite file in its folder, or one of its own on the PostgreSQL server that
//! `LYCEUM_TEST_DATABASE` names.

use std::path::Path;

use data_encoding::HEXLOWER;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use lyceum::db::Db;
use lyceum::http::secret::random;

use super::pool::Pooled;

/// A fresh database with every table.
pub struct Database {
    /// The address to open it at.
    pub url: String,
    /// What to take away afterwards, and on which server.
    left: Option<(String, String)>,
    /// What is given back afterwards.
    _pooled: Option<Pooled>,
}

impl Database {
    /// Makes it and brings it up to date.
    pub fn fresh(folder: &Path) -> Self {
        if let Some(server) = server() {
            let pooled = Pooled::take(&server);
            return Self { url: pooled.url.clone(), left: None, _pooled: Some(pooled) };
        }
        let made = Self::empty(folder);
        Db::open(&made.url, 1).unwrap().migrate().unwrap();
        made
    }

    /// Makes it without any table.
    pub fn empty(folder: &Path) -> Self {
        match server() {
            Some(server) => Self::schema_on(server),
            None => Self { url: format!("sqlite://{}", folder.join("lyceum.db").display()), left: None, _pooled: None },
        }
    }

    /// Whether this run is on PostgreSQL.
    pub fn is_postgres() -> bool {
        server().is_some()
    }

    fn schema_on(server: String) -> Self {
        let name = name();
        let mut conn = PgConnection::establish(&server).unwrap();
        conn.batch_execute(&format!("CREATE SCHEMA {name}")).unwrap();
        let join = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{join}options=-c%20search_path%3D{name}");
        Self { url, left: Some((server, format!("DROP SCHEMA {name} CASCADE"))), _pooled: None }
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
