//! How often: sign-in attempts by address and by account, forms by member, machines by token and by address. Reading is not
//! limited; it costs less than counting.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};

use crate::config;
use crate::db::ids::{InstitutionId, MemberId, TokenId};
use crate::error::{Error, Result};

/// How many people behind one address begin a sign-on where one may type a password: a lecture room of them, at once.
const A_ROOM: u32 = 12;
/// How many times as often as from one address a password may be tried for one account, from wherever: enough for whoever
/// mistypes, and a decade for whoever guesses. Its owner can still have a link mailed.
const AN_ACCOUNT: u32 = 2;
/// How many identity systems may stand behind one address: some serve many institutions from a few.
const TENANTS: u32 = 4;

/// Whose password is tried.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Account {
    /// A member's, by whichever of their names or addresses.
    Of(MemberId),
    /// Nobody's, by what was typed; counted alike, or the answer would tell who is here.
    Nobody(InstitutionId, String),
}

/// The limiters of one process.
pub struct Limits {
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    sign_on: DefaultKeyedRateLimiter<IpAddr>,
    accounts: DefaultKeyedRateLimiter<Account>,
    letters: DefaultKeyedRateLimiter<(InstitutionId, String)>,
    writes: DefaultKeyedRateLimiter<MemberId>,
    tokens: DefaultKeyedRateLimiter<TokenId>,
    machines: DefaultKeyedRateLimiter<IpAddr>,
    words: DefaultKeyedRateLimiter<MemberId>,
    searches: DefaultKeyedRateLimiter<Searcher>,
}

/// Who searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Searcher {
    Member(MemberId),
    /// Visitors behind one address.
    At(IpAddr),
}

impl Limits {
    /// Limiters with these settings; a setting of 0 is read as 1.
    pub fn new(settings: &config::Limits) -> Self {
        let per_minute = |count: u32| Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
        Self {
            sign_in: DefaultKeyedRateLimiter::keyed(per_minute(settings.sign_in_per_minute)),
            sign_on: DefaultKeyedRateLimiter::keyed(per_minute(settings.sign_in_per_minute.saturating_mul(A_ROOM))),
            accounts: DefaultKeyedRateLimiter::keyed(per_minute(
                settings.sign_in_per_minute.saturating_mul(AN_ACCOUNT),
            )),
            letters: DefaultKeyedRateLimiter::keyed(per_minute(settings.sign_in_per_minute.saturating_mul(AN_ACCOUNT))),
            writes: DefaultKeyedRateLimiter::keyed(per_minute(settings.writes_per_minute)),
            tokens: DefaultKeyedRateLimiter::keyed(per_minute(settings.scim_per_minute)),
            machines: DefaultKeyedRateLimiter::keyed(per_minute(settings.scim_per_minute.saturating_mul(TENANTS))),
            words: DefaultKeyedRateLimiter::keyed(per_minute(settings.sign_in_per_minute)),
            searches: DefaultKeyedRateLimiter::keyed(per_minute(settings.searches_per_minute)),
        }
    }

    /// Counts an attempt to sign in from `address`.
    pub fn sign_in(&self, address: IpAddr) -> Result<()> {
        self.sign_in
            .check_key(&address)
            .map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))
    }

    /// Counts a password that is tried for an account: a member has one, whichever of their names was typed.
    pub fn account(&self, account: &Account) -> Result<()> {
        self.accounts
            .check_key(account)
            .map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))
    }

    /// Whether a link may be asked for by an address, whether or not anybody has it. Counted apart from passwords: whoever tries
    /// those must not keep the owner from a link.
    pub fn may_ask(&self, house: InstitutionId, address: &str) -> bool {
        self.letters.check_key(&(house, address.to_lowercase())).is_ok()
    }

    /// Counts a way to a provider of sign-on, or back from it in vain, by `address`: nothing can be guessed there.
    pub fn sign_on(&self, address: IpAddr) -> Result<()> {
        self.sign_on
            .check_key(&address)
            .map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))
    }

    /// Counts a form of a member.
    pub fn write(&self, member: MemberId) -> Result<()> {
        self.writes
            .check_key(&member)
            .map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))
    }

    /// Counts what an identity system asks by its token.
    pub fn token(&self, token: TokenId) -> Result<()> {
        self.tokens
            .check_key(&token)
            .map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))
    }

    /// Counts what is asked for with a token, good or not, by `address`.
    pub fn machine(&self, address: IpAddr) -> Result<()> {
        self.machines
            .check_key(&address)
            .map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))
    }

    /// Counts a code word that a member types: theirs, and by `address`, behind which a lecture room may sit.
    pub fn code_word(&self, member: MemberId, address: Option<IpAddr>) -> Result<()> {
        self.words
            .check_key(&member)
            .map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))?;
        address.map_or(Ok(()), |address| self.sign_on(address))
    }

    /// Counts a search: a member's, or a visitor's by `address`. It is the one page that costs more with each who reads it.
    pub fn search(&self, member: Option<MemberId>, address: Option<IpAddr>) -> Result<()> {
        let Some(who) = member.map(Searcher::Member).or(address.map(Searcher::At)) else { return Ok(()) };
        self.searches
            .check_key(&who)
            .map_err(|not_until| too_many(not_until.wait_time_from(DefaultClock::default().now())))
    }

    /// Forgets whoever has been quiet long enough.
    pub fn tidy(&self) {
        self.sign_in.retain_recent();
        self.sign_on.retain_recent();
        self.accounts.retain_recent();
        self.letters.retain_recent();
        self.writes.retain_recent();
        self.tokens.retain_recent();
        self.machines.retain_recent();
        self.words.retain_recent();
        self.searches.retain_recent();
    }
}

fn too_many(retry_after: Duration) -> Error {
    Error::TooMany { retry_after }
}
