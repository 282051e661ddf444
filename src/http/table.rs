//! The table of routes: what the router is built from, what `lyceum routes` prints, and what the permission tests walk.

use actix_web::{FromRequest, Handler, Responder, guard, web};

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

/// Builds the router: one resource for each path, in the order of the table.
pub fn configure(entries: Vec<Entry>, app: &mut web::ServiceConfig) {
    let mut resources: Vec<(&'static str, actix_web::Resource)> = Vec::new();
    for entry in entries {
        match resources.iter().position(|(path, _)| *path == entry.path) {
            Some(place) => {
                let (path, resource) = resources.remove(place);
                resources.insert(place, (path, resource.route(entry.route)));
            }
            None => resources.push((entry.path, web::resource(entry.path).route(entry.route))),
        }
    }
    for (_, resource) in resources {
        app.service(resource);
    }
}
