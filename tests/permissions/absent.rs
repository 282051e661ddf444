//! Hidden is absent: whoever may not know of a thing gets, byte for byte, what they would get if it were not there.

use actix_web::http::Method;
use diesel::connection::SimpleConnection;
use lyceum::boards;

use super::asking::{Answer, Asker};
use super::policy::{EVERYONE, Group, HIDDEN_FROM_THE_WEB, IN_SPRING, MEMBERS, MOVED, SPRING, State};
use super::readers::Reader;
use super::rows::Power;
use super::sweep::assert_none;
use super::world::World;
use crate::support::node::Node;

/// What is taken out of the world.
#[derive(Debug, Clone, Copy)]
enum Thing {
    Subject,
    Letters,
    Spring,
    Bystander,
}

#[actix_web::test]
async fn what_somebody_may_not_know_of_might_as_well_not_be_there() {
    let mut faults = Vec::new();
    let hidden = HIDDEN_FROM_THE_WEB;
    let run_spring: Group =
        &[Reader::Observer, Reader::Mentee, Reader::Mentor, Reader::Moderator, Reader::Coordinator, Reader::Admin];
    for (state, thing, knows) in [
        (IN_SPRING, Thing::Subject, SPRING),
        (IN_SPRING, Thing::Letters, SPRING),
        (IN_SPRING, Thing::Spring, run_spring),
        (IN_SPRING, Thing::Bystander, MEMBERS),
        (hidden, Thing::Subject, hidden.subject.knows),
        (MOVED, Thing::Subject, MOVED.subject.knows),
    ] {
        faults.extend(told_apart(state, thing, knows).await);
    }
    assert_none(&faults);
}

/// The answers by which those who do not know of a thing can tell a world with it from one without.
async fn told_apart(state: State, thing: Thing, knows: Group) -> Vec<String> {
    let world = World::new(state).await;
    let strangers: Vec<&Asker> = world.people.askers.iter().filter(|asker| !knows.contains(&asker.reader)).collect();
    assert!(strangers.len() > 3 && knows != EVERYONE, "there is nobody to keep {thing:?} from");
    world.feeds_are_asked_for(&strangers).await;
    let with = world.answers(&strangers).await;
    world.take_out(thing).await;
    let without = world.answers(&strangers).await;
    let pairs = with.iter().zip(&without).filter(|((_, with), (_, without))| with != without);
    pairs
        .map(|((what, with), (_, without))| {
            format!("{}: {thing:?} shows: {what}:{}", state.name, difference(with, without))
        })
        .collect()
}

impl World {
    /// A feed is kept in step only since somebody asked for it: in both worlds somebody has.
    async fn feeds_are_asked_for(&self, askers: &[&Asker]) {
        let node: Node = self.site.second_process().await;
        for page in self.requests("GET").iter().filter(|page| page.row.path.contains("/feed.")) {
            for asker in askers {
                asker.get(&node, &page.path, None).await;
            }
        }
    }

    /// What each of them gets at every address and for every form that is not theirs, from a process that has just
    /// begun, on an empty folder.
    async fn answers(&self, askers: &[&Asker]) -> Vec<(String, Answer)> {
        self.forget_pages();
        let node: Node = self.site.second_process().await;
        let mut answers = Vec::new();
        for asker in askers {
            let what = |method: &str, path: &str| format!("{method} {path} as {:?}", asker.reader);
            for page in self.requests("GET") {
                // A form that is opened has a key of its own, each time another.
                let has_key = (matches!(page.row.power, Power::Start | Power::Reply)
                    || page.row.path == "/t/{id}/split")
                    && self.verdict(asker.reader, &page) == 200;
                // The audit says what was done, whatever has become of it; and it says that it was downloaded.
                let is_audit = page.row.power == Power::Administer && self.verdict(asker.reader, &page) == 200;
                if !has_key && !is_audit {
                    answers.push((what("GET", page.row.path), asker.get(&node, &page.path, Some("gzip")).await));
                }
                // What is the same for every address of a form does not tell one from another either.
                if let Some(bare) = page.path.strip_suffix('/').filter(|bare| !bare.is_empty()) {
                    answers.push((what("GET without slash", page.row.path), asker.get(&node, bare, None).await));
                }
                // A wrong method is answered by the form of the address, whoever asks: one of them stands for all.
                if std::ptr::eq(*asker, askers[0]) {
                    let options = asker.ask(&node, Method::OPTIONS, &page.path, &[]).await;
                    let put = asker.ask(&node, Method::PUT, &page.path, &[]).await;
                    answers.extend([(what("OPTIONS", page.row.path), options), (what("PUT", page.row.path), put)]);
                }
                // Neither what a browser would keep nor how long a page is tells that it is there.
                if self.verdict(asker.reader, &page) == 404 {
                    let kept = asker.ask(&node, Method::GET, &page.path, &[("if-none-match", "*")]).await;
                    let head = asker.ask(&node, Method::HEAD, &page.path, &[]).await;
                    answers
                        .extend([(what("conditional GET", page.row.path), kept), (what("HEAD", page.row.path), head)]);
                }
            }
            for form in self.requests("POST").into_iter().filter(|form| self.verdict(asker.reader, form) == 404) {
                answers.push((what("POST", form.row.path), asker.post(&node, &form.path, &self.filled(&form)).await));
            }
        }
        answers
    }

    /// Takes a thing out of the database, as if it had never been written.
    async fn take_out(&self, thing: Thing) {
        self.site.settled().await;
        let mut sql = Vec::new();
        let talks: Vec<_> = match thing {
            Thing::Subject => vec![&self.talks[0]],
            Thing::Letters => self.talks.iter().filter(|talk| talk.board == "letters").collect(),
            Thing::Spring => self.talks.iter().filter(|talk| matches!(talk.board, "letters" | "talk")).collect(),
            Thing::Bystander => Vec::new(),
        };
        for talk in talks {
            let id = talk.thread.id.0;
            sql.push(format!(
                "DELETE FROM post_revisions WHERE post_id IN (SELECT id FROM posts WHERE thread_id = {id})"
            ));
            sql.extend(
                ["posts", "thread_boards", "read_marks", "pages"]
                    .map(|table| format!("DELETE FROM {table} WHERE thread_id = {id}")),
            );
            sql.push(format!("DELETE FROM threads WHERE id = {id}"));
        }
        let called: &[&str] = match thing {
            Thing::Letters => &["letters"],
            Thing::Spring => &["letters", "talk"],
            Thing::Subject | Thing::Bystander => &[],
        };
        for board in called {
            let id = self.board(board).id.0;
            let tables = ["pages", "board_marks", "board_circles", "board_cohorts"];
            sql.extend(tables.map(|table| format!("DELETE FROM {table} WHERE board_id = {id}")));
            sql.push(format!("DELETE FROM boards WHERE id = {id}"));
        }
        if matches!(thing, Thing::Spring) {
            let id = self.cohorts[0].id.0;
            sql.extend(["enrolments", "circles"].map(|table| format!("DELETE FROM {table} WHERE cohort_id = {id}")));
            sql.push(format!("DELETE FROM cohorts WHERE id = {id}"));
        }
        if matches!(thing, Thing::Bystander) {
            let id = self.people.bystander.id.0;
            sql.push(format!("DELETE FROM member_emails WHERE member_id = {id}"));
            sql.push(format!("DELETE FROM members WHERE id = {id}"));
        }
        let left: Vec<_> =
            self.boards.iter().filter(|board| !called.contains(&board.called)).map(|board| board.id).collect();
        let write = self.site.db.write(move |conn| {
            conn.batch_execute(&sql.join(";\n"))?;
            left.into_iter().try_for_each(|board| boards::model::recount(conn, board))
        });
        write.await.unwrap();
    }
}

/// What differs first, in a line.
fn difference(with: &Answer, without: &Answer) -> String {
    if with.status != without.status {
        return format!(" {} and not {}", with.status, without.status);
    }
    let lines = |answer: &Answer| answer.text().lines().map(str::to_owned).collect::<Vec<_>>();
    let (with, without) = (lines(with), lines(without));
    let first = with.iter().zip(&without).find(|(with, without)| with != without);
    first.map_or_else(
        || format!(" {} lines and not {}, or other bytes", with.len(), without.len()),
        |(with, without)| format!(" {with} and not {without}"),
    )
}
