//! `lyceum sso add`

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Which;
use crate::cli::{opening, report};
use crate::error::{Error, Result};
use crate::http::signing::ALGORITHMS;
use crate::site::Site;
use crate::sso::add::{NewProvider, add};
use crate::sso::asks::Asks;
use crate::sso::own_key::OwnKey;
use crate::sso::places::Places;
use crate::sso::rules::Rule;
use crate::sso::{model, start};

/// `sso add`
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    which: Which,
    /// On its button, after "Continue with"
    #[arg(long)]
    name: String,
    /// As the provider's own document has it
    #[arg(long, value_name = "URL", required_unless_present = "userinfo", conflicts_with = "userinfo")]
    issuer: Option<String>,
    #[command(flatten)]
    plain: Plain,
    /// What the provider calls this site
    #[arg(long)]
    client_id: String,
    /// File with the client secret; - for stdin
    #[arg(long, value_name = "FILE", required_unless_present = "key", conflicts_with = "key")]
    client_secret_file: Option<PathBuf>,
    /// Make a key instead, by which this site proves itself (private_key_jwt)
    #[arg(long, value_name = "ALGORITHM", value_parser = ALGORITHMS)]
    key: Option<String>,
    /// What is asked for
    #[arg(long, default_value = "openid profile email")]
    scopes: String,
    /// How its tokens are signed
    #[arg(long, default_value = "RS256")]
    algorithm: String,
    /// Who gets what: member:CLAIM=VALUE, alumni:…, mentor@COHORT:…, mentee@COHORT:…, coordinator@COHORT:…, or a role at the institution
    #[arg(long, value_name = "RULE")]
    give: Vec<String>,
    /// A claim without which nobody comes in, such as home=northfield.example
    #[arg(long, value_name = "CLAIM=VALUE")]
    must: Vec<String>,
    /// The tenant where many share the provider: hd=DOMAIN at Google, tid=ID at Entra
    #[arg(long, value_name = "CLAIM=VALUE")]
    tenant: Option<String>,
    /// How long ago somebody may have signed in there
    #[arg(long, value_name = "MINUTES")]
    max_age: Option<u32>,
    /// How well they have to prove themselves there; one of those that are listed
    #[arg(long, value_name = "VALUE")]
    acr: Vec<String>,
}

/// Where a provider is that speaks OAuth 2 alone.
#[derive(Debug, Args)]
struct Plain {
    /// Where people are sent, for a provider that gives no ID tokens (OAuth 2 alone)
    #[arg(long, value_name = "URL", requires = "userinfo")]
    authorize: Option<String>,
    /// Where it changes codes
    #[arg(long, value_name = "URL", requires = "userinfo")]
    token: Option<String>,
    /// Where it tells of a person
    #[arg(long, value_name = "URL", requires = "authorize", requires = "token", requires = "subject")]
    userinfo: Option<String>,
    /// Under which name it tells what stays of a person for ever, such as id
    #[arg(long, value_name = "NAME", requires = "userinfo")]
    subject: Option<String>,
    /// Under which name it tells what they are called, if not name
    #[arg(long, value_name = "NAME", requires = "userinfo")]
    called: Option<String>,
    /// Under which name it tells their address, if not email
    #[arg(long, value_name = "NAME", requires = "userinfo")]
    mail: Option<String>,
}

impl Plain {
    fn places(self) -> Option<Places> {
        Some(Places {
            userinfo: self.userinfo?,
            authorize: self.authorize.unwrap_or_default(),
            token: self.token.unwrap_or_default(),
            subject: self.subject.unwrap_or_default(),
            name: self.called.unwrap_or_default(),
            email: self.mail.unwrap_or_default(),
        })
    }
}

/// Adds it, and says what to tell whoever runs it.
pub async fn add_one(site: &Site, order: Add) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?;
    let must = order.must.iter().map(|text| pair(text));
    let tenant = order.tenant.as_deref().map(pair).transpose()?;
    let new = NewProvider {
        slug: order.which.slug,
        name: order.name,
        issuer: order.issuer.unwrap_or_default(),
        places: order.plain.places(),
        client_id: order.client_id,
        client_secret: order.client_secret_file.as_deref().map(secret).transpose()?.unwrap_or_default(),
        client_key: key(site, order.key.as_deref()).await?,
        scopes: order.scopes,
        algorithm: order.algorithm,
        rules: order.give.iter().map(|text| Rule::parse(text)).collect::<Result<_>>()?,
        must: must.collect::<Result<_>>()?,
        asks: Asks { tenant, max_age_minutes: order.max_age, levels: order.acr },
        ..NewProvider::default()
    };
    let (slug, id) = (new.slug.clone(), house.id);
    site.write(move |tx| add(tx, id, new, None)).await.map_err(report::by_place("slug", "SLUG"))?;
    let (of, slug) = (house.slug.clone(), slug.clone());
    let provider = site.read(move |conn| model::by_slug(conn, id, &slug)).await?;
    let (back, slug) = (start::back(site, &house, &provider), &provider.slug);
    if provider.client_key.is_some() {
        eprintln!("Tell the provider that this site's key is at {}", start::keys(site, &house, &provider));
    }
    if provider.places.is_some() {
        eprintln!(
            "It speaks OAuth 2 alone: nothing that it says is signed or made for this site, so take OpenID Connect if it has that"
        );
        eprintln!(
            "{slug} is there. Tell the provider to send people back to {back}, then try it: /admin/sign-on/{slug}/try"
        );
        return Ok(());
    }
    eprintln!(
        "{slug} is there. Tell the provider to send people back to {back}, then try: lyceum sso test {slug} --institution {of}"
    );
    Ok(())
}

/// Makes the key that is wanted.
pub(super) async fn key(site: &Site, algorithm: Option<&str>) -> Result<Option<OwnKey>> {
    match algorithm {
        Some(algorithm) => OwnKey::make(site, algorithm).await.map(Some),
        None => Ok(None),
    }
}

/// Reads `CLAIM=VALUE`.
pub(super) fn pair(text: &str) -> Result<(String, String)> {
    let pair = text.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    pair.ok_or_else(|| Error::internal(format!("{text} is no CLAIM=VALUE")))
}

/// Reads a secret from a file, without the line's end.
pub(super) fn secret(file: &Path) -> Result<String> {
    let mut text = String::new();
    match file.to_str() {
        Some("-") => drop(std::io::stdin().read_to_string(&mut text)?),
        _ => {
            let read = std::fs::read_to_string(file);
            text = read.map_err(|cause| Error::internal(format!("{} cannot be read: {cause}", file.display())))?;
        }
    }
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}
