//! Changes a platform: what it is called, and the places in which it has this site. Whoever it calls by a name stays who they
//! are, so its issuer and its client stay; another client is another platform.

use super::add::{Described, sorted};
use super::model::{self, Platform};
use super::{course_model, sound, switch};
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Message, Result};
use crate::site::Tx;

/// Changes it; its slug, issuer and client are not looked at. `by` is nobody for a command.
///
/// # Errors
/// `Forbidden` for whoever may not; `Invalid` for another address of keys where a course gives places already: whoever has the
/// keys is, here, everybody in the course, and those who coordinate cohorts trusted the platform as it was.
pub fn change(
    tx: &mut Tx<'_>,
    institution: InstitutionId,
    slug: &str,
    to: Described,
    by: Option<MemberId>,
) -> Result<()> {
    sound::let_run(tx, institution, by)?;
    let id = model::by_slug(tx.conn, institution, slug)?.id;
    model::hold(tx.conn, id)?;
    let before = model::by_id(tx.conn, id)?;
    let described = Described { issuer: before.issuer.clone(), client_id: before.client_id.clone(), ..to };
    let mut problems = sound::problems(tx, &described);
    let all = model::all(tx.conn, institution)?;
    sound::let_name(&all, Some(id), &described.name, &mut problems);
    let has_other_keys = described.keys_url != before.keys_url;
    if by.is_some() && has_other_keys && model::gives(tx.conn, id)? {
        problems.add("keys_url", Message::new("lti-keys-operator"));
    }
    problems.or(())?;
    let (deployments, known) = (sorted(described.deployments), model::deployments(tx.conn, id)?);
    let after = Platform {
        name: described.name,
        authorization_url: described.authorization_url,
        token_url: described.token_url,
        keys_url: described.keys_url,
        ..before.clone()
    };
    if after == before && deployments == known {
        return Ok(());
    }
    model::update(tx.conn, &Platform { updated_at: tx.now, ..after.clone() })?;
    model::set_deployments(tx.conn, id, &deployments)?;
    if known.iter().any(|one| !deployments.contains(one)) {
        // Whoever came by one that is listed no more is in no course from which people come.
        let staying = course_model::listed_members(tx.conn, id)?;
        switch::end_sessions(tx, institution, slug, &staying)?;
    }
    let listed = deployments.join(" ");
    let details = [
        ("slug", slug),
        ("changed", &differences(&before, &after, deployments != known)),
        ("deployments", &listed),
        ("keys", &after.keys_url),
    ];
    tx.audit_with(institution, by, "lti.change", id, "", &details)
}

/// What is another, by the names of its fields.
fn differences(before: &Platform, after: &Platform, has_others: bool) -> String {
    let fields = [
        ("name", before.name != after.name),
        ("authorization_url", before.authorization_url != after.authorization_url),
        ("token_url", before.token_url != after.token_url),
        ("keys_url", before.keys_url != after.keys_url),
        ("deployments", has_others),
    ];
    let names: Vec<&str> = fields.into_iter().filter(|(_, is_other)| *is_other).map(|(name, _)| name).collect();
    names.join(" ")
}

/// A platform as it would be typed.
pub fn as_described(platform: &Platform, deployments: Vec<String>) -> Described {
    Described {
        slug: platform.slug.clone(),
        name: platform.name.clone(),
        issuer: platform.issuer.clone(),
        client_id: platform.client_id.clone(),
        authorization_url: platform.authorization_url.clone(),
        token_url: platform.token_url.clone(),
        keys_url: platform.keys_url.clone(),
        deployments,
    }
}
