//! Answers, by method, route and class of status.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::registry::Registry;

/// What a page that lay ready is about; the route that would have found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page of a thread.
    Thread,
    /// A page of a board.
    Board,
    /// The front page.
    Home,
    /// A member, a cohort, and whatever else is stored.
    Other,
}

/// The routes of [`Kind`], in its order.
const READY: [&str; 4] = ["/t/{id}/{slug}/", "/b/{board}/", "/", "(another stored page)"];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    method: &'static str,
    route: String,
    class: &'static str,
    /// `memory` if no route was tried.
    from: &'static str,
}

/// Counts answers.
pub struct Requests {
    answered: Family<Labels, Counter>,
    /// For each kind of page: sent, and found to be known to the reader (304).
    ready: [[Counter; 2]; READY.len()],
}

impl Requests {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let answered = Family::<Labels, Counter>::default();
        registry.register(
            "lyceum_requests",
            "Answers by method, pattern of the route and class of the status, from memory or by way of the route",
            answered.clone(),
        );
        let of = |route: &str, class| {
            answered.get_or_create_owned(&Labels { method: "GET", route: route.to_owned(), class, from: "memory" })
        };
        let ready = READY.map(|route| [of(route, "2xx"), of(route, "3xx")]);
        Self { answered, ready }
    }

    /// Counts a page that lay ready in memory. One relaxed addition: nearly every answer of the program is one of these.
    pub fn ready(&self, kind: Kind, is_known: bool) {
        self.ready[kind as usize][usize::from(is_known)].inc();
    }

    /// How many pages were sent, or known, from memory before any route was tried.
    pub(super) fn ready_pages(&self) -> u64 {
        self.ready.iter().flatten().map(Counter::get).sum()
    }

    /// Counts any other answer. `route` is a pattern of the table of routes, or a word in brackets: never an address.
    pub fn count(&self, method: &str, route: &str, status: u16) {
        let method = match method {
            "GET" | "HEAD" => "GET",
            "POST" => "POST",
            _ => "other",
        };
        let class = match status {
            100..200 => "1xx",
            200..300 => "2xx",
            300..400 => "3xx",
            400..500 => "4xx",
            _ => "5xx",
        };
        self.answered.get_or_create(&Labels { method, route: route.to_owned(), class, from: "route" }).inc();
    }
}
