//! Attempts to sign in, by way and outcome: where a guessing of passwords shows first.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

/// How somebody tried to come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By a one-time link.
    Link,
    /// By a password.
    Password,
    /// By one click in a demonstration.
    Demo,
    /// By a provider of the institution.
    SignOn,
    /// By a passkey.
    Passkey,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A link was asked for; whether the address is somebody's is not said here either.
    Asked,
    /// They are in.
    In,
    /// Wrong, used up or too late.
    Refused,
    /// Too many attempts from one place.
    Limited,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    way: &'static str,
    outcome: &'static str,
}

/// Counts attempts.
pub struct SignIns(Family<Labels, Counter>);

impl SignIns {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let attempts = Family::<Labels, Counter>::default();
        registry.register("lyceum_sign_ins", "Attempts to sign in, by way and outcome", attempts.clone());
        let own = Self(attempts);
        // From nought, so that the first refusal is a rise.
        for way in [Way::Link, Way::Password, Way::Demo, Way::SignOn, Way::Passkey] {
            for outcome in [Outcome::Asked, Outcome::In, Outcome::Refused, Outcome::Limited] {
                own.at(way, outcome);
            }
        }
        own
    }

    /// Counts one.
    pub fn count(&self, way: Way, outcome: Outcome) {
        self.at(way, outcome).inc();
    }

    fn at(&self, way: Way, outcome: Outcome) -> Counter {
        let way = match way {
            Way::Link => "link",
            Way::Password => "password",
            Way::Demo => "demo",
            Way::SignOn => "sign-on",
            Way::Passkey => "passkey",
        };
        let outcome = match outcome {
            Outcome::Asked => "asked",
            Outcome::In => "in",
            Outcome::Refused => "refused",
            Outcome::Limited => "limited",
        };
        self.0.get_or_create_owned(&Labels { way, outcome })
    }
}
