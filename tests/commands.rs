//! Commands, as somebody types them: what they say, and how they end.

use std::path::Path;
use std::process::{Command, Output};

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use lyceum::error::Error;
use tempfile::TempDir;

/// A folder in which somebody types commands.
struct Desk(TempDir);

impl Desk {
    /// With a site in which Northfield is, and Ruth.
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.does("institution add north --name North --host north.localhost");
        desk.does("member add --institution north --name Ruth --email ruth@north.example");
        desk
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn types(&self, line: &str) -> Output {
        self.command(line).args(["--data", "data"]).output().unwrap()
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
        command.args(line.split_whitespace()).current_dir(self.folder());
        command
    }

    /// A command that is done; gives what it printed.
    #[track_caller]
    fn does(&self, line: &str) -> String {
        let output = self.types(line);
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// A command that ends with `code` and prints no result; gives what it said instead.
    #[track_caller]
    fn fails(&self, code: i32, line: &str) -> String {
        let output = self.types(line);
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
        assert!(output.stdout.is_empty(), "{line}: {output:?}");
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn wrong_use_is_told_from_failure_by_the_code() {
    let desk = Desk::new();
    for (line, told) in [
        ("member add --institution north --name Tom --email nowhere", "--email: Write an address"),
        ("member grant --institution north --member ruth --role member", "coordinator, moderator, admin"),
        ("cohort add --institution north --slug s --name S --state over", "planned, running, closed, archived"),
        ("cohort add --institution north --slug s --name S --starts May", "--starts: Write the day"),
        ("cohort add --institution north --slug A! --name S", "--slug: Use small letters"),
        ("institution add South! --name South --host south.localhost", " SLUG: Use small letters"),
        ("institution add south --name South --host a/b", "--host: Write a host name"),
        (
            "institution add south --name South --host south.localhost --contact-address help",
            "--contact-address: Write an address such as help@example.org",
        ),
        ("board add --institution north --slug b --name B --audience cohorts", "--cohort: Name the cohort"),
    ] {
        let said = desk.fails(2, line);
        assert!(said.contains(told), "{line}: {said}");
    }
    let said = desk.fails(1, "board list --institution south");
    assert!(said.contains("lyceum institution list"), "{said}");
}

#[test]
fn what_was_done_is_said_in_a_line() {
    let desk = Desk::new();
    assert_eq!(desk.does("cohort add --institution north --slug spring --name Spring"), "cohort spring added\n");
    let said = desk.does("cohort enrol --institution north --cohort spring --member ruth --role moderator");
    assert_eq!(said, "ruth is now moderator in spring\n");
    let said = desk.does("board add --institution north --slug hall --name Hall --audience public");
    assert_eq!(said, "board hall added; it can be read by everyone on the web\n");
    let said = desk.does("board kind --institution north --board hall --kind questions --slow 3 --per day");
    assert_eq!(said, "board hall (questions) changed; it can be read by everyone on the web\n");
    desk.fails(2, "board kind --institution north --board hall --kind questions --slow 3");
    desk.fails(2, "board kind --institution north --board hall --kind answers");
    assert_eq!(
        desk.does("board kind --institution north --board hall"),
        "board hall changed; it can be read by everyone on the web\n"
    );
    desk.fails(2, "board audience --institution north --board hall --audience cohorts");
    let said = desk.does("board audience --institution north --board hall --audience cohorts --cohort spring");
    assert_eq!(said, "board hall changed; it can be read by the people of spring\n");
    let said = desk.does("member grant --institution north --member ruth --role admin");
    assert_eq!(said, "ruth is now admin\n");
    let said = desk.does("member add --institution north --name Tom --email tom@north.example --json");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&said).unwrap()["username"], "tom");
    assert_eq!(desk.does("migrate --json"), "[]\n");
    desk.does("verify");
}

#[test]
fn nobody_who_is_kept_out_gets_a_link_to_come_in() {
    let desk = Desk::new();
    let link = desk.does("member sign-in-link --institution north --member ruth");
    assert!(link.starts_with("http://north.localhost:8080/sign-in/link/"), "{link}");
    let said = desk.fails(1, "member reset-second-factor --institution north --member ruth");
    assert!(said.contains("Ruth has neither a second factor nor a passkey"), "{said}");
    desk.does("member suspend --institution north --member ruth --why asked");
    for line in ["member sign-in-link", "session new"] {
        let said = desk.fails(1, &format!("{line} --institution north --member ruth"));
        assert!(said.contains("ruth cannot be signed in"), "{said}");
    }
}

#[test]
fn a_data_folder_that_cannot_be_is_named() {
    let desk = Desk(tempfile::tempdir().unwrap());
    std::fs::write(desk.folder().join("data"), "a file").unwrap();
    for line in ["institution list", "migrate"] {
        let said = desk.fails(1, line);
        assert!(said.contains("the data folder data cannot be used") && said.contains("--data DIR"), "{said}");
    }
}

#[test]
fn a_mistyped_folder_does_not_become_a_site() {
    let desk = Desk(tempfile::tempdir().unwrap());
    let lines = [
        "verify",
        "rebuild",
        "institution list",
        "cohort list --institution north",
        "board list --institution north",
        "member list --institution north",
        "session new --institution north --member ruth",
        "import mbox --institution north --board b archive",
        "backup site.backup",
    ];
    for line in lines {
        let said = desk.fails(1, line);
        assert!(said.contains("there is no site in data; say where it is: --data DIR"), "{line}: {said}");
        assert!(!desk.folder().join("data").exists(), "{line} made one");
    }
    std::fs::create_dir(desk.folder().join("data")).unwrap();
    std::fs::write(desk.folder().join("lyceum.toml"), "[database]\nurl = \"sqlite://elsewhere.db\"\n").unwrap();
    for line in lines {
        let said = desk.fails(1, line);
        assert!(said.contains("there is no database elsewhere.db; name the right one in database.url"), "{said}");
    }
    assert!(std::fs::read_dir(desk.folder().join("data")).unwrap().next().is_none());
}

#[test]
fn a_full_disk_is_named_with_what_to_do() {
    let desk = Desk::new();
    let full = "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";
    let mut conn = SqliteConnection::establish(desk.folder().join("data/lyceum.db").to_str().unwrap()).unwrap();
    conn.batch_execute(full).unwrap();
    let said = desk.fails(1, "session new --institution north --member ruth");
    assert_eq!(
        said.lines().last(),
        Some("lyceum: the disk that holds data/lyceum.db is full; make room and run it again")
    );
    assert_eq!(Error::Full.to_string(), "the disk is full");
}

#[test]
fn a_database_that_cannot_be_opened_is_named_with_what_to_do() {
    let desk = Desk(tempfile::tempdir().unwrap());
    std::fs::create_dir(desk.folder().join("data")).unwrap();
    std::fs::write(desk.folder().join("data/lyceum.db"), "no database at all, ".repeat(500)).unwrap();
    for line in ["serve", "migrate", "verify", "backup site.backup"] {
        let said = desk.fails(1, line);
        let told = "lyceum: the database data/lyceum.db cannot be opened: file is not a database; ";
        assert!(said.starts_with(told) && said.contains("lyceum doctor"), "{line}: {said}");
    }
    std::fs::write(desk.folder().join("lyceum.toml"), "[database]\nurl = \"postgres://x@127.0.0.1:1/x\"\n").unwrap();
    for line in ["serve", "backup site.backup"] {
        let said = desk.fails(1, line);
        assert!(said.starts_with("lyceum: the database of database.url does not answer: "), "{line}: {said}");
        assert!(said.ends_with("; look whether it runs, or run lyceum doctor\n"), "{line}: {said}");
        assert_eq!((said.lines().count(), said.contains("timed out waiting")), (1, false), "{line}: {said}");
    }
}

#[test]
fn every_noun_helps_with_an_example() {
    let desk = Desk(tempfile::tempdir().unwrap());
    for noun in ["demo", "institution", "cohort", "board", "member", "session", "import", "config"] {
        let help = desk.does(&format!("{noun} --help"));
        assert!(help.contains(&format!("Example: lyceum {noun} ")), "{help}");
    }
}

#[test]
fn a_broken_configuration_is_named_by_its_place_with_the_mend() {
    let desk = Desk(tempfile::tempdir().unwrap());
    for (text, told) in [
        (
            "data = \"x\"\n\n[server]\nworker = 3\n",
            "line 4: there is no setting server.worker; do you mean server.workers?",
        ),
        (
            "[server]\nlisten = \"1\"\nworkers = \"many\"\n",
            "line 3: server.workers is string \"many\"; it has to be a whole",
        ),
        ("[zebra]\n", "line 1: there is no setting zebra; there are data, server"),
        ("[server]\nworkers = 0\n", "line 2: server.workers is 0; write 1 or more, such as workers = 2"),
        ("[server]\nworkers = -1\n", "line 2: server.workers is -1; it has to be a whole number, 0 or more"),
        ("[backup]\nhour = 300\n", "line 2: backup.hour is 300; it has to be an hour from 0 to 23, in UTC"),
        (
            "[sign_in]\nsecond_factor = \"all\"\n",
            "line 2: sign_in.second_factor is \"all\"; write one of staff, everybody, chosen",
        ),
        ("[sign_in]\nsession_days = 0\n", "line 2: sign_in.session_days is 0; write a number of days from 1 to 90"),
        ("[sign_in]\nrules_days = 0\n", "line 2: sign_in.rules_days is 0; write a number of days from 1 to 366"),
        (
            "[sign_in]\nstaff_rules_days = 91\n",
            "line 2: sign_in.staff_rules_days is 91; write a number of days from 1 to 90",
        ),
        ("[sign_in]\nsession_days = 91\n", "line 2: sign_in.session_days is 91; write a number of days from 1 to 90"),
        ("[files]\nfile_mib = 0\n", "line 2: files.file_mib is 0; write a number from 1 to 100"),
        ("[files]\nclamd_away = \"x\"\n", "line 2: files.clamd_away is \"x\"; write one of hold, accept"),
        ("[backup]\nhour = 24\n", "line 2: backup.hour is 24; write an hour from 0 to 23, in UTC"),
        ("[fetch]\ninternal_hosts = \"a\"\n", "line 2: fetch.internal_hosts is string \"a\"; it has to be a list"),
        (
            "[fetch]\ninternal_hosts = [\"idp.campus.internal\", \"https://a.example\"]\n",
            "line 2: fetch.internal_hosts has \"https://a.example\", which is no host; write one such as idp.campus",
        ),
        (
            "[mail]\nfrom = \"nonsense\"\n",
            "line 2: mail.from is \"nonsense\", which is no address; write one such as Lyceum <no-reply@example.org>",
        ),
    ] {
        std::fs::write(desk.folder().join("lyceum.toml"), text).unwrap();
        let said = desk.fails(1, "config show");
        assert!(said.contains("lyceum.toml, ") && said.contains(told), "{said}");
    }
    std::fs::remove_file(desk.folder().join("lyceum.toml")).unwrap();
    for (variable, told) in [
        ("LYCEUM_SERVER__WORKERS", "LYCEUM_SERVER__WORKERS is string \"many\""),
        ("LYCEUM_SERVER__WORKER", "there is no setting LYCEUM_SERVER__WORKER; do you mean LYCEUM_SERVER__WORKERS?"),
    ] {
        let output = desk.command("config show").env(variable, "many").output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && said.contains(told), "{said}");
    }
}

#[test]
fn a_setting_that_no_site_can_start_with_stops_it_with_a_sentence() {
    let desk = Desk(tempfile::tempdir().unwrap());
    for (variable, value) in [("LYCEUM_SERVER__WORKERS", "0"), ("LYCEUM_MAIL__FROM", "nonsense")] {
        for line in ["serve --listen 127.0.0.1:0", "doctor"] {
            let output = desk.command(line).args(["--data", "data"]).env(variable, value).output().unwrap();
            // What the doctor finds is a result; whatever else stops a command is talk.
            let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert_eq!(output.status.code(), Some(1), "{line}: {said}");
            assert!(said.contains(&format!("{variable}: ")) && said.contains("; write "), "{line}: {said}");
        }
    }
}

#[test]
fn a_secret_may_stand_in_a_file_that_the_settings_or_the_environment_name() {
    let desk = Desk(tempfile::tempdir().unwrap());
    let (smtp, toml) = (desk.folder().join("smtp"), desk.folder().join("lyceum.toml"));
    std::fs::write(&smtp, "smtps://lyceum:secret@mail.example\n").unwrap();
    std::fs::write(&toml, format!("[mail]\nsmtp_file = \"{}\"\n", smtp.display())).unwrap();
    let said = desk.does("config show --origin");
    let line = said.lines().find(|line| line.starts_with("mail.smtp = ")).unwrap();
    assert!(line.contains("smtps://…@mail.example") && line.ends_with("lyceum.toml, line 2"), "{line}");
    std::fs::write(&toml, "[mail]\nsmtp_file = \"gone\"\n[database]\nurl_file = \"\"\n").unwrap();
    let said = desk.fails(1, "config show");
    assert!(said.contains("lyceum.toml, line 2: mail.smtp_file names gone, which cannot be read"), "{said}");
    let named = desk.command("config show --origin").env("LYCEUM_MAIL__SMTP_FILE", &smtp).output().unwrap();
    let said = String::from_utf8(named.stdout).unwrap();
    let line = said.lines().find(|line| line.starts_with("mail.smtp = ")).unwrap();
    assert!(line.contains("…@mail.example") && line.ends_with("\tLYCEUM_MAIL__SMTP_FILE"), "{line}");
    assert!(!said.contains(":secret"), "{said}");
    std::fs::remove_file(&toml).unwrap();
    let named = desk.command("config show").env("LYCEUM_DATABASE__URL_FILE", "gone").output().unwrap();
    let said = String::from_utf8(named.stderr).unwrap();
    assert!(said.contains("LYCEUM_DATABASE__URL_FILE names gone, which cannot be read"), "{said}");
}

#[test]
fn a_configuration_that_is_not_there_stops_every_command() {
    let desk = Desk(tempfile::tempdir().unwrap());
    for line in ["config show", "institution list", "migrate", "serve"] {
        let said = desk.fails(1, &format!("{line} --config other.toml"));
        assert!(said.contains("--config names other.toml, which cannot be read"), "{said}");
    }
    assert!(!desk.folder().join("data").exists());
    std::fs::write(desk.folder().join("other.toml"), "[pages]\nnear = 3\n").unwrap();
    assert!(desk.does("config show --config other.toml").contains("pages.near = 3\n"));
}

#[test]
fn every_setting_says_where_it_comes_from() {
    let desk = Desk(tempfile::tempdir().unwrap());
    std::fs::write(desk.folder().join("lyceum.toml"), "[pages]\nnear = 3\n").unwrap();
    let output = desk.command("config show --origin --data d").env("LYCEUM_SERVER__WORKERS", "3").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    for line in
        ["data = \"d\"\t--data", "limits.writes_per_minute = 60\tdefault", "server.workers = 3\tLYCEUM_SERVER__WORKERS"]
    {
        assert!(said.lines().any(|one| one == line), "{line:?} in {said}");
    }
    let near = said.lines().find(|line| line.starts_with("pages.near = 3\t")).unwrap();
    assert!(near.ends_with("lyceum.toml, line 2"), "{near}");
    let plain = String::from_utf8(desk.command("config show").output().unwrap().stdout).unwrap();
    assert!(plain.lines().any(|line| line == "data = \"./data\""), "{plain}");
    let settings: serde_json::Value = serde_json::from_str(&desk.does("config show --json --origin")).unwrap();
    let near = settings.as_array().unwrap().iter().find(|setting| setting["key"] == "pages.near").unwrap();
    assert!(near["value"] == 3 && near["origin"].as_str().unwrap().ends_with("lyceum.toml, line 2"), "{near}");
    let plain: serde_json::Value = serde_json::from_str(&desk.does("config show --json")).unwrap();
    assert_eq!(plain["pages"]["near"], 3);
}

#[test]
fn a_database_across_a_network_is_refused_where_nothing_would_encrypt_the_way() {
    let told = |hosts: &str| lyceum::db::Address::parse(&format!("postgres://lyceum:secret@{hosts}/lyceum")).err();
    for near in ["", "localhost", "127.0.0.1:5432", "127.0.0.1:5432,127.0.0.1:5433", "[::1]", "%2Frun%2Fpostgresql"] {
        assert!(told(near).is_none(), "{near}");
    }
    for far in ["10.1.2.3", "127.0.0.1,10.1.2.3", "10.1.2.3,127.0.0.1"] {
        let told = told(far).unwrap().to_string();
        assert!(told.contains("names 10.1.2.3") && !told.contains("secret"), "{told}");
    }
    assert!(told("10.1.2.3").is_some() && told("10.1.2.3/x?sslmode=disable#").is_none());
}

#[test]
fn what_an_identity_system_may_is_set_up_by_commands() {
    let desk = Desk::new();
    desk.does("cohort add --institution north --slug spring --name Spring");
    let token = desk.does("scim token add --institution north --name Entra --days 90");
    assert!(token.starts_with("lyceum_scim_") && token.lines().count() == 1, "{token}");
    let made: serde_json::Value =
        serde_json::from_str(&desk.does("scim token add --institution north --json")).unwrap();
    assert_eq!(made["base_url"], "http://north.localhost:8080/scim/v2");
    let listed = desk.does("scim token list --institution north --json");
    assert!(!listed.contains(token.trim()), "it is printed once");
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(
        (&listed[0]["name"], &listed[1]["name"], &listed[1]["used"]),
        (&"Entra".into(), &"SCIM".into(), &serde_json::Value::Null)
    );
    desk.does(&format!("scim token revoke {} --institution north", listed[0]["id"].as_str().unwrap()));
    assert!(!desk.does("scim token list --institution north").contains("Entra"));
    desk.does("scim group add --institution north --cohort spring --role coordinator --name Staff");
    assert!(desk.does("scim group list --institution north").contains("Staff\tcoordinator in spring\t0 people"));
    desk.does("scim user adopt --institution north --member ruth --user-name ruth@north.example");
    for (code, line, told) in [
        (2, "scim token add --institution north --days 0", "--days: Write a number of days"),
        (1, "scim token revoke nothing --institution north", "there is no token nothing"),
        (2, "scim group add --institution north --cohort spring --role admin --name X", "coordinator, mentor, mentee"),
        (1, "scim group add --institution north --cohort winter --role mentee --name X", "there is no cohort winter"),
        (2, "scim user adopt --institution north --member ruth --user-name other", "knows this member already"),
        (1, "scim user adopt --institution north --member tom --user-name tom", "there is no member tom"),
    ] {
        let said = desk.fails(code, line);
        assert!(said.contains(told), "{line}: {said}");
    }
}
