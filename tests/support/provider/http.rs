//! As much of HTTP as a provider needs: one request on each connection, one answer, and whatever time that takes.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// What a client asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub method: String,
    /// With the query.
    pub path: String,
    /// Names in small letters.
    pub headers: HashMap<String, String>,
    pub body: String,
}

/// What it gets.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// How long nothing is said.
    pub delay: Duration,
    /// How long it is silent between the head and the body.
    pub pause: Duration,
}

impl Answer {
    /// A body of a kind.
    pub fn new(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: vec![("content-type".into(), kind.into())], body: body.into(), ..Self::default() }
    }

    /// JSON, as it should be.
    pub fn json(status: u16, body: &serde_json::Value) -> Self {
        Self::new(status, "application/json", body.to_string()).with("cache-control", "no-store")
    }

    /// JSON, or what only says so.
    pub fn raw(body: impl Into<Vec<u8>>) -> Self {
        Self::new(200, "application/json", body)
    }

    /// Leads elsewhere.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::new(status, "text/plain", "").with("location", location)
    }

    /// With one more header.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Comes late.
    pub fn late(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// Begins at once and goes on late.
    pub fn slow(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }
}

/// Answers whoever connects until `stop` is set, each on a thread of its own, so that nobody waits for anybody.
pub fn serve(listener: TcpListener, stop: Arc<AtomicBool>, answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) {
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let (answer, stop) = (answer.clone(), stop.clone());
            std::thread::spawn(move || {
                if let Some(asked) = read(&stream) {
                    // Whoever hangs up has had enough; that is theirs to say.
                    drop(write(&stream, &answer(&asked), &stop));
                }
            });
        }
    });
}

fn read(stream: &TcpStream) -> Option<Asked> {
    stream.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let mut asked = Asked { method: words.next()?.into(), path: words.next()?.into(), ..Asked::default() };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        asked.headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let length = asked.headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    asked.body = String::from_utf8(body).ok()?;
    Some(asked)
}

fn write(mut stream: &TcpStream, answer: &Answer, stop: &AtomicBool) -> std::io::Result<()> {
    wait(answer.delay, stop);
    let mut head = format!("HTTP/1.1 {} Answer\r\nconnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", answer.body.len()));
    stream.write_all(head.as_bytes())?;
    wait(answer.pause, stop);
    stream.write_all(&answer.body)?;
    stream.flush()
}

/// Waits, but never for a test that is over.
fn wait(how_long: Duration, stop: &AtomicBool) {
    let begun = Instant::now();
    while begun.elapsed() < how_long && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(10));
    }
}
