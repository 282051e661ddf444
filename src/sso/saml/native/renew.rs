//! Takes another document of a provider, and whatever else is agreed with it: the certificate of whoever signs it, where it is
//! read, and our own key. All of it is proved first and written together.

use super::KEY;
use super::metadata::{self, Proved, unproved};
use super::metadata_model::{self, Metadata};
use crate::db::ids::ProviderId;
use crate::error::Result;
use crate::site::{Site, Tx};
use crate::sso::model::{self, Provider};

/// What is to be another; what is not said stays.
#[derive(Debug, Clone, Default)]
pub struct Renewal {
    /// What the provider says of itself.
    pub document: Option<String>,
    /// Where that is read from now on.
    pub address: Option<String>,
    /// The certificate of whoever signs it from now on.
    pub certificate: Option<String>,
    /// Our key and its certificate.
    pub own: Option<(String, String)>,
    /// Whether whoever runs the server vouches for the document: then it may be good for less long than the one that is known.
    pub is_vouched_for: bool,
}

/// Proves it, and takes it.
///
/// # Errors
/// `Invalid` with what is wrong; then everything stays as it was.
pub async fn take(site: &Site, id: ProviderId, new: Renewal) -> Result<()> {
    let (provider, known) = site.read(move |conn| Ok((model::by_id(conn, id)?, metadata_model::of(conn, id)?))).await?;
    let certificate = new.certificate.clone().unwrap_or_else(|| known.certificate.clone());
    let proved = match &new.document {
        Some(document) => Some(metadata::believed(document, &provider.issuer, &certificate, site.now()).await?),
        None if certificate != known.certificate => {
            return Err(unproved("nothing is there that the new certificate signs"));
        }
        None => None,
    };
    if let Some((key, own)) = &new.own {
        metadata::belong_together(key, own).await?;
    }
    site.write(move |tx| write(tx, &provider, &known.certificate, new, proved)).await
}

/// Only compares and writes. `signer` is the certificate by which it was proved, or which is given up.
fn write(tx: &mut Tx<'_>, provider: &Provider, signer: &str, new: Renewal, proved: Option<Proved>) -> Result<()> {
    let known = metadata_model::of(tx.conn, provider.id)?;
    if known.certificate != signer {
        return Err(unproved("the certificate of whoever signs it was changed at the same time"));
    }
    let (mut after, mut changed) = (known.clone(), Vec::new());
    if let Some(proved) = proved {
        // An old one that is sent again must not bring back a key that was given up.
        if proved.valid_until < known.valid_until {
            if !new.is_vouched_for {
                return Err(unproved(
                    "it is older than the one that is known; if you have it from the provider itself, name it as a file: \
                     lyceum sso refresh --metadata FILE",
                ));
            }
            changed.push("earlier-end");
        }
        after = Metadata { document: proved.document, valid_until: proved.valid_until, read_at: tx.now, ..after };
    }
    if let Some((key, certificate)) = new.own {
        after = Metadata { own_key: tx.site.secret.safe.seal(KEY, &key)?, own_certificate: certificate, ..after };
        changed.push("own_key");
    }
    after.address = new.address.unwrap_or(after.address);
    after.certificate = new.certificate.unwrap_or(after.certificate);
    for (name, was, is) in [
        ("metadata", &known.document, &after.document),
        ("metadata_address", &known.address, &after.address),
        ("metadata_certificate", &known.certificate, &after.certificate),
    ] {
        if was != is {
            changed.push(name);
        }
    }
    metadata_model::update(tx.conn, &after)?;
    if !changed.is_empty() {
        let details = [("slug", provider.slug.as_str()), ("changed", &changed.join(" "))];
        tx.audit_with(provider.institution_id, None, "sso.change", provider.id, "", &details)?;
    }
    Ok(())
}
