//! The threads of a world. The first one is the subject: the states of the policy are about it.

use lyceum::db::ids::PostId;
use lyceum::threads::{edit, start};

use super::people::People;
use super::places::Board;
use super::policy::{Group, IN_AUTUMN, IN_HOUSE, Standing, State};
use super::quiet::Quiet;
use super::readers::Reader;
use super::words::Words;
use crate::support::{Member, Thread};

/// A thread.
pub struct Talk {
    pub thread: Thread,
    pub standing: Standing,
    /// The reader who started it.
    pub starter: Reader,
    /// What the policy calls the board where it belongs.
    pub board: &'static str,
    pub posts: Vec<Post>,
}

/// A post.
pub struct Post {
    pub id: PostId,
    pub author: Option<Reader>,
    pub is_edited: bool,
    pub is_hidden: bool,
}

/// Who writes, and as which reader.
type Writer<'a> = (&'a Member, Option<Reader>);

/// Writes all of them.
pub async fn write(
    quiet: &Quiet<'_>,
    people: &People,
    boards: &[Board],
    state: &State,
    words: &mut Words,
) -> Vec<Talk> {
    let reader = |reader: Reader| (people.of(reader), Some(reader));
    let none = |member| (member, None);
    let on = |called: &str| boards.iter().find(|board| board.called == called).unwrap();
    let subject = [reader(Reader::Mentee), reader(Reader::Mentor), none(&people.sender)];
    let in_commons = [reader(Reader::Here), reader(Reader::Here)];
    let in_house = [reader(Reader::HouseModerator), reader(Reader::Mentor)];
    let in_letters = [reader(Reader::Coordinator), reader(Reader::Mentor)];
    let in_autumn = [reader(Reader::Other), none(&people.leader)];
    let mut talks = Vec::new();
    for (called, board, standing, writers) in [
        ("the subject", state.begins_on, state.subject, subject.as_slice()),
        ("the thread in public", "commons", state.commons, &in_commons),
        ("the thread of the house", "house", IN_HOUSE, &in_house),
        ("the letter", "letters", state.letters, &in_letters),
        ("the thread of Autumn", "autumn", IN_AUTUMN, &in_autumn),
    ] {
        talks.push(talk(quiet, called, on(board), standing, writers, words).await);
    }
    talks
}

async fn talk(
    quiet: &Quiet<'_>,
    called: &str,
    board: &Board,
    standing: Standing,
    writers: &[Writer<'_>],
    words: &mut Words,
) -> Talk {
    let (author, starter) = writers[0];
    let title = words.secret(&format!("the title of {called}"), standing.knows);
    let draft = start::Draft {
        title,
        body: text(words, called, 1, standing.knows),
        boards: vec![board.id],
        key: String::new(),
        is_masked: false,
    };
    let id = author.id;
    let location = quiet.write(move |tx| start::start(tx, id, &draft)).await;
    let thread = quiet.site.thread_at(&location);
    let mut posts = vec![Post { id: thread.post(1).await, author: starter, is_edited: true, is_hidden: false }];
    for (number, (member, reader)) in (2..).zip(&writers[1..]) {
        let known = if number == 3 || standing.is_answer_first { standing.third } else { standing.knows };
        let id = quiet.reply(&thread, member, text(words, called, number, known)).await;
        posts.push(Post { id, author: *reader, is_edited: number == 3, is_hidden: false });
    }
    for (number, (post, (member, _))) in (1..).zip(posts.iter().zip(writers)).filter(|(_, (post, _))| post.is_edited) {
        let known = if number == 3 { standing.third } else { standing.knows };
        let why = words.secret(&format!("the reason why post {number} of {called} was edited"), known);
        let draft = edit::Draft {
            title: None,
            body: text(words, &format!("{called}, edited,"), number, known),
            why,
            files: None,
        };
        let (viewer, post) = (quiet.site.viewer(member).await, post.id);
        quiet.write(move |tx| edit::edit(tx, &viewer, post, &draft)).await;
    }
    Talk { thread, standing, starter: starter.unwrap(), board: board.called, posts }
}

fn text(words: &mut Words, called: &str, number: i32, known: Group) -> String {
    format!("It says *{}* here.", words.secret(&format!("the text of post {number} of {called}"), known))
}
