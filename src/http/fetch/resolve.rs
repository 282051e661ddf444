//! From a name to the addresses that are connected to: looked up once for each connection, and checked in between.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::Failure;
use super::guard::Guard;

/// The addresses of one name, when they are known.
pub type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Looks a name up.
pub type Lookup = Arc<dyn Fn(String) -> Found + Send + Sync>;

/// As the machine looks names up for every program.
pub fn system() -> Lookup {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    })
}

/// Stands between a lookup and the connection: what it hands on is what is connected to, and nobody asks again. A host
/// that is an IP address never comes here, so [`Guard::admit`] checks those.
pub(super) struct Resolver {
    guard: Arc<Guard>,
    lookup: Lookup,
}

impl Resolver {
    pub(super) fn new(guard: Arc<Guard>, lookup: Lookup) -> Self {
        Self { guard, lookup }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (name, guard) = (name.as_str().to_owned(), self.guard.clone());
        let looking = (self.lookup)(name.clone());
        Box::pin(async move {
            let found = looking.await.map_err(|cause| Failure::Unknown(format!("{name}: {cause}")))?;
            if found.is_empty() {
                return Err(Failure::Unknown(format!("{name}: it has no address")).into());
            }
            guard.check(&name, &found)?;
            // Port 0 stands for the port of the request.
            let addresses: Addrs = Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}
