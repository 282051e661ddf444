//! The keys of each platform, kept in memory: read again every ten minutes, and once more when one is not known.

use std::collections::HashMap;
use std::sync::Arc;

use openidconnect::core::CoreJsonWebKeySet;
use parking_lot::Mutex;

use super::model::Platform;
use crate::db::ids::{PlatformId, Time};
use crate::site::Site;
use crate::sso::discovery;

/// How long keys are believed, in seconds: so long one is good that the platform has withdrawn.
const FRESH_SECONDS: i64 = 600;
/// How long they are used if the platform cannot be asked again.
const USABLE_SECONDS: i64 = 3_600;
/// How often they are asked for again because one is not known: anybody can send tokens that name strange keys.
const AGAIN_SECONDS: i64 = 60;
/// How long a platform that did not answer is left alone: a class that waits would ask it one by one.
const AWAY_SECONDS: i64 = 10;

/// What this process knows of platforms.
#[derive(Default)]
pub struct Keys {
    entries: Mutex<HashMap<PlatformId, Entry>>,
    flights: Mutex<HashMap<PlatformId, Flight>>,
}

/// The keys of one platform.
pub type Known = Arc<CoreJsonWebKeySet>;

/// Held by whoever asks for them; all who come at that moment wait, and see what failed.
type Flight = Arc<tokio::sync::Mutex<Option<Failed>>>;

/// Why a platform could not be asked.
struct Failed {
    updated_at: Time,
    at: Time,
    fault: String,
}

#[derive(Clone)]
struct Entry {
    /// As which the platform was when they were read: whoever changes or switches it has them read anew.
    updated_at: Time,
    read_at: Time,
    asked_at: Time,
    keys: Known,
}

impl Keys {
    /// The keys of a platform.
    ///
    /// # Errors
    /// Why there are none, for the log.
    pub async fn of(&self, site: &Site, platform: &Platform) -> Result<Known, String> {
        if let Some(keys) = self.within(platform, site.steady(), FRESH_SECONDS) {
            return Ok(keys);
        }
        let flight = self.flight(platform);
        let mut failed = flight.lock().await;
        let now = site.steady();
        if let Some(keys) = self.within(platform, now, FRESH_SECONDS) {
            return Ok(keys);
        }
        let is_away =
            |failed: &&Failed| failed.updated_at == platform.updated_at && now.seconds_since(failed.at) < AWAY_SECONDS;
        let fault = match failed.as_ref().filter(is_away) {
            Some(failed) => failed.fault.clone(),
            None => match discovery::keys(&site.fetch, &platform.keys_url).await {
                // Keys that have just been read may be asked for again at once: they may be older than the token.
                Ok(keys) => return Ok(self.keep(platform, keys, now, now.plus_seconds(-AGAIN_SECONDS))),
                Err(fault) => {
                    tracing::warn!(platform = platform.slug, %fault, "the keys of a platform cannot be read");
                    let fault = fault.to_string();
                    *failed = Some(Failed { updated_at: platform.updated_at, at: now, fault: fault.clone() });
                    fault
                }
            },
        };
        self.within(platform, now, USABLE_SECONDS).ok_or(fault)
    }

    /// Keys that are newer than those that were tried; `None` where they were asked for a moment ago and are the same, or the
    /// platform does not answer.
    pub async fn newer(&self, site: &Site, platform: &Platform, tried: &Known) -> Option<Known> {
        let flight = self.flight(platform);
        // When a key has changed, everybody who comes at that moment waits for the one who asks.
        let _asking = flight.lock().await;
        let entry = self.entry(platform)?;
        if !Arc::ptr_eq(&entry.keys, tried) {
            return Some(entry.keys);
        }
        let now = site.steady();
        if now.seconds_since(entry.asked_at) < AGAIN_SECONDS {
            return None;
        }
        if let Some(kept) = self.entries.lock().get_mut(&platform.id) {
            kept.asked_at = now;
        }
        match discovery::keys(&site.fetch, &platform.keys_url).await {
            Ok(keys) => Some(self.keep(platform, keys, now, now)),
            Err(fault) => {
                tracing::warn!(platform = platform.slug, %fault, "the keys of a platform cannot be read again");
                None
            }
        }
    }

    fn flight(&self, platform: &Platform) -> Flight {
        self.flights.lock().entry(platform.id).or_default().clone()
    }

    fn entry(&self, platform: &Platform) -> Option<Entry> {
        self.entries.lock().get(&platform.id).filter(|entry| entry.updated_at == platform.updated_at).cloned()
    }

    /// The keys that were read at most so long ago.
    fn within(&self, platform: &Platform, now: Time, seconds: i64) -> Option<Known> {
        self.entry(platform).filter(|entry| now.seconds_since(entry.read_at) < seconds).map(|entry| entry.keys)
    }

    fn keep(&self, platform: &Platform, keys: CoreJsonWebKeySet, read_at: Time, asked_at: Time) -> Known {
        let keys = Arc::new(keys);
        let entry = Entry { updated_at: platform.updated_at, read_at, asked_at, keys: keys.clone() };
        self.entries.lock().insert(platform.id, entry);
        keys
    }
}
