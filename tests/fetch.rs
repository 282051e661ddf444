//! The way out: what may be asked and what may not, with real servers on this machine that no stranger must reach.

mod guard;
mod limits;
mod redirects;
mod served;
mod tls;

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::{Request, Response};
use lyceum::config;
use lyceum::http::fetch::resolve::{self, Lookup};
use lyceum::http::fetch::{Failure, Fetch};
use served::Served;

/// As long as a test is willing to wait for what never comes.
const PATIENCE: Duration = Duration::from_millis(400);

fn listing(hosts: &[&str]) -> config::Fetch {
    config::Fetch { internal_hosts: hosts.iter().map(|host| (*host).to_owned()).collect() }
}

/// A client as the program has it, but for these hosts.
fn fetch(hosts: &[&str]) -> Fetch {
    Fetch::new(&listing(hosts)).unwrap()
}

/// A client that waits no longer than a test does.
fn hasty(hosts: &[&str]) -> Fetch {
    Fetch::looking_up(&listing(hosts), resolve::system(), PATIENCE).unwrap()
}

fn get(address: &str) -> Request<Vec<u8>> {
    Request::get(address).body(Vec::new()).unwrap()
}

/// A lookup that answers every name with the next of these lists, and how often it was asked.
fn answering(lists: &[&[&str]]) -> (Lookup, Arc<AtomicUsize>) {
    let lists: Vec<Vec<IpAddr>> =
        lists.iter().map(|list| list.iter().map(|address| address.parse().unwrap()).collect()).collect();
    let asked = Arc::new(AtomicUsize::new(0));
    let counting = asked.clone();
    let lookup: Lookup = Arc::new(move |_| {
        let at = counting.fetch_add(1, Ordering::SeqCst);
        let found = lists.get(at).or(lists.last()).cloned().unwrap_or_default();
        Box::pin(async move { Ok(found) })
    });
    (lookup, asked)
}

fn body(answer: &Response<Vec<u8>>) -> &str {
    std::str::from_utf8(answer.body()).unwrap()
}

#[actix_web::test]
async fn a_listed_server_is_asked_and_the_same_server_unlisted_is_not() {
    let server = Served::saying("hello").await;
    let answer = fetch(&[&server.host()]).send(get(&server.address("/a?b=c"))).await.unwrap();
    assert_eq!((answer.status().as_u16(), body(&answer)), (200, "hello"));
    assert_eq!(answer.headers()["x-served"], "yes");
    let head = server.heads().remove(0);
    assert!(head.starts_with("get /a?b=c http/1.1\r\n"), "{head}");
    assert!(head.contains(&format!("\r\nuser-agent: lyceum/{}\r\n", env!("CARGO_PKG_VERSION"))), "{head}");
    assert!(!head.contains("accept-encoding") && !head.contains("cookie") && !head.contains("referer"), "{head}");

    for hosts in [&[][..], &["127.0.0.1:1"], &["127.0.0.2"], &["localhost"]] {
        let refused = fetch(hosts).send(get(&server.address("/"))).await.unwrap_err();
        assert_eq!(refused, Failure::Forbidden("127.0.0.1".into()), "{hosts:?}");
    }
    assert_eq!(server.heads().len(), 1, "who is refused is not connected to");
}

#[actix_web::test]
async fn what_is_posted_arrives_and_goes_to_the_host_of_the_address() {
    let server = Served::saying("thanks").await;
    let request = Request::post(server.address("/token")).header("host", "elsewhere.example");
    let request = request.header("content-type", "text/plain").body(b"grant=code".to_vec()).unwrap();
    fetch(&[&server.host()]).send(request).await.unwrap();
    let head = server.heads().remove(0);
    assert!(head.contains(&format!("\r\nhost: {}\r\n", server.host())) && !head.contains("elsewhere"), "{head}");
    assert!(head.contains("content-length: 10\r\n") && head.ends_with("grant=code"), "{head}");
}

#[actix_web::test]
async fn a_listed_name_is_looked_up_by_the_machine() {
    let server = Served::saying("hello").await;
    let address = format!("http://localhost:{}/", server.port());
    let (listed, request) = (fetch(&[&format!("LocalHost:{}", server.port())]), get(&address));
    // On whatever thread there is: most of what asks is no handler of a web worker.
    let answer = tokio::spawn(async move { listed.send(request).await }).await.unwrap().unwrap();
    assert_eq!(body(&answer), "hello");
    assert_eq!(fetch(&[]).send(get(&address)).await.unwrap_err().word(), "forbidden");
    assert_eq!(hasty(&["nobody.invalid"]).send(get("http://nobody.invalid/")).await.unwrap_err().word(), "unknown");
}

#[actix_web::test]
async fn a_name_is_looked_up_once_and_every_address_it_has_is_checked() {
    let server = Served::saying("ours").await;
    let address = |name: &str| format!("https://{name}:{}/", server.port());
    // 3000::1 is as public as an address can be, and belongs to nobody.
    for (lists, is_refused) in [
        (&[&["127.0.0.1"][..]][..], true),
        (&[&["3000::1", "127.0.0.1"]], true),
        (&[&["127.0.0.1", "3000::1"]], true),
        (&[&["3000::1"], &["127.0.0.1"]], false),
    ] {
        let (lookup, asked) = answering(lists);
        let fetch = Fetch::looking_up(&listing(&[]), lookup, PATIENCE).unwrap();
        let failure = fetch.send(get(&address("rebound.example"))).await.unwrap_err();
        assert_eq!(failure == Failure::Forbidden("rebound.example".into()), is_refused, "{lists:?}: {failure}");
        assert_eq!(asked.load(Ordering::SeqCst), 1, "{lists:?}");
    }
    assert_eq!(server.connections(), 0);

    let server = Served::raw(b"HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 4\r\n\r\nours").await;
    let (lookup, asked) = answering(&[&["127.0.0.1"], &["3000::1"]]);
    let fetch = Fetch::looking_up(&listing(&["idp.campus.internal"]), lookup, PATIENCE).unwrap();
    let plain = format!("http://idp.campus.internal:{}/", server.port());
    assert_eq!(body(&fetch.send(get(&plain)).await.unwrap()), "ours");
    assert_eq!((asked.load(Ordering::SeqCst), server.connections()), (1, 1));
    // And a second request does not live on what the first one found, though the server would keep the connection.
    fetch.send(get(&plain)).await.unwrap_err();
    assert_eq!((asked.load(Ordering::SeqCst), server.connections()), (2, 1));
}

#[actix_web::test]
async fn a_name_without_an_address_is_unknown() {
    let (lookup, _) = answering(&[&[]]);
    let fetch = Fetch::looking_up(&listing(&[]), lookup, PATIENCE).unwrap();
    assert_eq!(fetch.send(get("https://empty.example/")).await.unwrap_err().word(), "unknown");
}

#[actix_web::test]
async fn nothing_that_answers_wrongly_is_taken_for_an_answer() {
    let server = Served::saying("no tls here").await;
    let fetch = fetch(&[&server.host(), "127.0.0.1:9"]);
    let tls = server.address("/").replace("http:", "https:");
    assert_eq!(fetch.send(get(&tls)).await.unwrap_err().word(), "broken");
    let babbling = Served::raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n").await;
    let listed = self::fetch(&[&babbling.host()]);
    let failure = listed.send(get(&babbling.address("/?code=secret"))).await.unwrap_err();
    assert_eq!(failure.word(), "broken");
    assert!(!failure.to_string().contains("secret"), "{failure}");
    let gone = Served::gone().await;
    let failure = self::fetch(&[&gone]).send(get(&format!("http://{gone}/?code=secret"))).await.unwrap_err();
    assert_eq!(failure.word(), "unreachable");
    assert!(failure.to_string().contains("refused") && !failure.to_string().contains("secret"), "{failure}");
}

#[actix_web::test]
async fn a_proxy_of_the_environment_is_not_asked() {
    // Only a process of its own can have another environment than the other tests.
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "fetch::a_listed_server_is_asked_and_the_same_server_unlisted_is_not"])
        .envs(["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].map(|name| (name, "http://127.0.0.1:9")))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}
