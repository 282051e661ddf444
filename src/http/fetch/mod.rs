//! The way out: every request that the site sends to another server, kept from going where it must not.
//!
//! Members and administrators name the servers that the site asks: a sign-on, a federated site, a page that is linked.
//! Whoever names one must not reach through the site what only its own machines can reach, nor keep it waiting, nor
//! fill its memory. So a name is looked up once, every address it has is checked, and the connection goes to those.

mod answer;
mod failure;
mod guard;
mod redirect;
pub mod resolve;
mod world;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::redirect::Policy;

pub use failure::Failure;
use guard::Guard;
use redirect::Hop;
use resolve::{Lookup, Resolver};

use crate::config;
use crate::error::{self, Error};

/// How long a request may take as a whole: looking up, connecting, following, and the last byte of the answer.
const WITHIN: Duration = Duration::from_secs(5);
/// How large an answer may be, if nothing else is asked for.
const MOST_BYTES: usize = 256 * 1024;
/// How often an answer may lead on to another address.
const MOST_REDIRECTS: usize = 5;

/// What a request may come back with.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The largest body that is taken.
    pub most_bytes: usize,
    /// Whether an answer that leads on is followed; only GET and HEAD are, and without what they carry for one server.
    pub follow: bool,
}

impl Default for Asked {
    fn default() -> Self {
        Self { most_bytes: MOST_BYTES, follow: false }
    }
}

/// What came back, with all of its body.
pub type Answer = ::http::Response<Vec<u8>>;

/// The one client; clones share it.
#[derive(Clone)]
pub struct Fetch(Arc<Inner>);

struct Inner {
    guard: Arc<Guard>,
    lookup: Lookup,
    within: Duration,
    client: OnceLock<reqwest::Client>,
}

impl Fetch {
    /// A client that asks the public internet, and the hosts that the settings list.
    pub fn new(settings: &config::Fetch) -> error::Result<Self> {
        Self::looking_up(settings, resolve::system(), WITHIN)
    }

    /// A client that learns addresses from `lookup` and waits no longer than `within`.
    pub fn looking_up(settings: &config::Fetch, lookup: Lookup, within: Duration) -> error::Result<Self> {
        let hosts = settings.hosts().map_err(|entry| Error::internal(format!("{entry:?} is no host")))?;
        let guard = Arc::new(Guard::new(hosts));
        Ok(Self(Arc::new(Inner { guard, lookup, within, client: OnceLock::new() })))
    }

    /// Sends one request and reads the whole answer.
    pub async fn send(&self, request: ::http::Request<Vec<u8>>) -> Result<Answer, Failure> {
        self.send_as(request, Asked::default()).await
    }

    /// As [`Fetch::send`], for an answer of another size or from wherever the address leads.
    pub async fn send_as(&self, request: ::http::Request<Vec<u8>>, asked: Asked) -> Result<Answer, Failure> {
        let first = Hop::first(request, &self.0.guard)?;
        let client = self.client()?;
        // The client's own limits begin anew at each address and each piece; this one is over everything.
        tokio::time::timeout(self.0.within, self.ask(client, first, asked)).await.unwrap_or(Err(Failure::Slow))
    }

    /// Whether an address may be asked at all: its scheme, its host, and what it says if that is an address itself. For
    /// forms, before anything is stored; a name is looked up only when it is asked.
    pub fn may_ask(&self, address: &str) -> Result<(), Failure> {
        self.0.guard.read(address).map(drop)
    }

    async fn ask(&self, client: &reqwest::Client, first: Hop, asked: Asked) -> Result<Answer, Failure> {
        let mut hop = first;
        for _ in 0..=MOST_REDIRECTS {
            let response = client.execute(hop.request()).await?;
            let next = if asked.follow { hop.after(&response, &self.0.guard)? } else { None };
            match next {
                Some(next) => hop = next,
                None => return answer::read(response, asked.most_bytes).await,
            }
        }
        Err(Failure::TooManyRedirects)
    }

    /// The client is made when it is first needed: it reads the machine's certificates, which most commands never need
    /// and which a site without them must not miss when it starts.
    fn client(&self) -> Result<&reqwest::Client, Failure> {
        if self.0.client.get().is_none() {
            let made = self.make()?;
            // Whoever comes second while it is made keeps what the first one made.
            drop(self.0.client.set(made));
        }
        self.0.client.get().ok_or_else(|| Failure::Broken("there is no client".into()))
    }

    fn make(&self) -> Result<reqwest::Client, Failure> {
        let resolver = Resolver::new(self.0.guard.clone(), self.0.lookup.clone());
        let client = reqwest::Client::builder()
            .dns_resolver(resolver)
            .user_agent(concat!("Lyceum/", env!("CARGO_PKG_VERSION")))
            // A proxy would look the name up itself, and nothing here could check what it finds.
            .no_proxy()
            // Each hop is checked before it is asked, which `redirect` does.
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            // A connection that is kept was checked for a request of long ago; and it belongs to one web worker.
            .pool_max_idle_per_host(0)
            .build()?;
        Ok(client)
    }
}
