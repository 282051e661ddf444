//! The table of what identity systems ask for, and what we say of ourselves.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;

use super::shown::Base;
use super::{answer, discovery, door, group_routes, user_routes};
use crate::error::{Error, Result};
use crate::http::Viewer;
use crate::http::limits::Limits;
use crate::http::table::{Entry, machine};
use crate::site::Site;

/// Who asks, in words.
pub const MACHINES: &str = "identity systems, by their token";

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    let users = "/scim/v2/Users/{id}";
    let groups = "/scim/v2/Groups/{id}";
    vec![
        machine("GET", "/scim/v2/ServiceProviderConfig", MACHINES, show_config),
        machine("GET", "/scim/v2/ResourceTypes", MACHINES, list_types),
        machine("GET", "/scim/v2/ResourceTypes/{id}", MACHINES, show_type),
        machine("GET", "/scim/v2/Schemas", MACHINES, list_schemas),
        machine("GET", "/scim/v2/Schemas/{id}", MACHINES, show_schema),
        machine("POST", "/scim/v2/.search", MACHINES, search),
        machine("GET", "/scim/v2/Users", MACHINES, user_routes::list_users),
        machine("POST", "/scim/v2/Users", MACHINES, user_routes::post_user),
        machine("GET", users, MACHINES, user_routes::show_user),
        machine("PUT", users, MACHINES, user_routes::put_user),
        machine("PATCH", users, MACHINES, user_routes::patch_user),
        machine("DELETE", users, MACHINES, user_routes::delete_user),
        machine("GET", "/scim/v2/Groups", MACHINES, group_routes::list_groups),
        machine("POST", "/scim/v2/Groups", MACHINES, group_routes::post_group),
        machine("GET", groups, MACHINES, group_routes::show_group),
        machine("PUT", groups, MACHINES, group_routes::put_group),
        machine("PATCH", groups, MACHINES, group_routes::patch_group),
        machine("DELETE", groups, MACHINES, group_routes::delete_group),
    ]
}

/// Below which address everything of an institution lies.
pub fn base(site: &Site, viewer: &Viewer) -> Base {
    Base::of(&viewer.institution.base_url(site.config.port()))
}

async fn show_config(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
) -> Result<HttpResponse> {
    door::enter(&site, &limits, &viewer, &request).await?;
    Ok(answer::json(200, &discovery::config(&base(&site, &viewer))))
}

async fn list_types(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
) -> Result<HttpResponse> {
    door::enter(&site, &limits, &viewer, &request).await?;
    whole(&discovery::types(&base(&site, &viewer)))
}

async fn show_type(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    door::enter(&site, &limits, &viewer, &request).await?;
    one(&discovery::types(&base(&site, &viewer)), &id)
}

async fn list_schemas(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
) -> Result<HttpResponse> {
    door::enter(&site, &limits, &viewer, &request).await?;
    whole(&discovery::schemas(&base(&site, &viewer))?)
}

async fn show_schema(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    door::enter(&site, &limits, &viewer, &request).await?;
    one(&discovery::schemas(&base(&site, &viewer))?, &id)
}

/// To seek people and groups at once is not supported, and said so (RFC 7644, 3.12).
async fn search(site: Data<Site>, limits: Data<Limits>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    door::enter(&site, &limits, &viewer, &request).await?;
    let words = site.words.say(viewer.language(), "scim-no-search", &[]);
    Ok(answer::refusal(501, &words, "scim-no-search", None, None))
}

fn whole(all: &[Value]) -> Result<HttpResponse> {
    Ok(answer::json(200, &answer::list(i64::try_from(all.len()).unwrap_or(i64::MAX), 1, all)))
}

fn one(all: &[Value], id: &str) -> Result<HttpResponse> {
    all.iter().find(|one| one["id"] == *id).map(|one| answer::json(200, one)).ok_or(Error::NotFound)
}
