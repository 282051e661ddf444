//! Answers that lead on: returned as they are, or followed as far as each step may be asked.

use lyceum::http::fetch::Asked;

use super::served::{lead, ok};
use super::*;

const FOLLOWING: Asked = Asked { most_bytes: 1000, follow: true };

#[actix_web::test]
async fn an_answer_that_leads_on_is_followed_only_when_asked_and_only_to_what_is_listed() {
    let end = Served::saying("the end").await;
    for status in [301, 302, 303, 307, 308] {
        let begin = Served::leading_to(status, &end.address("/there?b")).await;
        let asked_before = end.connections();
        let both = fetch(&[&begin.host(), &end.host()]);
        let answer = both.send(get(&begin.address("/"))).await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), answer.headers()["location"].to_str().unwrap()),
            (status, &*end.address("/there?b"))
        );
        let refused = fetch(&[&begin.host()]).send_as(get(&begin.address("/")), FOLLOWING).await;
        assert_eq!(refused.unwrap_err(), Failure::Forbidden("127.0.0.1".into()), "{status}");
        assert_eq!(end.connections(), asked_before, "{status}");
        // Not followed, and so not looked at.
        assert_eq!(fetch(&[&begin.host()]).send(get(&begin.address("/"))).await.unwrap().status().as_u16(), status);
        let answer = both.send_as(get(&begin.address("/")), FOLLOWING).await.unwrap();
        assert_eq!((answer.status().as_u16(), body(&answer)), (200, "the end"));
        assert!(end.heads().last().unwrap().starts_with("get /there?b "), "{status}");
    }
}

#[actix_web::test]
async fn where_it_leads_is_checked_like_any_address() {
    let end = Served::saying("the end").await;
    for (place, told) in [
        ("http://login.example.org/", "not-https"),
        ("ftp://127.0.0.1/", "not-https"),
        ("https://ada:secret@login.example.org/", "has-password"),
        ("https://169.254.169.254/latest/meta-data/", "forbidden"),
        ("//2130706433/", "forbidden"),
        ("http://localhost/", "forbidden"),
        ("https://[::ffff:127.0.0.1]/", "forbidden"),
        ("https://[::1/", "not-an-address"),
    ] {
        let begin = Served::leading_to(302, place).await;
        let refused = fetch(&[&begin.host()]).send_as(get(&begin.address("/")), FOLLOWING).await.unwrap_err();
        assert_eq!(refused.word(), told, "{place}");
    }
    // A name is looked up at every step.
    let begin = Served::leading_to(302, &format!("https://innocent.example:{}/", end.port())).await;
    let (lookup, asked) = answering(&[&["127.0.0.1"]]);
    let fetch = Fetch::looking_up(&listing(&[&begin.host()]), lookup, PATIENCE).unwrap();
    let refused = fetch.send_as(get(&begin.address("/")), FOLLOWING).await;
    assert_eq!(refused.unwrap_err(), Failure::Forbidden("innocent.example".into()));
    assert_eq!((asked.load(Ordering::SeqCst), end.connections()), (1, 0));
}

#[actix_web::test]
async fn five_steps_are_followed_and_a_sixth_is_not() {
    let server = Served::with(Duration::ZERO, |asked| {
        let left: usize = asked.split(['/', ' ']).nth(2).unwrap().parse().unwrap();
        vec![if left == 0 { ok(b"the end") } else { lead(302, &format!("/{}", left - 1)) }]
    })
    .await;
    let fetch = fetch(&[&server.host()]);
    assert_eq!(body(&fetch.send_as(get(&server.address("/5")), FOLLOWING).await.unwrap()), "the end");
    assert_eq!(server.connections(), 6);
    let failure = fetch.send_as(get(&server.address("/6")), FOLLOWING).await;
    assert_eq!(failure.unwrap_err(), Failure::TooManyRedirects);
    assert_eq!(server.connections(), 12);
}

#[actix_web::test]
async fn what_says_who_asks_stays_with_the_server_it_was_meant_for() {
    let end = Served::saying("the end").await;
    let there = end.address("/");
    let begin = Served::with(Duration::ZERO, move |asked| {
        vec![lead(302, if asked.starts_with("get /here") { "/again" } else { &there })]
    })
    .await;
    let request = Request::get(begin.address("/here")).header("authorization", "Bearer secret");
    let request = request.header("x-key", "secret").header("cookie", "a=secret").header("accept", "application/json");
    let request = request.body(Vec::new()).unwrap();
    fetch(&[&begin.host(), &end.host()]).send_as(request, FOLLOWING).await.unwrap();
    let [first, again] = &begin.heads()[..] else { panic!("{:?}", begin.heads()) };
    assert_eq!((first.matches("secret").count(), again.matches("secret").count()), (3, 3), "{again}");
    let last = end.heads().remove(0);
    assert!(!last.contains("secret") && last.contains("accept: application/json"), "{last}");
}

#[actix_web::test]
async fn a_form_is_not_sent_on() {
    let end = Served::saying("the end").await;
    for status in [302, 303, 307, 308] {
        let begin = Served::leading_to(status, &end.address("/")).await;
        let request = Request::post(begin.address("/")).body(b"code=secret".to_vec()).unwrap();
        let answer = fetch(&[&begin.host(), &end.host()]).send_as(request, FOLLOWING).await.unwrap();
        assert_eq!(answer.status().as_u16(), status);
    }
    assert_eq!(end.connections(), 0);
}

#[actix_web::test]
async fn all_steps_together_have_one_time() {
    let server = Served::with(PATIENCE / 3, |_| vec![Vec::new(), lead(302, "/on")]).await;
    let failure = hasty(&[&server.host()]).send_as(get(&server.address("/")), FOLLOWING).await;
    assert_eq!(failure.unwrap_err(), Failure::Slow);
}
