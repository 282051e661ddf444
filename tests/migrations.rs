//! The migrations: up, down and up again on the engine in use, and the schema that the program reads them with.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_migrations::MigrationHarness;
use lyceum::db::connection::{Opener, Use};
use lyceum::db::{Address, Conn, Db, MIGRATIONS};

use crate::support::database::Database;

/// The SQL and the Rust of the schema name the same tables and columns: each is selected from, column by column.
macro_rules! every_table_answers {
    ($conn:expr; $($table:ident),* $(,)?) => {$({
        use lyceum::db::schema::$table::dsl;
        let rows: i64 = dsl::$table.count().get_result($conn).unwrap();
        assert!(rows >= 0);
        let query = diesel::debug_query::<diesel::sqlite::Sqlite, _>(&dsl::$table.limit(1)).to_string();
        let columns = query.split(" FROM ").next().unwrap().trim_start_matches("SELECT ").replace('`', "\"");
        let sql = format!("SELECT count(*) AS rows FROM (SELECT {columns} FROM {}) AS every_column", stringify!($table));
        diesel::sql_query(sql).load::<Rows>($conn).unwrap_or_else(|cause| panic!("{}: {cause}", stringify!($table)));
    })*};
}

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

fn open(database: &Database) -> Conn {
    Opener { address: Address::parse(&database.url).unwrap(), use_for: Use::Write }.open().unwrap()
}

#[test]
fn migrations_go_up_and_down_and_up_again() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::empty(folder.path());
    let db = Db::open(&database.url, 1).unwrap();
    assert!(db.is_behind().unwrap());
    let names = db.migrate().unwrap();
    assert!(!names.is_empty() && !db.is_behind().unwrap());
    assert_eq!(db.migrate().unwrap(), [""; 0], "a second run finds nothing to do");

    let mut conn = open(&database);
    let taken = conn.revert_all_migrations(MIGRATIONS).unwrap();
    assert_eq!(taken.len(), names.len());
    assert_eq!(tables(&mut conn), [""; 0], "every table that came up went down");
    drop(conn);
    assert_eq!(db.migrate().unwrap(), names);
}

#[test]
fn every_table_and_column_of_the_schema_is_in_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::fresh(folder.path());
    let mut conn = open(&database);
    every_table_answers!(&mut conn;
        institutions, hosts, nodes, members, member_emails, member_roles, passwords, identities, sign_in_links, sessions,
        institution_domains, second_factors, recovery_codes, pending_sign_ins, passkeys, passkey_challenges, feed_addresses,
        cohorts, enrolments, circles, boards, board_cohorts, board_circles, threads, thread_boards, posts, post_revisions, attachments,
        mail_ids, mail_senders, submissions, drafts, draft_files, bookmarks, moderation_cases, moderation_reports, moderation_notes, moderation_measures, mutes, post_moves, read_marks, board_marks, watch_levels, forced_levels, notices, tellings, mail_choices, mail_boards, mail_due, events, deliveries, due, audit, pages, blobs, blob_references,
        lti_platforms, lti_deployments, lti_attempts, lti_courses, lti_course_members, lti_keys, lti_picks,
        scim_tokens, scim_users, scim_groups, scim_group_members,
        search_entries, search_languages, search_words, search_progress,
        member_keys, invitations, invitation_uses, invitation_requests, sso_providers, sso_logos, sso_attempts, sso_sessions, sso_requests, sso_logout_tokens, saml_agreements, saml_metadata, saml_replays,
    );
    assert_eq!(tables(&mut conn).len(), 84, "a new table is named in this test");
}

#[test]
fn a_database_that_tests_use_one_after_the_other_is_as_if_it_were_new() {
    let folder = tempfile::tempdir().unwrap();
    let leave = [
        "INSERT INTO nodes (node, holder, expires_at) VALUES (7, 'somebody', 1)",
        "DELETE FROM circles",
        "DROP TABLE mail_senders",
        "CREATE INDEX left_behind ON nodes (holder)",
    ];
    for left in leave {
        diesel::sql_query(left).execute(&mut open(&Database::fresh(&folder.path().join(fresh(&folder))))).unwrap();
        let again = Database::fresh(&folder.path().join(fresh(&folder)));
        let conn = &mut open(&again);
        assert_eq!(count(conn, "nodes"), 0, "after {left}");
        assert_eq!(count(conn, "circles"), 1, "after {left}");
        assert_eq!(count(conn, "mail_senders"), 0, "after {left}");
    }
}

/// A folder within, for a database of its own where that is a file.
fn fresh(folder: &tempfile::TempDir) -> String {
    let name = std::fs::read_dir(folder.path()).unwrap().count().to_string();
    std::fs::create_dir(folder.path().join(&name)).unwrap();
    name
}

fn count(conn: &mut Conn, table: &str) -> i64 {
    let sql = format!("SELECT count(*) AS rows FROM {table}");
    diesel::sql_query(sql).get_result::<Rows>(conn).unwrap().rows
}

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

/// The tables in the database, but for the list of migrations and what the engine keeps for itself.
fn tables(conn: &mut Conn) -> Vec<String> {
    let sql = match conn {
        Conn::Sqlite(_) => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Conn::Postgres(_) => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema()"
        }
    };
    let all: Vec<Table> = diesel::sql_query(sql).load(conn).unwrap();
    let is_ours = |name: &String| name != "__diesel_schema_migrations" && !name.starts_with("search_index");
    all.into_iter().map(|table| table.name).filter(is_ours).collect()
}
