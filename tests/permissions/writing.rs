//! What readers get to do: every form about every thing, by every kind of reader, in every state.

use diesel::prelude::*;
use lyceum::db::schema;
use lyceum::sign_in::session;
use lyceum::threads::model;
use lyceum::{boards, cohorts, members};

use super::asking::Asker;
use super::forms::turn;
use super::policy::{IN_PUBLIC, IN_SPRING, STATES};
use super::readers::Reader;
use super::rows::Power;
use super::sweep::assert_none;
use super::verdict::Request;
use super::world::World;

#[actix_web::test]
async fn everybody_is_let_into_the_forms_that_are_theirs_and_into_no_others() {
    let mut faults = Vec::new();
    for state in STATES {
        let world = World::new(state).await;
        let forms = world.requests("POST");
        let before = world.ledger().await;
        for asker in &world.people.askers {
            for form in forms.iter().filter(|form| !world.is_theirs(asker.reader, form)) {
                let answer = asker.post(&world.site.node, &form.path, &world.filled(form)).await;
                let (verdict, place) =
                    (world.verdict(asker.reader, form), format!("{:?} at {}", asker.reader, form.row.path));
                // Whoever is too late with their words hears that first.
                let is_late =
                    answer.status == 409 && verdict == 403 && matches!(form.row.power, Power::Reply | Power::Edit);
                if answer.status != verdict && !is_late {
                    faults.push(format!("{}: {place} gets {} and not {verdict}", state.name, answer.status));
                }
                let told =
                    world.words.leaks(asker.reader, &answer.text(), &format!("{}{:?}", form.path, world.filled(form)));
                faults.extend(told.into_iter().map(|what| format!("{}: {place} is told {what}", state.name)));
            }
        }
        let after = world.ledger().await;
        for (was, is) in before.lines().zip(after.lines()).filter(|(was, is)| was != is) {
            faults.push(format!("{}: somebody changed what was not theirs: {was:.900} is {is:.900}", state.name));
        }
        faults.extend(world.forms_kept_from_those_whose_they_are(&forms).await);
    }
    assert_none(&faults);
}

#[actix_web::test]
async fn whoever_may_do_a_thing_can_do_it_by_a_form_of_their_own() {
    let mut faults = Vec::new();
    for (state, reader) in [
        (IN_SPRING, Reader::Mentee),
        (IN_SPRING, Reader::Mentor),
        (IN_SPRING, Reader::Moderator),
        (IN_SPRING, Reader::Coordinator),
        (IN_SPRING, Reader::Admin),
        (IN_PUBLIC, Reader::Here),
        (IN_PUBLIC, Reader::HouseModerator),
    ] {
        let world = World::new(state).await;
        faults.extend(world.forms_that_are_forged(reader).await);
        let mut forms = world.requests("POST");
        forms.retain(|form| form.row.path != "/sign-out" && world.is_theirs(reader, form));
        forms.sort_by_key(|form| turn(form.row));
        for form in forms {
            // Some of them give the session a new id.
            let asker = world.signed_in_anew(reader).await;
            let before = world.ledger().await;
            let answer = asker.post(&world.site.node, &form.path, &world.filled(&form)).await;
            let after = world.ledger().await;
            // A thread leaves its board only for another one, and what stands there already is put there once.
            let is_done = answer.status == 303 && after != before;
            // A secret is offered, and none was taken up.
            let is_nothing = match form.row.path {
                "/t/{id}/boards" | "/t/{id}/boards/remove" => matches!(answer.status, 303 | 409),
                // Everything was read board by board, and nobody was told of anything.
                "/unread/read" | "/notices/seen" => answer.status == 303,
                "/settings/sign-in/app" | "/settings/sign-in/passkey" => answer.status == 200,
                // Mail to nobody came back.
                "/settings/mail/again" => answer.status == 303,
                // Nothing that opens a door was made for this world.
                "/drafts/{draft}/delete" | "/drafts/{draft}/keep" | "/bookmarks/{bookmark}/remove" => {
                    answer.status == 303
                }
                "/sign-in/again" => answer.status == 422,
                "/settings/sign-in/passkey/add" => answer.status == 409,
                "/settings/sign-in/app/on" => answer.status == 409,
                _ => false,
            };
            if !is_done && !is_nothing {
                faults.push(format!("{reader:?} gets {} at {} and nothing comes of it", answer.status, form.row.path));
            }
        }
        // A new password is told of.
        world.site.mail_to(&world.people.of(reader).address).await;
        // And so is whom an admin lets into a cohort.
        for member in world.people.all() {
            world.site.mail_to(&member.address).await;
        }
    }
    assert_none(&faults);
}

impl World {
    /// Another site, or another reader, has somebody send what they could send themselves.
    async fn forms_that_are_forged(&self, reader: Reader) -> Vec<String> {
        let (asker, before) = (self.signed_in_anew(reader).await, self.ledger().await);
        let mut faults = Vec::new();
        for form in self.requests("POST").into_iter().filter(|form| self.is_theirs(reader, form)) {
            let answer = asker.post_forged(&self.site.node, &form.path, &self.filled(&form)).await;
            if answer.status != 403 {
                faults.push(format!("{reader:?} gets {} at {} for a forged form", answer.status, form.row.path));
            }
        }
        if self.ledger().await != before {
            faults.push(format!("something came of a forged form of {reader:?}"));
        }
        faults
    }

    /// A reader with a session of their own.
    async fn signed_in_anew(&self, reader: Reader) -> Asker {
        let id = self.people.of(reader).id;
        let opened = self.site.write(move |tx| session::begin(tx, id, "command")).await.unwrap();
        Asker::new(&self.site, reader, Some(&opened))
    }

    /// Whether a form would do something for this reader.
    fn is_theirs(&self, reader: Reader, form: &Request) -> bool {
        match form.row.power {
            Power::Never | Power::Link | Power::Token | Power::Word => false,
            Power::Open => form.row.path == "/sign-out" && reader.is_somebody(),
            Power::Own => reader.is_somebody(),
            _ => self.verdict(reader, form) == 303,
        }
    }

    /// Sends every form, so that nothing comes of it, as everybody who may.
    async fn forms_kept_from_those_whose_they_are(&self, forms: &[Request]) -> Vec<String> {
        let mut kept = Vec::new();
        for asker in &self.people.askers {
            for form in forms.iter().filter(|form| self.is_theirs(asker.reader, form)) {
                let Some(fields) = self.idle(form) else { continue };
                let answer = asker.post(&self.site.node, &form.path, &fields).await;
                if !matches!(answer.status, 200 | 303 | 422) {
                    kept.push(format!(
                        "{}: {:?} gets {} at {}",
                        self.state.name, asker.reader, answer.status, form.row.path
                    ));
                }
            }
        }
        kept
    }

    /// Every row that a reader could change, and how many there are of the others.
    async fn ledger(&self) -> String {
        let talks: Vec<_> = self.talks.iter().map(|talk| talk.thread.id).collect();
        let houses: Vec<_> = self.site.roster.institutions().iter().map(|house| house.id).collect();
        let groups: Vec<_> = self.cohorts.iter().map(|cohort| cohort.id).collect();
        let read = self.site.read(move |conn| {
            macro_rules! counts {
                ($($table:ident)+) => { [$((stringify!($table), schema::$table::table.count().get_result::<i64>(conn)?)),+] };
            }
            let counts = counts!(
                threads posts post_revisions thread_boards boards board_circles board_marks cohorts enrolments members member_roles
                member_emails passwords sessions submissions
            );
            // That somebody was sent away is no change that they made.
            let done = schema::audit::table.filter(schema::audit::verb.ne("lti.refuse"));
            // Whoever asks for a link to an address that nobody has leaves the same work behind, and no link.
            let links = schema::sign_in_links::table.filter(schema::sign_in_links::member_id.is_not_null());
            let letters = schema::deliveries::table.filter(schema::deliveries::recipient.ne(""));
            let events = schema::events::table.filter(schema::events::kind.not_like("%.link-asked"));
            let rest: [i64; 4] = [
                links.count().get_result(conn)?,
                letters.count().get_result(conn)?,
                events.count().get_result(conn)?,
                done.count().get_result(conn)?,
            ];
            let mut ledger = format!("{counts:?} {rest:?}\n");
            for thread in talks {
                let posts = model::posts_between(conn, thread, 1, 1_000)?;
                ledger += &format!("{:?} {:?} {posts:?}\n", model::by_id(conn, thread)?, model::stands(conn, thread)?);
            }
            for house in houses {
                ledger += &format!("{:?} {:?}\n", boards::model::all(conn, house)?, members::model::all(conn, house)?);
            }
            for group in groups {
                ledger += &format!("{:?} {:?}\n", cohorts::model::by_id(conn, group)?, cohorts::model::people(conn, group)?);
            }
            Ok(ledger)
        });
        read.await.unwrap()
    }
}
