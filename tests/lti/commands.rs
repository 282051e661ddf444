//! `lyceum lti`, as an operator types it.

use std::process::{Command, Output};

use serde_json::Value;

fn types(folder: &std::path::Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
    command.args(line.split_whitespace()).args(["--data", "data"]).current_dir(folder).output().unwrap()
}

#[test]
fn an_operator_adds_a_platform_maps_a_course_and_lists_both() {
    let folder = tempfile::tempdir().unwrap();
    let does = |line: &str| {
        let output = types(folder.path(), line);
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    does("institution add north --name North --host north.localhost");
    does("cohort add --institution north --slug spring --name Spring");
    let add = "lti add moodle --institution north --name Moodle --issuer https://moodle.example --client-id Xy \
               --authorization-url https://moodle.example/auth --token-url https://moodle.example/token \
               --keys-url https://moodle.example/keys --deployment 1";
    does(add);
    assert_eq!(types(folder.path(), add).status.code(), Some(2), "once is enough");
    let map = "lti map moodle --institution north --course 42 --cohort spring --instructor mentor --learner mentee";
    assert_eq!(does(map), "42 gives places in spring\n");
    let listed: Value = serde_json::from_str(&does("lti list --institution north --json")).unwrap();
    let course = &listed[0]["courses"][0];
    assert_eq!((&listed[0]["slug"], &listed[0]["deployments"][0]), (&"moodle".into(), &"1".into()));
    assert_eq!(
        (&course["course"], &course["cohort"], &course["learner"]),
        (&"42".into(), &"spring".into(), &"mentee".into())
    );
    does("lti change moodle --institution north --deployment 1 --deployment 2");
    for (code, line) in [
        (1, "lti map moodle --institution north --course 42"),
        (1, "lti map moodle --institution north --course 42 --deployment 3"),
        (2, "lti map moodle --institution north --course 42 --deployment 1 --cohort spring --learner coordinator"),
        (1, "lti switch canvas --institution north --off"),
    ] {
        assert_eq!(types(folder.path(), line).status.code(), Some(code), "{line}");
    }
    does("lti map moodle --institution north --course 42 --deployment 1");
    does("lti switch moodle --institution north --off");
    assert!(does("lti list --institution north").contains("moodle\toff\thttps://moodle.example\t42 (): nothing yet"));
}
