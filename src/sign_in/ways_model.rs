//! Rows of somebody's identities at providers of sign-on.

use diesel::prelude::*;

use crate::db::Conn;
use crate::db::ids::{MemberId, ProviderId, Time};
use crate::db::schema::{identities, member_emails, sso_providers};
use crate::error::Result;

/// What a provider of the institution calls a member.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Which row.
    pub id: i64,
    /// Whose word it is.
    pub provider: ProviderId,
    /// The provider's short name.
    pub slug: String,
    /// On its button.
    pub name: String,
    /// Whether the provider is on: one that is off lets nobody in.
    pub is_on: bool,
    /// Whether the provider signs when it asked somebody who they are: OpenID Connect alone does, in a token of ours.
    pub can_prove: bool,
    /// Since when.
    pub added_at: Time,
    /// By what its owner knows it, where they added it.
    pub told: Option<String>,
}

/// A member's identities, in the order in which they came.
pub fn identities(conn: &mut Conn, member: MemberId) -> Result<Vec<Identity>> {
    let own = identities::table.filter(identities::member_id.eq(member)).order(identities::id);
    let own: Vec<(i64, String, Time, Option<String>)> =
        own.select((identities::id, identities::provider, identities::created_at, identities::told)).load(conn)?;
    let mut found = Vec::new();
    for (id, provider, added_at, told) in own {
        // What another kind of system calls somebody is no way in by this page.
        let Ok(provider) = provider.parse::<ProviderId>() else { continue };
        let row = sso_providers::table.find(provider);
        let named = row.select((sso_providers::slug, sso_providers::name, sso_providers::state, sso_providers::kind));
        if let Some((slug, name, state, kind)) = named.first::<(String, String, String, String)>(conn).optional()? {
            found.push(Identity {
                id,
                provider,
                slug,
                name,
                is_on: state == "on",
                can_prove: kind == "oidc",
                added_at,
                told,
            });
        }
    }
    Ok(found)
}

/// What the provider calls them.
pub fn subject(conn: &mut Conn, id: i64) -> Result<String> {
    Ok(identities::table.filter(identities::id.eq(id)).select(identities::subject).first(conn)?)
}

/// Takes an identity away.
pub fn delete_identity(conn: &mut Conn, id: i64) -> Result<()> {
    diesel::delete(identities::table.filter(identities::id.eq(id))).execute(conn)?;
    Ok(())
}

/// An address to which a link can be sent: one that somebody has looked at.
pub fn confirmed_address(conn: &mut Conn, member: MemberId) -> Result<Option<String>> {
    let own = member_emails::table
        .filter(member_emails::member_id.eq(member))
        .filter(member_emails::verified_at.is_not_null());
    let first = own.order((member_emails::is_primary.desc(), member_emails::id));
    Ok(first.select(member_emails::address).first(conn).optional()?)
}
