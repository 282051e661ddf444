//! The process that serves: there is one for each data folder, and it ends without dropping what is under way.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::database::Database;

/// A site in a folder of its own, and the process that serves it.
struct Served {
    process: Child,
    address: String,
    database: Database,
    folder: TempDir,
}

impl Served {
    fn start() -> Self {
        Self::with(&[])
    }

    /// One with settings of its own, by the names of variables.
    fn with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::empty(folder.path());
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        drop(free);
        let added = command(folder.path(), &database.url, "institution add north --name North --host north.localhost");
        assert_eq!(added.status.code(), Some(0), "{added:?}");
        let process = serve(folder.path(), &database.url, &address, settings);
        let served = Self { process, address, database, folder };
        served.wait_until_ready();
        served
    }

    fn wait_until_ready(&self) {
        let begun = Instant::now();
        while !self.ask("GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200") {
            assert!(begun.elapsed() < Duration::from_secs(30), "the server did not start");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The answer on a connection of its own; nothing if nobody listens.
    fn ask(&self, request: &str) -> String {
        let Ok(mut line) = TcpStream::connect(&self.address) else { return String::new() };
        line.write_all(request.as_bytes()).unwrap();
        rest(&mut line)
    }

    fn types(&self, line: &str) -> Output {
        command(self.folder.path(), &self.database.url, line)
    }

    fn asked_to_stop(&self) {
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap();
        assert!(asked.success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn lyceum(folder: &Path, database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
    command.current_dir(folder).env("LYCEUM_DATABASE__URL", database).args(["--data", "data"]);
    command
}

fn command(folder: &Path, database: &str, line: &str) -> Output {
    lyceum(folder, database).args(line.split_whitespace()).output().unwrap()
}

fn serve(folder: &Path, database: &str, address: &str, settings: &[(&str, &str)]) -> Child {
    let mut command = lyceum(folder, database);
    command
        .envs(settings.iter().copied())
        .args(["serve", "--listen", address])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Everything until the other side closes.
fn rest(line: &mut TcpStream) -> String {
    line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut bytes = Vec::new();
    line.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// One answer without a body to speak of, on a connection that stays.
fn one(line: &mut TcpStream) -> String {
    let (mut text, mut piece) = (String::new(), [0; 1_024]);
    while !text.contains("\r\n\r\nok\n") {
        let count = line.read(&mut piece).unwrap();
        assert!(count > 0, "closed after {text}");
        text.push_str(std::str::from_utf8(&piece[..count]).unwrap());
    }
    text
}

#[test]
fn a_second_start_on_the_same_data_is_refused_and_commands_work_beside_it() {
    let served = Served::start();
    let second = served.types("serve --listen 127.0.0.1:0");
    assert_eq!(second.status.code(), Some(1), "{second:?}");
    let said = String::from_utf8(second.stderr).unwrap();
    assert!(said.contains(&format!("already, on {}; stop that one first", served.address)), "{said}");
    for line in ["verify", "rebuild", "migrate", "institution list", "backup copy.backup"] {
        let done = served.types(line);
        assert_eq!(done.status.code(), Some(0), "{line}: {done:?}");
    }
}

#[test]
fn a_process_that_was_killed_holds_nothing() {
    let mut served = Served::start();
    served.process.kill().unwrap();
    served.process.wait().unwrap();
    served.process = serve(served.folder.path(), &served.database.url, &served.address, &[]);
    served.wait_until_ready();
}

#[test]
fn a_process_that_is_asked_to_stop_finishes_what_is_under_way_and_tells_its_connections() {
    let mut served = Served::start();
    let probe = "GET /livez HTTP/1.1\r\nHost: north.localhost\r\n\r\n";
    let open = || TcpStream::connect(&served.address).unwrap();
    let (mut kept, mut idle) = (open(), open());
    for line in [&mut kept, &mut idle] {
        line.write_all(probe.as_bytes()).unwrap();
        assert!(!one(line).to_lowercase().contains("connection: close"));
    }
    let mut slow = TcpStream::connect(&served.address).unwrap();
    let head = "POST /sign-in HTTP/1.1\r\nHost: north.localhost\r\nContent-Length: 8\r\n\
        Content-Type: application/x-www-form-urlencoded\r\n\r\n";
    slow.write_all(format!("{head}email").as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(200));
    served.asked_to_stop();
    let begun = Instant::now();
    std::thread::sleep(Duration::from_millis(300));
    kept.write_all(probe.as_bytes()).unwrap();
    let last = rest(&mut kept);
    assert!(last.starts_with("HTTP/1.1 503") && last.to_lowercase().contains("connection: close"), "{last}");
    assert!(last.ends_with("ending\n"), "a proxy that looks leaves it out in time: {last}");
    assert_eq!(rest(&mut idle), "", "it was closed, and nothing was cut off");
    assert!(TcpStream::connect(&served.address).is_err(), "a proxy goes elsewhere at once");
    std::thread::sleep(Duration::from_secs(3));
    slow.write_all(b"=a+").unwrap();
    let answer = rest(&mut slow);
    assert!(answer.starts_with("HTTP/1.1 4") && answer.to_lowercase().contains("connection: close"), "{answer}");
    assert!(answer.trim_end().ends_with("</html>"), "{answer}");
    assert_eq!(served.process.wait().unwrap().code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
}

/// Asks for a letter with a link, as somebody at the sign-in page does.
fn ask_for_letter(served: &Served, address: &str) {
    let page = served.ask("GET /sign-in HTTP/1.1\r\nHost: north.localhost\r\nConnection: close\r\n\r\n");
    let between = |text: &str, from: &str, to: &str| {
        text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map(|(found, _)| found.to_owned())
    };
    let cookie = between(&page, "set-cookie: ", ";").unwrap();
    let token = between(&page, "name=\"csrf\" value=\"", "\"").unwrap();
    let body = format!("csrf={token}&email={address}&to=/");
    let port = served.address.rsplit(':').next().unwrap();
    let answer = served.ask(&format!(
        "POST /sign-in HTTP/1.1\r\nHost: north.localhost:{port}\r\nOrigin: http://north.localhost:{port}\r\n\
         Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    ));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn a_process_that_is_asked_to_stop_ends_in_time_whoever_keeps_it_waiting() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("smtp://{}", silent.local_addr().unwrap());
    let mut served = Served::with(&[("LYCEUM_MAIL__SMTP", &server)]);
    let added = served.types("member add --institution north --name Ada --email ada@north.example");
    assert_eq!(added.status.code(), Some(0), "{added:?}");
    ask_for_letter(&served, "ada@north.example");
    let (_greeted, _) = silent.accept().unwrap();

    let mut slow = TcpStream::connect(&served.address).unwrap();
    let head = "POST /sign-in HTTP/1.1\r\nHost: north.localhost\r\nContent-Length: 4000\r\n\
        Content-Type: application/x-www-form-urlencoded\r\n\r\n";
    slow.write_all(head.as_bytes()).unwrap();
    let dripping = std::thread::spawn(move || {
        while slow.write_all(b"a").is_ok() {
            std::thread::sleep(Duration::from_millis(250));
        }
    });
    std::thread::sleep(Duration::from_millis(300));
    served.asked_to_stop();
    let begun = Instant::now();
    assert_eq!(served.process.wait().unwrap().code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    dripping.join().unwrap();
}
