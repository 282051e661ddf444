//! The codes that an app makes (RFC 6238): SHA-1, six digits, thirty seconds, which is what every app can do.

use totp_rs::{Algorithm, Builder, Secret};

use crate::db::ids::Time;
use crate::error::{Error, Result};

/// A secret that an app shares with us, of as many bytes as the standard recommends.
pub type Key = [u8; 20];

/// How long a code is shown, in seconds.
const STEP: i64 = 30;
/// How many steps an app's clock may be wrong.
pub const SKEW: u16 = 1;

/// The time step at an instant.
pub fn step_at(now: Time) -> i64 {
    seconds(now) / STEP
}

/// The step whose code was typed, if it is that of now, or of the step before or after.
pub fn step_of(key: &Key, typed: &str, now: Time) -> Result<Option<i64>> {
    let codes = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(SKEW)
        .with_step_duration(STEP.unsigned_abs())
        .with_secret(Secret::new_stack(*key))
        .build()
        .map_err(|cause| Error::internal(cause.to_string()))?;
    let step = codes.check(typed, seconds(now).unsigned_abs());
    step.map(|step| i64::try_from(step).map_err(Error::internal)).transpose()
}

fn seconds(now: Time) -> i64 {
    (now.0 / Time::SECOND).max(0)
}
