//! Handlers of the front page and of what machines ask for.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use crate::error::Result;
use crate::http::Viewer;
use crate::http::table::{Entry, get};
use crate::site::Site;

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![get("/", "everybody; each row for those who may read it", show_home)]
}

async fn show_home(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    site.show(&request, &viewer, site.key(&viewer.institution, "/")).await
}
