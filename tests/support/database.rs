//! The database of one test: a SQLite file in its folder, or a schema of its own on the PostgreSQL server that
//! `LYCEUM_TEST_DATABASE` names.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use lyceum::db::Db;
use lyceum::http::secret::random;

/// A fresh database with every table.
pub struct Database {
    /// The address to open it at.
    pub url: String,
    /// The server and the schema to take away afterwards.
    schema: Option<(String, String)>,
}

impl Database {
    /// Makes it and brings it up to date.
    pub fn fresh(folder: &Path) -> Self {
        let made = Self::empty(folder);
        Db::open(&made.url, 1).unwrap().migrate().unwrap();
        made
    }

    /// Makes it without any table.
    pub fn empty(folder: &Path) -> Self {
        match std::env::var("LYCEUM_TEST_DATABASE") {
            Ok(server) if server.starts_with("postgres") => Self::schema_on(server),
            Ok(other) if other != "sqlite" => panic!("LYCEUM_TEST_DATABASE is {other:?}; write sqlite or postgres://…"),
            _ => Self { url: format!("sqlite://{}", folder.join("lyceum.db").display()), schema: None },
        }
    }

    fn schema_on(server: String) -> Self {
        let name = format!("test_{}", data_encoding::HEXLOWER.encode(&random::<8>().unwrap()));
        let mut conn = PgConnection::establish(&server).unwrap();
        conn.batch_execute(&format!("CREATE SCHEMA {name}")).unwrap();
        let join = if server.contains('?') { '&' } else { '?' };
        Self { url: format!("{server}{join}options=-c%20search_path%3D{name}"), schema: Some((server, name)) }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.schema
            && let Ok(mut conn) = PgConnection::establish(server)
        {
            let dropped = conn.batch_execute(&format!("SET client_min_messages = warning; DROP SCHEMA {name} CASCADE"));
            if let Err(cause) = dropped {
                eprintln!("the schema {name} stays behind: {cause}");
            }
        }
    }
}
