//! What a site asks of a provider through somebody's browser, and the way back.

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use lyceum::http::secret;

use crate::support::form;

/// An authorization request, as the `Location` of a start says it.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Where it goes.
    pub endpoint: String,
    pairs: Vec<(String, String)>,
}

impl Wish {
    /// Reads one.
    #[track_caller]
    pub fn of(location: &str) -> Self {
        let (endpoint, query) = location.split_once('?').unwrap_or_else(|| panic!("{location} asks for nothing"));
        Self { endpoint: endpoint.to_owned(), pairs: pairs(query) }
    }

    /// What it says under a name, which it says once.
    #[track_caller]
    pub fn get(&self, name: &str) -> &str {
        let mut found = self.pairs.iter().filter(|(known, _)| known == name);
        let value = &found.next().unwrap_or_else(|| panic!("no {name} in {self:?}")).1;
        assert!(found.next().is_none(), "{name} twice in {self:?}");
        value
    }

    /// Whether it says anything under a name.
    pub fn says(&self, name: &str) -> bool {
        self.pairs.iter().any(|(known, _)| known == name)
    }

    /// It is what a careful site asks, at the right place.
    #[track_caller]
    pub fn check(&self, issuer: &str, clients: &HashMap<String, String>, is_plain: bool) {
        assert_eq!(self.endpoint, format!("{issuer}/authorize"), "where somebody is sent");
        assert_eq!(self.get("response_type"), "code");
        assert!(clients.contains_key(self.get("client_id")), "an unknown client: {self:?}");
        assert!(is_plain || self.get("scope").split(' ').any(|scope| scope == "openid"), "{self:?}");
        assert_eq!(self.get("code_challenge_method"), "S256");
        assert_eq!(self.get("code_challenge").len(), 43, "{self:?}");
        assert!(!is_plain || !self.says("nonce"), "nobody gives it back: {self:?}");
        for name in ["state", "nonce"].into_iter().take(if is_plain { 1 } else { 2 }) {
            assert!(self.get(name).len() >= 22, "{name} can be guessed: {self:?}");
        }
        assert!(!self.says("request") && !self.says("request_uri") && !self.says("code_verifier"), "{self:?}");
    }

    /// The path and query that somebody is sent back to with these answers.
    pub fn way_back(&self, answers: &[(&str, &str)]) -> String {
        let (_, rest) = self.get("redirect_uri").split_once("://").unwrap();
        let path = &rest[rest.find('/').unwrap()..];
        let query: Vec<_> =
            answers.iter().map(|(name, value)| format!("{}={}", form::encode(name), form::encode(value))).collect();
        format!("{path}?{}", query.join("&"))
    }
}

/// What a query or a form says, in order.
pub fn pairs(query: &str) -> Vec<(String, String)> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name), decode(value))
    };
    query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

/// Percent-decoding as forms have it.
pub fn decode(text: &str) -> String {
    let (mut bytes, mut left) = (Vec::new(), text.as_bytes());
    while let [first, rest @ ..] = left {
        let code = rest.get(..2).and_then(|code| HEXLOWER.decode(&code.to_ascii_lowercase()).ok());
        (left, _) = match (first, code) {
            (b'%', Some(code)) => (&rest[2..], bytes.extend(code)),
            (b'+', _) => (rest, bytes.push(b' ')),
            (plain, _) => (rest, bytes.push(*plain)),
        };
    }
    String::from_utf8(bytes).unwrap()
}

/// Something that nobody has seen before.
pub fn random() -> String {
    HEXLOWER.encode(&secret::random::<16>().unwrap())
}
