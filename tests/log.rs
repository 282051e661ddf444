//! The log of the process tells whoever runs it what happened, and nobody who reads it how to come in.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::database::Database;

/// A process that logs all that it can into a file.
struct Talking {
    process: Child,
    address: String,
    database: Database,
    folder: TempDir,
}

impl Talking {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::empty(folder.path());
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let added = lyceum(&folder, &database, "institution add north --name North --host north.localhost").output();
        assert_eq!(added.unwrap().status.code(), Some(0));
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let process = lyceum(&folder, &database, &format!("serve --listen {address}"))
            // A mail server that is not there: its letters fail, and that is logged.
            .envs([("LYCEUM_LOG", "info,lyceum=trace"), ("LYCEUM_MAIL__SMTP", "smtp://127.0.0.1:9")])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let talking = Self { process, address, database, folder };
        let begun = Instant::now();
        while !talking.get("/readyz", "").starts_with("HTTP/1.1 200") {
            assert!(begun.elapsed() < Duration::from_secs(30), "the server did not start");
            std::thread::sleep(Duration::from_millis(20));
        }
        talking
    }

    fn types(&self, line: &str) -> Output {
        let done = lyceum(&self.folder, &self.database, line).env("LYCEUM_LOG", "info,lyceum=trace").output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{line}: {done:?}");
        done
    }

    fn asks(&self, request: &str) -> String {
        let Ok(mut line) = TcpStream::connect(&self.address) else { return String::new() };
        line.write_all(request.as_bytes()).unwrap();
        line.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        answer
    }

    fn host(&self) -> String {
        format!("north.localhost:{}", self.address.rsplit(':').next().unwrap())
    }

    fn get(&self, path: &str, header: &str) -> String {
        self.asks(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{header}Connection: close\r\n\r\n", self.host()))
    }

    /// Sends a form of the sign-in page.
    fn posts(&self, path: &str, fields: &str) -> String {
        let page = self.get("/sign-in", "");
        let cookie = between(&page, "set-cookie: ", ";");
        let body = format!("csrf={}&{fields}", between(&page, "name=\"csrf\" value=\"", "\""));
        let host = self.host();
        self.asks(&format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ))
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }
}

impl Drop for Talking {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn lyceum(folder: &TempDir, database: &Database, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
    command.current_dir(folder.path()).env("LYCEUM_DATABASE__URL", &database.url).args(["--data", "data"]);
    command.args(line.split_whitespace());
    command
}

fn between(text: &str, from: &str, to: &str) -> String {
    let found = text.split_once(from).and_then(|(_, rest)| rest.split_once(to));
    found.unwrap_or_else(|| panic!("{from:?} is not in {text}")).0.to_owned()
}

#[test]
fn no_way_in_stands_in_the_log_whatever_is_logged() {
    let site = Talking::start();
    site.types("member add --institution north --name Ada --email ada@north.example");
    fs::write(site.folder.path().join("secret"), "canary-client-secret").unwrap();
    let provider = "--issuer https://127.0.0.1:9 --client-id x --client-secret-file secret --name x --give member:a=b";
    let commands = [
        site.types("session new --institution north --member ada"),
        site.types("member sign-in-link --institution north --member ada"),
        site.types("scim token add --institution north --name Okta"),
        lyceum(&site.folder, &site.database, &format!("sso add uni --institution north {provider}")).output().unwrap(),
    ];
    let told: Vec<String> =
        commands.iter().map(|done| String::from_utf8_lossy(&done.stdout).trim().to_owned()).collect();
    let session = between(&format!("{};", told[0]), "=", ";");
    let link = told[1].rsplit('/').next().unwrap().to_owned();
    let token = told[2].lines().find(|line| line.contains("lyceum_scim_")).unwrap_or_else(|| panic!("{}", told[2]));
    let token = format!("lyceum_scim_{}", token.split("lyceum_scim_").nth(1).unwrap().trim_end_matches(['"', ',']));

    let page = site.get("/settings/", &format!("Cookie: __Host-session={session}\r\n"));
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(site.get(&format!("/sign-in/link/{link}"), "").starts_with("HTTP/1.1 200"));
    let users = site.get("/scim/v2/Users", &format!("Authorization: Bearer {token}\r\n"));
    assert!(users.starts_with("HTTP/1.1 200"), "{users}");
    let asked = site.posts("/sign-in", "email=ada%40north.example&to=%2F");
    assert!(asked.starts_with("HTTP/1.1 200"), "{asked}");
    let refused = site.posts("/sign-in/password", "username=ada&password=canary-password&to=%2F");
    assert!(refused.starts_with("HTTP/1.1 422"), "{refused}");
    for path in [
        "/sign-in/link/canary-link",
        "/invitations/canary-invitation",
        "/invitations/confirm/canary-letter",
        "/sso/uni/callback?code=canary-code&state=canary-state",
    ] {
        site.get(path, "Cookie: __Host-session=canary-session; __Host-sso=canary-browser\r\n");
    }
    site.get("/scim/v2/Users", "Authorization: Bearer canary-token\r\n");
    let begun = Instant::now();
    // The letter's turn comes by itself, and it cannot leave.
    while !site.log().contains("letter") && begun.elapsed() < Duration::from_secs(10) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let key = fs::read(site.folder.path().join("data/secret.key")).unwrap();
    let key = String::from_utf8_lossy(&key).trim().to_owned();

    let mut log = site.log();
    log.extend(commands.iter().map(|done| String::from_utf8_lossy(&done.stderr).into_owned()));
    assert!(log.contains("letter") && log.contains("a request was refused"), "it tells what happened: {log}");
    for secret in ["canary", &session, &link, &token, &key] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
}
