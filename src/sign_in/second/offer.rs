//! A secret that is offered to somebody and not theirs yet: it lies sealed in the form that takes it up, and nowhere else,
//! so that nobody else is ever offered the same.

use data_encoding::BASE32_NOPAD;

use super::totp::Key;
use crate::db::ids::Time;
use crate::error::Result;
use crate::http::secret::random;
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::text;

/// How long it can be taken up, in seconds.
const LIFE_SECONDS: i64 = 600;

/// A secret, and the same sealed.
pub struct Offer {
    /// What the app is to know.
    pub key: Key,
    /// What the form carries.
    pub sealed: String,
}

/// Makes one for a place: a session, or a pending sign-in. It is good for no other.
pub fn make(site: &Site, place: &str) -> Result<Offer> {
    let key = random::<20>()?;
    let sealed = site.secret.safe.seal(&purpose(place), &format!("{} {}", site.now().0, BASE32_NOPAD.encode(&key)))?;
    Ok(Offer { key, sealed })
}

/// Reads what a form carries; nothing if it was not made for this place, or too long ago.
pub fn open(site: &Site, place: &str, sealed: &str) -> Option<Offer> {
    let text = site.secret.safe.open(&purpose(place), sealed).ok()?;
    let (made, key) = text.split_once(' ')?;
    let is_fresh = site.now() < Time(made.parse().ok()?).plus_seconds(LIFE_SECONDS);
    let key = key_of(key).filter(|_| is_fresh)?;
    Some(Offer { key, sealed: sealed.to_owned() })
}

fn purpose(place: &str) -> String {
    format!("second factor offer {place}")
}

/// A secret as people and apps write it.
pub fn spelled(key: &Key) -> String {
    BASE32_NOPAD.encode(key)
}

/// Reads what [`spelled`] wrote.
pub fn key_of(text: &str) -> Option<Key> {
    BASE32_NOPAD.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// The address that an app on this machine opens, and that a phone reads from the picture.
pub fn address(house: &InstitutionEntry, username: &str, key: &Key) -> String {
    // A colon parts the two names, so none may be in the first.
    let issuer = text::percent(&house.name.replace(':', " "));
    format!("otpauth://totp/{issuer}:{}?secret={}&issuer={issuer}", text::percent(username), spelled(key))
}
