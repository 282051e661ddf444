//! Judges a code that somebody typed: of their app, or a recovery code.
//!
//! Wrong codes are slowed down by a delay for each account, and never more: whoever knows a password must not be able to
//! keep its owner out. A recovery code is looked at even then, for nobody guesses one.

use super::model::{self, Factor};
use super::offer::key_of;
use super::{recovery, totp, turn};
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Result};
use crate::members::notice::{self, What};
use crate::site::Tx;

/// What a code is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// It is theirs, and was not used before.
    Good,
    /// It is not.
    Wrong,
    /// It was not looked at: so many seconds have to pass first.
    Wait(i64),
    /// Nobody can say: what the app holds lies here under a secret.key that is gone. Recovery codes still work.
    Lost,
}

/// How many wrong codes in a row cost nothing.
const FREE: i32 = 5;
/// The first delay and the longest, in seconds. At the longest, somebody who has the password guesses a code in a decade.
const FIRST_DELAY: i64 = 30;
const LONGEST_DELAY: i64 = 900;

/// Judges a code, and uses it up if it is good.
pub fn check(tx: &mut Tx<'_>, member: MemberId, typed: &str) -> Result<Worth> {
    let Some(factor) = model::hold(tx.conn, member)? else { return Ok(Worth::Wrong) };
    let typed: String = typed.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    if typed.len() == recovery::LENGTH {
        return match recovery::take(tx, member, &typed)? {
            true => {
                model::set_failures(tx.conn, member, 0, tx.now)?;
                // Each is good once, and whoever found the sheet of them would otherwise go unnoticed.
                notice::send(tx, member, What::RecoveryCode, "")?;
                turn::audit(tx, member, "second-factor.recover").map(|()| Worth::Good)
            }
            false => turn::audit(tx, member, "second-factor.refuse").map(|()| Worth::Wrong),
        };
    }
    let wait = factor.next_try_at.0.saturating_sub(tx.now.0).div_euclid(crate::db::ids::Time::SECOND);
    // A longer one was noted under a clock that stood ahead.
    if (0..=LONGEST_DELAY).contains(&wait) && factor.next_try_at > tx.now {
        return Ok(Worth::Wait(wait + 1));
    }
    let sealed = match tx.site.secret.safe.open(&turn::purpose(member), &factor.secret) {
        Ok(sealed) => sealed,
        Err(cause) => {
            tracing::error!(member = %member, %cause, "a second factor cannot be read; lyceum member reset-second-factor takes it off");
            return Ok(Worth::Lost);
        }
    };
    let key = key_of(&sealed).ok_or_else(|| Error::internal("a second factor has no secret"))?;
    let step = totp::step_of(&key, &typed, tx.now)?.filter(|step| is_unused(&factor, *step, totp::step_at(tx.now)));
    let Some(step) = step else { return refuse(tx, &factor) };
    model::take_step(tx.conn, member, step)?;
    turn::audit(tx, member, "second-factor.use")?;
    Ok(Worth::Good)
}

/// Whether no code of this step or a later one was taken; one that lies in the future was taken under a clock that stood
/// ahead, and would keep its owner out until then.
fn is_unused(factor: &Factor, step: i64, now: i64) -> bool {
    step > factor.last_step || factor.last_step > now + i64::from(totp::SKEW)
}

fn refuse(tx: &mut Tx<'_>, factor: &Factor) -> Result<Worth> {
    let failures = factor.failures.saturating_add(1);
    let beyond = u32::try_from(failures - FREE).ok();
    let delay = beyond.map_or(0, |beyond| FIRST_DELAY.saturating_mul(1 << beyond.min(10)).min(LONGEST_DELAY));
    model::set_failures(tx.conn, factor.member_id, failures, tx.now.plus_seconds(delay))?;
    turn::audit(tx, factor.member_id, "second-factor.refuse")?;
    Ok(Worth::Wrong)
}

/// What is said of a code that is not good; the same of a wrong one and of one that was used.
pub fn message(worth: Worth) -> Option<Message> {
    match worth {
        Worth::Good => None,
        Worth::Wrong => Some(Message::new("second-factor-wrong")),
        Worth::Lost => Some(Message::new("second-factor-unreadable")),
        Worth::Wait(seconds) => Some(Message::new("second-factor-wait").with("seconds", seconds)),
    }
}
