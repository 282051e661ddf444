//! The mail domains of institutions: whoever runs the server lists them, and makes sure whose each is.

use url::Host;

use super::domain_model::{self as model, Domain};
use crate::db::ids::InstitutionId;
use crate::error::{Error, Message, Problems, Result};
use crate::site::Tx;

/// The longest name that the name system takes (RFC 1035, 2.3.4).
const LONGEST: usize = 253;
/// How many labels of a name are looked at, from its end.
const LABELS: usize = 8;

/// A domain as it is compared: in small letters, in the ASCII of the name system (UTS 46), without the dot at its end. A
/// letter that only looks like another one makes another name of it.
pub fn spelled(domain: &str) -> Option<String> {
    let bare = domain.strip_suffix('.').unwrap_or(domain);
    // What the parser would decode stands in no address.
    if bare.contains(['%', '/', '@', ':', '[']) {
        return None;
    }
    match Host::parse(bare) {
        Ok(Host::Domain(name)) if name.contains('.') && name.len() <= LONGEST && !name.ends_with('.') => Some(name),
        _ => None,
    }
}

/// The domain of a mail address.
pub fn of_address(address: &str) -> Option<String> {
    let (local, domain) = address.trim().rsplit_once('@')?;
    spelled(domain).filter(|_| !local.is_empty() && !local.contains('@'))
}

/// A name and those above it, each cut at the border of a label; the topmost alone is nobody's.
fn with_parents(domain: &str) -> Vec<String> {
    let labels: Vec<&str> = domain.split('.').collect();
    let first = labels.len().saturating_sub(LABELS);
    (first..labels.len().saturating_sub(1)).map(|from| labels[from..].join(".")).collect()
}

/// Whose a domain is: by itself, or by the longest name above it.
pub fn owner(conn: &mut crate::db::Conn, domain: &str) -> Result<Option<InstitutionId>> {
    model::longest(conn, &with_parents(domain))
}

/// Lists one for an institution; it leads nowhere until it is verified.
///
/// # Errors
/// `Invalid` for what is no domain, and for one that is listed.
pub fn add(tx: &mut Tx<'_>, institution: InstitutionId, domain: &str) -> Result<()> {
    let refused = |key| Err(Error::Invalid(Problems::one("domain", Message::new(key))));
    let Some(domain) = spelled(domain) else { return refused("institutions-domain-form") };
    if model::find(tx.conn, &domain)?.is_some() {
        return refused("institutions-domain-taken");
    }
    let row = Domain { domain: domain.clone(), institution_id: institution, added_at: tx.now, verified_at: None };
    model::insert(tx.conn, &row)?;
    tx.audit_with(institution, None, "institutions.domain-add", institution, "", &[("domain", &domain)])
}

/// Notes that whoever runs the server made sure whose it is.
///
/// # Errors
/// `NotFound` for one that is not listed.
pub fn verify(tx: &mut Tx<'_>, domain: &str) -> Result<()> {
    let row = listed(tx, domain)?;
    model::verify(tx.conn, &row.domain, tx.now)?;
    let of = row.institution_id;
    tx.audit_with(of, None, "institutions.domain-verify", of, "", &[("domain", &row.domain)])
}

/// Takes it away.
///
/// # Errors
/// `NotFound` for one that is not listed.
pub fn remove(tx: &mut Tx<'_>, domain: &str) -> Result<()> {
    let row = listed(tx, domain)?;
    model::delete(tx.conn, &row.domain)?;
    let of = row.institution_id;
    tx.audit_with(of, None, "institutions.domain-remove", of, "", &[("domain", &row.domain)])
}

fn listed(tx: &mut Tx<'_>, domain: &str) -> Result<Domain> {
    let domain = spelled(domain).ok_or(Error::NotFound)?;
    model::find(tx.conn, &domain)?.ok_or(Error::NotFound)
}
