//! The table of rights in the program against the policy that was written by hand: neither changes alone.

use lyceum::pages::audience::Act;
use lyceum::rights::circle::{CIRCLES, circles};
use lyceum::rights::table::{TABLE, is_one};
use lyceum::rights::{Need, Part, Right, Source, may};

use super::policy::{ADMINS, BoardRule, Change, Group, HOUSE_STAFF, IN_SPRING, SPRING_STAFF, STATES, State};
use super::readers::Reader::{self, *};
use super::rows::{Power, ROWS};

/// What a reader is at Northfield, or in Spring.
fn parts(reader: Reader) -> Vec<Part> {
    let own = match reader {
        Observer => Some(Part::Observer),
        Mentee => Some(Part::Mentee),
        Mentor => Some(Part::Mentor),
        Moderator => Some(Part::CohortModerator),
        Coordinator => Some(Part::Coordinator),
        HouseModerator => Some(Part::Moderator),
        Admin => Some(Part::Admin),
        _ => None,
    };
    let is_visitor = reader == Visitor || reader.comes_as_visitor();
    let member = (!is_visitor).then_some(Part::Member);
    [Some(Part::Visitor), member, own].into_iter().flatten().collect()
}

fn everybody() -> impl Iterator<Item = Reader> {
    Reader::ALL.into_iter().filter(|reader| *reader != Abroad)
}

#[test]
fn what_somebody_may_by_what_they_are_is_what_the_policy_says() {
    let (boards, cohort) = (IN_SPRING.boards, IN_SPRING.spring);
    let expected: [(Right, Group); 22] = [
        (Right::ReadPublicBoard, boards.commons.read),
        (Right::ReadHouseBoard, boards.house.read),
        (Right::WriteOnHouseBoard, boards.commons.start),
        (Right::WriteOnHouseBoardForMentors, boards.house.reply),
        (Right::WriteOnHouseBoardForStaff, boards.house.start),
        (Right::ReadAnswersOnHouseBoard, boards.house.reply),
        (Right::KeepHouseBoard, boards.house.keep),
        (Right::ReadCohortBoard, boards.talk.read),
        (Right::WriteOnCohortBoard, boards.talk.start),
        (Right::WriteOnCohortBoardForMentors, boards.letters.reply),
        (Right::WriteOnCohortBoardForStaff, boards.letters.start),
        (Right::ReadAnswersOnCohortBoard, boards.letters.reply),
        (Right::KeepCohortBoard, boards.letters.keep),
        (Right::ReadCohort, cohort.read),
        (Right::RunCohort, cohort.run),
        (Right::Invite, cohort.invite),
        (Right::ReadAudit, ADMINS),
        (Right::ReadRoles, ADMINS),
        (Right::RunSignOn, ADMINS),
        (Right::ResetSecondFactor, ADMINS),
        (Right::RunProvisioning, ADMINS),
        (Right::RunCourses, ADMINS),
    ];
    for (right, group) in expected {
        for reader in everybody() {
            let is_allowed = may(right, |need| is_one(need, &parts(reader)));
            assert_eq!(is_allowed, group.contains(&reader), "{right:?} as {reader:?}");
        }
    }
}

#[test]
fn who_judges_a_report_is_who_keeps_order_there_and_never_the_one_whom_it_is_about() {
    let asks = |right: Right, reader: Reader, is_passed_on: bool, is_about_staff: bool, is_own: bool| {
        may(right, |need| match need {
            Need::OnAny(Act::Moderate) => IN_SPRING.boards.talk.keep.contains(&reader),
            Need::NotAbout => !is_own,
            Need::PassedOn => is_passed_on,
            Need::AboutNoStaff => !is_about_staff,
            need => is_one(need, &parts(reader)),
        })
    };
    for reader in everybody() {
        for right in [Right::JudgePost, Right::JudgePerson] {
            assert_eq!(
                asks(right, reader, false, false, false),
                SPRING_STAFF.contains(&reader),
                "{right:?} as {reader:?}"
            );
            let last = SPRING_STAFF.contains(&reader) || reader == Admin;
            assert_eq!(asks(right, reader, true, false, false), last, "{right:?} as {reader:?}, passed on");
            assert!(!asks(right, reader, true, false, true), "{right:?} as {reader:?}, about themselves");
        }
        let is_staff = HOUSE_STAFF.contains(&reader);
        assert_eq!(asks(Right::JudgeMember, reader, true, false, false), is_staff, "{reader:?}");
        assert_eq!(asks(Right::Suspend, reader, false, false, false), is_staff, "{reader:?}");
        assert_eq!(asks(Right::Suspend, reader, false, true, false), reader == Admin, "{reader:?}");
        assert_eq!(asks(Right::Mute, reader, false, true, false), reader == Admin, "{reader:?}");
        for right in [Right::JudgeMember, Right::Suspend, Right::Mute] {
            assert!(!asks(right, reader, true, false, true), "{right:?} as {reader:?}, about themselves");
        }
    }
}

/// The boards that the subject stands on in a state, the first one first.
fn stands(state: &State) -> Vec<BoardRule> {
    let board = |called: &str| match called {
        "commons" => state.boards.commons,
        "house" => state.boards.house,
        "talk" => state.boards.talk,
        "letters" => state.boards.letters,
        "autumn" => state.boards.autumn,
        other => panic!("no board is called {other}"),
    };
    match state.change {
        Change::Move(_, to) => vec![board(to)],
        Change::AddTo(second) => vec![board(state.begins_on), board(second)],
        _ => vec![board(state.begins_on)],
    }
}

/// What is so for a reader of the subject.
fn has(state: &State, reader: Reader, need: Need) -> bool {
    let allows = |board: &BoardRule, act: Act| {
        let group = match act {
            Act::Read => board.read,
            Act::Start => board.start,
            Act::Reply => board.reply,
            Act::Moderate => board.keep,
        };
        board.read.contains(&reader) && group.contains(&reader)
    };
    let stands = stands(state);
    match need {
        Need::OnAny(act) => stands.iter().any(|board| allows(board, act)),
        Need::OnFirst(act) | Need::OnThis(act) => allows(&stands[0], act),
        Need::Visible => state.change != Change::Hide,
        Need::Open => !matches!(state.change, Change::Hide | Change::Lock),
        Need::Published => state.change != Change::HideThirdPost,
        Need::Author => reader == Mentee,
        Need::WrittenHere | Need::InTime => true,
        need => is_one(need, &parts(reader)),
    }
}

#[test]
fn what_somebody_may_with_a_thread_is_what_the_policy_says_in_every_state() {
    for state in &STATES {
        let subject = state.subject;
        for reader in everybody() {
            let told = |right: Right| may(right, |need| has(state, reader, need));
            let expected = [
                (Right::KnowThread, subject.knows),
                (Right::Reply, subject.replies),
                (Right::HidePost, subject.keeps),
                (Right::SeeNames, subject.keeps),
                (Right::LockThread, subject.owns),
            ];
            for (right, group) in expected {
                // Who is suspended is the one who began it, and the policy has them as a visitor.
                assert_eq!(told(right), group.contains(&reader), "{right:?} as {reader:?}, {}", state.name);
            }
            let is_theirs = reader == Mentee || subject.owns.contains(&reader);
            assert_eq!(told(Right::SeePlaces), is_theirs, "{reader:?}, {}", state.name);
            let keeps = stands(state)[0].keep.contains(&reader);
            assert_eq!(told(Right::UnplaceThread), is_theirs || keeps, "{reader:?}, {}", state.name);
            assert_eq!(told(Right::PinThread), keeps, "{reader:?}, {}", state.name);
            assert_eq!(told(Right::SeeHiddenThreads), keeps, "{reader:?}, {}", state.name);
            assert_eq!(told(Right::PostAtWill), keeps, "{reader:?}, {}", state.name);
            let starts = stands(state)[0].start.contains(&reader);
            assert_eq!(told(Right::StartThread), starts, "{reader:?}, {}", state.name);
            assert_eq!(told(Right::PlaceThread), is_theirs && starts, "{reader:?}, {}", state.name);
            let edits = reader == Mentee && state.change != Change::HideThirdPost && subject.replies.contains(&reader);
            assert_eq!(told(Right::EditPost), edits, "{reader:?}, {}", state.name);
            let shows = !matches!(state.change, Change::HideThirdPost | Change::Hide);
            assert_eq!(told(Right::TakeBackPost), reader == Mentee && shows, "{reader:?}, {}", state.name);
            let amends = subject.keeps.contains(&reader) && shows;
            assert_eq!(told(Right::AmendPost), amends, "{reader:?}, {}", state.name);
            // Of those who may know of the thread: so the matrix asks it.
            let knows_it = !subject.is_answer_first || subject.third.contains(&reader);
            if subject.knows.contains(&reader) && subject.shows && knows_it {
                assert_eq!(told(Right::ComparePost), subject.third.contains(&reader), "{reader:?}, {}", state.name);
            }
            let reads = stands(state)[0].read.contains(&reader);
            assert_eq!(told(Right::ChangeBoard), keeps || (reader == Admin && reads), "{reader:?}, {}", state.name);
        }
    }
}

/// What the table calls what the matrix asks; nothing for what everybody may, or whoever is signed in.
fn rights(power: Power) -> &'static [Right] {
    match power {
        Power::Open
        | Power::Never
        | Power::Link
        | Power::Token
        | Power::Word
        | Power::Door
        | Power::Own
        | Power::Report
        | Power::Mark => &[],
        Power::Judge => &[Right::JudgePost, Right::JudgePerson, Right::JudgeMember, Right::Mute, Right::Suspend],
        Power::Read => &[Right::ReadPublicBoard, Right::ReadHouseBoard, Right::ReadCohortBoard, Right::ReadCohort],
        Power::Know => &[Right::KnowThread, Right::ReadAnswersOnHouseBoard, Right::ReadAnswersOnCohortBoard],
        Power::Run => &[Right::RunCohort],
        Power::Invite => &[Right::Invite],
        Power::Start => &[
            Right::StartThread,
            Right::WriteOnHouseBoard,
            Right::WriteOnHouseBoardForMentors,
            Right::WriteOnHouseBoardForStaff,
            Right::WriteOnCohortBoard,
            Right::WriteOnCohortBoardForMentors,
            Right::WriteOnCohortBoardForStaff,
        ],
        Power::Keep => {
            &[Right::HidePost, Right::SeeNames, Right::ChangeBoard, Right::KeepHouseBoard, Right::KeepCohortBoard]
        }
        Power::Oversee => &[Right::SeeHiddenThreads, Right::PostAtWill],
        Power::Pin => &[Right::PinThread],
        Power::Reply => &[Right::Reply],
        Power::Edit => &[Right::EditPost],
        Power::TakeBack => &[Right::TakeBackPost],
        Power::Amend => &[Right::AmendPost],
        Power::Compare => &[Right::ComparePost],
        Power::Rule => &[Right::LockThread],
        Power::Place => &[Right::SeePlaces, Right::PlaceThread],
        Power::Unplace => &[Right::UnplaceThread],
        Power::Administer => {
            const HOUSE: &[Right] = &[
                Right::ReadAudit,
                Right::ReadRoles,
                Right::RunSignOn,
                Right::ResetSecondFactor,
                Right::RunProvisioning,
                Right::RunCourses,
            ];
            HOUSE
        }
    }
}

#[test]
fn every_right_is_asked_for_by_a_route_of_the_matrix_and_every_route_by_a_right() {
    let asked: Vec<Right> = ROWS.iter().flat_map(|row| rights(row.power)).copied().collect();
    // Roles are granted by commands alone; what they refuse is in tests/audit/grants.rs.
    let missing: Vec<_> =
        TABLE.iter().filter(|row| row.right != Right::GrantRole && !asked.contains(&row.right)).collect();
    assert!(missing.is_empty(), "no route of the matrix asks for {missing:#?}");
    let twice = TABLE.iter().enumerate().find(|(at, row)| TABLE[..*at].iter().any(|other| other.right == row.right));
    assert!(twice.is_none(), "{twice:?} has two rows");
    assert!(asked.iter().all(|right| TABLE.iter().any(|row| row.right == *right)), "a right has no row");
}

#[test]
fn a_right_by_what_somebody_is_has_circles_with_everybody_in_them_and_nobody_else() {
    for row in TABLE.iter().filter(|row| row.right != Right::GrantRole) {
        let [way] = row.ways else { continue };
        let [Need::Is(wanted)] = way else { continue };
        // Who runs a cohort, or the institution, is asked by what they are; there is no circle of them.
        let by_part = [
            Right::RunCohort,
            Right::Invite,
            Right::ReadAudit,
            Right::ReadRoles,
            Right::RunSignOn,
            Right::ResetSecondFactor,
            Right::RunProvisioning,
            Right::RunCourses,
        ];
        if by_part.contains(&row.right) {
            continue;
        }
        let mut inside: Vec<Part> = circles(row.right).iter().flat_map(|kind| kind.parts()).copied().collect();
        inside.sort_unstable();
        inside.dedup();
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        assert_eq!(inside, wanted, "{:?}", row.right);
    }
    assert!(CIRCLES.iter().all(|(kind, parts)| kind.parts() == *parts));
}

#[test]
fn nothing_above_a_mentor_comes_from_a_claim_and_no_role_at_the_institution_from_a_group() {
    for part in Part::ALL {
        let is_claimed = Source::of(part).contains(&Source::Claim);
        assert_eq!(is_claimed, part > Part::Visitor && part <= Part::Mentor, "{part:?}");
        // That only the operator maps a group to coordinators is tried in tests/scim/mapping.rs.
        assert_eq!(Source::of(part).contains(&Source::Group), is_claimed || part == Part::Coordinator, "{part:?}");
    }
}
