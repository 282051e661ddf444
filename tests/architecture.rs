//! The shape of the source: who may know whom, and how long a file may grow. Each failure says what to do instead.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules from the ground up: each may know those in the rows above it, never one below. What composes the
/// program may know everything, and one another.
const LAYERS: &[&[&str]] = &[
    &["error"],
    &["faults"],
    &["meters"],
    &["cores"],
    &["config"],
    &["text"],
    &["db"],
    &["files"],
    &["backup"],
    &["theme"],
    &["pages"],
    &["rights"],
    &["roster"],
    &["http"],
    &["site"],
    &["watch"],
    &["audit", "roles"],
    &["institutions"],
    &["members"],
    &["cohorts"],
    &["intake"],
    &["boards"],
    &["attachments"],
    &["threads"],
    &["notices"],
    &["bookmarks"],
    &["sign_in"],
    &["moderation"],
    &["invitations"],
    &["sso"],
    &["scim"],
    &["lti"],
    &["feeds"],
    &["search"],
    &["home"],
    &["effects", "errors", "routes", "worker", "mail", "memory", "demo", "doctor", "cli"],
];

/// Files that draw pages; they may read any slice's rows and the words about them.
const DRAWINGS: [&str; 4] = ["page.rs", "feed.rs", "activity.rs", "people.rs"];
/// What drawings may read of a slice above them.
const ROWS: [&str; 2] = ["model", "rows"];

/// A crate, and the files that may name it: whole paths, folders that end with `/`, or either behind anything (`*`).
const KNOWERS: &[(&str, &[&str])] = &[
    (
        "actix_web",
        &[
            "http/",
            "*routes.rs",
            "routes/",
            "errors.rs",
            "site/answer.rs",
            "institutions/assets.rs",
            "institutions/portal.rs",
            "sign_in/form.rs",
            "scim/answer.rs",
            "scim/door.rs",
            "cli/serve.rs",
            "cli/mod.rs",
        ],
    ),
    ("diesel", &["db/", "*model.rs", "*/model/", "http/session.rs", "error/causes.rs"]),
    ("csv", &["intake/sheet.rs"]),
    ("atom_syndication", &["feeds/atom.rs"]),
    ("frostem", &["text/words.rs"]),
    ("actix_multipart", &["http/multipart.rs"]),
    ("tempfile", &["http/multipart.rs"]),
    ("image", &["attachments/look/picture.rs"]),
    ("tera", &["theme/"]),
    ("fluent_templates", &["theme/"]),
    ("ammonia", &["text/"]),
    ("pulldown_cmark", &["text/"]),
    ("math_core", &["text/maths.rs"]),
    ("oauth2", &["sso/"]),
    ("openidconnect", &["sso/", "lti/keys.rs"]),
    ("saml_rs", &["sso/saml/native/"]),
    ("aws_lc_rs", &["http/sealed.rs", "http/signing.rs"]),
    ("lettre", &["mail/", "config/bounds.rs"]),
    ("mail_parser", &["cli/import/", "mail/report.rs"]),
    ("argon2", &["sign_in/password.rs"]),
    ("totp_rs", &["sign_in/second/totp.rs"]),
    ("webauthn_rs", &["sign_in/passkey/ceremony.rs"]),
    ("qrcode", &["sign_in/second/qr.rs"]),
    ("governor", &["http/limits.rs"]),
    ("figment", &["config.rs", "config/", "cli/settings.rs"]),
    ("clap", &["cli/"]),
    ("prometheus_client", &["meters/"]),
    ("reqwest", &["http/fetch/"]),
    ("rustix", &["cli/serve.rs", "cores.rs", "doctor/owners.rs", "site/boot.rs", "site/room.rs"]),
];

/// The longest file, and the longest function, in lines.
const LONGEST_FILE: usize = 300;
const LONGEST_FUNCTION: usize = 60;
/// Half of all files are shorter than this.
const MEDIAN: usize = 85;

struct Source {
    /// Below `src/`, with `/`.
    path: String,
    text: String,
}

impl Source {
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    /// The text without comments, so that a word in a sentence is no import.
    fn code(&self) -> String {
        self.text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    }

    /// What it names of this crate, as `boards::model::Summary`; lists in braces are taken apart.
    fn imports(&self) -> BTreeSet<String> {
        let code = self.code();
        let mut found = BTreeSet::new();
        for rest in code.split("crate::").skip(1) {
            match rest.strip_prefix('{') {
                Some(list) => found.extend(top_level(list)),
                None => drop(found.insert(path_at(rest))),
            }
        }
        found
    }
}

/// The path that a text begins with.
fn path_at(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_' || *letter == ':').collect()
}

/// The paths in a list up to its closing brace.
fn top_level(list: &str) -> Vec<String> {
    let (mut depth, mut items, mut item) = (0, Vec::new(), String::new());
    for letter in list.chars() {
        match letter {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(path_at(std::mem::take(&mut item).trim())),
            _ => item.push(letter),
        }
    }
    items.push(path_at(item.trim()));
    items
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push(Source {
                    path: path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"),
                    text,
                });
            }
        }
    }
    assert!(found.len() > 100, "the sources were found");
    found
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

fn may_read_rows(source: &Source, import: &str) -> bool {
    let of_slice = import.split("::").nth(1);
    DRAWINGS.contains(&source.name()) && of_slice.is_none_or(|inner| ROWS.contains(&inner))
}

#[test]
fn no_module_knows_one_that_stands_on_it() {
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| !["lib", "main"].contains(&source.module())) {
        let module = source.module();
        let Some(own) = layer(module) else {
            faults.push(format!("src/{module} has no place yet: put it into LAYERS, as low as it can stand"));
            continue;
        };
        for import in source.imports() {
            let target = import.split("::").next().unwrap_or_default();
            let is_uphill = layer(target)
                .is_some_and(|other| other > own || (other == own && target != module && own + 1 < LAYERS.len()));
            if is_uphill && !may_read_rows(source, &import) {
                faults.push(format!(
                    "src/{} names {import}, and {target} stands on {module}: record an event and answer it in effects/, or move what both need below {module}",
                    source.path
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_drawing_that_reads_another_slices_rows_reads_nothing_else_of_it() {
    let page = Source { path: "cohorts/page.rs".into(), text: String::new() };
    assert!(may_read_rows(&page, "boards::model::Summary") && may_read_rows(&page, "boards::rows"));
    assert!(!may_read_rows(&page, "boards::add::add"));
    let verb = Source { path: "cohorts/leave.rs".into(), text: String::new() };
    assert!(!may_read_rows(&verb, "boards::model::Summary"));
    let list = Source {
        path: "x.rs".into(),
        text: "use crate::{boards, text::{self, html}};\nlet x = crate::db::Conn; // crate::home".into(),
    };
    assert_eq!(list.imports().into_iter().collect::<Vec<_>>(), ["boards", "db::Conn", "text::self"]);
}

#[test]
fn each_library_is_known_where_it_belongs_and_nowhere_else() {
    let mut faults = Vec::new();
    for source in sources() {
        let code = source.code();
        for (library, knowers) in KNOWERS {
            let names = code.split(library).skip(1).any(|rest| rest.starts_with("::"));
            let may = knowers.iter().any(|knower| match knower.strip_prefix('*') {
                Some(folder) if folder.ends_with('/') => source.path.contains(folder),
                Some(ending) => source.path.ends_with(ending),
                None if knower.ends_with('/') => source.path.starts_with(knower),
                None => source.path == *knower,
            });
            if names && !may {
                faults.push(format!(
                    "src/{} names {library}, which only {knowers:?} may know: ask one of them",
                    source.path
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn who_may_do_what_is_asked_of_the_table_of_rights_alone() {
    let knows = ["rights/", "roles/", "roster/", "demo/"];
    let names = ["Act::Start", "Act::Reply", "Act::Moderate", "Role::Admin"];
    let asks = |line: &&str| names.iter().any(|name| line.contains(name)) && !line.contains("Reach::boards");
    for source in sources().iter().filter(|source| !knows.iter().any(|known| source.path.starts_with(known))) {
        let rule = source.code().lines().find(asks).map(str::to_owned);
        assert!(
            rule.is_none(),
            "{} decides by itself: {rule:?}; ask rights::may, with a row in its table",
            source.path
        );
    }
}

#[test]
fn every_file_begins_with_a_sentence_that_says_what_it_is_for() {
    for source in sources() {
        let first = source.text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//! ") && first.len() > 15,
            "src/{} begins with {first:?}, not with a sentence",
            source.path
        );
    }
}

#[test]
fn what_is_tested_is_tested_from_outside() {
    for source in sources() {
        assert!(
            !source.text.contains("cfg(test)"),
            "src/{} has tests inside, which nothing runs: write them into tests/, and make public what they ask",
            source.path
        );
    }
}

#[test]
fn no_file_is_longer_than_a_reader_takes_in_and_most_are_short() {
    let mut lengths: Vec<(usize, String)> =
        sources().into_iter().map(|source| (source.text.lines().count(), source.path)).collect();
    lengths.sort();
    let long: Vec<_> = lengths.iter().filter(|(lines, _)| *lines > LONGEST_FILE).collect();
    assert!(long.is_empty(), "files of more than {LONGEST_FILE} lines are two things: {long:?}");
    let median = lengths[lengths.len() / 2].0;
    assert!(median <= MEDIAN, "the median file has {median} lines; split some before adding more");
}

#[test]
fn no_function_is_longer_than_a_page() {
    let mut faults = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.text.lines().collect();
        for (start, line) in lines.iter().enumerate().filter(|(_, line)| begins_function(line)) {
            let indent = line.len() - line.trim_start().len();
            let end = format!("{}}}", " ".repeat(indent));
            let length = lines[start..].iter().position(|line| **line == end).unwrap_or(0);
            if length > LONGEST_FUNCTION {
                faults.push(format!("src/{}:{} has {length} lines: {}", source.path, start + 1, line.trim()));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "functions of more than {LONGEST_FUNCTION} lines do more than one thing:\n{}",
        faults.join("\n")
    );
}

fn begins_function(line: &str) -> bool {
    let words = line.trim_start().split(' ');
    let mut rest =
        words.skip_while(|word| word.starts_with("pub") || ["async", "const", "(in", "crate)"].contains(word));
    rest.next() == Some("fn") && !line.trim_end().ends_with('}') && !line.trim_end().ends_with(';')
}

#[test]
fn names_say_what_a_thing_is() {
    let empty = ["util", "utils", "helper", "helpers", "common", "manager", "service", "misc", "data", "info"];
    for source in sources() {
        let named = source.path.split('/').any(|step| empty.contains(&step.trim_end_matches(".rs")));
        assert!(!named, "src/{} is named after nothing: name it after what it holds", source.path);
    }
}
