//! By which way letters leave: a mail server, one that speaks TLS, or a folder.

use lyceum::config;
use lyceum::db::deliveries;
use lyceum::mail::Mailer;
use lyceum::roster::CohortRole;
use lyceum::worker;

use super::{BEN, DAY, only_ben};
use crate::support::{PostOffice, Scene};

async fn waiting() -> Scene {
    let scene = Scene::new().await;
    only_ben(&scene).await;
    scene.site.told().await;
    scene.site.wait(DAY);
    scene.site.mailed().await;
    scene.site.mail_to(BEN).await;
    scene
}

async fn left(scene: &Scene) -> i64 {
    scene.site.read(deliveries::queue_now).await.unwrap().waiting
}

#[actix_web::test]
async fn a_mail_server_gets_what_its_reader_gets() {
    let (scene, office) = (waiting().await, PostOffice::open());
    worker::send(&scene.site, &office.mailer()).await.unwrap();
    let taken = office.taken();
    assert_eq!((taken.len(), left(&scene).await), (1, 0));
    assert_eq!(taken[0].to, BEN);
    assert!(taken[0].from.starts_with("bounces+") && taken[0].from.ends_with("@northfield.example"));
    let message = mail_parser::MessageParser::default().parse(taken[0].letter.as_bytes()).unwrap();
    assert_eq!(message.subject(), Some("One new post at Northfield"));
    assert!(message.body_text(0).unwrap().contains("How do I begin?"));
    assert!(message.body_html(0).unwrap().contains("How do I begin?"));
    assert!(!taken[0].letter.contains("bounces+"), "where it comes back to is the mail server's affair");
}

#[actix_web::test]
async fn whoever_waits_for_a_way_in_goes_before_all_digests() {
    let (scene, office) = (waiting().await, PostOffice::open());
    for number in 0..30 {
        let name = format!("member-{number}");
        scene.spring.enrol(&scene.house.member(&name).await, CohortRole::Mentee).await;
    }
    scene.site.thread(&scene.person("ruth"), &[&scene.ask], "For all", "Of you.").await;
    scene.site.told().await;
    scene.site.wait(DAY);
    assert_eq!(scene.site.mailed().await, 31);
    let visitor = scene.as_visitor();
    let page = visitor.get("/sign-in").await;
    visitor.send(page.form("Send me a link").fill("E-mail address", "olga@northfield.example")).await.is(200);
    worker::send(&scene.site, &office.mailer()).await.unwrap();
    let taken = office.taken();
    assert_eq!((taken.len(), left(&scene).await), (33, 0), "all of them leave in one go");
    assert_eq!(taken[0].to, "olga@northfield.example");
    for letter in taken {
        scene.site.mail_to(&letter.to).await;
    }
}

#[actix_web::test]
async fn a_server_with_a_certificate_of_ones_own_is_believed_if_it_is_named_and_never_else() {
    let (scene, office) = (waiting().await, PostOffice::secure());
    worker::send(&scene.site, &office.mailer()).await.unwrap();
    assert_eq!((office.taken().len(), left(&scene).await), (0, 1), "a stranger gets nothing, and nothing is lost");
    let settings = config::Mail { authority: Some(PostOffice::authority()), ..office.settings() };
    let mailer = Mailer::new(&settings).unwrap();
    mailer.greet().await.unwrap();
    scene.site.wait(3_600);
    worker::send(&scene.site, &mailer).await.unwrap();
    assert_eq!((office.taken().len(), left(&scene).await), (1, 0));
    let gone = config::Mail { authority: Some("/nowhere.pem".into()), ..office.settings() };
    assert!(Mailer::new(&gone).err().unwrap().to_string().contains("mail.authority names /nowhere.pem"));
}

#[actix_web::test]
async fn a_folder_gets_a_file_for_each_letter() {
    let scene = waiting().await;
    let folder = scene.site.folder().join("letters");
    let settings = config::Mail { smtp: format!("file:{}", folder.display()), ..config::Config::default().mail };
    let mailer = Mailer::new(&settings).unwrap();
    mailer.greet().await.unwrap();
    worker::send(&scene.site, &mailer).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!((files.len(), left(&scene).await), (1, 0));
    assert_eq!(files[0].extension().unwrap(), "eml");
    let letter = std::fs::read(&files[0]).unwrap();
    let message = mail_parser::MessageParser::default().parse(&letter).unwrap();
    assert_eq!(message.subject(), Some("One new post at Northfield"));
}
