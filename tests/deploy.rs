//! What is shipped around the program: a package that is built, and rules that name what is there.

mod proxies;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use saphyr::{LoadableYamlNode, Yaml};

use crate::metrics::Reading;
use crate::support::Scene;

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
    let scene = Scene::new().await;
    scene.site.pulse.begins("sweeping", Duration::from_secs(1), scene.site.now());
    let reading = Reading::of(&scene.site).await;
    let known = reading.names();
    let dashboard: serde_json::Value = serde_json::from_str(&text("grafana.json")).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().unwrap());
    let mut asked: Vec<String> = targets.map(|target| target["expr"].as_str().unwrap().to_owned()).collect();
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

#[test]
fn the_container_is_built_of_what_is_there_and_runs_as_nobody_in_particular() {
    let recipe = text("Containerfile");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copied =
        recipe.lines().filter_map(|line| line.strip_prefix("COPY ")).filter(|line| !line.starts_with("--from"));
    let mut sources: Vec<&str> = Vec::new();
    for line in copied {
        let mut words: Vec<&str> = line.split(' ').collect();
        words.pop();
        sources.extend(words);
    }
    for source in &sources {
        assert!(root.join(source).exists(), "the recipe copies {source}, which is not there");
    }
    for needed in ["Cargo.lock", "migrations", "src", "templates", "themes"] {
        assert!(sources.contains(&needed), "{needed} is compiled in and not copied");
    }
    assert!(recipe.contains("--locked") && recipe.contains("\nUSER 10001:10001\n"));
}

#[test]
fn the_package_holds_the_program_its_unit_and_its_settings() {
    if !is_here("dpkg-deb") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let binary = folder.path().join("lyceum");
    fs::write(&binary, "#!/bin/sh\necho lyceum 9.8.7\n").unwrap();
    let made_executable = Command::new("chmod").arg("755").arg(&binary).status().unwrap();
    assert!(made_executable.success());
    let built = Command::new(deploy("debian/build")).arg(&binary).arg(folder.path()).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let packages = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let package = packages.into_iter().find(|path| path.extension().is_some_and(|kind| kind == "deb")).unwrap();
    let name = package.file_name().unwrap().to_string_lossy().into_owned();
    assert!(name.starts_with("lyceum_9.8.7_"), "{name}");
    let ask = |verb: &str| {
        let told = Command::new("dpkg-deb").arg(verb).arg(&package).output().unwrap();
        String::from_utf8(told.stdout).unwrap()
    };
    let listed = ask("--contents");
    for (mode, file) in [
        ("-rwxr-xr-x root/root", "./usr/bin/lyceum"),
        ("-rw-r--r-- root/root", "./usr/lib/systemd/system/lyceum.service"),
        ("-rw-r----- root/root", "./etc/lyceum/lyceum.toml"),
        ("-rw-r--r-- root/root", "./usr/share/doc/lyceum/nginx.conf"),
    ] {
        assert!(listed.lines().any(|line| line.starts_with(mode) && line.ends_with(file)), "{file} in {listed}");
    }
    assert!(ask("--info").contains("Version: 9.8.7\n"));
    for script in ["build", "postinst", "prerm", "postrm"] {
        let read = Command::new("bash").arg("-n").arg(deploy("debian").join(script)).status().unwrap();
        assert!(read.success(), "a shell cannot read {script}");
    }
}
