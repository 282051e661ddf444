//! Judges the token of a launch: it is an ID token (IMS Security Framework 1.0, 5.1.3), and the judge of sign-on looks at it.

use super::attempt_model::Attempt;
use super::keys::Keys;
use super::model::Platform;
use super::refusal::{Refusal, Step, Stop};
use super::why::Why;
use crate::db::ids::ProviderId;
use crate::site::Site;
use crate::sso::claims::Claims;
use crate::sso::exchange::Tokens;
use crate::sso::fitting::Expected;
use crate::sso::model::Provider;
use crate::sso::token::{self, Unfit};

/// The one algorithm in which a platform may sign.
const ALGORITHM: &str = "RS256";

/// What a token says, once all of it holds; where its key is not known, the keys are asked for once more.
pub async fn judge(site: &Site, keys: &Keys, platform: &Platform, token: &str, attempt: &Attempt) -> Step<Claims> {
    let known = keys.of(site, platform).await.map_err(Stop::Away)?;
    let provider = as_provider(platform);
    // There is no code and no secret between us: the token alone says who it is, and comes through the browser.
    let tokens = Tokens { access: String::new(), id: token.to_owned() };
    let (nonce, begun, now) = (attempt.nonce.as_str(), attempt.created_at, site.now());
    let expected = Expected { provider: &provider, secret: "", nonce, begun, now };
    let judged = match token::claims(&known, &tokens, &expected) {
        Err(Unfit::Key) => match keys.newer(site, platform, &known).await {
            Some(newer) => token::claims(&newer, &tokens, &expected),
            None => Err(Unfit::Key),
        },
        judged => judged,
    };
    judged.map_err(|unfit| {
        let cause = match unfit {
            Unfit::Key => "the token is signed with a key that the platform does not show".to_owned(),
            Unfit::Other(cause) => cause,
        };
        Refusal::new(Why::Token, cause).into()
    })
}

/// A platform as the judge of sign-on knows whoever signs: an issuer, what it calls us, and how it signs.
fn as_provider(platform: &Platform) -> Provider {
    Provider {
        kind: "oidc".to_owned(),
        client_key: None,
        asks: None,
        places: None,
        id: ProviderId(platform.id.0),
        institution_id: platform.institution_id,
        slug: platform.slug.clone(),
        name: platform.name.clone(),
        issuer: platform.issuer.clone(),
        client_id: platform.client_id.clone(),
        client_secret: String::new(),
        scopes: String::new(),
        algorithm: ALGORITHM.to_owned(),
        rules: String::new(),
        must: String::new(),
        state: platform.state.clone(),
        created_at: platform.created_at,
        updated_at: platform.updated_at,
    }
}
