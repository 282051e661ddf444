//! Who may read what was imported, and who wrote it.

use lyceum::boards::change;
use lyceum::cohorts::add::NewCohort;
use lyceum::db::deliveries;
use lyceum::members::add::{NewMember, add};
use lyceum::pages::audience::Circles;
use lyceum::sign_in::link;

use super::{List, mail};

impl List {
    /// Whether a visitor may read a page, and whether it lies where any web server shows it.
    async fn is_public(&self, path: &str) -> (bool, bool) {
        let page = self.site.key(&self.house, path);
        let (document, _) = self.site.page(page.clone()).await.unwrap();
        (self.site.roster.admits(&document.reach, &Circles::visitor()), self.site.store.has_flat(&page))
    }

    /// Asks for a way in, and counts the letters that wait to be sent.
    async fn letters_after_asking(&self, address: &'static str) -> i64 {
        let house = self.house.id;
        self.site.write(move |tx| link::ask(tx, house, address, "/")).await.unwrap();
        self.site.read(deliveries::queue_now).await.unwrap().waiting
    }

    async fn add_cohort_board(&self) -> lyceum::db::ids::BoardId {
        let new = NewCohort {
            slug: "spring".into(),
            name: "Spring".into(),
            state: "running".into(),
            starts_on: "2026-03-01".into(),
            ends_on: "2026-09-01".into(),
            ..NewCohort::default()
        };
        let house = self.house.id;
        let cohort = self.site.write(move |tx| lyceum::cohorts::add::add(tx, house, new)).await.unwrap();
        self.add_board("circle", "cohorts", vec![cohort]).await
    }
}

#[actix_web::test]
async fn nobody_who_was_imported_can_sign_in() {
    let list = List::open().await;
    list.import(&mail(1, "a", "Subject: x")).await;
    let ada = list.site.roster.member_named(list.house.id, "ada-byron").unwrap();
    assert!(!ada.may_enter);
    assert_eq!(list.letters_after_asking("ada@example.org").await, 0, "no letter to somebody without an account");

    // The person herself can be given an account with the same address, and her letter goes out.
    let new = NewMember { name: "Ada Byron".into(), email: "ada@example.org".into(), ..NewMember::default() };
    let house = list.house.id;
    list.site.write(move |tx| add(tx, house, new)).await.unwrap();
    assert_eq!(list.letters_after_asking("ada@example.org").await, 1);
}

#[actix_web::test]
async fn a_sender_is_one_member_over_all_archives_whatever_they_are_called() {
    let list = List::open().await;
    list.import(&mail(1, "a", "From: Ada Byron <ada@example.org>")).await;
    list.import(
        &(mail(2, "b", "From: A. B. <ADA@example.org>") + &mail(3, "c", "From: ada at example.org (Lovelace)")),
    )
    .await;
    list.import(&mail(4, "d", "From: Ada Byron <other@example.org>")).await;
    let authors: Vec<_> = list.threads().await.into_iter().map(|(thread, _)| thread.by.behind()).collect();
    assert_eq!((authors[0], authors[1]), (authors[2], authors[0]));
    assert_ne!(authors[3], authors[0], "two people may have one name");
}

#[actix_web::test]
async fn an_answer_to_a_mail_on_another_board_stays_before_its_own_readers() {
    let list = List::open().await;
    let circle = list.add_cohort_board().await;
    list.import(&mail(1, "a", "Subject: x")).await;
    let outcome = list.import_to(circle, &mail(2, "secret", "Subject: Re: x\nIn-Reply-To: <a>"), false).await;
    assert_eq!((outcome.threads, outcome.continued), (1, 0));
    assert_eq!(list.talk().await, [vec!["a"], vec!["secret"]]);
    let both = list.import_to(circle, &mail(1, "a", "Subject: x"), false).await;
    assert_eq!((both.added, both.continued), (1, 1), "a mail that was sent to two lists is on both boards");
}

#[actix_web::test]
async fn who_wrote_to_a_private_list_is_not_named_to_the_web() {
    let list = List::open().await;
    let circle = list.add_cohort_board().await;
    list.import_to(circle, &(mail(1, "a", "") + &mail(2, "b", "From: Bob <bob@example.org>")), false).await;
    assert_eq!(list.is_public("/m/ada-byron/").await, (false, false));
    list.import(&mail(3, "c", "Subject: in public")).await;
    assert_eq!(list.is_public("/m/ada-byron/").await, (true, true), "she has written in public too");
    assert_eq!(list.is_public("/m/bob/").await, (false, false));
    list.assert_pages_are_right().await;
}

#[actix_web::test]
async fn a_list_that_becomes_private_takes_the_pages_of_its_writers_with_it() {
    let list = List::open().await;
    list.import(&mail(1, "a", "Subject: x")).await;
    assert_eq!(list.is_public("/m/ada-byron/").await, (true, true));
    let board = list.board;
    list.site.write(move |tx| change::set_audience(tx, board, "institution", &[])).await.unwrap();
    assert!(
        !list.site.store.has_flat(&list.site.key(&list.house, "/m/ada-byron/")),
        "at once, not when next asked for"
    );
    assert_eq!(list.is_public("/m/ada-byron/").await, (false, false));
}
