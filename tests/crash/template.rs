//! Many copies of one world: each trial begins with the same rows, pages and files, in a folder of its own.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use lyceum::backup::tables::TABLES;
use lyceum::config::Config;
use lyceum::db::connection::Address;
use lyceum::db::ids::Time;
use lyceum::db::table::{Filling, Table};
use lyceum::db::tuple::Tuple;
use lyceum::db::{Conn, Db};
use lyceum::effects::AllEffects;
use lyceum::error::Result;
use lyceum::faults::Faults;
use lyceum::site::clock::Clock;
use lyceum::site::{Opening, Site};
use lyceum::theme::Themes;
use tempfile::TempDir;

use super::door::Door;
use super::world::World;
use crate::support::database::Database;
use crate::support::node::Node;

/// How much later than the world was made its copies are, in seconds.
pub const LATER: i64 = 120;

/// A world at rest, and how to come by copies of it.
pub struct Template {
    pub world: World,
    themes: Arc<Themes>,
    rows: Source,
    /// What the folders of copies begin with.
    files: TempDir,
    now: Time,
}

/// Where the rows of a copy come from.
enum Source {
    /// A database file among the others.
    File,
    /// A schema that one copy after the other is in, and a session that keeps every row and puts them back.
    Schema(Database, RefCell<Box<PgConnection>>),
}

/// A copy, and the process that serves it.
pub struct Copy {
    pub node: Node,
    pub door: Door,
    folder: TempDir,
}

impl Template {
    /// Makes the world and copies it once.
    pub async fn new() -> Self {
        let world = World::new().await;
        // What was written before is no matter of what is done now.
        world.site.told().await;
        world.site.close().await.unwrap();
        let files = folder();
        for name in KEPT {
            copy_all(&world.site.folder().join(name), &files.path().join(name), &|from, to| {
                std::fs::copy(from, to).map(drop)
            });
        }
        let rows = match world.site.db.address() {
            Address::Sqlite(file) => {
                copy_at_rest(file, &files.path().join(DATABASE));
                Source::File
            }
            Address::Postgres(_) => schema(&world),
        };
        let (themes, now) = (Arc::new(Themes::load(None).unwrap()), world.site.now().plus_seconds(LATER));
        Self { world, themes, rows, files, now }
    }

    /// A copy of it so many seconds later, behind a door that stands open.
    pub async fn copy(&self, later: i64) -> Copy {
        let folder = folder();
        for name in KEPT {
            // Another name, not another copy: whoever changes such a file writes it anew and renames it.
            let (from, to) = (self.files.path().join(name), folder.path().join(name));
            copy_all(&from, &to, &|from, to| std::fs::hard_link(from, to));
        }
        match &self.rows {
            Source::File => {
                std::fs::copy(self.files.path().join(DATABASE), folder.path().join(DATABASE)).unwrap();
            }
            Source::Schema(_, keeper) => put_back(&mut keeper.borrow_mut()),
        }
        let door = Door::default();
        let node = self.open(folder.path(), door.faults(), self.now.plus_seconds(later)).await;
        Copy { node, door, folder }
    }

    /// The process is gone, and another is started on what it left.
    pub async fn restart(&self, copy: Copy) -> Copy {
        let Copy { node, door, folder } = copy;
        let now = node.site.now();
        drop(node);
        let node = self.open(folder.path(), Faults::none(), now).await;
        Copy { node, door, folder }
    }

    async fn open(&self, folder: &Path, faults: Faults, now: Time) -> Node {
        let mut config = Config { data: folder.to_owned(), ..self.world.site.config.clone() };
        config.database.url = match &self.rows {
            Source::File => format!("sqlite://{}", folder.join(DATABASE).display()),
            Source::Schema(database, _) => database.url.clone(),
        };
        config.database.readers = 1;
        let clock = Clock::at(now);
        let (effects, themes) = (Box::new(AllEffects), self.themes.clone());
        let opening = Opening { clock: clock.clone(), effects, is_demo: true, themes, faults };
        Node::of(Site::open_with(config, opening).await.unwrap(), clock).await
    }
}

impl Copy {
    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Where the database and the files lie that a copy begins with.
const DATABASE: &str = "lyceum.db";
const KEPT: [&str; 4] = ["public", "private", "files", "secret.key"];

/// A folder in memory, where there is such a thing: no power is cut here, and a thousand sites are opened.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// One file with everything that is in a SQLite database now.
fn copy_at_rest(file: &Path, to: &Path) {
    let mut conn = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    conn.batch_execute(&format!("VACUUM INTO '{}'", to.display())).unwrap();
}

fn schema(world: &World) -> Source {
    let read = |conn: &mut Conn| {
        let tables = TABLES.iter().map(|(name, _)| {
            let (table, mut rows) = (Table::of(conn, name)?, Vec::new());
            table.each(conn, &mut |row| {
                rows.push(row);
                Ok(())
            })?;
            Ok((table, rows))
        });
        tables.collect::<Result<Vec<_>>>()
    };
    let rows = world.site.db.read_now(read).unwrap();
    let database = Database::fresh(world.site.folder());
    fill(&database, &rows);
    let mut keeper = PgConnection::establish(&database.url).unwrap();
    let keep = of_each("CREATE TEMPORARY TABLE kept_{} AS TABLE {};");
    keeper.batch_execute(&keep).unwrap();
    Source::Schema(database, RefCell::new(Box::new(keeper)))
}

fn fill(database: &Database, rows: &[(Table, Vec<Tuple>)]) {
    let put = |conn: &mut Conn| {
        rows.iter().rev().try_for_each(|(table, _)| table.clear(conn))?;
        rows.iter().try_for_each(|(table, rows)| {
            let mut filling = Filling::of(table);
            rows.iter().try_for_each(|row| filling.push(conn, row.clone()))?;
            filling.flush(conn)
        })
    };
    Db::open(&database.url, 1).unwrap().write_at_length(put).unwrap();
}

/// All in one message: a thousand copies are made. The engine's own index is no table of ours, and begins empty.
fn put_back(keeper: &mut PgConnection) {
    let clear = TABLES.iter().rev().map(|(name, _)| format!("DELETE FROM {name};")).collect::<String>();
    let fill = of_each("INSERT INTO {} SELECT * FROM kept_{};");
    keeper.batch_execute(&format!("BEGIN;DELETE FROM search_index;{clear}{fill}COMMIT")).unwrap();
}

/// What is to be said of each table, in an order in which they can be filled.
fn of_each(statement: &str) -> String {
    TABLES.iter().map(|(name, _)| statement.replace("{}", name)).collect()
}

/// A file, or all files of a folder.
fn copy_all(from: &Path, to: &Path, copy: &dyn Fn(&Path, &Path) -> std::io::Result<()>) {
    if !from.is_dir() {
        return copy(from, to).unwrap();
    }
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy_all(&entry.path(), &to.join(entry.file_name()), copy);
    }
}
