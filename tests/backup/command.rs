//! The commands, as somebody types them.

use std::path::Path;
use std::process::{Command, Output};

fn lyceum(folder: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lyceum")).args(line.split(' ')).current_dir(folder).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_site_is_backed_up_and_restored_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let run = |line: &str| lyceum(folder, line);
    let nowhere = run("backup none.backup --data nowhere");
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(said(&nowhere).contains("there is no site in nowhere") && !folder.join("nowhere").exists());
    for line in [
        "institution add north --name North --host north.localhost --data old",
        "board add --institution north --slug help --name Help --audience public --data old",
        "rebuild --data old",
    ] {
        assert!(run(line).status.success(), "{line}");
    }
    let taken = run("backup site.backup --data old");
    assert!(taken.status.success() && said(&taken).contains("old/secret.key"), "{taken:?}");
    assert_eq!(run("backup site.backup --data old").status.code(), Some(1), "it is there already");
    let again = run("backup site.backup --yes --json --data old");
    let told: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!((told["engine"].as_str(), told["format"].as_u64()), (Some("sqlite"), Some(1)));
    assert!(again.stderr.is_empty(), "no bar where nobody looks: {again:?}");

    assert!(run("restore site.backup --dry-run --data new").status.success() && !folder.join("new").exists());
    std::fs::write(folder.join("words"), "no backup").unwrap();
    assert_eq!(run("restore words --data new").status.code(), Some(1));
    assert!(!folder.join("new").exists(), "what is refused writes nothing");
    assert_eq!(run("restore --data new").status.code(), Some(2));

    let restored = run("restore site.backup --data new");
    assert!(restored.status.success() && said(&restored).contains("0 faults"), "{restored:?}");
    let told = said(&restored);
    assert!(told.contains("Everybody is signed out.") && told.contains("taken away are back"), "{told}");
    assert!(run("verify --data new").status.success());
    let audit = run("audit verify --data new");
    assert!(audit.status.success(), "whoever restores vouches for the chain, under the new secret: {audit:?}");
    assert!(folder.join("new/public/north/b/help/index.html").exists());
    let over = run("restore site.backup --data new");
    assert_eq!(over.status.code(), Some(1));
    std::fs::remove_dir_all(folder.join("new/public")).unwrap();
    std::fs::remove_dir_all(folder.join("new/private")).unwrap();
    assert!(said(&run("restore site.backup --data new")).contains("this site has institutions (north)"));
}

#[test]
fn a_place_that_cannot_be_used_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let run = |line: &str| lyceum(folder, line);
    assert!(run("institution add north --name North --host north.localhost --data old").status.success());
    assert!(run("backup site.backup --data old").status.success());
    std::fs::write(folder.join("words"), "a file").unwrap();
    for (line, told) in [
        ("backup nowhere/x.backup --data old", "there is no folder nowhere; make it, or name another file"),
        ("backup words/x.backup --data old", "words is no folder; name another file"),
        ("backup --yes old --data old", "old is a folder; name a file in it"),
        ("restore site.backup --data words", "the data folder words cannot be used"),
        ("restore site.backup --data /proc/x1", "the data folder /proc/x1 cannot be used"),
    ] {
        let output = run(line);
        assert!(output.status.code() == Some(1) && said(&output).contains(told), "{line}: {output:?}");
    }
}

#[test]
fn whoever_restores_a_damaged_backup_is_sent_to_an_older_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(lyceum(folder, "institution add north --name North --host north.localhost --data old").status.success());
    assert!(lyceum(folder, "backup site.backup --data old").status.success());
    let bytes = std::fs::read(folder.join("site.backup")).unwrap();
    std::fs::write(folder.join("site.backup"), &bytes[..bytes.len() / 2]).unwrap();
    for line in ["restore site.backup --data new", "restore site.backup --dry-run --data new"] {
        let told = said(&lyceum(folder, line));
        assert!(told.contains("lyceum: site.backup is damaged: "), "{told}");
        assert!(told.ends_with("; use an older one; lyceum restore --dry-run FILE checks each\n"), "{told}");
    }
}
