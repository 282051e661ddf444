//! The files of themes: their addresses hold a hash of their bytes, so whoever has one need never ask again.

use actix_web::http::header::ACCEPT_ENCODING;
use actix_web::{HttpRequest, HttpResponse};

use crate::error::{Error, Result};
use crate::http::respond;
use crate::pages::stitch::Coding;
use crate::site::Site;

/// One file, in the coding the client likes best.
pub fn file(site: &Site, request: &HttpRequest, id: &str, hash: &str, name: &str) -> Result<HttpResponse> {
    let (theme, name) = site.themes.asset(id, hash, name).ok_or(Error::NotFound)?;
    let asset = match name {
        "logo.svg" => theme.logo(),
        "passkey.js" => theme.script(),
        "forms.css" => theme.forms(),
        _ => theme.stylesheet(),
    };
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let coding = Coding::choose(accepted);
    let bytes = match coding {
        Coding::Brotli => asset.brotli(),
        Coding::Gzip => asset.gzip(),
        Coding::Identity => asset.identity(),
    };
    Ok(respond::immutable(asset.content_type, coding.name(), bytes.to_vec()))
}
