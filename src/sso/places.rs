//! Where a provider is that says nothing of itself, because it speaks OAuth 2 alone, and by which names it tells of a person.

use openidconnect::core::CoreJsonWebKeySet;
use serde::{Deserialize, Serialize};

use super::discovery::Met;
use super::model::Provider;
use crate::error::{Error, Message, Problems, Result};
use crate::http::fetch::Fetch;

/// Names of what people can change, or others can have after them: none of it says for ever who somebody is.
const UNSTABLE: [&str; 10] = [
    "name",
    "display_name",
    "email",
    "mail",
    "login",
    "nickname",
    "username",
    "user_name",
    "preferred_username",
    "upn",
];

/// What whoever sets it up has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Places {
    pub authorize: String,
    pub token: String,
    pub userinfo: String,
    /// What it tells of a person that stays, such as a number; the identity hangs on it.
    pub subject: String,
    /// Under which name it tells what they are called; `name` if empty.
    #[serde(default)]
    pub name: String,
    /// Under which name it tells their mail address; `email` if empty.
    #[serde(default)]
    pub email: String,
}

impl Places {
    /// A provider's; none where it says so itself.
    pub fn of(provider: &Provider) -> Result<Option<Self>> {
        provider.places.as_deref().map(serde_json::from_str).transpose().map_err(Error::internal)
    }

    /// As it is kept.
    pub fn kept(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::internal)
    }

    /// As if it had said so itself. It has no keys, and no place where it ends a session.
    pub fn met(&self) -> Met {
        Met {
            authorization: self.authorize.clone(),
            token: self.token.clone(),
            userinfo: Some(self.userinfo.clone()),
            end: None,
            keys_at: String::new(),
            names_itself: false,
            tells_when: false,
            keys: CoreJsonWebKeySet::new(Vec::new()),
        }
    }

    /// What is wrong with it.
    pub fn look(&self, fetch: &Fetch, problems: &mut Problems) {
        let all = [("authorize", &self.authorize), ("token", &self.token), ("userinfo", &self.userinfo)];
        for (field, address) in all {
            if let Err(failure) = fetch.may_ask(address) {
                problems.add(field, failure.message());
            }
        }
        let subject = self.subject.trim().to_lowercase();
        if subject.is_empty() || self.subject.trim() != self.subject || subject.len() > 100 {
            problems.add("subject", Message::new("sso-subject-missing"));
        } else if UNSTABLE.contains(&subject.as_str()) {
            problems.add("subject", Message::new("sso-subject-unstable").with("subject", &self.subject));
        }
    }
}
