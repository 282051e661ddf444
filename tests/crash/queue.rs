//! Letters: each that was promised arrives, whichever step fails and wherever the process dies. One that had left when
//! its arrival could not be noted arrives twice: better than never.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::prelude::*;
use lyceum::config;
use lyceum::db::{deliveries, schema};
use lyceum::faults::Step;
use lyceum::mail::Mailer;
use lyceum::notices::mail::make;
use lyceum::notices::tell;
use lyceum::site::Site;
use lyceum::worker;

use super::deed::Answer;
use super::door::Manner;
use super::template::{Copy, Template};
use super::{deed::Deed, forms};

/// A mail server that counts what it takes.
struct PostOffice {
    mailer: Mailer,
    taken: Arc<AtomicUsize>,
}

impl PostOffice {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let smtp = format!("smtp://{}", listener.local_addr().unwrap());
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = taken.clone();
        std::thread::spawn(move || {
            listener.incoming().for_each(|client| serve(client.unwrap(), &counter));
        });
        let settings = config::Mail { smtp, ..config::Config::default().mail };
        Self { mailer: Mailer::new(&settings).unwrap(), taken }
    }

    fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }
}

/// As much of RFC 5321 as one letter takes.
fn serve(mut client: TcpStream, taken: &AtomicUsize) {
    // Else each answer waits for the client's word that the one before has come.
    client.set_nodelay(true).unwrap();
    let mut lines = BufReader::new(client.try_clone().unwrap()).lines();
    writeln!(client, "220 here\r").unwrap();
    let mut is_letter = false;
    while let Some(Ok(line)) = lines.next() {
        let answer = match line.as_str() {
            "." => {
                taken.fetch_add(1, Ordering::SeqCst);
                is_letter = false;
                "250 taken"
            }
            _ if is_letter => continue,
            "DATA" => {
                is_letter = true;
                "354 go on"
            }
            "QUIT" => "221 bye",
            _ => "250 yes",
        };
        if writeln!(client, "{answer}\r").is_err() {
            return;
        }
    }
}

/// What waits, and what was given up.
fn queue(site: &Site) -> (i64, i64) {
    let queue = site.db.read_now(deliveries::queue_now).unwrap();
    (queue.waiting, queue.dead)
}

async fn promised(template: &Template, asking: &Deed) -> Copy {
    let copy = template.copy(0).await;
    assert!(matches!(asking.act(&copy.node).await, Answer::Done));
    copy.node.site.write_down().await.unwrap();
    assert_eq!(queue(&copy.node.site), (1, 0));
    copy
}

async fn arrives(manner: Manner) {
    let (template, office) = (Template::new().await, PostOffice::open());
    let forms = forms::people(&template.world).into_iter();
    let asking = forms.map(|form| form.deed(&template.world)).find(|deed| deed.name == "/sign-in").unwrap();
    let mut known = std::collections::BTreeSet::new();
    for number in 1.. {
        let (copy, before) = (promised(&template, &asking).await, office.taken());
        copy.door.shut_at(manner, number);
        let outcome = worker::send(&copy.node.site, &office.mailer).await;
        copy.door.rest();
        known.extend(copy.door.known());
        let (shut, left) = (copy.door.shut(), office.taken() - before);
        let copy = if manner == Manner::Dies { template.restart(copy).await } else { copy };
        let noted = queue(&copy.node.site) == (0, 0);
        for _ in 0..3 {
            copy.node.clock.advance(600);
            worker::send(&copy.node.site, &office.mailer).await.unwrap();
        }
        assert_eq!(queue(&copy.node.site), (0, 0), "step {number} ({shut:?}): the letter still waits");
        let arrived = office.taken() - before;
        let most = if noted { 1 } else { left + 1 };
        assert!(arrived >= 1 && arrived <= most, "step {number} ({shut:?}): {arrived} letters for at most {most}");
        if shut.is_none() {
            outcome.unwrap();
            assert_eq!(arrived, 1);
            assert!(known.contains(&Step::Send) && number > 2, "nothing was tried");
            return;
        }
    }
}

/// How many letters with posts are on the queue, each once.
fn made(site: &Site) -> i64 {
    let letters = site.db.read_now(|conn| {
        let rows = schema::deliveries::table.filter(schema::deliveries::payload.like("%\"told\":%"));
        Ok(rows.select(schema::deliveries::recipient).load::<String>(conn)?)
    });
    i64::try_from(letters.unwrap().len()).unwrap()
}

/// Digests are made while steps fail or the process dies: afterwards all are there, and none twice.
async fn are_made(manner: Manner) {
    let template = Template::new().await;
    let mut whole = None;
    for number in (0..).step_by(3) {
        let copy = template.copy(0).await;
        tell::tell(&copy.node.site).await.unwrap();
        copy.node.clock.advance(2 * 86_400);
        if number > 0 {
            copy.door.shut_at(manner, number);
        }
        // What it comes to is seen below.
        let _ = make::make(&copy.node.site, || true).await;
        copy.door.rest();
        let shut = copy.door.shut();
        let copy = if manner == Manner::Dies { template.restart(copy).await } else { copy };
        make::make(&copy.node.site, || true).await.unwrap();
        let made = made(&copy.node.site);
        let whole = *whole.get_or_insert(made);
        assert!(whole > 2 && made == whole, "step {number} ({shut:?}): {made} letters, and {whole} undisturbed");
        if number > 0 && shut.is_none() {
            assert!(number > 9, "nothing was tried");
            return;
        }
    }
}

#[actix_web::test]
async fn digests_are_made_once_whichever_step_fails() {
    are_made(Manner::Fails).await;
}

#[actix_web::test]
async fn digests_are_made_once_wherever_the_process_dies() {
    are_made(Manner::Dies).await;
}

#[actix_web::test]
async fn a_letter_arrives_whichever_step_fails() {
    arrives(Manner::Fails).await;
}

#[actix_web::test]
async fn a_letter_arrives_wherever_the_process_dies() {
    arrives(Manner::Dies).await;
}
