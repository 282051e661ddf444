//! How a provider answers at each of its paths, with the checks that an honest one makes.

use data_encoding::BASE64;
use lyceum::db::ids::Time;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::http::{Answer, Asked};
use super::keys::{encode, proved};
use super::wish::{Wish, decode, pairs, random};
use super::{KEYS, Known, METADATA, Person, TOKEN, USERINFO};

impl Known {
    pub(super) fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Seconds, as tokens have them.
    pub(super) fn now(&self) -> i64 {
        self.clock.lock().now().0 / Time::SECOND
    }

    pub(super) fn answer(&self, asked: &Asked) -> Answer {
        let path = asked.path.split('?').next().unwrap_or_default();
        {
            let mut ledger = self.ledger.lock();
            *ledger.asked.entry(path.to_owned()).or_default() += 1;
            ledger.last.insert(path.to_owned(), asked.clone());
        }
        if let Some(instead) = self.script.lock().instead.get(path) {
            return instead.clone();
        }
        match (asked.method.as_str(), path) {
            ("GET", METADATA) => Answer::json(200, &self.metadata()),
            ("GET", KEYS) => Answer::json(200, &json!({ "keys": self.script.lock().keys })),
            ("POST", TOKEN) => self.exchange(asked).unwrap_or_else(|(status, error)| {
                Answer::json(status, &json!({ "error": error, "error_description": "canary words of the provider" }))
            }),
            ("GET", USERINFO) => self.tell(asked),
            _ => Answer::new(404, "text/plain", "nothing here"),
        }
    }

    fn metadata(&self) -> Value {
        let issuer = self.issuer();
        let mut metadata = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}{TOKEN}"),
            "userinfo_endpoint": format!("{issuer}{USERINFO}"),
            "jwks_uri": format!("{issuer}{KEYS}"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "profile", "email"],
            "authorization_response_iss_parameter_supported": true,
            "backchannel_logout_supported": true,
            "backchannel_logout_session_supported": true,
        });
        (self.script.lock().metadata)(&mut metadata);
        metadata
    }

    /// A code for tokens (OpenID Connect Core, 3.1.3).
    fn exchange(&self, asked: &Asked) -> Result<Answer, (u16, &'static str)> {
        let client = self.client(asked).ok_or((401, "invalid_client"))?;
        let sent = pairs(&asked.body);
        let get = |name: &str| sent.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        if get("grant_type") != Some("authorization_code") {
            return Err((400, "unsupported_grant_type"));
        }
        let code = get("code").ok_or((400, "invalid_request"))?;
        let checks_proof = self.script.lock().checks_proof;
        let grant = {
            let mut ledger = self.ledger.lock();
            ledger.secrets.extend(get("code_verifier").map(str::to_owned));
            let grant = ledger.grants.get_mut(code).ok_or((400, "invalid_grant"))?;
            let (is_used, verifier) = (std::mem::replace(&mut grant.is_used, true), get("code_verifier"));
            let is_proven = verifier.is_some_and(|verifier| {
                (43..=128).contains(&verifier.len())
                    && encode(Sha256::digest(verifier.as_bytes())) == grant.wish.get("code_challenge")
            });
            let is_theirs = grant.wish.get("client_id") == client;
            let is_there = get("redirect_uri") == Some(grant.wish.get("redirect_uri"));
            if is_used || !is_theirs || !is_there || (checks_proof && !is_proven) {
                return Err((400, "invalid_grant"));
            }
            grant.clone()
        };
        let access = format!("access-{}", random());
        if self.script.lock().is_plain {
            return Ok(self.grant_plainly(grant.person, access));
        }
        let token = self.mint(&grant.person, &grant.wish, &access);
        let mut ledger = self.ledger.lock();
        // A token that a twist made short is no secret, and stands on many a page.
        ledger.secrets.extend([access.clone(), token.clone()].into_iter().filter(|secret| secret.len() > 30));
        ledger.access.insert(access.clone(), grant.person);
        let mut given = json!({ "access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token });
        (self.script.lock().grant)(&mut given);
        Ok(Answer::json(200, &given))
    }

    /// What is given where nothing is signed (RFC 6749, 5.1).
    fn grant_plainly(&self, person: Person, access: String) -> Answer {
        let mut ledger = self.ledger.lock();
        ledger.secrets.push(access.clone());
        ledger.access.insert(access.clone(), person);
        Answer::json(200, &json!({ "access_token": access, "token_type": "bearer" }))
    }

    /// The client that proves itself: name and secret encoded, joined and encoded (RFC 6749, 2.3.1).
    fn client(&self, asked: &Asked) -> Option<String> {
        let keys = self.script.lock().client_keys.clone();
        if !keys.is_null() {
            return self.client_by_key(asked, &keys);
        }
        let sent = asked.headers.get("authorization")?.strip_prefix("Basic ")?;
        let sent = String::from_utf8(BASE64.decode(sent.as_bytes()).ok()?).ok()?;
        let (client, secret) = sent.split_once(':')?;
        let (client, secret) = (decode(client), decode(secret));
        (self.ledger.lock().clients.get(&client) == Some(&secret)).then_some(client)
    }

    /// The client that proves itself by a key, with the checks of RFC 7523, 3: signed for this very address, fresh, and once.
    fn client_by_key(&self, asked: &Asked, keys: &Value) -> Option<String> {
        let sent = pairs(&asked.body);
        let get = |name: &str| sent.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let is_bare = !asked.headers.contains_key("authorization") && get("client_secret").is_none();
        let is_kind = get("client_assertion_type") == Some("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        let claims = proved(get("client_assertion")?, keys)?;
        let (now, second) = (self.now(), |name: &str| claims[name].as_i64().unwrap_or(0));
        let is_fresh = second("iat") <= now && now < second("exp") && second("exp") - second("iat") <= 300;
        let client = get("client_id").filter(|id| claims["iss"] == *id && claims["sub"] == *id)?;
        let is_ours = claims["aud"] == format!("{}{TOKEN}", self.issuer());
        let mut ledger = self.ledger.lock();
        let (jti, is_known) = (claims["jti"].as_str()?.to_owned(), ledger.clients.contains_key(client));
        let is_new = jti.len() >= 16 && !ledger.secrets.contains(&jti);
        ledger.secrets.extend([jti, get("client_assertion")?.to_owned()]);
        (is_bare && is_kind && is_fresh && is_ours && is_known && is_new).then(|| client.to_owned())
    }

    /// An ID token, twisted as the script has it.
    pub(super) fn mint(&self, person: &Person, wish: &Wish, access: &str) -> String {
        let now = self.now();
        let mut claims = json!({
            "iss": self.issuer(),
            "aud": wish.get("client_id"),
            "sub": person.sub,
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": wish.get("nonce"),
            "at_hash": encode(&Sha256::digest(access.as_bytes())[..16]),
        });
        let script = self.script.lock();
        for (name, value) in &person.claims {
            // A session is a matter of the token alone, whatever else is told only to who asks.
            if !script.is_thin || name == "sid" {
                claims[name] = value.clone();
            }
        }
        (script.claims)(&mut claims);
        let mut header = json!({ "alg": script.key.algorithm(), "kid": script.kid, "typ": "JWT" });
        (script.header)(&mut header);
        let payload = (script.payload)(claims.to_string());
        (script.token)(script.key.seal(&header, payload.as_bytes()))
    }

    /// The claims of whoever an access token belongs to (OpenID Connect Core, 5.3).
    fn tell(&self, asked: &Asked) -> Answer {
        let token = asked.headers.get("authorization").and_then(|sent| sent.strip_prefix("Bearer "));
        let person = token.and_then(|token| self.ledger.lock().access.get(token).cloned());
        let Some(person) = person else {
            return Answer::json(401, &json!({ "error": "invalid_token" }));
        };
        let mut told = Value::Object(person.claims);
        told["sub"] = person.sub.into();
        (self.script.lock().userinfo)(&mut told);
        Answer::json(200, &told)
    }
}
