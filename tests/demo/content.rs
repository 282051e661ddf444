//! What the check of the demonstration finds, each fault planted by hand in the real content.

use lyceum::demo::content::Content;

fn faults_after(change: impl FnOnce(&mut Content)) -> Vec<String> {
    let mut content = Content::load().unwrap();
    change(&mut content);
    content.check().iter().map(ToString::to_string).collect()
}

#[test]
fn the_demo_as_written_has_no_fault() {
    assert_eq!(faults_after(|_| ()), Vec::<String>::new());
}

#[test]
fn an_author_nobody_knows_is_named_with_the_thread() {
    let faults = faults_after(|content| {
        content.institutions[0].threads[0].posts[0].author = "nemo".into();
    });
    assert_eq!(faults, ["northfield, group-project: nobody is called nemo"]);
}

#[test]
fn a_board_nobody_knows_is_named_with_the_thread() {
    let faults = faults_after(|content| {
        content.institutions[0].threads[0].boards.push("attic".into());
    });
    assert_eq!(faults, ["northfield, group-project: no board is called attic"]);
}

#[test]
fn a_cohort_nobody_knows_is_named_with_the_board() {
    let faults = faults_after(|content| {
        content.institutions[0].boards[1].cohorts.push("eng-1926".into());
    });
    assert_eq!(faults, ["northfield, applications: no cohort is called eng-1926"]);
}

#[test]
fn a_mentee_cannot_start_a_thread_on_the_mentors_board() {
    let faults = faults_after(|content| {
        content.institutions[0].threads[0].boards = vec!["from-the-mentors".into()];
    });
    assert_eq!(faults, ["northfield, group-project: amara-nwosu may not write there at 2026-11-17T18:20:00Z"]);
}

#[test]
fn an_answer_cannot_be_older_than_its_question() {
    let faults = faults_after(|content| {
        content.institutions[0].threads[0].posts.swap(1, 2);
    });
    let expected = "the post of 2026-11-17T18:52:00Z is not later than the one it answers";
    assert_eq!(faults, [format!("northfield, group-project: {expected}")]);
}
