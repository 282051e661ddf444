//! The host that is no institution's: the portal, which lists them.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse};

use super::view::{PortalRowView, PortalView};
use crate::error::{Error, Result};
use crate::http::respond;
use crate::http::stored::Slot;
use crate::site::Site;
use crate::site::drawing::put_in;
use crate::theme::{Frame, InstitutionView};

/// What pages wear that are no institution's.
pub const THEME: &str = "plain";

/// Whether a host is where the institutions are listed.
pub fn is_portal(site: &Site, host: &str) -> bool {
    host == site.config.server.portal_host || host == "127.0.0.1" || host == "[::1]"
}

/// Scheme, host and port of the portal's own address, by which of its names it was asked.
pub fn base_url(site: &Site, host: &str) -> String {
    match host == "localhost" || host == "127.0.0.1" || host == "[::1]" || host.ends_with(".localhost") {
        true => format!("http://{host}:{}", site.config.port()),
        false => format!("https://{host}"),
    }
}

/// A file of one theme, if that is what is asked for.
pub fn file(site: &Site, request: &HttpRequest, theme: &str) -> Option<HttpResponse> {
    let mut steps = request.path().strip_prefix("/theme/")?.split('/');
    match (steps.next(), steps.next(), steps.next(), steps.next()) {
        (Some(id), Some(hash), Some(name), None) if id == theme => {
            super::assets::file(site, request, id, hash, name).ok()
        }
        _ => None,
    }
}

/// The portal has one page, and the files that it is drawn with.
pub fn answer(site: &Site, request: &HttpRequest) -> Result<HttpResponse> {
    if let Some(file) = file(site, request, THEME) {
        return Ok(file);
    }
    if request.path() != "/" {
        return Err(Error::NotFound);
    }
    if !matches!(request.method().as_str(), "GET" | "HEAD") {
        return Err(Error::WrongMethod { allow: "GET, HEAD" });
    }
    let port = site.config.port();
    let rows = site.roster.institutions().into_iter().map(|house| PortalRowView {
        href: format!("{}/", house.base_url(port)),
        host: house.host().to_owned(),
        language: house.language.clone(),
        name: house.name.clone(),
        tagline: house.tagline.clone(),
    });
    let view = PortalView { institutions: rows.collect() };
    let frame = Frame { language: "en", institution: &InstitutionView::portal(), audience: "public", current: "" };
    let html = site.themes.get(THEME).render(&frame, &view)?;
    let mut response = respond::page(200, put_in(&html, &Slot { bytes: Vec::new(), tag: String::new() }, ""));
    response
        .headers_mut()
        .insert(CACHE_CONTROL, actix_web::http::header::HeaderValue::from_static("public, max-age=0, must-revalidate"));
    Ok(response)
}
