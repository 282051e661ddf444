//! What a second import finds: itself, threads that went on, and mails that were waited for.

use lyceum::boards::model::by_id;

use super::{List, mail, page, path_of, site};

#[actix_web::test]
async fn a_second_run_adds_nothing_and_renders_nothing() {
    let list = List::open().await;
    let archive = mail(1, "a", "Subject: x") + &mail(2, "b", "In-Reply-To: <a>") + &mail(3, "c", "References: <gone>");
    assert_eq!(list.import(&archive).await.added, 3);
    let renders = list.site.renders();
    let again = list.import(&archive).await;
    assert_eq!((again.read, again.added, again.existing, again.threads, again.continued), (3, 0, 3, 0, 0));
    assert_eq!(list.talk().await, [vec!["a", "b"], vec!["c"]]);
    assert_eq!(list.site.renders(), renders);
}

#[actix_web::test]
async fn a_later_archive_continues_a_thread_by_reference_and_by_topic() {
    let list = List::open().await;
    list.import(&(mail(1, "a", "Subject: x") + &mail(2, "b", "Subject: y"))).await;
    let later = [mail(3, "c", "In-Reply-To: <a>"), mail(4, "d", "Subject: Re: y"), mail(5, "e", "Subject: y")].concat();
    let outcome = list.import(&later).await;
    assert_eq!((outcome.added, outcome.threads, outcome.continued), (3, 1, 2));
    assert_eq!(list.talk().await, [vec!["a", "c"], vec!["b", "d"], vec!["e"]]);
    let (thread, posts) = list.threads().await.remove(0);
    assert_eq!((posts[1].number, thread.post_count, thread.last_post_id), (2, 2, posts[1].id));
    let board = list.board;
    let summary = list.site.read(move |conn| by_id(conn, board)).await.unwrap();
    assert_eq!(summary.thread_count, 3);
    list.assert_pages_are_right().await;
}

#[actix_web::test]
async fn a_topic_from_long_before_is_not_continued() {
    let list = List::open().await;
    list.import(&mail(1, "a", "Subject: y")).await;
    let late = mail(2, "b", "Subject: Re: y").replace("2015", "2016");
    assert_eq!(list.import(&late).await.continued, 0);
}

#[actix_web::test]
async fn older_mail_for_a_thread_gets_the_next_number_and_does_not_take_the_last_word() {
    let list = List::open().await;
    list.import(&(mail(1, "a", "Subject: x") + &mail(9, "c", "In-Reply-To: <a>"))).await;
    list.import(&mail(5, "b", "In-Reply-To: <a>")).await;
    let (thread, posts) = list.threads().await.remove(0);
    assert_eq!(list.talk().await, [vec!["a", "c", "b"]]);
    assert_eq!((thread.post_count, thread.last_post_id, thread.last_active_at), (3, posts[1].id, posts[1].created_at));
    list.assert_pages_are_right().await;
}

#[actix_web::test]
async fn a_question_that_comes_late_joins_the_answers_that_waited_for_it() {
    let list = List::open().await;
    list.import(&(mail(2, "b", "Subject: Re: x\nIn-Reply-To: <a>") + &mail(3, "other", "Subject: z"))).await;
    let late = list.import(&mail(1, "a", "Subject: x")).await;
    assert_eq!((late.added, late.existing, late.continued), (1, 0, 1), "named by another, it was not here yet");
    assert_eq!(list.talk().await, [vec!["b", "a"], vec!["other"]]);
    assert_eq!(list.import(&mail(1, "a", "Subject: x")).await.existing, 1, "now it is");
}

#[actix_web::test]
async fn a_page_that_fills_up_gives_the_one_before_it_a_way_on() {
    let list = List::open().await;
    let answers =
        |from: u8, to: u8| (from..to).map(|n| mail(2, &format!("m{n}"), "In-Reply-To: <a>")).collect::<String>();
    list.import(&(mail(1, "a", "Subject: x") + &answers(1, 20))).await;
    let path = path_of(list.threads().await[0].0.id);
    assert!(list.page(&format!("{path}2/")).await.is_none());
    list.import(&answers(20, 23)).await;
    let next = list.page(&format!("{path}2/")).await.unwrap();
    assert_eq!(next.matches("<article").count(), 3);
    assert!(list.page(&path).await.unwrap().contains("/2/\""));
    list.assert_pages_are_right().await;
}

#[actix_web::test]
async fn a_process_beside_the_import_shows_what_came() {
    let list = List::open().await;
    list.import(&mail(1, "a", "Subject: first")).await;
    let serving = site(&list.folder).await;
    let board = page(&serving, &list.house, "/b/help/").await.unwrap();
    assert!(board.contains("first") && !board.contains("second"));
    serving.listen().unwrap();
    list.import(&(mail(2, "b", "Subject: second") + &mail(3, "c", "In-Reply-To: <a>"))).await;
    serving.listen().unwrap();
    assert!(page(&serving, &list.house, "/b/help/").await.unwrap().contains("second"));
    let thread = path_of(list.threads().await[0].0.id);
    assert_eq!(page(&serving, &list.house, &thread).await.unwrap().matches("<article").count(), 2);
}
