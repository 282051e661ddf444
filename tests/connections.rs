//! Slow readers, over a real socket: who takes a large answer slowly gets it, who takes nothing is cut.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::dev::ServerHandle;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use lyceum::http::connections::{Connection, Connections};
use lyceum::http::pieces::paced;

/// More than the system keeps for two ends of a connection.
const SIZE: usize = 24 << 20;
const PATIENCE: Duration = Duration::from_millis(800);

/// A server with one large page, and the look that cuts who has sat too long.
struct Served {
    address: SocketAddr,
    handle: ServerHandle,
    stop: Arc<AtomicBool>,
}

impl Served {
    fn start() -> Self {
        let connections = Connections::default();
        let noting = connections.clone();
        let page = web::Bytes::from(vec![b'x'; SIZE]);
        let server =
            HttpServer::new(move || App::new().app_data(web::Data::new(page.clone())).default_service(web::to(show)))
                .workers(1)
                .disable_signals()
                .on_connect(move |io, extensions| noting.opened(io, extensions))
                .bind("127.0.0.1:0")
                .unwrap();
        let (address, server) = (server.addrs()[0], server.run());
        let (handle, stop) = (server.handle(), Arc::new(AtomicBool::new(false)));
        actix_web::rt::spawn(server);
        let stopping = stop.clone();
        std::thread::spawn(move || {
            while !stopping.load(Ordering::Relaxed) {
                connections.cut_overdue(PATIENCE);
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        Self { address, handle, stop }
    }

    async fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        self.handle.stop(false).await;
    }
}

async fn show(request: HttpRequest, page: web::Data<web::Bytes>) -> HttpResponse {
    let connection = request.conn_data::<Arc<Connection>>().unwrap();
    connection.begin();
    connection.end();
    paced(HttpResponse::Ok().body(page.as_ref().clone()), connection)
}

/// Asks for the page, waits, and reads it with a pause before every so many bytes; the bytes that arrived.
fn read(address: SocketAddr, wait: Duration, pause: Duration) -> usize {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    std::thread::sleep(wait);
    let (mut arrived, mut piece) = (0, vec![0; 256 * 1024]);
    while arrived < SIZE {
        std::thread::sleep(pause);
        match stream.read(&mut piece) {
            Ok(0) | Err(_) => break,
            Ok(count) => arrived += count,
        }
    }
    arrived
}

#[actix_web::test]
async fn a_slow_reader_gets_a_large_page_and_one_who_takes_nothing_is_cut() {
    let served = Served::start();
    let address = served.address;
    let slow = tokio::task::spawn_blocking(move || {
        let begun = Instant::now();
        (read(address, Duration::ZERO, Duration::from_millis(30)), begun.elapsed())
    });
    let idle = tokio::task::spawn_blocking(move || read(address, PATIENCE * 4, Duration::ZERO));
    let (arrived, took) = slow.await.unwrap();
    assert!(arrived >= SIZE, "a slow reader got {arrived} bytes of {SIZE}");
    assert!(took > PATIENCE * 2, "it took {took:?}, which is not slow");
    let arrived = idle.await.unwrap();
    assert!(arrived < SIZE, "who took nothing for so long still got everything");
    served.end().await;
}
