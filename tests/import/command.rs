//! The command, as somebody types it.

use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::mail;

fn lyceum(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lyceum"))
        .args(arguments)
        .args(["--data", "data"])
        .current_dir(folder)
        .output()
        .unwrap()
}

fn import(folder: &Path, more: &[&str]) -> Output {
    lyceum(folder, &[&["import", "mbox", "--institution", "north", "--board", "help"], more].concat())
}

/// A folder with a site, a board and an archive of two mails.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let house = ["institution", "add", "north", "--name", "North", "--host", "north.localhost"];
    assert!(lyceum(folder.path(), &house).status.success());
    let board = ["board", "add", "--institution", "north", "--slug", "help", "--name", "Help", "--audience", "public"];
    assert!(lyceum(folder.path(), &board).status.success());
    std::fs::write(folder.path().join("list.mbox"), mail(1, "a", "Subject: x") + &mail(2, "b", "In-Reply-To: <a>"))
        .unwrap();
    folder
}

#[test]
fn the_json_has_the_numbers_and_nothing_else() {
    let folder = folder();
    for (added, existing) in [(2, 0), (0, 2)] {
        let output = import(folder.path(), &["--json", "list.mbox"]);
        assert!(output.status.success(), "{output:?}");
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let number = |name: &str| told[name].as_u64().unwrap();
        assert_eq!((number("read"), number("added"), number("existing"), number("skipped")), (2, added, existing, 0));
        assert!(output.stderr.is_empty(), "no bar where nobody looks: {output:?}");
    }
}

#[test]
fn the_table_says_what_was_skipped_and_why() {
    let folder = folder();
    let bad = "From list at example.org  Tue May  5 10:11:12 2015\nX-Nothing: here\n\nno mail\n\n";
    std::fs::write(folder.path().join("bad.mbox"), bad).unwrap();
    let output = import(folder.path(), &["list.mbox", "bad.mbox"]);
    assert!(output.status.success());
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>().join(" ");
    let table: Vec<String> = String::from_utf8(output.stdout).unwrap().lines().map(words).collect();
    assert_eq!(table[..5], ["Read 3", "Added 2", "Already there 0", "Skipped 1", "not a mail 1"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("bad.mbox, message 1"));
}

#[test]
fn a_board_that_does_not_exist_is_refused_with_the_command_that_makes_it() {
    let folder = folder();
    let output = lyceum(folder.path(), &["import", "mbox", "--institution", "north", "--board", "nope", "list.mbox"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("lyceum board add --institution north --slug nope"), "{told}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_path_where_nothing_is_and_a_packed_archive_are_faults() {
    let folder = folder();
    let output = import(folder.path(), &["list.mbox", "missing.mbox"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("There is nothing at missing.mbox"));

    std::fs::write(folder.path().join("list.tar.xz"), b"\xfd7zXZ\0 and so on").unwrap();
    let output = import(folder.path(), &["--json", "list.tar.xz", "list.mbox"]);
    assert_eq!(output.status.code(), Some(1), "something was left out");
    assert!(String::from_utf8(output.stderr).unwrap().contains("list.tar.xz is a packed archive"));
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((told["added"].as_u64(), told["skips"][0]["reason"].as_str()), (Some(2), Some("packed")));
}
