//! `lyceum audit verify`, as somebody types it.

use std::process::{Command, Output};

use diesel::connection::SimpleConnection;
use lyceum::audit::{kept, seal};

use super::chain::lines;
use crate::support::TestSite;

fn verify(site: &TestSite, flags: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
    command.args(["audit", "verify", "--data"]).arg(site.folder()).args(flags).current_dir(site.folder());
    command.env("LYCEUM_DATABASE__URL", &site.config.database.url).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[actix_web::test]
async fn the_command_says_which_line_is_wrong_and_ends_with_one_and_with_nought_where_none_is() {
    let site = TestSite::with(|settings| settings.is_audited = false).await;
    let house = site.institution("northfield").await;
    lines(&site, &house, 9).await;
    let waits = verify(&site, &[]);
    assert!(waits.status.success() && waits.stdout.is_empty(), "{waits:?}");
    assert!(said(&waits.stderr).contains("10 waiting for theirs"), "{waits:?}");
    seal::seal(&site).await.unwrap();
    let whole = verify(&site, &[]);
    assert!(whole.status.success() && whole.stdout.is_empty(), "{whole:?}");
    assert_eq!(said(&whole.stderr), "10 lines sealed, the details of 0 erased; 0 faults\n");

    let altered = "UPDATE audit SET verb = 'members.add' WHERE number = 5; DELETE FROM audit WHERE number = 8";
    site.db.write(move |conn| Ok(conn.batch_execute(altered)?)).await.unwrap();
    let faulty = verify(&site, &[]);
    assert_eq!(faulty.status.code(), Some(1), "{faulty:?}");
    let told = said(&faulty.stdout);
    let told: Vec<&str> = told.lines().collect();
    assert!(told[0].starts_with("5\t") && told[0].ends_with("is not what was written"), "{told:?}");
    assert_eq!(&told[1..], ["8\t-\tthere is no such line any more"]);

    let json = verify(&site, &["--json"]);
    assert!(json.status.code() == Some(1) && json.stderr.is_empty(), "{json:?}");
    let told: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((told["sealed"].as_u64(), told["kept"].as_i64()), (Some(9), Some(10)));
    assert_eq!(
        (told["faults"][0]["what"].as_str(), told["faults"][1]["what"].as_str()),
        (Some("altered"), Some("removed"))
    );
}

#[actix_web::test]
async fn the_command_says_what_it_cannot_know() {
    let site = TestSite::new().await;
    let house = site.institution("northfield").await;
    lines(&site, &house, 2).await;
    seal::seal(&site).await.unwrap();
    let file = kept::file(site.folder());
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let unkept = verify(&site, &[]);
    assert!(unkept.status.success() && said(&unkept.stderr).contains("would not be missed"), "{unkept:?}");
    std::fs::write(&file, "newest 3 aa bb\n").unwrap();
    let forged = verify(&site, &[]);
    assert!(forged.status.code() == Some(1) && said(&forged.stdout).contains("was changed"), "{forged:?}");
    std::fs::write(&file, text).unwrap();
    let key = site.folder().join("secret.key");
    std::fs::rename(&key, site.folder().join("elsewhere")).unwrap();
    let keyless = verify(&site, &[]);
    assert!(keyless.status.code() == Some(1) && !key.exists(), "{keyless:?}");
    assert!(said(&keyless.stderr).contains("by which the audit is sealed"), "{keyless:?}");
    std::fs::rename(site.folder().join("elsewhere"), &key).unwrap();
}
