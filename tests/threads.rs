//! Threads: starting, replying, and what others see of it.

use crate::support::TestSite;

#[actix_web::test]
async fn a_mentee_asks_and_a_mentor_answers() {
    let site = TestSite::new().await;
    let house = site.institution("northfield").await;
    let spring = house.cohort("spring").mentor("ruth").mentee("ada").await;
    house.board("ask").for_cohort(&spring).await;
    let ada = site.browser().as_member(&house.person("ada")).await;
    let board = ada.get("/b/ask/").await;
    board.is(200).shows("Nobody has written here yet");
    let form = ada.follow(&board, "Start a thread").await.form("Post thread");
    let form = form.fill("Title", "How do I begin?").fill("What would you like to know?", "I have *tried* twice.");
    let thread = ada.send_and_go_on(form).await;
    assert_eq!(thread.is(200).heading(), "How do I begin?");

    let ruth = site.browser().as_member(&house.person("ruth")).await;
    let thread = ruth.follow(&ruth.get("/b/ask/").await, "How do I begin?").await;
    thread.shows("I have tried twice.");
    let answered = ruth.send_and_go_on(thread.form("Post reply").fill("Your reply", "With a question.")).await;
    answered.shows("Post 2 by Ruth").shows("With a question.");
    site.browser().get("/b/ask/").await.is(404).lacks("begin");
}
