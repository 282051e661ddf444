//! Who wrote something, and under which name that shows: their own, or a mask where they are anonymous to peers.
//!
//! What is drawn is drawn of [`Shown`], which does not know who is behind a mask; so no page, letter or feed can name them.

use std::fmt;

use crate::db::ids::MemberId;

/// Who wrote something. It stays as it was when it was written, whatever becomes of the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Byline {
    author: MemberId,
    mask: Option<Mask>,
}

/// As what somebody shows to readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// As themselves.
    Member(MemberId),
    /// As nobody in particular.
    Masked(Mask),
}

/// A name that stands for somebody within one thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mask {
    /// What they are, where enough others are it too.
    pub part: MaskPart,
    /// Which of those who are masked in the thread.
    pub number: i32,
}

/// What a mask tells of whoever wears it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MaskPart {
    /// That they mentor.
    Mentor,
    /// That they are mentored.
    Mentee,
    /// Nothing.
    Member,
}

impl MaskPart {
    const ALL: [Self; 3] = [Self::Mentor, Self::Mentee, Self::Member];

    /// As it stands in the database and in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mentor => "mentor",
            Self::Mentee => "mentee",
            Self::Member => "member",
        }
    }
}

impl Mask {
    /// Reads what [`fmt::Display`] wrote. Whatever else stands there is a mask still: nobody is shown by a mistake.
    pub fn read(stored: &str) -> Self {
        let (word, number) = stored.rsplit_once('-').unwrap_or((stored, ""));
        let part = MaskPart::ALL.into_iter().find(|part| part.word() == word).unwrap_or(MaskPart::Member);
        Self { part, number: number.parse().unwrap_or(0) }
    }
}

impl fmt::Display for Mask {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.part.word(), self.number)
    }
}

impl Byline {
    /// Somebody under a mask, or under their own name.
    pub fn new(author: MemberId, mask: Option<Mask>) -> Self {
        Self { author, mask }
    }

    /// Of a row's two columns.
    pub fn stored(author: MemberId, mask: Option<&str>) -> Self {
        Self { author, mask: mask.map(Mask::read) }
    }

    /// As what they show.
    pub fn shown(&self) -> Shown {
        self.mask.map_or(Shown::Member(self.author), Shown::Masked)
    }

    /// The mask, if there is one.
    pub fn mask(&self) -> Option<Mask> {
        self.mask
    }

    /// Who it is, for what follows from that for themselves alone, and for those who may look behind the mask.
    pub fn behind(&self) -> MemberId {
        self.author
    }
}

impl Shown {
    /// Whose name is to be looked up.
    pub fn member(self) -> Option<MemberId> {
        match self {
            Self::Member(id) => Some(id),
            Self::Masked(_) => None,
        }
    }
}
