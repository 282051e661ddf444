//! The doctor: on a fresh site it finds nothing, and of each planted fault exactly that one, with what to do.

mod rights;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use diesel::connection::SimpleConnection;
use lyceum::config::Config;
use lyceum::db::events::MemberEvent;
use lyceum::db::ids::MemberId;
use lyceum::db::{Db, deliveries};
use lyceum::doctor::{CHECKS, Case, Finding, examine};
use lyceum::institutions::add::{NewHouse, add};
use lyceum::site::clock::Clock;
use tempfile::TempDir;

use crate::support::database::Database;
use crate::support::node::Node;
use crate::support::site::MORNING;

/// A site of one institution, on which nobody serves.
struct Patient {
    case: Case,
    _database: Database,
    folder: TempDir,
}

impl Patient {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::fresh(folder.path());
        let mut config = Config { data: folder.path().to_owned(), ..Config::default() };
        config.database.url = database.url.clone();
        let clock = Clock::at(MORNING);
        let node = Node::open(config.clone(), clock.clone(), false).await;
        let house = NewHouse {
            slug: "northfield".into(),
            name: "Northfield".into(),
            host: "northfield.localhost".into(),
            ..NewHouse::default()
        };
        node.site.write(|tx| add(tx, house)).await.unwrap();
        node.site.sweep(100).await.unwrap();
        node.site.close().await.unwrap();
        Self { case: Case { clock, least_free: 1, ..Case::of(config) }, _database: database, folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn sql(&self, statement: &'static str) {
        let db = Db::open(&self.case.config.database_url(), 1).unwrap();
        db.write(move |conn| Ok(conn.batch_execute(statement)?)).await.unwrap();
    }

    /// Puts a letter into the queue, as if a link had been asked for.
    async fn letter(&self) {
        let node = Node::open(self.case.config.clone(), self.case.clock.clone(), false).await;
        let queue = node.site.write(|tx| {
            let event = tx.record(MemberEvent::LinkAsked { member: MemberId(1) })?;
            let (id, now) = (tx.id(), tx.now);
            deliveries::queue(tx.conn, id, event, "mail", "ada@northfield.example", "{}", now)
        });
        queue.await.unwrap();
        node.site.close().await.unwrap();
    }

    async fn findings(&self) -> Vec<Finding> {
        examine(&self.case).await.unwrap()
    }
}

fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// A mail server that greets and hangs up politely; gives its address.
fn greeter() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            stream.write_all(b"220 here\r\n").unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            while let Some(Ok(line)) = lines.next() {
                let answer: &[u8] = if line.starts_with("QUIT") { b"221 bye\r\n" } else { b"250 ok\r\n" };
                if stream.write_all(answer).is_err() {
                    break;
                }
            }
        }
    });
    format!("smtp://{address}")
}

/// One fault: its name, the check that finds it, and words of the mend.
const FAULTS: [(&str, &str, &str); 24] = [
    ("no data folder", "data-folder", "--data"),
    ("a folder that cannot be written", "data-folder", "chown"),
    ("a secret of another user", "data-folder", "chown -R"),
    ("a secret that others can read", "secret", "chmod 600"),
    ("a broken secret", "secret", "sign in again"),
    ("a disk that is nearly full", "disk", "Make room"),
    ("a broken theme", "themes", "themes.folder"),
    ("a theme that is gone", "themes", "themes.folder"),
    ("a mistyped database", "database", "lyceum config show"),
    ("a database that does not answer", "database", "PostgreSQL runs"),
    ("a database that is not there", "database", "lyceum migrate"),
    ("a database that is behind", "migrations", "lyceum migrate"),
    ("a clock that is slow", "clock", "timedatectl"),
    ("effects that are late", "effects", "lyceum serve"),
    ("pages that wait", "pages", "lyceum rebuild"),
    ("letters that were given up", "dead-letters", "UPDATE deliveries"),
    ("letters that nobody takes up", "queue", "lyceum serve"),
    ("letters without a mail server", "mail", "mail.smtp"),
    ("a mail server that is away", "mail", "mail.smtp"),
    ("a private page in the public folder", "public-folder", "lyceum verify"),
    ("a proxy that is not trusted", "proxy", "trusted_proxies"),
    ("a socket on which nobody answers", "shibboleth", "Start the site"),
    ("a socket that is open to everybody", "shibboleth", "chmod o-rwx"),
    ("metadata that ran out", "metadata", "lyceum sso refresh uni --institution northfield"),
];

/// What a provider says of itself, that was good until a second after 1970.
const METADATA: &str = "INSERT INTO sso_providers (id, institution_id, slug, name, kind, issuer, client_id, client_secret, \
    scopes, algorithm, rules, must, state, created_at, updated_at) SELECT 7, id, 'uni', 'x', 'saml', 'x', 'x', '', '', 'RS256', \
    '[]', '[]', 'on', 0, 0 FROM institutions; INSERT INTO saml_metadata (provider_id, address, certificate, document, \
    valid_until, read_at, own_key, own_certificate) VALUES (7, '', '', '', 1000000, 0, '', '')";

async fn plant(fault: &str, patient: &mut Patient) {
    match fault {
        "a socket on which nobody answers" => {
            patient.case.config.saml.shibboleth_socket = Some(patient.path("no.sock"))
        }
        "a socket that is open to everybody" => {
            let path = patient.path("open.sock");
            std::mem::forget(lyceum::sso::saml::socket::listen(&path).unwrap());
            patient.case.config.saml.shibboleth_socket = Some(path.clone());
            assert!(patient.findings().await.is_empty(), "one that is as the site makes it");
            fs::set_permissions(path, fs::Permissions::from_mode(0o666)).unwrap();
        }
        "metadata that ran out" => patient.sql(METADATA).await,
        "no data folder" => patient.case.config.data = patient.path("elsewhere"),
        "a folder that cannot be written" => {
            fs::remove_dir_all(patient.path("private")).unwrap();
            write(&patient.path("private"), "a file");
        }
        "a secret of another user" => chown(patient.path("secret.key"), Some(65_534), Some(65_534)).unwrap(),
        "a secret that others can read" => {
            fs::set_permissions(patient.path("secret.key"), fs::Permissions::from_mode(0o640)).unwrap();
        }
        "a broken secret" => fs::write(patient.path("secret.key"), "short").unwrap(),
        "a disk that is nearly full" => patient.case.least_free = u64::MAX,
        "a broken theme" => {
            write(&patient.path("themes/broken/theme.toml"), "name = ");
            patient.case.config.themes.folder = Some(patient.path("themes"));
        }
        "a theme that is gone" => patient.sql("UPDATE institutions SET theme = 'gone'").await,
        "a mistyped database" => patient.case.config.database.url = "sqlit://x".into(),
        "a database that does not answer" => patient.case.config.database.url = "postgres://x@127.0.0.1:1/x".into(),
        "a database that is not there" => {
            patient.case.config.database.url = format!("sqlite://{}", patient.path("gone.db").display());
        }
        "a database that is behind" => patient.sql("DELETE FROM __diesel_schema_migrations").await,
        "a clock that is slow" => patient.case.clock.advance(-86_400),
        "effects that are late" => {
            patient.sql("UPDATE events SET settled_at = NULL").await;
            patient.case.clock.advance(301);
        }
        "pages that wait" => {
            patient.sql("UPDATE pages SET wanted = wanted + 1").await;
            patient.case.most_waiting = 0;
        }
        "letters that were given up" => {
            patient.letter().await;
            patient.sql("UPDATE deliveries SET dead_at = next_try_at, last_error = 'no such mailbox'").await;
        }
        "letters that nobody takes up" => {
            letters_are_due(patient).await;
            patient.case.config.mail.smtp = greeter();
        }
        "letters without a mail server" => letters_are_due(patient).await,
        "a mail server that is away" => patient.case.config.mail.smtp = "smtp://127.0.0.1:1".into(),
        "a private page in the public folder" => {
            write(&patient.path("public/northfield/b/private/index.html"), "<p>private</p>");
        }
        "a proxy that is not trusted" => {
            patient.sql("UPDATE hosts SET host = 'mentoring.northfield.example'").await;
        }
        other => panic!("nobody plants {other}"),
    }
}

async fn letters_are_due(patient: &Patient) {
    patient.letter().await;
    patient.case.clock.advance(601);
    patient.sql("UPDATE events SET settled_at = created_at").await;
}

#[actix_web::test]
async fn a_healthy_site_has_nothing_wrong_and_is_not_changed_by_looking() {
    let mut patient = Patient::new().await;
    let listed = || {
        let mut names: Vec<_> =
            fs::read_dir(patient.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names.retain(|name| !name.to_string_lossy().contains("-wal") && !name.to_string_lossy().contains("-shm"));
        names
    };
    let before = listed();
    assert_eq!(patient.findings().await, []);
    assert_eq!(listed(), before);
    patient.case.config.mail.smtp = greeter();
    patient.letter().await;
    assert_eq!(patient.findings().await, []);
    patient.sql("UPDATE hosts SET host = 'mentoring.northfield.example'").await;
    patient.case.config.server.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    assert_eq!(patient.findings().await, []);
}

#[actix_web::test]
async fn each_planted_fault_is_found_alone_and_with_what_to_do() {
    for (fault, check, mend) in FAULTS {
        let mut patient = Patient::new().await;
        // Only root gives a file away, and only root has to compare owners.
        if fault.ends_with("of another user") && fs::metadata(patient.folder.path()).unwrap().uid() != 0 {
            continue;
        }
        plant(fault, &mut patient).await;
        let found = patient.findings().await;
        let checks: Vec<_> = found.iter().map(|finding| finding.check).collect();
        assert_eq!(checks, [check], "{fault}: {found:#?}");
        assert!(found[0].mend.contains(mend), "{fault}: {}", found[0].mend);
        let what = &found[0].what;
        assert!(!what.is_empty() && !what.contains('\n') && !what.contains(" ."), "{fault}: {what:?}");
        assert!(CHECKS.contains(&check));
    }
}

#[actix_web::test]
async fn hosts_that_lead_nowhere_are_found() {
    let mut patient = Patient::new().await;
    patient.case.config.server.portal_host = "northfield.localhost".into();
    let found = patient.findings().await;
    assert_eq!((found.len(), found[0].check), (1, "hosts"), "{found:#?}");
    assert!(found[0].mend.contains("server.portal_host"));
    patient.case.config.server.portal_host = "localhost".into();
    patient.sql("DELETE FROM hosts").await;
    let found = patient.findings().await;
    assert_eq!((found.len(), found[0].check), (1, "hosts"), "{found:#?}");
    assert!(found[0].mend.contains("INSERT INTO hosts"));
}

#[actix_web::test]
async fn the_mend_for_a_host_and_for_dead_letters_can_be_typed_as_it_stands() {
    let patient = Patient::new().await;
    patient.sql("DELETE FROM hosts").await;
    let insert = "INSERT INTO hosts (host, institution_id, is_primary) \
        SELECT 'HOST', id, TRUE FROM institutions WHERE slug = 'northfield'";
    assert!(patient.findings().await[0].mend.ends_with(insert));
    patient.sql(insert).await;
    patient.letter().await;
    patient.sql("UPDATE deliveries SET dead_at = next_try_at").await;
    let update = "UPDATE deliveries SET dead_at = NULL, attempts = 0 WHERE dead_at IS NOT NULL AND done_at IS NULL";
    assert!(patient.findings().await[0].mend.contains(update));
    patient.sql(update).await;
    let found = patient.findings().await;
    // HOST is no name of this machine: the doctor now asks for the proxy, and for nothing else.
    assert_eq!(found.iter().map(|finding| finding.check).collect::<Vec<_>>(), ["proxy"]);
}

#[test]
fn the_command_gives_its_findings_as_json_and_by_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let run = |data: &Path, more: &[&str]| {
        let program = env!("CARGO_BIN_EXE_lyceum");
        let mut command = std::process::Command::new(program);
        command.arg("doctor").arg("--data").arg(data).args(more).current_dir(folder.path());
        command.env_remove("LYCEUM_DATABASE__URL").output().unwrap()
    };
    let missing = run(&folder.path().join("nowhere"), &["--json"]);
    assert_eq!(missing.status.code(), Some(1));
    let told: serde_json::Value = serde_json::from_slice(&missing.stdout).unwrap();
    assert_eq!(told["findings"][0]["check"], "data-folder");
    assert_eq!(told["checks"].as_array().unwrap().len(), CHECKS.len());
    fs::write(folder.path().join("lyceum.toml"), "[server]\nlissen = \"x\"\n").unwrap();
    let settings = run(folder.path(), &["--json"]);
    let told: serde_json::Value = serde_json::from_slice(&settings.stdout).unwrap();
    assert_eq!((settings.status.code(), &told["findings"][0]["check"]), (Some(1), &"settings".into()));
    assert!(told["findings"][0]["what"].as_str().unwrap().contains("lissen"));
}
