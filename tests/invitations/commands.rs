//! `lyceum invitation`: the same from the command line.

use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A folder with a site in which Northfield is, and the cohort Spring.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.does("institution add north --name North --host north.localhost");
        desk.does("cohort add --institution north --slug spring --name Spring");
        desk
    }

    fn types(&self, line: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
        command.args(line.split_whitespace()).args(["--data", "data"]).current_dir(self.0.path()).output().unwrap()
    }

    #[track_caller]
    fn does(&self, line: &str) -> String {
        let output = self.types(line);
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    fn fails(&self, code: i32, line: &str) -> String {
        let output = self.types(line);
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn invitations_are_made_listed_and_taken_back_by_commands() {
    let desk = Desk::new();
    let add = "invitation add --institution north --cohort spring";
    let link = desk.does(&format!("{add} --role coordinator"));
    assert!(link.starts_with("http://north.localhost:8080/invitations/"), "{link}");
    let word: Value =
        serde_json::from_str(&desk.does(&format!("{add} --role mentee --word --uses 30 --json"))).unwrap();
    assert_eq!(word["secret"].as_str().unwrap().split('-').count(), 5, "{word}");
    let said = desk.fails(2, &format!("{add} --role coordinator --word"));
    assert!(said.contains("--role: Choose one of these"), "{said}");
    let said = desk.fails(2, &format!("{add} --role mentor --days 181"));
    assert!(said.contains("--days: Write a number of days from 1 to 180"), "{said}");
    let said = desk.fails(2, &format!("{add} --role mentor --email nia@old.example"));
    assert!(said.contains("--email: Letters cannot be sent here"), "{said}");
    desk.fails(2, &format!("{add} --role moderator"));
    let id = word["id"].as_str().unwrap();
    assert_eq!(desk.does(&format!("invitation revoke {id} --institution north")), format!("{id} is taken back\n"));
    let said = desk.fails(1, &format!("invitation revoke {id} --institution north"));
    assert!(said.contains("This invitation is over already"), "{said}");
    let said = desk.fails(1, "invitation revoke nothing --institution north");
    assert!(said.contains("there is no invitation nothing"), "{said}");
    let list: Value = serde_json::from_str(&desk.does("invitation list --institution north --json")).unwrap();
    let told = |row: &Value| {
        [&row["cohort"], &row["kind"], &row["role"], &row["state"]].map(|cell| cell.as_str().unwrap().to_owned())
    };
    let rows: Vec<_> = list.as_array().unwrap().iter().map(told).collect();
    assert_eq!(rows, [["spring", "word", "mentee", "revoked"], ["spring", "link", "coordinator", "open"]]);
    assert_eq!((list[0]["most"].as_i64(), list[1]["uses"].as_i64()), (Some(30), Some(0)));
    assert!(!list.to_string().contains(link.trim().rsplit('/').next().unwrap()), "a secret is shown once");
}
