//! One thing that somebody does with a site, by a form or by a command, and how they are answered.

use std::pin::Pin;

use lyceum::error::{Error, Result};
use lyceum::site::Site;

use crate::support::form::encode;
use crate::support::node::Node;
use crate::support::{Browser, Page};

/// What somebody is told.
#[derive(Debug)]
pub enum Answer {
    /// It is done.
    Done,
    /// It cannot be done, and they hear why.
    Refused(String),
    /// It went wrong; and what is wrong with how that was told.
    Failed(Option<String>),
}

/// What comes of doing it again when nobody heard that it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Nothing more: it is there once.
    Once,
    /// Another one, and that is what it is for: a second link, a second session, a second line in the audit.
    Another,
}

type Doing = Pin<Box<dyn Future<Output = Answer>>>;

/// A deed.
pub struct Deed {
    /// What it is called: a route, or a command.
    pub name: &'static str,
    /// What doing it twice means.
    pub again: Again,
    /// How much later than the world was made it is done, in seconds.
    pub later: i64,
    first: Option<Box<Self>>,
    act: Box<dyn Fn(&Node) -> Doing>,
}

impl Deed {
    /// A deed of any kind.
    pub fn new(name: &'static str, again: Again, act: impl Fn(&Node) -> Doing + 'static) -> Self {
        Self { name, again, later: 0, first: None, act: Box::new(act) }
    }

    /// A form that somebody sends.
    pub fn form(
        route: &'static str,
        again: Again,
        browser: Browser,
        path: String,
        fields: Vec<(&'static str, String)>,
    ) -> Self {
        let pairs = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        // What somebody has written: words, not choices; a password is shown to nobody.
        let is_prose = |name: &str, value: &str| value.contains(' ') && !name.contains("password");
        let prose = fields.into_iter().filter(move |(name, value)| is_prose(name, value)).map(|(_, value)| value);
        let prose: Vec<String> = prose.collect();
        Self::new(route, again, move |node| {
            let (browser, path, body, prose) = (browser.apart().of(node), path.clone(), body.clone(), prose.clone());
            Box::pin(async move { answer(&browser.post(&path, body).await, &prose) })
        })
    }

    /// What a command does, or the worker.
    pub fn verb<W>(name: &'static str, again: Again, act: impl Fn(Site) -> W + Clone + 'static) -> Self
    where
        W: Future<Output = Result<()>> + 'static,
    {
        Self::new(name, again, move |node| {
            let (site, act) = (node.site.clone(), act.clone());
            Box::pin(async move {
                match act(site).await {
                    Ok(()) => Answer::Done,
                    Err(Error::Internal(_)) => Answer::Failed(None),
                    Err(cause) => Answer::Refused(cause.to_string()),
                }
            })
        })
    }

    /// The same, so many seconds later.
    pub fn after(self, seconds: i64) -> Self {
        Self { later: seconds, ..self }
    }

    /// The same on a site where another deed was done before it, undisturbed.
    pub fn on(self, first: Self) -> Self {
        Self { first: Some(Box::new(first)), ..self }
    }

    /// Does what comes before it.
    pub async fn prepare(&self, node: &Node) {
        if let Some(first) = &self.first {
            assert!(matches!(first.act(node).await, Answer::Done), "{} cannot be prepared", self.name);
        }
    }

    /// Does it.
    pub async fn act(&self, node: &Node) -> Answer {
        (self.act)(node).await
    }
}

fn answer(page: &Page, prose: &[String]) -> Answer {
    match page.status {
        200..=399 => Answer::Done,
        400..=499 => Answer::Refused(format!("{} {}", page.status, page.heading())),
        status => {
            let (words, source) = (page.words(), page.source());
            let lost = prose.iter().find(|text| !source.contains(text.as_str()));
            Answer::Failed(match lost {
                _ if !matches!(status, 500 | 503) => Some(format!("the status is {status}")),
                _ if words.split_whitespace().count() < 8 => Some(format!("the page only says {words:?}")),
                Some(text) => Some(format!("what was typed is lost: {text:?}")),
                None => None,
            })
        }
    }
}
