//! Who somebody is by the word of a provider that gives no ID token: whoever its access token opens the user information of.
//!
//! Nothing of it is signed, nor made for us: that the code was changed by us, over TLS, at the address that stands in the
//! settings, is all that there is to go by.

use serde_json::Value;

use super::claims::Claims;
use super::exchange::{self, Tokens};
use super::places::Places;
use super::refusal::{Refusal, Step};
use super::why::Why;
use crate::site::Site;

/// The longest name of a person at their provider, as for an ID token.
const LONGEST: usize = 255;

/// What it tells of somebody, and what it calls them.
pub async fn person(site: &Site, places: &Places, tokens: &Tokens) -> Step<(String, Claims)> {
    let mut claims = exchange::told_to(site, &places.userinfo, tokens).await?;
    let subject = match claims.get(&places.subject) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) if number.is_i64() || number.is_u64() => number.to_string(),
        _ => String::new(),
    };
    if subject.is_empty() || subject.len() > LONGEST || subject.chars().any(char::is_control) {
        let cause = format!("{} is empty, too long or strange in what it tells of the person", places.subject);
        return Err(Refusal::new(Why::UserInfo, cause).into());
    }
    // Whether an address was looked at is said of the one that is called so, and of no other that stands beside it.
    if !places.email.is_empty() && places.email != "email" {
        claims.remove("email_verified");
    }
    for (own, theirs) in [("name", &places.name), ("email", &places.email)] {
        if let Some(value) = claims.get(theirs.as_str()).cloned() {
            claims.insert(own.to_owned(), value);
        }
    }
    Ok((subject, claims))
}
