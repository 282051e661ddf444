//! What a site shows: every page as it is served, as it lies in the store, and as any web server may hand it out; and
//! what memory says of people and boards.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use diesel::prelude::*;
use lyceum::db::ids::{MemberId, SessionId, Time};
use lyceum::db::schema::{members, sessions};
use lyceum::pages::document::Document;
use lyceum::roster::Roster;
use lyceum::site::Site;

use super::rows::Rows;

/// Texts that were said before, by what they were made from.
#[derive(Default)]
pub struct Memory(RefCell<HashMap<String, String>>);

impl Memory {
    fn say(&self, key: String, say: impl FnOnce() -> String) -> String {
        self.0.borrow_mut().entry(key).or_insert_with(say).clone()
    }
}

/// Pages by their address, ids said as the rows say them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pages(BTreeMap<String, String>);

impl Pages {
    /// As readers get them.
    pub async fn served(site: &Site, rows: &Rows, memory: &Memory) -> Self {
        let mut found = BTreeMap::new();
        for house in site.roster.institutions() {
            for page in site.expected(house.id).await.unwrap() {
                let key = format!("{} {}", house.slug, rows.said(&page.path));
                let said = match site.page(page).await {
                    Ok((document, _)) => said(&document, rows, memory),
                    Err(cause) => format!("no page: {cause}"),
                };
                found.insert(key, said);
            }
        }
        Self(found)
    }

    /// As they lie in the folder.
    pub async fn stored(site: &Site, rows: &Rows, memory: &Memory) -> Self {
        let mut found = BTreeMap::new();
        for house in site.roster.institutions() {
            for page in site.expected(house.id).await.unwrap() {
                let key = format!("{} {}", house.slug, rows.said(&page.path));
                let lies = site.store.on_disk(&page).map(|document| said(&document, rows, memory));
                found.insert(key, lies.unwrap_or_else(|| "missing".into()));
            }
            for path in site.store.files_of(&house.slug).unwrap() {
                found.entry(format!("{} {}", house.slug, rows.said(&path))).or_insert_with(|| "extra".into());
            }
        }
        Self(found)
    }

    /// As they lie in the open.
    pub fn open(folder: &Path, rows: &Rows, memory: &Memory) -> Self {
        let (mut found, mut folders) = (BTreeMap::new(), vec![folder.join("public")]);
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let is_plain = path.extension().is_some_and(|kind| kind == "html");
                let text = is_plain.then(|| std::fs::read_to_string(&path).unwrap());
                let said = text.map(|text| memory.say(text.clone(), || rows.said(&text)));
                let name = rows.said(&path.strip_prefix(folder).unwrap().to_string_lossy());
                found.insert(name, said.unwrap_or_else(|| "there".into()));
            }
        }
        Self(found)
    }

    /// Without what a dying process left half-written: nobody asks for it.
    pub fn without_asides(mut self) -> Self {
        self.0.retain(|path, _| !path.ends_with(".aside"));
        self
    }

    /// Without those that differ between two others.
    pub fn without_what_differs(&self, one: &Self, other: &Self) -> Self {
        let is_same = |key: &String| one.0.get(key) == other.0.get(key);
        Self(self.0.iter().filter(|(key, _)| is_same(key)).map(|(key, text)| (key.clone(), text.clone())).collect())
    }

    /// A page that is as neither of two others has it: a torn one.
    pub fn torn(&self, one: &Self, other: &Self) -> Option<String> {
        let is_either = |key: &String, text: &String| [one, other].iter().any(|all| all.0.get(key) == Some(text));
        let torn = self.0.iter().find(|(key, text)| !key.ends_with(".aside") && !is_either(key, text));
        torn.map(|(key, text)| format!("{key} has {} bytes and is of no version", text.len()))
    }

    /// Which pages are not as `other` has them; `None` if all are.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let keys = self.0.keys().chain(other.0.keys().filter(|key| !self.0.contains_key(*key)));
        let told: Vec<_> = keys.filter_map(|key| told(key, self.0.get(key), other.0.get(key))).take(4).collect();
        (!told.is_empty()).then(|| told.join("\n    "))
    }
}

fn said(document: &Document, rows: &Rows, memory: &Memory) -> String {
    memory.say(document.hash.clone(), || {
        let reaches: Vec<_> = document.parts.iter().map(|part| &part.reach).collect();
        let html = String::from_utf8(document.identity().unwrap()).unwrap();
        let about = format!("{} {:?} {reaches:?} {}", document.location, document.reach, document.visitor.is_some());
        rows.said(&format!("{about}\n{html}"))
    })
}

fn told(key: &str, ours: Option<&String>, theirs: Option<&String>) -> Option<String> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours == theirs => None,
        (Some(ours), Some(theirs)) => {
            let at = ours.bytes().zip(theirs.bytes()).take_while(|(one, other)| one == other).count();
            let near = |text: &str| -> String {
                let bytes = &text.as_bytes()[at.saturating_sub(30)..text.len().min(at + 90)];
                String::from_utf8_lossy(bytes).replace('\n', " ")
            };
            Some(format!("{key} has …{}… and not …{}…", near(ours), near(theirs)))
        }
        (Some(_), None) => Some(format!("{key} ought not to be there")),
        (None, _) => Some(format!("{key} is not there")),
    }
}

/// What memory says of houses, people, cohorts, boards and ended sessions, where it is not what a fresh look would.
pub fn forgotten(site: &Site) -> Option<String> {
    let now = site.now();
    let fresh = site.db.read_now(|conn| Roster::load(conn, now)).unwrap();
    let (own, theirs) = (remembered(site, &site.roster), remembered(site, &fresh));
    let told = own.iter().zip(&theirs).find(|(one, other)| one != other);
    told.map(|(one, other)| format!("memory has {one} and the rows {other}")).or_else(|| {
        (own.len() != theirs.len()).then(|| format!("memory has {} and the rows {}", own.len(), theirs.len()))
    })
}

fn remembered(site: &Site, roster: &Roster) -> Vec<String> {
    let (people, opened) = site
        .db
        .read_now(|conn| {
            let people = members::table.select(members::id).order(members::id).load(conn)?;
            let opened =
                sessions::table.select((sessions::id, sessions::member_id, sessions::revoked_at, sessions::expires_at));
            Ok((people, opened.order(sessions::id).load::<(SessionId, MemberId, Option<i64>, Time)>(conn)?))
        })
        .unwrap();
    let mut houses = roster.institutions();
    houses.sort_by_key(|house| house.id);
    let of_houses = houses.iter().flat_map(|house| {
        let (cohorts, boards) = (roster.cohorts_of(house.id), roster.boards_of(house.id));
        let cohorts = cohorts.iter().map(|one| format!("{one:?}"));
        let boards = boards.iter().map(|one| format!("{one:?}"));
        std::iter::once(format!("{house:?}")).chain(cohorts).chain(boards).collect::<Vec<_>>()
    });
    let of_people = people.into_iter().map(|id: MemberId| format!("{:?}", roster.member(id)));
    // Where all sessions of a member were ended at once, their epoch says so, and no session has to.
    let is_one_of_some = |member| opened.iter().any(|(_, other, revoked, _)| *other == member && revoked.is_none());
    let alone = opened.iter().filter(|(_, member, ..)| is_one_of_some(*member));
    let of_sessions = alone.map(|(id, _, _, until)| format!("{id} ended: {}", roster.is_ended(*id, *until)));
    of_houses.chain(of_people).chain(of_sessions).collect()
}
