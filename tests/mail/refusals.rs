//! Letters that come back: which stop the next ones, who is told, and who can say otherwise.

use std::io::Write;
use std::process::{Command, Stdio};

use lyceum::mail::refusal;
use lyceum::mail::report::{Report, read};
use lyceum::worker;

use super::{BEN, DAY, only_ben};
use crate::support::{PostOffice, Scene};

const GONE: &str = "550 5.1.1 No such mailbox here";

/// A digest of Ben's in the queue.
async fn waiting() -> (Scene, PostOffice) {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    scene.site.told().await;
    scene.site.wait(DAY);
    scene.site.mailed().await;
    scene.site.mail_to(BEN).await;
    (scene, PostOffice::open())
}

async fn another(scene: &Scene, title: &str) -> usize {
    scene.site.thread(&scene.person("ruth"), &[&scene.ask], title, "Dear @ben.").await;
    scene.site.told().await;
    scene.site.wait(DAY);
    scene.site.mailed().await;
    scene.site.mail_to(BEN).await.len()
}

#[actix_web::test]
async fn an_address_that_is_gone_gets_no_more_posts_until_its_owner_says_that_it_is_right() {
    let (scene, office) = waiting().await;
    let (ben, anna) = (scene.as_member("ben").await, scene.house.admin("anna").await);
    let anna = scene.site.browser().as_member(&anna).await;
    anna.get("/admin/mail/").await.is(200).shows("Mail to every address arrives");
    office.refuses(BEN, GONE);
    worker::send(&scene.site, &office.mailer()).await.unwrap();
    assert!(office.taken().is_empty());
    let page = ben.get("/settings/mail/").await;
    page.shows("Mail to ben@northfield.example came back").shows("No such mailbox here");
    ben.get("/notices/").await.shows("Mail to ben@northfield.example came back");
    anna.get("/admin/mail/").await.shows("ben@northfield.example").shows("No such mailbox here");
    ben.get("/admin/mail/").await.is(404);
    // Nothing is made for it any more, but a way in still goes.
    assert_eq!(another(&scene, "Another").await, 0);
    office.takes(BEN);
    let visitor = scene.as_visitor();
    let sign_in = visitor.get("/sign-in").await;
    visitor.send(sign_in.form("Send me a link").fill("E-mail address", BEN)).await.is(200);
    worker::send(&scene.site, &office.mailer()).await.unwrap();
    assert_eq!(office.taken().len(), 1);
    ben.send(page.form("This address is right: try it again")).await.redirects_to("/settings/mail/");
    ben.get("/settings/mail/").await.shows("Mail goes to ben@northfield.example");
    anna.get("/admin/mail/").await.lacks("ben@northfield.example");
    another(&scene, "A third").await;
    worker::send(&scene.site, &office.mailer()).await.unwrap();
    let taken = office.taken();
    assert!(taken.len() == 1 && taken[0].letter.contains("third") && !taken[0].letter.contains("Another"));
}

#[actix_web::test]
async fn a_server_that_is_tired_or_wants_nothing_of_ours_is_no_fault_of_an_address() {
    let (scene, office) = waiting().await;
    let ben = scene.as_member("ben").await;
    for answer in ["450 4.2.1 Come again later", "452 4.2.2 Mailbox full", "550 5.7.1 Your network is listed"] {
        office.refuses(BEN, answer);
        worker::send(&scene.site, &office.mailer()).await.unwrap();
        ben.get("/settings/mail/").await.shows("Mail goes to ben@northfield.example");
        worker::send(&scene.site, &office.mailer()).await.unwrap();
        assert!(office.taken().is_empty(), "not in the same breath");
        scene.site.wait(3_600);
    }
    office.takes(BEN);
    worker::send(&scene.site, &office.mailer()).await.unwrap();
    assert_eq!(office.taken().len(), 1, "and it arrives in the end");
    scene.site.wait(DAY);
    worker::send(&scene.site, &office.mailer()).await.unwrap();
    assert!(office.taken().is_empty());
}

#[test]
fn only_what_is_said_of_the_address_counts() {
    for (code, said) in
        [(550, "550 no such user"), (550, "5.1.1 unknown"), (556, "5.1.10 null MX"), (550, "5.2.1 disabled")]
    {
        assert!(refusal::is_of_address(code, said), "{said}");
    }
    for (code, said) in [
        (550, "5.7.1 blocked"),
        (554, "no"),
        (552, "5.2.2 full"),
        (535, "5.7.8 who are you"),
        (550, "5.1.8 bad sender"),
    ] {
        assert!(!refusal::is_of_address(code, said), "{said}");
    }
}

/// A report as a mail server writes it.
fn report(to: &str, action: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\r\nTo: <{to}>\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nIt came back.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; somebody@else.example\r\nAction: {action}\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 5.1.1\r\n No such mailbox\r\n--b--\r\n"
    )
}

/// Where Ben's letter comes back to.
async fn return_path(scene: &Scene, office: &PostOffice) -> String {
    worker::send(&scene.site, &office.mailer()).await.unwrap();
    let taken = office.taken();
    assert_eq!(taken.len(), 1);
    let (local, _) = taken[0].from.split_once('@').unwrap();
    assert!(local.len() <= 64, "{local}");
    taken[0].from.clone()
}

#[actix_web::test]
async fn a_report_counts_where_it_came_to_an_address_that_we_made() {
    let (scene, office) = waiting().await;
    let back = return_path(&scene, &office).await;
    let secret = &scene.site.secret;
    let told = |text: &str| read(secret, text.as_bytes(), None);
    let Report::Final(_, why) = told(&report(&back, "failed", "5.1.1")) else { panic!("it is final") };
    assert_eq!(why, "smtp; 550 5.1.1 No such mailbox");
    assert!(matches!(told(&report(&back.to_uppercase(), "failed", "5.1.1")), Report::Final(..)));
    assert_eq!(told(&report(&back, "delayed", "4.4.1")), Report::Passing);
    assert_eq!(told(&report(&back, "failed", "5.7.1")), Report::Passing);
    let (letter, _) = back.split_once('.').unwrap();
    let forged = format!("{letter}.{}@northfield.example", "0".repeat(20));
    for to in ["bounces@northfield.example", "ben@northfield.example", &*forged] {
        assert_eq!(told(&report(to, "failed", "5.1.1")), Report::Unknown, "{to}");
    }
    assert_eq!(told(&format!("To: <{back}>\r\nSubject: On holiday\r\n\r\nBack on Monday.\r\n")), Report::Other);
    for end in [0, 10, 100, 200, 300, 400] {
        told(&report(&back, "failed", "5.1.1")[..end]);
    }
}

#[actix_web::test]
async fn the_command_reads_a_report_and_stops_that_address() {
    let (scene, office) = waiting().await;
    let back = return_path(&scene, &office).await;
    let ben = scene.as_member("ben").await;
    let mut said = Vec::new();
    for (to, times) in [("bounces+nobody.00@northfield.example", 1), (&*back, 2)] {
        for _ in 0..times {
            let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
            command.args(["mail", "bounce", "--json", "--data"]).arg(scene.site.folder());
            command.env("LYCEUM_DATABASE__URL", &scene.site.config.database.url);
            let mut running = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
            running.stdin.take().unwrap().write_all(report(to, "failed", "5.1.1").as_bytes()).unwrap();
            let output = running.wait_with_output().unwrap();
            assert!(output.status.success());
            said.push(String::from_utf8(output.stdout).unwrap());
        }
    }
    let outcomes: Vec<_> = said.iter().map(|said| said.split('"').nth(3).unwrap()).collect();
    assert_eq!(outcomes, ["unknown", "refused", "known"]);
    ben.get("/settings/mail/").await.shows("came back").shows("No such mailbox");
}
