//! Which mails belong together.

use lyceum::cli::import::threading::{Envelope, Known, Thread, WINDOW, threads};
use proptest::prelude::*;

const DAY: i64 = 86_400_000_000;

/// A mail of day `day` with identifier `id`; `subject` is a topic, with `Re: ` before it if it is an answer.
fn mail(day: i64, id: &str, parents: &[&str], subject: &str) -> Envelope {
    let topic = subject.trim_start_matches("Re: ");
    Envelope {
        message_id: id.to_owned(),
        parents: parents.iter().map(ToString::to_string).collect(),
        topic: topic.to_owned(),
        is_reply: topic != subject,
        at: day * DAY,
    }
}

fn nothing(_: &str) -> Option<u8> {
    None
}

fn groups(mails: &[Envelope]) -> Vec<Vec<usize>> {
    threads(mails, &nothing).into_iter().map(|thread| thread.mails).collect()
}

#[test]
fn an_answer_belongs_with_what_it_names() {
    let mails =
        [mail(1, "a", &[], "x"), mail(2, "b", &[], "y"), mail(3, "c", &["a"], "z"), mail(4, "d", &["a", "c"], "z")];
    assert_eq!(groups(&mails), [vec![0, 2, 3], vec![1]]);
}

#[test]
fn two_answers_to_a_mail_that_nobody_has_belong_together() {
    let mails = [mail(1, "a", &["gone"], "x"), mail(2, "b", &["gone"], "y"), mail(3, "c", &["lost"], "z")];
    let found = threads(&mails, &nothing);
    assert_eq!(found.iter().map(|thread| thread.mails.clone()).collect::<Vec<_>>(), [vec![0, 1], vec![2]]);
    assert_eq!(found[0].absent, ["gone"]);
}

#[test]
fn a_lost_answer_goes_by_its_topic() {
    let mails =
        [mail(1, "a", &[], "x"), mail(2, "b", &[], "Re: x"), mail(3, "c", &["gone"], "x"), mail(4, "d", &[], "x")];
    assert_eq!(groups(&mails), [vec![0, 1, 2], vec![3]], "a new mail on an old topic is a new thread");
}

#[test]
fn a_topic_is_forgotten_after_half_a_year_of_silence() {
    let days = WINDOW / DAY;
    let mails = [
        mail(1, "a", &[], "x"),
        mail(days, "b", &[], "Re: x"),
        mail(2 * days, "c", &[], "Re: x"),
        mail(4 * days, "d", &[], "Re: x"),
    ];
    assert_eq!(groups(&mails), [vec![0, 1, 2], vec![3]]);
}

#[test]
fn an_answer_that_names_its_parent_does_not_go_by_topic() {
    let mails = [mail(1, "a", &[], "help"), mail(2, "b", &[], "help"), mail(3, "c", &["a"], "Re: help")];
    assert_eq!(groups(&mails), [vec![0, 2], vec![1]]);
}

#[test]
fn mails_without_a_topic_stay_alone() {
    assert_eq!(groups(&[mail(1, "a", &[], "Re: "), mail(2, "b", &[], "Re: ")]).len(), 2);
}

#[test]
fn mails_that_name_one_another_in_a_circle_are_one_thread() {
    let mails = [
        mail(1, "a", &["c"], "x"),
        mail(2, "b", &["a"], "x"),
        mail(3, "c", &["b", "c"], "x"),
        mail(4, "d", &["d"], "y"),
    ];
    assert_eq!(groups(&mails), [vec![0, 1, 2], vec![3]]);
}

#[test]
fn an_answer_from_a_slow_clock_still_comes_after_its_question() {
    let mails = [mail(2, "a", &[], "x"), mail(1, "b", &["a"], "x"), mail(3, "c", &["a"], "x")];
    assert_eq!(groups(&mails), [vec![0, 1, 2]]);
}

#[test]
fn threads_come_in_the_order_of_their_first_mails_whatever_the_order_of_the_archive() {
    let mails = [mail(4, "d", &["b"], "y"), mail(2, "b", &[], "y"), mail(1, "a", &[], "x"), mail(3, "c", &["a"], "x")];
    assert_eq!(groups(&mails), [vec![2, 3], vec![1, 0]]);
}

#[test]
fn a_later_archive_continues_a_thread_that_stands() {
    let known = |id: &str| (id == "old").then_some(7);
    let mails = [mail(1, "a", &["old"], "x"), mail(2, "b", &["a"], "x"), mail(3, "c", &[], "y")];
    let found = threads(&mails, &known);
    assert_eq!(found[0], Thread { continues: Some(7), mails: vec![0, 1], absent: vec!["old".to_owned()] });
    assert_eq!(found[1].continues, None);
}

#[test]
fn a_mail_that_comes_late_joins_the_answers_that_waited_for_it() {
    let first = threads(&[mail(2, "b", &["a"], "x")], &nothing);
    let waited = |id: &str| first[0].absent.contains(&id.to_owned()).then_some(7);
    assert_eq!(threads(&[mail(1, "a", &[], "x")], &waited)[0].continues, Some(7));
}

#[test]
fn two_threads_that_stand_are_never_joined() {
    let known = |id: &str| [("one", 1), ("two", 2)].into_iter().find(|(name, _)| *name == id).map(|(_, thread)| thread);
    let mails = [mail(1, "a", &["one", "two"], "x"), mail(2, "b", &["one"], "x"), mail(3, "c", &["a"], "x")];
    let found = threads(&mails, &known);
    assert_eq!(
        found.iter().map(|t| (t.continues, t.mails.clone())).collect::<Vec<_>>(),
        [(Some(2), vec![0, 2]), (Some(1), vec![1])]
    );
}

#[test]
fn a_thread_that_stands_is_continued_once_by_all_that_belong_to_it() {
    let known = |id: &str| (id == "old" || id == "older").then_some(7);
    let mails = [mail(1, "a", &["old"], "x"), mail(2, "b", &[], "y"), mail(3, "c", &["older"], "z")];
    let found = threads(&mails, &known);
    assert_eq!(found.iter().map(|thread| thread.mails.clone()).collect::<Vec<_>>(), [vec![0, 2], vec![1]]);
}

#[test]
fn a_lost_answer_continues_a_standing_thread_on_its_topic() {
    struct Standing;
    impl Known<u8> for Standing {
        fn by_id(&self, _: &str) -> Option<u8> {
            None
        }
        fn by_topic(&self, topic: &str, _: i64) -> Option<u8> {
            (topic == "x").then_some(7)
        }
    }
    let found = threads(&[mail(1, "a", &[], "Re: x"), mail(2, "b", &[], "x")], &Standing);
    assert_eq!(found.iter().map(|thread| thread.continues).collect::<Vec<_>>(), [Some(7), None]);
}

proptest! {
    #[test]
    fn every_mail_is_in_exactly_one_thread(edges in proptest::collection::vec((0usize..30, 0usize..40, any::<bool>()), 0..60)) {
        let mut mails: Vec<Envelope> = (0..30).map(|n| mail(n % 7, &n.to_string(), &[], "x")).collect();
        for (from, to, is_reply) in edges {
            mails[from].parents.push(to.to_string());
            mails[from].is_reply = is_reply;
        }
        let mut seen: Vec<usize> = groups(&mails).concat();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..30).collect::<Vec<_>>());
    }
}
