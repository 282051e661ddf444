//! Who asks: every kind of reader that the policy tells apart, the least trusted first.

/// A kind of reader. All but the last ask at Northfield, whose two cohorts are Spring and Autumn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reader {
    /// Nobody is signed in.
    Visitor,
    /// A member of Eastbridge, with the cookie they have there.
    Elsewhere,
    /// The admin of Eastbridge, with the cookie they have there.
    ForeignAdmin,
    /// A member who was suspended, with the cookie from before.
    Suspended,
    /// A member in no cohort.
    Here,
    /// A mentee of Autumn.
    Other,
    /// A mentee of Spring whom its coordinator removed, with the cookie from before.
    Removed,
    /// An observer of Spring.
    Observer,
    /// A mentee of Spring: they start the thread that the states are about.
    Mentee,
    /// A mentor of Spring.
    Mentor,
    /// A moderator named for Spring.
    Moderator,
    /// The coordinator of Spring.
    Coordinator,
    /// A moderator of Northfield, in no cohort.
    HouseModerator,
    /// The admin of Northfield, in no cohort.
    Admin,
    /// The admin of Eastbridge at home, asking there for Northfield's addresses.
    Abroad,
}

impl Reader {
    /// Every one, the least trusted first.
    pub const ALL: [Self; 15] = [
        Self::Visitor,
        Self::Elsewhere,
        Self::ForeignAdmin,
        Self::Abroad,
        Self::Suspended,
        Self::Here,
        Self::Other,
        Self::Removed,
        Self::Observer,
        Self::Mentee,
        Self::Mentor,
        Self::Moderator,
        Self::Coordinator,
        Self::HouseModerator,
        Self::Admin,
    ];

    /// The host they ask.
    pub fn host(self) -> &'static str {
        if self == Self::Abroad { "eastbridge.localhost" } else { "northfield.localhost" }
    }

    /// Whether they hold a cookie that makes them nobody at the host they ask.
    pub fn comes_as_visitor(self) -> bool {
        matches!(self, Self::Elsewhere | Self::ForeignAdmin | Self::Suspended)
    }

    /// Whether the host they ask takes them for somebody.
    pub fn is_somebody(self) -> bool {
        self != Self::Visitor && !self.comes_as_visitor()
    }
}
