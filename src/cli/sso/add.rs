//! `lyceum sso add`

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Which;
use crate::cli::{opening, report};
use crate::error::{Error, Result};
use crate::http::signing::ALGORITHMS;
use crate::roster::InstitutionEntry;
use crate::site::Site;
use crate::sso::add::{NewProvider, add};
use crate::sso::asks::Asks;
use crate::sso::model::{OIDC, Provider};
use crate::sso::own_key::OwnKey;
use crate::sso::places::Places;
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
    /// How it is spoken to: OpenID Connect (or OAuth 2 alone, by --userinfo), SAML by Shibboleth in front, or SAML by this program
    #[arg(long, default_value = OIDC, value_parser = [OIDC, SHIBBOLETH, SAML], conflicts_with = "userinfo")]
    kind: String,
    /// As the provider's own document has it; of a SAML provider its entityID
    #[arg(long, value_name = "URL", required_unless_present = "userinfo", conflicts_with = "userinfo")]
    issuer: Option<String>,
    #[command(flatten)]
    plain: Plain,
    #[command(flatten)]
    saml: Saml,
    /// By what it calls people for good: of a SAML provider pairwise-id (if nothing is said), subject-id or persistent-id; with --userinfo the name under which it tells it, such as id
    #[arg(long, value_name = "NAME")]
    subject: Option<String>,
    /// What the provider calls this site; of Shibboleth in front its entityID, https://HOST/shibboleth if nothing is said
    #[arg(long, required_unless_present = "kind", required_if_eq("kind", OIDC))]
    client_id: Option<String>,
    /// File with the client secret; - for stdin
    #[arg(long, value_name = "FILE", required_unless_present_any = ["key", "kind"], conflicts_with = "key")]
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
    /// Under which name it tells what they are called, if not name
    #[arg(long, value_name = "NAME", requires = "userinfo")]
    called: Option<String>,
    /// Under which name it tells their address, if not email
    #[arg(long, value_name = "NAME", requires = "userinfo")]
    mail: Option<String>,
}

impl Plain {
    fn places(self, subject: &str) -> Option<Places> {
        Some(Places {
            userinfo: self.userinfo?,
            authorize: self.authorize.unwrap_or_default(),
            token: self.token.unwrap_or_default(),
            subject: subject.to_owned(),
            name: self.called.unwrap_or_default(),
            email: self.mail.unwrap_or_default(),
        })
    }
}

/// What is told of a provider that speaks SAML.
#[derive(Debug, Args)]
struct Saml {
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
}

/// By what it calls people: nothing of one that speaks OpenID Connect, which always says `sub`.
fn subject(order: &Add) -> Result<String> {
    match &order.subject {
        Some(_) if order.kind == OIDC && order.plain.userinfo.is_none() => {
            Err(Error::internal("--subject goes with --userinfo, or with SAML"))
        }
        None if is_saml(&order.kind) => Ok(Subject::WORDS[0].to_owned()),
        said => Ok(said.clone().unwrap_or_default()),
    }
}

/// Adds it, and says what to tell whoever runs it.
pub async fn add_one(site: &Site, order: Add) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?;
    let metadata = metadata(site, &order).await?;
    let must = order.must.iter().map(|text| pair(text));
    let tenant = order.tenant.as_deref().map(pair).transpose()?;
    let subject = subject(&order)?;
    let places = order.plain.places(&subject);
    let new = NewProvider {
        slug: order.which.slug,
        name: order.name,
        issuer: order.issuer.unwrap_or_default(),
        kind: order.kind,
        client_id: order.client_id.unwrap_or_default(),
        client_secret: order.client_secret_file.as_deref().map(secret).transpose()?.unwrap_or_default(),
        client_key: key(site, order.key.as_deref()).await?,
        scopes: order.scopes,
        algorithm: order.algorithm,
        rules: order.give.iter().map(|text| Rule::parse(text)).collect::<Result<_>>()?,
        must: must.collect::<Result<_>>()?,
        asks: Asks { tenant, max_age_minutes: order.max_age, levels: order.acr },
        subject,
        places,
        speaks_for: order.saml.speaks_for,
        metadata,
    };
    let (slug, id) = (new.slug.clone(), house.id);
    site.write(move |tx| add(tx, id, new, None)).await.map_err(report::by_place("slug", "SLUG"))?;
    let provider = site.read(move |conn| model::by_slug(conn, id, &slug)).await?;
    tell(site, &house, &provider);
    Ok(())
}

/// Says what is to be done next, on the provider's side and here.
fn tell(site: &Site, house: &InstitutionEntry, provider: &Provider) {
    let (back, slug, of) = (start::back(site, house, provider), &provider.slug, &house.slug);
    if provider.client_key.is_some() {
        eprintln!("Tell the provider that this site's key is at {}", start::keys(site, house, provider));
    }
    if provider.places.is_some() {
        eprintln!(
            "It speaks OAuth 2 alone: nothing that it says is signed or made for this site, so take OpenID Connect if it has that"
        );
        eprintln!(
            "{slug} is there. Tell the provider to send people back to {back}, then try it: /admin/sign-on/{slug}/try"
        );
        return;
    }
    if provider.kind == SAML {
        let own = &provider.client_id;
        eprintln!("{slug} is there. Tell the provider that this site is {own}, which is where it says so itself");
        return;
    }
    if is_saml(&provider.kind) {
        eprintln!("{slug} is there. Let Apache with Shibboleth as {} ask for {back}", provider.client_id);
        return;
    }
    eprintln!(
        "{slug} is there. Tell the provider to send people back to {back}, then try: lyceum sso test {slug} --institution {of}"
    );
}

/// Makes the key that is wanted.
pub(super) async fn key(site: &Site, algorithm: Option<&str>) -> Result<Option<OwnKey>> {
    match algorithm {
        Some(algorithm) => OwnKey::make(site, algorithm).await.map(Some),
        None => Ok(None),
    }
}

/// What is told of a SAML provider's metadata, proved; nothing for others.
async fn metadata(site: &Site, order: &Add) -> Result<Option<Described>> {
    let told = &order.saml;
    let Some(place) = told.metadata.as_ref().filter(|_| order.kind == SAML && IS_BUILT) else { return Ok(None) };
    let pem = |file: &Option<PathBuf>| Ok::<_, Error>(file.as_deref().map(secret).transpose()?.unwrap_or_default());
    let (document, address) = document(site, place).await?;
    let new = NewMetadata {
        document,
        address,
        certificate: pem(&told.metadata_certificate)?,
        own_key: pem(&told.own_key_file)?,
        own_certificate: pem(&told.own_certificate_file)?,
    };
    prove(new, order.issuer.as_deref().unwrap_or_default(), site.now()).await.map(Some)
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
