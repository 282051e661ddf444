//! Backups: the whole site in one file, taken while it serves, proved before it is called done, and brought back on
//! either engine as it was.

mod command;
mod leavings;
mod nightly;
mod refusals;
mod sessions;

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use lyceum::backup::about::About;
use lyceum::backup::proof::Backup;
use lyceum::backup::tables::{Fate, TABLES};
use lyceum::backup::take::{Order, take};
use lyceum::backup::{Unwatched, Watch, restore};
use lyceum::db::{Db, dialect, steps};
use lyceum::error::Result;
use lyceum::files::{Files, model};
use lyceum::pages::stitch::Effort;
use lyceum::sign_in::link;
use lyceum::sign_in::second::turn;
use lyceum::site::Site;
use lyceum::sso::add::{self, NewProvider};
use lyceum::sso::rules::{Gives, Rule};

use crate::support::database::Database;
use crate::support::node::Node;
use crate::support::site::MORNING;
use crate::support::{Scene, TestSite};

fn order(file: &Path) -> Order {
    Order { file: file.to_owned(), may_replace: false, now: MORNING }
}

/// Takes a backup of a site into a file in its folder.
fn backup(site: &Site, name: &str) -> (PathBuf, About) {
    let file = site.config.data.join(name);
    let about = take(&site.db, &site.files, &order(&file), &Unwatched).unwrap();
    (file, about)
}

/// Brings a backup into a folder and a database, as the command does before it makes the pages.
fn bring(file: &Path, folder: &Path, url: &str) -> Result<()> {
    let mut backup = Backup::open(file)?;
    backup.prove(&Unwatched)?;
    let (db, files) = (Db::open(url, 1)?, Files::open(folder)?);
    restore::restore(&mut backup, &db, &files, MORNING, &Unwatched)
}

fn sqlite(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("lyceum.db").display())
}

/// A site on SQLite, whatever engine the suite runs on, with a scene, files, and text that is hard to carry.
async fn rich_scene() -> Scene {
    let site = TestSite::with(|settings| {
        let url = sqlite(&settings.config.data);
        Db::open(&url, 1).unwrap().migrate().unwrap();
        settings.config.database.url = url;
    });
    let scene = Scene::on(site.await).await;
    let hard = "It's \"quoted\", \\back\\, $1 ? %s, 한국어, 🦉, \u{202e}turned\u{202c}, and a tab\t.";
    scene.site.reply(&scene.thread, &scene.person("ruth"), hard).await;
    scene.site.grow(&scene.thread, &scene.person("ada"), 45).await;
    keep(&scene.site, b"short").await;
    keep(&scene.site, &vec![7; 700_000]).await;
    scene.site.settled().await;
    scene
}

async fn keep(site: &TestSite, bytes: &[u8]) -> String {
    let kept = site.files.keep(Cursor::new(bytes), 1_000_000).unwrap();
    let now = site.now();
    site.db.write(move |conn| model::refer(conn, kept, "post 1", now)).await.unwrap();
    kept.hash.to_string()
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// How many rows a query finds in a SQLite file.
fn count(file: &Path, attached: &Path, query: &str) -> i64 {
    let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    conn.batch_execute(&format!("ATTACH '{}' AS other", attached.display())).unwrap();
    let counted: Counted =
        diesel::sql_query(format!("SELECT count(*) AS rows FROM ({query})")).get_result(&mut conn).unwrap();
    counted.rows
}

/// The columns of a table but one.
fn columns(file: &Path, table: &str, but: &str) -> String {
    #[derive(QueryableByName)]
    struct Column {
        #[diesel(sql_type = diesel::sql_types::Text)]
        name: String,
    }
    let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    let all: Vec<Column> =
        diesel::sql_query(format!("SELECT name FROM pragma_table_info('{table}')")).load(&mut conn).unwrap();
    all.into_iter().map(|column| column.name).filter(|name| name != but).collect::<Vec<_>>().join(", ")
}

/// Every page of every institution, as it lies in the folder.
async fn pages(site: &Site) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for house in site.roster.institutions() {
        for page in site.expected(house.id).await.unwrap() {
            let document = site.store.on_disk(&page).unwrap_or_else(|| panic!("{} has no file", page.path));
            found.push((page.path.clone(), document.identity().unwrap()));
        }
    }
    found
}

#[actix_web::test]
async fn a_site_moves_from_sqlite_to_the_engine_in_use_and_back_and_is_the_same() {
    let scene = rich_scene().await;
    let (first, about) = backup(&scene.site, "first.backup");
    assert_eq!((about.files, about.file_bytes), (2, 700_005));

    let (there, back) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let database = Database::empty(there.path());
    bring(&first, there.path(), &database.url).unwrap();
    let (db, files) = (Db::open(&database.url, 1).unwrap(), Files::open(there.path()).unwrap());
    let second = there.path().join("second.backup");
    let moved = take(&db, &files, &order(&second), &Unwatched).unwrap();
    // But for the sessions, which a restore ends, and what ends them.
    let is_same = |name: &str| !["members", "sessions"].contains(&name);
    let sums = |about: &About| -> Vec<_> {
        about
            .tables
            .iter()
            .map(|one| (one.name.clone(), one.rows, Some(one.sum.clone()).filter(|_| is_same(&one.name))))
            .collect()
    };
    assert_eq!(sums(&moved), sums(&about), "the rows have the same sums on both engines");
    bring(&second, back.path(), &sqlite(back.path())).unwrap();

    // SQLite itself compares the first site with the last: no sum of ours has a say in it.
    let (was, is) = (scene.site.folder().join("lyceum.db"), back.path().join("lyceum.db"));
    for (table, fate) in TABLES {
        let columns = match *table {
            "members" => columns(&was, table, "epoch"),
            "sessions" => columns(&was, table, "revoked_at"),
            _ => "*".to_owned(),
        };
        let differing = format!(
            "SELECT * FROM (SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM other.{table}) \
             UNION ALL SELECT * FROM (SELECT {columns} FROM other.{table} EXCEPT SELECT {columns} FROM main.{table})"
        );
        if *fate != Fate::MadeAnew {
            assert_eq!(count(&was, &is, &differing), 0, "rows of {table} differ");
        }
    }
    assert!(count(&is, &was, "SELECT 1 FROM main.posts") > 40);
    let raised =
        "SELECT 1 FROM main.members JOIN other.members old USING (id) WHERE main.members.epoch <= old.epoch + 1000";
    assert_eq!(count(&is, &was, raised), 0, "a restore ends the sessions of everybody");

    let mut config = scene.site.config.clone();
    (config.data, config.database.url) = (back.path().to_owned(), sqlite(back.path()));
    let node = Node::open(config, scene.site.node.clock.clone(), false).await;
    for house in node.site.roster.institutions() {
        node.site.make_every(&node.site.expected(house.id).await.unwrap(), Effort::Quick, &|| ()).unwrap();
        node.site.write_down().await.unwrap();
        assert_eq!(node.site.compare(house.id, &|| ()).unwrap().faults, []);
    }
    let (made, were) = (pages(&node.site).await, pages(&scene.site).await);
    assert!(made.len() > 5 && made == were, "the pages are the same");
    let kept = files_in(scene.site.folder());
    assert!(kept.len() == 2 && kept == files_in(back.path()), "the files are the same");
    node.site.close().await.unwrap();
}

/// The files that were handed in, by name, with their bytes.
fn files_in(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let shelves = std::fs::read_dir(folder.join("files")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = shelves
        .filter(|path| path.is_dir())
        .flat_map(|shelf| std::fs::read_dir(shelf).unwrap())
        .map(|entry| entry.unwrap().path())
        .map(|file| (file.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&file).unwrap()))
        .collect();
    found.sort();
    found
}

/// Holds a backup up at its first row until three replies have been written.
#[derive(Default)]
struct Slow {
    written: AtomicUsize,
    rows: AtomicUsize,
}

struct Looking(std::sync::Arc<Slow>);

impl Watch for Looking {
    fn begin(&self, _: &'static str, _: u64) {}

    fn step(&self, _: u64) {
        if self.0.rows.fetch_add(1, Ordering::SeqCst) > 0 {
            return;
        }
        let (begun, before) = (Instant::now(), self.0.written.load(Ordering::SeqCst));
        while self.0.written.load(Ordering::SeqCst) < before + 3 && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[actix_web::test]
async fn a_backup_that_is_taken_while_people_write_is_one_moment() {
    let scene = Scene::new().await;
    scene.site.reply(&scene.thread, &scene.person("ruth"), "Before.").await;
    let slow = std::sync::Arc::<Slow>::default();
    let file = scene.site.folder().join("busy.backup");
    let (site, looking, order) = (scene.site.node.site.clone(), Looking(slow.clone()), order(&file));
    let taking = std::thread::spawn(move || take(&site.db, &site.files, &order, &looking).unwrap());
    while !taking.is_finished() {
        scene.site.reply(&scene.thread, &scene.person("ruth"), "Meanwhile.").await;
        slow.written.fetch_add(1, Ordering::SeqCst);
    }
    taking.join().unwrap();
    let torn = "SELECT 1 FROM threads t WHERE post_count <> (SELECT count(*) FROM posts p WHERE p.thread_id = t.id)";
    assert_eq!(count(&file, &file, torn), 0, "a thread counts its posts as they are in the backup");
    let now = "SELECT 1 FROM posts";
    assert!(slow.written.load(Ordering::SeqCst) >= 3 && count(&file, &file, now) >= 2);
    let told =
        scene.site.read(|conn| Ok(lyceum::db::schema::posts::table.count().get_result::<i64>(conn)?)).await.unwrap();
    assert!(count(&file, &file, now) < told, "people wrote while it was taken");
}

#[test]
fn every_table_has_a_fate_in_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::fresh(folder.path());
    let mut there = Db::open(&database.url, 1).unwrap().read_now(dialect::tables).unwrap();
    there.retain(|name| name != steps::NOTED_IN);
    let mut decided: Vec<_> = TABLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    decided.sort();
    assert_eq!(
        there, decided,
        "say in backup/tables.rs what becomes of a new table, at a place after those it refers to"
    );
}

/// What a provider and this site know of each other.
const SECRET: &str = "what only the provider knows";

impl Scene {
    /// Sign-on by a provider with a secret, and a phone of Ada's, whose key this is.
    async fn with_secrets(&self) -> [u8; 20] {
        let (house, ada, key) = (self.house.id, self.person("ada").id, *b"the key of her phone");
        let new = NewProvider {
            slug: "uni".into(),
            name: "Northfield University".into(),
            issuer: "https://idp.northfield.example".into(),
            client_id: "lyceum".into(),
            client_secret: SECRET.into(),
            scopes: "openid".into(),
            algorithm: "RS256".into(),
            rules: vec![Rule { claim: "affiliation".into(), value: "x".into(), gives: Gives::Member, cohort: None }],
            ..NewProvider::default()
        };
        let both = self.site.write(move |tx| add::add(tx, house, new, None).and_then(|_| turn::on(tx, ada, &key, 0)));
        both.await.unwrap();
        self.site.mail_to(&self.person("ada").address).await;
        key
    }
}

#[actix_web::test]
async fn a_stolen_backup_signs_nobody_in() {
    let scene = Scene::new().await;
    let (house, address) = (scene.house.id, scene.person("ada").address);
    let asked = address.clone();
    scene.site.write(move |tx| link::ask(tx, house, &asked, "/")).await.unwrap();
    let letters = scene.site.mail_to(&address).await;
    let token = letters[0].path().rsplit('/').next().unwrap();
    let secret = std::fs::read_to_string(scene.site.folder().join("secret.key")).unwrap();
    let phone = scene.with_secrets().await;
    let (file, _) = backup(&scene.site, "stolen.backup");
    let bytes = std::fs::read(&file).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("Ada") && holds("I have tried *twice*"), "the backup can be searched like this");
    assert!(!holds(token) && !holds(&lyceum::http::secret::hash(token)) && !holds(secret.trim()));
    assert!(!holds(SECRET) && !bytes.windows(20).any(|window| window == phone), "what is sealed is not in the open");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions()) & 0o077, 0);
}
