//! A browser without a window: cookies by host, the headers that browsers send, links and forms by their words.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::net::IpAddr;
use std::rc::Rc;

use actix_web::body::to_bytes;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::http::Method;
use actix_web::http::header::HeaderValue;
use actix_web::test::TestRequest;
use lyceum::http::session::COOKIE;
use lyceum::sign_in::session;

use super::form::Form;
use super::house::Member;
use super::node::Node;
use super::page::Page;

/// The cookies of each host.
type Jar = Rc<RefCell<HashMap<String, BTreeMap<String, String>>>>;

/// A browser at one host; clones share its cookies.
#[derive(Clone)]
pub struct Browser {
    node: Node,
    host: String,
    jar: Jar,
    coding: Option<&'static str>,
    address: Rc<Cell<IpAddr>>,
}

/// A request that is being put together, for what no browser does by itself.
pub struct Asking<'a> {
    browser: &'a Browser,
    method: Method,
    path: String,
    headers: Vec<(String, HeaderValue)>,
    body: Vec<u8>,
}

impl Browser {
    /// A browser without any cookie.
    pub fn new(node: &Node, host: &str) -> Self {
        let address = Rc::new(Cell::new(IpAddr::from([127, 0, 0, 1])));
        Self { node: node.clone(), host: host.to_owned(), jar: Jar::default(), coding: None, address }
    }

    /// The same browser at another host.
    pub fn at(mut self, host: &str) -> Self {
        host.clone_into(&mut self.host);
        self
    }

    /// The same browser asking for one content coding: `gzip` or `br`.
    pub fn accepting(&self, coding: &'static str) -> Self {
        Self { coding: Some(coding), ..self.clone() }
    }

    /// The same browser asking another process of the site.
    pub fn of(&self, node: &Node) -> Self {
        Self { node: node.clone(), ..self.clone() }
    }

    /// The same browser as it is now: what it does from here on is not known to the other.
    pub fn apart(&self) -> Self {
        Self { jar: Rc::new(RefCell::new(self.jar.borrow().clone())), ..self.clone() }
    }

    /// Comes from another address from now on.
    pub fn comes_from(&self, address: [u8; 4]) {
        self.address.set(IpAddr::from(address));
    }

    /// Signed in without the forms: a session is begun and its cookie kept, as the forms would.
    pub async fn as_member(self, member: &Member) -> Self {
        let (id, site) = (member.id, self.node.site.clone());
        let opened = site.write(move |tx| session::begin(tx, id, "command")).await.unwrap();
        let browser = self.at(&member.host);
        browser.set_cookie(COOKIE, &opened.seal(&site.secret));
        browser
    }

    /// Scheme, host and port as the browser's address bar has them.
    pub fn origin(&self) -> String {
        format!("http://{}:{}", self.host, self.node.site.config.port())
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Page {
        self.asking(Method::GET, path).send().await
    }

    /// Follows a link by its words.
    pub async fn follow(&self, page: &Page, words: &str) -> Page {
        self.get(&page.link(words)).await
    }

    /// Sends a form; a second has passed while it was filled in.
    pub async fn send(&self, form: Form) -> Page {
        self.node.clock.advance(1);
        match form.method.as_str() {
            "post" => {
                let (kind, body) = form.sent();
                self.post_as(&kind, &form.action, body).await
            }
            _ => self.get(&format!("{}?{}", form.action, form.body())).await,
        }
    }

    /// Sends a body the way a form of the site's own does.
    pub async fn post(&self, path: &str, body: impl Into<Vec<u8>>) -> Page {
        self.post_as("application/x-www-form-urlencoded", path, body).await
    }

    /// Sends a body of another kind, as from a page of the site's own.
    pub async fn post_as(&self, kind: &str, path: &str, body: impl Into<Vec<u8>>) -> Page {
        let origin = self.origin();
        self.asking(Method::POST, path).with("origin", &origin).with("content-type", kind).body(body).send().await
    }

    /// Goes where an answer leads, as often as it leads on.
    pub async fn go_on(&self, from: Page) -> Page {
        let mut page = from;
        for _ in 0..5 {
            if !(301..=308).contains(&page.status) || page.status == 304 {
                return page;
            }
            let location = page.location().split('#').next().unwrap().to_owned();
            let path = location.strip_prefix(&self.origin()).unwrap_or(&location);
            page = self.get(path).await;
        }
        panic!("it leads on and on: {}", page.told());
    }

    /// Sends a form and goes where that leads.
    pub async fn send_and_go_on(&self, form: Form) -> Page {
        let answer = self.send(form).await;
        assert_eq!(answer.status, 303, "a finished form leads on, but {}", answer.told());
        self.go_on(answer).await
    }

    /// Sends a form that was made for somebody else, with one's own token: what no page offers.
    pub async fn send_forged(&self, form: Form) -> Page {
        let token = self.get("/settings/").await.form("Save").value("csrf").unwrap().to_owned();
        self.send(form.forge("csrf", &token)).await
    }

    /// Begins a request of any kind, with the headers that browsers send.
    pub fn asking(&self, method: Method, path: &str) -> Asking<'_> {
        let asking = Asking { browser: self, method, path: path.to_owned(), headers: Vec::new(), body: Vec::new() };
        let host = format!("{}:{}", self.host, self.node.site.config.port());
        let asking = asking.with("host", &host).with("accept", "text/html").with("sec-fetch-site", "same-origin");
        let asking = match self.coding {
            Some(coding) => asking.with("accept-encoding", coding),
            None => asking,
        };
        match self.cookies() {
            cookies if cookies.is_empty() => asking,
            cookies => asking.with("cookie", &cookies),
        }
    }

    /// The value of a cookie of this host.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.jar.borrow().get(&self.host)?.get(name).cloned()
    }

    /// Keeps a cookie for this host.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.jar.borrow_mut().entry(self.host.clone()).or_default().insert(name.to_owned(), value.to_owned());
    }

    fn cookies(&self) -> String {
        let jar = self.jar.borrow();
        let own = jar.get(&self.host).into_iter().flatten();
        own.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Keeps what an answer sets, on the terms that browsers have for the `__Host-` prefix.
    fn keep(&self, cookie: &Cookie<'_>) {
        let name = cookie.name();
        assert!(name.starts_with("__Host-"), "{name} is not bound to its host");
        let is_bound = cookie.secure() == Some(true) && cookie.path() == Some("/") && cookie.domain().is_none();
        assert!(is_bound && cookie.http_only() == Some(true), "a browser refuses {cookie}");
        if cookie.max_age().is_some_and(|age| age <= Duration::ZERO) {
            self.jar.borrow_mut().entry(self.host.clone()).or_default().remove(name);
        } else {
            self.set_cookie(name, cookie.value());
        }
    }
}

impl Asking<'_> {
    /// With this header, instead of what stood there before.
    pub fn with(self, name: &str, value: &str) -> Self {
        self.with_bytes(name, HeaderValue::from_str(value).unwrap())
    }

    /// With a header that is no text.
    pub fn with_bytes(mut self, name: &str, value: HeaderValue) -> Self {
        self = self.without(name);
        self.headers.push((name.to_owned(), value));
        self
    }

    /// Without this header.
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    /// With this body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it and reads the answer.
    pub async fn send(self) -> Page {
        let asked = format!("{} {}", self.method, self.path);
        let peer = std::net::SocketAddr::new(self.browser.address.get(), 50_000);
        let mut request = TestRequest::with_uri(&self.path).method(self.method).peer_addr(peer).set_payload(self.body);
        for (name, value) in self.headers {
            request = request.insert_header((name, value));
        }
        let answer = self.browser.node.ask(request).await;
        answer.response().cookies().for_each(|cookie| self.browser.keep(&cookie));
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let wire = to_bytes(answer.into_body()).await.unwrap().to_vec();
        let coding = headers.get("content-encoding").map(|value| value.to_str().unwrap());
        assert_eq!(
            coding.is_some(),
            coding.is_some() && self.browser.coding == coding,
            "a coding that was not asked for: {asked}"
        );
        let body = decoded(coding, &wire);
        Page::new(asked, status, headers, wire, body)
    }
}

/// The body under a content coding.
pub fn decoded(coding: Option<&str>, wire: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    match coding {
        Some("gzip") => drop(flate2::read::GzDecoder::new(wire).read_to_end(&mut body).unwrap()),
        Some("br") => drop(brotli::Decompressor::new(wire, 4096).read_to_end(&mut body).unwrap()),
        _ => body.extend(wire),
    }
    body
}
