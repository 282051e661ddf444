//! Why somebody is not let in: one word for the audit, one sentence for them.

use crate::error::Message;

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The way back is not one that a provider makes: something is missing, or there twice.
    Answer,
    /// The attempt is unknown, over, used, another browser's, or of another provider.
    State,
    /// The provider says that it is another one.
    Issuer,
    /// The provider did not confirm who it is.
    Denied,
    /// The provider did not take the code.
    Code,
    /// The provider does not know us by what we send.
    Client,
    /// The token is not signed as agreed, or not for us, or not now.
    Token,
    /// What the provider says of the person belongs to somebody else.
    UserInfo,
    /// They came with an account of another tenant of the provider.
    Tenant,
    /// They proved themselves to the provider too long ago.
    Stale,
    /// They proved themselves less well than is asked for.
    Weak,
    /// Who comes over the socket of Shibboleth in front is not its Apache.
    Front,
    /// A SAML assertion is not whole, or not for now.
    Assertion,
    /// What a SAML provider says of itself is too old.
    Expired,
    /// A SAML provider does not say who somebody is by what was agreed.
    Subject,
    /// A claim that has to be there is not.
    Claims,
    /// No rule lets them in.
    Rules,
    /// Their account here is suspended, or gone.
    Member,
    /// Whoever came back has another account here, or the person has one at this provider already.
    Taken,
    /// What was to be a way in would let nobody in.
    Outside,
    /// Whoever came back is not the one who was to show who they are.
    Other,
    /// The provider did not ask them, though it was asked to.
    Waved,
}

impl Why {
    /// As it stands in the audit.
    pub fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::State => "state",
            Self::Issuer => "issuer",
            Self::Denied => "denied",
            Self::Code => "code",
            Self::Client => "client",
            Self::Token => "token",
            Self::UserInfo => "user-info",
            Self::Tenant => "tenant",
            Self::Stale => "stale",
            Self::Weak => "weak",
            Self::Front => "front",
            Self::Assertion => "assertion",
            Self::Expired => "expired",
            Self::Subject => "subject",
            Self::Claims => "claims",
            Self::Rules => "rules",
            Self::Member => "member",
            Self::Taken => "taken",
            Self::Outside => "outside",
            Self::Other => "other",
            Self::Waved => "waved",
        }
    }

    /// What they are told. Nothing of what the provider or the address said stands in it.
    pub fn message(self) -> Message {
        match self {
            Self::Answer | Self::State => Message::new("sso-refused-state"),
            Self::Denied => Message::new("sso-refused-denied"),
            Self::Issuer | Self::Code | Self::Token | Self::UserInfo | Self::Front | Self::Assertion => {
                Message::new("sso-refused-answer")
            }
            Self::Client | Self::Expired => Message::new("sso-refused-client"),
            Self::Tenant => Message::new("sso-refused-tenant"),
            Self::Stale => Message::new("sso-refused-stale"),
            Self::Weak => Message::new("sso-refused-weak"),
            Self::Subject => Message::new("sso-refused-subject"),
            Self::Claims => Message::new("sso-refused-claims"),
            Self::Rules => Message::new("sso-refused-rules"),
            Self::Member => Message::new("sso-refused-member"),
            Self::Taken => Message::new("sso-refused-taken"),
            Self::Outside => Message::new("sso-refused-outside"),
            Self::Other => Message::new("sso-refused-other"),
            Self::Waved => Message::new("sso-refused-waved"),
        }
    }

    /// Where it is good to go next, with the key of its words.
    pub fn way(self) -> (&'static str, &'static str) {
        match self {
            Self::Taken | Self::Outside | Self::Other | Self::Waved => ("/settings/sign-in/", "second-factor-back"),
            _ => ("/sign-in", "sign-in-go"),
        }
    }

    /// The same where the provider left out what has to be known: `names` says what, and `name` who can have it sent.
    pub fn message_without(self) -> Message {
        match self {
            // Whoever runs a cohort sees that they came, and can let them in meanwhile.
            Self::Rules => Message::new("sso-refused-unsaid-rules"),
            _ => Message::new("sso-refused-unsaid"),
        }
    }
}
