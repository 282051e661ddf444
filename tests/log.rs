//! The log of the process tells whoever runs it what happened, and nobody who reads it how to come in.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use lyceum::site::clock::Clock;
use tempfile::TempDir;

use crate::support::database::Database;
use crate::support::form::encode;
use crate::support::provider::{CLIENT, CLIENT_SECRET, Wish};
use crate::support::{Person, Provider};

/// A process that logs all that it can into a file.
struct Talking {
    process: Child,
    address: String,
    database: Database,
    folder: TempDir,
}

impl Talking {
    fn start() -> Self {
        Self::start_beside("127.0.0.1:9")
    }

    /// It may ask this place on the same machine.
    fn start_beside(place: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::empty(folder.path());
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let added = lyceum(&folder, &database, "institution add north --name North --host north.localhost").output();
        assert_eq!(added.unwrap().status.code(), Some(0));
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let process = lyceum(&folder, &database, &format!("serve --listen {address}"))
            // A mail server that is not there: its letters fail, and that is logged.
            .envs([("LYCEUM_LOG", "info,lyceum=trace"), ("LYCEUM_MAIL__SMTP", "smtp://127.0.0.1:9")])
            .env("LYCEUM_FETCH__INTERNAL_HOSTS", format!("[\"{place}\"]"))
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

#[test]
fn nothing_of_a_sign_on_stands_in_the_log_whatever_came_of_it() {
    let provider = Provider::start();
    provider.follow(&Clock::System);
    let site = Talking::start_beside(&provider.host());
    fs::write(site.folder.path().join("secret"), CLIENT_SECRET).unwrap();
    let about = format!("--issuer {} --client-id {CLIENT} --client-secret-file secret", provider.issuer());
    let rule = "--give member:affiliation=student --give moderator:affiliation=staff";
    let added =
        lyceum(&site.folder, &site.database, &format!("sso add uni --institution north --name x {about} {rule}"))
            .env("LYCEUM_FETCH__INTERNAL_HOSTS", format!("[\"{}\"]", provider.host()))
            .output()
            .unwrap();
    assert_eq!(added.status.code(), Some(0), "{added:?}");
    let begun = Instant::now();
    // The server hears of what a command did within a second.
    while site.get("/sso/uni/start", "").starts_with("HTTP/1.1 404") && begun.elapsed() < Duration::from_secs(5) {
        std::thread::sleep(Duration::from_millis(50));
    }
    let begin = || {
        let out = site.get("/sso/uni/start?to=/settings/", "");
        let location = between(&out, "location: ", "\r\n");
        (location, format!("Cookie: {}\r\n", between(&out, "set-cookie: ", ";")))
    };
    let mut secrets = vec![CLIENT_SECRET.to_owned()];
    let mut ways = Vec::new();
    for (sub, affiliation) in [("ines", "student"), ("mallory", "guest")] {
        let (location, cookie) = begin();
        let wish = Wish::of(&location);
        secrets.extend(["state", "nonce"].map(|name| wish.get(name).to_owned()));
        secrets.push(cookie.split_once('=').unwrap().1.trim().to_owned());
        let callback =
            provider.allow(&location, &Person::new(sub).with("name", "Ines").with("affiliation", affiliation));
        ways.push((callback, cookie));
    }
    let back = site.get(&ways[0].0, &ways[0].1);
    assert!(back.starts_with("HTTP/1.1 303") && back.contains("__Host-session="), "{back}");
    let session = between(&back, "__Host-session=", ";");
    assert!(site.get("/settings/", &format!("Cookie: __Host-session={session}\r\n")).starts_with("HTTP/1.1 200"));
    for (callback, cookie) in [&ways[1], &ways[0], &ways[1]] {
        let page = site.get(callback, cookie);
        assert!(page.starts_with("HTTP/1.1 403") && page.contains("referrer-policy: "), "{page}");
    }
    let token = provider.logout_token(|claims| claims["sub"] = "ines".into());
    let body = format!("logout_token={}", encode(&token));
    let ended = site.asks(&format!(
        "POST /sso/uni/backchannel HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        site.host(),
        body.len()
    ));
    assert!(ended.starts_with("HTTP/1.1 200"), "{ended}");
    secrets.extend([session, token]);
    secrets.extend(provider.secrets());
    let log = site.log();
    assert!(log.contains("a sign-on is refused") && secrets.len() > 12, "it tells what happened: {log}");
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log: {log}");
    }
}
