//! Makes an identity at a provider a way into an account that is there already, and takes it away again. Never by an e-mail
//! address: only somebody who is signed in, has just shown who they are, then goes the way to the provider, and says on a page
//! that shows whose identity came back that it is theirs.

use super::account::{self, Vouched};
use super::attempt_model::Attempt;
use super::callback::End;
use super::model::Provider;
use super::offer::Offer;
use super::refusal::{Refusal, Step};
use super::rules::Rule;
use super::settle::settle;
use super::why::Why;
use super::{identity_model as model, logout, model as providers};
use crate::db::Conn;
use crate::db::ids::MemberId;
use crate::error::{Error, Message, Result};
use crate::http::session::{self as sessions, Session};
use crate::members;
use crate::members::notice::{self, What};
use crate::sign_in::ways::{self, Gone};
use crate::sign_in::{afresh, session, ways_model};
use crate::site::{Site, Tx};

/// What comes of an identity with which somebody comes back: a page that shows whose it is, since it is theirs only if they say
/// so, or nothing new where it is a way into their account already.
pub async fn offer(
    site: &Site,
    provider: &Provider,
    rules: Vec<Rule>,
    vouched: Vouched,
    own: Session,
    attempt: Attempt,
) -> Step<End> {
    let refused = |why, cause: &str| Refusal::new(why, cause).of(own.member).into();
    if vouched.was_waved(attempt.created_at, site.now()) {
        return Err(refused(Why::Waved, "the provider last asked them before it was told to, or does not say when"));
    }
    // What lets nobody in is no way in.
    if !account::gives_account(&account::given(&rules, &vouched)) {
        return Err(refused(Why::Outside, "no rule lets in who came back"));
    }
    let offer = Offer::of(provider, &vouched, &own, &attempt, site.now());
    let looked = offer.clone();
    match site.read(move |conn| fits(conn, &looked, own.member)).await? {
        Fits::New => Ok(End::Offered(offer)),
        Fits::Known => Ok(End::Linked(own)),
        Fits::Not(cause) => Err(refused(Why::Taken, cause)),
    }
}

/// Attaches it to the account of a session, which goes on under a new id. It gives no place and no role: that is read at the
/// next sign-on by it.
pub async fn attach(site: &Site, provider: &Provider, offer: Offer, own: Session) -> Step<Session> {
    let provider = Provider { updated_at: offer.since, ..provider.clone() };
    let decided = site.write_at_need(move |tx| decide(tx, &provider, &offer, &own)).await?;
    decided.map_err(|(why, cause)| Refusal::new(why, cause).of(own.member).into())
}

type Decided = std::result::Result<Session, (Why, &'static str)>;

fn decide(tx: &mut Tx<'_>, provider: &Provider, offer: &Offer, own: &Session) -> Result<Decided> {
    model::hold(tx.conn, provider.id)?;
    if !account::is_as_asked(tx, provider)? {
        return Ok(Err((Why::State, "the provider was switched off or changed while it was asked")));
    }
    members::model::hold(tx.conn, own.member)?;
    if !afresh::is_still_fresh(tx.conn, own.id, tx.now)? {
        return Ok(Err((Why::State, "it is too long ago that they showed who they are")));
    }
    match fits(tx.conn, offer, own.member)? {
        Fits::New => {}
        Fits::Known => return Ok(Ok(*own)),
        Fits::Not(cause) => return Ok(Err((Why::Taken, cause))),
    }
    let (id, now) = (tx.id(), tx.now);
    model::insert_identity(tx.conn, id, provider.id, &offer.subject, own.member, now)?;
    model::set_told(tx.conn, id, &offer.told)?;
    let told = [("provider", provider.slug.as_str())];
    tx.audit_with(provider.institution_id, Some(own.member), "sso.link", own.member, "", &told)?;
    notice::send(tx, own.member, What::Linked, &format!("{} ({})", provider.name, offer.told))?;
    session::renew(tx, own).map(Ok)
}

/// Whether an identity can be added to an account.
enum Fits {
    New,
    /// It is a way into it already.
    Known,
    Not(&'static str),
}

fn fits(conn: &mut Conn, offer: &Offer, own: MemberId) -> Result<Fits> {
    Ok(match model::member(conn, offer.provider, &offer.subject)? {
        Some((member, _)) if member == own => Fits::Known,
        // It stays with whoever has it: else a link that somebody follows could take an account apart.
        Some(_) => Fits::Not("the identity belongs to another account"),
        None if ways_model::identities(conn, own)?.iter().any(|one| one.provider == offer.provider) => {
            Fits::Not("the account has another identity at this provider")
        }
        None => Fits::New,
    })
}

/// Takes an identity away, and what the rules of its provider gave: nobody reads any more whether they still hold. Sessions that
/// began by it end; this one goes on under a new id, unless it is one of them.
///
/// # Errors
/// `NotFound` for one that is not theirs, `Conflict` for their last way in, and for a cohort that would be without a coordinator.
pub fn detach(tx: &mut Tx<'_>, own: &Session, identity: i64) -> Result<Option<Session>> {
    // Whoever signs on by it at this moment holds the provider first, and then the member.
    let known = ways_model::identities(tx.conn, own.member)?.into_iter().find(|one| one.id == identity);
    model::hold(tx.conn, known.ok_or(Error::NotFound)?.provider)?;
    members::model::hold(tx.conn, own.member)?;
    let all = ways::of(tx.conn, own.member, tx.site.config.mail.is_set())?;
    let one = all.identities.iter().find(|one| one.id == identity).ok_or(Error::NotFound)?;
    all.without(Gone::Identity(identity))?;
    let (provider, subject) = (providers::by_id(tx.conn, one.provider)?, ways_model::subject(tx.conn, identity)?);
    let rules: Vec<Rule> = serde_json::from_str(&provider.rules).map_err(Error::internal)?;
    if settle(tx, &provider, own.member, &rules, &[])? {
        // It could not be taken back any more: nobody would read whether the provider still gives it.
        return Err(Error::Conflict(
            Message::new("ways-only-coordinator").leading_to(ways::PAGE, "second-factor-back"),
        ));
    }
    ways_model::delete_identity(tx.conn, identity)?;
    logout::end_of(tx, &provider, &subject)?;
    let told = [("provider", provider.slug.as_str())];
    tx.audit_with(provider.institution_id, Some(own.member), "sso.unlink", own.member, "", &told)?;
    notice::send(tx, own.member, What::Unlinked, &provider.name)?;
    let now = tx.now;
    match sessions::open(tx.conn, own.member, now)?.iter().any(|open| open.id == own.id) {
        true => session::renew(tx, own).map(Some),
        false => session::end_all(tx, own.member).map(|()| None),
    }
}
