//! Which mails belong to one thread: by the mails they name, and where those are silent, by their subject.
//!
//! In the spirit of Zawinski's algorithm (<https://www.jwz.org/doc/threading.html>), for a forum: a thread is a flat row
//! of posts, so only belonging and order matter, and a thread that an earlier import made can be continued but never
//! joined with another.

use super::message::Mail;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::hash::Hash;

/// How long after the last mail on a topic an answer that names no mail still belongs to it: 180 days, in microseconds.
pub const WINDOW: i64 = 180 * 86_400 * 1_000_000;

/// What threading needs to know of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// See [`Mail::message_id`].
    pub message_id: String,
    /// See [`Mail::parents`].
    pub parents: Vec<String>,
    /// See [`Mail::topic`].
    pub topic: String,
    /// See [`Mail::is_reply`].
    pub is_reply: bool,
    /// See [`Mail::at`].
    pub at: i64,
}

impl From<&Mail> for Envelope {
    fn from(mail: &Mail) -> Self {
        Self {
            message_id: mail.message_id.clone(),
            parents: mail.parents.clone(),
            topic: mail.topic.clone(),
            is_reply: mail.is_reply,
            at: mail.at,
        }
    }
}

/// The threads that stand already, `K` being what names one. A closure from identifier to thread will do.
pub trait Known<K> {
    /// The thread that holds the mail with this identifier, or holds an answer to it.
    fn by_id(&self, message_id: &str) -> Option<K>;

    /// The thread with the latest mail on this topic in the [`WINDOW`] before `at`.
    fn by_topic(&self, _topic: &str, _at: i64) -> Option<K> {
        None
    }
}

impl<K, F: Fn(&str) -> Option<K>> Known<K> for F {
    fn by_id(&self, message_id: &str) -> Option<K> {
        self(message_id)
    }
}

/// Mails that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread<K> {
    /// The thread from before that they continue, each only once; `None` for a new one.
    pub continues: Option<K>,
    /// Indices into the mails, oldest first, but an answer never before the mail that it answers.
    pub mails: Vec<usize>,
    /// Identifiers that they name and that no mail here has. Kept for [`Known::by_id`], they let a later archive with
    /// those mails join this thread.
    pub absent: Vec<String>,
}

/// Sorts mails into threads; the threads come in the order of their first mails.
///
/// - A mail belongs with every mail that it names, present, absent or known; nearest first. Two mails that name the same
///   absent mail belong together.
/// - A lost answer, one that says `Re:` or names mails of which none is present or known, belongs with the latest earlier
///   mail on its topic in the [`WINDOW`].
/// - Nothing else joins: two threads called "help" stay two. Two known threads are never joined; a mail that names both
///   belongs to the nearest.
///
/// The same mails in any order give the same threads, unless two have the same time.
pub fn threads<K: Clone + Eq + Hash>(mails: &[Envelope], known: &dyn Known<K>) -> Vec<Thread<K>> {
    let mut order: Vec<usize> = (0..mails.len()).collect();
    order.sort_by_key(|index| (mails[*index].at, *index));
    let mut groups = Groups::of(mails, known);
    for &index in &order {
        for parent in mails[index].parents.iter().rev() {
            groups.join(&mails[index].message_id, parent);
        }
    }
    join_by_topic(mails, &order, &mut groups, known);
    groups.into_threads(mails, &order)
}

/// Joins each lost answer with the mail before it on its topic.
fn join_by_topic<K: Clone + Eq + Hash>(
    mails: &[Envelope],
    order: &[usize],
    groups: &mut Groups<'_, K>,
    known: &dyn Known<K>,
) {
    let present: HashSet<&str> = mails.iter().map(|mail| mail.message_id.as_str()).collect();
    let mut latest: HashMap<&str, usize> = HashMap::new();
    for &index in order {
        let mail = &mails[index];
        if mail.topic.is_empty() {
            continue;
        }
        let is_found = |id: &String| present.contains(id.as_str()) || known.by_id(id).is_some();
        let is_answer = mail.is_reply || !mail.parents.is_empty();
        if is_answer && !mail.parents.iter().any(is_found) {
            match latest.get(mail.topic.as_str()).map(|before| &mails[*before]) {
                Some(before) if mail.at.saturating_sub(before.at) <= WINDOW => {
                    groups.join(&mail.message_id, &before.message_id)
                }
                _ => groups.continue_with(&mail.message_id, known.by_topic(&mail.topic, mail.at)),
            }
        }
        latest.insert(&mail.topic, index);
    }
}

/// Disjoint sets of identifiers (union by size), each of which may continue one known thread.
struct Groups<'a, K> {
    nodes: HashMap<&'a str, usize>,
    above: Vec<usize>,
    sizes: Vec<usize>,
    continues: Vec<Option<K>>,
}

impl<'a, K: Clone + Eq + Hash> Groups<'a, K> {
    /// A group for each identifier that is had or named.
    fn of(mails: &'a [Envelope], known: &dyn Known<K>) -> Self {
        let mut groups = Self { nodes: HashMap::new(), above: Vec::new(), sizes: Vec::new(), continues: Vec::new() };
        for mail in mails {
            for id in std::iter::once(&mail.message_id).chain(&mail.parents) {
                if !groups.nodes.contains_key(id.as_str()) {
                    groups.nodes.insert(id, groups.above.len());
                    groups.above.push(groups.above.len());
                    groups.sizes.push(1);
                    groups.continues.push(known.by_id(id));
                }
            }
        }
        groups
    }

    fn root(&mut self, id: &str) -> Option<usize> {
        let mut node = *self.nodes.get(id)?;
        while self.above[node] != node {
            // Path halving keeps long chains short; loops cannot arise, for only roots are ever hung under roots.
            self.above[node] = self.above[self.above[node]];
            node = self.above[node];
        }
        Some(node)
    }

    /// Makes two groups one, unless that would join two known threads.
    fn join(&mut self, one: &str, other: &str) {
        let (Some(one), Some(other)) = (self.root(one), self.root(other)) else { return };
        let clash = matches!((&self.continues[one], &self.continues[other]), (Some(a), Some(b)) if a != b);
        if one == other || clash {
            return;
        }
        let (upper, lower) = if self.sizes[one] >= self.sizes[other] { (one, other) } else { (other, one) };
        self.above[lower] = upper;
        self.sizes[upper] += self.sizes[lower];
        self.continues[upper] = self.continues[upper].take().or(self.continues[lower].take());
    }

    fn continue_with(&mut self, id: &str, thread: Option<K>) {
        if let Some(root) = self.root(id)
            && self.continues[root].is_none()
        {
            self.continues[root] = thread;
        }
    }

    fn into_threads(mut self, mails: &[Envelope], order: &[usize]) -> Vec<Thread<K>> {
        let mut places: HashMap<usize, usize> = HashMap::new();
        let mut standing: HashMap<K, usize> = HashMap::new();
        let mut threads: Vec<Thread<K>> = Vec::new();
        for &index in order {
            let Some(root) = self.root(&mails[index].message_id) else { continue };
            // Groups that continue the same thread are one, though nothing here joins them.
            let root = self.continues[root].clone().map_or(root, |thread| *standing.entry(thread).or_insert(root));
            let place = *places.entry(root).or_insert_with(|| {
                threads.push(Thread { continues: self.continues[root].clone(), mails: Vec::new(), absent: Vec::new() });
                threads.len() - 1
            });
            threads[place].mails.push(index);
        }
        let present: HashSet<&str> = mails.iter().map(|mail| mail.message_id.as_str()).collect();
        for thread in &mut threads {
            thread.absent = absent(mails, &thread.mails, &present);
            thread.mails = parents_first(mails, &thread.mails);
        }
        threads
    }
}

fn absent(mails: &[Envelope], thread: &[usize], present: &HashSet<&str>) -> Vec<String> {
    let named = thread.iter().flat_map(|index| &mails[*index].parents);
    let mut absent: Vec<String> = named.filter(|id| !present.contains(id.as_str())).cloned().collect();
    absent.sort_unstable();
    absent.dedup();
    absent
}

/// Orders a thread by time, but holds an answer back until the nearest mail that it names is out: clocks are wrong.
fn parents_first(mails: &[Envelope], thread: &[usize]) -> Vec<usize> {
    let places: HashMap<&str, usize> =
        thread.iter().rev().map(|index| (mails[*index].message_id.as_str(), *index)).collect();
    let mut waiting: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut ready = BinaryHeap::new();
    for &index in thread {
        let mut parents = mails[index].parents.iter().rev().filter_map(|id| places.get(id.as_str()));
        match parents.find(|parent| **parent != index) {
            Some(parent) => waiting.entry(*parent).or_default().push(index),
            None => ready.push(Reverse((mails[index].at, index))),
        }
    }
    let mut ordered = Vec::with_capacity(thread.len());
    let mut rest = thread.iter();
    let mut is_out = HashSet::new();
    loop {
        while let Some(Reverse((_, index))) = ready.pop() {
            if is_out.insert(index) {
                ordered.push(index);
                let answers = waiting.remove(&index).unwrap_or_default();
                ready.extend(answers.into_iter().map(|answer| Reverse((mails[answer].at, answer))));
            }
        }
        // Who is left waits in a circle: mails that name one another. The oldest of them goes first.
        match rest.find(|index| !is_out.contains(*index)) {
            Some(oldest) => ready.push(Reverse((mails[*oldest].at, *oldest))),
            None => return ordered,
        }
    }
}
