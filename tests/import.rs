//! Mail archives become threads: once, in their order, for their readers, and nobody gets a way in by them.

mod command;
mod later;
mod readers;

use std::path::PathBuf;
use std::sync::Arc;

use lyceum::boards::add::NewBoardOf;
use lyceum::cli::import::outcome::Outcome;
use lyceum::cli::import::{Order, import};
use lyceum::config::Config;
use lyceum::db::Db;
use lyceum::db::ids::{BoardId, CohortId, ThreadId, Time};
use lyceum::effects::AllEffects;
use lyceum::institutions::add::NewHouse;
use lyceum::roster::InstitutionEntry;
use lyceum::site::Site;
use lyceum::site::clock::Clock;
use lyceum::threads::model::{self, Post, Thread};
use tempfile::TempDir;

/// 1 June 2026, in microseconds.
const NOW: i64 = 1_780_272_000_000_000;

/// An institution with a public board, in a folder of its own.
struct List {
    folder: TempDir,
    site: Site,
    house: Arc<InstitutionEntry>,
    board: BoardId,
}

impl List {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = site(&folder).await;
        let new = NewHouse {
            slug: "north".into(),
            name: "North".into(),
            host: "north.localhost".into(),
            ..NewHouse::default()
        };
        let id = site.write(move |tx| lyceum::institutions::add::add(tx, new)).await.unwrap();
        let house = site.roster.institution(id).unwrap();
        let mut list = Self { folder, site, house, board: BoardId(0) };
        list.board = list.add_board("help", "public", Vec::new()).await;
        list
    }

    async fn add_board(&self, slug: &str, audience: &str, cohorts: Vec<CohortId>) -> BoardId {
        let everyone = || "everyone".to_owned();
        let new = NewBoardOf {
            slug: slug.into(),
            name: slug.into(),
            audience: audience.into(),
            cohorts,
            start: everyone(),
            reply: everyone(),
            ..NewBoardOf::default()
        };
        let house = self.house.id;
        self.site.write(move |tx| lyceum::boards::add::add(tx, house, new)).await.unwrap()
    }

    async fn import(&self, archive: &str) -> Outcome {
        self.import_to(self.board, archive, false).await
    }

    async fn import_to(&self, board: BoardId, archive: &str, is_dry_run: bool) -> Outcome {
        let path = self.folder.path().join("archive.mbox");
        std::fs::write(&path, archive).unwrap();
        let order = Order { house: self.house.clone(), board, paths: vec![path], is_dry_run };
        import(&self.site, &order, Box::new(std::io::empty())).await.unwrap()
    }

    /// The threads of the institution in the order in which they began, each with its posts.
    async fn threads(&self) -> Vec<(Thread, Vec<Post>)> {
        let house = self.house.id;
        let read = move |conn: &mut _| {
            let mut found = Vec::new();
            for (id, height) in model::all(conn, house)? {
                found.push((model::by_id(conn, id)?, model::posts_between(conn, id, 1, height)?));
            }
            found.sort_by_key(|(thread, _): &(Thread, Vec<Post>)| (thread.started_at, thread.id));
            Ok(found)
        };
        self.site.read(read).await.unwrap()
    }

    /// The first words of each post of each thread.
    async fn talk(&self) -> Vec<Vec<String>> {
        let words = |post: Post| post.body_source.trim().to_owned();
        self.threads().await.into_iter().map(|(_, posts)| posts.into_iter().map(words).collect()).collect()
    }

    /// A stored page as all its readers together see it; nothing if there is none.
    async fn page(&self, path: &str) -> Option<String> {
        page(&self.site, &self.house, path).await
    }

    /// Fails if any stored page is not what the database says, or waits to be made.
    async fn assert_pages_are_right(&self) {
        let (site, house) = (self.site.clone(), self.house.id);
        let whole = tokio::task::spawn_blocking(move || site.compare(house, &|| ())).await.unwrap().unwrap();
        assert_eq!((whole.faults, whole.waiting), (Vec::new(), 0));
    }
}

async fn site(folder: &TempDir) -> Site {
    let config = Config { data: PathBuf::from(folder.path()), ..Config::default() };
    Db::open(&config.database_url(), 1).unwrap().migrate().unwrap();
    Site::open(config, Clock::at(Time(NOW)), Box::new(AllEffects), false).await.unwrap()
}

async fn page(site: &Site, house: &Arc<InstitutionEntry>, path: &str) -> Option<String> {
    let (document, _) = site.page(site.key(house, path)).await.ok()?;
    Some(String::from_utf8(document.identity().unwrap()).unwrap())
}

fn path_of(thread: ThreadId) -> String {
    format!("/t/{thread}/")
}

/// A mail of day `day` in May 2015 from `from`, with identifier `id`, that says its own identifier.
fn mail(day: u8, id: &str, headers: &str) -> String {
    let from = if headers.contains("From:") { "" } else { "From: Ada Byron <ada@example.org>\n" };
    let tail = if headers.is_empty() { "" } else { "\n" };
    format!(
        "From list at example.org  Tue May {day:2} 10:11:12 2015\nMessage-ID: <{id}>\n{from}Date: {day} May 2015 10:11:12 +0000\n{headers}{tail}\n{id}\n\n"
    )
}

#[actix_web::test]
async fn an_archive_becomes_threads_with_their_posts_in_order() {
    let list = List::open().await;
    let archive = [
        mail(3, "answer", "Subject: Re: [help] How?\nIn-Reply-To: <question>\nFrom: bob@example.org (Bob)"),
        mail(1, "question", "Subject: [help] How?"),
        mail(2, "other", "Subject: Another matter"),
    ];
    let outcome = list.import(&archive.concat()).await;
    assert_eq!((outcome.read, outcome.added, outcome.existing, outcome.skipped, outcome.threads), (3, 3, 0, 0, 2));
    assert_eq!(list.talk().await, [vec!["question", "answer"], vec!["other"]]);

    let (thread, posts) = list.threads().await.remove(0);
    assert_eq!((thread.title.as_str(), thread.slug.as_str(), thread.post_count), ("How?", "how", 2));
    assert_eq!((thread.started_at, thread.last_active_at), (posts[0].created_at, posts[1].created_at));
    assert_eq!((thread.last_post_id, thread.last_by.behind()), (posts[1].id, posts[1].by.behind()));
    assert!(posts.iter().all(|post| post.format == "mail" && post.state == "published"));
    let page = list.page(&path_of(thread.id)).await.unwrap();
    assert!(page.contains("Ada Byron") && page.contains("Bob"), "{page}");
    assert!(list.page("/b/help/").await.unwrap().contains("Another matter"));
    list.assert_pages_are_right().await;
}

#[actix_web::test]
async fn more_mails_than_one_transaction_takes_all_come() {
    let list = List::open().await;
    let one = |n: u32| mail(1 + n as u8 % 5, &format!("m{n}"), &format!("References: <{}>", n / 8));
    let outcome = list.import(&(0..840).map(one).collect::<String>()).await;
    assert_eq!((outcome.added, outcome.threads), (840, 105));
    assert!(list.page("/b/help/3/").await.is_some() && list.page("/b/help/4/").await.is_none());
    let board = list.board;
    let summary = list.site.read(move |conn| lyceum::boards::model::by_id(conn, board)).await.unwrap();
    assert_eq!(summary.thread_count, 105);
    list.assert_pages_are_right().await;
}

#[actix_web::test]
async fn a_mail_without_subject_name_or_text_is_a_post_all_the_same() {
    let list = List::open().await;
    let bare = "From x  Tue May  5 10:11:12 2015\nMessage-ID: <a>\n\n\n\n".to_owned();
    list.import(&(bare + &mail(6, "b", "From: carl@example.org\nSubject: Re:"))).await;
    let page = list.page("/b/help/").await.unwrap();
    assert!(page.contains("(no subject)") && page.contains("Unknown sender") && page.contains("carl"), "{page}");
    list.assert_pages_are_right().await;
}

#[actix_web::test]
async fn a_dry_run_counts_and_writes_nothing() {
    let list = List::open().await;
    let archive = mail(1, "a", "Subject: x") + &mail(2, "b", "Subject: Re: x") + &mail(2, "b", "Subject: Re: x");
    let outcome = list.import_to(list.board, &archive, true).await;
    assert_eq!((outcome.read, outcome.added, outcome.existing, outcome.threads), (3, 2, 1, 1));
    assert!(list.talk().await.is_empty() && list.page("/m/ada-byron/").await.is_none());
    assert_eq!(list.import(&archive).await.added, 2, "the refusal above was the dry run's");
}

#[actix_web::test]
async fn a_bad_message_is_named_and_the_rest_is_imported() {
    let list = List::open().await;
    let bad = "From list at example.org  Tue May  5 10:11:12 2015\nX-Nothing: here\n\nno mail\n\n";
    let outcome = list.import(&(mail(1, "a", "") + bad + &mail(2, "b", ""))).await;
    assert_eq!((outcome.read, outcome.added, outcome.skipped), (3, 2, 1));
    let told = serde_json::to_value(&outcome.skips[0]).unwrap();
    assert_eq!((told["reason"].as_str(), told["number"].as_u64()), (Some("no-headers"), Some(2)));
    assert!(told["file"].as_str().unwrap().ends_with("archive.mbox"));
    assert!(outcome.is_whole(), "a bad message is no fault of the import");
}
