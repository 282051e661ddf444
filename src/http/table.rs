//! The table of routes: what the router is built from, what `lyceum routes` prints, and what the permission tests walk.

use actix_web::{FromRequest, Handler, HttpResponse, Responder, guard, web};

use crate::error::{Error, Result};

/// One method on one path.
pub struct Entry {
    /// `GET` (which answers HEAD too) or `POST`.
    pub method: &'static str,
    /// The pattern, as the router reads it.
    pub path: &'static str,
    /// Who may get more than a 404 or the way to sign in, in words for people.
    pub audience: &'static str,
    /// Which limit counts.
    pub limit: &'static str,
    route: actix_web::Route,
}

/// A page: `handler` answers GET and HEAD.
pub fn get<F, Args>(path: &'static str, audience: &'static str, handler: F) -> Entry
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let route = web::route().guard(guard::Any(guard::Get()).or(guard::Head())).to(handler);
    Entry { method: "GET", path, audience, limit: "none", route }
}

/// A form: `handler` answers POST, and the sender is counted.
pub fn post<F, Args>(path: &'static str, audience: &'static str, limit: &'static str, handler: F) -> Entry
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    Entry { method: "POST", path, audience, limit, route: web::post().to(handler) }
}

/// Builds the router: a scope for each first step of the paths, in it a resource for each path, in the order of the
/// table. A flat router tries every pattern before the right one, which costs more than the page itself.
pub fn configure(entries: Vec<Entry>, app: &mut web::ServiceConfig) {
    let mut scopes: Vec<(&'static str, Vec<(&'static str, actix_web::Resource)>)> = Vec::new();
    for entry in entries {
        let (first, rest) = first_step(entry.path);
        let scope = match scopes.iter().position(|(known, _)| *known == first) {
            Some(place) => place,
            None => {
                scopes.push((first, Vec::new()));
                scopes.len() - 1
            }
        };
        let resources = &mut scopes[scope].1;
        match resources.iter().position(|(known, _)| *known == rest) {
            Some(place) => {
                let (known, resource) = resources.remove(place);
                resources.insert(place, (known, resource.route(entry.route)));
            }
            None => resources.push((rest, web::resource(rest).route(entry.route).default_service(web::to(absent)))),
        }
    }
    for (first, resources) in scopes {
        if first.is_empty() {
            for (_, resource) in resources {
                app.service(resource);
            }
        } else {
            app.service(resources.into_iter().fold(web::scope(first), |scope, (_, resource)| scope.service(resource)));
        }
    }
}

/// `/t/{id}/last` is `/t` and `/{id}/last`; the front page has no first step.
fn first_step(path: &'static str) -> (&'static str, &'static str) {
    match path.get(1..).and_then(|path| path.find('/')) {
        Some(end) => path.split_at(end + 1),
        None if path == "/" => ("", path),
        None => (path, ""),
    }
}

/// A path that is there for another method is absent for this one, and says so in the same words.
async fn absent() -> Result<HttpResponse> {
    Err(Error::NotFound)
}
