//! One step on the way to an answer: what is asked for where, and what becomes of it when the answer leads on.

use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, LOCATION, TRANSFER_ENCODING,
};
use reqwest::{Method, Response};
use url::Url;

use super::Failure;
use super::guard::Guard;

/// A request that may be sent.
pub(super) struct Hop {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Hop {
    /// The request as the caller made it, if its address may be asked.
    pub(super) fn first(request: ::http::Request<Vec<u8>>, guard: &Guard) -> Result<Self, Failure> {
        let (head, body) = request.into_parts();
        let url = guard.read(&head.uri.to_string())?;
        let mut headers = head.headers;
        // These follow from the address and the body, and would let one request pass for another.
        [HOST, CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION].iter().for_each(|name| drop(headers.remove(name)));
        Ok(Self { method: head.method, url, headers, body })
    }

    /// The request to send; it can be taken once, since it takes the body along.
    pub(super) fn request(&mut self) -> reqwest::Request {
        let mut request = reqwest::Request::new(self.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers.clone();
        if !self.body.is_empty() {
            *request.body_mut() = Some(std::mem::take(&mut self.body).into());
        }
        request
    }

    /// The next request, if the answer leads on and this one may be sent again elsewhere: a form is not, since only its
    /// sender knows whether it was meant for two servers.
    ///
    /// # Errors
    /// Where it leads may not be asked, or it leads from https back to http.
    pub(super) fn after(&self, response: &Response, guard: &Guard) -> Result<Option<Self>, Failure> {
        let leads_on = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
        let place = response.headers().get(LOCATION).filter(|_| leads_on);
        let (Some(place), &Method::GET | &Method::HEAD) = (place, &self.method) else { return Ok(None) };
        let place = place.to_str().map_err(|_| Failure::NotAnAddress)?;
        let url = self.url.join(place).map_err(|_| Failure::NotAnAddress)?;
        guard.admit(&url)?;
        if self.url.scheme() == "https" && url.scheme() != "https" {
            return Err(Failure::NotHttps);
        }
        let headers = self.headers_for(&url);
        Ok(Some(Self { method: self.method.clone(), url, headers, body: Vec::new() }))
    }

    /// What is sent along: to another origin nothing that may say who asks.
    fn headers_for(&self, url: &Url) -> HeaderMap {
        let mut headers = self.headers.clone();
        headers.remove(CONTENT_TYPE);
        if url.origin() == self.url.origin() {
            return headers;
        }
        let kept = [ACCEPT, ACCEPT_LANGUAGE];
        kept.into_iter().filter_map(|name| headers.remove(&name).map(|value| (name, value))).collect()
    }
}
