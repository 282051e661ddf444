//! What is known of each provider, kept in memory: read again every hour, and its keys once more when one is not known.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use super::discovery::{self, Fault, Met};
use super::model::Provider;
use super::places::Places;
use crate::db::ids::{ProviderId, Time};
use crate::site::Site;

/// How long what a provider says of itself is believed, in seconds.
const FRESH_SECONDS: i64 = 3_600;
/// How long it is used if the provider cannot be asked again.
const USABLE_SECONDS: i64 = 86_400;
/// How often keys are asked for again because one is not known: anybody can send tokens that name strange keys.
const KEYS_SECONDS: i64 = 60;

/// How long one that could not be asked is not asked again, in seconds: while it is away, everybody who comes would wait for
/// it as long as the first one did.
const AWAY_SECONDS: i64 = 30;

/// What this process knows of providers.
#[derive(Default)]
pub struct Known {
    met: Mutex<HashMap<ProviderId, Entry>>,
    away: Mutex<HashMap<ProviderId, Away>>,
    /// Held by whoever asks one; the others wait, and hear the same.
    asking: Mutex<HashMap<ProviderId, Arc<tokio::sync::Mutex<()>>>>,
}

/// One that could not be asked.
#[derive(Clone)]
struct Away {
    /// The provider as it was set up then.
    since: Time,
    at: Time,
    fault: String,
}

#[derive(Clone)]
struct Entry {
    /// The provider as it was set up when it was asked.
    since: Time,
    issuer: String,
    read_at: Time,
    keys_at: Time,
    met: Arc<Met>,
    /// Held by whoever asks for its keys again.
    flight: Arc<tokio::sync::Mutex<()>>,
}

impl Known {
    /// What a provider says of itself.
    ///
    /// # Errors
    /// What is wrong with it, for the log.
    pub async fn of(&self, site: &Site, provider: &Provider) -> Result<Arc<Met>, String> {
        if let Some(places) = Places::of(provider).map_err(|error| error.to_string())? {
            return Ok(Arc::new(places.met()));
        }
        if let Some(met) = self.fresh(site, provider) {
            return Ok(met);
        }
        let asking = self.asking.lock().entry(provider.id).or_default().clone();
        let _asking = asking.lock().await;
        if let Some(met) = self.fresh(site, provider) {
            return Ok(met);
        }
        let now = site.steady();
        let fault = match self.away(provider, now) {
            Some(fault) => fault,
            None => match discovery::meet(&site.fetch, &provider.issuer).await {
                Ok(met) => return Ok(self.keep(provider, Arc::new(met), now)),
                Err(fault) => self.note_away(provider, &fault, site.steady()),
            },
        };
        // Its pages may be down while its sign-on is not: what was true an hour ago mostly still is.
        let known = self.entry(provider).filter(|entry| now.seconds_since(entry.read_at) < USABLE_SECONDS);
        known.map(|entry| entry.met).ok_or(fault)
    }

    fn fresh(&self, site: &Site, provider: &Provider) -> Option<Arc<Met>> {
        let now = site.steady();
        self.entry(provider).filter(|entry| now.seconds_since(entry.read_at) < FRESH_SECONDS).map(|entry| entry.met)
    }

    /// What was wrong with one that could not be asked a moment ago. One that is set up otherwise since then is asked.
    fn away(&self, provider: &Provider, now: Time) -> Option<String> {
        let away = self.away.lock().get(&provider.id).cloned()?;
        let is_so = away.since == provider.updated_at && now.seconds_since(away.at) < AWAY_SECONDS;
        is_so.then_some(away.fault)
    }

    fn note_away(&self, provider: &Provider, fault: &Fault, now: Time) -> String {
        tracing::warn!(provider = provider.slug, %fault, "a provider cannot be asked; what is known of it is used, if anything is");
        let fault = fault.to_string();
        self.away.lock().insert(provider.id, Away { since: provider.updated_at, at: now, fault: fault.clone() });
        fault
    }

    /// What is known of it with keys that are newer than those that were tried; `None` where they were asked for a moment
    /// ago and are the same, or it does not answer.
    pub async fn newer_keys(&self, site: &Site, provider: &Provider, tried: &Arc<Met>) -> Option<Arc<Met>> {
        let flight = self.entry(provider)?.flight;
        // When a key has changed, everybody who comes at that moment waits for the one who asks.
        let _asking = flight.lock().await;
        let entry = self.entry(provider)?;
        if !Arc::ptr_eq(&entry.met, tried) {
            return Some(entry.met);
        }
        let now = site.steady();
        if now.seconds_since(entry.keys_at) < KEYS_SECONDS {
            return None;
        }
        self.change(provider, |kept| kept.keys_at = now);
        match discovery::keys(&site.fetch, &entry.met.keys_at).await {
            Ok(keys) => {
                let met = Arc::new(Met { keys, ..(*entry.met).clone() });
                self.change(provider, |kept| kept.met = met.clone());
                Some(met)
            }
            Err(fault) => {
                tracing::warn!(provider = provider.slug, %fault, "the keys of a provider cannot be read again");
                None
            }
        }
    }

    fn change(&self, provider: &Provider, change: impl FnOnce(&mut Entry)) {
        if let Some(entry) = self.met.lock().get_mut(&provider.id) {
            change(entry);
        }
    }

    fn entry(&self, provider: &Provider) -> Option<Entry> {
        let is_same = |entry: &&Entry| entry.since == provider.updated_at && entry.issuer == provider.issuer;
        self.met.lock().get(&provider.id).filter(is_same).cloned()
    }

    fn keep(&self, provider: &Provider, met: Arc<Met>, now: Time) -> Arc<Met> {
        let (since, issuer) = (provider.updated_at, provider.issuer.clone());
        // Keys that have just been read may be asked for again at once: they may be older than the token.
        let keys_at = now.plus_seconds(-KEYS_SECONDS);
        self.met.lock().insert(
            provider.id,
            Entry { since, issuer, read_at: now, keys_at, met: met.clone(), flight: Arc::default() },
        );
        met
    }
}
