//! What a provider says: all of it can be twisted, and without a twist it is true.

use std::collections::HashMap;

use serde_json::Value;

use super::http::Answer;
use super::keys::Key;

/// A change to what was going to be said.
pub type Twist = Box<dyn Fn(&mut Value) + Send>;
/// Another text instead of one.
pub type Replace = Box<dyn Fn(String) -> String + Send>;

/// What a provider says. Twists are made of the honest answer, so each test names only the lie.
pub struct Script {
    /// The document about itself.
    pub metadata: Twist,
    /// Its set of keys.
    pub keys: Vec<Value>,
    /// What ID tokens are sealed with.
    pub key: Key,
    /// The name of that key.
    pub kid: String,
    /// The head of an ID token.
    pub header: Twist,
    /// What an ID token claims.
    pub claims: Twist,
    /// The claims as they are written.
    pub payload: Replace,
    /// The ID token when it is done.
    pub token: Replace,
    /// What is given for a code.
    pub grant: Twist,
    /// What is told for an access token.
    pub userinfo: Twist,
    /// Whether ID tokens say no more than who somebody is.
    pub is_thin: bool,
    /// Whether it says whose answer it is on the way back (RFC 9207).
    pub names_itself: bool,
    /// Whether a code is worth nothing without its verifier (RFC 7636).
    pub checks_proof: bool,
    /// Whether it speaks OAuth 2 alone: no nonce comes, and no ID token goes.
    pub is_plain: bool,
    /// The keys by which clients prove themselves, who then need no secret.
    pub client_keys: Value,
    /// Whole answers in place of the honest ones, by path.
    pub instead: HashMap<&'static str, Answer>,
}

impl Script {
    /// The truth.
    pub fn honest() -> Self {
        Self {
            metadata: twist(|_| ()),
            keys: vec![Key::First.public("k1")],
            key: Key::First,
            kid: "k1".into(),
            header: twist(|_| ()),
            claims: twist(|_| ()),
            payload: replace(|payload| payload),
            token: replace(|token| token),
            grant: twist(|_| ()),
            userinfo: twist(|_| ()),
            is_thin: false,
            names_itself: true,
            checks_proof: true,
            is_plain: false,
            client_keys: Value::Null,
            instead: HashMap::new(),
        }
    }
}

/// A twist.
pub fn twist(change: impl Fn(&mut Value) + Send + 'static) -> Twist {
    Box::new(change)
}

/// A replacement.
pub fn replace(change: impl Fn(String) -> String + Send + 'static) -> Replace {
    Box::new(change)
}
