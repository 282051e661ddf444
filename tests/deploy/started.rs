//! A program that was started as its package or its container would start it, and what it says.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A process that serves; its log lies in a file, and systemd's word for that file is in its environment.
pub struct Started {
    process: Child,
    address: String,
    log: PathBuf,
}

impl Drop for Started {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Started {
    /// Starts `command` on a free port, with its data in `data`, and waits until it is ready.
    pub fn start(mut command: Command, data: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        drop(free);
        let log = data.with_extension("log");
        let file = File::create(&log).unwrap();
        let about = file.metadata().unwrap();
        command
            .current_dir(data.parent().unwrap())
            .env("LYCEUM_DATA", data)
            .env("LYCEUM_SERVER__LISTEN", &address)
            .env("LYCEUM_SERVER__METRICS_LISTEN", "127.0.0.1:0")
            .env("JOURNAL_STREAM", format!("{}:{}", about.dev(), about.ino()))
            .stderr(Stdio::from(file));
        let mut started = Self { process: command.spawn().unwrap(), address, log };
        let begun = Instant::now();
        while !started.ask("/readyz").starts_with("HTTP/1.1 200") {
            let ended = started.process.try_wait().unwrap();
            assert!(ended.is_none() && begun.elapsed() < Duration::from_secs(60), "{ended:?}: {}", started.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        started
    }

    /// The answer; nothing if nobody listens.
    pub fn ask(&self, path: &str) -> String {
        let Ok(mut line) = TcpStream::connect(&self.address) else { return String::new() };
        let asked = write!(line, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let mut answer = String::new();
        asked.and_then(|()| line.read_to_string(&mut answer)).map_or(String::new(), |_| answer)
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Asks it to end, as systemd and an engine of containers do, and waits until it has.
    #[track_caller]
    pub fn stop(mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status().unwrap();
        let ended = self.process.wait().unwrap();
        assert!(asked.success() && ended.success(), "{ended}: {}", self.log());
    }
}
