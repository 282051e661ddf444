//! Handlers of the probes, on every host, and of the metrics, on an address of their own.

use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::{self, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};

use super::metrics;
use super::readiness::{Probe, Readiness};
use crate::error::{Error, Result};
use crate::http::connections::Connection;
use crate::http::table::{Entry, get};
use crate::meters::CONTENT_TYPE as METRICS;
use crate::site::Site;

/// The routes of the probes.
pub fn routes() -> Vec<Entry> {
    vec![get("/livez", "everybody, on any host", show_live), get("/readyz", "everybody, on any host", show_ready)]
}

/// Whether a path is asked by a machine that watches the process, on whatever host.
pub fn is_probe(path: &str) -> bool {
    path == "/livez" || path == "/readyz"
}

/// Serves `/metrics` on the address of `server.metrics_listen`; `None` where that is empty. The caller awaits it.
///
/// # Errors
/// If the address cannot be listened on.
pub fn serve_metrics(site: &Site) -> Result<Option<(Server, Vec<std::net::SocketAddr>)>> {
    let address = site.config.server.metrics_listen.clone();
    if address.is_empty() {
        return Ok(None);
    }
    let site = site.clone();
    let bound = HttpServer::new(move || {
        App::new().app_data(Data::new(site.clone())).route("/metrics", web::get().to(show_metrics))
    })
    .workers(1)
    .disable_signals()
    .bind(&address)
    .map_err(|cause| Error::internal(format!("server.metrics_listen {address} cannot be listened on: {cause}")))?;
    let addresses = bound.addrs();
    Ok(Some((bound.run(), addresses)))
}

/// The process answers, and takes more requests; one that is to end says so, so that a proxy asks another node.
async fn show_live(request: HttpRequest) -> HttpResponse {
    let is_ending = request.conn_data::<Arc<Connection>>().is_some_and(|connection| connection.is_closing());
    let (status, says) = if is_ending { (503, "ending\n") } else { (200, "ok\n") };
    told(status, "text/plain; charset=utf-8", says.into())
}

/// The process can serve: every check by name, a line each, or as JSON for who asks for that.
async fn show_ready(request: HttpRequest, site: Data<Site>, probe: Data<Probe>) -> Result<HttpResponse> {
    let seen = probe.look(&site).await;
    let status = if seen.is_ready { 200 } else { 503 };
    let accepted = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepted.contains("application/json") {
        return Ok(told(status, "application/json", serde_json::to_string(&seen).map_err(Error::internal)?));
    }
    Ok(told(status, "text/plain; charset=utf-8", lines(&seen)))
}

fn lines(seen: &Readiness) -> String {
    seen.checks.iter().map(|check| format!("{}: {}\n", check.name, check.says)).collect()
}

async fn show_metrics(site: Data<Site>) -> Result<HttpResponse> {
    Ok(told(200, METRICS, metrics::text(&site).await?))
}

fn told(status: u16, kind: &'static str, text: String) -> HttpResponse {
    HttpResponse::build(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(text)
}
