//! A walk through a world as a reader: every answer is held against the policy and searched for canaries.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

use super::asking::{Answer, Asker};
use super::readers::Reader;
use super::rows::Power;
use super::verdict::Request;
use super::world::World;
use crate::support::node::Node;

/// One walk through a world, and what was wrong on the way.
pub struct Sweep<'a> {
    world: &'a World,
    node: &'a Node,
    /// Every request that a link or a form could make.
    ways: HashMap<(&'static str, String), Request>,
    read: BTreeSet<(Reader, String)>,
    faults: Vec<String>,
}

impl<'a> Sweep<'a> {
    /// A walk that has not begun, in one process.
    pub fn new(world: &'a World, node: &'a Node) -> Self {
        let all = ["GET", "POST"].into_iter().flat_map(|method| world.all_requests(method));
        let ways = all
            .map(|request| {
                ((request.row.method, request.path.split('?').next().unwrap_or_default().to_owned()), request)
            })
            .collect();
        Self { world, node, ways, read: BTreeSet::new(), faults: Vec::new() }
    }

    /// Asks for pages in each of these codings, and holds every byte of the answers against the policy.
    pub async fn read(&mut self, asker: &Asker, pages: &[Request], codings: &[Option<&str>]) {
        for page in pages {
            for coding in codings {
                let answer = asker.get(self.node, &page.path, *coding).await;
                self.hold(asker.reader, page, &answer);
                if answer.status != 200 {
                    break;
                }
            }
        }
    }

    fn hold(&mut self, reader: Reader, page: &Request, answer: &Answer) {
        let verdict = self.world.verdict(reader, page);
        if answer.status != verdict {
            self.faults.push(format!(
                "{reader:?} gets {} and not {verdict} for {} {}",
                answer.status, page.row.method, page.row.path
            ));
        }
        let text = answer.text();
        for what in self.world.words.leaks(reader, &text, &page.path) {
            self.faults.push(format!("{reader:?} reads {what} at {} ({})", page.row.path, answer.status));
        }
        self.faults.extend(
            answer.is_kept_from_caches(reader).err().map(|why| format!("{reader:?} gets {} {why}", page.row.path)),
        );
        self.hold_ways(reader, page, &answer.body);
        self.read.extend(self.world.words.told(&text).into_iter().map(|what| (reader, what.to_owned())));
    }

    /// A page offers its readers only the forms that are theirs, and the ways to them.
    fn hold_ways(&mut self, reader: Reader, page: &Request, body: &str) {
        for (method, mark) in [("GET", " href=\""), ("POST", " action=\"")] {
            for way in body.split(mark).skip(1) {
                let path = way.split(['"', '?', '#']).next().unwrap_or_default();
                let Some(request) = self.ways.get(&(method, path.to_owned())) else { continue };
                let (row, verdict) = (request.row, self.world.verdict(reader, request));
                // Which board a pin is about stands in the form, not in its address.
                let is_form = (method == "POST" && row.power != Power::Pin)
                    || matches!(
                        row.power,
                        Power::Start
                            | Power::Reply
                            | Power::Keep
                            | Power::Edit
                            | Power::Run
                            | Power::Invite
                            | Power::Oversee
                            | Power::Administer
                    );
                if is_form && matches!(verdict, 403 | 404) {
                    self.faults.push(format!(
                        "{reader:?} is offered at {} the way to {method} {}, which is {verdict}",
                        page.row.path, row.path
                    ));
                }
            }
        }
    }

    /// The folder that any web server may serve holds nothing that is not for everybody.
    pub fn no_secret_lies_in_the_open(&mut self) {
        for file in self.world.public_files() {
            let bytes = std::fs::read(&file).unwrap();
            let coding = match file.extension().and_then(|kind| kind.to_str()) {
                Some("gz") => Some("gzip"),
                Some("br") => Some("br"),
                _ => None,
            };
            let text = String::from_utf8(crate::support::browser::decoded(coding, &bytes)).unwrap();
            let leaks = self.world.words.leaks(Reader::Visitor, &text, "");
            self.faults.extend(leaks.into_iter().map(|what| format!("{what} lies in {}", file.display())));
        }
    }

    /// A walk on which nobody reads anything finds no leak either: what is for somebody has to be found, too.
    pub fn everybody_has_read_what_is_theirs(&mut self) {
        for asker in self.world.people.askers.iter().filter(|asker| !asker.reader.comes_as_visitor()) {
            for what in self.world.words.known_to(asker.reader) {
                let is_asked = self.world.is_asked_whole() || what.contains("subject");
                if is_asked && !self.read.contains(&(asker.reader, what.to_owned())) {
                    self.faults.push(format!("{:?} has nowhere read {what}", asker.reader));
                }
            }
        }
    }

    /// What was wrong, each thing once.
    pub fn ends(self) -> impl Iterator<Item = String> {
        let state = self.world.state.name;
        let faults: BTreeSet<String> = self.faults.into_iter().collect();
        faults.into_iter().map(move |fault| format!("with the thread {state}: {fault}"))
    }
}

/// No fault was found; else they are all told at once.
pub fn assert_none(faults: &[String]) {
    let first: String = faults.iter().take(60).map(|fault| format!("\n  {fault}")).collect();
    assert!(faults.is_empty(), "{} faults:{first}", faults.len());
}

/// Pages that are stored: for them alone it makes a difference who has read them before.
fn is_stored(page: &Request) -> bool {
    page.row.path == "/"
        || (page.row.power == Power::Read && (page.row.path.ends_with('/') || page.row.path.contains("/feed.")))
}

impl World {
    /// Every page that is stored.
    pub fn stored_pages(&self) -> Vec<Request> {
        self.requests("GET").into_iter().filter(is_stored).collect()
    }

    /// Empties memory and the folder, as if nobody had ever read anything.
    pub fn forget_pages(&self) {
        for page in self.stored_pages() {
            for house in self.site.roster.institutions() {
                self.site.store.withdraw(&self.site.key(&house, key(&page.path)), 0).unwrap();
            }
        }
        assert!(
            self.public_files().is_empty(),
            "a page is stored that this test does not know: {:?}",
            self.public_files()
        );
    }

    /// The files that any web server may hand out.
    pub fn public_files(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.site.folder().join("public")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found
    }
}

/// The stored page behind an address: what is left out of a thread's is its title, and of a first page its number.
fn key(path: &str) -> String {
    let steps: Vec<&str> = path.split('/').collect();
    match steps.as_slice() {
        ["", place, name, file] if file.starts_with("feed.") => format!("/{place}/{name}/{}/", file.replace('.', "-")),
        ["", "t", id, ..] => format!("/t/{id}/"),
        ["", "b", slug, ..] => format!("/b/{slug}/"),
        _ => path.to_owned(),
    }
}
