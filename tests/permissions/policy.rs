//! The policy, written by hand: who may do what with what, board by board and state by state.
//!
//! It is what the program is measured by, so nothing in it is asked of the program. Where the program and this file
//! differ, a person decides which of them is wrong.

use super::readers::Reader::{self, *};

/// Readers to whom something is open.
pub type Group = &'static [Reader];

pub const NOBODY: Group = &[];
pub const EVERYONE: Group = &[
    Visitor,
    Elsewhere,
    ForeignAdmin,
    Suspended,
    Here,
    Other,
    Removed,
    Observer,
    Mentee,
    Mentor,
    Moderator,
    Coordinator,
    HouseModerator,
    Admin,
];
pub const MEMBERS: Group =
    &[Here, Other, Removed, Observer, Mentee, Mentor, Moderator, Coordinator, HouseModerator, Admin];
/// Whoever runs Northfield, and so reads its audit: whom things were done to, and why.
pub const ADMINS: Group = &[Admin];
/// Whoever runs Eastbridge, asking there.
pub const ABROAD: Group = &[Abroad];
/// Whoever keeps order anywhere, and so has a queue of what was reported.
pub const JUDGES: Group = &[Moderator, Coordinator, HouseModerator, Admin];
pub const HOUSE_STAFF: Group = &[HouseModerator, Admin];
pub const SPRING: Group = &[Observer, Mentee, Mentor, Moderator, Coordinator];
pub const SPRING_STAFF: Group = &[Moderator, Coordinator];
const AUTUMN: Group = &[Other];
const BOTH: Group = &[Other, Observer, Mentee, Mentor, Moderator, Coordinator];
/// Whoever runs Spring; the admin appoints coordinators, and reads none of its boards.
const SPRING_RUN: Group = &[Coordinator, Admin];
const SPRING_NAMED: Group = &[Observer, Mentee, Mentor, Moderator, Coordinator, Admin];
const BOTH_NAMED: Group = &[Other, Observer, Mentee, Mentor, Moderator, Coordinator, Admin];

/// Who may do what on a board.
#[derive(Debug, Clone, Copy)]
pub struct BoardRule {
    pub read: Group,
    pub start: Group,
    pub reply: Group,
    pub keep: Group,
    /// Who may know its name: its readers, and the readers of every thread that stands on it.
    pub named: Group,
}

/// The boards.
#[derive(Debug, Clone, Copy)]
pub struct Boards {
    pub commons: BoardRule,
    pub house: BoardRule,
    pub talk: BoardRule,
    pub letters: BoardRule,
    pub autumn: BoardRule,
}

/// Read by everyone on the web, written by the members.
const COMMONS: BoardRule =
    BoardRule { read: EVERYONE, start: MEMBERS, reply: MEMBERS, keep: HOUSE_STAFF, named: EVERYONE };
/// Read by the members; coordinators start, mentors reply.
const HOUSE: BoardRule = BoardRule {
    read: MEMBERS,
    start: HOUSE_STAFF,
    reply: &[Mentor, HouseModerator, Admin],
    keep: HOUSE_STAFF,
    named: MEMBERS,
};
/// Spring's own, many to many.
const TALK: BoardRule = BoardRule { read: SPRING, start: SPRING, reply: SPRING, keep: SPRING_STAFF, named: SPRING };
/// Spring's own, one to many.
const LETTERS: BoardRule = BoardRule {
    read: SPRING,
    start: SPRING_STAFF,
    reply: &[Mentor, Moderator, Coordinator],
    keep: SPRING_STAFF,
    named: SPRING,
};
/// Autumn's own; its coordinator is none of the readers.
const AUTUMN_TALK: BoardRule = BoardRule { read: AUTUMN, start: AUTUMN, reply: AUTUMN, keep: NOBODY, named: AUTUMN };
const BOARDS: Boards = Boards { commons: COMMONS, house: HOUSE, talk: TALK, letters: LETTERS, autumn: AUTUMN_TALK };

/// Who may do what with a cohort.
#[derive(Debug, Clone, Copy)]
pub struct CohortRule {
    pub read: Group,
    pub run: Group,
    /// Who hands out ways into it: they could come in by one, under another name, so they have to read it anyway.
    pub invite: Group,
    /// Who may know its name.
    pub named: Group,
}

const SPRING_COHORT: CohortRule =
    CohortRule { read: SPRING, run: SPRING_RUN, invite: &[Coordinator], named: SPRING_NAMED };
const AUTUMN_COHORT: CohortRule = CohortRule { read: AUTUMN, run: &[Admin], invite: NOBODY, named: &[Other, Admin] };

/// Who may do what with a thread.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Who may know that it is there.
    pub knows: Group,
    /// Whether its pages are there: those of a hidden thread are not, even for those who keep order.
    pub shows: bool,
    pub replies: Group,
    /// Who keeps order on one of its boards.
    pub keeps: Group,
    /// Who keeps order where it belongs.
    pub owns: Group,
    /// Who may know what its third post says: the one that some states hide.
    pub third: Group,
    /// Whether that is so of every post but the first, and of that they are there.
    pub is_answer_first: bool,
}

const IN_COMMONS: Standing = Standing {
    knows: EVERYONE,
    shows: true,
    replies: MEMBERS,
    keeps: HOUSE_STAFF,
    owns: HOUSE_STAFF,
    third: EVERYONE,
    is_answer_first: false,
};
pub const IN_HOUSE: Standing = Standing {
    knows: MEMBERS,
    shows: true,
    replies: HOUSE.reply,
    keeps: HOUSE_STAFF,
    owns: HOUSE_STAFF,
    third: MEMBERS,
    is_answer_first: false,
};
const IN_TALK: Standing = Standing {
    knows: SPRING,
    shows: true,
    replies: SPRING,
    keeps: SPRING_STAFF,
    owns: SPRING_STAFF,
    third: SPRING,
    is_answer_first: false,
};
pub const IN_AUTUMN: Standing = Standing {
    knows: AUTUMN,
    shows: true,
    replies: AUTUMN,
    keeps: NOBODY,
    owns: NOBODY,
    third: AUTUMN,
    is_answer_first: false,
};

/// What is done to the thread, or around it, once it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Nothing,
    HideThirdPost,
    Hide,
    Lock,
    AddTo(&'static str),
    /// Added to the second board, then removed from the first.
    Move(&'static str, &'static str),
    Archive(&'static str),
    /// By command: from public to the institution's members.
    Narrow(&'static str),
    CloseSpring,
    SuspendStarter,
}

/// A state of the thread, and who may what in it.
#[derive(Debug, Clone, Copy)]
pub struct State {
    pub name: &'static str,
    /// The board it is started on.
    pub begins_on: &'static str,
    pub change: Change,
    pub subject: Standing,
    pub boards: Boards,
    pub spring: CohortRule,
    pub autumn: CohortRule,
    /// The other thread on the public board.
    pub commons: Standing,
    /// The thread on the board of letters.
    pub letters: Standing,
    /// Who reads the page of the imported sender who wrote the third post.
    pub sender: Group,
    /// Who may know their name: whoever reads their page or the list of Spring's people, runs Spring or keeps order.
    pub sender_named: Group,
}

pub const IN_SPRING: State = State {
    name: "visible in a cohort",
    begins_on: "talk",
    change: Change::Nothing,
    subject: IN_TALK,
    boards: BOARDS,
    spring: SPRING_COHORT,
    autumn: AUTUMN_COHORT,
    commons: IN_COMMONS,
    letters: Standing { replies: LETTERS.reply, ..IN_TALK },
    sender: SPRING,
    sender_named: SPRING_NAMED,
};
pub const IN_PUBLIC: State = State {
    name: "visible to the web",
    begins_on: "commons",
    subject: IN_COMMONS,
    sender: EVERYONE,
    sender_named: EVERYONE,
    ..IN_SPRING
};
/// Spring's own people, and those who keep order in the institution.
const SPRING_AND_HOUSE_STAFF: Group = &[Observer, Mentee, Mentor, Moderator, Coordinator, HouseModerator, Admin];
const NO_WORDS: Standing = Standing { replies: NOBODY, ..IN_TALK };
const NARROWED: Standing = Standing { knows: MEMBERS, third: MEMBERS, ..IN_COMMONS };
const CLOSED_TALK: BoardRule = BoardRule { start: NOBODY, reply: NOBODY, ..TALK };

pub const POST_HIDDEN_FROM_THE_WEB: State = State {
    name: "a post hidden from the web",
    change: Change::HideThirdPost,
    subject: Standing { third: HOUSE_STAFF, ..IN_COMMONS },
    sender: NOBODY,
    sender_named: SPRING_AND_HOUSE_STAFF,
    ..IN_PUBLIC
};
pub const HIDDEN_FROM_THE_WEB: State = State {
    name: "hidden from the web",
    change: Change::Hide,
    subject: Standing { knows: HOUSE_STAFF, shows: false, replies: NOBODY, third: HOUSE_STAFF, ..IN_COMMONS },
    sender: NOBODY,
    sender_named: SPRING_AND_HOUSE_STAFF,
    ..IN_PUBLIC
};
pub const MOVED: State = State {
    name: "moved from the web to a cohort",
    begins_on: "commons",
    change: Change::Move("commons", "talk"),
    ..IN_SPRING
};
pub const NARROWED_BOARD: State = State {
    name: "on a board that was narrowed",
    change: Change::Narrow("commons"),
    subject: NARROWED,
    boards: Boards { commons: BoardRule { read: MEMBERS, named: MEMBERS, ..COMMONS }, ..BOARDS },
    commons: NARROWED,
    sender: MEMBERS,
    sender_named: MEMBERS,
    ..IN_PUBLIC
};

/// Who reads why something was hidden: those who keep order there, and in the audit whoever runs the institution.
pub fn told_why(keeps: Group) -> Group {
    if keeps.contains(&Admin) { keeps } else { &[Moderator, Coordinator, Admin] }
}

/// Every state.
pub const STATES: [State; 15] = [
    IN_SPRING,
    IN_PUBLIC,
    State {
        name: "a post hidden",
        change: Change::HideThirdPost,
        subject: Standing { third: SPRING_STAFF, ..IN_TALK },
        sender: NOBODY,
        ..IN_SPRING
    },
    POST_HIDDEN_FROM_THE_WEB,
    State {
        name: "hidden",
        change: Change::Hide,
        subject: Standing { knows: SPRING_STAFF, shows: false, third: SPRING_STAFF, ..NO_WORDS },
        sender: NOBODY,
        ..IN_SPRING
    },
    HIDDEN_FROM_THE_WEB,
    State { name: "locked", change: Change::Lock, subject: NO_WORDS, ..IN_SPRING },
    State {
        name: "on two cohorts' boards",
        change: Change::AddTo("autumn"),
        subject: Standing { knows: BOTH, replies: BOTH, third: BOTH, ..IN_TALK },
        boards: Boards {
            talk: BoardRule { named: BOTH, ..TALK },
            autumn: BoardRule { named: BOTH, ..AUTUMN_TALK },
            ..BOARDS
        },
        spring: CohortRule { named: BOTH_NAMED, ..SPRING_COHORT },
        autumn: CohortRule { named: BOTH_NAMED, ..AUTUMN_COHORT },
        sender: BOTH,
        sender_named: BOTH_NAMED,
        ..IN_SPRING
    },
    State {
        name: "of a cohort, and on a public board too",
        change: Change::AddTo("commons"),
        subject: Standing {
            knows: EVERYONE,
            replies: MEMBERS,
            keeps: &[Moderator, Coordinator, HouseModerator, Admin],
            third: EVERYONE,
            ..IN_TALK
        },
        boards: Boards { talk: BoardRule { named: EVERYONE, ..TALK }, ..BOARDS },
        sender: EVERYONE,
        sender_named: EVERYONE,
        ..IN_SPRING
    },
    MOVED,
    State {
        name: "on an archived board",
        change: Change::Archive("talk"),
        subject: NO_WORDS,
        boards: Boards { talk: CLOSED_TALK, ..BOARDS },
        ..IN_SPRING
    },
    NARROWED_BOARD,
    State {
        name: "of a closed cohort",
        change: Change::CloseSpring,
        subject: NO_WORDS,
        boards: Boards { talk: CLOSED_TALK, letters: BoardRule { start: NOBODY, reply: NOBODY, ..LETTERS }, ..BOARDS },
        letters: NO_WORDS,
        ..IN_SPRING
    },
    State { name: "by somebody who was suspended", change: Change::SuspendStarter, ..IN_SPRING },
    State {
        name: "where one has to answer first",
        subject: Standing { third: &[Mentee, Mentor, Moderator, Coordinator], is_answer_first: true, ..IN_TALK },
        sender: NOBODY,
        ..IN_SPRING
    },
];
