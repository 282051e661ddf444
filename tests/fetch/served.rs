//! A server on this machine that answers every request as a test wants it, and remembers what it was asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// The pieces of an answer; there is a pause between them, and one after the last.
type Pieces = Vec<Vec<u8>>;
type Answer = Arc<dyn Fn(&str) -> Pieces>;

pub struct Served {
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Served {
    /// Answers with what a request, in small letters, leads to.
    pub async fn with(pause: Duration, answer: impl Fn(&str) -> Pieces + 'static) -> Self {
        Self::start(pause, None, answer).await
    }

    /// The same, over TLS.
    pub async fn behind(tls: TlsAcceptor, answer: impl Fn(&str) -> Pieces + 'static) -> Self {
        Self::start(Duration::ZERO, Some(tls), answer).await
    }

    async fn start(pause: Duration, tls: Option<TlsAcceptor>, answer: impl Fn(&str) -> Pieces + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (heads, connections) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<AtomicUsize>::default());
        let (noting, counting, answer): (_, _, Answer) = (heads.clone(), connections.clone(), Arc::new(answer));
        let accepting = actix_web::rt::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counting.fetch_add(1, Ordering::SeqCst);
                let (noting, answer, tls) = (noting.clone(), answer.clone(), tls.clone());
                actix_web::rt::spawn(async move {
                    match tls {
                        None => serve(stream, pause, noting, answer).await,
                        // Who does not trust the certificate is not served, which is what the test asks about.
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, pause, noting, answer).await;
                            }
                        }
                    }
                });
            }
        });
        Self { port, heads, connections, accepting }
    }

    /// Answers everything with 200 and a body.
    pub async fn saying(body: &str) -> Self {
        let answer = ok(body.as_bytes());
        Self::with(Duration::ZERO, move |_| vec![answer.clone()]).await
    }

    /// Answers everything with these bytes.
    pub async fn raw(bytes: &'static [u8]) -> Self {
        Self::with(Duration::ZERO, move |_| vec![bytes.to_vec()]).await
    }

    /// Leads everything on to an address.
    pub async fn leading_to(status: u16, place: &str) -> Self {
        let answer = lead(status, place);
        Self::with(Duration::ZERO, move |_| vec![answer.clone()]).await
    }

    /// The host and port of a server that was there a moment ago.
    pub async fn gone() -> String {
        format!("127.0.0.1:{}", TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port())
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// As the settings list it.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.host())
    }

    /// What was asked, in small letters.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().clone()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve<S>(mut stream: S, pause: Duration, heads: Arc<Mutex<Vec<String>>>, answer: Answer)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    while let Some(asked) = next_request(&mut stream).await {
        heads.lock().push(asked.clone());
        let pieces = answer(&asked);
        let is_kept = pieces.iter().any(|piece| piece.windows(10).any(|word| word == b"keep-alive"));
        for piece in pieces {
            if stream.write_all(&piece).await.is_err() || stream.flush().await.is_err() {
                return;
            }
            tokio::time::sleep(pause).await;
        }
        if !is_kept {
            return;
        }
    }
}

async fn next_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let (mut request, mut piece) = (Vec::new(), [0; 4096]);
    while !is_whole(&request) {
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => request.extend_from_slice(&piece[..count]),
        }
    }
    Some(String::from_utf8_lossy(&request).to_ascii_lowercase())
}

/// Whether a request has its head, and as much of a body as that says; what is not HTTP is whole at once.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_ascii_lowercase();
    let is_http = text.is_empty() || text.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return !is_http };
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

pub fn ok(body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nx-served: yes\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

pub fn lead(status: u16, place: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} On\r\nlocation: {place}\r\ncontent-length: 0\r\n\r\n").into_bytes()
}
