//! What becomes narrower is gone from the later pages of a thread and of its boards, too.

use std::collections::BTreeSet;

use lyceum::threads::start;

use super::policy::{HIDDEN_FROM_THE_WEB, MOVED, NARROWED_BOARD, POST_HIDDEN_FROM_THE_WEB, State};
use super::quiet::Quiet;
use super::readers::Reader;
use super::sweep::assert_none;
use super::world::World;

/// More threads than one page of a board lists, and more posts than one page of a thread has.
const MANY: usize = 51;

#[actix_web::test]
async fn what_becomes_narrower_is_gone_from_every_later_page_before_the_answer() {
    let mut faults = BTreeSet::new();
    for state in [HIDDEN_FROM_THE_WEB, POST_HIDDEN_FROM_THE_WEB, MOVED, NARROWED_BOARD] {
        let mut world = World::before(state).await;
        let pages = world.grow().await;
        let visitor = world.asker(Reader::Visitor).clone();
        let mut told = BTreeSet::new();
        for page in &pages {
            let answer = visitor.get(&world.site.node, page, None).await;
            assert_eq!(answer.status, 200, "{page} is not there to be narrowed");
            told.extend(world.words.told(&answer.text()).into_iter().map(str::to_owned));
        }
        assert!(told.contains("the title of the subject"), "the subject stands on no later page");
        world.change().await;
        for file in world.public_files() {
            let text = String::from_utf8_lossy(&std::fs::read(&file).unwrap()).into_owned();
            let leaks = world.words.leaks(Reader::Visitor, &text, "");
            faults.extend(leaks.into_iter().map(|what| format!("{}: {what} lies in {}", state.name, file.display())));
        }
        for page in &pages {
            let text = visitor.get(&world.site.node, page, None).await.text();
            let leaks = world.words.leaks(Reader::Visitor, &text, page);
            faults.extend(leaks.into_iter().map(|what| format!("{}: {what} is read at a later page", state.name)));
        }
    }
    assert_none(&faults.into_iter().collect::<Vec<_>>());
}

impl World {
    /// Lets the subject grow, and sink to the second page of its board; the addresses of all those pages.
    async fn grow(&mut self) -> Vec<String> {
        let state: State = self.state;
        let quiet = Quiet::new(&self.site);
        let (mentee, here) = (self.people.of(Reader::Mentee), self.people.of(Reader::Here));
        for _ in 0..MANY {
            let body = format!("And *{}* too.", self.words.secret("a later post of the subject", state.subject.knows));
            quiet.reply(&self.talks[0].thread, mentee, body).await;
        }
        let (author, board) = (here.id, self.board("commons").id);
        for number in 0..MANY {
            let title = format!("Thread {number}");
            let draft = start::Draft {
                title,
                body: "Of no matter.".into(),
                boards: vec![board],
                key: String::new(),
                is_masked: false,
            };
            quiet.write(move |tx| start::start(tx, author, &draft)).await;
        }
        let (thread, board) = (&self.talks[0].thread.path, format!("/b/{}/", self.board("commons").slug));
        let later = |path: &str, last: usize| (2..=last).map(|page| format!("{path}{page}/")).collect::<Vec<_>>();
        [vec![thread.clone(), board.clone()], later(thread, 3), later(&board, 2)].concat()
    }
}
