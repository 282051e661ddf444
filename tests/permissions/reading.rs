//! What readers get to read: every page of every thing, by every kind of reader, in every state.

use super::policy::{IN_SPRING, STATES};
use super::readers::Reader;
use super::sweep::{Sweep, assert_none};
use super::world::World;

#[actix_web::test]
async fn nobody_reads_what_is_not_theirs_when_no_page_lies_ready() {
    let mut faults = Vec::new();
    for state in STATES {
        let world = World::new(state).await;
        let mut sweep = Sweep::new(&world, &world.site.node);
        let pages = world.requests("GET");
        // Who comes as a visitor comes behind one: once they ask for everything, and then for what is stored alone.
        let behind = if state.name == IN_SPRING.name { world.requests("GET") } else { world.stored_pages() };
        for asker in &world.people.askers {
            match asker.reader.comes_as_visitor() {
                true => sweep.read(asker, &behind, &[None]).await,
                false => {
                    world.forget_pages();
                    sweep.read(asker, &pages, &[None]).await;
                }
            }
        }
        sweep.no_secret_lies_in_the_open();
        sweep.everybody_has_read_what_is_theirs();
        faults.extend(sweep.ends());
    }
    assert_none(&faults);
}

#[actix_web::test]
async fn nobody_reads_what_is_not_theirs_when_others_have_read_it_before() {
    let mut faults = Vec::new();
    for state in STATES {
        let mut world = World::before(state).await;
        world.is_read_by_those_who_may_most().await;
        world.turn().await;
        world.is_read_by_those_who_may_most().await;
        let mut sweep = Sweep::new(&world, &world.site.node);
        let pages = world.stored_pages();
        for asker in world.people.askers.iter().rev() {
            sweep.read(asker, &pages, &[Some("br"), Some("gzip"), None]).await;
        }
        sweep.no_secret_lies_in_the_open();
        faults.extend(sweep.ends());
    }
    assert_none(&faults);
}

impl World {
    async fn is_read_by_those_who_may_most(&self) {
        for reader in [Reader::Coordinator, Reader::Other, Reader::HouseModerator, Reader::Admin] {
            for page in self.stored_pages() {
                self.asker(reader).get(&self.site.node, &page.path, None).await;
            }
        }
    }
}
