//! The Debian package: built of the program, unpacked, and started as its unit says; its scripts, with a systemd that
//! only notes what it was asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::started::Started;
use super::{deploy, is_here, text};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Builds a package of the program that this suite was built with.
fn build(into: &Path) -> PathBuf {
    let mut build = Command::new(deploy("debian/build"));
    // A small package is not what is tried here, and takes ten seconds longer.
    build.env("DPKG_DEB_COMPRESSOR_LEVEL", "1").arg(env!("CARGO_BIN_EXE_lyceum")).arg(into);
    let built = build.output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let mut packages = fs::read_dir(into).unwrap().map(|entry| entry.unwrap().path());
    packages.find(|path| path.extension().is_some_and(|kind| kind == "deb")).unwrap()
}

fn dpkg_deb(verb: &str, package: &Path) -> String {
    let told = Command::new("dpkg-deb").arg(verb).arg(package).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8(told.stdout).unwrap()
}

#[test]
fn the_package_is_built_of_the_program_and_what_is_in_it_starts() {
    if !is_here("dpkg-deb") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let package = build(folder.path());
    let name = package.file_name().unwrap().to_string_lossy().into_owned();
    assert!(name.starts_with(&format!("lyceum_{VERSION}_")), "{name}");
    let listed = dpkg_deb("--contents", &package);
    for (mode, file) in [
        ("-rwxr-xr-x root/root", "./usr/bin/lyceum"),
        ("-rw-r--r-- root/root", "./usr/lib/systemd/system/lyceum.service"),
        ("-rw-r----- root/root", "./etc/lyceum/lyceum.toml"),
        ("-rw-r--r-- root/root", "./usr/share/doc/lyceum/nginx.conf"),
    ] {
        assert!(listed.lines().any(|line| line.starts_with(mode) && line.ends_with(file)), "{file} in {listed}");
    }
    let said = dpkg_deb("--info", &package);
    assert!(said.contains(&format!("Version: {VERSION}\n")), "{said}");
    let depends = said.lines().find(|line| line.trim().starts_with("Depends:")).unwrap();
    let oldest = depends.split_once("libc6 (>= 2.").and_then(|(_, rest)| rest.split_once(')')).map(|(minor, _)| minor);
    assert!(oldest.is_some_and(|minor| minor.parse::<u32>().is_ok_and(|minor| minor >= 34)), "{depends}");

    let root = folder.path().join("root");
    let unpacked = Command::new("dpkg-deb").arg("-x").arg(&package).arg(&root).status().unwrap();
    assert!(unpacked.success());
    let unit = fs::read_to_string(root.join("usr/lib/systemd/system/lyceum.service")).unwrap();
    let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
    let words = start.split(' ').map(|word| match word.strip_prefix('/') {
        Some(path) => root.join(path).into_os_string(),
        None => word.into(),
    });
    let words: Vec<_> = words.collect();
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]);
    let data = folder.path().join("data");
    let started = Started::start(command, &data);
    // A check that fails is told to whoever reads what has the priority of an error.
    fs::rename(data.join("private"), data.join("aside")).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert!(started.ask("/readyz").starts_with("HTTP/1.1 503"));
    fs::rename(data.join("aside"), data.join("private")).unwrap();
    let log = started.log();
    for (priority, level) in [("<6>", "\"INFO\""), ("<3>", "\"ERROR\"")] {
        let lines: Vec<_> = log.lines().filter(|line| line.contains(level)).collect();
        assert!(!lines.is_empty(), "{log}");
        for line in lines {
            let json = line.strip_prefix(priority).unwrap_or_else(|| panic!("no {priority}: {line}"));
            assert!(serde_json::from_str::<serde_json::Value>(json).is_ok(), "{line}");
        }
    }
    started.stop();
}

/// A machine on which a script of the package runs: the programs that it calls only note that they were called.
struct Machine(tempfile::TempDir);

impl Machine {
    fn new() -> Self {
        let machine = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(machine.0.path().join("run/systemd/system")).unwrap();
        for program in ["getent", "adduser", "install", "chgrp", "chmod", "rm", "systemctl"] {
            machine.answer(program, "exit 0");
        }
        machine
    }

    /// Sets what a program does after it has noted its call.
    fn answer(&self, program: &str, then: &str) {
        let log = self.0.path().join("calls");
        let file = self.0.path().join(program);
        fs::write(&file, format!("#!/bin/sh\necho \"{program} $*\" >>{}\n{then}\n", log.display())).unwrap();
        assert!(Command::new("chmod").arg("755").arg(&file).status().unwrap().success());
    }

    /// Runs a script as dpkg does; gives what it asked systemd for.
    fn runs(&self, script: &str, arguments: &[&str]) -> Vec<String> {
        let run = self.0.path().join("run/systemd/system");
        let words = text(&format!("debian/{script}")).replace("/run/systemd/system", &run.display().to_string());
        let _ = fs::remove_file(self.0.path().join("calls"));
        let mut shell = Command::new("/bin/sh");
        let told = shell.env("PATH", self.0.path()).args(["-c", &words, script]).args(arguments).output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        let calls = fs::read_to_string(self.0.path().join("calls")).unwrap_or_default();
        calls.lines().filter_map(|line| line.strip_prefix("systemctl ")).map(str::to_owned).collect()
    }
}

#[test]
fn a_first_installation_starts_the_site_and_an_upgrade_leaves_stopped_what_was() {
    let machine = Machine::new();
    let first = machine.runs("postinst", &["configure", ""]);
    assert!(first.contains(&"enable lyceum.service".into()), "{first:?}");
    assert!(first.iter().any(|call| call.ends_with("start lyceum.service")), "{first:?}");
    let begins = machine.runs("prerm", &["upgrade", "0.2.0"]);
    assert!(begins.is_empty(), "one that ran goes on until its successor is there: {begins:?}");
    let upgraded = machine.runs("postinst", &["configure", "0.1.0"]);
    // try-restart restarts what runs, and nothing else.
    assert_eq!(upgraded[..2], ["daemon-reload", "try-restart lyceum.service"], "{upgraded:?}");
    assert!(upgraded[2..].iter().all(|call| call.starts_with("--quiet is-active")), "{upgraded:?}");
    let removed = machine.runs("prerm", &["remove"]);
    assert_eq!(removed, ["stop lyceum.service", "disable lyceum.service"]);
}

#[test]
fn a_shell_can_read_every_script() {
    for script in ["build", "postinst", "prerm", "postrm"] {
        let read = Command::new("bash").arg("-n").arg(deploy("debian").join(script)).status().unwrap();
        assert!(read.success(), "a shell cannot read {script}");
    }
}
