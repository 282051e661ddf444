//! What becomes narrower is gone before the answer goes out, and from other processes within a second.

use std::time::{Duration, Instant};

use lyceum::cohorts::leave;
use lyceum::db::Conn;
use lyceum::db::events::{Event, Recorded};
use lyceum::db::ids::InstitutionId;
use lyceum::effects::AllEffects;
use lyceum::error::Result;
use lyceum::members::suspend;
use lyceum::pages::{Page, Rendered};
use lyceum::roster::Moving;
use lyceum::site::effects::{Effects, Touched};
use lyceum::site::{Site, Tx};
use lyceum::threads::place;
use parking_lot::Mutex;

use super::asking::Asker;
use super::policy::{HIDDEN_FROM_THE_WEB, IN_SPRING, MOVED, NARROWED_BOARD, POST_HIDDEN_FROM_THE_WEB};
use super::readers::Reader;
use super::sweep::{Sweep, assert_none};
use super::world::World;
use crate::support::node::Node;

#[actix_web::test]
async fn what_becomes_narrower_is_gone_before_the_answer_and_elsewhere_within_a_second() {
    let mut faults = Vec::new();
    for state in [HIDDEN_FROM_THE_WEB, POST_HIDDEN_FROM_THE_WEB, MOVED, NARROWED_BOARD] {
        let mut world = World::before(state).await;
        let other = world.site.second_process().await;
        for node in [&world.site.node.clone(), &other] {
            read_by_everybody(&world, node).await;
        }
        other.site.listen().unwrap();
        world.change().await;
        let mut here = Sweep::new(&world, &world.site.node);
        here.no_secret_lies_in_the_open();
        walk(&world, &mut here).await;
        faults.extend(here.ends());
        let begun = Instant::now();
        let late = loop {
            hear(&other).await;
            let mut there = Sweep::new(&world, &other);
            walk(&world, &mut there).await;
            let late: Vec<_> = there.ends().collect();
            if late.is_empty() || begun.elapsed() > Duration::from_secs(1) {
                break late;
            }
        };
        faults.extend(late.into_iter().map(|fault| format!("a second later, elsewhere: {fault}")));
    }
    assert_none(&faults);
}

async fn read_by_everybody(world: &World, node: &Node) {
    for asker in &world.people.askers {
        for page in world.stored_pages() {
            asker.get(node, &page.path, None).await;
        }
    }
}

/// The readers whose rights differ from one another, at every page that the change touched.
async fn walk(world: &World, sweep: &mut Sweep<'_>) {
    for reader in [Reader::Visitor, Reader::Other, Reader::Observer, Reader::Mentor] {
        sweep.read(world.asker(reader), &world.stored_pages(), &[None]).await;
    }
}

/// Does what the worker does between two looks.
async fn hear(node: &Node) {
    tokio::time::sleep(Duration::from_millis(50)).await;
    let site = node.site.clone();
    tokio::task::spawn_blocking(move || site.listen()).await.unwrap().unwrap();
}

/// Whether a reader gets a page within a second of hearing what happened elsewhere.
async fn is_shut_out(asker: &Asker, node: &Node, path: &str) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(1) {
        if asker.get(node, path, None).await.status != 200 {
            return true;
        }
        hear(node).await;
    }
    false
}

#[actix_web::test]
async fn whoever_is_suspended_is_out_at_once_and_elsewhere_within_a_second() {
    let world = World::before(IN_SPRING).await;
    let other = world.site.second_process().await;
    let (mentee, id) = (world.asker(Reader::Mentee), world.people.of(Reader::Mentee).id);
    for node in [&world.site.node, &other] {
        assert_eq!(mentee.get(node, "/settings/", None).await.status, 200);
    }
    world.site.write(move |tx| suspend::suspend(tx, id, None, "for a while")).await.unwrap();
    assert_eq!(mentee.get(&world.site.node, "/settings/", None).await.status, 303);
    assert!(is_shut_out(mentee, &other, "/settings/").await, "a suspended member is still signed in elsewhere");
    // Whoever comes back signs in anew: the old cookie opens nothing any more.
    world.site.write(move |tx| suspend::restore(tx, id, None, "it is over")).await.unwrap();
    hear(&other).await;
    for node in [&world.site.node, &other] {
        assert_eq!(mentee.get(node, "/settings/", None).await.status, 303);
    }
}

#[actix_web::test]
async fn whoever_signs_out_is_out_everywhere_within_a_second() {
    let world = World::before(IN_SPRING).await;
    let other = world.site.second_process().await;
    for (reader, path) in [(Reader::Mentee, "/sign-out"), (Reader::Mentor, "/settings/sign-out-everywhere")] {
        let asker = world.asker(reader);
        assert_eq!(asker.get(&other, "/settings/", None).await.status, 200);
        assert_eq!(asker.post(&world.site.node, path, &[]).await.status, 303);
        assert_eq!(asker.get(&world.site.node, "/settings/", None).await.status, 303);
        assert!(is_shut_out(asker, &other, "/settings/").await, "{reader:?} is still signed in elsewhere");
    }
}

#[actix_web::test]
async fn whoever_leaves_a_cohort_reads_no_more_of_it_at_once_and_elsewhere_within_a_second() {
    let world = World::before(IN_SPRING).await;
    let other = world.site.second_process().await;
    let (observer, path) = (world.asker(Reader::Observer), world.talks[0].thread.path.clone());
    let (spring, member, by) = (world.cohorts[0].id, world.people.of(Reader::Observer).id, world.people.leader.id);
    for node in [&world.site.node, &other] {
        assert_eq!(observer.get(node, &path, None).await.status, 200);
    }
    world.site.write(move |tx| leave::leave(tx, spring, member, by)).await.unwrap();
    assert_eq!(observer.get(&world.site.node, &path, None).await.status, 404);
    assert!(is_shut_out(observer, &other, &path).await, "who was removed still reads elsewhere");
}

/// What happens while a page is being made: after it was drawn, before it is stored.
struct Meanwhile(String, Mutex<Option<Box<dyn FnOnce() + Send>>>);

impl Effects for Meanwhile {
    fn touched(&self, site: &Site, conn: &mut Conn, event: &Event) -> Result<Touched> {
        AllEffects.touched(site, conn, event)
    }

    fn moved(&self, moving: &Moving<'_>, conn: &mut Conn, event: &Event) -> Result<()> {
        AllEffects.moved(moving, conn, event)
    }

    fn heard(&self, site: &Site, conn: &mut Conn, event: &Event) -> Result<()> {
        AllEffects.heard(site, conn, event)
    }

    fn promised(&self, tx: &mut Tx<'_>, recorded: &Recorded) -> Result<()> {
        AllEffects.promised(tx, recorded)
    }

    fn render(&self, site: &Site, conn: &mut Conn, page: &Page) -> Result<Option<Rendered>> {
        let rendered = AllEffects.render(site, conn, page);
        if page.path == self.0 {
            self.1.lock().take().into_iter().for_each(|happen| happen());
        }
        rendered
    }

    fn expected(&self, site: &Site, conn: &mut Conn, institution: InstitutionId) -> Result<Vec<Page>> {
        AllEffects.expected(site, conn, institution)
    }
}

#[actix_web::test]
async fn a_page_that_was_narrowed_elsewhere_while_it_was_made_does_not_stay_in_the_folder() {
    let world = World::before(MOVED).await;
    let (thread, site) = (world.talks[0].thread.id, (*world.site).clone());
    let starter = world.site.viewer(world.people.of(Reader::Mentee)).await;
    let (from, to) = (world.board("commons").id, world.board("talk").id);
    let moves = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let as_starter = starter.clone();
            site.write(move |tx| place::add(tx, &as_starter, thread, to, true)).await.unwrap();
            site.write(move |tx| place::remove(tx, &starter, thread, from)).await.unwrap();
        });
    };
    let happens = move || std::thread::spawn(moves).join().unwrap();
    let effects = Meanwhile(format!("/t/{thread}/"), Mutex::new(Some(Box::new(happens))));
    let slow =
        Site::open(world.site.config.clone(), world.site.node.clock.clone(), Box::new(effects), false).await.unwrap();
    let page = slow.key(&slow.roster.by_host(Reader::Visitor.host()).unwrap(), format!("/t/{thread}/"));
    slow.page(page).await.unwrap();
    let mut sweep = Sweep::new(&world, &world.site.node);
    sweep.no_secret_lies_in_the_open();
    assert_none(&sweep.ends().collect::<Vec<_>>());
}
