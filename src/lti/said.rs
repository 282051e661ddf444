//! What the token of a launch says, read out of its claims (LTI Core 1.3, 5.3).

use serde_json::Value;
use url::Url;

use super::pick::DEEP;
use super::position::Position;
use super::refusal::Refusal;
use super::why::Why;
use crate::sso::account;
use crate::sso::claims::Claims;

/// What the names of its claims begin with.
pub const CLAIM: &str = "https://purl.imsglobal.org/spec/lti/claim/";
/// Where it says where the list of a course is told (Names and Role Provisioning Services 2.0, 3.6.1.1).
const ROSTER: &str = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice";
/// The longest name that a platform has for something of its own, in bytes.
pub const NAME: usize = 255;
/// The longest text that goes back with what is chosen, in bytes, and the longest address that it goes back to. Without it a
/// platform refuses the answer, so a longer one is refused before anybody chooses.
const DATA: usize = 16_384;
const ADDRESS: usize = 4_000;
/// The longest title of a course that is kept, in characters.
const TITLE: usize = 120;

/// A launch, as a platform signed it.
#[derive(Debug, Clone)]
pub struct Said {
    /// What the platform calls them.
    pub subject: String,
    /// What they are called there.
    pub name: String,
    /// Through which place of the platform they come.
    pub deployment: String,
    /// What the platform calls their course.
    pub context: String,
    /// What people call it.
    pub title: String,
    /// Where its list is told.
    pub members_url: Option<String>,
    /// What they are in it.
    pub position: Option<Position>,
    /// Where they go, on this host.
    pub target: Url,
    /// What was written into the link that they followed: the slug of a board, or the id of a thread.
    pub board: Option<String>,
    /// The same.
    pub thread: Option<String>,
    /// That they are choosing what a link is to lead to, and where the answer goes.
    pub asks: Option<Asks>,
}

/// What a platform wants of whoever chooses (LTI Deep Linking 2.0, 4.4.1).
#[derive(Debug, Clone)]
pub struct Asks {
    /// Where the answer goes.
    pub return_url: String,
    /// What comes back with it.
    pub data: Option<String>,
}

/// Reads a launch that comes from one of these places of its platform and goes to this host.
pub fn read(claims: &Claims, deployments: &[String], base: &str) -> Result<Said, Refusal> {
    let own = |name: &str| claims.get(&format!("{CLAIM}{name}"));
    let line = |name: &str| own(name).and_then(Value::as_str);
    let refused = |why, cause: &str| Err(Refusal::new(why, cause));
    if line("version") != Some("1.3.0") {
        return refused(Why::Launch, "it is not LTI 1.3.0");
    }
    let asks = match line("message_type") {
        Some("LtiResourceLinkRequest") => None,
        Some("LtiDeepLinkingRequest") => Some(asked(claims)?),
        _ => return refused(Why::Launch, "it is neither a launch of a link nor a choice of one"),
    };
    let Some(deployment) = line("deployment_id").filter(|one| deployments.iter().any(|known| known == one)) else {
        return refused(Why::Deployment, "its deployment is not one that is listed");
    };
    let Some(target) = line("target_link_uri").and_then(|target| at(target, base)) else {
        return refused(Why::Target, "it is meant for another host");
    };
    if asks.is_none() && !is_name(own("resource_link").and_then(|link| link.get("id"))) {
        return refused(Why::Launch, "it says nothing of the link that was followed");
    }
    let context = own("context");
    let Some(id) = context.and_then(|context| context.get("id")).filter(|id| is_name(Some(id))) else {
        return refused(Why::Launch, "it comes from no course");
    };
    let told = |name: &str| context.and_then(|context| context.get(name)).and_then(Value::as_str).unwrap_or_default();
    let title = [told("title"), told("label")].map(crate::text::clean_line).into_iter().find(|title| !title.is_empty());
    let custom = |name: &str| own("custom").and_then(|custom| custom.get(name)).and_then(Value::as_str);
    let roster = claims.get(ROSTER).and_then(|roster| roster.get("context_memberships_url")).and_then(Value::as_str);
    Ok(Said {
        subject: claims.get("sub").and_then(Value::as_str).unwrap_or_default().to_owned(),
        name: account::name(claims),
        deployment: deployment.to_owned(),
        context: id.as_str().unwrap_or_default().to_owned(),
        title: title.unwrap_or_default().chars().take(TITLE).collect(),
        members_url: roster.filter(|address| address.len() <= 2_000).map(str::to_owned),
        position: own("roles").and_then(Position::among),
        target,
        board: custom("board").map(str::to_owned),
        thread: custom("thread").map(str::to_owned),
        asks,
    })
}

/// What a choice is for; it has to take links, and to say where the answer goes.
fn asked(claims: &Claims) -> Result<Asks, Refusal> {
    let settings = claims.get(&format!("{DEEP}deep_linking_settings"));
    let line = |name: &str| settings.and_then(|all| all.get(name)).and_then(Value::as_str);
    if line("data").is_some_and(|data| data.len() > DATA) {
        return Err(Refusal::new(Why::Launch, "what it wants back is too long"));
    }
    let types = settings.and_then(|all| all.get("accept_types")).and_then(Value::as_array);
    let takes_links = types.into_iter().flatten().any(|kind| kind.as_str() == Some("ltiResourceLink"));
    match line("deep_link_return_url").filter(|address| address.len() <= ADDRESS) {
        Some(address) if takes_links => {
            Ok(Asks { return_url: address.to_owned(), data: line("data").map(str::to_owned) })
        }
        _ => Err(Refusal::new(Why::Launch, "it takes no links, or does not say where the answer goes")),
    }
}

/// An address, if it is on the host of the institution: scheme, name and port.
fn at(address: &str, base: &str) -> Option<Url> {
    let (url, own) = (Url::parse(address).ok()?, Url::parse(base).ok()?);
    (url.origin() == own.origin() && url.username().is_empty() && url.password().is_none()).then_some(url)
}

fn is_name(value: Option<&Value>) -> bool {
    let name = value.and_then(Value::as_str).unwrap_or_default();
    !name.is_empty() && name.len() <= NAME && !name.chars().any(char::is_control)
}
