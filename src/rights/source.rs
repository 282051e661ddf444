//! Where a part may come from: what a university's sign-on claims makes nobody a coordinator, nor anything above.

use super::Part;
use crate::error::{Error, Message, Result};

/// What gave somebody their part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// What a provider of sign-on says of them.
    Claim,
    /// An invitation that somebody with the right to give it wrote.
    Invitation,
    /// An entitlement of a provider that the operator listed by name.
    Entitlement,
    /// A group of the institution's identity system that was mapped to a cohort.
    Group,
    /// A course of a platform that was mapped to a cohort.
    Course,
    /// A list of people that the operator took in.
    List,
    /// Somebody here, by a form.
    Grant,
    /// The operator, by a command.
    Command,
}

impl Source {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Claim,
        Self::Invitation,
        Self::Entitlement,
        Self::Group,
        Self::Course,
        Self::List,
        Self::Grant,
        Self::Command,
    ];

    /// As it stands in the database and in keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Invitation => "invitation",
            Self::Entitlement => "entitlement",
            Self::Group => "scim",
            Self::Course => "course",
            Self::List => "list",
            Self::Grant => "grant",
            Self::Command => "command",
        }
    }

    /// Lets a part come from here.
    ///
    /// # Errors
    /// `Forbidden` where it may not.
    pub fn gives(self, part: Part) -> Result<()> {
        match Self::of(part).contains(&self) {
            true => Ok(()),
            false => Err(Error::Forbidden(Message::new("roles-may-not-come-from"))),
        }
    }

    /// Where `part` may come from.
    pub fn of(part: Part) -> &'static [Self] {
        match part {
            Part::Visitor | Part::Operator => &[],
            Part::Member | Part::Observer | Part::Mentee | Part::Mentor => &Self::ALL,
            // Only the operator maps a group to it: see `scim/map.rs`.
            Part::Coordinator => &[Self::Invitation, Self::Entitlement, Self::Group, Self::Grant, Self::Command],
            Part::CohortModerator | Part::Careers | Part::Moderator | Part::Programmes | Part::Admin => {
                &[Self::Invitation, Self::Entitlement, Self::Grant, Self::Command]
            }
        }
    }
}
