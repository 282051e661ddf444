//! Adds a course platform to an institution.

use super::model::{self, Platform};
use super::sound;
use crate::db::ids::{InstitutionId, MemberId, PlatformId};
use crate::error::{Message, Result};
use crate::site::Tx;
use crate::text;

/// What is said of a platform.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Described {
    /// In its addresses here.
    pub slug: String,
    pub name: String,
    pub issuer: String,
    pub client_id: String,
    pub authorization_url: String,
    pub token_url: String,
    pub keys_url: String,
    /// In whatever order.
    pub deployments: Vec<String>,
}

/// Adds it, switched on. `by` is nobody for a command. That another institution has the same issuer and client is no matter:
/// the host says whose launch it is, and what is said here of whoever signs counts here alone.
///
/// # Errors
/// `Forbidden` for whoever may not.
pub fn add(tx: &mut Tx<'_>, institution: InstitutionId, new: Described, by: Option<MemberId>) -> Result<PlatformId> {
    sound::let_run(tx, institution, by)?;
    let known = model::all(tx.conn, institution)?;
    let mut problems = sound::problems(tx, &new);
    sound::let_name(&known, None, &new.name, &mut problems);
    if !text::is_short_name(&new.slug) {
        problems.add("slug", Message::new("lti-slug-form"));
    } else if known.iter().any(|one| one.slug == new.slug) {
        problems.add("slug", Message::new("lti-slug-taken"));
    }
    if let Some(same) = known.iter().find(|one| one.issuer == new.issuer && one.client_id == new.client_id) {
        problems.add("client_id", Message::new("lti-client-taken").with("name", &same.name));
    }
    problems.or(())?;
    let (id, now) = (PlatformId(tx.id()), tx.now);
    let platform = Platform {
        id,
        institution_id: institution,
        slug: new.slug,
        name: new.name,
        issuer: new.issuer,
        client_id: new.client_id,
        authorization_url: new.authorization_url,
        token_url: new.token_url,
        keys_url: new.keys_url,
        state: "on".to_owned(),
        created_at: now,
        updated_at: now,
        added_by: by,
    };
    model::insert(tx.conn, &platform)?;
    model::set_deployments(tx.conn, id, &sorted(new.deployments))?;
    let details = [
        ("slug", platform.slug.as_str()),
        ("issuer", &platform.issuer),
        ("client", &platform.client_id),
        ("keys", &platform.keys_url),
    ];
    tx.audit_with(institution, by, "lti.add", id, "", &details)?;
    Ok(id)
}

/// Each of them once.
pub(super) fn sorted(mut deployments: Vec<String>) -> Vec<String> {
    deployments.sort();
    deployments.dedup();
    deployments
}
