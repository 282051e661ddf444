//! The keys of each platform, kept in memory: read again every hour, and once more when one is not known.

use std::collections::HashMap;
use std::sync::Arc;

use openidconnect::core::CoreJsonWebKeySet;
use parking_lot::Mutex;

use super::model::Platform;
use crate::db::ids::{PlatformId, Time};
use crate::site::Site;
use crate::sso::discovery::{self, Fault};

/// How long keys are believed, in seconds.
const FRESH_SECONDS: i64 = 3_600;
/// How long they are used if the platform cannot be asked again.
const USABLE_SECONDS: i64 = 86_400;
/// How often they are asked for again because one is not known: anybody can send tokens that name strange keys.
const AGAIN_SECONDS: i64 = 60;

/// What this process knows of platforms.
#[derive(Default)]
pub struct Keys(Mutex<HashMap<PlatformId, Entry>>);

/// The keys of one platform.
pub type Known = Arc<CoreJsonWebKeySet>;

#[derive(Clone)]
struct Entry {
    /// Where they were read.
    address: String,
    read_at: Time,
    asked_at: Time,
    keys: Known,
    /// Held by whoever asks for them again.
    flight: Arc<tokio::sync::Mutex<()>>,
}

impl Keys {
    /// The keys of a platform.
    pub async fn of(&self, site: &Site, platform: &Platform) -> Result<Known, Fault> {
        let now = site.steady();
        let known = self.entry(platform);
        if let Some(entry) = known.as_ref().filter(|entry| now.seconds_since(entry.read_at) < FRESH_SECONDS) {
            return Ok(entry.keys.clone());
        }
        match discovery::keys(&site.fetch, &platform.keys_url).await {
            // Keys that have just been read may be asked for again at once: they may be older than the token.
            Ok(keys) => Ok(self.keep(platform, keys, now, now.plus_seconds(-AGAIN_SECONDS))),
            Err(fault) => match known.filter(|entry| now.seconds_since(entry.read_at) < USABLE_SECONDS) {
                Some(entry) => {
                    tracing::warn!(platform = platform.slug, %fault, "a platform cannot be asked; the keys that are known are used");
                    Ok(entry.keys)
                }
                None => Err(fault),
            },
        }
    }

    /// Keys that are newer than those that were tried; `None` where they were asked for a moment ago and are the same, or the
    /// platform does not answer.
    pub async fn newer(&self, site: &Site, platform: &Platform, tried: &Known) -> Option<Known> {
        let flight = self.entry(platform)?.flight;
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
        if let Some(kept) = self.0.lock().get_mut(&platform.id) {
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

    fn entry(&self, platform: &Platform) -> Option<Entry> {
        self.0.lock().get(&platform.id).filter(|entry| entry.address == platform.keys_url).cloned()
    }

    fn keep(&self, platform: &Platform, keys: CoreJsonWebKeySet, read_at: Time, asked_at: Time) -> Known {
        let flight = self.entry(platform).map(|entry| entry.flight).unwrap_or_default();
        let (keys, address) = (Arc::new(keys), platform.keys_url.clone());
        self.0.lock().insert(platform.id, Entry { address, read_at, asked_at, keys: keys.clone(), flight });
        keys
    }
}
