//! The proxies that settings are shipped for, each run with them before a program that says what it was asked.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{is_here, text};
use crate::support::Scene;

const HOST: &str = "mentoring.northfield.example";
/// A proxy that runs in a folder of its own, before a program that only says what reached it.
struct Proxy {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Proxy {
    /// Starts `command` with what `settings` makes of the folder of public pages, its own port and the program's.
    fn start(settings: impl FnOnce(&Path, u16, u16) -> Vec<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let public = folder.path().join("public");
        for (house, page) in
            [("northfield", ""), ("northfield", "b/news/"), ("northfield", "t/0c6k/"), ("eastbridge", "c/x/")]
        {
            let place = public.join(house).join(page);
            fs::create_dir_all(&place).unwrap();
            fs::write(place.join("index.html"), format!("file {house} /{page}")).unwrap();
        }
        // Not gzip at all: if these bytes arrive, the file was sent as it lies.
        fs::write(public.join("northfield/b/news/index.html.gz"), "zipped").unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let command = settings(folder.path(), port, program());
        let child = Command::new(&command[0])
            .args(&command[1..])
            .env("PATH", format!("{}:/usr/sbin", std::env::var("PATH").unwrap()))
            .env("HOME", folder.path())
            .env("XDG_DATA_HOME", folder.path())
            .env("XDG_CONFIG_HOME", folder.path())
            .stderr(Stdio::from(fs::File::create(folder.path().join("log")).unwrap()))
            .spawn()
            .unwrap();
        let proxy = Self { child, port, folder };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = || fs::read_to_string(proxy.folder.path().join("log")).unwrap();
            assert!(begun.elapsed() < Duration::from_secs(10), "it does not listen: {}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
        proxy
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\nContent-Length: 0\r\n{headers}\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// No file that a proxy wrote names a way in.
fn logs_no_way_in(proxy: &Proxy) {
    for path in
        ["/invitations/canary", "/sign-in/link/canary", "/sso/campus/callback?code=canary", "/feed/canary/b/ask.atom"]
    {
        proxy.ask("GET", path, "Accept: text/html\r\n");
    }
    let files =
        fs::read_dir(proxy.folder.path()).unwrap().filter_map(|entry| fs::read_to_string(entry.unwrap().path()).ok());
    let told: String = files.collect();
    assert!(!told.contains("canary"), "{told}");
}

/// Stands for Lyceum: says which host and which client it was told of. Gives its port.
fn program() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).to_lowercase();
            let value =
                |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("").trim().to_owned();
            let body = format!("program host={} client={}", value("host:"), value("x-forwarded-for:"));
            let length = body.len();
            // A proxy that only tried the door hangs up.
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
        }
    });
    port
}

/// What must hold of both proxies; the headers of a page from the folder are those of the program's own pages.
async fn hands_on_what_it_should(proxy: Proxy) {
    const HTML: &str = "Accept: text/html,*/*;q=0.8\r\n";
    let from_folder = [("/", "file northfield /"), ("/b/news/", "file northfield /b/news/")];
    for (path, body) in from_folder {
        let answer = proxy.ask("GET", path, HTML);
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with(&format!("\r\n\r\n{body}")), "{path}: {answer}");
    }
    let zipped = proxy.ask("GET", "/b/news/", &format!("{HTML}Accept-Encoding: gzip\r\n"));
    assert!(zipped.to_lowercase().contains("content-encoding: gzip") && zipped.ends_with("zipped"), "{zipped}");
    let from_program = [
        ("GET", "/b/news/", "Accept: text/html\r\nCookie: a=1; __Host-session=x\r\n"),
        ("GET", "/b/news/", "Accept: application/activity+json\r\n"),
        ("GET", "/b/news/?x=1", HTML),
        ("GET", "/t/0c6k/", HTML),
        ("GET", "/t/0c6k/any-title/", HTML),
        ("GET", "/b/hidden/", HTML),
        ("GET", "/c/x/", HTML),
        ("GET", "/b/news", HTML),
        ("POST", "/b/news/", HTML),
        ("GET", "/readyz", HTML),
    ];
    for (method, path, headers) in from_program {
        let answer = proxy.ask(method, path, &format!("{headers}X-Forwarded-For: 192.0.2.66\r\n"));
        let said = format!("program host={HOST} client=127.0.0.1");
        assert!(answer.ends_with(&said), "{method} {path} {headers}: {answer}");
    }
    for up in ["/../eastbridge/c/x/", "/b/../../eastbridge/c/x/", "/%2e%2e/eastbridge/c/x/", "/..%2feastbridge/c/x/"] {
        assert!(!proxy.ask("GET", up, HTML).contains("file eastbridge"), "{up}");
    }
    logs_no_way_in(&proxy);
    let scene = Scene::new().await;
    let own = scene.as_visitor().get("/").await;
    let sent = proxy.ask("GET", "/", HTML).to_lowercase();
    for name in [
        "cache-control",
        "vary",
        "content-type",
        "content-security-policy",
        "x-content-type-options",
        "cross-origin-resource-policy",
        "referrer-policy",
        "x-frame-options",
        "cross-origin-opener-policy",
        "permissions-policy",
    ] {
        let line = format!("\r\n{name}: {}\r\n", own.header(name).unwrap()).to_lowercase();
        assert!(sent.contains(&line), "{line} is not in {sent}");
    }
}

#[actix_web::test]
async fn nginx_serves_visitors_from_the_folder_and_hands_on_everything_else() {
    if !is_here("nginx") {
        return;
    }
    let proxy = Proxy::start(|folder, port, program| {
        let lines = text("nginx.conf");
        let lines = lines.lines().filter(|line| !line.trim().starts_with("ssl_") && !line.contains("listen 80;"));
        let snippet = lines.map(|line| format!("{line}\n")).collect::<String>();
        // The server that only redirects has to listen somewhere: where it is in nobody's way.
        let redirect = folder.join("redirect.sock");
        let snippet = snippet
            .replacen(
                "server {\n    server_name",
                &format!("server {{\n    listen unix:{};\n    server_name", redirect.display()),
                1,
            )
            .replace("443 ssl", &format!("127.0.0.1:{port}"))
            .replace("127.0.0.1:8080", &format!("127.0.0.1:{program}"))
            .replace("/var/log/nginx", &folder.display().to_string())
            .replace("/var/lib/lyceum/public", &folder.join("public").display().to_string());
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {}/{kind};\n", folder.display()))
            .concat();
        let whole = format!(
            "daemon off; master_process off; pid {0}/pid; error_log stderr;\nevents {{}}\nhttp {{ access_log off;\n{temporary}{snippet}}}\n",
            folder.display()
        );
        let file = folder.join("nginx.conf");
        fs::write(&file, whole).unwrap();
        let told = Command::new("nginx")
            .env("PATH", format!("{}:/usr/sbin", std::env::var("PATH").unwrap()))
            .args(["-t", "-q", "-c"])
            .arg(&file)
            .output()
            .unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        vec!["nginx".into(), "-c".into(), file.display().to_string()]
    });
    proxy.ask("GET", "/b/news/?shown=1", "Accept: text/html\r\n");
    let log = fs::read_to_string(proxy.folder.path().join("lyceum.log")).unwrap();
    assert!(log.contains("\"GET /b/news/?shown=1\" 200"), "it logs nothing: {log}");
    hands_on_what_it_should(proxy).await;
}

#[actix_web::test]
async fn caddy_serves_visitors_from_the_folder_and_hands_on_everything_else() {
    if !is_here("caddy") {
        return;
    }
    let proxy = Proxy::start(|folder, port, program| {
        let snippet = text("Caddyfile")
            .replace(&format!("{HOST} {{"), &format!("http://{HOST}:{port} {{"))
            .replace("127.0.0.1:8080", &format!("127.0.0.1:{program}"))
            .replace("/var/lib/lyceum/public", &folder.join("public").display().to_string());
        let file = folder.join("Caddyfile");
        fs::write(&file, format!("{{\n\tadmin off\n\tauto_https off\n}}\n{snippet}")).unwrap();
        ["caddy", "run", "--adapter", "caddyfile", "--config", &file.display().to_string()].map(str::to_owned).into()
    });
    hands_on_what_it_should(proxy).await;
}
