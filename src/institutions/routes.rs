//! Handlers of an institution's own pages and of theme files.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::assets;
use super::view::{AccessibilityView, FormattingView, HelpView, PrivacyView, ReportView};
use crate::error::Result;
use crate::http::Viewer;
use crate::http::table::{Entry, get};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::View;

const PUBLIC: Around<'static> = Around { audience: "public", current: "" };

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/help/", "everybody", show_help),
        get("/help/formatting/", "everybody", show_formatting),
        get("/accessibility/", "everybody", show_accessibility),
        get("/privacy/", "everybody", show_privacy),
        get("/report", "everybody", show_report),
        get("/robots.txt", "everybody", show_robots),
        get("/theme/{id}/{hash}/{name}", "everybody", show_file),
    ]
}

async fn show_help(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    page(&site, &viewer, &request, &HelpView {})
}

async fn show_formatting(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    page(&site, &viewer, &request, &FormattingView {})
}

async fn show_accessibility(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    page(&site, &viewer, &request, &AccessibilityView {})
}

async fn show_privacy(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    page(&site, &viewer, &request, &PrivacyView {})
}

async fn show_report(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    page(&site, &viewer, &request, &ReportView {})
}

fn page<V: View>(site: &Site, viewer: &Viewer, request: &HttpRequest, view: &V) -> Result<HttpResponse> {
    site.made(request, viewer, 200, PUBLIC, view)
}

/// Forms and settings are nothing for a search engine; what it may not read it does not get anyway.
async fn show_robots() -> HttpResponse {
    let text = "User-agent: *\nDisallow: /settings/\nDisallow: /sign-in\nDisallow: /p/\n";
    plain(200, text)
}

async fn show_file(
    site: Data<Site>,
    request: HttpRequest,
    path: Path<(String, String, String)>,
) -> Result<HttpResponse> {
    let (id, hash, name) = path.into_inner();
    assets::file(&site, &request, &id, &hash, &name)
}

fn plain(status: u16, text: &'static str) -> HttpResponse {
    let code = actix_web::http::StatusCode::from_u16(status).unwrap_or(actix_web::http::StatusCode::OK);
    HttpResponse::build(code)
        .insert_header((CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(text)
}
