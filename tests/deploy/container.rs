//! The recipe of the container: what it copies is there and enough, and what its last stage runs starts.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::started::Started;
use super::text;

/// What stands behind a word in the lines of the recipe that begin with it.
fn lines<'a>(recipe: &'a str, word: &str) -> Vec<&'a str> {
    recipe.lines().filter_map(|line| line.strip_prefix(word)?.strip_prefix(' ')).collect()
}

/// Does what a line `COPY` of the first stage does.
fn copy(line: &str, into: &Path) {
    let (sources, place) = line.rsplit_once(' ').unwrap();
    let place = into.join(place);
    for source in sources.split(' ') {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(source);
        assert!(from.exists(), "the recipe copies {source}, which is not there");
        let to = if line.ends_with('/') { place.join(source) } else { place.clone() };
        let copied = Command::new("cp").arg("-r").arg(from).arg(to).status().unwrap();
        assert!(copied.success());
    }
}

#[test]
fn what_the_recipe_copies_is_all_that_is_compiled() {
    let recipe = text("Containerfile");
    let folder = tempfile::tempdir().unwrap();
    let copied = lines(&recipe, "COPY");
    copied.iter().filter(|line| !line.starts_with("--from")).for_each(|line| copy(line, folder.path()));
    let read = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--locked", "--format-version", "1"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let source = |file: &str| fs::read_to_string(folder.path().join("src").join(file)).unwrap();
    let named = |text: &str, before: &str| -> Vec<String> {
        text.split(before).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let mut compiled_in = named(&source("theme/sources.rs"), "#[folder = \"");
    compiled_in.extend(named(&source("db/mod.rs"), "embed_migrations!(\""));
    assert!(compiled_in.len() >= 3);
    for place in compiled_in {
        assert!(folder.path().join(&place).is_dir(), "{place} is compiled in and not copied");
    }
    assert!(recipe.contains("--locked") && recipe.contains("\nUSER 10001:10001\n"));
}

#[test]
fn what_the_last_stage_runs_starts_with_its_settings() {
    let recipe = text("Containerfile");
    let root = tempfile::tempdir().unwrap();
    let inside = |path: &str| root.path().join(path.trim_start_matches('/'));
    let last = recipe.rsplit("\nFROM ").next().unwrap();
    let from_build = lines(last, "COPY --from=build");
    let (_, program) = from_build[0].split_once(' ').unwrap();
    fs::create_dir_all(inside(program).parent().unwrap()).unwrap();
    // The program of this suite stands for the one that the first stage builds: compiling it again takes ten minutes.
    fs::copy(env!("CARGO_BIN_EXE_lyceum"), inside(program)).unwrap();
    let words = |line: &str| serde_json::from_str::<Vec<String>>(line).unwrap();
    let entry = words(lines(last, "ENTRYPOINT")[0]);
    let mut command = Command::new(inside(&entry[0]));
    command.args(&entry[1..]).args(words(lines(last, "CMD")[0]));
    let set: Vec<(&str, &str)> = lines(last, "ENV").into_iter().map(|line| line.split_once('=').unwrap()).collect();
    command.envs(set.iter().copied());
    let (_, data) = set.iter().find(|(name, _)| *name == "LYCEUM_DATA").unwrap();
    assert_eq!(lines(last, "VOLUME"), [*data]);
    assert_eq!(lines(last, "STOPSIGNAL"), ["SIGTERM"]);
    let started = Started::start(command, &inside(data));
    assert!(started.ask("/").starts_with("HTTP/1.1 200"));
    assert!(inside(data).join("lyceum.db").exists());
    started.stop();
}
