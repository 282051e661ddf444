//! A site of a test's own, which checks its house when it is dropped.

use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Deref;
use std::rc::Rc;

use diesel::prelude::*;
use lyceum::audit::{kept, seal, verify};
use lyceum::config::Config;
use lyceum::db::events;
use lyceum::db::ids::Time;
use lyceum::db::schema::deliveries;
use lyceum::notices::mail::make;
use lyceum::notices::tell;
use lyceum::site::Site;
use lyceum::site::clock::Clock;
use tempfile::TempDir;

use super::Browser;
use super::database::Database;
use super::house::House;
use super::node::Node;

/// Where every test's clock begins: 1 March 2027, 09:00 in UTC.
pub const MORNING: Time = Time(1_803_891_600 * Time::SECOND);

/// What a test may set before its site is opened.
pub struct Settings {
    /// The program's own settings; limits are raised so far that only a test of limits meets them.
    pub config: Config,
    /// Whether it is a demonstration.
    pub is_demo: bool,
    /// Whether the pages are compared with fresh renders at the end.
    pub is_compared: bool,
    /// Whether the audit is followed at the end.
    pub is_audited: bool,
}

/// A site in a folder of its own, on a database of its own, with a clock that stands still.
pub struct TestSite {
    /// The process that browsers ask.
    pub node: Node,
    /// Addresses whose letters the test has looked at.
    pub(super) seen_mail: RefCell<HashSet<String>>,
    host: Rc<RefCell<String>>,
    is_demo: bool,
    is_compared: bool,
    is_audited: bool,
    // Dropped last: the folder and the schema go when nobody uses them any more.
    _database: Database,
    folder: TempDir,
}

impl Deref for TestSite {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.node.site
    }
}

impl TestSite {
    /// An empty site.
    pub async fn new() -> Self {
        Self::with(|_| ()).await
    }

    /// An empty site with other settings.
    pub async fn with(set: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::fresh(folder.path());
        let mut config = Config { data: folder.path().to_owned(), ..Config::default() };
        config.database.url = database.url.clone();
        config.database.readers = 2;
        // Letters are queued and looked at there; nobody sends them.
        config.mail.smtp = "smtp://mail.invalid".into();
        config.limits.sign_in_per_minute = 1_000_000;
        config.limits.writes_per_minute = 1_000_000;
        config.limits.scim_per_minute = 1_000_000;
        config.limits.searches_per_minute = 1_000_000;
        let mut settings = Settings { config, is_demo: false, is_compared: true, is_audited: true };
        set(&mut settings);
        let clock = Clock::at(MORNING);
        let node = Node::open(settings.config, clock, settings.is_demo).await;
        Self {
            node,
            seen_mail: RefCell::default(),
            host: Rc::default(),
            is_demo: settings.is_demo,
            is_compared: settings.is_compared,
            is_audited: settings.is_audited,
            _database: database,
            folder,
        }
    }

    /// The folder with everything that is not in the database.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Lets so many seconds pass.
    pub fn wait(&self, seconds: i64) {
        self.node.clock.advance(seconds);
    }

    /// Adds an institution on `{slug}.localhost`; browsers start at the one that was added first.
    pub async fn institution(&self, slug: &str) -> House {
        let house = House::add(&self.node, slug).await;
        if self.host.borrow().is_empty() {
            self.host.replace(house.host());
        }
        house
    }

    /// The browser of a visitor at the first institution.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.node, &self.host.borrow())
    }

    /// Another process on the same data and the same clock.
    pub async fn second_process(&self) -> Node {
        Node::open(self.config.clone(), self.node.clock.clone(), self.is_demo).await
    }

    /// Lets the background work happen: what is late is made, and what was kept for later is written down.
    pub async fn settled(&self) {
        settle(&self.node.site).await;
    }

    /// Lets everybody be told of what was written.
    pub async fn told(&self) {
        tell::tell(&self.node.site).await.unwrap();
    }

    /// Lets letters be made that are due; how many people's that were.
    pub async fn mailed(&self) -> usize {
        make::make(&self.node.site, || true).await.unwrap()
    }

    /// A regular end: checks the house now, where a fault still has a line number.
    pub async fn done(self) {
        self.settled().await;
        drop(self);
    }
}

async fn settle(site: &Site) {
    site.write_down().await.unwrap();
    while site.sweep(100).await.unwrap() > 0 {}
    site.write_down().await.unwrap();
}

/// Everything that must hold of a site at rest, whatever was done to it.
async fn check(site: Site, seen_mail: HashSet<String>, is_compared: bool, is_audited: bool) {
    settle(&site).await;
    let unsettled = site.read(events::unsettled_count).await.unwrap();
    assert_eq!(unsettled, 0, "events whose effects have not run");
    // What is to nobody only takes the time that a letter takes.
    let waiting = deliveries::table.filter(deliveries::recipient.ne("")).select(deliveries::recipient);
    let unseen: Vec<String> = site.read(move |conn| Ok(waiting.load::<String>(conn)?)).await.unwrap();
    let unseen: Vec<_> = unseen.into_iter().filter(|recipient| !seen_mail.contains(recipient)).collect();
    assert!(unseen.is_empty(), "letters that the test did not look at: {unseen:?}");
    if is_audited {
        follow_the_audit(&site).await;
    }
    for house in site.roster.institutions().into_iter().filter(|_| is_compared) {
        let whole = site.compare(house.id, &|| ()).unwrap();
        assert!(
            whole.faults.is_empty(),
            "stored pages of {} are not what a fresh render gives: {:#?}",
            house.slug,
            whole.faults
        );
        assert_eq!(whole.waiting, 0, "pages of {} wait although everything was swept", house.slug);
    }
}

/// Whatever was done, every line of it is in the chain, and the chain is whole.
async fn follow_the_audit(site: &Site) {
    seal::seal(site).await.unwrap();
    let kept = kept::read(&site.config.data, &site.secret.audit).unwrap();
    let audit = site.db.read_at_length(|conn| verify::verify(conn, &site.secret.audit, kept.as_ref())).unwrap();
    assert!(audit.is_whole() && audit.waiting == 0, "the audit is not what was written: {audit:#?}");
}

impl Drop for TestSite {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let (site, seen, is_compared) = (self.node.site.clone(), self.seen_mail.take(), self.is_compared);
        let is_audited = self.is_audited;
        let checked = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(check(site, seen, is_compared, is_audited));
        });
        assert!(checked.join().is_ok(), "the house is not in order at the end of the test; the reason stands above");
    }
}
