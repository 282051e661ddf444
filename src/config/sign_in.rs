//! How people sign in who have no provider, and for how long.

use serde::{Deserialize, Serialize};

/// How members with an account of their own sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Who is asked for a second factor.
    pub second_factor: SecondFactor,
    /// How long a session lasts that a provider did not vouch for, in days; fewer hold for those that have begun, too.
    pub session_days: u32,
}

impl Default for SignIn {
    fn default() -> Self {
        Self { second_factor: SecondFactor::default(), session_days: 30 }
    }
}

impl SignIn {
    /// How long a session lasts, in seconds.
    pub fn session_seconds(&self) -> i64 {
        i64::from(self.session_days) * 86_400
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
