//! A deed done again and again, each time with a step further on that fails or is the last; and what must hold then.

use std::collections::BTreeSet;

use lyceum::audit;
use lyceum::faults::Step;
use lyceum::site::Site;

use super::deed::{Again, Answer, Deed};
use super::door::{MANNERS, Manner};
use super::extent::{chosen, is_every};
use super::kept;
use super::pages::{Memory, Pages, forgotten};
use super::rounds::{work, work_with_faults};
use super::rows::Rows;
use super::template::{Copy, Template};

/// A deed, the world without it, and the world in which nothing disturbed it.
pub struct Trial<'a> {
    template: &'a Template,
    deed: &'a Deed,
    /// How many steps it has that can fail, and how many that can be the last.
    steps: [usize; 2],
    before: Rows,
    after: Rows,
    /// What is served as soon as it is done, and in the end; what lies in the open in the end.
    soon: Pages,
    served: Pages,
    open_before: Pages,
    open: Pages,
    /// The files that were handed in and are there in the end.
    files: BTreeSet<String>,
    memory: Memory,
    /// What was not as it ought to be.
    pub faults: Vec<String>,
    /// The kinds of steps that came by.
    pub known: BTreeSet<Step>,
}

impl<'a> Trial<'a> {
    /// Does the deed undisturbed.
    pub async fn of(template: &'a Template, deed: &'a Deed) -> Self {
        let (copy, memory) = (ready(template, deed, Manner::Fails).await, Memory::default());
        let before = Rows::of(&copy.node.site).acts();
        let open_before = Pages::open(copy.folder(), &Rows::of(&copy.node.site), &memory);
        copy.door.shut_at(Manner::Fails, usize::MAX);
        let answer = deed.act(&copy.node).await;
        copy.door.rest();
        let (steps, known) = (MANNERS.map(|manner| copy.door.passed(manner)), copy.door.known());
        assert!(matches!(answer, Answer::Done), "{} is not done even where nothing fails: {answer:?}", deed.name);
        let site = &copy.node.site;
        let soon = Pages::served(site, &Rows::of(site), &memory).await;
        work(site).await.unwrap();
        for house in site.roster.institutions() {
            let whole = site.compare(house.id, &|| ()).unwrap();
            assert!(whole.faults.is_empty() && whole.waiting == 0, "undisturbed, {}: {whole:?}", deed.name);
        }
        let after = Rows::of(site);
        let served = Pages::served(site, &after, &memory).await;
        let open = Pages::open(copy.folder(), &after, &memory);
        let (files, faults) = (kept::files(&copy, Manner::Fails), Vec::new());
        Self { template, deed, steps, before, after, soon, served, open_before, open, files, memory, faults, known }
    }

    /// Tries the steps of the deed; how often.
    pub async fn tries(&mut self, manner: Manner) -> usize {
        match manner {
            Manner::Fails => self.fails().await,
            Manner::Dies => self.dies().await,
        }
    }

    /// Lets the first step of the deed fail, the second, and so on until none does; then, in each of its rounds, the
    /// first of the worker's, the second, and so on. How often.
    async fn fails(&mut self) -> usize {
        let mut copy = ready(self.template, self.deed, Manner::Fails).await;
        for (times, number) in chosen(self.deed.name, self.steps[0]).enumerate() {
            copy.door.shut_at(Manner::Fails, number);
            let answer = self.deed.act(&copy.node).await;
            copy.door.rest();
            self.known.extend(copy.door.known());
            let Some(step) = copy.door.shut() else {
                let refused = (!matches!(answer, Answer::Done)).then(|| format!("{answer:?}"));
                self.note(number, None, "told", refused);
                let rounds = work_with_faults(&copy).await;
                self.ends(number, None, &copy, Manner::Fails).await;
                return times + rounds;
            };
            // As if nobody had tried: then the next step is tried on the same site.
            if !self.is_undone(number, step, &copy, &answer).await {
                self.ends(number, Some(step), &copy, Manner::Fails).await;
                copy = ready(self.template, self.deed, Manner::Fails).await;
            }
        }
        unreachable!("no deed has infinitely many steps")
    }

    /// A step of the deed itself has failed. Whoever did it either heard that it is done, or a sentence and does it
    /// again; true if nothing had come of it.
    async fn is_undone(&mut self, number: usize, step: Step, copy: &Copy, answer: &Answer) -> bool {
        let site = &copy.node.site;
        self.is_whole(number, Some(step), copy);
        let is_there = match self.is_there(number, Some(step), site) {
            Some(is_there) => is_there,
            None => return false,
        };
        match answer {
            Answer::Done => self.note(number, Some(step), "done", (!is_there).then(|| "and is not there".into())),
            Answer::Failed(told) => self.note(number, Some(step), "told", told.clone()),
            Answer::Refused(why) => self.note(number, Some(step), "told", Some(format!("refused: {why}"))),
        }
        if is_there {
            self.note(number, Some(step), "listening", site.listen().err().map(|cause| cause.to_string()));
            self.note(number, Some(step), "memory", forgotten(site));
            if !matches!(answer, Answer::Done) {
                self.do_again(number, Some(step), copy, true).await;
            }
            // What is swept in its time is as old where nothing was disturbed.
            let served = Pages::served(site, &Rows::of(site), &self.memory).await;
            let [ours, theirs] = [&served, &self.served].map(|all| all.without_what_differs(&self.soon, &self.served));
            self.note(number, Some(step), "served before the worker came", ours.difference(&theirs));
        }
        !is_there
    }

    /// Lets the process come no further than the first lasting step of the deed, the second, and so on until it comes to
    /// its end; how often. In the short form it need not come to its end once more: it did so at first.
    async fn dies(&mut self) -> usize {
        let (mut times, steps) = (0, self.steps[1]);
        for number in chosen(self.deed.name, steps).take_while(|number| is_every() || *number <= steps) {
            let copy = ready(self.template, self.deed, Manner::Dies).await;
            copy.door.shut_at(Manner::Dies, number);
            let answer = self.deed.act(&copy.node).await;
            let shut = copy.door.shut();
            copy.door.rest();
            self.known.extend(copy.door.known());
            let copy = self.template.restart(copy).await;
            self.is_whole(number, shut, &copy);
            if let Some(is_there) = self.is_there(number, shut, &copy.node.site) {
                match answer {
                    Answer::Done if is_there => {}
                    Answer::Done => self.note(number, shut, "done", Some("and is not there after a restart".into())),
                    _ => self.do_again(number, shut, &copy, is_there).await,
                }
            }
            self.ends(number, shut, &copy, Manner::Dies).await;
            if shut.is_none() {
                break;
            }
            times += 1;
        }
        times
    }

    /// Whether all that the deed changes is there, or nothing; `None` if it is neither.
    fn is_there(&mut self, number: usize, step: Option<Step>, site: &Site) -> Option<bool> {
        let rows = Rows::of(site).acts();
        let (undone, done) = (rows.difference(&self.before), rows.difference(&self.after.acts()));
        match (undone, done) {
            // Of what changes no row, such as making pages anew, everything is there.
            (_, None) => Some(true),
            (None, Some(_)) => Some(false),
            (Some(_), Some(half)) => {
                self.note(number, step, "neither there nor not", Some(half));
                None
            }
        }
    }

    /// What any web server may hand out at this moment is a page as it was, or as it is to be; and a row of a file means
    /// that the file is there.
    fn is_whole(&mut self, number: usize, step: Option<Step>, copy: &Copy) {
        let open = Pages::open(copy.folder(), &Rows::of(&copy.node.site), &self.memory);
        self.note(number, step, "in the open at once", open.torn(&self.open_before, &self.open));
        self.note(number, step, "files at once", kept::lost(&copy.node.site));
    }

    /// Somebody who never heard that it was done does it again.
    async fn do_again(&mut self, number: usize, step: Option<Step>, copy: &Copy, is_there: bool) {
        if is_there && self.deed.again == Again::Another {
            return;
        }
        match self.deed.act(&copy.node).await {
            Answer::Done => {}
            Answer::Refused(_) if is_there => {}
            answer => self.note(number, step, "done again", Some(format!("{answer:?}"))),
        }
    }

    /// After everything the site is the one in which nothing was disturbed.
    async fn ends(&mut self, number: usize, step: Option<Step>, copy: &Copy, manner: Manner) {
        let site = &copy.node.site;
        self.note(number, step, "the worker", work(site).await.err().map(|cause| cause.to_string()));
        let rows = Rows::of(site);
        let unsettled = rows.unsettled();
        self.note(number, step, "unsettled", (unsettled > 0).then(|| format!("{unsettled} events")));
        // A mark that was in memory alone is the one thing that may die.
        let [ours, theirs] = [&rows, &self.after].map(|rows| match manner {
            Manner::Dies => rows.without_marks(),
            Manner::Fails => rows.clone(),
        });
        self.note(number, step, "rows", ours.difference(&theirs));
        self.note(number, step, "the audit", broken(site));
        let stored = Pages::stored(site, &rows, &self.memory).await;
        let served = Pages::served(site, &rows, &self.memory).await;
        self.note(number, step, "served", served.difference(&self.served));
        self.note(number, step, "stored", stored.difference(&self.served));
        let open = Pages::open(copy.folder(), &rows, &self.memory);
        let open = if manner == Manner::Dies { open.without_asides() } else { open };
        self.note(number, step, "in the open", open.difference(&self.open));
        self.note(number, step, "memory", forgotten(site));
        let files = kept::files(copy, manner);
        self.note(number, step, "files", (files != self.files).then(|| format!("{files:?} and not {:?}", self.files)));
    }

    fn note(&mut self, number: usize, step: Option<Step>, what: &str, fault: Option<String>) {
        if let Some(fault) = fault {
            let at = step.map_or_else(|| "undisturbed".into(), |step| format!("{step:?}"));
            self.faults.push(format!("{}, step {number} ({at}), {what}:\n    {fault}", self.deed.name));
        }
    }
}

/// What is wrong with the audit, or waits in it for a seal.
fn broken(site: &Site) -> Option<String> {
    let kept = audit::kept::read(&site.config.data, &site.secret.audit).unwrap();
    let found = site.db.read_at_length(|conn| audit::verify::verify(conn, &site.secret.audit, kept.as_ref())).unwrap();
    (!found.is_whole() || found.waiting > 0 || found.kept != Some(found.newest.number)).then(|| format!("{found:?}"))
}

/// A copy in which the deed can be done; with everything in memory, as where people come and go, or with nothing, where
/// what was in memory is lost anyway.
async fn ready(template: &Template, deed: &Deed, manner: Manner) -> Copy {
    let copy = template.copy(deed.later).await;
    if manner == Manner::Fails {
        warm(&copy.node.site).await;
    }
    deed.prepare(&copy.node).await;
    copy
}

async fn warm(site: &Site) {
    for house in site.roster.institutions() {
        for page in site.expected(house.id).await.unwrap() {
            site.page(page).await.unwrap();
        }
        let people: Vec<_> =
            ["ada", "ben"].iter().filter_map(|name| site.roster.member_named(house.id, name)).collect();
        let boards: Vec<_> = site.roster.boards_of(house.id).iter().map(|board| board.id).collect();
        people.iter().for_each(|person| site.marks.warm(&site.db, person.id, None, &boards).unwrap());
    }
    site.write_down().await.unwrap();
}
