//! Who asks: an identity system of the institution whose host was asked, by its token; a cookie is worth nothing here.

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;

use super::token_model as model;
use crate::db::ids::{InstitutionId, TokenId};
use crate::error::{Error, Result};
use crate::http::Viewer;
use crate::http::limits::Limits;
use crate::http::secret::hash;
use crate::sign_in::form::client;
use crate::site::{Site, Tx};

/// A token is noted to be used once in so many seconds: who looks wants to know whether it is in use at all.
const ROUGHLY: i64 = 3_600;
/// No token of ours is longer, in bytes.
const LONGEST: usize = 200;

/// An identity system that has proved itself.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Its token.
    pub token: TokenId,
    /// What the token is called.
    pub name: String,
    /// Whose it is.
    pub house: InstitutionId,
}

/// Lets it in.
///
/// # Errors
/// `TokenNeeded` for a token that is missing, wrong, over, revoked, or another institution's: one answer for all.
pub async fn enter(site: &Site, limits: &Limits, viewer: &Viewer, request: &HttpRequest) -> Result<Caller> {
    client(site, request).map_or(Ok(()), |address| limits.machine(address))?;
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let told = header.and_then(|header| header.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
    let told = told.map(|(_, token)| token.trim()).filter(|token| !token.is_empty() && token.len() <= LONGEST);
    // It is looked up by its hash: how long that takes says nothing of the token.
    let hash = hash(told.ok_or(Error::TokenNeeded)?);
    let (house, now) = (viewer.institution.id, site.now());
    let found = site.read(move |conn| model::by_hash(conn, &hash)).await?;
    let token = found.filter(|token| token.institution_id == house && token.is_good(now)).ok_or(Error::TokenNeeded)?;
    limits.token(token.id)?;
    if token.used_at.is_none_or(|used| now.seconds_since(used) >= ROUGHLY) {
        let id = token.id;
        let noted = site.write(move |tx| model::touch(tx.conn, id, tx.now)).await;
        if let Err(cause) = noted {
            tracing::warn!(%cause, "when a token was last used could not be noted");
        }
    }
    Ok(Caller { token: token.id, name: token.name, house })
}

impl Caller {
    /// Begins a change: one of an institution at a time, and by a token that is still good.
    pub fn hold(&self, tx: &mut Tx<'_>) -> Result<()> {
        model::hold(tx.conn, self.house)?;
        let (token, now) = (model::by_id(tx.conn, self.house, self.token)?, tx.now);
        if token.is_good(now) { Ok(()) } else { Err(Error::TokenNeeded) }
    }
}
