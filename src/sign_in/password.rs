//! Passwords: argon2id, on a blocking thread, and only so many at once.

use std::sync::LazyLock;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

use super::guessable;
use crate::error::{Error, Message, Problems, Result};
use crate::http::secret::random;

/// The shortest password (NIST SP 800-63B asks for eight; twelve is three words).
pub const SHORTEST: usize = 12;
/// The longest, so that hashing cannot be made slow.
const LONGEST: usize = 200;

/// Each hash takes 19 MiB and tens of milliseconds: two at once, and a short queue behind them.
static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));
static QUEUE: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(50));

/// A hash of no password, so that an unknown name takes as long as a wrong password.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now("nobody has this password").ok());

/// Whether `typed` is the password behind `hash`; takes as long where there is no hash.
pub async fn is_right(typed: String, hash: Option<String>) -> Result<bool> {
    in_turn(move || {
        let known = hash.is_some();
        let hash = hash.or_else(|| NOBODY.clone()).ok_or_else(|| Error::internal("no password can be hashed"))?;
        let parsed = PasswordHash::new(&hash).map_err(|cause| Error::internal(cause.to_string()))?;
        Ok(Argon2::default().verify_password(typed.as_bytes(), &parsed).is_ok() && known)
    })
    .await
}

/// Hashes a new password; `known` is what everybody knows of whose it is.
///
/// # Errors
/// `Invalid` for one that is too short, too long or soon guessed.
pub async fn hash(new: String, known: Vec<String>) -> Result<String> {
    let length = new.chars().count();
    if length < SHORTEST {
        return Err(Error::Invalid(Problems::one(
            "new_password",
            Message::new("sign-in-password-short").with("least", SHORTEST),
        )));
    }
    if length > LONGEST {
        return Err(Error::Invalid(Problems::one(
            "new_password",
            Message::new("form-too-long").with("most", LONGEST).with("length", length),
        )));
    }
    guessable::refuse(&new, &known)?;
    in_turn(move || hash_now(&new)).await
}

fn hash_now(password: &str) -> Result<String> {
    let salt = random::<16>()?;
    let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
    Ok(hashed.map_err(|cause| Error::internal(cause.to_string()))?.to_string())
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let busy = || Error::Busy { retry_after: Duration::from_secs(5) };
    let _place = QUEUE.try_acquire().map_err(|_| busy())?;
    let _turn = AT_ONCE.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
