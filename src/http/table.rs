//! The table of routes: what the router is built from, what `lyceum routes` prints, and what the permission tests walk.

use actix_web::{FromRequest, Handler, Responder, Route, guard, web};

/// One method on one path.
pub struct Entry {
    /// `GET` (which answers HEAD too), `POST`, or a method of machines: `PUT`, `PATCH`, `DELETE`.
    pub method: &'static str,
    /// The pattern, as the router reads it.
    pub path: &'static str,
    /// Who may get more than a 404 or the way to sign in, in words for people.
    pub audience: &'static str,
    /// Which limit counts.
    pub limit: &'static str,
    pub(super) route: Route,
}

/// A page: `handler` answers GET and HEAD.
pub fn get<F, Args>(path: &'static str, audience: &'static str, handler: F) -> Entry
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    Entry { method: "GET", path, audience, limit: "none", route: reading().to(handler) }
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

/// What a machine asks for with a method that no form has; whoever asks is counted by their token.
pub fn machine<F, Args>(method: &'static str, path: &'static str, audience: &'static str, handler: F) -> Entry
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let route = match method {
        "PUT" => web::put(),
        "PATCH" => web::patch(),
        "DELETE" => web::delete(),
        "POST" => web::post(),
        _ => reading(),
    };
    Entry { method, path, audience, limit: "tokens", route: route.to(handler) }
}

/// A route that reads and changes nothing.
pub(super) fn reading() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}
