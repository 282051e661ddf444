//! A challenge: kept here under the hash of what the browser holds in a cookie, with what the answer is judged by sealed.

use super::ceremony::Question;
use super::challenge_model::{self as model, Challenge, LIFE_SECONDS};
use super::refusal::Fault;
use crate::db::ids::InstitutionId;
use crate::error::Result;
use crate::http::secret::{self, hash};
use crate::http::session::Session;
use crate::site::{Site, Tx};

/// What it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// To keep a new key.
    Add,
    /// To come in.
    In,
    /// To show once more who somebody is.
    Again,
}

impl Deed {
    /// As the row has it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::In => "in",
            Self::Again => "again",
        }
    }
}

/// What is noted with it.
pub struct Begun {
    /// What it is for.
    pub deed: Deed,
    /// In which session, if in one.
    pub own: Option<Session>,
    /// What a new key is to be called.
    pub name: String,
    /// Where somebody goes on.
    pub to: String,
}

const STATE: &str = "passkey challenge";

/// Notes one; gives what the browser holds.
pub async fn begin(site: &Site, house: InstitutionId, begun: Begun, question: &Question) -> Result<String> {
    let token = secret::token()?;
    let (token_hash, state) = (hash(&token), site.secret.safe.seal(STATE, &question.state)?);
    let note = move |tx: &mut Tx<'_>| {
        let challenge = Challenge {
            id: tx.id(),
            institution_id: house,
            token_hash,
            deed: begun.deed.word().to_owned(),
            member_id: begun.own.map(|own| own.member),
            session_id: begun.own.map(|own| own.id),
            name: begun.name,
            destination: begun.to,
            state,
            created_at: tx.now,
            expires_at: tx.now.plus_seconds(LIFE_SECONDS),
        };
        model::insert(tx.conn, &challenge)
    };
    site.write_at_need(note).await?;
    Ok(token)
}

/// A challenge that was taken, with what the answer is judged by.
pub type Taken = std::result::Result<(Challenge, String), Fault>;

/// Takes the one that a browser holds, if it was begun here, for this deed, and in the session that is open now.
pub fn take(
    tx: &mut Tx<'_>,
    house: InstitutionId,
    token_hash: &str,
    deed: Deed,
    own: Option<Session>,
) -> Result<Taken> {
    let fits = |one: &Challenge| {
        one.institution_id == house
            && one.deed == deed.word()
            && one.session_id == own.map(|own| own.id)
            && one.member_id == own.map(|own| own.member)
    };
    let taken = model::take(tx.conn, token_hash, tx.now)?;
    let Some(challenge) = taken.filter(fits) else { return Ok(Err(Fault::Challenge)) };
    let state = tx.site.secret.safe.open(STATE, &challenge.state)?;
    Ok(Ok((challenge, state)))
}
