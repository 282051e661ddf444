//! How people sign in who have no provider, and for how long.

use serde::{Deserialize, Serialize};

/// In seconds.
const DAY: i64 = 86_400;

/// How members with an account of their own sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Who is asked for a second factor.
    pub second_factor: SecondFactor,
    /// How long a session lasts that a provider did not vouch for, in days; fewer hold for those that have begun, too.
    pub session_days: u32,
    /// For how long somebody keeps what rules of a provider of sign-on gave them, if the provider is not asked again, in days.
    pub rules_days: u32,
    /// The same for power over others: every part above mentor.
    pub staff_rules_days: u32,
}

impl Default for SignIn {
    fn default() -> Self {
        Self { second_factor: SecondFactor::default(), session_days: 30, rules_days: 90, staff_rules_days: 7 }
    }
}

impl SignIn {
    /// How long a session lasts, in seconds.
    pub fn session_seconds(&self) -> i64 {
        i64::from(self.session_days) * DAY
    }

    /// How long a part that rules gave stays without the provider being asked, in seconds.
    pub fn rules_seconds(&self, is_staff: bool) -> i64 {
        i64::from(if is_staff { self.staff_rules_days } else { self.rules_days }) * DAY
    }
}

/// Who has to have a second factor; whoever has turned it on is asked for it in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondFactor {
    /// Coordinators, moderators, careers staff and those who run the institution.
    #[default]
    Staff,
    /// Every member.
    Everybody,
    /// Nobody: only those who chose it are asked.
    Chosen,
}
