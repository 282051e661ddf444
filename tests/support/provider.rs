//! An OpenID provider that follows a script: honest until a test twists what it says, and with a memory of who asked.
//!
//! ```ignore
//! let provider = Provider::start();
//! let callback = provider.allow(start.location(), &Person::new("s-1").with("affiliation", "student"));
//! provider.script(|script| script.claims = twist(|claims| claims["iss"] = "https://evil.example".into()));
//! provider.honest();
//! ```

mod answers;
mod http;
mod keys;
mod script;
mod wish;

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use lyceum::site::clock::Clock;
use parking_lot::Mutex;
use serde_json::{Value, json};

pub use http::{Answer, Asked};
pub use keys::{Key, encode};
pub use script::{Script, replace, twist};
pub use wish::Wish;

use super::site::MORNING;

/// Where the provider says what else it has.
pub const METADATA: &str = "/.well-known/openid-configuration";
/// Where its keys are.
pub const KEYS: &str = "/keys";
/// Where codes are exchanged.
pub const TOKEN: &str = "/token";
/// Where claims are told to whoever has an access token.
pub const USERINFO: &str = "/userinfo";

/// The client that every provider knows.
pub const CLIENT: &str = "lyceum:northfield";
/// Its secret, with what has to be encoded on the way (RFC 6749, 2.3.1).
pub const CLIENT_SECRET: &str = "canary:secret+of/northfield%41";
/// The event that a logout token tells of.
pub const LOGOUT_EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Somebody with an account at the provider.
#[derive(Debug, Clone)]
pub struct Person {
    /// What the provider calls them for ever.
    pub sub: String,
    /// What else it says of them, by name.
    pub claims: serde_json::Map<String, Value>,
}

impl Person {
    /// Somebody of whom nothing is said but who they are.
    pub fn new(sub: &str) -> Self {
        Self { sub: sub.to_owned(), claims: serde_json::Map::new() }
    }

    /// With one more claim.
    pub fn with(mut self, claim: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(claim.to_owned(), value.into());
        self
    }

    /// Without a claim.
    pub fn without(mut self, claim: &str) -> Self {
        self.claims.remove(claim);
        self
    }
}

/// A provider that runs until it is dropped.
pub struct Provider {
    known: Arc<Known>,
    stop: Arc<AtomicBool>,
}

/// What the threads that answer share with the test.
struct Known {
    address: SocketAddr,
    script: Mutex<Script>,
    ledger: Mutex<Ledger>,
    clock: Mutex<Clock>,
}

/// What has happened.
#[derive(Default)]
struct Ledger {
    /// Secrets by client.
    clients: HashMap<String, String>,
    /// What each code stands for.
    grants: HashMap<String, Grant>,
    /// Whose each access token is.
    access: HashMap<String, Person>,
    /// How often each path was asked for.
    asked: HashMap<String, usize>,
    /// The last request to each path.
    last: HashMap<String, Asked>,
    /// What nobody but the site may come to read.
    secrets: Vec<String>,
}

/// What a code stands for.
#[derive(Clone)]
struct Grant {
    person: Person,
    wish: Wish,
    is_used: bool,
}

impl Provider {
    /// Starts an honest one on a port of its own; it has the time of [`MORNING`] until it is told to follow a clock.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let ledger = Ledger { clients: HashMap::from([(CLIENT.into(), CLIENT_SECRET.into())]), ..Ledger::default() };
        let known = Arc::new(Known {
            address: listener.local_addr().unwrap(),
            script: Mutex::new(Script::honest()),
            ledger: Mutex::new(ledger),
            clock: Mutex::new(Clock::at(MORNING)),
        });
        known.ledger.lock().secrets.push(CLIENT_SECRET.to_owned());
        let (stop, answering) = (Arc::new(AtomicBool::new(false)), known.clone());
        http::serve(listener, stop.clone(), move |asked| answering.answer(asked));
        Self { known, stop }
    }

    /// Host and port, as an operator lists them.
    pub fn host(&self) -> String {
        self.known.address.to_string()
    }

    /// What it calls itself.
    pub fn issuer(&self) -> String {
        self.known.issuer()
    }

    /// Has the time of the site from now on.
    pub fn follow(&self, clock: &Clock) {
        *self.known.clock.lock() = clock.clone();
    }

    /// Knows one more client.
    pub fn client(&self, id: &str, secret: &str) {
        let mut ledger = self.known.ledger.lock();
        ledger.clients.insert(id.to_owned(), secret.to_owned());
        ledger.secrets.push(secret.to_owned());
    }

    /// Changes what it says from now on.
    pub fn script(&self, change: impl FnOnce(&mut Script)) {
        change(&mut self.known.script.lock());
    }

    /// Is honest again, with its first key.
    pub fn honest(&self) {
        *self.known.script.lock() = Script::honest();
    }

    /// How often a path was asked for.
    pub fn asked(&self, path: &str) -> usize {
        self.known.ledger.lock().asked.get(path).copied().unwrap_or(0)
    }

    /// How often anything was asked for.
    pub fn asked_in_all(&self) -> usize {
        self.known.ledger.lock().asked.values().sum()
    }

    /// What was asked at a path the last time.
    pub fn last(&self, path: &str) -> Option<String> {
        let ledger = self.known.ledger.lock();
        ledger.last.get(path).map(|asked| format!("{asked:?}"))
    }

    /// Codes, states, tokens and client secrets that were ever used with it.
    pub fn secrets(&self) -> Vec<String> {
        self.known.ledger.lock().secrets.clone()
    }

    /// Lets somebody in who came with the `Location` of a start; gives the path and query they are sent back to.
    #[track_caller]
    pub fn allow(&self, location: &str, person: &Person) -> String {
        let code = self.code(location, person);
        self.back(location, &[("code", &code)])
    }

    /// The code that somebody gets who comes with such a `Location`.
    #[track_caller]
    pub fn code(&self, location: &str, person: &Person) -> String {
        let wish = Wish::of(location);
        let is_plain = self.known.script.lock().is_plain;
        let mut ledger = self.known.ledger.lock();
        wish.check(&self.issuer(), &ledger.clients, is_plain);
        let code = format!("code-{}", wish::random());
        ledger.secrets.extend([code.clone(), wish.get("state").to_owned()]);
        if !is_plain {
            ledger.secrets.push(wish.get("nonce").to_owned());
        }
        ledger.grants.insert(code.clone(), Grant { person: person.clone(), wish, is_used: false });
        code
    }

    /// Lets nobody in, for this reason.
    #[track_caller]
    pub fn deny(&self, location: &str, error: &str) -> String {
        self.back(location, &[("error", error), ("error_description", "canary words of the provider")])
    }

    /// The way back with these answers, the state and whose answer it is.
    #[track_caller]
    pub fn back(&self, location: &str, answers: &[(&str, &str)]) -> String {
        let wish = Wish::of(location);
        let issuer = self.issuer();
        let mut pairs = answers.to_vec();
        pairs.push(("state", wish.get("state")));
        if self.known.script.lock().names_itself {
            pairs.push(("iss", &issuer));
        }
        wish.way_back(&pairs)
    }

    /// A token that says that a session is over; `change` says whose.
    pub fn logout_token(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut claims = self.logout_claims();
        change(&mut claims);
        self.seal(&json!({ "alg": "RS256", "kid": "k1", "typ": "logout+jwt" }), &claims)
    }

    /// What every logout token says.
    pub fn logout_claims(&self) -> Value {
        let now = self.known.now();
        json!({
            "iss": self.issuer(),
            "aud": CLIENT,
            "iat": now,
            "exp": now + 120,
            "jti": wish::random(),
            "events": { LOGOUT_EVENT: {} },
        })
    }

    /// A token under the provider's first key.
    pub fn seal(&self, header: &Value, claims: &Value) -> String {
        Key::First.seal(header, claims.to_string().as_bytes())
    }

    /// An ID token as the provider would give it for a `Location`, without any code.
    pub fn id_token(&self, location: &str, person: &Person) -> String {
        self.known.mint(person, &Wish::of(location), "no access token")
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for the next one.
        drop(TcpStream::connect(self.known.address));
    }
}
