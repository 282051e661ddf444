//! `lyceum sso add`

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Which;
use crate::cli::{opening, report};
use crate::error::{Error, Result};
use crate::site::Site;
use crate::sso::add::{NewProvider, add};
use crate::sso::model::OIDC;
use crate::sso::rules::Rule;
use crate::sso::saml::native::IS_BUILT;
use crate::sso::saml::native::metadata::{Described, NewMetadata, fetch, prove};
use crate::sso::saml::subject::Subject;
use crate::sso::saml::{SAML, SHIBBOLETH, is_saml};
use crate::sso::{model, start};

/// `sso add`
#[derive(Debug, Args)]
pub struct Add {
    #[command(flatten)]
    which: Which,
    /// On its button, after "Continue with"
    #[arg(long)]
    name: String,
    /// How it is spoken to: OpenID Connect, SAML by Shibboleth in front, or SAML by this program
    #[arg(long, default_value = OIDC, value_parser = [OIDC, SHIBBOLETH, SAML])]
    kind: String,
    /// As the provider's own document has it; of a SAML provider its entityID
    #[arg(long, value_name = "URL")]
    issuer: String,
    /// What the provider calls this site; of Shibboleth in front its entityID, https://HOST/shibboleth if nothing is said
    #[arg(long, required_if_eq("kind", OIDC))]
    client_id: Option<String>,
    /// File with the client secret; - for stdin
    #[arg(long, value_name = "FILE", required_if_eq("kind", OIDC))]
    client_secret_file: Option<PathBuf>,
    /// By what a SAML provider calls people for good
    #[arg(long, default_value = Subject::WORDS[0], value_parser = Subject::WORDS)]
    subject: String,
    /// A domain for which a SAML provider may say who somebody is there, such as northfield.ac.uk
    #[arg(long, value_name = "DOMAIN", required_if_eq_any([("kind", SHIBBOLETH), ("kind", SAML)]))]
    speaks_for: Vec<String>,
    /// What a SAML provider that this program speaks with says of itself: a file, or where it is fetched again and again
    #[arg(long, value_name = "FILE|URL", required_if_eq("kind", SAML))]
    metadata: Option<String>,
    /// File with the certificate of whoever signs that
    #[arg(long, value_name = "FILE", required_if_eq("kind", SAML))]
    metadata_certificate: Option<PathBuf>,
    /// File with a key of ours (PEM), where the provider encrypts
    #[arg(long, value_name = "FILE", requires = "own_certificate_file")]
    own_key_file: Option<PathBuf>,
    /// File with the certificate of that key
    #[arg(long, value_name = "FILE", requires = "own_key_file")]
    own_certificate_file: Option<PathBuf>,
    /// What is asked for
    #[arg(long, default_value = "openid profile email")]
    scopes: String,
    /// How its tokens are signed
    #[arg(long, default_value = "RS256")]
    algorithm: String,
    /// Who gets what: member:CLAIM=VALUE, alumni:…, mentor@COHORT:…, mentee@COHORT:…, coordinator@COHORT:…, or a role at the institution
    #[arg(long, value_name = "RULE")]
    give: Vec<String>,
    /// A claim without which nobody comes in, such as hd=northfield.example
    #[arg(long, value_name = "CLAIM=VALUE")]
    must: Vec<String>,
}

/// Adds it, and says what to tell whoever runs it.
pub async fn add_one(site: &Site, order: Add) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?;
    let metadata = metadata(site, &order).await?;
    let must = order.must.iter().map(|text| pair(text));
    let new = NewProvider {
        slug: order.which.slug,
        name: order.name,
        issuer: order.issuer,
        kind: order.kind,
        client_id: order.client_id.unwrap_or_default(),
        client_secret: order.client_secret_file.as_deref().map(secret).transpose()?.unwrap_or_default(),
        scopes: order.scopes,
        algorithm: order.algorithm,
        rules: order.give.iter().map(|text| Rule::parse(text)).collect::<Result<_>>()?,
        must: must.collect::<Result<_>>()?,
        subject: order.subject,
        speaks_for: order.speaks_for,
        metadata,
    };
    let (slug, id) = (new.slug.clone(), house.id);
    site.write(move |tx| add(tx, id, new, None)).await.map_err(report::by_place("slug", "SLUG"))?;
    let (of, slug) = (house.slug.clone(), slug.clone());
    let provider = site.read(move |conn| model::by_slug(conn, id, &slug)).await?;
    let (back, slug) = (start::back(site, &house, &provider), &provider.slug);
    if provider.kind == SAML {
        let own = &provider.client_id;
        eprintln!("{slug} is there. Tell the provider that this site is {own}, which is where it says so itself");
        return Ok(());
    }
    if is_saml(&provider.kind) {
        eprintln!("{slug} is there. Let Apache with Shibboleth as {} ask for {back}", provider.client_id);
        return Ok(());
    }
    eprintln!(
        "{slug} is there. Tell the provider to send people back to {back}, then try: lyceum sso test {slug} --institution {of}"
    );
    Ok(())
}

/// What is told of a SAML provider's metadata, proved; nothing for others.
async fn metadata(site: &Site, order: &Add) -> Result<Option<Described>> {
    let Some(place) = order.metadata.as_ref().filter(|_| order.kind == SAML && IS_BUILT) else { return Ok(None) };
    let pem = |file: &Option<PathBuf>| Ok::<_, Error>(file.as_deref().map(secret).transpose()?.unwrap_or_default());
    let (document, address) = document(site, place).await?;
    let new = NewMetadata {
        document,
        address,
        certificate: pem(&order.metadata_certificate)?,
        own_key: pem(&order.own_key_file)?,
        own_certificate: pem(&order.own_certificate_file)?,
    };
    prove(new, &order.issuer, site.now()).await.map(Some)
}

/// Reads a document from a file, or from an address, which is then given back too.
pub(super) async fn document(site: &Site, place: &str) -> Result<(String, String)> {
    match place.starts_with("http://") || place.starts_with("https://") {
        true => Ok((fetch(site, place).await?, place.to_owned())),
        false => Ok((secret(Path::new(place))?, String::new())),
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
