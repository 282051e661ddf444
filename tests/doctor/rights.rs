//! The doctor and the rights on files, asked by somebody who is not root.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;

use super::Patient;

#[actix_web::test]
async fn a_database_that_may_only_be_read_is_a_matter_of_rights() {
    let patient = Patient::new().await;
    let database = patient.path("lyceum.db");
    if !database.exists() {
        return;
    }
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_lyceum"));
    // Nothing is closed to root: then it is nobody who asks, in a folder of their own.
    if fs::metadata(&database).unwrap().uid() == 0 {
        let program = patient.path("program");
        fs::copy(env!("CARGO_BIN_EXE_lyceum"), &program).unwrap();
        command = std::process::Command::new(program);
        command.uid(65_534).gid(65_534);
        for name in ["", "private", "public", "files", "secret.key", "lyceum.db-wal", "lyceum.db-shm"] {
            let path = patient.path(name);
            if path.exists() {
                chown(path, Some(65_534), Some(65_534)).unwrap();
            }
        }
    }
    fs::set_permissions(&database, fs::Permissions::from_mode(0o444)).unwrap();
    command.arg("doctor").arg("--json").arg("--data").arg(patient.folder.path()).current_dir("/");
    let told: serde_json::Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let findings = told["findings"].as_array().unwrap();
    let found: Vec<_> = findings.iter().filter(|finding| finding["check"] == "database").collect();
    assert_eq!(found.len(), 1, "{told:#}");
    assert!(found[0]["what"].as_str().unwrap().contains("cannot be written"), "{told:#}");
    let mend = found[0]["mend"].as_str().unwrap();
    assert!(mend.contains("chown") && !mend.contains("restore"), "{mend}");
}
