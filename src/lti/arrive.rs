//! Somebody comes from a platform with a signed token: it is judged and read, and in one change the attempt is taken and what
//! follows is written.

use super::attempt_model::{self, Attempt};
use super::enter::{self, Arrived, Entered};
use super::keys::Keys;
use super::model::{self, Platform};
use super::refusal::{Refusal, Step, Stop};
use super::said::Said;
use super::why::Why;
use super::{judge, said};
use crate::error::Error;
use crate::http::FormBody;
use crate::http::secret::hash;
use crate::roster::InstitutionEntry;
use crate::sign_in::second::enter::Next;
use crate::site::Site;

/// What a platform may send back; each at most once.
const KNOWN: [&str; 3] = ["state", "id_token", "error"];

/// Who came, as far as this site knows.
pub struct Back<'a> {
    /// What the platform had their browser send.
    pub sent: &'a FormBody,
    /// What the cookie says in which browser it was begun.
    pub browser: Option<&'a str>,
    /// In what they come, by name.
    pub device: &'a str,
    /// Whether it is shown within a page of the platform.
    pub is_framed: bool,
}

/// What a launch leads to.
pub enum End {
    /// A session, or the page between the factors, and where it goes on.
    In(Next, String),
    /// A page on which they choose, which may stand within one of the platform's.
    Picks(String),
}

/// How far a launch came, for what is noted of one that is refused.
pub struct Launch {
    /// The platform, by its short name; empty where it is not known.
    pub platform: String,
    /// What became of it.
    pub end: Step<End>,
}

/// Finishes a launch.
pub async fn finish(site: &Site, keys: &Keys, house: &InstitutionEntry, back: &Back<'_>) -> Launch {
    let (attempt, platform) = match begun(site, house, back.sent).await {
        Ok(found) => found,
        Err(stop) => return Launch { platform: String::new(), end: Err(stop) },
    };
    let slug = platform.slug.clone();
    let end = go_on(site, keys, house, back, &attempt, platform).await.map_err(|stop| match stop {
        Stop::Refused(refusal) => Stop::Refused(refusal.ending(attempt.id)),
        stop => stop,
    });
    Launch { platform: slug, end }
}

/// The attempt that a state belongs to, with its platform, if that is on and this institution's.
async fn begun(site: &Site, house: &InstitutionEntry, sent: &FormBody) -> Step<(Attempt, Platform)> {
    let (state_hash, institution, now) = (hash(sent.get("state")), house.id, site.now());
    let found = site.read(move |conn| {
        let Some(attempt) = attempt_model::open(conn, &state_hash, now)? else { return Ok(None) };
        let platform = model::by_id(conn, attempt.platform_id)?;
        Ok(Some((attempt, platform)))
    });
    let refused = |cause: &str| Stop::from(Refusal::new(Why::State, cause));
    let found = found.await?.ok_or_else(|| refused("the state is unknown, used, or too old"))?;
    if found.1.institution_id != institution || found.1.state != "on" {
        return Err(refused("the attempt was begun at another institution, or the platform was switched off"));
    }
    Ok(found)
}

async fn go_on(
    site: &Site,
    keys: &Keys,
    house: &InstitutionEntry,
    back: &Back<'_>,
    attempt: &Attempt,
    platform: Platform,
) -> Step<End> {
    if let Some(name) = KNOWN.iter().find(|name| back.sent.all(name).len() > 1) {
        return Err(Refusal::new(Why::Answer, format!("there are two of {name} in the answer")).into());
    }
    if back.browser.map(hash).as_ref() != Some(&attempt.browser_hash) {
        // Somebody else's attempt, or a browser that keeps no cookie within another site's page.
        return Err(Refusal::new(Why::Browser, "the browser has no cookie of the attempt").into());
    }
    if back.sent.has("error") {
        return Err(Refusal::new(Why::Denied, "the platform answered with an error").into());
    }
    let claims = judge::judge(site, keys, &platform, back.sent.get("id_token"), attempt).await?;
    let of = platform.id;
    let deployments = site.read(move |conn| model::deployments(conn, of)).await?;
    let said = said::read(&claims, &deployments, &house.base_url(site.config.port()))?;
    if back.is_framed && said.asks.is_none() {
        return Err(Refusal::new(Why::Frame, "a link was followed within the platform's page").into());
    }
    arrives(site, attempt.id, platform, said, back.device).await
}

/// Takes the attempt and lets them in, or neither: of twenty who bring the same answer, one comes in.
async fn arrives(site: &Site, attempt: i64, platform: Platform, said: Said, device: &str) -> Step<End> {
    let arrived = Arrived { platform, said, device: device.to_owned() };
    let done = site.write_at_need(move |tx| {
        if !attempt_model::take(tx.conn, attempt, tx.now)? {
            return Ok(Err(Refusal::new(Why::State, "the state was used meanwhile")));
        }
        match enter::enter(tx, &arrived)? {
            Ok(entered) => Ok(Ok(entered)),
            Err(refusal) => {
                let platform = &arrived.platform;
                refusal.written(tx, platform.institution_id, &platform.slug).map(Err)
            }
        }
    });
    match done.await {
        Ok(Ok(Entered::In(next, to))) => Ok(End::In(next, to)),
        Ok(Ok(Entered::Picks(token))) => Ok(End::Picks(token)),
        Ok(Err(refusal)) => Err(refusal.into()),
        // What is not there any more was taken away while they were on the way.
        Err(Error::NotFound) => Err(Refusal::new(Why::State, "what they came for is gone").into()),
        Err(error) => Err(error.into()),
    }
}
