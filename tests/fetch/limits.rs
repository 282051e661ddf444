//! How long an answer may take and how large it may be, whatever it says of itself.

use std::time::Instant;

use lyceum::http::fetch::Asked;

use super::served::ok;
use super::*;

const KIB: usize = 1024;

#[actix_web::test]
async fn an_answer_of_just_the_size_is_taken_and_a_byte_more_is_not() {
    let server = Served::with(Duration::ZERO, |asked| {
        let bytes = asked.split(['/', ' ']).nth(2).unwrap().parse().unwrap();
        vec![ok(&vec![b'x'; bytes])]
    })
    .await;
    let fetch = fetch(&[&server.host()]);
    for (bytes, most) in [(256 * KIB, None), (10, Some(10)), (0, Some(0)), (5 << 20, Some(5 << 20))] {
        let asked = most.map_or_else(Asked::default, |most_bytes| Asked { most_bytes, ..Asked::default() });
        let answer = fetch.send_as(get(&server.address(&format!("/{bytes}"))), asked).await.unwrap();
        assert_eq!(answer.body().len(), bytes);
        let larger = get(&server.address(&format!("/{}", bytes + 1)));
        assert_eq!(fetch.send_as(larger, asked).await.unwrap_err(), Failure::TooLarge, "{bytes}");
    }
}

#[actix_web::test]
async fn a_large_answer_is_given_up_with_or_without_a_length() {
    let piece = |bytes: usize| [format!("{bytes:x}\r\n").into_bytes(), vec![b'x'; bytes], b"\r\n".to_vec()].concat();
    let server = Served::with(Duration::ZERO, move |asked| {
        let head = |rest: &str| format!("HTTP/1.1 200 OK\r\n{rest}\r\n").into_bytes();
        let large = vec![vec![b'x'; 64 * KIB]; 80];
        match asked.split(' ').nth(1).unwrap() {
            "/length" => [vec![head("content-length: 5242880\r\n")], large].concat(),
            "/until-the-end" => [vec![head("connection: close\r\n")], large].concat(),
            "/chunked" => [vec![head("transfer-encoding: chunked\r\n")], vec![piece(64 * KIB); 80]].concat(),
            "/short-until-the-end" => vec![head("connection: close\r\n"), b"short".to_vec()],
            "/short-chunked" => vec![head("transfer-encoding: chunked\r\n"), piece(5), b"0\r\n\r\n".to_vec()],
            other => panic!("{other}"),
        }
    })
    .await;
    let fetch = fetch(&[&server.host()]);
    for path in ["/length", "/until-the-end", "/chunked"] {
        assert_eq!(fetch.send(get(&server.address(path))).await.unwrap_err(), Failure::TooLarge, "{path}");
    }
    for path in ["/short-until-the-end", "/short-chunked"] {
        assert_eq!(fetch.send(get(&server.address(path))).await.unwrap().body().len(), 5, "{path}");
    }
}

#[actix_web::test]
async fn a_length_that_is_not_true_changes_nothing() {
    let head = |length: usize| format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n").into_bytes();
    // It says that it is too large, and never sends it: that is known at once.
    let boasting = Served::with(Duration::from_secs(60), move |_| vec![head(5 << 20)]).await;
    let begun = Instant::now();
    assert_eq!(fetch(&[&boasting.host()]).send(get(&boasting.address("/"))).await.unwrap_err(), Failure::TooLarge);
    assert!(begun.elapsed() < Duration::from_secs(4));
    // It says less than it sends: the rest is nobody's answer.
    let modest = Served::with(Duration::ZERO, move |_| vec![[head(5), vec![b'x'; 5 << 20]].concat()]).await;
    assert_eq!(fetch(&[&modest.host()]).send(get(&modest.address("/"))).await.unwrap().body().len(), 5);
    // It says more than it sends: what came is not the answer.
    let short = Served::with(Duration::ZERO, move |_| vec![head(6), b"xxxxx".to_vec()]).await;
    assert_eq!(fetch(&[&short.host()]).send(get(&short.address("/"))).await.unwrap_err().word(), "broken");
}

#[actix_web::test]
async fn an_answer_that_drips_ends_in_time_wherever_it_stops() {
    let drip = |count: usize| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {count}\r\n\r\n").into_bytes();
        [vec![head], vec![b"x".to_vec(); count]].concat()
    };
    let server = Served::with(PATIENCE / 8, move |asked| drip(if asked.contains("/long") { 100 } else { 2 })).await;
    // A server that takes the connection and says nothing, and one that never ends its head.
    let silent = Served::with(Duration::from_secs(60), |_| vec![Vec::new()]).await;
    let endless =
        Served::with(PATIENCE / 8, |_| [vec![b"HTTP/1.1 200 OK\r\n".to_vec()], vec![b"a".to_vec(); 100]].concat());
    let endless = endless.await;
    let fetch = hasty(&[&server.host(), &silent.host(), &endless.host()]);
    assert_eq!(body(&fetch.send(get(&server.address("/short"))).await.unwrap()), "xx");
    for address in [server.address("/long"), silent.address("/"), endless.address("/")] {
        let begun = Instant::now();
        assert_eq!(fetch.send(get(&address)).await.unwrap_err(), Failure::Slow, "{address}");
        assert!(begun.elapsed() >= PATIENCE && begun.elapsed() < PATIENCE * 5, "{:?}", begun.elapsed());
    }
}

#[actix_web::test]
async fn a_lookup_that_hangs_counts_as_slow() {
    let lookup: Lookup = Arc::new(|_| Box::pin(std::future::pending()));
    let fetch = Fetch::looking_up(&listing(&[]), lookup, PATIENCE).unwrap();
    assert_eq!(fetch.send(get("https://hanging.example/")).await.unwrap_err(), Failure::Slow);
}
