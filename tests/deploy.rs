//! What is shipped around the program: a package that is built, and rules that name what is there.

mod container;
mod package;
mod proxies;
mod started;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use saphyr::{LoadableYamlNode, Yaml};

use crate::metrics::Reading;
use crate::support::{Scene, TestSite};

fn deploy(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(name)
}

fn text(name: &str) -> String {
    fs::read_to_string(deploy(name)).unwrap()
}

/// Whether a program is here; continuous integration has them all.
fn is_here(program: &str) -> bool {
    let path = format!("{}:/usr/sbin", std::env::var("PATH").unwrap());
    let found = std::env::split_paths(&path).any(|folder| folder.join(program).exists());
    assert!(found || std::env::var("CI").is_err(), "{program} is missing, and nothing is left out where CI is set");
    if !found {
        eprintln!("{program} is not here, so what it would try is not tried");
    }
    found
}

#[test]
fn every_file_is_in_the_table_of_the_readme() {
    let table = text("README.md");
    let mut folders = vec![deploy("")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(deploy("")).unwrap().to_string_lossy().into_owned();
            assert!(name == "README.md" || table.contains(&format!("| `{name}` |")), "{name} is not in the table");
        }
    }
}

#[actix_web::test]
async fn every_metric_in_the_dashboard_and_in_the_rules_is_there() {
    let backups = tempfile::tempdir().unwrap();
    let folder = backups.path().to_owned();
    let scene = Scene::on(TestSite::with(|settings| settings.config.backup.folder = Some(folder)).await).await;
    scene.site.pulse.begins("sweeping", Duration::from_secs(1), scene.site.now());
    lyceum::worker::nightly::look(&scene.site).await.unwrap();
    let reading = Reading::of(&scene.site).await;
    let known = reading.names();
    let mut asked: Vec<String> = panels().into_iter().flat_map(|(_, expressions)| expressions).collect();
    assert!(asked.len() > 15);
    let rules = text("alerts.yml");
    let loaded = Yaml::load_from_str(&rules).unwrap();
    let rules = loaded[0]["groups"][0]["rules"].as_sequence().unwrap();
    assert!(rules.len() > 10);
    for rule in rules {
        for needed in ["alert", "expr"] {
            assert!(rule[needed].as_str().is_some_and(|said| !said.is_empty()), "{rule:?} has no {needed}");
        }
        for said in ["summary", "mend"] {
            assert!(rule["annotations"][said].as_str().is_some(), "{rule:?} says no {said}");
        }
        assert!(["page", "ticket"].contains(&rule["labels"]["severity"].as_str().unwrap()));
        asked.push(rule["expr"].as_str().unwrap().to_owned());
    }
    let named: BTreeSet<&str> = asked.iter().flat_map(|expression| metrics_in(expression)).collect();
    assert!(named.len() > 15);
    let missing: Vec<_> = named.iter().filter(|name| !known.contains(**name)).collect();
    assert!(missing.is_empty(), "no such metrics: {missing:?}; there are {known:?}");
}

/// The unit of each panel of the dashboard, and what it asks for.
fn panels() -> Vec<(String, Vec<String>)> {
    let dashboard: serde_json::Value = serde_json::from_str(&text("grafana.json")).unwrap();
    let panel = |panel: &serde_json::Value| {
        let targets = panel["targets"].as_array().unwrap().iter();
        let unit = panel["fieldConfig"]["defaults"]["unit"].as_str().unwrap().to_owned();
        (unit, targets.map(|target| target["expr"].as_str().unwrap().to_owned()).collect())
    };
    dashboard["panels"].as_array().unwrap().iter().map(panel).collect()
}

#[test]
fn a_panel_in_bytes_shows_nothing_else() {
    for (_, expressions) in panels().into_iter().filter(|(unit, _)| unit == "bytes") {
        for expression in expressions {
            assert!(metrics_in(&expression).all(|name| name.ends_with("_bytes")), "{expression} is not in bytes");
        }
    }
}

fn metrics_in(expression: &str) -> impl Iterator<Item = &str> {
    let words = expression.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    words.filter(|word| word.starts_with("lyceum_") || word.starts_with("process_"))
}

#[test]
fn systemd_takes_the_unit() {
    if !is_here("systemd-analyze") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("lyceum.service");
    fs::write(&unit, text("lyceum.service").replace("/usr/bin/lyceum", "/bin/true")).unwrap();
    let told = Command::new("systemd-analyze").args(["verify", "--man=no"]).arg(&unit).output().unwrap();
    let said = String::from_utf8_lossy(&told.stderr).into_owned();
    let ours: Vec<_> = said.lines().filter(|line| line.contains("lyceum")).collect();
    assert!(told.status.success() && ours.is_empty(), "{said}");
}

/// What a list of systemd's names, lists in it taken apart.
fn calls(list: &str) -> BTreeSet<String> {
    if !list.starts_with('@') {
        return BTreeSet::from([list.to_owned()]);
    }
    let told = Command::new("systemd-analyze").args(["syscall-filter", list]).output().unwrap();
    let lines = String::from_utf8(told.stdout).unwrap();
    let lines = lines.lines().skip(1).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.flat_map(calls).collect()
}

#[test]
fn the_unit_lets_threads_give_way_and_is_otherwise_strict() {
    if !is_here("systemd-analyze") {
        return;
    }
    let mut allowed = BTreeSet::new();
    for line in text("lyceum.service").lines().filter_map(|line| line.strip_prefix("SystemCallFilter=")) {
        let (is_refused, lists) = line.strip_prefix('~').map_or((false, line), |lists| (true, lists));
        for call in lists.split(' ').flat_map(calls) {
            if is_refused {
                allowed.remove(&call)
            } else {
                allowed.insert(call)
            };
        }
    }
    for needed in ["getpriority", "setpriority", "openat", "fsync"] {
        assert!(allowed.contains(needed), "{needed} is refused");
    }
    for refused in ["setrlimit", "mount", "ptrace", "chroot", "sched_setscheduler"] {
        assert!(!allowed.contains(refused), "{refused} is allowed");
    }
}

/// Runs the program's own reading of settings; gives what it printed.
fn settings(arguments: &[&str], environment: &[(&str, &str)]) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lyceum"));
    command.args(["config", "show", "--json"]).args(arguments).envs(environment.iter().copied());
    let told = command.current_dir(folder.path()).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    serde_json::from_slice(&told.stdout).unwrap()
}

#[test]
fn the_program_reads_the_settings_of_the_package_and_of_the_container() {
    let package = settings(&["--config", deploy("lyceum.toml").to_str().unwrap()], &[]);
    assert_eq!(
        (&package["data"], &package["server"]["metrics_listen"]),
        (&"/var/lib/lyceum".into(), &"127.0.0.1:9464".into())
    );
    let recipe = text("Containerfile");
    let set: Vec<(&str, &str)> = recipe.lines().filter_map(|line| line.strip_prefix("ENV ")?.split_once('=')).collect();
    let container = settings(&[], &set);
    assert_eq!((&container["data"], &container["server"]["listen"]), (&"/data".into(), &"0.0.0.0:8080".into()));
}
