//! Files that are none, and the command that takes one in.

use std::process::Command;

use lyceum::error::Error;
use lyceum::intake::import::Order;
use lyceum::intake::sheet::{self, LARGEST, MOST};
use serde_json::Value;

use super::{HEAD, order, take, told};
use crate::support::Scene;

/// Why a file is refused as a whole.
fn why(error: Error) -> &'static str {
    match error {
        Error::Invalid(problems) => problems.0[0].1.key,
        other => panic!("{other}"),
    }
}

#[actix_web::test]
async fn a_file_that_is_none_is_refused_as_a_whole() {
    let scene = Scene::new().await;
    let row = |number: usize| format!("s{number},Somebody,s{number}@old.example,,,\n");
    let most: String = (0..MOST).map(row).collect();
    assert_eq!(sheet::read(format!("{HEAD}{most}").as_bytes(), &[]).unwrap().len(), MOST);
    let mapped = |column: &str, called: &str| vec![(column.to_owned(), called.to_owned())];
    for (file, map, expected) in [
        (format!("{HEAD}{most}{}", row(MOST)), vec![], "intake-too-many"),
        (format!("{HEAD}{}", "x".repeat(LARGEST)), vec![], "intake-too-large"),
        (String::new(), vec![], "intake-empty"),
        ("\n\n".into(), vec![], "intake-empty"),
        ("name,email\nPia,pia@old.example\n".into(), vec![], "intake-column"),
        ("external_id,email\ns1,pia@old.example\n".into(), vec![], "intake-column"),
        ("external_id;name;email\ns1;Pia;pia@old.example\n".into(), vec![], "intake-column"),
        (
            format!("{HEAD}s1,\"Pia,pia@old.example,,,\n{}s3,\"Nia\",n@old.example,,,\n", row(2)),
            vec![],
            "intake-quotation",
        ),
        (format!("{HEAD}s1,Pia,pia@old.example,,,\"\n{}", row(2)), vec![], "intake-quotation"),
        (
            format!("{}note\ns1,Pia,p@old.example,,,,\"x\ns2,Nia,n@old.example,,,,y\n", HEAD.replace('\n', ",")),
            vec![],
            "intake-quotation",
        ),
        (format!("{HEAD}{}", row(1)), mapped("cohort", "Course"), "intake-column"),
    ] {
        let refused = take(&scene, Order { map, ..order(&scene) }, file.as_bytes()).await;
        assert_eq!(why(refused.unwrap_err()), expected, "{:.40}", file);
    }
    assert!(scene.site.roster.member_named(scene.house.id, "somebody").is_none());
    // An address over three lines, in a column that is not read, is no row.
    let file = format!("{}note\ns1,Pia,p@old.example,,,,\"2, The Mews\nNorthfield\n\"\n", HEAD.replace('\n', ","));
    assert_eq!(told(&take(&scene, order(&scene), file.as_bytes()).await.unwrap()), ["2 added"]);
}

#[test]
fn a_command_takes_a_file_in_as_the_university_writes_it() {
    let folder = tempfile::tempdir().unwrap();
    let types = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
        command.args(arguments).args(["--data", "data"]).current_dir(folder.path()).output().unwrap()
    };
    types(&["institution", "add", "north", "--name", "North", "--host", "north.localhost"]);
    types(&["cohort", "add", "--institution", "north", "--slug", "spring", "--name", "Spring"]);
    let file = "Student ID,given,family,E-Mail,cohort,role\n007,Pia,Obi,pia@old.example,spring,mentee\n8,Nia,,x,,\n";
    std::fs::write(folder.path().join("list.csv"), file).unwrap();
    let import = |more: &[&str]| {
        let named = ["--map", "external_id=Student ID", "--map", "email=e-mail", "--institution", "north"];
        types(&[&["member", "import", "list.csv"][..], &named, more].concat())
    };
    let told = |output: std::process::Output| {
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let dry = told(import(&["--dry-run", "--json"]));
    assert_eq!([&dry["added"], &dry["refused"], &dry["rows"][0]["line"]], [1, 1, 2]);
    let list = |columns: &[&str]| String::from_utf8(types(columns).stdout).unwrap();
    assert_eq!(list(&["member", "list", "--institution", "north"]), "", "a dry run writes nothing");
    let said = String::from_utf8(import(&[]).stdout).unwrap();
    assert_eq!(said, "2\tadded\t007\t\n3\trefused\t8\tWrite an address such as name@example.org\n");
    assert_eq!(list(&["member", "list", "--institution", "north"]), "pia-obi\tPia Obi\tspring:mentee\n");
    assert_eq!(told(import(&["--json"]))["unchanged"], 1);
    let asked = import(&["--leavers"]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&asked.stderr).contains("--leavers: Whoever is not in the file will be shut out."));
    assert_eq!(told(import(&["--leavers", "--yes", "--json"]))["left"], 0);
    let wrong = types(&["member", "import", "list.csv", "--institution", "north", "--map", "shoe=Size"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(types(&["verify"]).status.code(), Some(0));
}
