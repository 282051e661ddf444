//! The router that is built from the table, and what it answers by the form of an address alone.

use actix_web::http::Method;
use actix_web::http::header::ALLOW;
use actix_web::{HttpRequest, HttpResponse, Resource, Route, web};

use super::respond;
use super::table::{Entry, reading};
use crate::error::Error;

/// Builds the router: a scope for each first step of the paths, in it a resource for each path, in the order of the
/// table. A flat router tries every pattern before the right one, which costs more than the page itself.
pub fn configure(entries: Vec<Entry>, app: &mut web::ServiceConfig) {
    let mut paths: Vec<(&'static str, Vec<Entry>)> = Vec::new();
    for entry in entries {
        match paths.iter_mut().find(|(known, _)| *known == entry.path) {
            Some((_, methods)) => methods.push(entry),
            None => paths.push((entry.path, vec![entry])),
        }
    }
    // They come last: the last post of a thread, `/t/{id}/last`, looks like a title without its slash.
    let without_slash = without_slash(&paths);
    let mut scopes: Vec<(&'static str, Vec<Resource>)> = Vec::new();
    let known = paths.into_iter().map(|(path, methods)| (path, resource(path, methods)));
    for (path, resource) in known.chain(without_slash) {
        let (first, _) = first_step(path);
        match scopes.iter_mut().find(|(known, _)| *known == first) {
            Some((_, resources)) => resources.push(resource),
            None => scopes.push((first, vec![resource])),
        }
    }
    for (first, resources) in scopes {
        if first.is_empty() {
            for resource in resources {
                app.service(resource);
            }
        } else {
            app.service(resources.into_iter().fold(web::scope(first), |scope, resource| scope.service(resource)));
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

/// What one path answers.
fn resource(path: &'static str, methods: Vec<Entry>) -> Resource {
    let is_there = |method| methods.iter().any(|entry| entry.method == method);
    let allow = match (is_there("GET"), is_there("POST")) {
        (true, _) if is_there("PATCH") => "DELETE, GET, HEAD, OPTIONS, PATCH, PUT",
        (true, true) => "GET, HEAD, OPTIONS, POST",
        (true, false) => READING,
        (false, _) => "OPTIONS, POST",
    };
    let resource = web::resource(first_step(path).1);
    methods.into_iter().fold(resource, |resource, entry| resource.route(entry.route)).default_service(others(allow))
}

/// The paths of pages without their last slash, as people type them. They lead on by the form of the address alone:
/// nothing is looked up, so nothing is told of what is there.
fn without_slash(paths: &[(&'static str, Vec<Entry>)]) -> Vec<(&'static str, Resource)> {
    let is_free = |path: &&str| !path.is_empty() && paths.iter().all(|(known, _)| known != path);
    let bare = paths.iter().filter_map(|(path, _)| path.strip_suffix('/')).filter(is_free);
    bare.map(|path| {
        let resource = web::resource(first_step(path).1).route(reading().to(with_slash));
        (path, resource.default_service(others(READING)))
    })
    .collect()
}

async fn with_slash(request: HttpRequest) -> HttpResponse {
    let query = request.uri().query().map_or_else(String::new, |query| format!("?{query}"));
    respond::moved(&format!("{}/{query}", request.path()))
}

/// The methods of a page.
const READING: &str = "GET, HEAD, OPTIONS";

/// The answer to every other method. It, too, goes by the form of the address, whatever that names or does not name.
fn others(allow: &'static str) -> Route {
    web::to(move |method: Method| async move {
        match method {
            Method::OPTIONS => Ok(HttpResponse::NoContent().insert_header((ALLOW, allow)).finish()),
            _ => Err::<HttpResponse, _>(Error::WrongMethod { allow }),
        }
    })
}
